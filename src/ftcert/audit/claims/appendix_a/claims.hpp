// Appendix A. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_APPENDIX_A_CLAIMS(CLAIM) \
  CLAIM(kAppendixA)                     \
  CLAIM(kAppendixAGroups)               \
  CLAIM(kAppendixACount)                \
  CLAIM(kAppendixANull)                 \
  CLAIM(kAppendixAEquation31)           \
  CLAIM(kFigure10)

FTCERT_APPENDIX_A_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
