// Sums of many tensor elements, each times a number.
//
// Purpose: what Conv, the average pools and the reductions are made of. Elements are numbers, or forms over one layer; a sum of forms with T terms in all costs
// O(T log T). Errors: kMemory, kWork.
//
//   FormSum sum;
//   sum.add(Rational(1, 2), form);
//   LinearForm half = sum.take();    // and sum is empty again
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/model/tensor.hpp"

namespace ftcert::model {

class FormSum {
 public:
  void add(const Rational& factor, const LinearForm& form);
  void add(const Rational& number) { bias_ += number; }
  LinearForm take();

 private:
  std::vector<Term> terms_;
  Rational bias_;
};

// Element e of the result is the sum of the tensor's elements groups[e], times factors[e]; no factors: 1.
Tensor group_sums(const Tensor& tensor, const Shape& shape, const std::vector<std::vector<std::size_t>>& groups,
                  const std::vector<Rational>& factors, Budget& budget);

}  // namespace ftcert::model
