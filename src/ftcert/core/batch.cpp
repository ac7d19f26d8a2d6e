#include "ftcert/core/batch.hpp"

#include <flint/fmpz_mat.h>

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

class IntegerMatrix {
 public:
  IntegerMatrix(std::size_t rows, std::size_t columns) {
    fmpz_mat_init(m_, static_cast<slong>(rows), static_cast<slong>(columns));
  }
  ~IntegerMatrix() { fmpz_mat_clear(m_); }
  IntegerMatrix(IntegerMatrix&& other) noexcept {
    fmpz_mat_init(m_, 0, 0);
    fmpz_mat_swap(m_, other.m_);
  }
  IntegerMatrix& operator=(IntegerMatrix&& other) noexcept { return fmpz_mat_swap(m_, other.m_), *this; }
  IntegerMatrix(const IntegerMatrix&) = delete;
  IntegerMatrix& operator=(const IntegerMatrix&) = delete;

  fmpz* at(std::size_t row, std::size_t column) { return fmpz_mat_entry(m_, row, column); }
  fmpz_mat_struct* raw() { return m_; }
  void set(std::size_t row, std::size_t column, const Integer& value) {
    fmpz_set_mpz(at(row, column), value.backend().data());
  }

 private:
  fmpz_mat_t m_;
};

// A layer as integers, transposed and with the bias as last row: (X | D) * matrix gives the scaled pre-activations.
struct IntegerLayer {
  IntegerMatrix matrix;
  std::vector<Integer> scale;  // pre-activation r comes out times scale[r] * D
};

// Folds the scales of the layer before into the columns, then clears denominators row by row.
IntegerLayer integer_layer(const AffineMap& map, const std::vector<Integer>& scale_before) {
  IntegerLayer layer{IntegerMatrix(map.columns + 1, map.rows), std::vector<Integer>(map.rows)};
  std::vector<Rational> row(map.columns + 1);
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) {
      row[c] = map.weight(r, c);
      if (!scale_before.empty() && !row[c].is_zero()) row[c] /= Rational(scale_before[c]);
    }
    row[map.columns] = map.bias[r];
    HomogeneousVector integers = common_denominator(row);
    for (std::size_t c = 0; c <= map.columns; ++c) layer.matrix.set(c, r, integers.numerators[c]);
    layer.scale[r] = std::move(integers.denominator);
  }
  return layer;
}

constexpr std::size_t kChunk = 4096;

void evaluate_chunk(std::vector<IntegerLayer>& layers, const PointMatrix& points, std::size_t first, std::size_t count,
                    PointMatrix& result) {
  const std::size_t inputs = points.dimension;
  std::vector<Integer> denominators(count);
  IntegerMatrix values(count, inputs + 1);
  for (std::size_t i = 0; i < count; ++i) {
    HomogeneousVector x = common_denominator(points.row(first + i));
    for (std::size_t c = 0; c < inputs; ++c) values.set(i, c, x.numerators[c]);
    values.set(i, inputs, x.denominator);
    denominators[i] = std::move(x.denominator);
  }
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const std::size_t width = layers[l].scale.size();
    IntegerMatrix products(count, width);
    fmpz_mat_mul(products.raw(), values.raw(), layers[l].matrix.raw());
    if (l + 1 == layers.size()) {
      Integer numerator;
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t r = 0; r < width; ++r) {
          fmpz_get_mpz(numerator.backend().data(), products.at(i, r));
          result.row(first + i)[r] = Rational(numerator, layers[l].scale[r] * denominators[i]);
        }
      }
      return;
    }
    IntegerMatrix next(count, width + 1);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t r = 0; r < width; ++r) {
        if (fmpz_sgn(products.at(i, r)) > 0) fmpz_swap(next.at(i, r), products.at(i, r));
      }
      next.set(i, width, denominators[i]);
    }
    values = std::move(next);
  }
}

}  // namespace

HomogeneousVector common_denominator(std::span<const Rational> numbers) {
  HomogeneousVector result;
  mpz_ptr common = result.denominator.backend().data();
  for (const Rational& number : numbers) {
    if (!number.is_integer() && !mpz_divisible_p(common, mpq_denref(number.raw()))) {
      mpz_lcm(common, common, mpq_denref(number.raw()));
    }
  }
  result.numerators.resize(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    mpz_ptr out = result.numerators[i].backend().data();
    if (mpz_cmp_ui(common, 1) == 0) {
      mpz_set(out, mpq_numref(numbers[i].raw()));
    } else {
      mpz_divexact(out, common, mpq_denref(numbers[i].raw()));
      mpz_mul(out, out, mpq_numref(numbers[i].raw()));
    }
  }
  return result;
}

PointMatrix evaluate_batch(const Network& network, const PointMatrix& points) {
  require(points.dimension == network.inputs(), "evaluate_batch: wrong dimension");
  std::vector<IntegerLayer> layers;
  for (const AffineMap& map : network.layers()) {
    layers.push_back(integer_layer(map, layers.empty() ? std::vector<Integer>() : layers.back().scale));
  }
  PointMatrix result(points.count, network.outputs());
  for (std::size_t first = 0; first < points.count; first += kChunk) {
    evaluate_chunk(layers, points, first, std::min(kChunk, points.count - first), result);
  }
  return result;
}

}  // namespace ftcert
