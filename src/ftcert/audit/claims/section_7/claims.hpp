// Section 7: experiments. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_SECTION_7_CLAIMS(CLAIM) \
  CLAIM(kSection7)                     \
  CLAIM(kSection7OneLayer)             \
  CLAIM(kFigure9)

FTCERT_SECTION_7_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
