// Tensors of an ONNX graph as exact affine functions.
//
// Purpose: every tensor of the graph is either constant, or each of its elements (for one sample) is an
// affine form in the neurons of one layer: layer 0 is the network's input, layer s the outputs of the s-th
// ReLU on the way. Forms are sparse, so an elementwise operation on n features costs n, not n^2. Invariants:
// terms have increasing variables and nonzero coefficients; numbers or forms has element_count(shape)
// entries, the other is empty. Sizes are charged to a Budget before they are allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/core/rational.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/model/shape.hpp"

namespace ftcert::model {

enum class ElementType { kFloat16, kBFloat16, kFloat32, kFloat64, kInt32, kInt64, kBool };
// ONNX's name: "float", "int64".
std::string text(ElementType type);
bool is_floating(ElementType type);

struct Term {
  std::size_t variable;
  Rational coefficient;
};

struct LinearForm {
  std::vector<Term> terms;
  Rational bias;
};

// The "layer" of integers that are affine in the symbolic number of samples, their variable 0: shapes, as Shape makes them.
inline constexpr std::size_t kSampleCount = static_cast<std::size_t>(-1);

class IntegerNumbers;

struct Tensor {
  ElementType type = ElementType::kFloat32;
  Shape shape;
  std::optional<std::size_t> layer;  // nullopt: constant
  std::vector<Rational> numbers;     // of a constant
  std::vector<LinearForm> forms;     // of a function of the input
  // The numbers as integers, once a product has wanted them.
  mutable std::shared_ptr<const IntegerNumbers> integers{};

  bool constant() const { return !layer.has_value(); }
  std::size_t size() const { return constant() ? numbers.size() : forms.size(); }
};

// The memory that an import may take, in bytes, in proportion to its file: a hostile file of a few bytes can
// declare any size. Nothing is ever given back, and every copy is charged. Beside it the work: a number is charged the operation that makes
// it. Errors: kMemory, kWork.
class Budget {
 public:
  // For a file of so many bytes.
  static Budget for_file(std::size_t bytes, const std::optional<Integer>& most_work);
  explicit Budget(std::size_t bytes, const std::optional<Integer>& most_work = kMostWork)
      : left_(bytes), work_(most_work), most_(most_work) {}
  // The file has so many bytes more.
  void grow(std::size_t file_bytes);
  // Refuses what does not fit, without taking it.
  void check(std::size_t count, std::size_t bytes_each) const;
  void charge(std::size_t count, std::size_t bytes_each);
  void charge(const Rational& number);
  // The number is copied, not computed.
  void charge_copy(const Rational& number);
  void charge(const LinearForm& form);
  void charge_work(const Integer& units);
  // What was charged.
  Integer work() const { return work_.done() + Integer(pending_); }
  void charge_work(std::uint64_t units) {
    if (units > room_) return charge_work(Integer(units));
    room_ -= units;
    pending_ += units;
  }

 private:
  std::size_t left_;
  WorkMeter work_;
  std::optional<Integer> most_;
  std::uint64_t room_ = 0, pending_ = 0;  // units that may be charged without a look, and those that were
};

// The same elements, charged, under another shape.
Tensor with_shape(const Tensor& tensor, Shape shape, Budget& budget);
// Element e of the result is element indices[e] of the tensor. Parts of a shape without the number of samples are constant.
Tensor gather(const Tensor& tensor, Shape shape, const std::vector<std::size_t>& indices, Budget& budget);
// Permutes the axes.
Tensor transposed(const Tensor& tensor, const std::vector<std::size_t>& permutation, Budget& budget);

}  // namespace ftcert::model
