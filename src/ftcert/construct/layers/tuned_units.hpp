// Which unit of a tuned network serves which sample, and which knot is tuned for it.
//
// Purpose: theorem 3.3.4 of proofs/theorems.md needs for every unit a knot of its own, such that the unit's pivots on both sides are the
// nearest ones to this knot: between them the knot can then make the unit's factor any positive number. A pivot next to a knot may also be a
// sample that another unit serves: the unit rests there, with label 0.
//
// Values. A wave (4 neurons) maps v to v and 2M - v to v for 0 <= v <= M, and is odd; it is 0 outside of (-2M, 2M). A hat (3 neurons) is the same for
// v >= 0, and 0 outside of (0, 2M). Signs are chosen such that the label in run 0 is not negative. There the bump has the value 2M - v, in the other
// runs v: so the equation of the unit has a positive right-hand side for large M.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/layers/tuned_shape.hpp"

namespace ftcert {

// The samples of a tuned network: those given, of which only `changed` have labels, and behind them as many with label 0 as are needed.
class TunedSamples {
 public:
  TunedSamples(const LineSamples& samples, const std::vector<std::size_t>& changed);

  std::size_t given() const { return samples_.size(); }
  std::size_t outputs() const { return samples_.outputs(); }
  Rational x(std::size_t rank) const;
  // Of a changed sample, by its index.
  const std::vector<std::size_t>& changed() const { return changed_; }
  const Rational& label(std::size_t index, std::size_t output) const { return samples_.z(changed_[index])[output]; }

 private:
  const LineSamples& samples_;
  const std::vector<std::size_t>& changed_;
  Rational behind_;
};

// What a unit does to one output: sign * bump(zigzag) are the labels.
struct TunedBump {
  std::size_t output = 0;
  bool hat = false;
  int sign = 1;
  std::vector<Rational> values;  // of the zigzag, one a run
  Rational height;               // M, a power of two

  // M times 2^bits.
  void raise(long bits);
  // It is 0 for values at most lowest() and at least 2M.
  Rational lowest() const { return hat ? Rational(0) : Rational(-2) * height; }
};

struct TunedUnit {
  std::size_t knot = 0;            // tuned for it
  std::vector<std::size_t> ranks;  // pivots, one a run
  std::vector<TunedBump> bumps;    // one an output that is not zero
};

// Knot k may lie strictly between these; both are the sample that is hosted there.
struct KnotPlace {
  Rational low, high;
  bool fixed() const { return low == high; }
};
std::vector<KnotPlace> knot_places(const TunedSamples& samples, const TunedShape& shape);

// Nothing where no knots with such pivots are found (which does not happen for units of one kind).
std::optional<std::vector<TunedUnit>> assign_tuned(const TunedSamples& samples, const LabelSigns& signs,
                                                   const TunedShape& shape);

}  // namespace ftcert
