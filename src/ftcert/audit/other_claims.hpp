// Claims other than Theorem 4.1 and Corollary 4.2, by file.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

// definitions.cpp
extern const Claim kDefinitionsAgree, kRemark1, kMemorizationCase, kDistinctSamples;
// blocks.cpp
extern const Claim kTheorem44, kTheorem44Worst, kRemark3, kRemark4, kDefinition43, kLemma46, kLemma46Proof, kEquation15;
// partitions.cpp
extern const Claim kEquation10, kFigure4, kLemma46Endpoints, kTheorem44Proof;
// section_4_1.cpp
extern const Claim kEquation9, kSection41Data, kPiecesExactly;
// lemma_4_5.cpp
extern const Claim kLemma45, kLemma45Weight;
// figures.cpp
extern const Claim kFigure2, kFigure3, kPiecesTwoLayers;
// three_layers_upper.cpp
extern const Claim kYunGridBound, kYunGridRounding, kYunTheorem, kTouchedBound, kTouchedRounding;
// bumps.cpp
extern const Claim kBumpsBound, kBumpsDelta, kBumpsClipped;
// activations.cpp
extern const Claim kSigmaL, kEquation28;
// unit_counts.cpp
extern const Claim kUnitCounts, kAppendixACount, kAppendixBCount;
// label_range.cpp
extern const Claim kLabelRange;
// grid_figures.cpp
extern const Claim kFigure6, kFigure7, kFigure8;
// grid_steps.cpp
extern const Claim kRowSigns, kEquation27, kStraddle;
// three_layers_lower.cpp
extern const Claim kTheorem512Printed, kTheorem512Intended, kPiecesThreeLayers, kIntegerMaximum, kRemark5,
    kThreeLayersInterval;
// corollary_5_2.cpp
extern const Claim kCorollary521, kCorollary52Split, kCorollary522, kEquation21, kCorollary523;
// corollary_5_2_ranges.cpp
extern const Claim kLeastOfThree, kFigure5;
// appendix.cpp
extern const Claim kAppendixA, kAppendixAGroups, kProposition61, kProposition61Square;
// appendix_equations.cpp
extern const Claim kAppendixANull, kAppendixAEquation31, kFigure10;
// experiment.cpp
extern const Claim kFigure9, kFigure1Caption, kFigure10Caption;
// curves.cpp
extern const Claim kTheorem41Curves, kTheorem51Curves;
// section_7.cpp
extern const Claim kSection7;

}  // namespace ftcert::audit
