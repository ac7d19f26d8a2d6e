// What a search for trees of activation patterns has done, as text, to go on with later.
//
// Purpose: a search that was stopped goes on where it was. The text says which data and question it belongs to and ends with a digest of what
// stands before it, so that half a file, or an edited one, is not taken for a state. Nothing in it is believed: trees that are finished are checked.
//
//   std::string text = state_text({subject, {saved}});
//   std::optional<SearchState> state = read_state(text);   // nothing: it is none
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/refute/patterns/pattern_refutation.hpp"

namespace ftcert {

// What was decided for a number of neurons and one output.
struct PatternDecision {
  std::size_t neurons = 0, output = 0;             // output: place among those that are looked at
  PatternVerdict verdict = PatternVerdict::kOpen;  // kOpen: a limit was reached, or not all is done yet
  std::size_t programs = 0, leaves = 0, open = 0;
  ObservedOutput observed;  // that output; not in the state
};

inline bool is_open(const PatternDecision& decision) { return decision.verdict == PatternVerdict::kOpen; }

struct SavedSearch {
  PatternDecision decision;
  std::vector<SearchTree> trees;  // none where they are not needed any more
  std::size_t programs = 0;       // that made them
};

struct SearchState {
  std::string subject;  // one word
  std::vector<SavedSearch> searches;
};

std::string state_text(const SearchState& state);

// Nothing unless the text is state_text() of something.
std::optional<SearchState> read_state(std::string_view text);

// Whether a text begins as state_text() does, whole or not.
bool looks_like_state(std::string_view text);

// Whether samples and neurons exist and no pair is decided twice.
bool belongs_to(const SearchTree& tree, const Signs& signs, std::size_t samples);

}  // namespace ftcert
