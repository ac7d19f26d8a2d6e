// Claims about one hidden layer: Theorem 4.1, equation 7, remark 2, Corollary 4.2.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

extern const Claim kTheorem411, kTheorem412Printed, kTheorem412Intended, kEquation7, kExactTwoLayers, kRemark2;
extern const Claim kCorollary421, kCorollary421Corrected, kCorollary422, kCorollary42NoNeuron, kStableInK;

}  // namespace ftcert::audit
