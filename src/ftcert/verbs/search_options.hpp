// How a lower bound is looked for, by the verbs that refute.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "ftcert/certify/refute.hpp"

namespace ftcert {

struct SearchOptions {
  std::string method = "auto";
  std::optional<std::size_t> nodes;
  unsigned jobs = 1;
  // What an earlier search left, and who takes what this one leaves (RefuteRequest).
  std::optional<std::string> state;
  std::function<void(const std::string& state)> keep;
  // Whether it is the time limit that has set the stop flag: then what was found before counts. Empty: never.
  std::function<bool()> time_is_over;
};

// The best bound.
RefuteRequest search_request(const SearchOptions& options);

// Errors: kInterrupted for a search that was stopped, unless the time was over and what was found before is enough.
void expect_finished(const SearchOptions& options, const RefuteResult& result, bool enough);

}  // namespace ftcert
