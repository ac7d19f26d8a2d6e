// Convolutions, pools and images in other sizes: on numbers and as networks. Values are worked out by hand or by plain loops here.
#include "ftcert/model/windows.hpp"
#include "support/operator_runs.hpp"

using namespace onnx_test;
using ftcert::Code;

namespace {

Point counting_point(std::size_t n) {
  Point x;
  for (std::size_t i = 0; i < n; ++i)
    x.emplace_back(static_cast<long>((5 * i + 3) % 11) - 5, 1 + static_cast<long>(i % 3));
  return x;
}

// Conv by its definition: two spatial axes.
struct Convolution {
  std::size_t channels = 4, outputs = 6, groups = 2, height = 5, width = 4, kernel = 2;
  std::size_t stride = 2, dilation = 2, before = 1, behind = 1;

  std::size_t out(std::size_t extent) const {
    return (extent + before + behind - (kernel - 1) * dilation - 1) / stride + 1;
  }
  Point apply(const Point& x, const Point& w, const Point& bias) const {
    Point y;
    const std::size_t in_group = channels / groups, out_group = outputs / groups;
    for (std::size_t m = 0; m < outputs; ++m) {
      for (std::size_t r = 0; r < out(height); ++r) {
        for (std::size_t s = 0; s < out(width); ++s) {
          Rational sum = bias[m];
          for (std::size_t c = 0; c < in_group; ++c) {
            for (std::size_t i = 0; i < kernel; ++i) {
              for (std::size_t j = 0; j < kernel; ++j) {
                const std::size_t row = r * stride + i * dilation, column = s * stride + j * dilation;
                if (row < before || column < before || row - before >= height || column - before >= width) continue;
                const std::size_t channel = m / out_group * in_group + c;
                sum += w[((m * in_group + c) * kernel + i) * kernel + j] *
                       x[(channel * height + row - before) * width + column - before];
              }
            }
          }
          y.push_back(sum);
        }
      }
    }
    return y;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(windows_of_one_axis) {
  ftcert::model::WindowRules rules;
  rules.kernel = {3};
  rules.strides = {2};
  rules.pads = {1, 0};
  const auto found = ftcert::model::windows({5}, rules);
  BOOST_TEST((found.output == std::vector<std::size_t>{2}));
  BOOST_TEST(found.at[0].size() == 2u);
  BOOST_TEST(found.padded[0] == 1u);
  BOOST_TEST(found.beyond[0] == 0u);
  BOOST_TEST((found.at[1][0].kernel == 0u && found.at[1][0].plane == 1u && found.at[1][2].plane == 3u));
  rules.ceiling = true;
  const auto more = ftcert::model::windows({5}, rules);
  BOOST_TEST((more.output == std::vector<std::size_t>{3}));
  BOOST_TEST(more.at[2].size() == 2u);
  BOOST_TEST(more.beyond[2] == 1u);
  rules.kernel = {7};
  BOOST_CHECK_THROW(ftcert::model::windows({5}, rules), ftcert::Error);
}

BOOST_AUTO_TEST_CASE(convolutions_by_their_definition) {
  for (const Convolution& c : {Convolution{}, Convolution{2, 3, 1, 4, 4, 3, 1, 1, 1, 1},
                               Convolution{4, 4, 4, 5, 6, 3, 2, 1, 0, 0}, Convolution{3, 2, 1, 3, 3, 3, 1, 1, 2, 2}}) {
    const Point x = counting_point(c.channels * c.height * c.width);
    const Point w = counting_point(c.outputs * c.channels / c.groups * c.kernel * c.kernel),
                bias = counting_point(c.outputs);
    const auto both = [](std::size_t n) { return Dims{static_cast<std::int64_t>(n), static_cast<std::int64_t>(n)}; };
    const auto pad = static_cast<std::int64_t>(c.before), more = static_cast<std::int64_t>(c.behind);
    OperatorRun run("Conv");
    run.with("group", static_cast<std::int64_t>(c.groups))
        .with("strides", both(c.stride))
        .with("dilations", both(c.dilation));
    run.with("kernel_shape", both(c.kernel)).with("pads", Dims{pad, pad, more, more});
    run.varying(samples_of({c.channels, c.height, c.width}));
    run.fixed(constant(dims({c.outputs, c.channels / c.groups, c.kernel, c.kernel}), w));
    run.fixed(constant(dims({c.outputs}), bias));
    expect_both(run, x, c.apply(x, w, bias), {samples_of({c.outputs, c.out(c.height), c.out(c.width)})});
  }
}

BOOST_AUTO_TEST_CASE(convolutions_of_one_and_three_axes) {
  OperatorRun line("Conv");
  line.word("auto_pad", "SAME_UPPER").with("strides", Dims{2});
  line.varying(samples_of({1, 5})).fixed(constant(dims({1, 1, 2}), {1, 10}));
  expect_both(line, {1, 2, 3, 4, 5}, {21, 43, 5}, {samples_of({1, 3})});
  OperatorRun lower("Conv");
  lower.word("auto_pad", "SAME_LOWER").with("strides", Dims{2});
  lower.varying(samples_of({1, 5})).fixed(constant(dims({1, 1, 2}), {1, 10}));
  expect_both(lower, {1, 2, 3, 4, 5}, {10, 32, 54}, {samples_of({1, 3})});
  OperatorRun space("Conv");
  space.varying(dims({1, 1, 1, 2, 2})).fixed(constant(dims({1, 1, 1, 2, 1}), {1, 10}));
  expect_both(space, {1, 2, 3, 4}, {31, 42}, {dims({1, 1, 1, 1, 2})});
}

BOOST_AUTO_TEST_CASE(convolutions_that_are_refused) {
  const auto check = [](const Shape& x, const Shape& w, Code code, std::initializer_list<std::string> words,
                        const std::function<void(OperatorRun&)>& change = {}) {
    OperatorRun run("Conv");
    run.varying(x).fixed(constant(w, Point(element_count(w), 1)));
    if (change) change(run);
    expect_refused(run, {}, code, words);
    expect_refused(run, Point(element_count(x), 1), code, words);
  };
  check(samples_of({2, 5}), dims({1, 3, 2}), Code::kModelShape, {"do not fit 2 channels"});
  check(samples_of({2, 5}), dims({1, 2, 6}), Code::kModelShape, {"window of extent 6"});
  check(samples_of({5}), dims({1, 1}), Code::kModelShape, {"at least one more axis"});
  check({{2, 1, 5}, 1, 0}, dims({1, 1, 2}), Code::kModelShape, {"mix samples"});
  check(samples_of({3, 5}), dims({2, 1, 2}), Code::kModelShape, {"group"},
        [](OperatorRun& run) { run.with("group", std::int64_t{2}); });
  check(samples_of({1, 5}), dims({1, 1, 2}), Code::kModelShape, {"kernel_shape"},
        [](OperatorRun& run) { run.with("kernel_shape", Dims{3}); });
  check(samples_of({1, 5}), dims({1, 1, 2}), Code::kModelShape, {"pads"}, [](OperatorRun& run) {
    run.with("pads", Dims{-1, 0});
  });
  check(samples_of({1, 5}), dims({1, 1, 2}), Code::kModelShape, {"strides"},
        [](OperatorRun& run) { run.with("strides", Dims{0}); });
  check(samples_of({1, 5}), dims({1, 1, 2}), Code::kModelOperator, {"auto_pad"},
        [](OperatorRun& run) { run.word("auto_pad", "SAME"); });
  OperatorRun weights("Conv");
  weights.fixed(constant(dims({1, 1, 5}), Point(5, 1))).varying(dims({1, 1, 2}));
  expect_refused(weights, {}, Code::kModelGraph, {"constant weights"});
}

BOOST_AUTO_TEST_CASE(transposed_convolutions) {
  // Every number spreads over the kernel: 1 10 100 times x at 0, 2, 4.
  OperatorRun line("ConvTranspose");
  line.with("strides", Dims{2});
  line.varying(samples_of({1, 3})).fixed(constant(dims({1, 1, 3}), {1, 10, 100})).fixed(constant(dims({1}), {1000}));
  expect_both(line, {1, 2, 3}, {1001, 1010, 1102, 1020, 1203, 1030, 1300}, {samples_of({1, 7})});
  OperatorRun padded("ConvTranspose");
  padded.with("strides", Dims{2}).with("pads", Dims{1, 2}).with("output_padding", Dims{1});
  padded.varying(samples_of({1, 3})).fixed(constant(dims({1, 1, 3}), {1, 10, 100}));
  expect_both(padded, {1, 2, 3}, {10, 102, 20, 203, 30}, {samples_of({1, 5})});
  // Asked for 5 of 7 positions: one less on either side.
  OperatorRun asked("ConvTranspose");
  asked.with("strides", Dims{2}).with("output_shape", Dims{5});
  asked.varying(samples_of({1, 3})).fixed(constant(dims({1, 1, 3}), {1, 10, 100}));
  expect_both(asked, {1, 2, 3}, {10, 102, 20, 203, 30}, {samples_of({1, 5})});
  // Two groups of one channel, each with two outputs.
  OperatorRun groups("ConvTranspose");
  groups.with("group", std::int64_t{2});
  groups.varying(samples_of({2, 1})).fixed(constant(dims({2, 2, 2}), {1, 2, 3, 4, 5, 6, 7, 8}));
  expect_both(groups, {1, 10}, {1, 2, 3, 4, 50, 60, 70, 80}, {samples_of({4, 2})});
  // Two channels add into two outputs.
  OperatorRun channels("ConvTranspose");
  channels.varying(samples_of({2, 1})).fixed(constant(dims({2, 2, 1}), {1, 2, 3, 4}));
  expect_both(channels, {1, 10}, {31, 42}, {samples_of({2, 1})});
  OperatorRun wrong("ConvTranspose");
  wrong.varying(samples_of({2, 1})).fixed(constant(dims({1, 2, 2}), {1, 2, 3, 4}));
  expect_refused(wrong, {}, Code::kModelShape, {"do not fit 2 channels"});
}

BOOST_AUTO_TEST_CASE(pools) {
  const Shape in = samples_of({1, 2, 3});
  const Point x = {1, 5, 2, -3, 0, 4};
  // Four differences, and four inputs passed on; then two, and what is the larger so far by two neurons each.
  OperatorRun largest("MaxPool");
  largest.with("kernel_shape", Dims{2, 2}).varying(in);
  expect_both(largest, x, {5, 5}, {samples_of({1, 1, 2})}, std::vector<std::size_t>{4 + 8, 2 + 4});
  OperatorRun mean("AveragePool");
  mean.with("kernel_shape", Dims{2, 2}).varying(in);
  expect_both(mean, x, {Rational(3, 4), Rational(11, 4)}, {samples_of({1, 1, 2})});
  OperatorRun outside("AveragePool");
  outside.with("kernel_shape", Dims{1, 2}).with("pads", Dims{0, 1, 0, 0}).varying(in);
  expect_both(outside, x, {1, 3, Rational(7, 2), -3, Rational(-3, 2), 2});
  OperatorRun counted("AveragePool");
  counted.with("kernel_shape", Dims{1, 2})
      .with("pads", Dims{0, 1, 0, 0})
      .with("count_include_pad", std::int64_t{1})
      .varying(in);
  expect_both(counted, x, {Rational(1, 2), 3, Rational(7, 2), Rational(-3, 2), Rational(-3, 2), 2});
  OperatorRun ceiling("MaxPool");
  ceiling.with("kernel_shape", Dims{1, 2}).with("strides", Dims{1, 2}).with("ceil_mode", std::int64_t{1}).varying(in);
  expect_both(ceiling, x, {5, 2, 0, 4}, {samples_of({1, 2, 2})});
  OperatorRun dilated("MaxPool");
  dilated.with("kernel_shape", Dims{1, 2}).with("dilations", Dims{1, 2}).varying(in);
  expect_both(dilated, x, {2, 4}, {samples_of({1, 2, 1})});
  OperatorRun whole("GlobalMaxPool");
  whole.varying(samples_of({2, 3}));
  expect_both(whole, x, {5, 4}, {samples_of({2, 1})});
  OperatorRun all("GlobalAveragePool");
  all.varying(samples_of({2, 3}));
  expect_both(all, x, {Rational(8, 3), Rational(1, 3)}, {samples_of({2, 1})});
}

BOOST_AUTO_TEST_CASE(pools_that_are_refused) {
  const Shape in = samples_of({1, 4});
  const Point x = {1, 2, 3, 4};
  // A window that lies in the padding; what runtimes divide by differs; no kernel.
  OperatorRun empty("MaxPool");
  empty.with("kernel_shape", Dims{1}).with("pads", Dims{1, 0}).varying(in);
  expect_refused(empty, {}, Code::kModelShape, {"no elements"});
  OperatorRun mean("AveragePool");
  mean.with("kernel_shape", Dims{1}).with("pads", Dims{1, 0}).varying(in);
  expect_refused(mean, x, Code::kModelShape, {"no elements"});
  OperatorRun beyond("AveragePool");
  beyond.with("kernel_shape", Dims{3})
      .with("strides", Dims{2})
      .with("ceil_mode", std::int64_t{1})
      .with("count_include_pad", std::int64_t{1})
      .varying(in);
  expect_refused(beyond, x, Code::kModelOperator, {"count_include_pad", "ceil_mode"});
  OperatorRun none("MaxPool");
  none.varying(in);
  expect_refused(none, x, Code::kModelGraph, {"kernel_shape"});
  for (const char* type : {"GlobalMaxPool", "GlobalAveragePool"}) {
    OperatorRun mixed(type);
    mixed.varying({{1, 2, 1, 3}, 2, 0});
    expect_refused(mixed, {}, Code::kModelShape, {"mix samples"});
    OperatorRun flat(type);
    flat.varying(samples_of({3}));
    expect_refused(flat, {}, Code::kModelShape, {"at least one more axis"});
  }
}

BOOST_AUTO_TEST_CASE(images_in_other_sizes) {
  OperatorRun upsample("Upsample", 7);
  upsample.with("scales", std::vector<float>{1, 1, 1, 2}).varying(samples_of({1, 1, 3}));
  expect_both(upsample, {1, 2, 3}, {1, 1, 2, 2, 3, 3}, {samples_of({1, 1, 6})});
  OperatorRun input("Upsample", 9);
  input.varying(samples_of({1, 3})).fixed(constant(dims({3}), {1, 1, 2}));
  expect_both(input, {1, 2, 3}, {1, 1, 2, 2, 3, 3});
  OperatorRun resize("Resize");
  resize.word("coordinate_transformation_mode", "asymmetric").word("nearest_mode", "floor");
  resize.varying(samples_of({1, 2})).nothing().fixed(constant(dims({3}), {1, 1, 2}));
  expect_both(resize, {1, 2}, {1, 1, 2, 2});
  // Half pixels, down by 2: positions 1/2 and 5/2, halves to the floor.
  OperatorRun down("Resize");
  down.varying(samples_of({1, 4})).nothing().nothing().fixed(list_of({1, 1, 2}));
  expect_both(down, {1, 2, 3, 4}, {1, 3}, {samples_of({1, 2})});
  // Linear, half pixels, up by 2: -1/4, 1/4, 3/4, 5/4 between the two.
  OperatorRun linear("Resize");
  linear.word("mode", "linear").varying(samples_of({1, 2})).nothing().fixed(constant(dims({3}), {1, 1, 2}));
  expect_both(linear, {0, 4}, {0, 1, 3, 4}, {samples_of({1, 4})});
  OperatorRun corners("Resize");
  corners.word("mode", "linear").word("coordinate_transformation_mode", "align_corners");
  corners.varying(samples_of({1, 2})).nothing().nothing().fixed(list_of({1, 1, 4}));
  expect_both(corners, {0, 3}, {0, 1, 2, 3});
}

BOOST_AUTO_TEST_CASE(images_that_are_refused) {
  OperatorRun factor("Resize");
  factor.varying(samples_of({1, 4})).nothing().fixed(constant(dims({3}), {1, 1, Rational(3, 2)}));
  expect_refused(factor, {}, Code::kModelOperator, {"factor 3/2"});
  OperatorRun cubic("Resize");
  cubic.word("mode", "cubic").varying(samples_of({1, 4})).nothing().fixed(constant(dims({3}), {1, 1, 2}));
  expect_refused(cubic, {}, Code::kModelOperator, {"'mode'", "'cubic'"});
  OperatorRun crop("Resize");
  crop.word("coordinate_transformation_mode", "tf_crop_and_resize")
      .varying(samples_of({1, 4}))
      .nothing()
      .fixed(constant(dims({3}), {1, 1, 2}));
  expect_refused(crop, {}, Code::kModelOperator, {"'tf_crop_and_resize'"});
  OperatorRun samples("Upsample", 9);
  samples.varying(samples_of({1, 4})).fixed(constant(dims({3}), {2, 1, 1}));
  expect_refused(samples, {}, Code::kModelShape, {"mix samples"});
  OperatorRun neither("Resize");
  neither.varying(samples_of({1, 4}));
  expect_refused(neither, {}, Code::kModelGraph, {"scales or sizes"});
}

BOOST_AUTO_TEST_CASE(blocks_of_pixels_and_channels) {
  const Point x = counting_point(16);
  // Channel c of the first mode: block (c / 2, c % 2) of one result channel.
  OperatorRun depth("DepthToSpace");
  depth.with("blocksize", std::int64_t{2}).varying(samples_of({4, 2, 2}));
  Point wanted;
  for (std::size_t r = 0; r < 4; ++r) {
    for (std::size_t s = 0; s < 4; ++s) wanted.push_back(x[(r % 2 * 2 + s % 2) * 4 + r / 2 * 2 + s / 2]);
  }
  expect_both(depth, x, wanted, {samples_of({1, 4, 4})});
  OperatorRun space("SpaceToDepth");
  space.with("blocksize", std::int64_t{2}).varying(samples_of({1, 4, 4}));
  expect_both(space, wanted, x, {samples_of({4, 2, 2})});
  // Eight channels: the last mode keeps the blocks of each result channel together.
  OperatorRun crd("DepthToSpace");
  crd.word("mode", "CRD").with("blocksize", std::int64_t{2}).varying(samples_of({8, 1, 1}));
  expect_both(crd, {1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8}, {samples_of({2, 2, 2})});
  OperatorRun dcr("DepthToSpace");
  dcr.with("blocksize", std::int64_t{2}).varying(samples_of({8, 1, 1}));
  expect_both(dcr, {1, 2, 3, 4, 5, 6, 7, 8}, {1, 3, 5, 7, 2, 4, 6, 8}, {samples_of({2, 2, 2})});
  OperatorRun odd("SpaceToDepth");
  odd.with("blocksize", std::int64_t{2}).varying(samples_of({1, 3, 4}));
  expect_refused(odd, {}, Code::kModelShape, {"blocks of 2"});
  OperatorRun channels("DepthToSpace");
  channels.with("blocksize", std::int64_t{2}).varying(samples_of({3, 2, 2}));
  expect_refused(channels, {}, Code::kModelShape, {"blocks of 2"});
}
