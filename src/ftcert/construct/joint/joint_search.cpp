#include "ftcert/construct/joint/joint_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ftcert/construct/joint/pattern_flips.hpp"

namespace ftcert {

namespace {

constexpr int kShortRounds = 6, kShortKicks = 8;
constexpr int kLongRounds = 60, kLongKicks = 300;
constexpr double kShortShare = 0.1;  // of the budget, for all short tries
constexpr double kMargin = 0.01, kSoftness = 0.02;
constexpr int kSteps = 60, kKickSteps = 8;
constexpr double kMostKick = 2;  // standard deviation of the logarithm of a kick's weights
constexpr double kAcceptance = 0.1;
// With more samples a constant can hardly be met by cancelling.
constexpr std::size_t kMostWithConstant = 64;

}  // namespace

JointSearch::JointSearch(const PointMatrix& points, const CentredSamples& samples, const std::vector<Rational>& z,
                         const JointSearchOptions& options)
    : points_(points), samples_(samples), z_(z), options_(options), data_(samples, z) {}

std::vector<JointSearch::Shape> JointSearch::shapes(std::size_t neurons) const {
  std::size_t plus = 0, minus = 0;
  for (const std::size_t i : data_.changed()) (data_.target(i) > 0 ? plus : minus) += 1;
  std::vector<Shape> result;
  const auto add = [&](std::size_t p, bool with_constant) {
    std::vector<int> signs(neurons, -1);
    std::fill_n(signs.begin(), p, 1);
    result.push_back({std::move(signs), with_constant});
  };
  for (std::size_t p = 0; p <= neurons; ++p) {
    if ((plus > 0 && p == 0) || (minus > 0 && p == neurons)) continue;
    add(p, false);
  }
  if (options_.exceptions && data_.count() <= kMostWithConstant) {
    for (std::size_t p = 0; p <= neurons; ++p) add(p, true);
  }
  // Those whose signs are shared out as the residuals' are come first.
  const auto unlike = [&](const Shape& s) {
    const double p = static_cast<double>(std::ranges::count(s.signs, 1)) / static_cast<double>(neurons);
    return std::abs(p - static_cast<double>(plus) / static_cast<double>(plus + minus));
  };
  std::stable_sort(result.begin(), result.end(), [&](const Shape& a, const Shape& b) { return unlike(a) < unlike(b); });
  return result;
}

JointNetwork JointSearch::start(const Shape& shape) {
  JointNetwork result{shape.signs, shape.with_constant, {}};
  for (std::size_t j = 0; j < shape.signs.size(); ++j) {
    const std::vector<double> row = random_form(data_, random_);
    result.parameters.insert(result.parameters.end(), row.begin(), row.end());
  }
  if (shape.with_constant) result.parameters.push_back(0.1 * random_.normal());
  return result;
}

// Another form instead of one; or, for a few steps, other weights of the samples.
JointNetwork JointSearch::kicked(const JointNetwork& network, const DescentOptions& options, JointBudget& budget) {
  if (random_.below(4) != 0) {
    JointNetwork moved = network;
    const std::vector<double> row = random_form(data_, random_);
    std::ranges::copy(
        row, moved.parameters.begin() + static_cast<std::ptrdiff_t>(random_.below(network.neurons()) * data_.width()));
    return moved;
  }
  std::vector<double> weights(data_.count());
  const double strength = kMostKick * (0.2 + 0.8 * random_.uniform());
  for (double& weight : weights) weight = std::exp(strength * random_.normal());
  return descend(data_, network, weights, options, budget).network;
}

std::optional<FoundNetwork> JointSearch::flip(std::size_t neurons, JointBudget& budget) {
  for (const Shape& shape : shapes(neurons)) {
    if (shape.with_constant || budget.spent()) continue;
    const auto found = flip_patterns(data_, shape.signs, options_.exceptions, random_, budget);
    if (!found) continue;
    if (auto exact = made_exact(found->network, budget, &found->active)) return exact;
  }
  return std::nullopt;
}

std::optional<FoundNetwork> JointSearch::made_exact(const JointNetwork& network, JointBudget& budget,
                                                    const std::vector<std::uint32_t>* patterns) const {
  std::optional<WideNetwork> wide = widest_margin(data_, network, budget, patterns);
  if (!wide || (!options_.exceptions && wide->exceptions > 0)) return std::nullopt;
  std::optional<JointForms> forms = exact_forms(points_, samples_, data_, *wide, z_);
  if (!forms) return std::nullopt;
  return FoundNetwork{std::move(*forms), std::move(*wide)};
}

std::optional<FoundNetwork> JointSearch::try_shape(const Shape& shape, int kicks, JointBudget& budget) {
  const std::vector<double> even(data_.count(), 1.0);
  // Every third start lets borders run through samples.
  const DescentOptions options{starts_ % 3 == 2 && options_.exceptions ? 0 : kMargin, options_.exceptions, kSteps,
                               starts_ % 2 == 0 ? kSoftness : 0};
  ++starts_;
  DescentOptions few = options;
  few.steps = kKickSteps;
  DescentResult best = descend(data_, start(shape), even, options, budget);
  for (int kick = 0; kick < kicks && !best.met && !budget.spent(); ++kick) {
    DescentResult next = descend(data_, kicked(best.network, few, budget), even, options, budget);
    const double worse = kAcceptance * random_.uniform() * random_.uniform();
    if (next.met || next.loss < best.loss * (1 + worse)) best = std::move(next);
  }
  if (!best.met) return std::nullopt;
  return made_exact(best.network, budget);
}

std::optional<FoundNetwork> JointSearch::look(std::size_t neurons, int rounds, int kicks, JointBudget& budget) {
  const std::vector<Shape> all = shapes(neurons);
  for (int round = 0; round < rounds; ++round) {
    for (const Shape& shape : all) {
      if (budget.spent()) return std::nullopt;
      if (auto found = try_shape(shape, kicks, budget)) return found;
    }
  }
  return std::nullopt;
}

std::optional<FoundNetwork> JointSearch::fewest(JointBudget& budget, JointBudget& flips) {
  std::optional<FoundNetwork> best;
  for (std::size_t m = 1; m <= options_.most && !best && !flips.spent(); ++m) best = flip(m, flips);
  if (best && data_.count() > kMostWithConstant) return best;
  const double share = budget.left * kShortShare / static_cast<double>(options_.most);
  std::size_t neurons = 1;
  for (; neurons <= options_.most && !best; ++neurons) {
    JointBudget part{share};
    best = look(neurons, kShortRounds, kShortKicks, part);
    budget.left -= share - part.left;
  }
  // The number to beat: what was found, or what is known from elsewhere.
  neurons = best ? best->forms.rows.size() : options_.most;
  while (neurons > 1 && !budget.spent()) {
    --neurons;
    auto fewer = look(neurons, kLongRounds, kLongKicks, budget);
    if (!fewer) break;
    best = std::move(fewer);
  }
  return best;
}

}  // namespace ftcert
