// The one interface of all claims.
//
// Purpose: a claim is a statement of the paper (or a step, formula or figure of it) together with the computation that decides it. To add
// one: define a Claim in a file here and add its line to the table in claims.cpp.
//
//   for (const Claim& claim : claims())
//     Finding finding = claim.decide(Options{});
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ftcert/audit/finding.hpp"

namespace ftcert::audit {

struct Options {
  std::size_t most_samples = 8;  // K of the grids, 5 to 12
  std::uint64_t seed = 1;
};

struct Claim {
  std::string_view id;         // stable; begins the names of the row's certificates
  std::string_view place;      // in the paper
  std::string_view statement;  // in words, as printed
  std::string_view formula;    // empty: none
  std::string_view method;     // how it is checked
  std::size_t layers;          // affine maps of the networks that it is about; 0: none in particular
  Finding (*decide)(const Options& options);
};

// All claims, in the order of the paper.
std::span<const Claim> claims();

}  // namespace ftcert::audit
