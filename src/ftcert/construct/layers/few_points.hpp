// Two hidden layers for at most six samples, one output: widths (2, 2), whatever the labels are.
//
// Theorem 3.13.2 of proofs/theorems.md. Two knots that face each other, of which the left one faces right, and two splines that change their sign
// once each: g has five pieces, and their breaks are where the labels want them. Where the first three and the last three samples are on two
// lines, three pieces do. Data with fewer samples get further ones on the right.
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kSixPoints;

}  // namespace ftcert
