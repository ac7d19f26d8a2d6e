// The one interface of all claims.
//
// Purpose: a claim is a statement of the paper (or a step, formula or figure of it) together with the computation that decides it. To add
// one: define a Claim in a file of claims/SECTION, and add its line to claims/SECTION/claims.hpp.
//
//   const Claim& claim = *claims().front();   // table.hpp
//   Finding finding = claim.decide(Options{});
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ftcert/audit/finding.hpp"

namespace ftcert::audit {

struct Options {
  std::size_t most_samples = 8;  // K of the grids, 5 to 12
  std::uint64_t seed = 1;
};

// Of the paper, in the order of a report.
enum class Section {
  kDefinitions,
  kOneHiddenLayer,
  kTwoHiddenLayers,
  kAppendices,
  kMoreHiddenLayers,
  kExperiments,
  kCaptions
};

// Of which certificates a report draws pictures: those against the claim, or, for a figure of the paper, all.
enum class Draws { kCounterexamples, kFigure };

struct Claim {
  std::string_view id;  // stable; begins the names of the row's certificates
  Section section;
  std::string_view place;      // in the paper
  std::string_view statement;  // in words, as printed
  std::string_view formula;    // empty: none
  std::string_view method;     // how it is checked
  std::size_t layers;          // affine maps of the networks that it is about; 0: none in particular
  Finding (*decide)(const Options& options);
  Draws draws = Draws::kCounterexamples;
};

#define FTCERT_DECLARE_CLAIM(name) extern const Claim name;

}  // namespace ftcert::audit
