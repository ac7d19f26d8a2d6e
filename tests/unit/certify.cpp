// certify() on data for which g depends on a single direction that does not separate the samples.
#include "ftcert/certify/certify.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

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
  const CertifyResult result = certify({"grid.csv", csv}, std::nullopt, request);
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
