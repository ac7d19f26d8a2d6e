#include "ftcert/construct/joint/cuts.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ftcert/construct/joint/joint_search.hpp"
#include "ftcert/construct/problem/exceptions.hpp"
#include "ftcert/construct/space/unit_groups.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Operations: so many for each sample, neuron and feature, and at most about a second's worth.
constexpr double kOperations = 1e6, kMostOperations = 1.2e9;
// Operations of linear programs, a few seconds' worth.
constexpr double kMostFlips = 2e10;
// They are worth it where a neuron has so many weights for each label.
constexpr std::size_t kFlipWeights = 2;
// More neurons are not looked for: other constructions serve many changed samples.
constexpr std::size_t kMostNeurons = 12;
constexpr std::size_t kMostWork = 20'000'000;

// Residuals z_i as value_i * direction.
struct Part {
  std::vector<Rational> direction, values;
};

// One part where all residuals are parallel, otherwise one for each output that changes.
std::vector<Part> parts_of(const Problem& problem) {
  const PointMatrix& z = problem.residuals();
  const auto first = z.row(problem.changed().front());
  const std::vector<Rational> direction(first.begin(), first.end());
  const std::size_t lead = static_cast<std::size_t>(
      std::find_if(direction.begin(), direction.end(), [](const Rational& v) { return !v.is_zero(); }) -
      direction.begin());
  Part together{direction, {}};
  bool parallel = true;
  for (std::size_t i = 0; i < z.count && parallel; ++i) {
    together.values.push_back(z.row(i)[lead] / direction[lead]);
    for (std::size_t c = 0; c < z.dimension; ++c)
      parallel = parallel && z.row(i)[c] == together.values.back() * direction[c];
  }
  if (parallel) return {std::move(together)};
  std::vector<Part> result;
  for (std::size_t c = 0; c < z.dimension; ++c) {
    Part part{std::vector<Rational>(z.dimension), {}};
    part.direction[c] = 1;
    for (std::size_t i = 0; i < z.count; ++i) part.values.push_back(z.row(i)[c]);
    if (std::ranges::any_of(part.values, [](const Rational& v) { return !v.is_zero(); }))
      result.push_back(std::move(part));
  }
  return result;
}

// What hyperplane units need in general position: a search for more would serve nobody.
std::size_t neurons_of_units(const Part& part, std::size_t size) {
  std::size_t plus = 0, minus = 0;
  for (const Rational& value : part.values) {
    if (value.sign() > 0) ++plus;
    if (value.sign() < 0) ++minus;
  }
  return signed_neurons(plus, minus, size);
}

struct Found {
  CentredSamples samples;
  std::vector<Part> parts;
  std::vector<JointForms> exact, near;
};

Network network_of(const std::vector<Part>& parts, const std::vector<JointForms>& forms, std::size_t inputs,
                   std::size_t outputs) {
  std::size_t neurons = 0;
  for (const JointForms& f : forms) neurons += f.rows.size();
  AffineMap hidden(neurons, inputs), outer(outputs, neurons);
  std::size_t row = 0;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    for (std::size_t j = 0; j < forms[p].rows.size(); ++j, ++row) {
      for (std::size_t f = 0; f < inputs; ++f) hidden.weight(row, f) = forms[p].rows[j][f];
      hidden.bias[row] = forms[p].rows[j][inputs];
      for (std::size_t c = 0; c < outputs; ++c)
        outer.weight(c, row) = parts[p].direction[c] * Rational(forms[p].signs[j]);
    }
    for (std::size_t c = 0; c < outputs; ++c) outer.bias[c] += parts[p].direction[c] * forms[p].constant;
  }
  return Network(inputs, {std::move(hidden), std::move(outer)});
}

Outcome plan(const Problem& problem) {
  if (problem.dimension() == 0) return Inapplicable{"needs samples with at least one component"};
  const std::size_t size = largest_group(problem);
  if (size < 2)
    return Inapplicable{
        "needs samples that are not on a line: there fewest-kinks is at most one neuron from the fewest"};
  std::vector<Part> parts;
  if (!problem.changed().empty()) parts = parts_of(problem);
  const auto too_large = [&](const Part& part) -> std::optional<Inapplicable> {
    const std::size_t most = std::min(neurons_of_units(part, size), kMostNeurons);
    const std::size_t work = problem.samples() * most * (size + 1);
    if (work <= kMostWork) return std::nullopt;
    return Inapplicable{"needs samples * neurons * (dimension + 1) <= " + std::to_string(kMostWork) +
                        ", the data have about " + std::to_string(work)};
  };
  // Before the samples are copied for the search.
  if (!parts.empty()) {
    if (auto reason = too_large(parts[0])) return std::move(*reason);
  }
  auto found = std::make_shared<Found>(Found{CentredSamples(problem.points()), std::move(parts), {}, {}});
  std::size_t neurons = 0, promised = 0;
  for (std::size_t p = 0; p < found->parts.size(); ++p) {
    const Part& part = found->parts[p];
    if (auto reason = too_large(part)) return std::move(*reason);
    const std::size_t most = std::min(neurons_of_units(part, size), kMostNeurons);
    // In general position so many neurons take at most this many labels (proofs/theorems.md, theorem 3.8.1).
    if (const std::size_t labels = kMostNeurons * (size + 1) + 1; problem.changed().size() > labels)
      return Inapplicable{"needs at most " + std::to_string(labels) + " changed samples, the data have " +
                          std::to_string(problem.changed().size())};
    JointSearch search(problem.points(), found->samples, part.values, {most, !problem.goal()});
    if (!search.usable())
      return Inapplicable{"needs labels and features between 1e-100 and 1e100, for a search in floating point"};
    JointBudget budget{std::min(kOperations * static_cast<double>(problem.samples() * most * (size + 1)),
                                kMostOperations / static_cast<double>(found->parts.size()))};
    const bool few = kFlipWeights * problem.changed().size() <= size + 1;
    JointBudget flips{few ? kMostFlips / static_cast<double>(found->parts.size()) : 0};
    std::optional<FoundNetwork> network = search.fewest(budget, flips);
    if (!network) return Inapplicable{"no network of at most " + std::to_string(most) + " neurons was found"};
    neurons += network->forms.rows.size();
    promised += std::max(most, network->forms.rows.size());
    found->near.push_back(near_forms(found->samples, search.data(), network->wide.network));
    found->exact.push_back(std::move(network->forms));
  }
  Plan result;
  result.widths = {neurons};
  result.promised = promised;
  result.note = exceptions_note;
  result.build = [found, &problem] {
    return network_of(found->parts, found->exact, problem.dimension(), problem.outputs());
  };
  result.nearly = [found, &problem] {
    return network_of(found->parts, found->near, problem.dimension(), problem.outputs());
  };
  return result;
}

}  // namespace

const Construction kCuts{
    "cuts",
    "search; verified at every sample",
    "those of hyperplane-units in general position; fewer as the search finds",
    "samples not on a line, K (d+1) neurons <= 2 * 10^7, N <= 12 (d+1) + 1, and that the search succeeds",
    2,
    &plan};

}  // namespace ftcert
