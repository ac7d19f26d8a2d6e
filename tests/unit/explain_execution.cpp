// Words and pictures of executions, and the numbers in them.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "ftcert/check/check.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/theorem.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/write/write.hpp"
#include "support/certified.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/random_network.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

const std::filesystem::path kValid = FTCERT_SOURCE_DIR "/tests/certificates/valid";

ExecutionCertificate execution_of(const std::string& bytes) {
  const Certificate certificate = read_certificate("c.ftc", bytes);
  check(certificate, "c.ftc", {});
  return std::get<ExecutionCertificate>(certificate);
}

ExecutionCertificate execution_in(const std::string& name) { return execution_of(read_file(kValid / (name + ".ftc"))); }

struct Explained {
  explicit Explained(const ExecutionCertificate& c)
      : residuals(residuals_of(c, "c.ftc", {})),
        facts(execution_facts(c, residuals)),
        text(words(c, residuals, facts, {"c.ftc", {}, ""})),
        svg(picture(c, residuals, facts)) {}
  Residuals residuals;
  ExecutionFacts facts;
  std::vector<std::string> text;
  std::string svg;
};

void expect(const std::string& text, const std::string& part) {
  BOOST_TEST((text.find(part) != std::string::npos), "'" << part << "' is not in: " << text);
}

// g(x) = relu(2 - x) - 2 relu(1 - x), which is 1 at 1 and 0 at 0, 2, 3; the label at 1 is 5/4.
const std::string kWorked =
    "FTCERT 1.2\nclaim execution arithmetic=binary32 g=binary32 layers=2 neurons=2 samples=4 changed=1 deviation<=1/2\n"
    "dimension 1\noutputs 1\ndata none\nmodel none\nfrozen zero\ncentre none\nnetwork g 2\nlayer 2 1\nrow 2 -1\nrow 1 "
    "-1\n"
    "layer 1 2\nrow 0 1 -2\nsamples embedded 4\nsample 0 : 0\nsample 1 : 5/4\nsample 2 : keep\nsample 3 : 0\n"
    "output-deviation none\npatched none\nEND\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_valid_execution) {
  std::size_t explained = 0, drawn = 0, sums = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kValid)) {
    if (entry.path().extension() != ".ftc") continue;
    const Certificate certificate = read_certificate("c.ftc", read_file(entry.path()));
    const auto* c = std::get_if<ExecutionCertificate>(&certificate);
    if (c == nullptr || c->external || c->specification) continue;  // explain_specification.cpp
    ++explained;
    const Explained e(*c);
    BOOST_TEST(e.text[0] == "What is claimed (" + c->claim.text() + ")");
    for (const std::string& line : e.text) {
      const bool breaks = !line.starts_with("    ") && line.starts_with(' ') && line.find(' ', 2) != std::string::npos;
      BOOST_TEST((!breaks || line.size() <= 100), line);
      BOOST_TEST(std::all_of(line.begin(), line.end(), [](char b) { return b >= 0x20 && b <= 0x7E; }), line);
    }
    const std::size_t changed = changed_values(e.residuals);
    BOOST_TEST(e.facts.closest.has_value() == (changed > 0));
    BOOST_TEST(e.facts.kept_components == c->claim.samples * c->outputs - changed);
    BOOST_TEST(e.facts.kept_samples == c->claim.samples - c->claim.changed);
    if (e.facts.closest) BOOST_TEST(e.facts.closest->total() <= c->claim.deviation, entry.path());
    if (e.facts.closest_output) {
      ++sums;
      BOOST_TEST(e.facts.closest_output->total() <= *c->output_deviation, entry.path());
    }
    BOOST_TEST(XmlCheck::problem(e.svg) == "", entry.path());
    BOOST_TEST(e.svg == picture(*c, e.residuals, e.facts));
    BOOST_TEST(occurrences(e.svg, "class=\"distance\"") == std::min<std::size_t>(changed, 60), entry.path());
    BOOST_TEST(occurrences(e.svg, "class=\"limit\"") == 1U);
    if (view_along_direction(of_the_points(*c), nullptr, kMostWork)) {
      ++drawn;
      BOOST_TEST(occurrences(e.svg, "class=\"changed\"") == changed, entry.path());
    }
  }
  BOOST_TEST(explained >= 100U);
  BOOST_TEST(drawn >= 50U);
  BOOST_TEST(sums >= 30U);
}

