// Work: what limits are stated in, the same number on every machine.
//
// Purpose: a small input must not keep a program busy for long. A unit is about the product of two words of 64 bits
// (proofs/certificate-format.md, section 14). What is going to be done is charged before it is done, from counts that are declared.
//
//   WorkMeter meter(1000);
//   meter.charge(600);
//   meter.charge(600);   // E404: this takes 1200 units of work, at most 1000 are allowed (--max-work)
#pragma once

#include <cstdint>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/core/integer.hpp"

namespace ftcert {

// What a program does unless it is told otherwise.
inline constexpr std::uint64_t kMostWork = 10'000'000'000;

class WorkMeter {
 public:
  explicit WorkMeter(const Integer& most = kMostWork) : most_(most) {}

  // Errors: kWork, at the place, when all that was charged is more than is allowed.
  void charge(const Integer& units, const Place& place = {}) {
    done_ += units;
    if (done_ > most_)
      throw Error(Code::kWork, place,
                  "this takes " + done_.str() + " units of work, at most " + most_.str() + " are allowed (--max-work)");
  }

  const Integer& most() const { return most_; }
  const Integer& done() const { return done_; }

 private:
  Integer most_, done_ = 0;
};

}  // namespace ftcert
