#include "ftcert/construct/specification/specified_networks.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/construct/specification/line_boxes.hpp"
#include "ftcert/construct/specification/unit_networks.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

namespace {

constexpr double kBudget = 3e10;
// Samples up to which the fewest kinks through intervals are looked for; more take a second or so.
constexpr std::size_t kMostOnLine = 4000;
// Steps to which rows are rounded until what was asked for is met.
constexpr double kSteps[] = {0x1p-8, 0x1p-14, 0x1p-22, 0x1p-34};

Outcome needs_demands(const Problem&) { return Inapplicable{"needs specifications in place of labels"}; }

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
    const bool units = name == kHalfSpaces.name, bumps = name == kPolytopes.name;
    if (units && !deep && request_.layers != 2) wrong_layers(kHalfSpaces);
    if (bumps && !deep && request_.layers != 3) wrong_layers(kPolytopes);
    if (units || (any && (deep || request_.layers == 2))) half_spaces(units);
    if (bumps || (any && !few() && (deep || request_.layers == 3))) bumps_alone();
    if (!(any || units || bumps)) {
      labels();
    } else if (any && !few()) {
      try_labels();
    }
    if (!fewest())
      throw Error(Code::kNotApplicable, "construction '" + std::string(found_[0].candidate.construction->name) +
                                            "' does not apply: " + found_[0].candidate.reason);
    return std::move(found_);
  }

 private:
  std::optional<std::size_t> fewest() const {
    std::optional<std::size_t> least;
    for (const SpecifiedNetwork& one : found_) {
      if (one.network && (!least || one.candidate.neurons < *least)) least = one.candidate.neurons;
    }
    return least;
  }

  // What labels, of which a neuron hardly meets more than d + 1, would not make much fewer. On a line they are chosen for few neurons.
  bool few() const {
    if (points_.dimension == 1) return fewest() && *fewest() <= 1;
    const std::size_t each = points_.dimension + 1, violated = demands_.violated().size();
    return fewest() && *fewest() <= 2 * ((violated + each - 1) / each) + 2;
  }

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

  void half_spaces(bool alone_is_an_error) {
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
      return;
    }
    std::optional<Network> rest;
    if (!found.alone.empty()) rest = network_of_labels(found.alone);
    take(kHalfSpaces, demands_.violated().size(), [&](double step) {
      Network g = half_space_network(found.units, points_, samples_, step);
      return rest ? side_by_side(g, *rest) : g;
    });
  }

  void bumps_alone() {
    request_.progress("looking for polytopes");
    SearchBudget budget{kBudget};
    PolytopeRequest request;
    request.most_size = most_size(request.margin);
    const auto found = find_bumps(roomy_, samples_, step_, request, budget);
    if (!found) {
      refuse(kPolytopes, "no polytopes of few faces were found that hold the samples and no kept sample");
      return;
    }
    take(kPolytopes, 0, [&](double step) { return bump_network(*found, points_, samples_, step); });
  }

  // The network with the fewest bits that meets the demands.
  template <typename Write>
  void take(const Construction& construction, std::size_t promised, const Write& write) {
    for (const double step : kSteps) {
      Network g = write(step);
      if (!meets_all(demands_, evaluate_batch(g, points_))) continue;
      Candidate candidate{&construction, g.depth(), g.widths(), g.neurons(), std::max(promised, g.neurons()), {}};
      found_.push_back({std::move(candidate), std::move(g), std::nullopt});
      return;
    }
    refuse(construction, "what was found does not survive being made exact");
  }

  void refuse(const Construction& construction, std::string reason) {
    Candidate candidate{&construction, construction.depth, {}, 0, 0, std::move(reason)};
    found_.push_back({std::move(candidate), std::nullopt, std::nullopt});
  }

  // One hidden layer for some violated samples, whose labels are chosen.
  Network network_of_labels(const std::vector<std::size_t>& places) {
    PointMatrix all = chosen_labels(roomy_, points_, step_), some(all.count, all.dimension);
    for (const std::size_t place : places) {
      const std::size_t row = roomy_.violated()[place].row;
      std::ranges::move(all.row(row), some.row(row).begin());
    }
    const Problem problem(points_, std::move(some), request_.direction);
    return choose_construction(problem, {2, "auto", false, request_.progress}).network;
  }

  // Where there is something else, it may be that none of them applies, or runs.
  void try_labels() {
    if (!fewest()) return labels();
    try {
      labels();
    } catch (const Error& error) {
      if (error.code() != Code::kNotApplicable && error.code() != Code::kNotShown) throw;
    }
  }

  void labels() {
    const Problem problem(points_, chosen_labels(roomy_, points_, step_), request_.direction, request_.goal);
    Choice choice =
        choose_construction(problem, {request_.layers, request_.construction, request_.nearly, request_.progress});
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

// A number of few bits in the range, near its middle.
Rational simple_in(const Interval& range) {
  if (range.holds(Rational())) return {};
  if (range.low && range.high) {
    const Rational quarter = (*range.high - *range.low) * Rational(1, 4);
    return quarter.is_zero() ? *range.low : simplest_between(*range.low + quarter, *range.high - quarter);
  }
  return range.low ? Rational(ceil(*range.low * Rational(64))) / Rational(64)
                   : Rational(floor(*range.high * Rational(64))) / Rational(64);
}

PointMatrix labels_on_line(const Demands& demands, const PointMatrix& points) {
  std::vector<std::size_t> order(points.count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return points.entries[a] < points.entries[b]; });
  std::vector<Interval> ranges(points.count, Interval(Rational()));
  for (const Demand& demand : demands.violated()) ranges[demand.row] = demand.ranges[0];
  std::vector<Rational> places;
  std::vector<Interval> gates;
  for (const std::size_t i : order) {
    places.push_back(points.entries[i]);
    gates.push_back(ranges[i]);
  }
  const BoxPath path = fewest_links(places, gates);
  PointMatrix labels(points.count, 1);
  for (std::size_t r = 0; r < order.size(); ++r) labels.entries[order[r]] = path.values[r];
  return labels;
}

}  // namespace

const Construction kHalfSpaces{"half-spaces",
                               "proofs/theorems.md, theorem 2.14.1",
                               "N; fewer where a half-space holds several violated samples",
                               "a half-space for each violated sample",
                               2,
                               &needs_demands};
const Construction kPolytopes{"polytopes",
                              "proofs/theorems.md, theorem 3.12.1",
                              "a neuron for each polytope, and for each of its faces",
                              "polytopes that hold violated samples alone",
                              3,
                              &needs_demands};

PointMatrix chosen_labels(const Demands& demands, const PointMatrix& points, const Rational& step) {
  if (!demands.classes() && demands.outputs() == 1 && points.dimension == 1 && points.count <= kMostOnLine)
    return labels_on_line(demands, points);
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
