// One operator at a time, on numbers and on forms, for the tests of the importer's operators.
//
//   OperatorRun run("Slice", 9);
//   run.node().with("starts", Dims{1});
//   run.varying({{1, 3}, 0, 0});               // N samples of three numbers
//   expect_both(run, {1, 2, 3}, {2, 3});       // on numbers, and as a network
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/model/operators.hpp"
#include "ftcert/model/stored_tensor.hpp"
#include "support/onnx_builder.hpp"

namespace onnx_test {

using ftcert::model::Chain;
using ftcert::model::ElementType;
using ftcert::model::LinearForm;
using ftcert::model::Shape;
using ftcert::model::Tensor;

inline ftcert::model::Budget generous() { return ftcert::model::Budget(std::size_t{1} << 30); }

inline Shape dims(const std::vector<std::size_t>& extents) { return {extents, std::nullopt, 0}; }
// The first axis holds the samples, in any number.
inline Shape samples_of(std::vector<std::size_t> extents) {
  extents.insert(extents.begin(), 1);
  return {extents, 0, 0};
}

inline Tensor constant(const Shape& shape, const Point& numbers, ElementType type = ElementType::kFloat32) {
  return {type, shape, std::nullopt, numbers, {}};
}
inline Tensor whole_numbers(const Shape& shape, const Point& numbers) {
  return constant(shape, numbers, ElementType::kInt64);
}
inline Tensor list_of(const Point& numbers) { return whole_numbers(dims({numbers.size()}), numbers); }
inline Tensor truths(const Shape& shape, const Point& numbers) { return constant(shape, numbers, ElementType::kBool); }

// The variables of layer 0.
inline Tensor variables(const Shape& shape, ElementType type) {
  Tensor tensor{type, shape, 0, {}, {}};
  for (std::size_t i = 0; i < element_count(shape); ++i) tensor.forms.push_back({{{i, 1}}, 0});
  return tensor;
}

inline Rational value(const LinearForm& form, const Point& variables) {
  Rational sum = form.bias;
  for (const auto& term : form.terms) sum += term.coefficient * variables.at(term.variable);
  return sum;
}

// The numbers that forms have where the layer 0 of their chain is x.
inline Point values(const Tensor& tensor, const Chain& chain, const Point& x) {
  if (tensor.constant()) return tensor.numbers;
  Point layer = x;
  for (std::size_t s = 0; s < *tensor.layer; ++s) {
    Point next;
    for (const LinearForm& form : chain.layers.at(s)) next.push_back(std::max(value(form, layer), Rational(0)));
    layer = std::move(next);
  }
  Point result;
  for (const LinearForm& form : tensor.forms) result.push_back(value(form, layer));
  return result;
}

class OperatorRun {
 public:
  explicit OperatorRun(const std::string& type, std::int64_t opset = 13) : opset_(opset) {
    proto_.set_op_type(type);
    proto_.add_output("y0");
  }

  Node node() { return Node(&proto_); }
  template <typename Value>
  OperatorRun& with(const std::string& name, const Value& attribute) {
    node().with(name, attribute);
    return *this;
  }
  OperatorRun& word(const std::string& name, const std::string& value) {
    auto* attribute = proto_.add_attribute();
    attribute->set_name(name);
    attribute->set_type(onnx::AttributeProto::STRING);
    attribute->set_s(value);
    return *this;
  }
  OperatorRun& outputs(int count) {
    while (proto_.output_size() < count) proto_.add_output("y" + std::to_string(proto_.output_size()));
    return *this;
  }
  // The next input: the one that varies, a constant, or none.
  OperatorRun& varying(const Shape& shape, ElementType type = ElementType::kFloat32) {
    variable_ = "x" + std::to_string(proto_.input_size());
    tensors_[*variable_] = Tensor{type, shape, std::nullopt, {}, {}};
    proto_.add_input(*variable_);
    return *this;
  }
  OperatorRun& fixed(const Tensor& tensor) {
    const std::string name = "x" + std::to_string(proto_.input_size());
    tensors_[name] = tensor;
    proto_.add_input(name);
    return *this;
  }
  OperatorRun& nothing() { return proto_.add_input(""), *this; }

