// From a network in floating point to one that meets all samples exactly, with few bits.
//
// Purpose: all forms are rounded to as few bits as the samples allow; what the equations then lack is corrected on as many well-conditioned weights as
// there are independent equations, solved over the rationals. The corrections are small, so that patterns stay; whether all samples are met is
// checked exactly, and more bits are taken where one is not.
//
//   auto forms = exact_forms(points, samples, data, wide, z);   // verified
//   near_forms(points, samples, data, wide.network);            // rounded only
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/joint/joint_program.hpp"

namespace ftcert {

// Affine forms over the features of the points, each features then constant, and the constant of the sum.
struct JointForms {
  std::vector<int> signs;
  std::vector<std::vector<Rational>> rows;
  Rational constant;
};

// Nothing: the equations are too near dependence, or rounding moves a sample over a border.
std::optional<JointForms> exact_forms(const PointMatrix& points, const CentredSamples& samples, const JointData& data,
                                      const WideNetwork& wide, const std::vector<Rational>& z);

// Weights rounded to about 40 bits: residuals are met nearly.
JointForms near_forms(const CentredSamples& samples, const JointData& data, const JointNetwork& network);

}  // namespace ftcert
