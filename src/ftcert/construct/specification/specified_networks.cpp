#include "ftcert/construct/specification/specified_networks.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/construct/specification/unit_networks.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

namespace {

constexpr double kBudget = 3e10;
// Steps to which rows are rounded until what was asked for is met.
constexpr double kSteps[] = {0x1p-8, 0x1p-14, 0x1p-22, 0x1p-34};

Outcome needs_demands(const Problem&) {
  return Inapplicable{"needs specifications in place of labels"};
}

// A power of two of which v's components are multiples: small beside the room that there is.
Rational step_of(const Demands& demands, const Demands& roomy) {
  const Rational room = demands.classes() ? roomy.margin() - demands.margin() : Rational(1);
  Rational step = 1;
  while (step > room) step *= Rational(1, 2);
  return step;
}

class Builder {
 public:
  Builder(const Demands& demands, const Demands& roomy, const PointMatrix& points, const SpecifiedRequest& request)
      : demands_(demands),
        roomy_(roomy),
        points_(points),
        request_(request),
        samples_(points),
        step_(step_of(demands, roomy)) {}

  std::vector<SpecifiedNetwork> run() {
    const std::string& name = request_.construction;
    const bool any = name == "auto", deep = request_.layers == kAnyLayers;
    const bool units = name == kHalfSpaces.name, bumps = name == kBumps.name;
    if (units && !deep && request_.layers != 2) wrong_layers(kHalfSpaces);
    if (bumps && !deep && request_.layers != 3) wrong_layers(kBumps);
    bool complete = false;
    if (units || (any && (deep || request_.layers == 2))) complete = half_spaces(units);
    if (bumps || (any && ((deep && !complete) || request_.layers == 3))) complete = bumps_alone() || complete;
    if ((any && !complete) || !(any || units || bumps)) labels();
    if (std::ranges::none_of(found_, [](const SpecifiedNetwork& f) { return f.network.has_value(); }))
      throw Error(Code::kNotApplicable,
                  "construction '" + std::string(found_[0].candidate.construction->name) +
                      "' does not apply: " + found_[0].candidate.reason);
    return std::move(found_);
  }

 private:
  [[noreturn]] void wrong_layers(const Construction& c) const {
    throw Error(Code::kNotApplicable, "construction '" + std::string(c.name) + "' makes networks with " +
                                          std::to_string(c.depth) + " layers, not with " +
                                          std::to_string(request_.layers));
  }

  // gamma * size may be half the margin: gamma is (d + 4) u, roughly.
  std::optional<double> most_size(double margin) const {
    if (!request_.goal) return std::nullopt;
    const double u = to_double(unit_roundoff(request_.goal->format));
    return margin / (2 * (static_cast<double>(points_.dimension) + 4) * u);
  }

  bool half_spaces(bool alone_is_an_error) {
    request_.progress("looking for half-spaces");
    SearchBudget budget{kBudget};
    HalfSpaceRequest request;
    request.step = step_;
    request.most_size = most_size(request.margin);
    const HalfSpaces found = find_half_spaces(roomy_, samples_, request, budget);
    if (found.units.empty() || (!found.alone.empty() && (alone_is_an_error || request_.goal))) {
      const std::size_t first = roomy_.violated()[found.alone.front()].row;
      refuse(kHalfSpaces, "no half-space was found that holds sample " + std::to_string(first + 1) + " (one of " +
                              std::to_string(found.alone.size()) + ") and no kept sample");
      return false;
    }
    std::optional<Network> rest;
    if (!found.alone.empty()) {
      rest = network_of_labels(found.alone);
      if (!rest) {
        refuse(kHalfSpaces, "no construction serves the samples that no half-space holds");
        return false;
      }
    }
    return take(kHalfSpaces, demands_.violated().size(), [&](double step) {
      Network g = half_space_network(found.units, points_, samples_, step);
      return rest ? side_by_side(g, *rest) : g;
    });
  }

  bool bumps_alone() {
    request_.progress("looking for polytopes");
    SearchBudget budget{kBudget};
    PolytopeRequest request;
    request.most_size = most_size(request.margin);
    const auto found = find_bumps(roomy_, samples_, step_, request, budget);
    if (!found) {
      refuse(kBumps, "no polytopes of few faces were found that hold the samples and no kept sample");
      return false;
    }
    return take(kBumps, 0, [&](double step) { return bump_network(*found, points_, samples_, step); });
  }

