#include "ftcert/construct/cut/cut_chain.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/construct/cut/cut_search.hpp"
#include "ftcert/construct/space/exact_row.hpp"
#include "ftcert/construct/space/unit_groups.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Of the largest residual at the start: a margin that is large enough.
constexpr double kCap = 0.25;
// Entries of the samples from which on not every cut has a search of its own.
constexpr std::size_t kManyEntries = 200'000;
// The seeds of such a search.
constexpr std::size_t kSeedsOfMany = 96, kOutermostOfMany = 72;

// Whether one cut could serve more than a unit of three neurons does, which serves `size` samples.
bool may_pay(const std::vector<Rational>& left, std::size_t size) {
  std::size_t plus = 0, minus = 0;
  for (const Rational& z : left) {
    if (!z.is_zero()) ++(z.sign() > 0 ? plus : minus);
  }
  return 3 * std::max(plus, minus) > size;
}

class Chain {
 public:
  Chain(const Problem& problem, std::size_t size, SearchBudget& budget)
      : problem_(problem), size_(size), budget_(budget), centred_(problem.points()), table_(centred_) {
    chain_.left.reserve(problem.samples());
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      chain_.left.push_back(problem.residuals().row(i)[0]);
      if (!chain_.left.back().is_zero()) scale_ = std::max(scale_, std::abs(to_double(chain_.left.back())));
    }
  }

  CutChain run() {
    if (!usable()) return std::move(chain_);
    CutChain best = chain_;
    std::size_t fewest = neurons();
    while (add_cut()) {
      if (neurons() > fewest) continue;
      fewest = neurons();
      best = chain_;
    }
    return best;
  }

 private:
  bool usable() const { return table_.finite() && !centred_.out_of_range() && scale_ >= 1e-100 && scale_ <= 1e100; }

  // With hyperplane units for what is left.
  std::size_t neurons() const {
    std::size_t plus = 0, minus = 0;
    for (const Rational& z : chain_.left) {
      if (!z.is_zero()) ++(z.sign() > 0 ? plus : minus);
    }
    return chain_.cuts.size() + signed_neurons(plus, minus, size_);
  }

  bool add_cut() {
    if (!may_pay(chain_.left, size_)) return false;
    if (!boxes_) boxes_.emplace(table_);
    std::vector<double> residuals;
    for (const Rational& z : chain_.left) residuals.push_back(z.is_zero() ? 0 : to_double(z) / scale_);
    CutEffort effort;
    effort.order = chain_.cuts.size();
    if (table_.samples() * table_.columns() >= kManyEntries) {
      effort.seeds = kSeedsOfMany;
      effort.outermost = kOutermostOfMany;
      // Another search is worth its time when this one's seeds are used up, not when they pay no more.
      const auto used = std::ranges::count_if(known_, [&](const SeedWorth& k) { return residuals[k.seed] == 0; });
      if (searched_ > 0 && 2 * (known_.size() - static_cast<std::size_t>(used)) < searched_) known_.clear();
    } else {
      known_.clear();
    }
    const bool anew = known_.empty();
    const auto cut = find_cut(*boxes_, residuals, kCap, effort, budget_, known_);
    if (anew) searched_ = known_.size();
    return pays(cut) && apply(*cut);
  }

  // A unit serves d samples with three neurons.
  bool pays(const std::optional<FoundCut>& cut) const { return cut && 3 * cut->group.size() > size_; }

  bool apply(const FoundCut& cut) {
    FloatRow row = cut.row;
    for (double& weight : row.weights) weight *= scale_;
    row.constant *= scale_;
    std::vector<Rational> targets;
    for (const std::size_t i : cut.group) targets.push_back(abs(chain_.left[i]));
    auto exact = exact_row(problem_.points(), centred_, row, cut.group, targets, cut.margin * scale_);
    if (!exact) return false;
    const std::vector<Rational> values = excess(*exact, 0, problem_.points());
    std::vector<Rational> left = chain_.left;
    std::size_t served = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (values[i].is_zero()) continue;
      if (left[i].is_zero()) return false;
      if (cut.sign > 0) {
        left[i] -= values[i];
      } else {
        left[i] += values[i];
      }
      if (left[i].is_zero()) ++served;
    }
    chain_.left = std::move(left);
    chain_.cuts.push_back({cut.sign, std::move(*exact), served});
    return served > 0;
  }

  const Problem& problem_;
  std::size_t size_;
  SearchBudget& budget_;
  CentredSamples centred_;
  SampleTable table_;
  std::optional<SampleBoxes> boxes_;
  double scale_ = 0;
  std::vector<SeedWorth> known_;  // seeds of the last search
  std::size_t searched_ = 0;      // how many they were then
  CutChain chain_;
};

}  // namespace

CutChain make_cuts(const Problem& problem, std::size_t size, SearchBudget& budget) {
  require(problem.outputs() == 1, "make_cuts: one output");
  if (!may_pay(problem.residuals().entries, size)) return {{}, problem.residuals().entries};
  return Chain(problem, size, budget).run();
}

}  // namespace ftcert
