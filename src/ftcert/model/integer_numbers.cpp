#include "ftcert/model/integer_numbers.hpp"

#include <algorithm>

#include "ftcert/evaluation/integer_matrix.hpp"

namespace ftcert::model {

IntegerNumbers::IntegerNumbers(const std::vector<Rational>& numbers)
    : size_(numbers.size()), entries_(_fmpz_vec_init(static_cast<slong>(numbers.size()))) {
  for (const Rational& number : numbers) {
    if (!number.is_integer()) entry::common_multiple(&denominator_, number);
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    entry::set_numerator(entries_ + i, numbers[i], &denominator_);
    bits_ = std::max(bits_, entry::bits(entries_ + i));
    count += entry::is_zero(entries_ + i) ? 0 : 1;
  }
  sparse_ = count <= size_ / 4;
  for (std::size_t i = 0; sparse_ && i < size_; ++i) {
    if (!entry::is_zero(entries_ + i)) nonzero_.push_back(i);
  }
}

IntegerNumbers::~IntegerNumbers() {
  _fmpz_vec_clear(entries_, static_cast<slong>(size_));
  fmpz_clear(&denominator_);
}

}  // namespace ftcert::model
