// Section 4: one hidden layer. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_SECTION_4_CLAIMS(CLAIM) \
  CLAIM(kTheorem411)                   \
  CLAIM(kTheorem412Printed)            \
  CLAIM(kTheorem412Intended)           \
  CLAIM(kEquation7)                    \
  CLAIM(kExactTwoLayers)               \
  CLAIM(kTheorem41Curves)              \
  CLAIM(kGeneralPosition)              \
  CLAIM(kRemark2)                      \
  CLAIM(kCorollary421)                 \
  CLAIM(kCorollary421Corrected)        \
  CLAIM(kCorollary422)                 \
  CLAIM(kCorollary42NoNeuron)          \
  CLAIM(kStableInK)                    \
  CLAIM(kFigure2)                      \
  CLAIM(kFigure3)                      \
  CLAIM(kEquation9)                    \
  CLAIM(kSection41Data)                \
  CLAIM(kPiecesTwoLayers)              \
  CLAIM(kPiecesExactly)                \
  CLAIM(kTheorem44)                    \
  CLAIM(kTheorem44Worst)               \
  CLAIM(kTheorem44Proof)               \
  CLAIM(kFigure4)                      \
  CLAIM(kRemark3)                      \
  CLAIM(kRemark4)                      \
  CLAIM(kLemma45)                      \
  CLAIM(kLemma45Weight)                \
  CLAIM(kDefinition43)                 \
  CLAIM(kEquation10)                   \
  CLAIM(kLemma46)                      \
  CLAIM(kLemma46Proof)                 \
  CLAIM(kLemma46Endpoints)             \
  CLAIM(kEquation15)

FTCERT_SECTION_4_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