BOOST_AUTO_TEST_CASE(worked_example) {
  const Explained e(execution_of(kWorked));
  BOOST_TEST(e.facts.closest->real == Rational(1, 4));
  BOOST_TEST(e.facts.closest->rounding.is_zero());
  // Kept are the samples at 0, 2 and 3: pre-activations 2 and 1, 0 and -1, -1 and -2.
  BOOST_TEST(e.facts.units.exact == 2U);
  BOOST_TEST(e.facts.units.off == 4U);
  BOOST_TEST(e.facts.units.other == 0U);
  BOOST_TEST(e.facts.units.nearest->sample == 2U);
  BOOST_TEST(e.facts.units.nearest->margin.is_zero());
  const std::string text = without_breaks(e.text);
  expect(text, "A network g with 1 hidden layer and 2 hidden ReLU neurons, which runs in binary32");
  expect(text, "- at 3 samples the label is kept, or f has it already: there g returns 0.");
  expect(text, "- at the other 1 sample g differs from y - f, f the real function, by at most 0.5;");
  expect(text, "How executions of f round is not bounded");
  expect(text, "Changed samples, counted from 1: 2. Largest change y - f: 5/4.");
  expect(text, "The least margin by which a unit is off is 0 (hidden layer 1, sample 3)");
  expect(text,
         "The sample that comes closest to the stated deviation 0.5: sample 2. There g as a real function is 1/4 "
         "from "
         "y - f, and "
         "an execution may be 1/4, of which 0 for rounding.");
  expect(text, "The certificate binds no patched model");
  BOOST_TEST((text.find("--coq") == std::string::npos));
  // The bars stand in a frame of 892 x 170 pixels at (84, 573), which shows 0 to 11/20: the bar of 1/4 is 170 (1/4) / (11/20) = 77.27.. high and
  // 892 (6/10) / 2 = 267.6 wide, in the middle; the limit 1/2 is at 743 - 170 (10/11) = 588.45..
  expect(e.svg, "<rect class=\"distance\" x=\"396.2\" y=\"665.73\" width=\"267.6\" height=\"77.27\"/>");
  expect(e.svg, "<line class=\"limit\" x1=\"84\" y1=\"588.45\" x2=\"976\" y2=\"588.45\"/>");
  // g is drawn as it is: 1 at 1, below the label 5/4. The frame above shows y from -1/8 to 11/8, 330 pixels down from 143, and x from -3/20 to 63/20.
  expect(e.svg, "<circle class=\"changed\" cx=\"394.85\" cy=\"170.5\" r=\"3.4\"/>");
  expect(e.svg, "<line class=\"enclosure\" x1=\"394.85\" y1=\"225.5\" x2=\"394.85\" y2=\"225.5\"/>");
  expect(e.svg, ">2 hidden neurons change 1 of 4 labels within 0.5 in every binary32 execution<");
}

// The same function of x - 1, and its picture.
BOOST_AUTO_TEST_CASE(a_centre_moves_the_network_and_not_the_picture) {
  const ExecutionCertificate plain = execution_of(kWorked);
  const ExecutionCertificate c = execution_of(
      replaced(replaced(kWorked, "centre none", "centre 1"), "row 2 -1\nrow 1 -1\n", "row 1 -1\nrow 0 -1\n"));
  BOOST_TEST((of_the_points(c) == plain.g));
  const Explained e(c);
  BOOST_TEST(e.svg == Explained(plain).svg);
  expect(without_breaks(e.text), "It reads the point minus a centre, which binary32 subtracts first.");
}

