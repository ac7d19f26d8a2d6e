#include "ftcert/bounds/hard_data.hpp"

#include "ftcert/common/splitmix.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// With the highest of so many bits.
Integer random_number(SplitMix& generator, std::size_t bits) {
  Integer number = 1;
  for (std::size_t left = bits - 1; left > 0;) {
    const std::size_t count = left < 64 ? left : 64;
    number = (number << count) + Integer(generator.next() >> (64 - count));
    left -= count;
  }
  return number;
}

}  // namespace

HardData hard_data(std::size_t samples, std::uint64_t seed, bool subset) {
  require(samples >= 4 && samples % 2 == 0, "hard_data: an even number of samples, at least 4");
  const std::size_t n = samples / 2 - 1;
  SplitMix generator{seed};
  HardData data;
  Integer all = 0;
  for (std::size_t k = 0; k < n; ++k) {
    data.numbers.push_back(2 * random_number(generator, n + 10));
    all += data.numbers.back();
    if (subset && generator.next() % 2 == 0) data.target += data.numbers.back();
  }
  if (!subset) {
    data.target = all / 2;
    if (data.target % 2 == 0) ++data.target;
  }
  data.neurons = subset ? n : n + 1;
  Integer slope = -2 * data.target;
  data.labels = {0, slope};
  for (const Integer& number : data.numbers) {
    for (int twice = 0; twice < 2; ++twice) {
      slope += number;
      data.labels.push_back(data.labels.back() + slope);
    }
  }
  return data;
}

}  // namespace ftcert
