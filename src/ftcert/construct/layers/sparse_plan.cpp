#include "ftcert/construct/layers/sparse_plan.hpp"

#include <algorithm>

#include "ftcert/construct/layers/bump_units.hpp"
#include "ftcert/construct/problem/simplest.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

using Cost = std::function<std::size_t(std::size_t, std::size_t)>;

// Nonzero labels of one output among the changed samples.
struct OutputLabels {
  std::vector<std::size_t> at;  // indices into the changed samples
  bool positive = false;        // there is a positive one
  bool negative = false;

  UnitCounts units(std::size_t count) const {
    if (positive && negative) return {0, 0, count};
    return positive ? UnitCounts{count, 0, 0} : UnitCounts{0, count, 0};
  }
};

// A shape in terms of the changed samples: group g holds those with indices ends[g-1], ..., ends[g]-1.
struct Cut {
  std::vector<std::size_t> ends;
  std::vector<UnitCounts> units;
};

// For several outputs: at most `most` labels of every output in a group.
Cut cut_evenly(const std::vector<OutputLabels>& outputs, std::size_t count, std::size_t most) {
  Cut cut;
  std::vector<std::size_t> next(outputs.size(), 0), largest(outputs.size(), 0);
  for (std::size_t at = 0; at < count;) {
    std::size_t end = count;
    for (std::size_t c = 0; c < outputs.size(); ++c) {
      if (next[c] + most < outputs[c].at.size()) end = std::min(end, outputs[c].at[next[c] + most]);
    }
    for (std::size_t c = 0; c < outputs.size(); ++c) {
      const std::size_t first = next[c];
      while (next[c] < outputs[c].at.size() && outputs[c].at[next[c]] < end) ++next[c];
      largest[c] = std::max(largest[c], next[c] - first);
    }
    cut.ends.push_back(end);
    at = end;
  }
  for (std::size_t c = 0; c < outputs.size(); ++c) cut.units.push_back(outputs[c].units(largest[c]));
  return cut;
}

std::size_t total_neurons(const std::vector<UnitCounts>& units) {
  std::size_t sum = 0;
  for (const UnitCounts& u : units) sum += u.neurons();
  return sum;
}

Cut cheapest_even_cut(const std::vector<OutputLabels>& outputs, std::size_t count, const Cost& cost) {
  Cut best;
  std::size_t least = 0;
  for (std::size_t most = 1; most <= count; ++most) {
    if (!best.ends.empty() && cost(1, 3 * most) > least) break;
    Cut cut = cut_evenly(outputs, count, most);
    const std::size_t total = cost(cut.ends.size(), total_neurons(cut.units));
    if (!best.ends.empty() && total > least) continue;
    least = total;
    best = std::move(cut);
  }
  return best;
}

Cut cheapest_signed_cut(const OutputLabels& labels, const std::vector<int>& signs, std::size_t outputs,
                        std::size_t output, const Cost& cost) {
  require(labels.at.size() == signs.size(), "plan_sparse: a changed sample without a nonzero label");
  const SignedLabels signed_labels(signs);
  const UnitChoice choice = cheapest_units(signed_labels, cost);
  Cut cut;
  cut.units.resize(outputs);
  cut.units[output] = choice.units;
  for (std::size_t at = 0; at < signs.size();) cut.ends.push_back(at = signed_labels.group_end(at, choice.units));
  return cut;
}

// The rank at which the group behind begins, when the labels last_changed and next_changed are to be separated: in the middle of the gap
// there is the most room on both sides, and of the knots there the simplest one is chosen.
std::size_t boundary(const LineSamples& samples, std::size_t last_changed, std::size_t next_changed) {
  if (next_changed == last_changed + 1) return next_changed;
  const Rational& low = samples.x(last_changed);
  const Rational& high = samples.x(next_changed);
  const Rational quarter = (high - low) / Rational(4);
  const Rational knot = simplest_between(low + quarter, high - quarter);
  std::size_t below = last_changed, above = next_changed;  // x(below) < knot <= x(above)
  while (above - below > 1) {
    const std::size_t middle = below + (above - below) / 2;
    (samples.x(middle) < knot ? below : above) = middle;
  }
  return above;
}

}  // namespace

std::size_t SparsePlan::neurons() const { return total_neurons(units); }

std::vector<std::size_t> changed_ranks(const LineSamples& samples) {
  std::vector<std::size_t> ranks;
  for (std::size_t r = 0; r < samples.size(); ++r) {
    if (samples.changed(r)) ranks.push_back(r);
  }
  return ranks;
}

std::vector<RankRange> groups_between(const LineSamples& samples, const std::vector<std::size_t>& changed,
                                      const std::vector<std::size_t>& ends) {
  std::vector<RankRange> groups;
  std::size_t first = 0;
  for (const std::size_t end : ends) {
    const std::size_t last = end < changed.size() ? boundary(samples, changed[end - 1], changed[end]) : samples.size();
    groups.push_back({first, last});
    first = last;
  }
  return groups;
}

SparsePlan plan_sparse(const LineSamples& samples, const std::vector<std::size_t>& changed, const Cost& cost) {
  require(!changed.empty(), "plan_sparse: nothing to do");
  std::vector<OutputLabels> outputs(samples.outputs());
  std::vector<int> signs;  // of the last output that is not zero: only used when there is no other
  std::size_t active = 0, last_active = 0;
  for (std::size_t c = 0; c < samples.outputs(); ++c) {
    std::vector<int> here;
    for (std::size_t i = 0; i < changed.size(); ++i) {
      const int sign = samples.z(changed[i])[c].sign();
      if (sign == 0) continue;
      outputs[c].at.push_back(i);
      (sign > 0 ? outputs[c].positive : outputs[c].negative) = true;
      here.push_back(sign);
    }
    if (here.empty()) continue;
    ++active;
    last_active = c;
    signs = std::move(here);
  }
  const Cut cut = active == 1 ? cheapest_signed_cut(outputs[last_active], signs, samples.outputs(), last_active, cost)
                              : cheapest_even_cut(outputs, changed.size(), cost);
  SparsePlan plan;
  plan.units = cut.units;
  plan.groups = groups_between(samples, changed, cut.ends);
  return plan;
}

SplineNet build_sparse(const LineSamples& samples, const std::vector<std::size_t>& changed, const SparsePlan& plan) {
  const GroupLayout layout = lay_out(samples, plan.groups, plan.groups.size() / 2);
  SplineNet net = layout.net(samples.outputs());
  for (std::size_t c = 0; c < samples.outputs(); ++c) add_units(net, layout, samples, c, changed, plan.units[c]);
  return net;
}

std::size_t promised_cost(std::size_t count, std::size_t outputs, const Cost& cost) {
  std::size_t least = 0;
  for (std::size_t most = 1; most <= count; ++most) {
    if (most > 1 && cost(1, 4 * most * outputs) > least) break;
    const std::size_t total = cost((count + most - 1) / most, 4 * most * outputs);
    if (most == 1 || total < least) least = total;
  }
  return least;
}

}  // namespace ftcert
