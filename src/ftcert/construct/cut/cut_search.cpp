#include "ftcert/construct/cut/cut_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/common/splitmix.hpp"

namespace ftcert {

namespace {

// Margins below this share of the cap are too small to be made exact with few bits; a value more should keep this share of the margin.
constexpr double kLeastShare = 1.0 / 4096, kGoodShare = 0.5;
// What a sample as far out as the mean is worth less than one in the middle, of which all are worth 1.
constexpr double kOutside = 0.16;

struct Grown {
  std::vector<std::size_t> group;  // as it grew
  CutForm form;
};

class Growth {
 public:
  Growth(const SampleBoxes& samples, const std::vector<double>& residuals, double cap, const CutEffort& effort,
         SearchBudget& budget)
      : residuals_(residuals),
        effort_(effort),
        least_(cap * kLeastShare),
        budget_(budget),
        program_(samples, finished(residuals), cap),
        start_(program_.start()),
        most_(effort.most == 0 ? samples.samples().columns() : std::min(effort.most, samples.samples().columns())) {
    for (std::size_t i = 0; i < residuals.size(); ++i) {
      if (residuals[i] != 0) (residuals[i] > 0 ? plus_ : minus_).push_back(i);
    }
  }

  // Empty group: the seed cannot be cut off.
  Grown from(std::size_t seed) {
    Grown grown{{}, start_};
    if (!program_.add_value(grown.form, seed, size(seed), least_, budget_)) return grown;
    grown.group.push_back(seed);
    while (grown.group.size() < most_ && add_one(grown)) {
    }
    return grown;
  }

 private:
  static std::vector<bool> finished(const std::vector<double>& residuals) {
    std::vector<bool> result;
    for (const double z : residuals) result.push_back(z == 0);
    return result;
  }

  double size(std::size_t i) const { return std::abs(residuals_[i]); }

  // The samples of the seed's sign whose residual the form is nearest to.
  std::vector<std::size_t> nearest(const Grown& grown) {
    std::vector<std::pair<double, std::size_t>> found;
    for (const std::size_t i : residuals_[grown.group[0]] > 0 ? plus_ : minus_) {
      if (std::find(grown.group.begin(), grown.group.end(), i) != grown.group.end()) continue;
      found.emplace_back(std::abs(program_.at(grown.form, i) - size(i)), i);
    }
    const std::size_t keep = std::min(found.size(), effort_.tries);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(keep), found.end());
    std::vector<std::size_t> result;
    for (std::size_t k = 0; k < keep; ++k) result.push_back(found[k].second);
    return result;
  }

  bool add_one(Grown& grown) {
    std::optional<CutForm> best;
    std::size_t added = 0;
    for (const std::size_t i : nearest(grown)) {
      CutForm form = grown.form;
      const double least = best ? std::nextafter(best->margin(), 1e300) : least_;
      if (!program_.add_value(form, i, size(i), least, budget_)) continue;
      const bool good = form.margin() >= kGoodShare * grown.form.margin();
      best = std::move(form);
      added = i;
      if (good) break;
    }
    if (!best) return false;
    grown.form = std::move(*best);
    grown.group.push_back(added);
    return true;
  }

  const std::vector<double>& residuals_;
  const CutEffort& effort_;
  double least_;
  SearchBudget& budget_;
  CutProgram program_;
  CutForm start_;
  std::size_t most_;
  std::vector<std::size_t> plus_, minus_;  // unfinished samples, by the sign of their residuals
};

// Samples near the middle are the hardest to cut off later, when more are finished: those far out count for less.
std::vector<double> worths_of(const SampleTable& samples) {
  std::vector<double> result(samples.samples());
  double sum = 0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    for (const double x : samples.centred().row(i)) result[i] += x * x;
    sum += result[i];
  }
  const double mean = std::max(sum / static_cast<double>(result.size()), 1e-300);
  for (double& square : result) square = 1 / (1 + kOutside * square / mean);
  return result;
}

// First those farthest out, which are the easiest to cut off.
std::vector<std::size_t> seeds_of(const std::vector<double>& residuals, const std::vector<double>& worths,
                                  const CutEffort& effort) {
  std::vector<std::size_t> seeds;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    if (residuals[i] != 0) seeds.push_back(i);
  }
  SplitMix generator{effort.order};
  for (std::size_t i = seeds.size(); i > 1; --i) std::swap(seeds[i - 1], seeds[generator.next() % i]);
  if (seeds.size() <= effort.seeds) return seeds;
  const auto outer = seeds.begin() + static_cast<std::ptrdiff_t>(effort.outermost);
  std::partial_sort(seeds.begin(), outer, seeds.end(),
                    [&](std::size_t a, std::size_t b) { return std::pair(worths[a], a) < std::pair(worths[b], b); });
  seeds.resize(effort.seeds);
  return seeds;
}

double value_of(const std::vector<std::size_t>& group, const std::vector<double>& worths) {
  double sum = 0;
  for (const std::size_t i : group) sum += worths[i];
  return sum;
}

}  // namespace

std::optional<FoundCut> find_cut(const SampleBoxes& samples, const std::vector<double>& residuals, double cap,
                                 const CutEffort& effort, SearchBudget& budget, std::vector<SeedWorth>& known) {
  Growth growth(samples, residuals, cap, effort, budget);
  const std::vector<double> worths = worths_of(samples.samples());
  std::vector<SeedWorth> open = std::move(known);
  known.clear();
  if (open.empty()) {
    for (const std::size_t seed : seeds_of(residuals, worths, effort)) open.push_back({HUGE_VAL, seed});
  }
  // The first of equals stays first.
  std::stable_sort(open.begin(), open.end(), [](const SeedWorth& a, const SeedWorth& b) { return a.worth > b.worth; });
  std::optional<Grown> best;
  double most = 0;
  for (const SeedWorth& old : open) {
    if (budget.spent()) break;
    if (residuals[old.seed] == 0) continue;
    if (best && old.worth <= most) {
      known.push_back(old);
      continue;
    }
    Grown grown = growth.from(old.seed);
    if (grown.group.empty()) continue;
    const double worth = value_of(grown.group, worths);
    known.push_back({worth, old.seed});
    if (best && worth <= most) continue;
    most = worth;
    best = std::move(grown);
  }
  if (!best) return std::nullopt;
  FoundCut cut{residuals[best->group[0]] > 0 ? 1 : -1, std::move(best->group), {}, best->form.margin()};
  std::sort(cut.group.begin(), cut.group.end());
  cut.row.weights.assign(best->form.point.begin(), best->form.point.end() - 2);
  cut.row.constant = best->form.point[best->form.point.size() - 2];
  return cut;
}

std::optional<FoundCut> find_cut(const SampleBoxes& samples, const std::vector<double>& residuals, double cap,
                                 const CutEffort& effort, SearchBudget& budget) {
  std::vector<SeedWorth> known;
  return find_cut(samples, residuals, cap, effort, budget, known);
}

}  // namespace ftcert
