// Models as networks and by their values: both ways give the same numbers, and each is taken where it should be.
#include "ftcert/model/frozen_model.hpp"

#include <algorithm>
#include <numeric>

#include "support/generator.hpp"
#include "support/onnx_builder.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::FrozenModel;
using ftcert::ModelRequest;
using ftcert::PointMatrix;
using ftcert::read_model;
using ftcert::SampleRule;
using ftcert::test::Generator;

namespace {

FrozenModel read(const Model& model, const ModelRequest& request = {}) {
  return read_model("model.onnx", model.bytes(), request);
}

Point value(const FrozenModel& f, const Point& x) {
  PointMatrix points(1, x.size());
  points.entries = x;
  const std::vector<std::size_t> rows = {0};
  return f.values(points, rows).entries;
}

void expect_refused(const Model& model, const ModelRequest& request, Code code, const std::string& words) {
  BOOST_CHECK_EXCEPTION(read(model, request), ftcert::Error, [&](const ftcert::Error& error) {
    BOOST_TEST(std::string(error.what()).find(words) != std::string::npos, error.what());
    return error.code() == code && error.place().file == "model.onnx";
  });
}

// A graph of operators on tensors with `width` features, its values by hand beside it.
class RandomGraph {
 public:
  RandomGraph(Generator& random, std::size_t width, std::size_t nodes)
      : random_(random), width_(width), model_({kSymbolic, static_cast<std::int64_t>(width)}) {
    names_ = {"x"};
    for (std::size_t i = 0; i < nodes; ++i) add("t" + std::to_string(i));
    model_.node("Identity", {names_.back()});
  }

  const Model& model() const { return model_; }

  Point at(const Point& x) const {
    std::vector<Point> values = {x};
    for (const Step& step : steps_) {
      const Point &a = values[step.a], &b = values[step.b];
      Point result(width_);
      for (std::size_t i = 0; i < width_; ++i) {
        if (step.type == "Add") result[i] = a[i] + b[i];
        if (step.type == "Sub") result[i] = a[i] - b[i];
        if (step.type == "Relu") result[i] = std::max(a[i], Rational(0));
        if (step.type == "Neg") result[i] = -a[i];
        if (step.type == "Mul") result[i] = a[i] * step.numbers[i];
        for (std::size_t k = 0; step.type == "MatMul" && k < width_; ++k)
          result[i] += a[k] * step.numbers[k * width_ + i];
      }
      values.push_back(std::move(result));
    }
    return values.back();
  }

 private:
  struct Step {
    std::string type;
    std::size_t a, b;
    Point numbers;
  };

  void add(const std::string& name) {
    static const std::vector<std::string> types = {"Add", "Sub", "Relu", "Neg", "Mul", "MatMul", "Relu"};
    Step step{types[random_.below(types.size())], random_.below(names_.size()), random_.below(names_.size()), {}};
    std::vector<std::string> inputs = {names_[step.a]};
    if (step.type == "Add" || step.type == "Sub") inputs.push_back(names_[step.b]);
    if (step.type == "Mul" || step.type == "MatMul") {
      const std::size_t count = step.type == "Mul" ? width_ : width_ * width_;
      std::vector<float> numbers;
      for (std::size_t i = 0; i < count; ++i) {
        const int eighths = static_cast<int>(random_.below(17)) - 8;
        numbers.push_back(random_.below(3) == 0 ? 0.0F : static_cast<float>(eighths) / 8);
        step.numbers.push_back(numbers.back() == 0 ? Rational(0) : Rational(eighths, 8));
      }
      const auto width = static_cast<std::int64_t>(width_);
      model_.store("w" + name, floats(step.type == "Mul" ? Dims{width} : Dims{width, width}, numbers));
      inputs.push_back("w" + name);
    }
    model_.node(step.type, inputs, name);
    steps_.push_back(std::move(step));
    names_.push_back(name);
  }

  Generator& random_;
  std::size_t width_;
  Model model_;
  std::vector<std::string> names_;
  std::vector<Step> steps_;
};

}  // namespace

