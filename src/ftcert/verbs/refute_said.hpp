// What refute says of the bound that it found, or of what it did not find.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "ftcert/certify/refute.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

struct RefuteQuestion {
  std::size_t layers = 2;
  std::optional<std::size_t> neurons;
  std::string method = "auto";
};

// kept: the file that the search is kept in; empty: nothing is said.
void say_kept(Said& said, const std::string& kept);
// Contract: there is a certificate.
void say_bound(Said& said, const RefuteResult& result, const RefuteQuestion& question);
// For machines.
nlohmann::ordered_json refute_summary(const RefuteResult& result, const RefuteQuestion& question);

// What can be said where too little is shown. Errors: kNotShown, kWork.
[[noreturn]] void explain_failure(Said& said, const RefuteResult& result, const RefuteQuestion& question);

}  // namespace ftcert
