// Words and pictures of lower bounds.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "ftcert/check/check.hpp"
#include "ftcert/check/methods/signs.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/write/write.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::occurrences;
using ftcert::test::rounds;
using ftcert::test::XmlCheck;

namespace {

const std::filesystem::path kValid = FTCERT_SOURCE_DIR "/tests/certificates/valid";

BoundCertificate bound_in(const std::string& name) {
  return std::get<BoundCertificate>(read_certificate("c.ftc", read_file(kValid / (name + ".ftc"))));
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

// A bound on samples at x with residuals z, with as many kinks marked as there are, from left to right.
BoundCertificate bound_of(const std::vector<Rational>& x, const std::vector<Rational>& z) {
  BoundCertificate c;
  c.method = &kAlternation;
  c.dimension = c.outputs = 1;
  c.sample_count = x.size();
  c.samples.points = PointMatrix(x.size(), 1);
  c.samples.points.entries = x;
  std::size_t changed = 0, kinks = 0;
  for (std::size_t r = 0; r < x.size(); ++r) {
    c.samples.labels.emplace_back(z[r]);
    if (!z[r].is_zero()) ++changed;
    int kink = 0;
    if (0 < r && r + 1 < x.size()) {
      kink = forced_sign(z[r - 1], z[r], z[r + 1], abs(x[r] - x[r - 1]), abs(x[r + 1] - x[r]));
      if (c.line.points.back().kink == kink) kink = 0;
    }
    if (kink != 0) ++kinks;
    c.line.points.push_back({r, kink, 0});
  }
  const bool constant = std::all_of(z.begin(), z.end(), [&](const Rational& value) { return value == z[0]; });
  c.claim = {2, constant ? 0 : least_neurons_alternation(2, kinks), x.size(), changed};
  return c;
}

// Through the file format and the checker.
BoundCertificate checked(const BoundCertificate& c) {
  const Certificate read = read_certificate("c.ftc", write_certificate(c));
  check(read, "c.ftc", {});
  return std::get<BoundCertificate>(read);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_valid_bound) {
  std::size_t explained = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kValid)) {
    if (entry.path().extension() != ".ftc") continue;
    const Certificate certificate = read_certificate("c.ftc", read_file(entry.path()));
    if (!std::holds_alternative<BoundCertificate>(certificate)) continue;
    const auto& c = std::get<BoundCertificate>(certificate);
    if (c.external) continue;
    ++explained;
    const Residuals residuals = residuals_of(c, "c.ftc", {});
    BoundLine line;  // of trees of patterns: without points
    if (c.method->on_a_line()) {
      line = bound_line(c, residuals);
      BOOST_TEST(line.t.front() == Rational(0));
      BOOST_TEST(line.t.back() == Rational(1));
    }
    for (const std::size_t r : line.kinks.convex) BOOST_TEST(line.middle(r, 1) < line.chord(r, 1));
    for (const std::size_t r : line.kinks.concave) BOOST_TEST(line.middle(r, -1) > line.chord(r, -1));
    const auto text = words(c, residuals, {"c.ftc", {}, ""});
    BOOST_TEST(text[0] == "What is claimed (" + c.claim.verdict() + ")");
    for (const std::string& words_line : text) {
      BOOST_TEST((words_line.starts_with("    ") || words_line.size() <= 100), words_line);
      BOOST_TEST(std::all_of(words_line.begin(), words_line.end(), [](char b) { return b >= 0x20 && b <= 0x7E; }));
    }
    const std::string svg = picture(c, residuals);
    BOOST_TEST(XmlCheck::problem(svg) == "", entry.path());
    BOOST_TEST(svg == picture(c, residuals));
    BOOST_TEST(occurrences(svg, "class=\"convex\"") == line.kinks.convex.size());
    BOOST_TEST(occurrences(svg, "class=\"concave-chord\"") == line.kinks.concave.size());
    BOOST_TEST(occurrences(svg, "class=\"convex-interval\"") == line.kinks.convex.size());
  }
  BOOST_TEST(explained >= 20U);
}

BOOST_AUTO_TEST_CASE(alternation) {
  const BoundCertificate c = bound_in("lower-worked-example");
  const std::string text = text_of(c);
  expect(
      text,
      "Every ReLU network g with 1 hidden layer for which f(x) + g(x) is exactly the label y at all of 8 samples has "
      "at least 6 hidden neurons");
  expect(text, "8 samples of 8 are used, in this order (counted from 1): 1, 2, 3, 4, 5, 6, 7, 8.");
  expect(text, "the residuals y - f: 0, 0, 1, 0, 0, -1, 0, 0.");
  expect(text, "3 convex kinks and 3 concave kinks");
  expect(text,
         "Sample 2, convex: its residual 0 is below 1/2, where the chord from sample 1 (residual 0) to sample 3 "
         "(residual 1) is.");
  expect(text, "Sample 3, concave: its residual 1 is above 0, where the chord from sample 2");
  expect(text, "And 2 more, alike.");
  expect(text, "at least 6 kinks on the line, which cut it into at least 7 linear pieces.");
  expect(text, "Each neuron of one hidden layer makes one kink at most: at least 6 neurons.");
  expect(text, "ftcert explain c.ftc --coq claim.v");
  // The frame is 892 x 330 pixels at (84, 143) and shows x in [-7/20, 147/20] and y in [-6/5, 6/5]: sample 3, at (2, 1), is at
  // 84 + 892 (2 + 7/20) / (77/10) = 356.233.. and 143 + 330 (1/5) / (12/5) = 170.5. Its kink is between x = 1 and x = 3.
  const std::string svg = picture(c, residuals_of(c, "c.ftc", {}));
  expect(svg, "<circle class=\"changed\" cx=\"356.23\" cy=\"170.5\" r=\"3.4\"/>");
  expect(svg, "<line class=\"concave-interval\" x1=\"241.89\" y1=\"521\" x2=\"470.58\" y2=\"521\"/>");
  expect(svg, ">At least 6 hidden neurons for 2 changed labels of 8 samples<");
  // More layers.
  expect(text_of(bound_in("lower-three-layers")), "3 neurons make 6 at most, which is too few; 4 make up to 9.");
  expect(text_of(bound_in("lower-many-layers")), "each of its 999999999999999998 hidden layers has a neuron");
  expect(text_of(bound_in("lower-not-constant")), "No kink is forced, but the residuals are not all equal");
  expect(text_of(bound_in("lower-constant")), "The residuals on the line are all equal.");
  expect(text_of(bound_in("lower-claims-less")), "the claim is only");
}

