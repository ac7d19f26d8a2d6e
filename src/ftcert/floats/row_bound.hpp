// The error of one computed row, in units of 1/D: Theorems 1 to 3 of proofs/executions.md.
//
// Purpose: what execution_error() does at every sample and neuron. A sample is held over its least common denominator D, and all bounds about it
// are D times what they bound, so that nothing is divided.
//
//   LayerBounds bounds(map, format);
//   bounds.look_at_places(places);                       // once a chunk of samples: which powers of two divide the inputs
//   bounds.look_at(inputs);                              // each sample
//   bounds.row(r, denominator);                          // nothing where an operation might overflow
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ftcert/core/float_format.hpp"
#include "ftcert/floats/upper.hpp"

namespace ftcert {

// What bounds an operation: all of one format.
struct Arithmetic {
  explicit Arithmetic(FloatFormat format);
  int precision;
  long greatest_exponent, least_exponent;  // of Omega and lambda
  Upper roundoff, tiny;                    // u = 2^-p (1 + 2^-10), lambda
};

// An input or a result of a row: |value| and how far a computed one may be from it, both times D.
struct Bounded {
  Upper magnitude, error;
};

// D, in both forms that are needed.
struct Denominator {
  const MatrixEntry* exact;
  Upper upper;
};

// The error of one operation with exact result `value` on operands that are known up to `value.error`; exact: no operand has an error and the
// result is 0 or a normal number.
std::optional<Upper> operation_error(const Arithmetic& arithmetic, const Bounded& value, bool exact,
                                     const Denominator& denominator);

// k: all values are multiples of 2^k; nothing: they are 0.
using LastPlace = std::optional<long>;

class LayerBounds {
 public:
  // All numbers of map belong to the format.
  LayerBounds(const AffineMap& map, const Arithmetic& arithmetic);

  // Of the inputs without errors. Returns those of the rows.
  std::vector<LastPlace> look_at_places(const std::vector<LastPlace>& inputs);
  // A sample.
  void look_at(std::span<const Bounded> inputs);
  // How far every execution of row r stays from the exact value there. Nothing: an operation may overflow, or the row is too long for the
  // theorem.
  std::optional<Upper> row(std::size_t r, const Denominator& denominator) const;

 private:
  struct Weight {
    std::size_t column;
    Upper magnitude;
    long last;
  };
  // Rows whose weights are the same up to signs and powers of two share their sums.
  struct Family {
    std::vector<Weight> weights;  // those that are not 0
    LastPlace place;
    Upper products, carried;  // sum |w x| + |w| e, sum |w| e
    std::size_t count = 0;    // of products that are not 0
  };
  struct Row {
    std::size_t family;
    long exponent;  // the weights are those of the family times 2^exponent
    Upper bias;
    LastPlace bias_place, place;
  };

  Arithmetic arithmetic_;
  std::vector<Family> families_;
  std::vector<Row> rows_;
  std::vector<Upper> gamma_;  // by number of terms; beyond: too long
  Upper tiny_;                // 4 N lambda
};

}  // namespace ftcert
