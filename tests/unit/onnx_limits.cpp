// Models that ask for more than their size allows: every copy is charged, and every product before it is made.
#include "support/onnx_builder.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::Integer;

namespace {

// A chain of one operator on an input with so many features.
std::string chain(const std::string& type, std::size_t features, std::size_t nodes) {
  Model model({kSymbolic, static_cast<std::int64_t>(features)});
  for (std::size_t i = 0; i < nodes; ++i) {
    Node node =
        model.node(type, {i == 0 ? "x" : "a" + std::to_string(i)}, i + 1 == nodes ? "y" : "a" + std::to_string(i + 1));
    if (type == "Cast") node.with("to", std::int64_t{onnx::TensorProto::FLOAT});
    if (type == "Transpose") node.with("perm", Dims{0, 1});
  }
  return model.bytes();
}

}  // namespace

// Each tensor of a chain is a copy of the one before it.
BOOST_AUTO_TEST_CASE(copies_are_charged) {
  for (const std::string type : {"Identity", "Cast", "Flatten", "Relu"}) {
    // A layer of so many neurons is too large already.
    const std::string words =
        type == "Relu" ? "more than 100000000 weights" : "more than a model file of this size may need";
    expect_error(chain(type, 1'000'000, 30), Code::kMemory, {type, words});
    BOOST_TEST(ftcert::read_onnx("model.onnx", chain(type, 3, 30)).inputs() == 3U, type);
  }
}

// The limit is met exactly, and work grows with every node.
BOOST_AUTO_TEST_CASE(work_is_counted) {
  const auto fits = [](const std::string& bytes, const Integer& most) {
    try {
      ftcert::read_onnx("model.onnx", bytes, most);
      return true;
    } catch (const ftcert::Error& error) {
      BOOST_TEST((error.code() == Code::kWork), error.what());
      return false;
    }
  };
  Integer before = 0;
  for (const std::size_t nodes : {1, 2, 3}) {
    const std::string bytes = chain("Identity", 2, nodes);
    Integer low = 0, high = 1'000'000;  // low does not suffice
    while (high - low > 1) {
      const Integer middle = (low + high) / 2;
      (fits(bytes, middle) ? high : low) = middle;
    }
    BOOST_TEST(high > before);
    before = high;
  }
}

// 3^(2^18) has 415,000 bits: its products with a function of the input take 0.3 * 10^9 units each.
BOOST_AUTO_TEST_CASE(long_constants) {
  const auto product = [](std::size_t times) {
    Model model({kSymbolic, 1});
    model.store("s0", floats({1}, {3}));
    for (std::size_t i = 0; i < 18; ++i) {
      const std::string name = "s" + std::to_string(i);
      model.node("Mul", {name, name}, "s" + std::to_string(i + 1));
    }
    for (std::size_t i = 0; i < times; ++i) {
      model.node("Add", {i == 0 ? "x" : "b" + std::to_string(i), "s18"},
                 i + 1 == times ? "y" : "b" + std::to_string(i + 1));
    }
    return model;
  };
  BOOST_TEST(product(2).network().inputs() == 1U);
  expect_error(product(400), Code::kWork, {"(Add)", "--max-work"});
}

// Two vectors of 1,600 numbers make a matrix, and its square takes 4.1 * 10^9 products of three units each.
BOOST_AUTO_TEST_CASE(powers_of_a_matrix) {
  constexpr std::int64_t n = 1600;
  Model model({kSymbolic, n});
  model.store("u", floats({n, 1}, std::vector<float>(n, 1))).store("v", floats({1, n}, std::vector<float>(n, 1)));
  model.node("Mul", {"u", "v"}, "m");
  model.node("MatMul", {"m", "m"}, "square");
  model.node("MatMul", {"x", "square"});
  expect_error(model, Code::kWork, {"(MatMul)"});
}
