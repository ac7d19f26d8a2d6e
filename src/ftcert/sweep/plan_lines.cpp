#include "ftcert/sweep/plan_lines.hpp"

#include <charconv>
#include <set>

namespace ftcert::sweep {

namespace {

constexpr std::size_t kMostNumbers = 1'000'000;

}  // namespace

void PlanLine::fail(const std::string& expected, std::string_view found) const {
  throw Error(Code::kSyntax, place, "expected " + expected + ", found " + shown(found));
}

std::uint64_t PlanLine::number(std::string_view word, std::uint64_t least, std::uint64_t most,
                               const std::string& what) const {
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool plain =
      !word.empty() && word.front() >= '0' && word.front() <= '9' && (word.size() == 1 || word[0] != '0');
  if (failure != std::errc() || end != word.data() + word.size() || !plain || value < least || value > most)
    fail(what + " from " + std::to_string(least) + " to " + std::to_string(most), word);
  return value;
}

std::vector<std::uint64_t> PlanLine::numbers(std::uint64_t least, std::uint64_t most) const {
  std::vector<std::uint64_t> result;
  std::set<std::uint64_t> seen;
  const std::string what = "a number";
  if (words.size() < 2) fail("numbers behind '" + words[0] + "': a, a..b or a..b/step", "the end of the line");
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const std::size_t dots = word.find(".."), slash = word.find('/');
    const bool range = dots != std::string_view::npos;
    const std::uint64_t first = number(word.substr(0, dots), least, most, what);
    const std::uint64_t last =
        range ? number(word.substr(dots + 2, slash == std::string_view::npos ? slash : slash - dots - 2), first, most,
                       what)
              : first;
    const bool stepped = range && slash != std::string_view::npos;
    const std::uint64_t step = stepped ? number(word.substr(slash + 1), 1, most, "a step") : 1;
    for (std::uint64_t value = first;; value += step) {
      if (!seen.insert(value).second) fail("each number once", std::to_string(value));
      result.push_back(value);
      if (result.size() > kMostNumbers)
        throw Error(Code::kWork, place, "expected at most " + std::to_string(kMostNumbers) + " numbers, found more");
      if (last - value < step) break;
    }
  }
  return result;
}

bool PlanLines::next(PlanLine& line) {
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++place_.line;
    line = {place_, {}};
    for (std::size_t at = text.find_first_not_of(" \t\r"); at != std::string_view::npos && text[at] != '%';) {
      const std::size_t stop = text.find_first_of(" \t\r", at);
      line.words.emplace_back(text.substr(at, stop == std::string_view::npos ? stop : stop - at));
      at = stop == std::string_view::npos ? stop : text.find_first_not_of(" \t\r", stop);
    }
    if (!line.words.empty()) return true;
  }
  return false;
}

std::string one_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return text;
}

}  // namespace ftcert::sweep
