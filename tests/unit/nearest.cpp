// Names that may have been meant: the distance against its definition by all edits, and what is near enough.
#include "ftcert/common/nearest.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

using namespace ftcert;

namespace {

// All words that one edit makes of this one, with the letters a and b.
std::set<std::string> one_edit(const std::string& word) {
  std::set<std::string> result;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    for (const char c : {'a', 'b'}) {
      result.insert(word.substr(0, i) + c + word.substr(i));
      if (i < word.size()) result.insert(word.substr(0, i) + c + word.substr(i + 1));
    }
    if (i < word.size()) result.insert(word.substr(0, i) + word.substr(i + 1));
    if (i + 1 < word.size()) {
      std::string exchanged = word;
      std::swap(exchanged[i], exchanged[i + 1]);
      result.insert(exchanged);
    }
  }
  return result;
}

std::vector<std::string> words_up_to(std::size_t length) {
  std::vector<std::string> words{""};
  for (std::size_t first = 0, l = 0; l < length; ++l) {
    const std::size_t last = words.size();
    for (; first < last; ++first) {
      const std::string word = words[first];
      words.push_back(word + "a");
      words.push_back(word + "b");
    }
  }
  return words;
}

const std::vector<std::string> kVerbs{"certify", "pieces", "explain", "recheck", "evaluate", "refute",
                                      "solve",   "bounds", "worst",   "patch",   "audit",    "sweep"};

}  // namespace

// Of short words: the distance is 0 for equal ones, 1 exactly for those that one edit makes, 2 only for those that two edits make.
BOOST_AUTO_TEST_CASE(distances_of_short_words) {
  for (const std::string& word : words_up_to(4)) {
    const std::set<std::string> once = one_edit(word);
    std::set<std::string> twice;
    for (const std::string& step : once) twice.merge(one_edit(step));
    for (const std::string& other : words_up_to(4)) {
      const std::size_t apart = edit_distance(word, other);
      BOOST_CHECK_EQUAL(apart, edit_distance(other, word));
      BOOST_CHECK_EQUAL(apart == 0, word == other);
      BOOST_CHECK_EQUAL(apart <= 1, word == other || once.contains(other));
      if (apart == 2) BOOST_CHECK(twice.contains(other));
      BOOST_CHECK_LE(apart, std::max(word.size(), other.size()));
    }
  }
}

BOOST_AUTO_TEST_CASE(known_distances) {
  BOOST_CHECK_EQUAL(edit_distance("kitten", "sitting"), 3U);  // the textbook's
  BOOST_CHECK_EQUAL(edit_distance("ca", "abc"), 3U);          // 2 if a letter could be touched twice
  BOOST_CHECK_EQUAL(edit_distance("--lable", "--label"), 1U);
  BOOST_CHECK_EQUAL(edit_distance("", "abc"), 3U);
}

BOOST_AUTO_TEST_CASE(what_is_near) {
  for (const auto& [word, meant] : std::vector<std::pair<std::string, std::string>>{{"certfy", "certify"},
                                                                                    {"certifiy", "certify"},
                                                                                    {"ceritfy", "certify"},
                                                                                    {"bound", "bounds"},
                                                                                    {"eval", "evaluate"},
                                                                                    {"expl", "explain"},
                                                                                    {"wrost", "worst"},
                                                                                    {"xyz", ""},
                                                                                    {"", ""},
                                                                                    {"re", ""},
                                                                                    {"solv", "solve"}})
    BOOST_CHECK_EQUAL(nearest(word, kVerbs), meant);
  BOOST_CHECK_EQUAL(nearest("certify", std::vector<std::string>{}), "");
  BOOST_CHECK_EQUAL(did_you_mean("certfy", kVerbs), ": did you mean 'certify'?");
  BOOST_CHECK_EQUAL(did_you_mean("zzz", kVerbs), "");
}

// A name by another's beginning: only one may begin so.
BOOST_AUTO_TEST_CASE(beginnings) {
  const std::vector<std::string> options{"--max-work", "--max-memory", "--max-time", "--construction"};
  BOOST_CHECK_EQUAL(nearest("--const", options), "--construction");
  BOOST_CHECK_EQUAL(nearest("--max-tmie", options), "--max-time");
  BOOST_CHECK_EQUAL(nearest("--max-wrok", options), "--max-work");
}
