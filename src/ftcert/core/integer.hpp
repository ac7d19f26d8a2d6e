// Exact integers.
//
// Purpose: whole numbers of any size: GMP's, or with FTCERT_PORTABLE_NUMBERS Boost's own, for a build of the kernel (core, evaluation,
// certificate, check) without GMP and FLINT. Do not construct one from text: use read_integer() of core/number_text.hpp.
#pragma once

#ifdef FTCERT_PORTABLE_NUMBERS
#include <boost/multiprecision/cpp_int.hpp>
#else
#include <boost/multiprecision/gmp.hpp>
#endif
#include <cstddef>

namespace ftcert {

#ifdef FTCERT_PORTABLE_NUMBERS
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;
#else
using Integer = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;
#endif

// Bits of |value|. 0 has none.
inline std::size_t bit_size(const Integer& value) {
  return value.is_zero() ? 0 : static_cast<std::size_t>(msb(value.sign() < 0 ? Integer(-value) : value)) + 1;
}

}  // namespace ftcert
