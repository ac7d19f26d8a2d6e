// What is to be known about a network besides that it is right: how it behaves where it runs, and near the samples.
//
// Purpose: the numbers that certify and explain state. Estimates by theorems (proofs/executions.md), computed by the finder; no certificate claims
// them.
//
//   Quality q = quality(g, points, residuals);
//   q.float32.survives();   // no kept sample changes by a bit where the network runs in binary32
#pragma once

#include <array>
#include <optional>

#include "ftcert/floats/execution_error.hpp"
#include "ftcert/floats/touched.hpp"

namespace ftcert {

// Of one format: in a model of that format, the network rounded to it.
struct FormatQuality {
  FloatFormat format = FloatFormat::kBinary32;
  bool known = true;                    // otherwise it was too much work
  std::optional<ExecutionError> error;  // nothing: a weight does not fit, or an operation may overflow

  bool survives() const { return error && error->keeps_all(); }
};

struct Quality {
  std::optional<Rational> kappa;  // an upper bound; nothing: too much work
  std::optional<std::array<TouchedVolume, 3>> touched;
  FormatQuality float32, float64;
};

// Units of work (core/work.hpp) up to which the errors, and kappa, are computed; a second or two, where the certificate takes that long as well.
inline constexpr std::uint64_t kErrorWork = 1'000'000'000;

// points: K x g.inputs(); residuals: K x g.outputs(). most_work: no part takes more than that either.
Quality quality(const Network& g, const PointMatrix& points, const PointMatrix& residuals,
                const std::optional<Integer>& most_work = std::nullopt);

}  // namespace ftcert
