#include "ftcert/check/methods/table.hpp"

#include <array>

namespace ftcert {

Methods methods() {
  static constexpr std::array<const Method*, 3> kTable{&kAlternation, &kSigns, &kExhaustion};
  return kTable;
}

}  // namespace ftcert
