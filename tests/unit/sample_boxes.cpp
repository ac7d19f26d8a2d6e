// SampleBoxes against a look at every sample.
#include "ftcert/construct/space/sample_boxes.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/generator.hpp"
#include "support/matrices.hpp"

using namespace ftcert;
using ftcert::test::Generator;
using ftcert::test::matrix_of;
using ftcert::test::rounds;

BOOST_AUTO_TEST_CASE(every_sample_above) {
  Generator generator(1);
  std::size_t above = 0, below = 0;
  for (int round = 0; round < rounds(60); ++round) {
    const std::size_t d = 1 + generator.below(12), count = 1 + generator.below(round % 2 == 0 ? 40 : 2000);
    const std::int64_t range = generator.one_in(2) ? 2 : 1000;  // many equal samples, or few
    const CentredSamples centred(
        matrix_of(count, d, [&](std::size_t, std::size_t) { return generator.rational(range, 3); }));
    const SampleTable table(centred);
    if (!table.finite()) continue;
    const SampleBoxes boxes(table);
    for (int look = 0; look < 8; ++look) {
      std::vector<double> form(table.columns());
      for (double& entry : form) entry = static_cast<double>(generator.between(-4, 4)) / 3;
      // A bound that a sample attains, or any.
      const double least = generator.one_in(2) ? boxes.at(form, generator.below(count))
                                               : static_cast<double>(generator.between(-6, 6)) / 2;
      std::vector<bool> among(count);
      for (std::size_t i = 0; i < count; ++i) among[i] = !generator.one_in(5);
      std::vector<std::pair<double, std::size_t>> values;
      for (std::size_t i = 0; i < count; ++i) {
        double value = 0;
        for (std::size_t c = 0; c < table.columns(); ++c) value += table.row(i)[c] * form[c];
        if (value > least && among[i]) values.emplace_back(-value, i);
        ++(value > least ? above : below);
      }
      std::sort(values.begin(), values.end());
      const std::size_t wanted = 1 + generator.below(40);
      if (values.size() > wanted) values.resize(wanted);
      std::vector<std::size_t> expected;
      for (const auto& [value, i] : values) expected.push_back(i);
      std::sort(expected.begin(), expected.end());
      const std::vector<std::size_t> found = boxes.greatest(form, among, least, wanted);
      BOOST_TEST((found == expected));
    }
  }
  BOOST_TEST(above > 1000U);
  BOOST_TEST(below > 1000U);
}
