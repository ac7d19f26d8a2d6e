// Pictures and words of certificates.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/svg.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "ftcert/supply/supply.hpp"
#include "ftcert/write/write.hpp"
#include "support/certified.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/random_network.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

std::vector<std::filesystem::path> valid_certificates() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(FTCERT_SOURCE_DIR "/tests/certificates/valid")) {
    if (entry.path().extension() == ".ftc") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_valid_certificate) {
  std::size_t drawn = 0, spoken = 0;
  for (const auto& path : valid_certificates()) {
    const Certificate certificate = read_certificate("c.ftc", read_file(path));
    if (!std::holds_alternative<InterpolationCertificate>(certificate)) continue;  // of another kind
    const auto& c = std::get<InterpolationCertificate>(certificate);
    if (c.external) continue;
    const Residuals residuals = residuals_of(c, "c.ftc", {});
    BOOST_TEST(static_cast<std::size_t>(std::count(residuals.changed.begin(), residuals.changed.end(), true)) ==
                   c.claim.changed,
               path);
    const auto text = words(c, residuals, {"c.ftc", {}, ""});
    ++spoken;
    BOOST_TEST(text[0] == "What is claimed (" + c.claim.text() + ")");
    for (const std::string& line : text) {
      BOOST_TEST((line.starts_with("    ") || line.size() <= 100 || line.find(' ', 2) == std::string::npos), line);
      BOOST_TEST(std::all_of(line.begin(), line.end(), [](char b) { return b >= 0x20 && b <= 0x7E; }), line);
    }
    if (!view_along_direction(c) && c.g.depth() > 2) {
      FTCERT_CHECK_ERROR(picture(c, residuals), Code::kNotApplicable);
      continue;
    }
    const std::string svg = picture(c, residuals);
    ++drawn;
    BOOST_TEST(XmlCheck::problem(svg) == "", path);
    BOOST_TEST(svg == picture(c, residuals));
    if (view_along_direction(c) && c.outputs <= 6)  // more are not drawn
      BOOST_TEST(occurrences(svg, "class=\"changed\"") == changed_values(residuals), path);
  }
  BOOST_TEST(spoken >= 15U);
  BOOST_TEST(drawn >= 15U);
}

