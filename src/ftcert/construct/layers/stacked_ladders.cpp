#include "ftcert/construct/layers/stacked_ladders.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/construct/layers/dense.hpp"
#include "ftcert/construct/layers/stack.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// One of the stacked networks: the samples of these ranks, and its shape.
struct Part {
  RankRange ranks;
  DenseSplit split;  // of these samples, behind one for all that are done unless it is the first part
};

// Neurons that a block of this number has for knots next to cells, and for the rows of one output, in layers of so many.
struct Room {
  std::size_t groups = 0, rows = 0;

  Room(std::size_t width, std::size_t index, std::size_t blocks, std::size_t outputs) {
    const std::size_t used = lower_width(0, index, blocks, outputs);
    if (width > used) groups = width - used, rows = (width - used) / outputs;
  }
  // Samples beside those in the flat cell; several outputs have none, and a sample for those that are done is to be served.
  std::size_t samples(std::size_t index, std::size_t outputs) const {
    const std::size_t all = groups * rows;
    return outputs > 1 && index > 0 ? all - std::min<std::size_t>(all, 1) : all;
  }
};

std::size_t capacity(std::size_t width, std::size_t blocks, std::size_t outputs) {
  std::size_t sum = 0;
  for (std::size_t b = 0; b < blocks; ++b) sum += Room(width, b, blocks, outputs).samples(b, outputs);
  return sum;
}

std::size_t least_width(std::size_t samples, std::size_t blocks, std::size_t outputs) {
  std::size_t width = 1;
  while (capacity(width, blocks, outputs) < samples) ++width;
  return width;
}

// The fewest neurons of so many samples in groups, one group a cell.
DenseSplit split_of(std::size_t samples, RankRange flat, int rise, const Room& room, std::size_t outputs) {
  DenseSplit best;
  std::size_t least = 0;
  for (std::size_t rows = 1; rows <= std::min(room.rows, samples); ++rows) {
    const std::size_t groups = (samples + rows - 1) / rows, neurons = groups + outputs * rows;
    if (groups > room.groups || (best.rows > 0 && neurons > least)) continue;
    best = {rows, 0, groups, flat, rise};
    least = neurons;
  }
  require(best.rows > 0, "stacked ladders: no room");
  return best;
}

// Ranks of the first samples, as many as have the first label in the only output that is carried.
std::size_t first_level(const LineSamples& samples, const std::vector<std::size_t>& outputs) {
  if (outputs.size() > 1) return 0;
  std::size_t rank = 1;
  while (samples.z(rank)[outputs[0]] == samples.z(0)[outputs[0]]) ++rank;
  return rank;
}

// Contract: not all residuals are equal in the outputs.
std::vector<Part> plan_parts(const LineSamples& samples, std::size_t blocks, const std::vector<std::size_t>& outputs) {
  const std::size_t level = first_level(samples, outputs),
                    width = least_width(samples.size() - level, blocks, outputs.size());
  std::vector<Part> parts;
  std::size_t at = 0, left = samples.size() - level, room_left = capacity(width, blocks, outputs.size());
  for (std::size_t b = 0; b < blocks && left > 0; ++b) {
    const Room room(width, b, blocks, outputs.size());
    const std::size_t most = room.samples(b, outputs.size()), here = (left * most + room_left - 1) / room_left;
    room_left -= most;
    if (here == 0) continue;
    left -= here;
    const std::size_t last = samples.size() - left;
    Part part{{at, last}, {}};
    if (outputs.size() > 1) {
      part.split = split_of(here + (b > 0 ? 1 : 0), {0, 0}, 1, room, outputs.size());
    } else {
      const bool rises = b > 0 || samples.z(level)[outputs[0]] > samples.z(0)[outputs[0]];
      part.split = split_of(here, {0, b == 0 ? level : 1}, rises ? 1 : -1, room, 1);
    }
    parts.push_back(std::move(part));
    at = last;
  }
  return parts;
}

// The samples of the part with these points; the sums so far are taken from their labels. Behind a sample with label 0 for all that are done.
Problem part_problem(const LineSamples& all, const std::vector<Rational>& points, const RankRange& ranks, bool first,
                     const std::vector<Rational>& sums) {
  const std::size_t done = first ? 0 : 1;
  PointMatrix x(ranks.size() + done, 1), z(ranks.size() + done, all.outputs());
  for (std::size_t r = ranks.first; r < ranks.last; ++r) {
    const std::size_t row = r - ranks.first + done;
    x.row(row)[0] = points[r];
    for (std::size_t c = 0; c < all.outputs(); ++c) z.row(row)[c] = all.z(r)[c] - sums[c];
  }
  return Problem(std::move(x), std::move(z), std::vector<Integer>{1});
}

class Builder {
 public:
  Builder(const Problem& problem, std::vector<std::size_t> outputs)
      : samples_(problem),
        outputs_(std::move(outputs)),
        stack_(problem, outputs_),
        sums_(problem.outputs()),
        shift_(outputs_.size()) {}

