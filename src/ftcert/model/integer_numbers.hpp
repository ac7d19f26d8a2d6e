// The numbers of a constant tensor as integers over one denominator.
//
// Purpose: products of constant tensors multiply and add integers and reduce once an element. A tensor keeps its integers, so that the weights of a model
// are converted once and not for every sample. Entries of at most 62 bits take one word.
#pragma once

#include <flint/fmpz_vec.h>

#include <cstddef>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert::model {

class IntegerNumbers {
 public:
  explicit IntegerNumbers(const std::vector<Rational>& numbers);
  ~IntegerNumbers();
  IntegerNumbers(const IntegerNumbers&) = delete;
  IntegerNumbers& operator=(const IntegerNumbers&) = delete;

  std::size_t size() const { return size_; }
  const fmpz* operator[](std::size_t i) const { return entries_ + i; }
  const fmpz* denominator() const { return &denominator_; }
  std::size_t bits() const { return bits_; }  // of the longest numerator
  // At most a quarter of them are not 0: where those are, increasing. Else empty.
  bool sparse() const { return sparse_; }
  const std::vector<std::size_t>& nonzero() const { return nonzero_; }

 private:
  std::size_t size_;
  fmpz* entries_;
  fmpz denominator_ = 1;
  std::size_t bits_ = 0;
  bool sparse_ = false;
  std::vector<std::size_t> nonzero_;
};

}  // namespace ftcert::model
