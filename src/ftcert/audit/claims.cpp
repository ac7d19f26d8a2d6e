#include <array>

#include "ftcert/audit/claim.hpp"
#include "ftcert/audit/other_claims.hpp"
#include "ftcert/audit/two_layers.hpp"

namespace ftcert::audit {

std::span<const Claim> claims() {
  static const std::array table{
      kDefinitionsAgree,
      kRemark1,
      kMemorizationCase,
      kDistinctSamples,
      kTheorem411,
      kTheorem412Printed,
      kTheorem412Intended,
      kEquation7,
      kExactTwoLayers,
      kRemark2,
      kCorollary421,
      kCorollary421Corrected,
      kCorollary422,
      kCorollary42NoNeuron,
      kStableInK,
      kFigure2,
      kFigure3,
      kEquation9,
      kSection41Data,
      kPiecesTwoLayers,
      kPiecesExactly,
      kTheorem44,
      kTheorem44Worst,
      kTheorem44Proof,
      kFigure4,
      kRemark3,
      kRemark4,
      kLemma45,
      kLemma45Weight,
      kDefinition43,
      kEquation10,
      kLemma46,
      kLemma46Proof,
      kLemma46Endpoints,
      kEquation15,
      kYunGridBound,
      kYunGridRounding,
      kBumpsBound,
      kBumpsDelta,
      kBumpsClipped,
      kTouchedBound,
      kTouchedRounding,
      kSigmaL,
      kEquation28,
      kTheorem512Printed,
      kTheorem512Intended,
      kPiecesThreeLayers,
      kIntegerMaximum,
      kRemark5,
      kThreeLayersInterval,
      kCorollary521,
      kCorollary52Split,
      kCorollary522,
      kEquation21,
      kCorollary523,
      kAppendixA,
      kAppendixAGroups,
      kProposition61,
      kProposition61Square,
      kFigure9,
      kFigure1Caption,
      kFigure10Caption,
  };
  return table;
}

}  // namespace ftcert::audit