  // The network with the fewest bits that meets the demands.
  template <typename Write>
  bool take(const Construction& construction, std::size_t promised, const Write& write) {
    for (const double step : kSteps) {
      Network g = write(step);
      if (!meets_all(demands_, evaluate_batch(g, points_))) continue;
      Candidate candidate{&construction, g.depth(), g.widths(), g.neurons(), std::max(promised, g.neurons()), {}};
      found_.push_back({std::move(candidate), std::move(g), std::nullopt});
      return true;
    }
    refuse(construction, "what was found does not survive being made exact");
    return false;
  }

  void refuse(const Construction& construction, std::string reason) {
    Candidate candidate{&construction, construction.depth, {}, 0, 0, std::move(reason)};
    found_.push_back({std::move(candidate), std::nullopt, std::nullopt});
  }

  // One hidden layer for some violated samples, whose labels are chosen.
  std::optional<Network> network_of_labels(const std::vector<std::size_t>& places) {
    PointMatrix all = chosen_labels(roomy_, step_), some(all.count, all.dimension);
    for (const std::size_t place : places) {
      const std::size_t row = roomy_.violated()[place].row;
      std::ranges::move(all.row(row), some.row(row).begin());
    }
    const Problem problem(points_, std::move(some), request_.direction);
    return choose_construction(problem, {2, "auto", false, request_.progress}).network;
  }

  void labels() {
    const Problem problem(points_, chosen_labels(roomy_, step_), request_.direction, request_.goal);
    const bool runs = request_.goal.has_value();
    Choice choice = choose_construction(problem, {request_.layers, request_.construction, runs, request_.progress});
    for (std::size_t c = 0; c < choice.candidates.size(); ++c) {
      if (c == choice.best) continue;
      found_.push_back({std::move(choice.candidates[c]), std::nullopt, std::nullopt});
    }
    std::optional<FloatNetwork> running;
    if (choice.running) running = std::move(choice.running->network);
    found_.push_back({std::move(choice.candidates[choice.best]), std::move(choice.network), std::move(running)});
  }

  const Demands &demands_, &roomy_;
  const PointMatrix& points_;
  const SpecifiedRequest& request_;
  CentredSamples samples_;
  Rational step_;
  std::vector<SpecifiedNetwork> found_;
};

// A number of few bits in the range.
Rational simple_in(const Interval& range) {
  if (range.holds(Rational())) return {};
  if (range.low && range.high) {
    return *range.low == *range.high ? *range.low : simplest_between(*range.low, *range.high);
  }
  return range.low ? Rational(ceil(*range.low * Rational(64))) / Rational(64)
                   : Rational(floor(*range.high * Rational(64))) / Rational(64);
}

}  // namespace

const Construction kHalfSpaces{"half-spaces",
                               "proofs/theorems.md, theorem 2.11.1",
                               "N; fewer where a half-space holds several violated samples",
                               "a half-space for each violated sample",
                               2,
                               &needs_demands};
const Construction kBumps{"bumps",
                          "proofs/theorems.md, theorem 3.11.1",
                          "a neuron for each polytope, and for each of its faces",
                          "polytopes that hold violated samples alone",
                          3,
                          &needs_demands};

PointMatrix chosen_labels(const Demands& demands, const Rational& step) {
  PointMatrix labels(demands.samples(), demands.outputs());
  if (demands.classes()) {
    for (const SharedVector& shared : shared_vectors(demands, step)) {
      for (const std::size_t place : shared.members)
        std::ranges::copy(shared.value, labels.row(demands.violated()[place].row).begin());
    }
    return labels;
  }
  for (const Demand& demand : demands.violated()) {
    for (std::size_t k = 0; k < demands.outputs(); ++k) labels.row(demand.row)[k] = simple_in(demand.ranges[k]);
  }
  return labels;
}

std::vector<SpecifiedNetwork> build_for(const Demands& demands, const Demands& roomy, const PointMatrix& points,
                                        const SpecifiedRequest& request) {
  require(!demands.violated().empty() && roomy.violated().size() == demands.violated().size() &&
              points.count == demands.samples(),
          "build_for: shapes");
  return Builder(demands, roomy, points, request).run();
}

}  // namespace ftcert
