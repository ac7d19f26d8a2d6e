#include "ftcert/construct/space/modular_span.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr mp_limb_t kPrime = (mp_limb_t{1} << 61) - 1;

}  // namespace

ModularSpan::ModularSpan(std::size_t dimension, std::size_t capacity) : dimension_(dimension), capacity_(capacity) {
  nmod_init(&modulus_, kPrime);
}

ModularSpan::Row ModularSpan::reduce(std::span<const Integer> vector) const {
  require(vector.size() == dimension_, "ModularSpan: wrong number of entries");
  Row row(dimension_ + capacity_);
  for (std::size_t j = 0; j < dimension_; ++j) row[j] = mpz_fdiv_ui(vector[j].backend().data(), kPrime);
  // The k-th row is 0 before its pivot, and has no coefficients but those of the vectors up to the k-th.
  for (std::size_t k = 0; k < basis_.size(); ++k) {
    const BasisRow& b = basis_[k];
    if (row[b.pivot] == 0) continue;
    _nmod_vec_scalar_addmul_nmod(row.data() + b.pivot, b.row.data() + b.pivot,
                                 static_cast<slong>(dimension_ + k + 1 - b.pivot), nmod_neg(row[b.pivot], modulus_),
                                 modulus_);
  }
  return row;
}

bool ModularSpan::insert(std::span<const Integer> vector) {
  Row row = reduce(vector);
  const auto end = row.begin() + static_cast<std::ptrdiff_t>(dimension_);
  const auto pivot = std::find_if(row.begin(), end, [](mp_limb_t entry) { return entry != 0; });
  if (pivot == end) return false;
  require(basis_.size() < capacity_, "ModularSpan: full");
  row[dimension_ + basis_.size()] = 1;
  _nmod_vec_scalar_mul_nmod(row.data(), row.data(), static_cast<slong>(row.size()), nmod_inv(*pivot, modulus_),
                            modulus_);
  const auto position = static_cast<std::size_t>(pivot - row.begin());
  basis_.push_back({std::move(row), position});
  return true;
}

std::optional<std::vector<std::size_t>> ModularSpan::support(std::span<const Integer> vector) const {
  const Row row = reduce(vector);
  std::vector<std::size_t> members;
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (row[j] == 0) continue;
    if (j < dimension_) return std::nullopt;
    members.push_back(j - dimension_);
  }
  return members;
}

}  // namespace ftcert
