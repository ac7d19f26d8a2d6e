// A set of small numbers as bits of words, for the conditions of method `exhaustion`.
//
//   PatternSet set = 0b101;   // 0 and 2
//   bit_set(set, 70);
//   pattern_count(set);       // 3
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ftcert {

class PatternSet {
 public:
  PatternSet(std::uint64_t bits = 0) : words_(bits == 0 ? 0 : 1, bits) {}

  friend PatternSet& bit_set(PatternSet& set, unsigned member) {
    if (member / 64 >= set.words_.size()) set.words_.resize(member / 64 + 1);
    set.words_[member / 64] |= std::uint64_t{1} << member % 64;
    return set;
  }
  friend PatternSet& bit_unset(PatternSet& set, unsigned member) {
    if (member / 64 < set.words_.size()) set.words_[member / 64] &= ~(std::uint64_t{1} << member % 64);
    set.trim();
    return set;
  }
  friend bool bit_test(const PatternSet& set, unsigned member) {
    return member / 64 < set.words_.size() && (set.words_[member / 64] >> member % 64 & 1) != 0;
  }
  // The least member. Contract: there is one.
  friend unsigned lsb(const PatternSet& set) {
    std::size_t word = 0;
    while (set.words_[word] == 0) ++word;
    return static_cast<unsigned>(64 * word) + static_cast<unsigned>(std::countr_zero(set.words_[word]));
  }
  friend std::size_t pattern_count(const PatternSet& set) {
    std::size_t count = 0;
    for (const std::uint64_t word : set.words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }

  PatternSet& operator|=(const PatternSet& other) {
    if (words_.size() < other.words_.size()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  friend PatternSet operator|(PatternSet a, const PatternSet& b) { return a |= b; }
  // Takes away the members of the other.
  PatternSet& operator-=(const PatternSet& other) {
    for (std::size_t i = 0; i < std::min(words_.size(), other.words_.size()); ++i) words_[i] &= ~other.words_[i];
    trim();
    return *this;
  }
  friend bool intersect(const PatternSet& a, const PatternSet& b) {
    for (std::size_t i = 0; i < std::min(a.words_.size(), b.words_.size()); ++i) {
      if ((a.words_[i] & b.words_[i]) != 0) return true;
    }
    return false;
  }
  bool operator==(const PatternSet&) const = default;

 private:
  // The last word is never 0, so that equal sets have equal words.
  void trim() {
    while (!words_.empty() && words_.back() == 0) words_.pop_back();
  }

  std::vector<std::uint64_t> words_;
};

}  // namespace ftcert
