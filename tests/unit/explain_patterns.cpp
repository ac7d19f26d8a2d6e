// Words and pictures of bounds by trees of activation patterns.
#include <boost/test/unit_test.hpp>

#include "ftcert/check/check.hpp"
#include "ftcert/explain/pattern_facts.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/words.hpp"
#include "support/checks.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using ftcert::test::occurrences;
using ftcert::test::XmlCheck;

namespace {

// d + 1 unchanged samples around the origin, which is their mean, and the origin with label 1: one neuron does not fit. A plus neuron is at most 0 at
// the unchanged samples, so at the mean.
std::string simplex(std::size_t d) {
  const std::string n = std::to_string(d), last = std::to_string(d + 2);
  std::string text = "FTCERT 1.3\nclaim bound layers=2 neurons=2 samples=" + last + " changed=1\ndimension " + n +
                     "\noutputs 1\nmethod patterns\ndata none\nmodel none\nfrozen zero\nsamples embedded " + last +
                     "\n";
  for (std::size_t i = 0; i <= d; ++i) {
    text += "sample";
    for (std::size_t j = 0; j < d; ++j) text += i == j + 1 ? " " + n : " -1";
    text += " : 0\n";
  }
  text += "sample";
  for (std::size_t j = 0; j < d; ++j) text += " 0";
  text +=
      " : 1\npatterns output=1\ncover ranks hyperplanes=1\ntrees 2\ntree plus=0 minus=1 constant=zero nodes=1\n"
      "leaf 1\nsum " +
      last + " 0 -1\ntree plus=1 minus=0 constant=zero nodes=3\nsplit " + last + " 1\nleaf " + last + "\n";
  for (std::size_t i = 1; i <= d + 1; ++i) text += "sum " + std::to_string(i) + " 1 1\n";
  return text + "sum " + last + " 1 -" + std::to_string(d + 1) + "\nleaf 1\nsum " + last + " 0 -1\nEND\n";
}

BoundCertificate checked(const std::string& text) {
  const Certificate read = read_certificate("c.ftc", text);
  check(read, "c.ftc", {});
  return std::get<BoundCertificate>(read);
}

std::string text_of(const BoundCertificate& c) {
  std::string text;
  for (const std::string& line : words(c, residuals_of(c, "c.ftc", {}), {"c.ftc", {}, ""}))
    text += line.substr(std::min(line.find_first_not_of(' '), line.size())) + " ";
  return text;
}

void expect(const std::string& text, const std::string& part) {
  BOOST_TEST((text.find(part) != std::string::npos), "'" << part << "' is not in: " << text);
}

}  // namespace

BOOST_AUTO_TEST_CASE(counts) {
  const BoundCertificate c = checked(simplex(4));
  const PatternFacts facts = pattern_facts(c.patterns, 6);
  BOOST_REQUIRE(facts.trees.size() == 2);
  BOOST_TEST((facts.trees[0].splits == 0 && facts.trees[0].leaves == 1 && facts.trees[0].rows == 1));
  BOOST_TEST((facts.trees[1].splits == 1 && facts.trees[1].leaves == 2 && facts.trees[1].rows == 7));
  BOOST_TEST((facts.trees[1].depth == 1 && facts.total().leaves == 3 && facts.total().depth == 1));
  BOOST_TEST(facts.samples_used() == 6);
  BOOST_TEST(facts.most_bits == 3);  // of 5
  BOOST_TEST(facts.split == std::vector<bool>({false, false, false, false, false, true}),
             boost::test_tools::per_element());
  BOOST_REQUIRE(facts.shown);
  BOOST_TEST(facts.shown->leaf->rows.size() == 6);
  BOOST_REQUIRE(facts.shown->steps.size() == 1);
  BOOST_TEST(facts.shown->steps[0].active);
}

// Three questions in a row: which of them a leaf assumes, and how.
BOOST_AUTO_TEST_CASE(steps_of_a_leaf) {
  PatternEvidence evidence;
  PatternTree tree{2, 1, 0, {}, 0};
  const auto rows = [](std::size_t count) {
    return PatternNode{0, 0, {}, std::vector<PatternRow>(count, PatternRow{3, 1, "", 1, 0}), 0};
  };
  tree.nodes = {{0, 1, {2}, {}, 0}, rows(1), {1, 3, {}, {}, 0}, {2, 2, {}, {}, 0}, rows(4), rows(3), rows(1)};
  evidence.trees.push_back(tree);
  const PatternFacts facts = pattern_facts(evidence, 5);
  BOOST_TEST((facts.trees[0].splits == 3 && facts.trees[0].leaves == 4 && facts.trees[0].depth == 3));
  const std::vector<PatternStep>& steps = facts.shown->steps;
  BOOST_REQUIRE(steps.size() == 3);
  BOOST_TEST(facts.shown->leaf->rows.size() == 3);
  BOOST_TEST((!steps[0].active && steps[1].active && !steps[2].active));
  BOOST_TEST((steps[0].split->sample == 0 && steps[1].split->sample == 1 && steps[2].split->sample == 2));
  BOOST_TEST(facts.used == std::vector<bool>({true, true, true, true, false}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(in_words) {
  const std::string text = text_of(checked(simplex(2)));
  expect(text, "with one hidden layer and 1 neuron fits");
  expect(text, "They do not lie on 1 hyperplane or fewer, which excludes every c but 0.");
  expect(text, "the 3 monomials of degree at most 1 in the 2 features that differ between samples");
  expect(text, "In all 2 trees, 1 question and 3 leaves with 6 inequalities");
  expect(text, "1 plus and 0 minus, c = 0: 2 cases, at most 1 question on the way to one.");
  expect(text, "Assumed: neuron 1 active at sample 4.");
  expect(text, "At sample 2, where the sum has to be 0: l1 is at most 0; times 1.");
  expect(text, "At sample 4, where the sum has to be 1: l1 is at least 1; times 3.");
  expect(text, "what remains is 0 <= -3, which is false.");
  for (const std::string_view word : {"kink", "chord", "on one line"}) BOOST_TEST(occurrences(text, word) == 0, word);
}

BOOST_AUTO_TEST_CASE(pictures) {
  for (const std::size_t d : {std::size_t{1}, std::size_t{2}}) {
    const BoundCertificate c = checked(simplex(d));
    const std::string svg = picture(c, residuals_of(c, "c.ftc", {}));
    BOOST_TEST(XmlCheck::problem(svg) == "");
    BOOST_TEST(occurrences(svg, "class=\"changed\"") == 1);
    BOOST_TEST(occurrences(svg, "class=\"asked\"") == 1);
    expect(svg, "At least 2 hidden neurons for 1 changed label of " + std::to_string(d + 2) + " samples");
  }
  const BoundCertificate c = checked(simplex(5));
  const std::string svg = picture(c, residuals_of(c, "c.ftc", {}));
  BOOST_TEST(XmlCheck::problem(svg) == "");
  BOOST_TEST(occurrences(svg, "class=\"active\"") == 1);  // the question
  BOOST_TEST(occurrences(svg, "class=\"leaf\"") == 2);
  expect(svg, ">7: 1<");  // sample 7, neuron 1
}
