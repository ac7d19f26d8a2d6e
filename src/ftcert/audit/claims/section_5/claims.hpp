// Section 5: two hidden layers. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_SECTION_5_CLAIMS(CLAIM) \
  CLAIM(kLabelRange)                   \
  CLAIM(kYunGridBound)                 \
  CLAIM(kYunGridRounding)              \
  CLAIM(kYunTheorem)                   \
  CLAIM(kFigure6)                      \
  CLAIM(kRowSigns)                     \
  CLAIM(kBumpsBound)                   \
  CLAIM(kBumpsDelta)                   \
  CLAIM(kBumpsClipped)                 \
  CLAIM(kFigure7)                      \
  CLAIM(kTouchedBound)                 \
  CLAIM(kTouchedRounding)              \
  CLAIM(kFigure8)                      \
  CLAIM(kEquation27)                   \
  CLAIM(kStraddle)                     \
  CLAIM(kSigmaL)                       \
  CLAIM(kEquation28)                   \
  CLAIM(kUnitCounts)                   \
  CLAIM(kTheorem512Printed)            \
  CLAIM(kTheorem512Intended)           \
  CLAIM(kPiecesThreeLayers)            \
  CLAIM(kIntegerMaximum)               \
  CLAIM(kRemark5)                      \
  CLAIM(kThreeLayersInterval)          \
  CLAIM(kTheorem51Curves)              \
  CLAIM(kCorollary521)                 \
  CLAIM(kLeastOfThree)                 \
  CLAIM(kCorollary52Split)             \
  CLAIM(kCorollary522)                 \
  CLAIM(kEquation21)                   \
  CLAIM(kCorollary523)                 \
  CLAIM(kFigure5)

FTCERT_SECTION_5_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
