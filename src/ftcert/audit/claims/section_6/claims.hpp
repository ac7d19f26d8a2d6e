// Section 6: more hidden layers. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_SECTION_6_CLAIMS(CLAIM) \
  CLAIM(kProposition61)                \
  CLAIM(kProposition61Square)

FTCERT_SECTION_6_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
