#include "ftcert/construct/paper/paper_stacked.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/construct/layers/group_layout.hpp"
#include "ftcert/construct/layers/sparse_plan.hpp"
#include "ftcert/construct/paper/paper_grid.hpp"
#include "ftcert/construct/paper/paper_touched_grid.hpp"

namespace ftcert {

namespace {

struct Part {
  std::vector<std::size_t> changed;  // ranks
  std::size_t groups = 0;
  std::size_t places = 0;
  bool first = false;
  bool last = false;

  std::size_t carriers() const { return (first ? 0 : 1) + (last ? 0 : 1); }
};

std::size_t width(std::size_t touched, std::size_t groups) {
  return std::max(2 * groups, 4 * ((touched + groups - 1) / groups));
}

// The least width, and of equals the fewest neurons.
std::size_t best_groups(std::size_t touched) {
  const auto cost = [&](std::size_t groups) {
    return std::pair(width(touched, groups), 2 * groups + 4 * ((touched + groups - 1) / groups));
  };
  std::size_t best = 1;
  for (std::size_t groups = 2; groups <= touched; ++groups) {
    if (cost(groups) < cost(best)) best = groups;
  }
  return best;
}

std::vector<Part> parts_of(const LineSamples& samples, std::size_t most) {
  const std::vector<std::size_t> changed = changed_ranks(samples);
  const std::size_t size = (changed.size() + most - 1) / most;
  std::vector<Part> parts;
  for (const auto& ranks : cut_evenly(changed, (changed.size() + size - 1) / size)) {
    Part part;
    part.changed = ranks;
    const std::size_t touched = touched_ranks(samples.size(), ranks).size();
    part.groups = best_groups(touched);
    part.places = (touched + part.groups - 1) / part.groups;
    parts.push_back(std::move(part));
  }
  parts.front().first = true;
  parts.back().last = true;
  return parts;
}

// Puts the layers of the parts behind one another. In every layer the neurons of the part's network come first, then
// the projection (a.x - origin), then the sum (sum - least label).
class Stack {
 public:
  explicit Stack(const Problem& problem) : problem_(problem), samples_(problem), origin_(simple_below(samples_.x(0))) {
    for (const std::size_t row : problem.changed()) shift_ = std::max(shift_, -problem.residuals().row(row)[0]);
  }

  void add(const Part& part) {
    const SplineNet net = build_touched_grid(samples_, part.changed, part.groups);
    add_upper(part, net);
    add_lower(part, net);
    // The sum behind this part, from its lower layer.
    const std::size_t rows = net.rows.size();
    sum_.assign(layers_.back().rows, Rational(0));
    std::copy(net.outers.begin(), net.outers.end(), sum_.begin());
    if (!part.first) sum_.back() = 1;
    carrier_ = rows;
    shifted_ = !part.first;
  }

  // A layer that only carries the sum.
  void add_idle() {
    AffineMap map(1, sum_.size());
    put_sum(map, 0);
    layers_.push_back(std::move(map));
    sum_.assign(1, Rational(1));
    shifted_ = true;
  }

  Network finish() {
    AffineMap output(1, sum_.size());
    output.weights = sum_;
    if (shifted_) output.bias[0] = -shift_;
    layers_.push_back(std::move(output));
    return Network(problem_.dimension(), std::move(layers_));
  }

 private:
  void put_sum(AffineMap& map, std::size_t row) const {
    for (std::size_t j = 0; j < sum_.size(); ++j) map.weight(row, j) = sum_[j];
    if (!shifted_) map.bias[row] = shift_;
  }

  void add_upper(const Part& part, const SplineNet& net) {
    const std::size_t knots = net.knots.size(), inputs = part.first ? problem_.dimension() : sum_.size();
    AffineMap map(knots + part.carriers(), inputs);
    // Row `row` becomes sign * (a.x - at), from the input or from the neuron that carries a.x - origin.
    const auto read = [&](std::size_t row, bool positive, const Rational& at) {
      if (part.first) {
        const auto& direction = problem_.projection().direction;
        for (std::size_t i = 0; i < inputs; ++i) map.weight(row, i) = positive ? direction[i] : Integer(-direction[i]);
      } else {
        map.weight(row, carrier_) = positive ? 1 : -1;
      }
      const Rational threshold = part.first ? at : at - origin_;
      map.bias[row] = positive ? -threshold : threshold;
    };
    for (std::size_t j = 0; j < knots; ++j) read(j, net.facings[j] == Facing::kRight, net.knots[j]);
    if (!part.last) read(knots, true, origin_);
    if (!part.first) put_sum(map, map.rows - 1);
    layers_.push_back(std::move(map));
  }

  void add_lower(const Part& part, const SplineNet& net) {
    const std::size_t knots = net.knots.size(), rows = net.rows.size();
    AffineMap map(rows + part.carriers(), knots + part.carriers());
    for (std::size_t r = 0; r < rows; ++r) {
      map.bias[r] = net.rows[r].bias;
      for (std::size_t j = 0; j < knots; ++j) map.weight(r, j) = net.rows[r].weights[j];
    }
    for (std::size_t c = 0; c < part.carriers(); ++c) map.weight(rows + c, knots + c) = 1;
    layers_.push_back(std::move(map));
  }

  const Problem& problem_;
  const LineSamples samples_;
  Rational origin_;  // below all samples
  Rational shift_;   // of the sum
  std::vector<AffineMap> layers_;
  std::vector<Rational> sum_;  // the sum of the outputs so far, from the layer last added
  std::size_t carrier_ = 0;    // the neuron of that layer that carries the projection
  bool shifted_ = false;       // whether sum_ is that much too large
};

Outcome plan_layers(const Problem& problem, std::size_t layers) {
  if (auto outcome = without_grid(problem, layers)) return *outcome;
  Plan plan;
  plan.widths.assign(layers - 1, 0);
  const std::size_t most = (layers - 1) / 2, changed = problem.changed().size();
  const LineSamples samples(problem);
  std::size_t layer = 0;
  for (const Part& part : parts_of(samples, most)) {
    plan.widths[layer++] = 2 * part.groups + part.carriers();
    plan.widths[layer++] = 4 * part.places + part.carriers();
  }
  std::fill(plan.widths.begin() + static_cast<std::ptrdiff_t>(layer), plan.widths.end(), 1);
  const std::size_t touched = std::min(3 * ((changed + most - 1) / most) + 2, samples.size());
  plan.promised = (layers - 1) * (width(touched, best_groups(touched)) + 2);
  plan.build = [&problem, layers, most] {
    const std::vector<Part> parts = parts_of(LineSamples(problem), most);
    Stack stack(problem);
    for (const Part& part : parts) stack.add(part);
    for (std::size_t l = 2 * parts.size(); l + 1 < layers; ++l) stack.add_idle();
    return stack.finish();
  };
  return plan;
}

}  // namespace

const Construction kPaperStacked{"stacked-paper",
                                 "paper, proposition 6.1 with appendix B; repaired: the best rectangle in place of a "
                                 "square, the repairs of touched-grid",
                                 "(L-1) (4 min{sqrt(3N/q + 5), sqrt(K)} + 2), q = floor((L-1)/2)",
                                 "one output",
                                 4,
                                 nullptr,
                                 &plan_layers};

}  // namespace ftcert
