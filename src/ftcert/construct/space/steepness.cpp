#include "ftcert/construct/space/steepness.hpp"

#include <algorithm>
#include <bit>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert {

namespace {

// floor(numerator 2^shift / denominator)
Integer scaled_floor(const Integer& numerator, const Integer& denominator, long shift) {
  Integer result;
  mpz_ptr out = result.backend().data();
  if (shift >= 0) {
    mpz_mul_2exp(out, numerator.backend().data(), static_cast<mp_bitcnt_t>(shift));
    mpz_fdiv_q(out, out, denominator.backend().data());
  } else {
    mpz_mul_2exp(out, denominator.backend().data(), static_cast<mp_bitcnt_t>(-shift));
    mpz_fdiv_q(out, numerator.backend().data(), out);
  }
  return result;
}

long bits_of(const Integer& value) { return static_cast<long>(bit_size(value)); }

// The least e, of either sign, with below * 2^e >= above; both positive.
long least_exponent(std::uint64_t below, std::uint64_t above) {
  const int e = static_cast<int>(std::bit_width(above)) - static_cast<int>(std::bit_width(below));
  const bool enough = e >= 0 ? (below << e) >= above : below >= (above << -e);
  return enough ? e : e + 1;
}

Integer value_at(const std::vector<Integer>& form, const HomogeneousVector& x) {
  Integer sum = form.back() * x.denominator;
  for (std::size_t j = 0; j < x.numerators.size(); ++j) sum += form[j] * x.numerators[j];
  return sum;
}

}  // namespace

// form(x) = sum of weights[j] * table entry, plus constant, times 2^(exponent - 2 bits_), up to the error of
// the rounding.
struct SteepnessTable::FixedForm {
  std::vector<std::int64_t> weights;
  std::int64_t constant;
  long exponent;
};

SteepnessTable::SteepnessTable(const PointMatrix& points)
    : points_(points),
      // (d+1) (2^bits)^2 and the error together stay below 2^62.
      bits_((61 - static_cast<long>(std::bit_width(points.dimension + 1))) / 2),
      exponents_(points.dimension),
      table_(points.entries.size()) {
  const std::size_t d = points.dimension;
  for (std::size_t j = 0; j < d; ++j) {
    std::optional<long> most;
    for (std::size_t i = 0; i < points.count; ++i) {
      const Rational& x = points.row(i)[j];
      if (x.is_zero()) continue;
      const long exponent = bits_of(x.numerator()) - bits_of(x.denominator()) + 1;
      most = std::max(most.value_or(exponent), exponent);
    }
    exponents_[j] = most.value_or(0);
  }
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      const Rational& x = points.row(i)[j];
      table_[i * d + j] = static_cast<std::int32_t>(
          mpz_get_si(scaled_floor(x.numerator(), x.denominator(), bits_ - exponents_[j]).backend().data()));
    }
  }
}

SteepnessTable::FixedForm SteepnessTable::fixed(const std::vector<Integer>& form, const Integer& at_least) const {
  const std::size_t d = exponents_.size();
  FixedForm result{std::vector<std::int64_t>(d), 0, std::max(bits_of(form[d]), bits_of(at_least))};
  for (std::size_t j = 0; j < d; ++j) {
    if (!form[j].is_zero()) result.exponent = std::max(result.exponent, bits_of(form[j]) + exponents_[j]);
  }
  const auto rounded = [&](const Integer& value, long shift) -> std::int64_t {
    return mpz_get_si(scaled_floor(value, 1, shift + bits_ - result.exponent).backend().data());
  };
  for (std::size_t j = 0; j < d; ++j) result.weights[j] = rounded(form[j], exponents_[j]);
  result.constant = rounded(form[d], 0) * (std::int64_t{1} << bits_);
  return result;
}

