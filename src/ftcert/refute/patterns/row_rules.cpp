#include "ftcert/refute/patterns/row_rules.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ftcert {

namespace {

struct Counts {
  std::size_t undecided[2] = {0, 0}, active[2] = {0, 0};  // of minus, plus; the constant is active
};

Counts count(const Assignment& a, std::size_t sample) {
  Counts result;
  for (std::size_t j = a.signs().first(); j <= a.signs().neurons(); ++j) {
    const std::size_t sign = a.signs().of(j) > 0 ? 1 : 0;
    if (a.at(sample, j) == 0) ++result.undecided[sign];
    if (a.at(sample, j) > 0) ++result.active[sign];
  }
  return result;
}

PatternRow sum_row(const Assignment& a, std::size_t sample, std::size_t digit, int multiplier) {
  PatternRow row;
  row.sample = sample;
  row.digits.assign(a.signs().neurons() + 1 - a.signs().first(), '0');
  if (digit != kNoNeuron) row.digits[digit - a.signs().first()] = '1';
  row.multiplier = multiplier;
  return row;
}

// The first active neuron of this sign. Contract: there is one.
std::size_t active_neuron(const Assignment& a, std::size_t sample, int sign) {
  std::size_t k = a.signs().first();
  while (a.signs().of(k) != sign || a.at(sample, k) <= 0) ++k;
  return k;
}

// l_j > 0 at an active pair.
PatternRow strict_row(std::size_t sample, std::size_t neuron) {
  PatternRow row;
  row.sample = sample;
  row.neuron = neuron;
  row.multiplier = -1;
  return row;
}

}  // namespace

SparseRow coefficients(const PatternProblem& problem, const Signs& signs, const AllowedRow& row) {
  SparseRow entries;
  const auto x = problem.row(row.sample);
  for (std::size_t j = signs.first(); j <= signs.neurons(); ++j) {
    const double factor = row.digits.empty()                     ? (row.neuron == j ? 1 : 0)
                          : row.digits[j - signs.first()] == '1' ? signs.of(j)
                                                                 : 0;
    if (factor == 0) continue;
    if (j == 0) {
      entries.emplace_back(static_cast<int>(signs.neurons() * problem.width()), factor);
      continue;
    }
    for (std::size_t c = 0; c < x.size(); ++c) {
      if (x[c] != 0) entries.emplace_back(static_cast<int>((j - 1) * problem.width() + c), factor * x[c]);
    }
  }
  return entries;
}

void violated_rows(const Assignment& a, const PatternProblem& problem, std::size_t sample,
                   std::span<const double> values, double tolerance, std::vector<ViolatedRow>& rows) {
  const Counts counts = count(a, sample);
  const Signs& signs = a.signs();
  for (const int sense : {-1, 1}) {
    // "At most" needs the minus neurons decided and chooses among the plus ones; "at least" the other way.
    if (counts.undecided[sense < 0 ? 0 : 1] != 0) continue;
    AllowedRow row{sample, 0, std::string(signs.neurons() + 1 - signs.first(), '0'), sense};
    double sum = 0;
    for (std::size_t j = signs.first(); j <= signs.neurons(); ++j) {
      const int state = a.at(sample, j);
      if (state < 0 || (state == 0 && values[j] <= 0)) continue;
      row.digits[j - signs.first()] = '1';
      sum += signs.of(j) * values[j];
    }
    const double violation = sense < 0 ? sum - problem.greatest(sample) : problem.least(sample) - sum;
    if (violation > tolerance) rows.push_back({std::move(row), violation});
  }
  for (std::size_t j = 1; j <= signs.neurons(); ++j) {
    const int state = a.at(sample, j);
    if (state * values[j] < -tolerance) rows.push_back({{sample, j, {}, state}, -state * values[j]});
  }
}

std::optional<ForcedPair> forced_pair(const Assignment& a, std::size_t sample, const EndSigns& ends) {
  const Counts counts = count(a, sample);
  const Signs& signs = a.signs();
  // Of the end that neurons of sign s must reach, and of the one that they must not pass, times s.
  const auto reach = [&](int s) { return s > 0 ? ends.low : -ends.high; };
  const auto pass = [&](int s) { return s > 0 ? ends.high : -ends.low; };
  for (const int s : {1, -1}) {
    const std::size_t mine = s > 0 ? 1 : 0, other = 1 - mine;
    const bool none = counts.undecided[mine] == 0 && counts.active[mine] == 0;
    if (none && reach(s) > 0) return ForcedPair{0, 0, {sum_row(a, sample, kNoNeuron, -s)}};
    if (none && reach(s) == 0 && counts.active[other] > 0) {
      const std::size_t k = active_neuron(a, sample, -s);
      return ForcedPair{0, 0, {sum_row(a, sample, k, -s), strict_row(sample, k)}};
    }
  }
  for (std::size_t j = 1; j <= signs.neurons(); ++j) {
    if (a.at(sample, j) != 0) continue;
    const int s = signs.of(j);
    const std::size_t mine = s > 0 ? 1 : 0, other = 1 - mine;
    const bool alone = counts.undecided[mine] == 1 && counts.active[mine] == 0;
    if (alone && reach(s) > 0) return ForcedPair{j, 1, {sum_row(a, sample, kNoNeuron, -s)}};
    if (alone && reach(s) == 0 && counts.active[other] > 0) {
      const std::size_t k = active_neuron(a, sample, -s);
      return ForcedPair{j, 1, {sum_row(a, sample, k, -s), strict_row(sample, k)}};
    }
    if (pass(s) == 0 && counts.undecided[other] == 0 && counts.active[other] == 0 && counts.active[mine] == 0)
      return ForcedPair{j, -1, {sum_row(a, sample, j, s), strict_row(sample, j)}};
  }
  return std::nullopt;
}

}  // namespace ftcert
