#include "ftcert/construct/problem/separation_screen.hpp"

#include <bit>
#include <unordered_map>

#include "ftcert/common/mersenne_prime.hpp"
#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostRemembered = 64;
// Equal residues of different projections are next to impossible unless the data are made of multiples of the
// prime; then the screen steps aside before it gets slow.
constexpr std::size_t kMostMistaken = 16;

}  // namespace

SeparationScreen::SeparationScreen(const PointMatrix& points)
    : points_(points), columns_(points.dimension), table_(std::bit_ceil(2 * points.count)) {
  require(points.count < (std::uint64_t{1} << 32), "SeparationScreen: too many samples");
}

const std::vector<std::uint64_t>& SeparationScreen::column(std::size_t j) {
  std::vector<std::uint64_t>& result = columns_[j];
  if (!result.empty()) return result;
  result.reserve(points_.count);
  std::unordered_map<std::uint64_t, std::uint64_t> inverses;  // data of one origin share few denominators
  for (std::size_t i = 0; i < points_.count; ++i) {
    const Rational& x = points_.row(i)[j];
    const std::uint64_t above = fmpz_fdiv_ui(x.fraction().numerator_raw(), kMersennePrime);
    if (x.is_integer()) {
      result.push_back(above);
      continue;
    }
    const std::uint64_t below = fmpz_fdiv_ui(x.fraction().denominator_raw(), kMersennePrime);
    const auto known = inverses.try_emplace(below, 0);
    if (known.second) known.first->second = inverse_modulo_prime(below);
    result.push_back(multiply_modulo_prime(above, known.first->second));
  }
  return result;
}

bool SeparationScreen::coincide(const std::vector<Integer>& direction, Tie tie) const {
  const auto p = points_.row(tie.first), q = points_.row(tie.second);
  Rational difference;
  for (std::size_t j = 0; j < direction.size(); ++j) {
    if (!direction[j].is_zero()) difference += Rational(direction[j]) * (p[j] - q[j]);
  }
  return difference.is_zero();
}

void SeparationScreen::remember(Tie tie) {
  if (remembered_.size() < kMostRemembered) remembered_.push_back(tie);
}

std::optional<SeparationScreen::Tie> SeparationScreen::tie(const std::vector<Integer>& direction) {
  for (const Tie& pair : remembered_) {
    if (coincide(direction, pair)) return pair;
  }
  struct Term {
    std::uint64_t entry;
    const std::uint64_t* column;
  };
  std::vector<Term> terms;
  for (std::size_t j = 0; j < direction.size(); ++j) {
    if (!direction[j].is_zero())
      terms.push_back({mpz_fdiv_ui(direction[j].backend().data(), kMersennePrime), column(j).data()});
  }
  ++current_;
  std::size_t mistaken = 0;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < points_.count; ++i) {
    std::uint64_t value = 0;
    for (const Term& term : terms)
      value = reduce_modulo_prime(value + multiply_modulo_prime(term.entry, term.column[i]));
    std::size_t at = (value * kGoldenRatio >> 20) & mask;
    while (table_[at].direction == current_) {
      if (table_[at].residue == value) {
        const Tie found{table_[at].row, i};
        if (coincide(direction, found)) {
          remember(found);
          return found;
        }
        if (++mistaken == kMostMistaken) return std::nullopt;
      }
      at = (at + 1) & mask;
    }
    table_[at] = {value, current_, static_cast<std::uint32_t>(i)};
  }
  return std::nullopt;
}

}  // namespace ftcert
