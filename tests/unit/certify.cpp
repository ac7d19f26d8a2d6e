// The main job from its subject on: directions that are no margins, networks of the user's own, f where it is needed, the stop flag.
#include "ftcert/certify/certify.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/core/error.hpp"
#include "ftcert/model/network_file.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "support/checks.hpp"

using namespace ftcert;

// The grid {0, 1, 2}^3 with one label changed, in its middle: one hyperplane unit, whose direction no margin can stand for.
BOOST_AUTO_TEST_CASE(a_direction_that_does_not_separate_is_no_margin) {
  std::string csv = "x0,x1,x2,label\n";
  for (int i = 0; i < 27; ++i) {
    csv += std::to_string(i / 9) + "," + std::to_string(i / 3 % 3) + "," + std::to_string(i % 3) + "," +
           (i == 13 ? "7" : "0") + "\n";
  }
  CertifyRequest request;
  request.layers = 2;
  request.construction = "hyperplane-units";
  const CertifyResult result = certify(read_subject({"grid.csv", csv}, std::nullopt, {}, {}), request, {});
  const InterpolationCertificate& c = result.certificate;
  BOOST_TEST(c.g.neurons() == 3U);
  const auto direction = common_direction(c.g);
  BOOST_REQUIRE(direction.has_value());
  std::set<Integer> values;
  for (int i = 0; i < 27; ++i)
    values.insert((*direction)[0] * (i / 9) + (*direction)[1] * (i / 3 % 3) + (*direction)[2] * (i % 3));
  BOOST_TEST(values.size() < 27U);
  BOOST_TEST(!c.margins.projection.has_value());
}

namespace {

// f = 0; the labels are those of the hat with its top at 1.
Subject hat_subject() {
  return read_subject(NamedBytes{"hat.csv", "x,label\n-1,0\n0,0\n1,1\n2,0\n3,0\n"}, std::nullopt, {}, {});
}

}  // namespace

// relu(x) - 2 relu(x - 1) + relu(x - 2), as a file of rows.
BOOST_AUTO_TEST_CASE(a_network_of_the_users_own) {
  const std::string rows = "layer,bias,weights\n1,0,1\n1,-1,1\n1,-2,1\n2,0,1,-2,1\n";
  const CertifyResult result = certify_network(hat_subject(), read_network_file("g.csv", rows), {});
  BOOST_TEST(result.certificate.claim.text() == "interpolation layers=2 neurons=3 samples=5 changed=1");
  BOOST_TEST(!result.certificate.construction.has_value());
  BOOST_TEST(check(read_certificate("g", result.bytes), "g").claim == result.certificate.claim.text());
  // The weight of the middle neuron is -3/2: the top is met, the two samples behind it are not.
  const Network wrong = read_network_file("g.csv", "layer,bias,weights\n1,0,1\n1,-1,1\n1,-2,1\n2,0,1,-3/2,1\n");
  const auto error = test::error_of([&] { certify_network(hat_subject(), wrong, {}); });
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(std::string(error->what()) ==
             "E204 hat.csv:5: sample 4: g = 1/2, expected 0: f+g misses the label by 1/2");
  FTCERT_CHECK_ERROR(certify_network(hat_subject(), Network(2, 1), {}), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(certify_network(hat_subject(), Network(1, {AffineMap(1, 1)}), {}), Code::kShapeMismatch);
}

BOOST_AUTO_TEST_CASE(rows_of_a_network_are_read_strictly) {
  const auto read = [](const std::string& rows) { return read_network_file("g.csv", "layer,bias,weights\n" + rows); };
  BOOST_TEST((read("1,0.5,1/3,-2\n2,0x1p-1,1e1\n").layers()[0].row(0)[0] == Rational(1, 3)));
  BOOST_TEST((read("1,0.5,1/3,-2\n2,0x1p-1,1e1\n").layers()[1].row(0)[0] == Rational(10)));
  FTCERT_CHECK_ERROR(read(""), Code::kTruncated);
  FTCERT_CHECK_ERROR(read("2,0,1\n"), Code::kSyntax);
  FTCERT_CHECK_ERROR(read("1,0,1\n3,0,1\n"), Code::kSyntax);
  FTCERT_CHECK_ERROR(read("1,0,1\n2,0,1\n1,0,1\n"), Code::kSyntax);
  FTCERT_CHECK_ERROR(read("1\n"), Code::kRowLength);
  FTCERT_CHECK_ERROR(read("1,0,1\n1,0,1,2\n"), Code::kRowLength);
  FTCERT_CHECK_ERROR(read("1,zero,1\n"), Code::kNumberSyntax);
  FTCERT_CHECK_ERROR(read("1,0,1\n2,0,1,1\n"), Code::kShapeMismatch);
  FTCERT_CHECK_ERROR(read_network_file("g.csv", "layer,bias,weights,more\n1,0,1\n"), Code::kSyntax);
}

// Labels of two outputs, one of them kept: f is a network whose values at kept samples nobody asks for, but g must be 0 there.
BOOST_AUTO_TEST_CASE(f_matters_where_a_label_stands) {
  Samples samples;
  samples.points = PointMatrix(3, 1);
  for (int i = 0; i < 3; ++i) samples.points.entries[static_cast<std::size_t>(i)] = i;
  samples.labels = {std::nullopt, std::nullopt, Rational(5), std::nullopt, std::nullopt, std::nullopt};
  const Network f(1, {AffineMap(2, 1, {2, 3}, {1, 1})});
  const Subject subject = subject_of(samples, f);
  BOOST_TEST((subject.residuals.entries == std::vector<Rational>{0, 0, 2, 0, 0, 0}));  // 5 - (2 * 1 + 1)
  BOOST_TEST(certify(subject, {}, {}).certificate.claim.changed == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_flag_stops) {
  std::atomic<bool> stop = false;
  std::vector<std::string> steps;
  const Control control{[&](const std::string& what) {
                          steps.push_back(what);
                          stop = true;
                        },
                        &stop};
  FTCERT_CHECK_ERROR(certify(hat_subject(), {}, control), Code::kInterrupted);
  BOOST_TEST(steps.size() == 1U);
}
