// Random forms from which the joint search starts.
//
// Purpose: a hyperplane through as many random samples as determine one, moved a little, and so steep that samples near it differ by about the greatest
// residual: every way in which a hyperplane parts the samples can be drawn. Where features are many, half of the forms run through one changed
// sample in a random direction instead, and are flat. The same numbers on every machine.
//
//   JointRandom random(1);
//   std::vector<double> form = random_form(data, random);
#pragma once

#include <cstdint>
#include <vector>

#include "ftcert/common/splitmix.hpp"
#include "ftcert/construct/joint/joint_data.hpp"

namespace ftcert {

class JointRandom {
 public:
  explicit JointRandom(std::uint64_t seed) : generator_{seed} {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(generator_.next() % limit); }
  // In [0, 1).
  double uniform() { return static_cast<double>(generator_.next() >> 11U) * 0x1p-53; }
  // A sum of uniform numbers, of mean 0 and variance 1.
  double normal() {
    double sum = -6;
    for (int k = 0; k < 12; ++k) sum += uniform();
    return sum;
  }

 private:
  SplitMix generator_;
};

// data.width() numbers.
std::vector<double> random_form(const JointData& data, JointRandom& random);

}  // namespace ftcert
