#include "ftcert/check/methods/table.hpp"

#include <array>

namespace ftcert {

Methods methods() {
  static constexpr std::array<const Method*, 4> kTable{&kAlternation, &kSigns, &kExhaustion, &kPatterns};
  return kTable;
}

}  // namespace ftcert
