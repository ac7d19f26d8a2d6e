// The unchanged samples do not lie on so few hyperplanes, so that the constant of a network may be left out.
//
// Purpose: method `patterns` of bound certificates (proofs/certificate-format.md, section 16, "Constants"). If monomials of degree at most H have full column
// rank at the unchanged samples, no product of H affine functions vanishes there. Ranks are taken modulo the prime 2^31 - 1: columns that are
// independent there are independent over the rationals. The same along slices of a feature, and by counting points no n + 1 of which lie on a
// hyperplane. Cost: as many operations as samples times the square of the number of monomials.
//
//   check_cover({points, z, "cert.ftc"}, cover, 2);   // two neurons; throws kMayBeCovered
//   cover_work(cover, points);                        // units, before anything is done
#pragma once

#include <span>
#include <vector>

#include "ftcert/check/methods/pattern_tree.hpp"

namespace ftcert {

// Features in which not all points are equal, increasing.
std::vector<std::size_t> varying_features(const PointMatrix& points);

// The matrix with a row for each of the samples and a column for each monomial of degree at most `degree` in the features has full column
// rank modulo 2^31 - 1. False, too, where this prime divides a denominator.
bool full_rank(const PointMatrix& points, std::span<const std::size_t> samples, std::span<const std::size_t> features,
               std::size_t degree);

// Columns of that matrix.
Integer monomials(std::size_t features, std::size_t degree);

// Errors: kMayBeCovered.
void check_cover(const PatternSamples& samples, const PatternCover& cover, std::size_t neurons);

Integer cover_work(const PatternCover& cover, const PointMatrix& points);

}  // namespace ftcert
