// Words and pictures of specifications: of networks, of executions and of bounds.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/theorem.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/files/file.hpp"
#include "support/certified.hpp"
#include "support/checks.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

const std::filesystem::path kValid = FTCERT_SOURCE_DIR "/tests/certificates/valid";

std::string joined(const std::vector<std::string>& lines) { return without_breaks(lines); }

void expect(const std::string& text, const std::string& part) {
  BOOST_TEST((text.find(part) != std::string::npos), "'" << part << "' is not in: " << text);
}

// What explain says and draws of each kind; the picture is empty where g can not be drawn.
struct Explained {
  explicit Explained(const std::string& bytes, ClassNames classes = {}) {
    certificate = read_certificate("c.ftc", bytes);
    check(certificate, "c.ftc", {});
    names.classes = std::move(classes);
    std::visit([this](const auto& c) { explain(c); }, certificate);
    text = joined(lines);
  }

  Certificate certificate;
  FileNames names{"c.ftc", {}, ""};
  Residuals residuals;
  SpecifiedFacts facts;
  std::vector<std::string> lines;
  std::string text, svg;

 private:
  void explain(const InterpolationCertificate& c) {
    residuals = residuals_of(c, "c.ftc", {});
    facts = specified_facts(*residuals.specified, real_sum(residuals));
    lines = words(c, residuals, names);
    if (view_along_direction(c) || c.g.depth() == 2) svg = picture(c, residuals);
  }
  void explain(const BoundCertificate& c) {
    residuals = residuals_of(c, "c.ftc", {});
    facts = specified_facts(*residuals.specified, real_sum(residuals));
    lines = words(c, residuals, names);
    svg = picture(c, residuals);
  }
  void explain(const ExecutionCertificate& c) {
    residuals = residuals_of(c, "c.ftc", {});
    const ExecutionFacts all = execution_facts(c, residuals);
    facts = *all.specification;
    lines = words(c, residuals, all, names);
    svg = picture(c, residuals, all);
  }
};

std::string content(const std::string& name) { return read_file(kValid / (name + ".ftc")); }

std::size_t count(const std::vector<bool>& flags) {
  return static_cast<std::size_t>(std::count(flags.begin(), flags.end(), true));
}

// f = (1 + x, 2x), g = (3 relu(x - 2), 0): f + g is (3, 4) at 2 and (7, 6) at 3.
const std::string kClasses =
    "FTCERT 1.4\nclaim specification layers=2 neurons=1 samples=3 changed=1 specified=2\ndimension 1\noutputs 2\n"
    "specification classes margin=1/2\nconstruction none\ndata none\nmodel none\nfrozen network\nnetwork f 1\nlayer 2 "
    "1\n"
    "row 1 1\nrow 0 2\nnetwork g 2\nlayer 1 1\nrow -2 1\nlayer 2 1\nrow 0 3\nrow 0 0\nsamples embedded 3\n"
    "sample 0 : keep\nsample 2 : 1\nsample 3 : 0\nmargins\npreactivation 1 least=0 nonzero=1\nprojection none\n"
    "bits most=2 total=5\nEND\n";

}  // namespace

