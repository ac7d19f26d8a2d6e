// What the identifiers of errors mean, in words.
#pragma once

#include <span>
#include <string_view>

#include "ftcert/core/error.hpp"

namespace ftcert {

struct ErrorDoc {
  Code code;
  std::string_view meaning;
};
// Every code with its meaning, in increasing order.
std::span<const ErrorDoc> error_table();

}  // namespace ftcert
