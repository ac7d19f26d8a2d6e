// ftcert.hpp: numbers of every kind, shapes that do not fit, all four calls.
#include "ftcert/ftcert.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

namespace {

using ftcert::LayerList;
using ftcert::Number;
using ftcert::SampleTable;

// Labels 0, 1, 1, 0 at the corners of a square.
SampleTable corners() {
  SampleTable table;
  table.points = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  table.labels = {{0}, {1}, {1}, {0}};
  return table;
}

int failure_of(const SampleTable& table) {
  try {
    ftcert::certify(table);
  } catch (const ftcert::Failure& failure) {
    BOOST_TEST(std::string(failure.what()).starts_with("E" + std::to_string(failure.number()) + " "));
    return failure.number();
  }
  return 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(arrays_to_a_checked_certificate) {
  const ftcert::Certified g = ftcert::certify(corners());
  BOOST_TEST(g.layers == 2U);
  BOOST_TEST(g.samples == 4U);
  BOOST_TEST(g.changed == 2U);
  BOOST_TEST(ftcert::check(g.certificate).claim == g.claim);
  BOOST_TEST(ftcert::check(g.certificate).notes.empty());
  BOOST_TEST(g.network.size() == 2U);
  BOOST_TEST(g.network[0].bias.size() == g.neurons);
  std::string forged = g.certificate;
  forged.replace(forged.find("changed=2"), 9, "changed=1");
  BOOST_CHECK_EXCEPTION(ftcert::check(forged), ftcert::Failure,
                        [](const ftcert::Failure& f) { return f.number() == 205 && f.exit_code() == 1; });
}

// One number in five spellings: the five samples would be told apart if any were read otherwise.
BOOST_AUTO_TEST_CASE(numbers_are_taken_exactly) {
  for (const Number& half : {Number(0.5), Number(0.5F), Number("1/2"), Number("0.5"), Number("0x1p-1")}) {
    SampleTable table;
    table.points = {{half}, {Number("1/2")}};
    table.labels = {{1}, {1}};
    BOOST_TEST(failure_of(table) == 203);
  }
  SampleTable table;
  table.points = {
      {0.1}, {Number("0.1")}, {std::numeric_limits<std::uint64_t>::max()}, {Number("18446744073709551615")}};
  table.labels = {{0}, {0}, {0}, {0}};
  BOOST_TEST(failure_of(table) == 203);  // the last two; 0.1 is not the double nearest to it
  table.points.pop_back();
  table.labels.pop_back();
  BOOST_TEST(failure_of(table) == 0);
  table.points[0] = {std::numeric_limits<double>::infinity()};
  BOOST_TEST(failure_of(table) == 316);
  table.points[0] = {Number("one")};
  BOOST_TEST(failure_of(table) == 311);
}

BOOST_AUTO_TEST_CASE(shapes_that_do_not_fit) {
  SampleTable table = corners();
  table.points[2].pop_back();
  BOOST_TEST(failure_of(table) == 202);
  table = corners();
  table.labels.pop_back();
  BOOST_TEST(failure_of(table) == 202);
  table = corners();
  table.frozen_values = {{0}, {0}, {0}};
  BOOST_TEST(failure_of(table) == 202);
  table = corners();
  table.frozen_network = LayerList{{{{1, 2, 3}}, {0}}};
  BOOST_TEST(failure_of(table) == 202);
  BOOST_TEST(failure_of(SampleTable{}) == 314);
}

// f says 3 at the second sample; the label says 4.
BOOST_AUTO_TEST_CASE(f_as_values_and_as_a_network) {
  SampleTable table;
  table.points = {{0}, {1}, {2}};
  table.labels = {{std::nullopt}, {4}, {std::nullopt}};
  table.frozen_values = {{1}, {3}, {5}};
  const ftcert::Certified by_values = ftcert::certify(table);
  table.frozen_values.reset();
  table.frozen_network = LayerList{{{{2}}, {1}}};
  const ftcert::Certified by_network = ftcert::certify(table);
  BOOST_TEST(by_values.claim == by_network.claim);
  BOOST_TEST(by_network.changed == 1U);
}

BOOST_AUTO_TEST_CASE(a_network_of_ones_own_and_a_bound) {
  SampleTable table;
  table.points = {{-1}, {0}, {1}, {2}, {3}};
  table.labels = {{0}, {0}, {1}, {0}, {0}};
  const LayerList hat{{{{1}, {1}, {1}}, {0, -1, -2}}, {{{1, -2, 1}}, {0}}};
  BOOST_TEST(ftcert::certify_network(table, hat).neurons == 3U);
  const ftcert::Refuted bound = ftcert::refute(table);  // kinks at 0, 1 and 2 alternate
  BOOST_TEST(bound.neurons == 3U);
  BOOST_TEST(bound.claim == "bound layers=2 neurons>=3 samples=5 changed=1");
  BOOST_TEST(ftcert::check(bound.certificate).claim == bound.claim);
  table.labels[4] = {1};
  BOOST_CHECK_EXCEPTION(ftcert::certify_network(table, hat), ftcert::Failure, [](const ftcert::Failure& f) {
    return f.number() == 204 && std::string(f.what()).find("sample 5: g = 0, expected 1") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(a_stop_flag_and_progress) {
  std::atomic<bool> stop = true;
  ftcert::Limits limits;
  limits.stop = &stop;
  BOOST_CHECK_EXCEPTION(ftcert::certify(corners(), {}, limits), ftcert::Failure,
                        [](const ftcert::Failure& f) { return f.number() == 402 && f.exit_code() == 4; });
  stop = false;
  int steps = 0;
  limits.progress = [&steps](const std::string&) { ++steps; };
  ftcert::certify(corners(), {}, limits);
  BOOST_TEST(steps > 0);
}
