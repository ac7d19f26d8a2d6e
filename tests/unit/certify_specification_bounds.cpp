// Bounds for specifications from data to an accepted certificate: intervals and classes, default margins, and tolerance 0 as labels.
#include <boost/test/unit_test.hpp>

#include "ftcert/certify/default_margin.hpp"
#include "ftcert/certify/refute.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

SubjectRequest intervals(Rational tolerance) {
  SubjectRequest request;
  request.columns.specification = SpecificationTerms{SpecificationKind::kIntervals, std::move(tolerance), 0};
  return request;
}

// Three outputs f0, f1, f2 in columns, classes in column c.
SubjectRequest classes(Rational margin) {
  SubjectRequest request;
  request.columns.specification = SpecificationTerms{SpecificationKind::kClasses, std::move(margin), 0};
  request.columns.labels = {"c"};
  request.columns.frozen = {"f0", "f1", "f2"};
  return request;
}

Subject read(const std::string& csv, const SubjectRequest& request) {
  return read_subject({"data.csv", csv}, std::nullopt, request, {});
}

// Accepted as read back, and one neuron more is not.
BoundCertificate accepted(const Subject& subject, const RefuteResult& result) {
  BOOST_REQUIRE(result.attested.has_value());
  auto c = std::get<BoundCertificate>(read_certificate("found", result.attested->bytes));
  BOOST_TEST(check(c, "found", subject.supplied).claim == c.claim.verdict());
  BOOST_TEST(result.attested->bytes.starts_with("FTCERT 1.4\n"));
  BoundCertificate more = c;
  ++more.claim.neurons;
  BOOST_CHECK_THROW(check(more, "more", subject.supplied), Error);
  return c;
}

// 1 above, 1 below and so on.
const std::string kTurns = "x,label\n0,>=1\n1,<=-1\n2,1..3\n3,-2..-1\n";

}  // namespace

// Four samples in turn force two kinks; with two neurons one of the three pieces would be level or have the other slope.
BOOST_AUTO_TEST_CASE(intervals_in_cells) {
  const Subject subject = read(kTurns, {});
  BOOST_REQUIRE(subject.body.specification.has_value());
  RefuteRequest request;
  request.method = RefuteMethod::kKinks;
  const RefuteResult kinks = refute(subject, request, {});
  const BoundCertificate c = accepted(subject, kinks);
  BOOST_TEST(c.method == &kAlternation);
  BOOST_TEST(c.claim.text() == "bound layers=2 neurons=2 samples=4 specified=4");
  BOOST_TEST((c.line.marks() == 2U));
  request.method = RefuteMethod::kAuto;
  const BoundCertificate best = accepted(subject, refute(subject, request, {}));
  BOOST_TEST(best.method == &kExhaustion);
  BOOST_TEST(best.claim.neurons == 3U);
  request.method = RefuteMethod::kTrees;
  request.neurons = 1;
  const BoundCertificate trees = accepted(subject, refute(subject, request, {}));
  BOOST_TEST(trees.method == &kPatterns);
  BOOST_TEST(trees.claim.neurons == 2U);
  BOOST_TEST(best_lower_bound(subject, 2) == 2U);
  RefuteRequest deeper;
  deeper.layers = 3;
  BOOST_TEST(accepted(subject, refute(subject, deeper, {})).claim.layers == 3U);
}

BOOST_AUTO_TEST_CASE(a_sample_apart_from_kept_ones) {
  const std::string csv = "x,y,label\n0,0,\n1,0,\n0,1,\n2,3,>=1/2\n5,1,-1..1\n";
  const Subject subject = read(csv, {});
  RefuteRequest request;
  request.neurons = 0;
  const BoundCertificate c = accepted(subject, refute(subject, request, {}));
  BOOST_TEST(c.claim.text() == "bound layers=2 neurons=1 samples=5 specified=2");
  BOOST_TEST(c.method == &kAlternation);
  // Where f serves everywhere nothing is shown.
  const RefuteResult none = refute(read("x,y,label\n0,0,\n1,0,-1..1\n", {}), request, {});
  BOOST_TEST(!none.attested.has_value());
  BOOST_TEST(none.found.neurons == 0U);
}

// Classes 0 and 1 in turn where f prefers 2: along g_0 - g_1 four samples need a neuron for each of three pieces.
BOOST_AUTO_TEST_CASE(classes_in_turn) {
  const std::string csv =
      "x,c,f0,f1,f2\n0,0,0,0,1\n1,1,0,0,1\n2,0,0,0,1\n3,1,0,0,1\n4,,0,2,0\n5,0|2,0,0,1\n6,,1,0,0\n7,,0,0,5\n";
  const Subject subject = read(csv, classes(Rational(1, 2)));
  const RefuteResult result = refute(subject, {}, {});
  const BoundCertificate c = accepted(subject, result);
  BOOST_TEST(c.claim.samples == 8U);
  BOOST_TEST(c.claim.specified.value() == 5U);
  BOOST_TEST(c.claim.neurons >= 3U);
  BOOST_REQUIRE(c.line.output.less.has_value());
  BOOST_TEST(c.line.output.component == 0U);
  BOOST_TEST(*c.line.output.less == 1U);
}