BOOST_AUTO_TEST_CASE(a_line_in_space) {
  const BoundCertificate c = bound_in("lower-line-in-space");
  const std::string text = text_of(c);
  expect(text, "5 samples of 7 lie on one line and are used, in this order along it (counted from 1): 4, 6, 2, 5, 1.");
  expect(text, "its output 2. At these samples it has to take the residuals y - f: 1, -1/2, 0, -1, 0.");
  expect(text, "Sample 6, convex: its residual -1/2 is below 1/2");
  const std::string svg = picture(c, residuals_of(c, "c.ftc", {}));
  expect(svg, "t: 0 at sample 4, 1 at sample 1, along the line through both.");
  expect(svg, "f: output 2<");
}

BOOST_AUTO_TEST_CASE(signs) {
  const BoundCertificate c = bound_in("lower-signs");
  const std::string text = text_of(c);
  expect(text, "The least sum u + v + d is 7.");
  expect(text, "For example u = 1 and v = 1 need d = 5; no other pair needs fewer neurons in all.");
  const BoundLine line = bound_line(c, residuals_of(c, "c.ftc", {}));
  BOOST_TEST(SignWord(line.kinks).least_cuts(1, 1, 100) == 5U);
}

BOOST_AUTO_TEST_CASE(exhaustion) {
  // The example of certificate-format.md, section 12: slopes 3, 6, 9 in units of t.
  const std::string text = text_of(bound_in("exhaustion-worked-example"));
  expect(text, "a neuron behaves like one of 8 patterns");
  expect(text, "1. at sample 2 the slope changes by 3: a convex neuron with an end of its cell there.");
  expect(text,
         "3. the first slope is 3: a right-facing convex neuron with an end of its cell at sample 1, or a left-facing "
         "concave "
         "one with an end at another sample of the line.");
  expect(text, "A network with 1 neuron has 1 pattern at most.");
  expect(text, "has 4 nodes, and every branch ends so: 2 neurons are needed.");
  const std::string plane = text_of(bound_in("exhaustion-plane"));
  expect(plane,
         "6. the first slope and the changes at samples 4, 3 add up to 8: a right-facing convex neuron with an end of "
         "its cell "
         "at sample 5 or at one of these");
}

BOOST_AUTO_TEST_CASE(lines_that_run_to_the_left) {
  const auto right = checked(bound_of({0, 1, 3, 4}, {0, 1, 0, 0})),
             left = checked(bound_of({4, 3, 1, 0}, {0, 0, 1, 0}));
  BOOST_TEST(right.line.points[1].kink == -1);
  BOOST_TEST(left.line.points[1].kink == 1);
  BOOST_TEST(picture(right, residuals_of(right, "c.ftc", {})) == picture(left, residuals_of(left, "c.ftc", {})));
}

BOOST_AUTO_TEST_CASE(random_bounds) {
  Generator generator(7);
  for (int round = 0; round < rounds(100); ++round) {
    std::vector<Rational> x, z;
    const auto count = static_cast<std::size_t>(generator.between(2, round < 90 ? 60 : 1500));
    Rational at = generator.rational(50, 3);
    for (std::size_t r = 0; r < count; ++r) {
      x.push_back(at);
      z.push_back(generator.one_in(3) ? generator.rational(9, 4) : Rational(0));
      at += generator.one_in(3) ? power_of_two(static_cast<long>(generator.between(-30, 3))) : Rational(1);
    }
    if (generator.one_in(2)) {
      std::reverse(x.begin(), x.end());
      std::reverse(z.begin(), z.end());
    }
    const auto c = checked(bound_of(x, z));
    const Residuals residuals = residuals_of(c, "c.ftc", {});
    const BoundLine line = bound_line(c, residuals);
    const std::string svg = picture(c, residuals);
    BOOST_TEST(XmlCheck::problem(svg) == "");
    BOOST_TEST(occurrences(svg, "class=\"convex\"") == line.kinks.convex.size());
    BOOST_TEST(occurrences(svg, "class=\"concave\"") == line.kinks.concave.size());
    BOOST_TEST(occurrences(svg, "class=\"concave-interval\"") >= line.kinks.concave.size());
    BOOST_TEST(occurrences(svg, "class=\"changed\"") == c.claim.changed);
    BOOST_TEST(!words(c, residuals, {"c.ftc", {}, ""}).empty());
  }
}
