#include "ftcert/refute/patterns/cover_choice.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ftcert/check/methods/pattern_cover.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Units of work that one cover may take to check, and all that are tried together.
constexpr std::uint64_t kMostUnits = 2'000'000'000;
// Numbers of hyperplanes that are worth a try.
constexpr std::size_t kMostNeurons = 6;
// Values of a feature along which slices are tried.
constexpr std::size_t kMostValues = 64;

class CoverChoice {
 public:
  CoverChoice(const PatternProblem& problem, std::size_t neurons)
      : problem_(problem), neurons_(neurons), features_(varying_features(problem.points())) {}

  PatternCover run() {
    if (problem_.unchanged().empty() || neurons_ > kMostNeurons) return {};
    for (std::size_t others = 0; others < neurons_; ++others) {  // 2^m - 2^others hyperplanes, the most first
      const std::size_t hyperplanes = (std::size_t{1} << neurons_) - (std::size_t{1} << others);
      for (const auto attempt : {&CoverChoice::ranks, &CoverChoice::slices, &CoverChoice::points}) {
        if (auto cover = (this->*attempt)(hyperplanes)) return *std::move(cover);
      }
    }
    return {};
  }

 private:
  // As the checker sees it.
  bool holds(const PatternCover& cover) {
    tried_ += cover_work(cover, problem_.points());
    if (tried_ > kMostUnits) return false;
    try {
      check_cover({problem_.points(), problem_.z(), ""}, cover, neurons_);
      return true;
    } catch (const Error& error) {
      if (error.code() != Code::kMayBeCovered) throw;
      return false;
    }
  }

  std::optional<PatternCover> ranks(std::size_t hyperplanes) {
    PatternCover cover{CoverKind::kRanks, hyperplanes, 0, {}, {}, 0};
    if (problem_.unchanged().size() >= monomials(features_.size(), hyperplanes) && holds(cover)) return cover;
    return std::nullopt;
  }

  std::optional<PatternCover> slices(std::size_t hyperplanes) {
    for (const std::size_t feature : features_) {
      std::map<Rational, std::size_t> counts;
      for (const std::size_t i : problem_.unchanged()) {
        ++counts[problem_.points().row(i)[feature]];
        if (counts.size() > kMostValues) break;
      }
      if (counts.size() > kMostValues) continue;
      std::vector<std::pair<Rational, std::size_t>> order(counts.begin(), counts.end());
      std::ranges::stable_sort(order, std::greater<>(), [](const auto& entry) { return entry.second; });
      for (const std::size_t count : {neurons_ <= 2 ? neurons_ : hyperplanes + 1, hyperplanes + 1}) {
        if (count > order.size() || count > hyperplanes + 1) continue;
        PatternCover cover{CoverKind::kSlices, hyperplanes, feature, {}, {}, 0};
        bool enough = true;  // samples on each slice, for so many columns
        for (std::size_t v = 0; v < count; ++v) {
          enough = enough && (v > hyperplanes || order[v].second >= monomials(features_.size() - 1, hyperplanes - v));
          cover.values.push_back(order[v].first);
        }
        if (enough && holds(cover)) return cover;
      }
    }
    return std::nullopt;
  }

  // Points one after the other, each off the hyperplanes through those before.
  std::optional<PatternCover> points(std::size_t hyperplanes) {
    const std::size_t each = features_.size(), wanted = hyperplanes * each + 1;
    PatternCover cover{CoverKind::kPoints, hyperplanes, 0, {}, {}, 0};
    if (each == 0 || wanted > problem_.unchanged().size()) return std::nullopt;
    cover.samples.assign(problem_.unchanged().begin(),
                         problem_.unchanged().begin() + static_cast<std::ptrdiff_t>(wanted));
    if (cover_work(cover, problem_.points()) > kMostUnits / 20) return std::nullopt;
    cover.samples.clear();
    for (const std::size_t i : problem_.unchanged()) {
      if (!beside(cover.samples, i)) continue;
      cover.samples.push_back(i);
      if (cover.samples.size() == wanted) return holds(cover) ? std::optional(cover) : std::nullopt;
    }
    return std::nullopt;
  }

  // Whether the sample is on no hyperplane through n of the others (on no flat through fewer, if there are fewer).
  bool beside(const std::vector<std::size_t>& others, std::size_t sample) const {
    const std::size_t each = features_.size();
    if (others.size() < each) return true;  // judged with the others later
    std::vector<char> chosen(others.size(), 0);
    std::fill_n(chosen.begin(), each, 1);
    do {
      std::vector<std::size_t> rows{sample};
      for (std::size_t k = 0; k < others.size(); ++k) {
        if (chosen[k] != 0) rows.push_back(others[k]);
      }
      if (!full_rank(problem_.points(), rows, features_, 1)) return false;
    } while (std::prev_permutation(chosen.begin(), chosen.end()));
    return true;
  }

  const PatternProblem& problem_;
  std::size_t neurons_;
  std::vector<std::size_t> features_;
  Integer tried_ = 0;  // units
};

}  // namespace

PatternCover choose_cover(const PatternProblem& problem, std::size_t neurons) {
  return CoverChoice(problem, neurons).run();
}

}  // namespace ftcert
