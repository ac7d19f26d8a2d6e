#include "executor/tally.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace ftcert::test {

std::ostream& operator<<(std::ostream& out, const Tally& t) {
  return out << t.executions << " executions, " << t.directed << " directed: moved " << t.moved << ", far " << t.far
             << ", output " << t.far_output << ", unmet " << t.unmet << ", bits " << t.other_bits << ", infinite "
             << t.infinite << ", outside " << t.outside << "; inexact " << t.inexact << ", different " << t.different
             << " and " << t.different_sums;
}

namespace {

constexpr int kDirected = 30;
// f runs this often where it is to be kept: f + 0 is the same every time.
constexpr int kKeptSums = 8;

class Executor {
 public:
  Executor(const ExecutionCertificate& c, const SampleValues& values)
      : c_(c),
        frozen_(values.frozen),
        samples_(values.samples),
        points_(values.samples.points),
        alone_(program_of(c, false)) {
    if (c.output_deviation || c.specification) whole_ = program_of(c, true);
  }

  Tally run(int executions) {
    for (std::size_t i = 0; i < points_.count; ++i) {
      sample(i, executions);
      directed(i);
    }
    return tally_;
  }

 private:
  // Without a specification: y - f; 0 where f is kept.
  Rational residual(std::size_t i, std::size_t k) const {
    const auto& label = samples_.labels[i * c_.outputs + k];
    return label ? *label - frozen_.row(i)[k] : Rational(0);
  }
  bool keeps(std::size_t i, std::size_t k) const {
    if (!c_.specification) return residual(i, k).is_zero();
    return c_.specification->classes() ? samples_.classes[i].empty() : !samples_.intervals[i * c_.outputs + k];
  }
  bool changes(std::size_t i) const {
    for (std::size_t k = 0; k < c_.outputs; ++k) {
      if (!keeps(i, k)) return true;
    }
    return false;
  }

  // f + g of one execution against the specification. Contract: the sample has one.
  bool meets(std::size_t i, const std::vector<double>& sum) const {
    std::vector<Rational> values;
    for (const double number : sum) {
      const std::optional<Rational> value = exact(number);
      if (!value) return false;
      values.push_back(*value);
    }
    if (c_.specification->classes()) return class_lead(values, samples_.classes[i]) >= c_.specification->number;
    for (std::size_t k = 0; k < c_.outputs; ++k) {
      const auto& interval = samples_.intervals[i * c_.outputs + k];
      if (interval && !interval->holds(values[k])) return false;
    }
    return true;
  }

  void sample(std::size_t i, int executions) {
    const std::vector<double> nearest = point_in(c_.claim.arithmetic, points_.row(i), false),
                              by_wider = point_in(c_.claim.arithmetic, points_.row(i), true);
    const std::vector<Rational> real = real_g(i);
    std::set<std::vector<double>> results, sums;
    for (int run = 0; run < executions; ++run) {
      const Habits habits = habits_of(static_cast<std::uint64_t>(run) + 1000 * i);
      const bool with_f = whole_ && (changes(i) || run < kKeptSums);
      const Execution e = execute(with_f ? *whole_ : alone_, run % 3 == 2 ? by_wider : nearest, habits);
      ++tally_.executions;
      results.insert(e.g);
      if (!e.sum.empty()) sums.insert(e.sum);
      for (std::size_t k = 0; k < c_.outputs; ++k) compare(i, k, e, real[k]);
      if (c_.specification && changes(i) && !e.sum.empty() && !meets(i, e.sum)) ++tally_.unmet;
    }
    if (results.size() > 1) ++tally_.different;
    if (sums.size() > 1) ++tally_.different_sums;
  }

  void compare(std::size_t i, std::size_t k, const Execution& e, const Rational& real) {
    const std::optional<Rational> g = exact(e.g[k]);
    if (!g) {
      ++tally_.infinite;
      return;
    }
    if (*g != real) ++tally_.inexact;
    if (keeps(i, k)) {
      if (!g->is_zero()) ++tally_.moved;
      if (!e.f.empty() && std::isfinite(e.f[k]) && !same(e.f[k], e.sum[k])) ++tally_.other_bits;
      return;
    }
    if (c_.specification) return;
    const Rational off = abs(*g - residual(i, k));
    tally_.largest = std::max(tally_.largest, off);
    if (off > c_.claim.deviation) ++tally_.far;
    if (e.sum.empty()) return;
    const std::optional<Rational> sum = exact(e.sum[k]);
    if (!sum) {
      ++tally_.infinite;
      return;
    }
    const Rational off_output = abs(*sum - *samples_.labels[i * c_.outputs + k]);
    tally_.largest_output = std::max(tally_.largest_output, off_output);
    if (off_output > *c_.output_deviation) ++tally_.far_output;
  }

  // A subnormal number may be flushed.
  bool same(double f, double sum) const {
    const double least = c_.claim.arithmetic == FloatFormat::kBinary32 ? std::numeric_limits<float>::min()
                                                                       : std::numeric_limits<double>::min();
    return f == sum || (sum == 0 && std::abs(f) < least);
  }

  void directed(std::size_t i) {
    const std::vector<Ball> bounds = balls_of(c_, points_.row(i), 2);
    const std::vector<double> point = point_in(c_.claim.arithmetic, points_.row(i), false);
    for (std::size_t k = 0; k < c_.outputs; ++k) {
      if (keeps(i, k) && bounds[k].is_zero()) ++tally_.kept_directed;
    }
    for (int run = 0; run < kDirected; ++run) {
      Habits habits = habits_of(static_cast<std::uint64_t>(run) + 1000 * i + 500);
      habits.rounding = std::array{FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}[static_cast<std::size_t>(run % 3)];
      const Execution e = execute(alone_, point, habits);
      ++tally_.directed;
      for (std::size_t k = 0; k < c_.outputs; ++k) {
        const std::optional<Rational> g = exact(e.g[k]);
        if (!g || abs(*g - bounds[k].value) > bounds[k].error) ++tally_.outside;
      }
    }
  }

  std::vector<Rational> real_g(std::size_t i) const {
    std::vector<Rational> x(points_.row(i).begin(), points_.row(i).end());
    for (std::size_t j = 0; j < c_.centre.size(); ++j) x[j] -= c_.centre[j];
    return c_.g.evaluate(x);
  }

  const ExecutionCertificate& c_;
  const PointMatrix& frozen_;
  const Samples& samples_;
  const PointMatrix& points_;
  Program alone_;
  std::optional<Program> whole_;
  Tally tally_;
};

}  // namespace

Tally execute_all(const ExecutionCertificate& certificate, const SampleValues& values, int executions) {
  return Executor(certificate, values).run(executions);
}

}  // namespace ftcert::test