  void add(const Part& part) {
    const std::vector<Rational>& points = stack_.points();
    const bool first = part.ranks.first == 0;
    const Problem problem = part_problem(samples_, points, part.ranks, first, sums_);
    DenseSplit split = part.split;
    if (!first && outputs_.size() == 1) split.rise = problem.residuals().row(1)[outputs_[0]].sign();
    const SplineNet net = dense_net(LineSamples(problem), split, outputs_);
    for (std::size_t r = part.ranks.first; r < part.ranks.last; ++r) not_negative(samples_.z(r));
    if (part.ranks.last == samples_.size()) return stack_.add({net, std::nullopt}, shift_);
    const Rational end = end_of(net, points[part.ranks.last - 1], points[part.ranks.last], samples_.z(part.ranks.last));
    const std::vector<Rational> value = value_at(net, end);
    for (std::size_t c = 0; c < sums_.size(); ++c) sums_[c] += value[c];
    not_negative(sums_);
    SplineRow passed{0, std::vector<Rational>(net.knots.size() + 1)};
    passed.weights.back() = 1;
    stack_.add({constant_behind(net, end), passed}, shift_);
  }

  Stack& stack() { return stack_; }

 private:
  void not_negative(std::span<const Rational> sum) {
    for (std::size_t s = 0; s < outputs_.size(); ++s) shift_[s] = std::max(shift_[s], -sum[outputs_[s]]);
  }
  // Between the last sample of a part and the first of the next; where one output alone is carried, not at its label, since the next part's flat
  // cell is to hold the samples that are done and no other.
  Rational end_of(const SplineNet& net, const Rational& low, Rational high, std::span<const Rational> next) const {
    for (;;) {
      const Rational end = simplest_between(low, high);
      if (outputs_.size() > 1 || sums_[outputs_[0]] + value_at(net, end)[outputs_[0]] != next[outputs_[0]]) return end;
      high = end;
    }
  }

  const LineSamples samples_;
  const std::vector<std::size_t> outputs_;
  Stack stack_;
  std::vector<Rational> sums_;   // at the samples that are left
  std::vector<Rational> shift_;  // of the outputs that are carried
};

std::size_t widest(const std::vector<std::size_t>& widths) { return *std::max_element(widths.begin(), widths.end()); }
std::size_t total(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), std::size_t{0});
}

std::vector<std::size_t> widths_of(const std::vector<Part>& parts, std::size_t layers, std::size_t outputs) {
  std::vector<std::size_t> widths;
  for (std::size_t b = 0; b < parts.size(); ++b) {
    const DenseSplit& split = parts[b].split;
    widths.push_back(upper_width(split.groups() + (b + 1 < parts.size() ? 1 : 0), b, outputs));
    widths.push_back(lower_width(outputs * split.rows, b, parts.size(), outputs));
  }
  widths.resize(layers - 1, outputs);
  return widths;
}

Outcome plan_layers(const Problem& problem, std::size_t layers) {
  const LineSamples samples(problem);
  const std::vector<std::size_t> outputs = nonzero_outputs(problem);
  Plan plan;
  plan.widths.assign(layers - 1, 0);
  plan.build = [&problem, layers] { return constant_network(problem, layers); };
  const auto same = [&](std::size_t r) { return std::ranges::equal(samples.z(r), samples.z(0)); };
  std::size_t rank = 1;
  while (rank < samples.size() && same(rank)) ++rank;
  if (rank == samples.size()) return plan;
  std::vector<Part> best;
  std::size_t promised = 0;
  for (std::size_t blocks = 1; blocks <= (layers - 1) / 2; ++blocks) {
    std::vector<Part> parts = plan_parts(samples, blocks, outputs);
    std::vector<std::size_t> widths = widths_of(parts, layers, outputs.size());
    const std::size_t width = least_width(samples.size() - (problem.outputs() == 1 ? 1 : 0), blocks, problem.outputs());
    promised = blocks == 1 ? width : std::min(promised, width);
    if (!best.empty() && std::pair(widest(widths), total(widths)) >= std::pair(widest(plan.widths), total(plan.widths)))
      continue;
    best = std::move(parts);
    plan.widths = std::move(widths);
  }
  plan.promised = (layers - 1) * promised;
  plan.build = [&problem, layers, outputs, best] {
    Builder builder(problem, outputs);
    for (const Part& part : best) builder.add(part);
    for (std::size_t l = 2 * best.size(); l + 1 < layers; ++l) builder.stack().add_idle();
    return builder.stack().finish();
  };
  return plan;
}

}  // namespace

const Construction kStackedLadders{
    "stacked-ladders",
    "proofs/theorems.md, theorem 4.3.3",
    "(L-1) w; one output: w^2 + 1 >= K or 2 (w-1)^2 + (q-2) (w-2)^2 + 1 >= K, 2 <= q <= floor((L-1)/2)",
    "",
    4,
    nullptr,
    &plan_layers};

}  // namespace ftcert
