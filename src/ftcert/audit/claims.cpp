#include <array>

#include "ftcert/audit/claim.hpp"
#include "ftcert/audit/two_layers.hpp"

namespace ftcert::audit {

std::span<const Claim> claims() {
  static const std::array table{
      kTheorem411, kTheorem412Printed, kTheorem412Intended, kEquation7, kExactTwoLayers, kRemark2,
      kCorollary421, kCorollary421Corrected, kCorollary422, kStableInK,
  };
  return table;
}

}  // namespace ftcert::audit
