// A number of a text file, with its place and its work.
//
//   file_number("-2.5e-01", {"f.nnet", 9}, work);   // -1/4
#pragma once

#include <string_view>

#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/data/data_number.hpp"

namespace ftcert {

// As read_data_number() reads it. Errors, at the place: kNumberSyntax, kWork.
inline Rational file_number(std::string_view text, const Place& place, WorkMeter& work) {
  work.charge(number_work(text), place);
  try {
    return read_data_number(text);
  } catch (const Error& error) {
    throw Error(error.code(), place, error.text());
  }
}

}  // namespace ftcert