// Gaps of 2, 1 and 5 at the kept samples: the middle one, by 100.
BOOST_AUTO_TEST_CASE(the_default_margin) {
  const std::string csv = "x,c,f0,f1,f2\n0,0,0,0,1\n4,,0,2,0\n6,,1,0,0\n7,,0,0,5\n";
  const Subject subject = read(csv, classes(0));
  BOOST_TEST(subject.body.specification->number == Rational(1, 50));
  BOOST_TEST(subject.body.data->columns.specification->number == Rational(1, 50));
  const auto margin = [](const std::vector<Rational>& gaps) {
    return default_margin(
        matrix_of(gaps.size(), 2, [&](std::size_t i, std::size_t k) { return k == 0 ? 0 : gaps[i]; }));
  };
  BOOST_TEST(margin({Rational(31415, 10000)}) == Rational(31, 1000));
  BOOST_TEST(margin({Rational(-99999, 1), 7}) == Rational(7, 100));
  BOOST_TEST(margin({1, Rational(1, 3), 12345}) == Rational(1, 100));
  FTCERT_CHECK_ERROR(margin({}), Code::kUsage);
  FTCERT_CHECK_ERROR(margin({0, 0, 1}), Code::kUsage);
  SubjectRequest alone = classes(0);
  alone.columns.frozen.clear();
  FTCERT_CHECK_ERROR(read(csv, alone), Code::kUsage);
  alone.columns.frozen = {"f0"};
  FTCERT_CHECK_ERROR(read(csv, alone), Code::kUsage);
}

// The same labels, once as labels and once as intervals from Y to Y.
BOOST_AUTO_TEST_CASE(tolerance_0_is_as_labels) {
  Generator generator(61);
  for (int trial = 0; trial < rounds(40); ++trial) {
    const bool plane = generator.one_in(3);
    std::string csv = plane ? "x,y,label\n" : "x,label\n";
    const auto count = generator.between(4, plane ? 7 : 12);
    for (std::int64_t i = 0; i < count; ++i) {
      csv += std::to_string(i) + "," + (plane ? std::to_string(i * i % 7) + "," : "") +
             (generator.one_in(3) ? "" : std::to_string(generator.between(-2, 2))) + "\n";
    }
    RefuteRequest request;
    request.most_nodes = 200;
    const RefuteResult labels = refute(read(csv, {}), request, {}), same = refute(read(csv, intervals(0)), request, {});
    BOOST_TEST(labels.found.neurons == same.found.neurons, csv);
    if (!labels.attested) continue;  // no constant serves, at the most
    BOOST_REQUIRE_MESSAGE(same.attested.has_value(), csv);
    const BoundCertificate &a = labels.attested->certificate, &b = same.attested->certificate;
    BOOST_TEST(a.claim.neurons == b.claim.neurons, csv);
    BOOST_TEST(a.method == b.method);
    // All lines behind the samples.
    const auto rest = [](const std::string& bytes, const char* from) { return bytes.substr(bytes.find(from)); };
    const char* from = a.method == &kPatterns ? "\npatterns " : "\nline ";
    BOOST_TEST(rest(labels.attested->bytes, from) == rest(same.attested->bytes, from), csv);
  }
}

// A bound for wider intervals is one for narrower ones: kinks are chosen best, and labels have their exact number.
BOOST_AUTO_TEST_CASE(wider_intervals_never_need_more) {
  Generator generator(62);
  RefuteRequest kinks;
  kinks.method = RefuteMethod::kKinks;
  for (int trial = 0; trial < rounds(30); ++trial) {
    std::string csv = "x,label\n";
    for (int i = 0; i < 9; ++i)
      csv += std::to_string(i) + "," + (generator.one_in(3) ? "" : std::to_string(generator.between(-6, 6))) + "\n";
    const std::size_t exact = refute(read(csv, intervals(0)), {}, {}).found.neurons;
    std::size_t before = exact;
    for (const int quarters : {0, 1, 4, 9}) {
      const Subject subject = read(csv, intervals(Rational(quarters, 4)));
      const std::size_t found = refute(subject, kinks, {}).found.neurons, best = refute(subject, {}, {}).found.neurons;
      BOOST_TEST(found <= before, csv);
      BOOST_TEST(found <= best, csv);
      BOOST_TEST(best <= exact, csv);
      before = found;
    }
  }
}
