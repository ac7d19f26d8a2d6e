// Plans, units and the table of a sweep; what no plan leads to is made here: answers that cannot stand together.
#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "ftcert/sweep/plan.hpp"
#include "ftcert/sweep/row.hpp"
#include "ftcert/sweep/table.hpp"

using namespace ftcert;
using namespace ftcert::sweep;

namespace {

const char* const kPlan =
    "FTCERT-PLAN 1.0\n"
    "max-work 1000000\n"
    "family space-random\nsamples 7..9/2 12\ndimension 2\noutputs 1 2\nchanged 3\nseeds 5\n"
    "certify layers=3,2 construction=hats\nrefute\n"
    "family worst\nsamples 8\nchanged 2 9\nsolve layers=2,4\n"
    "family patterns\nsamples 4\nchanged 1\nblock 1\nsolve\n"
    "END\n";

std::vector<std::string> names(const std::vector<Unit>& units) {
  std::vector<std::string> result;
  for (const Unit& unit : units) result.push_back(unit.id);
  return result;
}

Unit unit_of(const char* family, std::size_t samples, std::size_t changed, Question question) {
  Unit unit;
  unit.family = find_family(family);
  unit.shape = {.samples = samples, .changed = changed};
  unit.question = question;
  name(unit);
  return unit;
}

ReadRows rows_with(std::optional<std::size_t> neurons, std::optional<std::size_t> bound,
                   std::optional<std::size_t> worst = std::nullopt, const std::string& labels = "") {
  ReadRows rows;
  RowFacts facts;
  facts.labels = labels;
  facts.neurons = neurons;
  facts.lower_bound = bound;
  facts.worst_upper = worst;
  rows.facts.push_back(facts);
  return rows;
}

std::string contradiction(const std::vector<std::pair<Unit, ReadRows>>& entries) {
  Table table;
  for (const auto& [unit, rows] : entries) table.add(unit, rows);
  return table.contradiction();
}

}  // namespace

BOOST_AUTO_TEST_CASE(units_in_the_order_of_the_plan) {
  const Plan plan = read_plan("p", kPlan);
  const std::vector<std::string> expected{
      "space-random-K7-d2-N3-s5-certify-L3-hats",
      "space-random-K7-d2-N3-s5-certify-L2-hats",
      "space-random-K7-d2-N3-s5-refute-L2",
      "space-random-K7-d2-P2-N3-s5-certify-L3-hats",
  };
  std::vector<std::string> found = names(plan.units);
  BOOST_TEST(std::set(found.begin(), found.end()).size() == found.size());
  BOOST_TEST(found.size() == 3U * 2U * 3U + 2U + 2U);  // changed 9 of 8 samples: left out
  BOOST_TEST((std::vector(found.end() - 4, found.end()) ==
              std::vector<std::string>{"worst-K8-N2-solve-L2", "worst-K8-N2-solve-L4", "patterns-K4-N1-p1to1-solve-L2",
                                       "patterns-K4-N1-p2to2-solve-L2"}));
  found.resize(expected.size());
  BOOST_TEST(found == expected, boost::test_tools::per_element());
  for (const Unit& unit : plan.units) BOOST_TEST((unit.limits == UnitLimits{1'000'000, std::nullopt}));
}

BOOST_AUTO_TEST_CASE(the_data_of_a_unit_do_not_depend_on_the_question_unless_they_say_so) {
  const Plan plan = read_plan("p", kPlan);
  BOOST_TEST(plan.units[0].data_id == plan.units[2].data_id);
  const auto worst = plan.units.end() - 4;
  BOOST_TEST(worst[0].data_id != worst[1].data_id);
}

BOOST_AUTO_TEST_CASE(files_of_a_unit) {
  const Unit certify = unit_of("alternating", 9, 2, Question::kCertify);
  BOOST_TEST(
      (possible_files(certify) == std::vector<std::string>{"rows/alternating-K9-N2-certify-L2.jsonl",
                                                           "certificates/alternating-K9-N2-certify-L2.network.ftc"}));
  const Plan plan = read_plan("p", kPlan);
  BOOST_TEST((possible_files(plan.units.back()) ==
              std::vector<std::string>{"rows/patterns-K4-N1-p2to2-solve-L2.jsonl",
                                       "certificates/patterns-K4-N1-p2to2-solve-L2.0n00.network.ftc",
                                       "certificates/patterns-K4-N1-p2to2-solve-L2.0n00.bound.ftc"}));
}

BOOST_AUTO_TEST_CASE(a_network_below_a_bound_cannot_be) {
  const Unit network = unit_of("alternating", 9, 2, Question::kCertify),
             bound = unit_of("alternating", 9, 2, Question::kRefute),
             other = unit_of("alternating", 9, 3, Question::kRefute);
  BOOST_TEST(contradiction({{network, rows_with(6, {})}, {bound, rows_with({}, 6)}}).empty());
  BOOST_TEST(contradiction({{network, rows_with(5, {})}, {other, rows_with({}, 6)}}).empty());
  for (const bool turned : {false, true}) {
    const std::pair<Unit, ReadRows> small{network, rows_with(5, {})}, large{bound, rows_with({}, 6)};
    const std::string found = turned ? contradiction({large, small}) : contradiction({small, large});
    BOOST_TEST(found ==
               "unit alternating-K9-N2-certify-L2 has a network of 5 neurons, unit alternating-K9-N2-refute-L2 a bound "
               "of 6 neurons for the same data and depth");
  }
  Unit deeper = bound;
  deeper.shape.layers = 3;
  name(deeper);
  BOOST_TEST(contradiction({{network, rows_with(5, {})}, {deeper, rows_with({}, 6)}}).empty());
  BOOST_TEST(contradiction({{network, rows_with(5, {}, {}, "+0")}, {bound, rows_with({}, 6, {}, "0+")}}).empty());
}

BOOST_AUTO_TEST_CASE(a_bound_above_the_worst_case_cannot_be) {
  const Unit bound = unit_of("alternating", 9, 2, Question::kRefute);
  BOOST_TEST(contradiction({{bound, rows_with({}, 6, 6)}}).empty());
  BOOST_TEST(contradiction({{bound, rows_with({}, 7, 6)}}) ==
             "unit alternating-K9-N2-refute-L2 has a bound of 7 neurons, and 6 neurons are proved to be enough for all "
             "such data");
}

BOOST_AUTO_TEST_CASE(what_is_no_file_of_rows) {
  const Unit unit = unit_of("alternating", 9, 2, Question::kCertify);
  for (const char* text : {"", "\n", "{}", "{}\n", "{}\n{}\n", "[]\n[]\n", "null\n7\n"})
    BOOST_TEST(!read_rows(unit, text).unusable.empty());
  BOOST_TEST(!read_rows(unit, rows_file(unit, "")).unusable.empty());
  BOOST_TEST(!read_rows(unit, rows_file(unit, "{}\n")).unusable.empty());
}
