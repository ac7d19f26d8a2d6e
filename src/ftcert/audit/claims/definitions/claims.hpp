// Definitions (sections 1 and 3). A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_DEFINITIONS_CLAIMS(CLAIM) \
  CLAIM(kDefinitionsAgree)               \
  CLAIM(kRemark1)                        \
  CLAIM(kMemorizationCase)               \
  CLAIM(kDistinctSamples)

FTCERT_DEFINITIONS_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
