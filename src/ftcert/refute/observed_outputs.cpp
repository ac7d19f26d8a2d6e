#include "ftcert/refute/observed_outputs.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

const Interval kZero{Rational(0)};

// Not if g = 0 serves.
bool can_show(const OutputIntervals& output) { return std::ranges::any_of(output.z, excludes_zero); }

ObservedOutputs components(const Samples& samples, const PointMatrix& f) {
  ObservedOutputs outputs;
  for (std::size_t k = 0; k < f.dimension; ++k) {
    OutputIntervals found{{k, std::nullopt}, {}};
    for (std::size_t i = 0; i < f.count; ++i) {
      const auto& specified = samples.intervals[i * f.dimension + k];
      found.z.push_back(specified ? shifted(*specified, -f.row(i)[k]) : kZero);
    }
    if (can_show(found)) outputs.push_back(std::move(found));
  }
  return outputs;
}

// What g_c - g_k can be where f + g is to have c (or k) alone in the lead by the margin.
Interval difference(const ClassSet& classes, std::span<const Rational> f, std::size_t c, std::size_t k,
                    const Rational& margin) {
  if (classes.empty()) return kZero;
  if (classes.size() > 1 || (classes[0] != c && classes[0] != k)) return {};
  const Rational lead = f[c] - f[k];
  if (classes[0] == c) return {margin - lead, std::nullopt};
  return {std::nullopt, -margin - lead};
}

ObservedOutputs differences(const Samples& samples, const Rational& margin, const PointMatrix& f) {
  std::vector<bool> alone(f.dimension);
  for (const ClassSet& classes : samples.classes) {
    if (classes.size() == 1) alone[classes[0]] = true;
  }
  ObservedOutputs outputs;
  for (std::size_t c = 0; c < f.dimension; ++c) {
    for (std::size_t k = c + 1; k < f.dimension; ++k) {
      if (!alone[c] && !alone[k]) continue;
      OutputIntervals found{{c, k}, {}};
      for (std::size_t i = 0; i < f.count; ++i)
        found.z.push_back(difference(samples.classes[i], f.row(i), c, k, margin));
      if (can_show(found)) outputs.push_back(std::move(found));
    }
  }
  return outputs;
}

}  // namespace

std::string output_words(const ObservedOutput& output) {
  if (!output.less) return "output " + std::to_string(output.component + 1);
  return "difference " + std::to_string(output.component) + "-" + std::to_string(*output.less);
}

ObservedOutputs observed_outputs(const PointMatrix& residuals) {
  ObservedOutputs outputs(residuals.dimension);
  for (std::size_t k = 0; k < residuals.dimension; ++k) {
    outputs[k].output = {k, std::nullopt};
    for (std::size_t i = 0; i < residuals.count; ++i) outputs[k].z.emplace_back(residuals.row(i)[k]);
  }
  return outputs;
}

ObservedOutputs observed_outputs(const Samples& samples, const SpecificationTerms& terms, const PointMatrix& f) {
  require(f.count == samples.count() &&
              (terms.classes() ? samples.classes.size() == f.count : samples.intervals.size() == f.count * f.dimension),
          "observed_outputs: a specification and values of f for each sample");
  return terms.classes() ? differences(samples, terms.number, f) : components(samples, f);
}

std::vector<std::size_t> changed_samples(const ObservedOutputs& outputs) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; !outputs.empty() && i < outputs[0].z.size(); ++i) {
    if (std::ranges::any_of(outputs, [i](const OutputIntervals& output) { return excludes_zero(output.z[i]); }))
      result.push_back(i);
  }
  return result;
}

bool CommonNumbers::add(const Interval& z, std::size_t i) {
  if (z.low && (!low_ || *low_ < *z.low)) {
    low_ = z.low;
    lowest_ = i;
  }
  if (z.high && (!high_ || *z.high < *high_)) {
    high_ = z.high;
    highest_ = i;
  }
  return some();
}

bool has_common_number(std::span<const Interval> z) {
  CommonNumbers common;
  for (std::size_t i = 0; i < z.size(); ++i) {
    if (!common.add(z[i], i)) return false;
  }
  return true;
}

}  // namespace ftcert
