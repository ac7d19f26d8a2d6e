// Pictures of sums of functions of several linear forms, and of one such function on its own.
#include <boost/test/unit_test.hpp>

#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "support/certified.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Three neurons relu(u.x - kink), kinks -1, 0, 1: a hat of the given height over |u.x| < 1.
void add_hat(AffineMap& hidden, AffineMap& output, std::size_t at, const std::vector<Rational>& u,
             const Rational& height) {
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t c = 0; c < u.size(); ++c) hidden.weight(at + k, c) = u[c];
    hidden.bias[at + k] = Rational(1) - Rational(k);
    output.weight(0, at + k) = k == 1 ? Rational(-2) * height : height;
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(several_forms) {
  // Hats over |x1| < 1 and |x2| < 1: (0, 5), (1/2, 9) and (-8, 0) change, (9, 9) and (-8, -7) do not; at (0,
  // 1/3) both add something.
  AffineMap hidden(6, 2), output(1, 6);
  add_hat(hidden, output, 0, {1, 0}, 3);
  add_hat(hidden, output, 3, {0, 1}, -2);
  const Network g(2, {hidden, output});
  const auto c = checked(certificate_of(g, points_of(2, {0, 5, Rational(1, 2), 9, -8, 0, 9, 9, -8, -7})));
  BOOST_TEST(c.claim.changed == 3U);
  BOOST_TEST(!view_along_direction(c));
  const Residuals residuals = residuals_of(c, "c.ftc", {});
  const std::string svg = picture(c, residuals);
  BOOST_TEST(XmlCheck::problem(svg) == "");
  BOOST_TEST(occurrences(svg, "class=\"changed\"") == 3U);
  BOOST_TEST(occurrences(svg, "class=\"convex\"") == 3U);  // two of the upward hat, one of the other
  BOOST_TEST(occurrences(svg, "class=\"concave\"") == 3U);
  BOOST_TEST(svg.find("serves 2 samples") != std::string::npos);
  BOOST_TEST(svg.find("samples 1, 2<") != std::string::npos);
  BOOST_TEST(svg.find("samples 3<") != std::string::npos);
  BOOST_TEST(svg.find("left out") == std::string::npos);
  // Form x1: -8 (twice) is beyond the left side, 9 beyond the right one.
  BOOST_TEST(svg.find("\u2190 2<") != std::string::npos);
  const std::string text = without_breaks(words(c, residuals, {"c.ftc", {}, ""}));
  BOOST_TEST(text.find("g is a sum of 2 piecewise linear functions, each of one linear form u.x of the "
                       "features, with 6 kinks") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_forms) {
  // 20 hats along (1, k), each over its own sample near the line x1 + k x2 = 0; only 12 panels are drawn.
  const std::size_t forms = 20;
  AffineMap hidden(3 * forms, 2), output(1, 3 * forms);
  for (std::size_t k = 0; k < forms; ++k) add_hat(hidden, output, 3 * k, {1, Rational(k)}, 1);
  std::vector<Rational> entries;
  for (std::size_t k = 0; k < forms; ++k) entries.insert(entries.end(), {Rational(-1000) * Rational(k), 1000});
  const auto c = checked(certificate_of(Network(2, {hidden, output}), points_of(2, entries)));
  BOOST_TEST(c.claim.changed == forms);
  const std::string svg = picture(c, residuals_of(c, "c.ftc", {}));
  BOOST_TEST(XmlCheck::problem(svg) == "");
  BOOST_TEST(occurrences(svg, ">form ") == 12U);
  BOOST_TEST(svg.find("(8 that serve the fewest samples are left out)") != std::string::npos);
  BOOST_TEST(occurrences(svg, "class=\"changed\"") == 12U);
}

// The kinks of both functions are close together. A hat is drawn near its kinks, the samples that it leaves alone are counted at the sides;
// a ramp changes samples far from its kinks, and every one of them is drawn.
BOOST_AUTO_TEST_CASE(one_form_is_a_unit_when_it_is_zero_outside_its_strip) {
  std::vector<Rational> entries;
  for (int i = -100; i <= 100; ++i) entries.insert(entries.end(), {Rational(i), Rational(0)});
  AffineMap hidden(3, 2), output(1, 3);
  add_hat(hidden, output, 0, {2, 1}, 1);
  const auto hat = checked(certificate_of(Network(2, {hidden, output}), points_of(2, entries)));
  BOOST_TEST(hat.claim.changed == 1U);
  const std::string unit = picture(hat, residuals_of(hat, "c.ftc", {}));
  BOOST_TEST(occurrences(unit, ">form ") == 1U);
  BOOST_TEST(occurrences(unit, "class=\"changed\"") == 1U);
  const Network ramp(2, {AffineMap(2, 2, {2, 1, 2, 1}, {1, -1}), AffineMap(1, 2, {1, -1}, {0})});
  const auto c = checked(certificate_of(ramp, points_of(2, entries)));
  BOOST_TEST(c.claim.changed == 101U);
  const std::string curve = picture(c, residuals_of(c, "c.ftc", {}));
  BOOST_TEST(occurrences(curve, ">form ") == 0U);
  BOOST_TEST(occurrences(curve, "class=\"changed\"") == 101U);
}
