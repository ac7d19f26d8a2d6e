// Limits of a program or a call, in the words of the command line's options.
//
//   allowed_work(std::nullopt, 1000);   // 10^10
//   time_error("2").what();             // "E405 the time limit of 2 s was reached (--max-time)"
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

// The most that options, plans and calls take: affine layers; threads; whatever is counted, of 18 digits as in a certificate.
inline constexpr std::size_t kMostLayers = 1000, kMostCount = 999'999'999'999'999'999;
inline constexpr int kMostJobs = 256;

// Units of work that inputs of so many bytes may ask for: what was asked for, or what is allowed unasked.
inline Integer allowed_work(const std::optional<std::uint64_t>& asked, std::size_t bytes) {
  return asked ? Integer(*asked) : most_work_for(bytes);
}
// The same for Control::most_work.
inline std::uint64_t allowed_units(const std::optional<std::uint64_t>& asked, std::size_t bytes) {
  const Integer most = allowed_work(asked, bytes);
  constexpr auto kLargest = std::numeric_limits<std::uint64_t>::max();
  return most < kLargest ? static_cast<std::uint64_t>(most) : kLargest;
}

// E405.
inline Error time_error(const std::string& seconds) {
  return Error(Code::kTime, "the time limit of " + seconds + " s was reached (--max-time)");
}

}  // namespace ftcert
