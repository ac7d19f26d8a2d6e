// Methods by which a bound certificate shows its claim.
//
// Purpose: one struct a method and one table of them (check/methods/table.cpp), for the reader and for the checker. To add a method is to add
// one file in check/methods, its line in the table, and its section in proofs/certificate-format.md.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "ftcert/core/integer.hpp"

namespace ftcert {

class LineReader;
struct BoundCertificate;
struct PointMatrix;
struct LineEvidence;    // check/methods/line_evidence.hpp
struct SampleEvidence;  // likewise

struct Method {
  std::string_view name;            // as in the file
  std::size_t least_layers = 2;     // affine maps of the networks that it speaks of
  std::size_t most_layers = 2;      // at most so many; kAnyDepth: no limit
  std::size_t least_neurons = 0;    // a claim of fewer is an error
  bool kinks_side_by_side = false;  // marks of one sign may stand at neighbouring positions
  unsigned least_minor = 1;         // MINOR of the oldest version of the format that has it
  unsigned written_minor = 1;  // MINOR of the oldest version that counts as this one does; certificates are written so
  // Units of work (section 14) that it takes beside f. Null: none.
  Integer (*work)(const BoundCertificate& certificate, const PointMatrix& points) = nullptr;
  // Reads the lines between the last `at`, or the samples, and END. Null: there are none.
  void (*read)(LineReader& in, BoundCertificate& certificate) = nullptr;
  // Exactly one of the two is set. Hidden neurons that the evidence on a line through samples shows to be needed; or a check that the claim is
  // shown, without a line. Errors: 2xx where a statement of the method is false.
  std::size_t (*least)(const LineEvidence& evidence) = nullptr;
  void (*check)(const SampleEvidence& evidence) = nullptr;

  bool on_a_line() const { return least != nullptr; }
};
inline constexpr std::size_t kAnyDepth = static_cast<std::size_t>(-1);

using Methods = std::span<const Method* const>;

}  // namespace ftcert
