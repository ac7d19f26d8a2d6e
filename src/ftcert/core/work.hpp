// Work: what limits are stated in, the same number on every machine.
//
// Purpose: a small input must not keep a program busy for long. A unit is about the product of two words of 64 bits
// (proofs/certificate-format.md, section 14). What is going to be done is charged before it is done, from counts that are declared.
//
//   WorkMeter meter(1000);
//   meter.charge(600);
//   meter.charge(600);   // E404: this takes 1200 units of work, at most 1000 are allowed (--max-work)
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/integer.hpp"

namespace ftcert {

// What is allowed unless a program is told otherwise; for inputs of so many bytes in all, their square if it is more: honest work is at
// most quadratic in what is read.
inline constexpr std::uint64_t kMostWork = 10'000'000'000;
inline Integer most_work_for(std::size_t bytes) { return std::max<Integer>(kMostWork, Integer(bytes) * bytes); }

// "this takes 1200 units of work, at most 1000 are allowed (--max-work)"
inline std::string too_much_work(const Integer& units, const Integer& most) {
  return "this takes " + units.str() + " units of work, at most " + most.str() + " are allowed (--max-work)";
}

class WorkMeter {
 public:
  // nullopt: no limit.
  explicit WorkMeter(std::optional<Integer> most = kMostWork) : most_(std::move(most)) {}

  // Errors: kWork, at the place, when all that was charged is more than is allowed.
  void charge(const Integer& units, const Place& place = {}) {
    done_ += units;
    if (most_ && done_ > *most_) throw Error(Code::kWork, place, too_much_work(done_, *most_));
  }

  const Integer& done() const { return done_; }

 private:
  std::optional<Integer> most_;
  Integer done_ = 0;
};

}  // namespace ftcert