BOOST_AUTO_TEST_CASE(every_valid_certificate) {
  std::size_t networks = 0, executions = 0, bounds = 0, drawn = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kValid)) {
    if (entry.path().extension() != ".ftc") continue;
    const std::string bytes = read_file(entry.path());
    const Certificate certificate = read_certificate("c.ftc", bytes);
    const CertificateBody& body =
        std::visit([](const CertificateBody& c) -> const CertificateBody& { return c; }, certificate);
    if (!body.specification || body.external) continue;
    BOOST_TEST_CONTEXT(entry.path()) {
      const Explained e(bytes);
      for (const std::string& line : e.lines) {
        const bool breaks =
            !line.starts_with("    ") && line.starts_with(' ') && line.find(' ', 2) != std::string::npos;
        BOOST_TEST((!breaks || line.size() <= 100), line);
        BOOST_TEST(std::all_of(line.begin(), line.end(), [](char b) { return b >= 0x20 && b <= 0x7E; }), line);
      }
      BOOST_TEST(XmlCheck::problem(e.svg.empty() ? "<a/>" : e.svg) == "");
      drawn += e.svg.empty() ? 0 : 1;
      std::visit(
          [&](const auto& c) {
            BOOST_TEST(e.facts.samples == *c.claim.specified);
            BOOST_TEST(e.facts.met_before <= e.facts.samples);
            FTCERT_CHECK_ERROR(theorem(certificate, sample_values(c, c.lines, "c.ftc", {})), Code::kNotApplicable);
            if constexpr (std::is_same_v<std::decay_t<decltype(c)>, BoundCertificate>) {
              ++bounds;
              BOOST_TEST(e.lines[0] == "What is claimed (" + c.claim.verdict() + ")");
              if (!c.method->on_a_line()) return;
              const BoundLine line = bound_line(c, e.residuals);
              for (const std::size_t r : line.kinks.convex) BOOST_TEST(line.slope_change(r, 1).sign() == 1);
              for (const std::size_t r : line.kinks.concave) BOOST_TEST(line.slope_change(r, -1).sign() == -1);
              BOOST_TEST(occurrences(e.svg, "class=\"convex-chord\"") == line.kinks.convex.size());
              return;
            } else {
              BOOST_TEST(e.lines[0] == "What is claimed (" + c.claim.text() + ")");
              BOOST_TEST(count(e.residuals.changed) == c.claim.changed);
              for (const SpecifiedEntry& s : e.facts.entries) BOOST_TEST(s.room.sign() >= 0);
              ++(std::is_same_v<std::decay_t<decltype(c)>, ExecutionCertificate> ? executions : networks);
            }
          },
          certificate);
    }
  }
  BOOST_TEST(networks >= 15U);
  BOOST_TEST(executions >= 15U);
  BOOST_TEST(bounds >= 30U);
  BOOST_TEST(drawn >= 60U);
}

BOOST_AUTO_TEST_CASE(classes) {
  const Explained e(kClasses, ClassNames({"clear", "left"}));
  BOOST_REQUIRE(e.facts.entries.size() == 2U);
  BOOST_TEST(e.facts.met_before == 1U);
  BOOST_TEST((e.facts.entries[1].before == Rational(-2) && e.facts.entries[1].after == Rational(1)));
  BOOST_TEST(e.facts.closest()->sample == 1U);  // both lead by 1
  BOOST_TEST(e.facts.closest()->room == Rational(1, 2));
  expect(e.text,
         "at each of 2 specified samples, of 3 samples, in f(x) + g(x) one of the classes that the sample may be is "
         "greater than all others, by at least 1/2. At 2 samples, all that are not specified among them, g is exactly "
         "0; at 1 it is not.");
  expect(e.text, "Asked for: class 0 (clear) at 1 sample, class 1 (left) at 1 sample.");
  expect(e.text, "f meets the specification of 1 of these samples by itself.");
  expect(e.text, "Sample 3: class 0 (clear); f says 1 (left), and the class is behind by 2; in f + g it leads by 1.");
  expect(e.text, "Changed samples, counted from 1: 3. Largest change g: 3.");
  BOOST_TEST((e.text.find("--coq") == std::string::npos));
  BOOST_TEST((e.text.find("label") == std::string::npos), e.text);
  BOOST_TEST(occurrences(e.svg, "class=\"changed\"") == 1U);
  // Two bars of 1 in a frame of 170 pixels that shows 0 to 11/10, and the margin in the middle of them.
  BOOST_TEST(occurrences(e.svg, "class=\"room\"") == 2U);
  BOOST_TEST(occurrences(e.svg, "height=\"154.55\"") == 2U);
  BOOST_TEST(occurrences(e.svg, "class=\"limit\"") == 1U);
  expect(e.svg, ">1 hidden neuron: 2 of 3 samples are exactly what is specified<");
}

BOOST_AUTO_TEST_CASE(class_names) {
  const ClassNames names = read_class_names("n", "zero\r\none\ntwo", 3);
  BOOST_TEST(names.text(1) == "1 (one)");
  BOOST_TEST(names.text(ClassSet{0, 2}) == "0 (zero) or 2 (two)");
  BOOST_TEST(ClassNames().text(ClassSet{0, 2}) == "0 or 2");
  FTCERT_CHECK_ERROR(read_class_names("n", "a\nb\n", 3), Code::kCount);
  FTCERT_CHECK_ERROR(read_class_names("n", "a\n\nb\n", 3), Code::kCount);
  FTCERT_CHECK_ERROR(read_class_names("n", std::string_view("a\0\nb\n", 5), 2), Code::kEncoding);
}

