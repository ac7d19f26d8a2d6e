// A search that is stopped, kept and gone on with; and threads: the result is the same.
#include <atomic>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/refute/patterns/pattern_bound.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

struct Data {
  PointMatrix points, residuals;
};

// Points of the plane in general position, some with labels: a search of several rounds.
Data plane() {
  Generator generator(21);
  Data data{PointMatrix(12, 2), PointMatrix(12, 1)};
  for (Rational& entry : data.points.entries) entry = Rational(Integer(generator.between(-1000, 1000)), 7);
  for (std::size_t i = 0; i < 5; ++i) data.residuals.row(i)[0] = generator.between(1, 9) * (i % 2 == 0 ? 1 : -1);
  return data;
}

PatternRequest request_of(std::vector<std::string>& states) {
  PatternRequest request;
  request.programs = 6000;
  request.last = 3;
  request.subject = "plane";
  request.keep = [&states](const std::string& state) { states.push_back(state); };
  return request;
}

// Everything that was decided, and the trees.
std::string text_of(const PatternBound& bound) {
  std::string text = std::to_string(bound.neurons);
  for (const PatternDecision& d : bound.decided)
    text += "\n" + std::to_string(d.neurons) + " " + std::to_string(static_cast<int>(d.verdict)) + " " +
            std::to_string(d.programs) + " " + std::to_string(d.leaves) + " " + std::to_string(d.open);
  for (const PatternTree& tree : bound.evidence.trees) {
    text += "\ntree";
    for (const PatternNode& node : tree.nodes) {
      text += "\n" + std::to_string(node.sample) + " " + std::to_string(node.neuron);
      for (const std::size_t twin : node.twins) text += " " + std::to_string(twin);
      for (const PatternRow& row : node.rows)
        text += "; " + std::to_string(row.sample) + " " + std::to_string(row.neuron) + " " + row.digits + " " +
                row.multiplier.str();
    }
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(threads_do_not_change_the_result) {
  const Data data = plane();
  std::vector<std::string> one, many;
  PatternRequest request = request_of(one);
  const PatternBound alone = bound_by_patterns(data.points, data.residuals, request, {});
  BOOST_TEST(alone.neurons >= 3);
  request = request_of(many);
  request.jobs = 4;
  BOOST_TEST(text_of(bound_by_patterns(data.points, data.residuals, request, {})) == text_of(alone));
  BOOST_TEST(one == many);
}

BOOST_AUTO_TEST_CASE(a_stopped_search_goes_on) {
  const Data data = plane();
  std::vector<std::string> states;
  const std::string whole = text_of(bound_by_patterns(data.points, data.residuals, request_of(states), {}));
  BOOST_REQUIRE(states.size() > 3);
  for (std::size_t k = 0; k < states.size(); ++k) {
    std::vector<std::string> later;
    PatternRequest request = request_of(later);
    request.resume = read_state(states[k]);
    BOOST_REQUIRE(request.resume.has_value());
    BOOST_TEST(state_text(*request.resume) == states[k]);
    BOOST_TEST(text_of(bound_by_patterns(data.points, data.residuals, request, {})) == whole);
  }
  // Stopped on request, after the second round.
  std::atomic<bool> stop = false;
  std::vector<std::string> kept;
  PatternRequest request = request_of(kept);
  request.keep = [&](const std::string& state) {
    kept.push_back(state);
    stop = kept.size() == 2;
  };
  Control control;
  control.stop = &stop;
  const PatternBound stopped = bound_by_patterns(data.points, data.residuals, request, control);
  BOOST_TEST(stopped.stopped);
  BOOST_TEST(kept.size() == 2U);
  std::vector<std::string> later;
  request = request_of(later);
  request.resume = read_state(kept.back());
  BOOST_TEST(text_of(bound_by_patterns(data.points, data.residuals, request, {})) == whole);
}

// With a greater limit the search goes on from where the smaller one ended it, and ends as if it had had the greater one from the beginning.
BOOST_AUTO_TEST_CASE(a_limit_may_be_raised) {
  const Data data = plane();
  std::vector<std::string> states, all;
  const std::string whole = text_of(bound_by_patterns(data.points, data.residuals, request_of(all), {}));
  PatternRequest request = request_of(states);
  request.programs = 1100;
  BOOST_TEST(bound_by_patterns(data.points, data.residuals, request, {}).limited());
  request = request_of(all);
  request.resume = read_state(states.back());
  BOOST_TEST(text_of(bound_by_patterns(data.points, data.residuals, request, {})) == whole);
}

BOOST_AUTO_TEST_CASE(what_is_no_state_is_refused) {
  const Data data = plane();
  std::vector<std::string> states;
  PatternRequest request = request_of(states);
  request.last = 2;
  bound_by_patterns(data.points, data.residuals, request, {});
  const std::string& state = states.back();  // two neurons are refuted
  BOOST_TEST(read_state(state).has_value());
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, state.size() / 2, state.size() - 1})
    BOOST_TEST(!read_state(state.substr(0, size)).has_value());
  std::string edited = state;
  edited[edited.find("leaf") + 5] = '9';
  BOOST_TEST(!read_state(edited).has_value());
  BOOST_TEST(!read_state(state + "\n").has_value());
  request.resume = read_state(state);
  request.subject = "other";
  FTCERT_CHECK_ERROR(bound_by_patterns(data.points, data.residuals, request, {}), Code::kUsage);
  // The right words with trees of other data.
  request.subject = "plane";
  BOOST_REQUIRE(!request.resume->searches.back().trees.empty());
  SearchTree& tree = request.resume->searches.back().trees.back();
  tree.nodes = {SearchNode{}, SearchNode{}, SearchNode{}};
  tree.nodes[0].kind = SearchNode::Kind::kSplit;
  tree.nodes[0].sample = 12;
  tree.nodes[0].neuron = 1;
  tree.nodes[0].child = {1, 2};
  FTCERT_CHECK_ERROR(bound_by_patterns(data.points, data.residuals, request, {}), Code::kUsage);
}