std::optional<std::size_t> SteepnessTable::exact(std::size_t row, const std::vector<Integer>& base,
                                                 const std::vector<Integer>& kernel, const Integer& clearance,
                                                 std::size_t& on_hyperplane_left) const {
  const HomogeneousVector x = common_denominator(points_.row(row));
  const Integer least = clearance * x.denominator;
  const Integer base_value = abs(value_at(base, x));
  const Integer kernel_value = abs(value_at(kernel, x));
  if (kernel_value.is_zero()) {
    if (base_value < least || on_hyperplane_left == 0) return std::nullopt;
    --on_hyperplane_left;
    return 0;
  }
  const Integer needed = base_value + least;
  const std::size_t below = bit_size(kernel_value), above = bit_size(needed);
  if (below > above) return 0;
  const std::size_t e = above - below;
  return (kernel_value << static_cast<unsigned long>(e)) >= needed ? e : e + 1;
}

Steepness SteepnessTable::find(const std::vector<Integer>& base, const std::vector<Integer>& kernel,
                               const Integer& clearance, const std::vector<std::size_t>& inside) const {
  const std::size_t d = exponents_.size();
  require(base.size() == d + 1 && kernel.size() == d + 1 && clearance > 0, "SteepnessTable: shapes");
  const FixedForm base_form = fixed(base, clearance), kernel_form = fixed(kernel, 0);
  // Weight and entry are each rounded down by less than 1 and are at most 2^bits_ in size.
  const std::uint64_t error = (d + 1) * ((std::uint64_t{2} << bits_) + 1);
  const Integer scaled_clearance = scaled_floor(clearance, 1, 2 * bits_ - base_form.exponent) + 1;
  const std::uint64_t extra = error + mpz_get_ui(scaled_clearance.backend().data());
  const long offset = base_form.exponent - kernel_form.exponent;

  Steepness result;
  std::size_t on_hyperplane_left = kMostOnHyperplane;
  auto excepted = inside.begin();
  const std::int32_t* x = table_.data();
  for (std::size_t i = 0; i < points_.count; ++i, x += d) {
    if (excepted != inside.end() && *excepted == i) {
      ++excepted;
      continue;
    }
    std::int64_t base_value = base_form.constant, kernel_value = kernel_form.constant;
    for (std::size_t j = 0; j < d; ++j) {
      base_value += base_form.weights[j] * x[j];
      kernel_value += kernel_form.weights[j] * x[j];
    }
    const auto size = static_cast<std::uint64_t>(kernel_value < 0 ? -kernel_value : kernel_value);
    if (size > 16 * error) {
      const auto above = static_cast<std::uint64_t>(base_value < 0 ? -base_value : base_value) + extra;
      const long e = least_exponent(size - error, above) + offset;
      if (e > 0) result.exponent = std::max(result.exponent, static_cast<std::size_t>(e));
    } else if (const std::optional<std::size_t> e = exact(i, base, kernel, clearance, on_hyperplane_left)) {
      result.exponent = std::max(result.exponent, *e);
    } else {
      result.obstacle = i;
      return result;
    }
  }
  return result;
}

bool SteepnessTable::keeps_out(const std::vector<Integer>& form, const Integer& clearance,
                               const std::vector<std::size_t>& inside) const {
  const std::size_t d = exponents_.size();
  require(form.size() == d + 1 && clearance > 0, "SteepnessTable: shapes");
  const FixedForm rounded = fixed(form, clearance);
  const std::uint64_t error = (d + 1) * ((std::uint64_t{2} << bits_) + 1);
  const Integer scaled_clearance = scaled_floor(clearance, 1, 2 * bits_ - rounded.exponent) + 1;
  const std::uint64_t enough = error + mpz_get_ui(scaled_clearance.backend().data());
  auto excepted = inside.begin();
  const std::int32_t* x = table_.data();
  for (std::size_t i = 0; i < points_.count; ++i, x += d) {
    if (excepted != inside.end() && *excepted == i) {
      ++excepted;
      continue;
    }
    std::int64_t value = rounded.constant;
    for (std::size_t j = 0; j < d; ++j) value += rounded.weights[j] * x[j];
    if (static_cast<std::uint64_t>(value < 0 ? -value : value) >= enough) continue;
    const HomogeneousVector exactly = common_denominator(points_.row(i));
    if (abs(value_at(form, exactly)) < clearance * exactly.denominator) return false;
  }
  return true;
}

}  // namespace ftcert