BOOST_AUTO_TEST_CASE(intervals) {
  std::string text = kClasses;
  const auto replace = [&text](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("classes margin=1/2", "intervals tolerance=0");
  replace("sample 0 : keep\nsample 2 : 1\nsample 3 : 0",
          "sample 0 : keep keep\nsample 2 : >=2 4\nsample 3 : 13/2..8 <=7");
  const Explained e(text);
  BOOST_REQUIRE(e.facts.entries.size() == 4U);
  BOOST_TEST(e.facts.met_before == 1U);
  BOOST_TEST((e.facts.entries[2].room == Rational(1, 2) && e.facts.entries[3].room == Rational(1)));
  BOOST_TEST(e.facts.closest()->room.is_zero());  // the number 4
  expect(e.text,
         "At 2 of 3 samples components of f + g have to be exactly a number (1), between two numbers (1), at least a "
         "number (1), at most a number (1). At the other 1 sample nothing is specified");
  expect(e.text, "Sample 3, component 1: from 13/2 to 8; f is 4, f + g 7.");
  expect(e.text, "What comes closest to an end of what it may be is sample 2, component 2: it is that end.");
  // As intervals of g: at least -1, 0, 5/2 to 4, at most 1; the number 4 is a bar, too.
  BOOST_TEST(occurrences(e.svg, "class=\"allowed\"") == 4U);
  BOOST_TEST(occurrences(e.svg, "class=\"room\"") == 3U);
}

// Certificates that state exactly what the rules give, by an independent computation.
BOOST_AUTO_TEST_CASE(executions) {
  const Explained e(content("specification-execution-classes"));
  const SpecifiedEntry& tight = *e.facts.closest();
  BOOST_TEST(tight.sample == 1U);
  BOOST_TEST(tight.room.is_zero());
  BOOST_TEST(tight.error.sign() == 1);
  BOOST_TEST(tight.after - tight.error == Rational(Integer("5332253833388301199"), Integer("5764607523034234880")));
  expect(e.text, "- in what is returned for f + g at each of 2 specified samples one of the classes");
  expect(e.text, "The least lead is at sample 2: about 0.925 in every execution; rounding takes at most about ");
  BOOST_TEST(occurrences(e.svg, "class=\"rounding\"") == 2U);
  expect(e.svg, ">1 hidden neuron: 2 of 3 samples are what is specified in every binary32 execution<");
  const Explained i(content("specification-execution-intervals"));
  for (const SpecifiedEntry& s : i.facts.entries) BOOST_TEST(s.room.is_zero());
  BOOST_TEST(i.facts.met_before == 2U);  // f = 1/8 + 3x is less than allowed at 11/10, and within at 3/20
  expect(i.text, ", and any execution is within about ");
}

BOOST_AUTO_TEST_CASE(lines) {
  const Explained e(content("specification-bound-classes"), ClassNames({"a", "b", "c"}));
  expect(e.text, "and so is the difference of outputs 1 (b) and 2 (c), counted from 0. At these samples it can be");
  expect(e.text, "(the residuals): 0, at least 3/4, at most -5/2, at least -1/2.");
  expect(e.text,
         "Sample 2, concave: its residual 3/4 is above -5/4, where the chord from sample 1 (residual 0) to sample 3 "
         "(residual -5/2) is.");
  expect(e.text, "Sample 3, convex: its residual -5/2 is below 1/8, where the chord from sample 2 (residual 3/4)");
  expect(e.text, "Sample 4: class 1 (b); f says 1 (b), and the class leads by 1.");
  BOOST_TEST(occurrences(e.svg, "class=\"allowed\"") == 3U);
  BOOST_TEST(occurrences(e.svg, "class=\"cap\"") == 3U);
  BOOST_TEST(occurrences(e.svg, "class=\"residuals\"") == 0U);
  expect(e.svg, ">At least 2 hidden neurons for 3 specified of 4 samples<");
  const Explained x(content("specification-exhaustion-slopes-at-most"));
  expect(x.text, "1. at sample 3 the slope changes by at most ");
  expect(x.text, "the first slope and the changes at samples 2 add up to at least ");
  expect(x.text, "the first slope and the changes at samples 2, 3 add up to at most ");
}

BOOST_AUTO_TEST_CASE(trees) {
  const Explained e(content("specification-patterns"));
  expect(e.text, "0 where all is kept");
  expect(e.text, "where the sum has to be at least about 1e-18: 0 is at least about 1e-18; times 1.");
  expect(e.text, "what remains is 0 <= about -1e-18, which is false.");
  expect(e.svg, "4: at least about 1e-18");
}