BOOST_AUTO_TEST_CASE(worked_example) {
  // g(x) = relu(2 - x) - 2 relu(1 - x): a concave kink at 1, a convex one at 2; the sample at 1 changes.
  const Network g(1, {AffineMap(2, 1, {-1, -1}, {2, 1}), AffineMap(1, 2, {1, -2}, {0})});
  const auto c = checked(certificate_of(g, points_of(1, {0, 1, 2, 3})));
  const Residuals residuals = residuals_of(c, "c.ftc", {});
  const std::string svg = picture(c, residuals);
  BOOST_TEST(XmlCheck::problem(svg) == "");
  BOOST_TEST(occurrences(svg, "class=\"changed\"") == 1U);
  BOOST_TEST(occurrences(svg, "class=\"concave\"") == 1U);
  BOOST_TEST(occurrences(svg, "class=\"convex\"") == 1U);
  // The frame is 892 x 330 pixels at (84, 143) and shows x in [-3/20, 63/20] and y in [-1/10, 11/10]. The
  // sample (1, 1) is at 84 + 892 (1 + 3/20) / (33/10) = 394.848.. and 143 + 330 (1/10) / (12/10) = 170.5.
  BOOST_TEST(svg.find("<circle class=\"changed\" cx=\"394.85\" cy=\"170.5\" r=\"3.4\"/>") != std::string::npos);
  const std::string text = without_breaks(words(c, residuals, {"it's.ftc", {}, ""}));
  BOOST_TEST(text.find("2 kinks (1 convex, 1 concave)") != std::string::npos);
  BOOST_TEST(text.find("3 linear pieces") != std::string::npos);
  BOOST_TEST(text.find("1 label differs from what f says; at the other 3 samples g is exactly 0") != std::string::npos);
  BOOST_TEST(text.find("Changed samples, counted from 1: 2. Largest change y - f: 1.") != std::string::npos);
  BOOST_TEST(text.find("ftcheck 'it'\\''s.ftc'") != std::string::npos);
  BOOST_TEST(text.find("All are binary64 numbers") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rounded_numbers_are_marked) {
  const Rational third(Integer(1), Integer(3000000000001));
  const Network g(1, {AffineMap(1, 1, {1}, {third}), AffineMap(1, 1, {1}, {0})});
  const auto c = checked(certificate_of(g, points_of(1, {0, -5})));
  const std::string text = without_breaks(words(c, residuals_of(c, "c.ftc", {}), {"c.ftc", {}, ""}));
  BOOST_TEST(text.find("Largest change y - f: about 3.333e-13.") != std::string::npos);
  BOOST_TEST(text.find("least absolute pre-activation is about 3.333e-13.") != std::string::npos);
  BOOST_TEST(text.find("1 of them cannot be stored as binary64 numbers") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(random_certificates) {
  Generator generator(5);
  for (int round = 0; round < rounds(150); ++round) {
    const auto outputs = static_cast<std::size_t>(generator.between(1, 3));
    const auto inputs = static_cast<std::size_t>(generator.between(1, 2));
    std::vector<std::size_t> widths{static_cast<std::size_t>(generator.between(0, 6))};
    if (inputs == 1 && generator.one_in(2)) widths.push_back(static_cast<std::size_t>(generator.between(1, 5)));
    const Network g = random_network(generator, inputs, widths, outputs);
    PointMatrix points(static_cast<std::size_t>(generator.between(1, 120)), inputs);
    Rational x = generator.rational(50, 3);
    for (std::size_t i = 0; i < points.count; ++i) {  // distinct
      points.row(i)[0] = x;
      if (inputs > 1) points.row(i)[1] = generator.rational(9, 4);
      x += generator.one_in(3) ? power_of_two(static_cast<long>(generator.between(-30, 3))) : Rational(1);
    }
    const auto c = checked(certificate_of(g, points));
    const Residuals residuals = residuals_of(c, "c.ftc", {});
    const std::string svg = picture(c, residuals);
    BOOST_TEST(XmlCheck::problem(svg) == "");
    if (view_along_direction(c)) BOOST_TEST(occurrences(svg, "class=\"changed\"") == changed_values(residuals));
    BOOST_TEST(svg.size() < 200000U);
    BOOST_TEST(!words(c, residuals, {"c.ftc", {}, ""}).empty());
  }
}

BOOST_AUTO_TEST_CASE(views_along_directions) {
  const auto with = [](const Network& g, std::optional<std::vector<Integer>> direction) {
    InterpolationCertificate c;
    c.g = g;
    c.dimension = g.inputs();
    c.outputs = g.outputs();
    if (direction) c.margins.projection = ProjectionMargin{*direction, std::nullopt};
    return view_along_direction(c);
  };
  using Direction = std::vector<Integer>;
  const Network parallel(2, {AffineMap(2, 2, {1, 2, -2, -4}, {-1, 0}), AffineMap(1, 2, {1, 1}, {0})});
  BOOST_TEST((with(parallel, std::nullopt)->direction == Direction{1, 2}));
  BOOST_TEST((with(parallel, Direction{-3, -6})->direction == Direction{-3, -6}));  // t = -3 (x1 + 2 x2)
  BOOST_TEST(
      (with(parallel, Direction{1, 0})->direction == Direction{1, 2}));  // it separates the samples, but g ignores it
  Generator generator(6);
  for (const Direction& a : {Direction{1, 2}, Direction{-3, -6}}) {
    const auto view = with(parallel, a);
    BOOST_TEST(view->everywhere);
    for (int round = 0; round < rounds(50); ++round) {
      const std::vector<Rational> x{generator.rational(9, 5), generator.rational(9, 5)};
      BOOST_TEST(view->pieces.value(dot(a, x)) == parallel.evaluate(x));
    }
  }
  const Network crossing(2, {AffineMap(2, 2, {1, 0, 0, 1}, {0, 0}), AffineMap(1, 2, {1, 1}, {0})});
  BOOST_TEST(!with(crossing, Direction{1, 1}));
  BOOST_TEST((with(Network(2), std::nullopt)->direction == Direction{1, 0}));
  const Network deep(2,
                     {AffineMap(2, 2, {1, 0, 0, 1}, {0, 0}), AffineMap(1, 2, {1, 1}, {-1}), AffineMap(1, 1, {1}, {0})});
  BOOST_TEST(!with(deep, std::nullopt));
  const auto view = with(deep, Direction{1, 1});
  BOOST_TEST(!view->everywhere);
  BOOST_TEST(view->pieces.kinks == std::vector<Rational>{1});  // on x1 = x2 = t/2: relu(t - 1)
}

BOOST_AUTO_TEST_CASE(external_samples) {
  const auto path = std::filesystem::path(FTCERT_SOURCE_DIR "/data/diabetes/changed.csv");
  auto c = certificate_of(Network(10), PointMatrix(0, 10));
  c.external = true;
  c.sample_count = 442;
  const std::string bytes = read_file(path);
  c.data = DataBinding{{{{DataFormat::kCsv}, sha256_hex(bytes)}}, {}};
  FTCERT_CHECK_ERROR(residuals_of(c, "c.ftc", {}), Code::kFileMissing);
  FTCERT_CHECK_ERROR(residuals_of(c, "c.ftc", supplied_files(NamedBytes{"d.csv", bytes + "\n"}, {})),
                     Code::kDigestMismatch);
  const Residuals residuals = residuals_of(c, "c.ftc", supplied_files(NamedBytes{"d.csv", bytes}, {}));
  BOOST_TEST(residuals.points.count == 442U);
  BOOST_TEST(std::count(residuals.changed.begin(), residuals.changed.end(), true) == 20);
}

BOOST_AUTO_TEST_CASE(pictures_inside_a_page) {
  Svg own(20, 10, "A <b>"), part(20, 10, "A <b>", "");
  BOOST_TEST(own.finish().find(std::string(Svg::style_sheet())) != std::string::npos);
  BOOST_TEST(part.finish().find("style") == std::string::npos);
  part.area({{0, 0}, {1, 0}}, "band");  // no inside
  BOOST_TEST(part.finish().find("polygon") == std::string::npos);
  part.area({{0, 0}, {Rational(1, 3), 0}, {0, 1}}, "band");
  BOOST_TEST(part.finish().find("<polygon class=\"band\" points=\"0,0 0.33,0 0,1\"/>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(xml_text_is_safe) {
  BOOST_TEST(xml_text("a<b>&\"c\"") == "a&lt;b&gt;&amp;&quot;c&quot;");
  BOOST_TEST(xml_text("\u2212\u00b7") == "\u2212\u00b7");
  BOOST_TEST(xml_text(std::string_view("\x01\xff\xc2\x80z", 5)) == "????z");
  BOOST_TEST(XmlCheck::problem("<a><b></a>") != "");
  BOOST_TEST(XmlCheck::problem("<a x=\"1\" x=\"2\"/>") != "");
  BOOST_TEST(XmlCheck::problem("<a>&</a>") != "");
  BOOST_TEST(XmlCheck::problem("<a>b</a>") == "");
}
