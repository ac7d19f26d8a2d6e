// Captions. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_CAPTIONS_CLAIMS(CLAIM) \
  CLAIM(kFigure1Caption)              \
  CLAIM(kFigure10Caption)

FTCERT_CAPTIONS_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
