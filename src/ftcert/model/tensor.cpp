#include "ftcert/model/tensor.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::model {

namespace {

// Products of constants can double the length of a number with every node.
constexpr std::size_t kMostBits = std::size_t{1} << 20;

// A float32 weight of 4 bytes becomes about 250 bytes of rationals in several places.
constexpr std::size_t kBytesAtLeast = std::size_t{1} << 29;
constexpr std::size_t kBytesPerFileByte = 256;

}  // namespace

std::string text(ElementType type) {
  switch (type) {
    case ElementType::kFloat16:
      return "float16";
    case ElementType::kBFloat16:
      return "bfloat16";
    case ElementType::kFloat32:
      return "float";
    case ElementType::kFloat64:
      return "double";
    case ElementType::kInt32:
      return "int32";
    case ElementType::kInt64:
      return "int64";
    case ElementType::kBool:
      return "bool";
  }
  throw_contract("unknown element type");
}

bool is_floating(ElementType type) {
  return type != ElementType::kInt32 && type != ElementType::kInt64 && type != ElementType::kBool;
}

Budget Budget::for_file(std::size_t bytes, const std::optional<Integer>& most_work) {
  return Budget(kBytesAtLeast + kBytesPerFileByte * bytes, most_work);
}

void Budget::grow(std::size_t file_bytes) { left_ += kBytesPerFileByte * file_bytes; }

void Budget::check(std::size_t count, std::size_t bytes_each) const {
  if (bytes_each != 0 && count > left_ / bytes_each) {
    throw Error(Code::kMemory, std::to_string(count) + " numbers of " + std::to_string(bytes_each) +
                                   " bytes are more than a model file of this size may need");
  }
}

void Budget::charge(std::size_t count, std::size_t bytes_each) {
  check(count, bytes_each);
  left_ -= count * bytes_each;
}

void Budget::charge_work(const Integer& units) {
  constexpr std::uint64_t kMostRoom = std::uint64_t{1} << 32U;
  work_.charge(units + Integer(pending_));
  pending_ = 0;
  const Integer left = most_ ? Integer(*most_ - work_.done()) : Integer(kMostRoom);
  room_ = left < kMostRoom ? static_cast<std::uint64_t>(left) : kMostRoom;
}

void Budget::charge(const Rational& number) {
  charge_work(rational_work(bit_size(number)));
  charge_copy(number);
}

void Budget::charge_copy(const Rational& number) {
  const std::size_t bits = bit_size(number);
  if (bits > kMostBits) {
    throw Error(Code::kMemory, "a number of " + std::to_string(bits) + " bits, expected at most 2^20");
  }
  charge_work(16 + words_of(bits));
  charge(1, sizeof(Rational) + 2 * sizeof(mp_limb_t) + bits / 8);
}

void Budget::charge(const LinearForm& form) {
  charge(1, sizeof(LinearForm));
  charge(form.bias);
  for (const Term& term : form.terms) {
    charge(1, sizeof(Term));
    charge(term.coefficient);
  }
}

Tensor with_shape(const Tensor& tensor, Shape shape, Budget& budget) {
  require(element_count(shape) == tensor.size(), "with_shape: the sizes differ");
  for (const Rational& number : tensor.numbers) budget.charge_copy(number);
  for (const LinearForm& form : tensor.forms) budget.charge(form);
  Tensor result = tensor;
  result.shape = std::move(shape);
  result.integers = nullptr;
  return result;
}

Tensor gather(const Tensor& tensor, Shape shape, const std::vector<std::size_t>& indices, Budget& budget) {
  Tensor result{tensor.type, std::move(shape), tensor.layer, {}, {}};
  for (std::size_t i : indices) {
    if (tensor.constant()) {
      budget.charge_copy(tensor.numbers[i]);
      result.numbers.push_back(tensor.numbers[i]);
    } else {
      budget.charge(tensor.forms[i]);
      result.forms.push_back(tensor.forms[i]);
    }
  }
  const auto is_number = [](const LinearForm& form) { return form.terms.empty(); };
  if (result.layer == kSampleCount && std::all_of(result.forms.begin(), result.forms.end(), is_number)) {
    for (LinearForm& form : result.forms) result.numbers.push_back(std::move(form.bias));
    result.forms.clear();
    result.layer.reset();
  }
  return result;
}

Tensor transposed(const Tensor& tensor, const std::vector<std::size_t>& permutation, Budget& budget) {
  budget.check(tensor.size(), sizeof(std::size_t));
  return gather(tensor, transpose(tensor.shape, permutation), transpose_indices(tensor.shape, permutation), budget);
}

}  // namespace ftcert::model