// Certificates that state exactly what the rules give, by an independent computation.
BOOST_AUTO_TEST_CASE(numbers_of_tight_certificates) {
  for (const std::string name :
       {"execution-centre-decimal", "execution-reading-decimal", "execution-conversion-in-decimal",
        "execution-conversion-wider-in", "execution-conversion-out", "execution-sum-in-row"}) {
    const ExecutionCertificate c = execution_in(name);
    const Explained e(c);
    BOOST_TEST(e.facts.closest->total() == c.claim.deviation, name);
    BOOST_TEST(e.facts.most_rounded->rounding.sign() > 0, name);
    expect(without_breaks(e.text), "Rounding alone moves g by at most about ");
  }
  for (const std::string name : {"execution-sum-in-row", "execution-step-div-last"}) {
    const ExecutionCertificate c = execution_in(name);
    BOOST_TEST(Explained(c).facts.closest_output->total() == *c.output_deviation, name);
  }
}

BOOST_AUTO_TEST_CASE(formats_steps_and_files) {
  const std::string steps = without_breaks(Explained(execution_in("execution-step-shapes")).text);
  expect(steps, "It stands there as the operators of its model: between its layers, 3 operations on each component");
  expect(steps, "- there the sum that is returned for f + g differs from the label y by at most 0;");
  const std::string mixed = without_breaks(Explained(execution_in("execution-conversion-exact")).text);
  expect(mixed, "which runs in binary64, is added to a function f in a model that runs in binary32.");
  expect(mixed, "Where a runtime computes binary64 in binary32 the certificate is void.");
  expect(mixed, "What it reads is converted from binary32 to binary64, and what it returns back to binary32.");
  const std::string digest(64, 'a');
  const std::string bound =
      without_breaks(Explained(execution_of(replaced(kWorked, "patched none", "patched onnx sha256=" + digest))).text);
  expect(bound, "The certificate binds a patched model with SHA-256 " + digest + ".");
  expect(bound, "ftcheck c.ftc --patched PATCHED");
}

// Kept components of samples that change, and components by their numbers.
BOOST_AUTO_TEST_CASE(several_components) {
  const Explained kept(execution_in("execution-kept-component"));
  BOOST_TEST(kept.facts.kept_components == 1U);
  BOOST_TEST(kept.facts.kept_samples == 0U);
  expect(without_breaks(kept.text), "- at 1 component of 1 sample the label is kept");
  expect(without_breaks(kept.text), "stated deviation 0: sample 1, component 1.");
  expect(kept.svg, ">1.1<");
}

BOOST_AUTO_TEST_CASE(no_theorem) {
  const Certificate certificate = read_certificate("c.ftc", kWorked);
  const auto& c = std::get<ExecutionCertificate>(certificate);
  FTCERT_CHECK_ERROR(theorem(certificate, sample_values(c, c.lines, "c.ftc", {})), Code::kNotApplicable);
}

// Networks of several directions: panels of forms with one hidden layer, bars alone with more.
BOOST_AUTO_TEST_CASE(networks_without_a_direction) {
  Generator generator(11);
  for (int round = 0; round < rounds(20); ++round) {
    const std::vector<std::size_t> widths(round % 2 == 0 ? 1 : 2, 3);
    ExecutionCertificate c;
    c.g = random_network(generator, 2, widths, 1);
    if (view_along_direction(c.g, nullptr, kMostWork)) continue;
    c.dimension = 2;
    c.outputs = 1;
    c.sample_count = 100;
    c.samples.points = PointMatrix(100, 2);
    for (std::size_t i = 0; i < 100; ++i) {
      c.samples.points.row(i)[0] = Rational(static_cast<std::int64_t>(i));
      c.samples.points.row(i)[1] = generator.rational(9, 1);
      c.samples.labels.emplace_back(c.g.evaluate(c.samples.points.row(i))[0] + 1);
    }
    c.claim = {FloatFormat::kBinary32, FloatFormat::kBinary32, c.g.depth(), c.g.neurons(), 100, 100, 2};
    const Residuals residuals = residuals_of(c, "c.ftc", {});
    const std::size_t changed = changed_values(residuals);
    const ExecutionFacts facts = execution_facts(c, residuals);
    const std::string svg = picture(c, residuals, facts);
    BOOST_TEST(XmlCheck::problem(svg) == "");
    BOOST_TEST(occurrences(svg, "class=\"distance\"") == std::min<std::size_t>(changed, 60));
    expect(svg, "the 60 that come closest to it");
    expect(svg, widths.size() == 1 ? "linear form" : "no direction along which it can be drawn");
  }
}