// Three ways: by hand, as a network, by values.
BOOST_AUTO_TEST_CASE(random_graphs) {
  Generator random(1);
  for (int round = 0; round < ftcert::test::rounds(60); ++round) {
    const std::size_t width = 1 + random.below(4), nodes = 1 + random.below(12);
    const RandomGraph graph(random, width, nodes);
    const FrozenModel network = read(graph.model()), values = read(graph.model(), {.most_entries = 0});
    BOOST_REQUIRE(network.network() != nullptr);
    BOOST_REQUIRE(values.network() == nullptr);
    BOOST_TEST(values.inputs() == width);
    BOOST_TEST(values.outputs() == width);
    for (int p = 0; p < 4; ++p) {
      Point x;
      for (std::size_t i = 0; i < width; ++i)
        x.push_back(Rational(static_cast<int>(random.below(41)) - 20, 1 + static_cast<int>(random.below(6))));
      const Point y = graph.at(x);
      BOOST_TEST((value(network, x) == y), "round " << round);
      BOOST_TEST((value(values, x) == y), "round " << round);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_network_has_values) {
  Model square({kSymbolic, 2});
  square.node("Mul", {"x", "x"});
  const FrozenModel f = read(square);
  BOOST_TEST(f.network() == nullptr);
  BOOST_TEST(f.why_no_network().find("two factors that depend on the input") != std::string::npos);
  BOOST_TEST((value(f, {3, Rational(-1, 2)}) == Point{9, Rational(1, 4)}));
  // 0 / 0 at the origin, where the graph is tried first.
  Model quotient({kSymbolic, 2});
  quotient.store("c", floats({2}, {1, 2}));
  quotient.node("Div", {"c", "x"});
  const FrozenModel g = read(quotient);
  BOOST_TEST((value(g, {3, 5}) == Point{Rational(1, 3), Rational(2, 5)}));
  BOOST_CHECK_EXCEPTION(value(g, {0, 1}), ftcert::Error, [](const ftcert::Error& error) {
    BOOST_TEST(std::string(error.what()).find("at row 1: node 1 'the_Div'") != std::string::npos, error.what());
    return error.code() == Code::kNotFinite;
  });
  Model product({kSymbolic, 2, 2});
  product.node("MatMul", {"x", "x"});
  BOOST_TEST((value(read(product), {1, 2, 3, 4}) == Point{7, 10, 15, 22}));
}

BOOST_AUTO_TEST_CASE(large_models_have_values) {
  // A matrix of 3 x 4, one of 4 x 2, and their biases: 20 numbers as a network, 26 with zeros that pass nothing.
  Model model({kSymbolic, 3});
  model.store("w", floats({3, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))
      .store("v", floats({4, 2}, {1, 0, 0, 1, 1, 0, 0, -1}));
  model.node("MatMul", {"x", "w"}, "a");
  model.node("Relu", {"a"}, "r");
  model.node("MatMul", {"r", "v"});
  for (const std::size_t most : {0, 5, 19}) {
    const FrozenModel f = read(model, {.most_entries = most});
    BOOST_TEST(f.network() == nullptr);
    BOOST_TEST(f.why_no_network().find("more than " + std::to_string(most) + " weights") != std::string::npos,
               f.why_no_network());
    BOOST_TEST((value(f, {1, 0, -1}) == Point{0, 0}));
    BOOST_TEST((value(f, {1, 1, 1}) == Point{36, -6}));
  }
  BOOST_TEST(read(model, {.most_entries = 20}).network() != nullptr);
}

BOOST_AUTO_TEST_CASE(work_is_counted_for_all_rows) {
  Model model({kSymbolic, 3});
  model.store("w", floats({3, 1}, {1, 2, 3}));
  model.node("MatMul", {"x", "w"});
  const FrozenModel f = read(model, {.most_entries = 0});
  const PointMatrix points(20, 3);
  std::vector<std::size_t> rows(20);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const std::vector<std::size_t> one = {7};
  // What one row takes does not suffice for twenty.
  ftcert::Integer low = 0, high = 1'000'000;
  while (high - low > 1) {
    const ftcert::Integer middle = (low + high) / 2;
    bool fits = true;
    try {
      f.values(points, one, middle);
    } catch (const ftcert::Error& error) {
      BOOST_TEST((error.code() == Code::kWork));
      fits = false;
    }
    (fits ? high : low) = middle;
  }
  BOOST_TEST(high < 100'000);
  BOOST_CHECK_THROW(f.values(points, rows, high * 19), ftcert::Error);
  BOOST_TEST(f.values(points, rows, high * 20).count == 20U);
}

BOOST_AUTO_TEST_CASE(some_outputs) {
  Model square({kSymbolic, 3});
  square.node("Mul", {"x", "x"});
  Model linear({kSymbolic, 3});
  linear.node("Neg", {"x"});
  const FrozenModel f = read(square).with_outputs({2, 0}), g = read(linear).with_outputs({2, 0});
  BOOST_TEST(f.outputs() == 2U);
  BOOST_TEST((value(f, {2, 3, 4}) == Point{16, 4}));
  BOOST_TEST((value(g, {2, 3, 4}) == Point{-4, -2}));
  BOOST_TEST(g.network()->outputs() == 2U);
}

// A graph that adds over the rows: no function of a row.
BOOST_AUTO_TEST_CASE(the_whole_tensor_as_a_sample) {
  for (const std::int64_t extent : {std::int64_t{3}, kSymbolic}) {
    Model model({extent, 2});
    model.store("w", floats({1, extent == kSymbolic ? 1 : extent}, std::vector<float>(extent == kSymbolic ? 1 : 3, 2)));
    model.node("MatMul", {"w", "x"});
    expect_refused(model, {.samples = SampleRule::kRows}, Code::kModelShape, "would mix samples");
    for (const SampleRule rule : {SampleRule::kAutomatic, SampleRule::kWhole}) {
      const FrozenModel f = read(model, {.samples = rule});
      BOOST_TEST((f.samples() == SampleRule::kWhole));
      BOOST_REQUIRE_EQUAL(f.inputs(), extent == kSymbolic ? 2U : 6U);
      if (extent == kSymbolic) {
        BOOST_TEST((value(f, {5, 7}) == Point{10, 14}));
      } else {
        BOOST_TEST((value(f, {1, 2, 3, 4, 5, 6}) == Point{18, 24}));
      }
    }
  }
  // Rows where they are kept apart, unless the data say otherwise.
  Model apart({3, 2});
  apart.node("Neg", {"x"});
  BOOST_TEST(read(apart).inputs() == 2U);
  BOOST_TEST(read(apart, {.samples = SampleRule::kWhole}).inputs() == 6U);
  const auto for_data = [&](std::size_t inputs, SampleRule rule) {
    return ftcert::read_model_for(inputs, "model.onnx", apart.bytes(), {.samples = rule}).inputs();
  };
  BOOST_TEST(for_data(2, SampleRule::kAutomatic) == 2U);
  BOOST_TEST(for_data(6, SampleRule::kAutomatic) == 6U);
  BOOST_TEST(for_data(6, SampleRule::kRows) == 2U);
  BOOST_TEST(for_data(7, SampleRule::kAutomatic) == 2U);
}

BOOST_AUTO_TEST_CASE(tails_name_the_tensor_before_them) {
  for (const std::string type : {"Softmax", "Sigmoid", "Tanh", "NoSuchOperator"}) {
    Model model({kSymbolic, 2});
    model.node("Neg", {"x"}, "logits");
    model.node(type, {"logits"});
    expect_refused(model, {}, Code::kModelOperator, "--tensor 'logits'");
    expect_refused(model, {}, Code::kModelOperator, "--frozen");
    BOOST_TEST(read(model, {.tensor = "logits"}).network() != nullptr);
    Model first({kSymbolic, 2});
    first.node(type, {"x"});
    expect_refused(first, {}, Code::kModelOperator, "read exactly: give values");
  }
}

BOOST_AUTO_TEST_CASE(a_git_lfs_pointer) {
  const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
  BOOST_CHECK_EXCEPTION(read_model("f.onnx", pointer), ftcert::Error, [](const ftcert::Error& error) {
    return error.code() == Code::kModelParse && std::string(error.what()).find("Git LFS pointer") != std::string::npos;
  });
}

// Weights of four types: the same numbers, both ways.
BOOST_AUTO_TEST_CASE(types_of_weights) {
  struct Case {
    onnx::TensorProto::DataType type;
    std::size_t bytes;
    std::vector<std::uint64_t> patterns;  // 1.5, -0.25
  };
  for (const Case& c :
       {Case{onnx::TensorProto::FLOAT16, 2, {0x3e00, 0xb400}}, Case{onnx::TensorProto::BFLOAT16, 2, {0x3fc0, 0xbe80}},
        Case{onnx::TensorProto::FLOAT, 4, {0x3fc00000, 0xbe800000}},
        Case{onnx::TensorProto::DOUBLE, 8, {0x3ff8000000000000, 0xbfd0000000000000}}}) {
    Model model({kSymbolic, 2}, 13, c.type);
    model.store("w", raw(c.type, {2, 1}, c.bytes, c.patterns));
    model.node("MatMul", {"x", "w"}, "a");
    model.node("Relu", {"a"});
    for (const std::size_t most : {std::size_t{0}, std::size_t{100}}) {
      const FrozenModel f = read(model, {.most_entries = most});
      BOOST_TEST((f.network() == nullptr) == (most == 0));
      BOOST_TEST((value(f, {2, 4}) == Point{2}));
      BOOST_TEST((value(f, {-2, 4}) == Point{0}));
    }
  }
}
