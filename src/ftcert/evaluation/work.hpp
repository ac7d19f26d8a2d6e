// The work that an evaluation takes, known before it is done (core/work.hpp; proofs/certificate-format.md, section 14).
//
//   WorkMeter(limit).charge(network_work(g, points, points.count));
#pragma once

#include "ftcert/core/float_format.hpp"
#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

// max(1, ceil(bits / 64)).
Integer words_of(const Integer& bits);
// Of the integers that the points become over common denominators, and of these: V_0.
std::size_t point_bits(const PointMatrix& points);

// Units for the network at `count` of the points: multiplications, each as many units as its factors have words, one times the other, by
// bounds of their sizes over common denominators. Cost: one pass over points and weights. points: any x network.inputs().
Integer network_work(const Network& network, const PointMatrix& points, std::size_t count);
// bits: point_bits().
Integer network_work(const Network& network, std::size_t bits, std::size_t count);
// For its enclosures there (evaluation/enclosure.hpp; section 15).
Integer execution_work(const Network& network, FloatFormat format, const PointMatrix& points, std::size_t count);

}  // namespace ftcert
