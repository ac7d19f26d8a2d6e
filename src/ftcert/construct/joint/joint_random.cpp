#include "ftcert/construct/joint/joint_random.hpp"

#include <algorithm>
#include <cmath>

namespace ftcert {

namespace {

constexpr std::size_t kManyFeatures = 20;
constexpr std::size_t kNearest = 4;  // of the samples that set how steep a form is
constexpr double kZero = 1e-9;

void remove_component(std::vector<double>& v, const std::vector<double>& unit) {
  const double along = dot(v.data(), unit.data(), unit.size());
  for (std::size_t f = 0; f < unit.size(); ++f) v[f] -= along * unit[f];
}

double length(const std::vector<double>& v) { return std::sqrt(dot(v.data(), v.data(), v.size())); }

// Weights, then the constant that makes the form 0 at the sample.
std::vector<double> through(const JointData& data, std::size_t sample, std::vector<double> weights) {
  weights.push_back(-dot(weights.data(), data.row(sample).data(), weights.size()));
  return weights;
}

std::vector<double> flat_form(const JointData& data, std::vector<double> direction, JointRandom& random) {
  const double scale = std::exp(random.normal() - 1) / std::max(length(direction), kZero);
  for (double& weight : direction) weight *= scale;
  std::vector<double> form = through(data, data.changed()[random.below(data.changed().size())], std::move(direction));
  form.back() += 0.1 * random.normal();
  return form;
}

}  // namespace

std::vector<double> random_form(const JointData& data, JointRandom& random) {
  const std::size_t d = data.width() - 1;
  std::vector<double> direction;
  for (std::size_t f = 0; f < d; ++f) direction.push_back(random.normal());
  if (d > kManyFeatures && random.below(2) == 0) return flat_form(data, std::move(direction), random);
  const std::size_t first = random.below(data.count());
  std::vector<std::vector<double>> basis;
  for (std::size_t k = 1; k < d; ++k) {
    const auto x = data.row(random.below(data.count())), origin = data.row(first);
    std::vector<double> difference;
    for (std::size_t f = 0; f < d; ++f) difference.push_back(x[f] - origin[f]);
    for (const auto& unit : basis) remove_component(difference, unit);
    const double size = length(difference);
    if (size < kZero) continue;
    for (double& entry : difference) entry /= size;
    basis.push_back(std::move(difference));
  }
  for (const auto& unit : basis) remove_component(direction, unit);
  std::vector<double> form = through(data, first, std::move(direction));
  std::vector<double> sizes;
  for (std::size_t i = 0; i < data.count(); ++i) {
    const double size = std::abs(dot(form.data(), data.row(i).data(), d + 1));
    if (size > kZero) sizes.push_back(size);
  }
  if (sizes.empty()) return form;
  const std::size_t kept = std::min(kNearest, sizes.size());
  std::partial_sort(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(kept), sizes.end());
  form.back() += (random.uniform() - 0.5) * sizes[0];
  const double scale = (0.2 + random.uniform()) / sizes[random.below(kept)];
  for (double& entry : form) entry *= scale;
  return form;
}

}  // namespace ftcert