  // All outputs; x: numbers of the varying input, empty: its forms.
  std::vector<Tensor> apply(Chain& chain, const Point& x) {
    if (variable_) {
      Tensor& tensor = tensors_.at(*variable_);
      const Shape shape = tensor.shape;
      tensor = x.empty() ? variables(shape, tensor.type) : constant(shape, x, tensor.type);
      chain.inputs = element_count(shape);
    }
    ftcert::model::Node read(
        proto_, opset_, [this](const std::string& name) -> const Tensor& { return tensors_.at(name); }, chain);
    const auto* found = ftcert::model::find_operator(proto_.op_type());
    BOOST_REQUIRE_MESSAGE(found != nullptr, proto_.op_type());
    std::vector<Tensor> results = found->apply(read);
    read.check_attributes();
    return results;
  }
  const std::string& type() const { return proto_.op_type(); }

 private:
  onnx::NodeProto proto_;
  std::int64_t opset_;
  std::optional<std::string> variable_;
  std::map<std::string, Tensor> tensors_;
};

inline std::string shown_point(const Point& numbers) {
  std::string result;
  for (const Rational& number : numbers) result += number.text() + " ";
  return result;
}

// The outputs, one behind the other, of numbers; their shapes where they are given.
inline void expect_numbers(OperatorRun& run, const Point& x, const Point& y, const std::vector<Shape>& shapes = {}) {
  Chain chain(generous());
  const std::vector<Tensor> found = run.apply(chain, x);
  Point numbers;
  for (const Tensor& tensor : found) {
    BOOST_TEST(tensor.constant());
    BOOST_TEST(tensor.numbers.size() == element_count(tensor.shape));
    numbers.insert(numbers.end(), tensor.numbers.begin(), tensor.numbers.end());
  }
  BOOST_TEST((numbers == y), run.type() + " of numbers gives " + shown_point(numbers) + "instead of " + shown_point(y));
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    BOOST_TEST((found.at(i).shape == shapes[i]), run.type() + " has shape " + text(found.at(i).shape));
  }
}

// The same of forms, in a network with that many layers of neurons where it is given.
inline void expect_forms(OperatorRun& run, const Point& x, const Point& y, const std::vector<Shape>& shapes = {},
                         const std::optional<std::vector<std::size_t>>& widths = std::nullopt) {
  Chain chain(generous());
  const std::vector<Tensor> found = run.apply(chain, {});
  Point numbers;
  for (const Tensor& tensor : found) {
    BOOST_TEST(tensor.size() == element_count(tensor.shape));
    const Point more = values(tensor, chain, x);
    numbers.insert(numbers.end(), more.begin(), more.end());
  }
  BOOST_TEST((numbers == y), run.type() + " of forms gives " + shown_point(numbers) + "instead of " + shown_point(y));
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    BOOST_TEST((found.at(i).shape == shapes[i]), run.type() + " has shape " + text(found.at(i).shape));
  }
  if (!widths) return;
  std::vector<std::size_t> neurons;
  for (const auto& layer : chain.layers) neurons.push_back(layer.size());
  BOOST_TEST((neurons == *widths), run.type() + " has another number of neurons");
}

inline void expect_both(OperatorRun& run, const Point& x, const Point& y, const std::vector<Shape>& shapes = {},
                        const std::optional<std::vector<std::size_t>>& widths = std::nullopt) {
  expect_numbers(run, x, y, shapes);
  expect_forms(run, x, y, shapes, widths);
}

// Forms (x empty) or numbers are refused with this code and these words.
inline void expect_refused(OperatorRun& run, const Point& x, ftcert::Code code,
                           std::initializer_list<std::string> words) {
  Chain chain(generous());
  try {
    run.apply(chain, x);
  } catch (const ftcert::Error& error) {
    const std::string what = error.what();
    BOOST_TEST(ftcert::identifier(error.code()) == ftcert::identifier(code), run.type() + ": " + what);
    for (const std::string& each : words) BOOST_TEST(what.find(each) != std::string::npos, what + " lacks " + each);
    return;
  }
  BOOST_ERROR(run.type() + ": expected " + ftcert::identifier(code));
}

// Of numbers alone: forms are refused as what is no network.
inline void expect_only_numbers(OperatorRun& run, const Point& x, const Point& y,
                                const std::vector<Shape>& shapes = {}) {
  expect_numbers(run, x, y, shapes);
  expect_refused(run, {}, ftcert::Code::kModelGraph, {});
}

}  // namespace onnx_test
