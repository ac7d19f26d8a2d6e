#include "ftcert/construct/joint/joint_data.hpp"

#include <algorithm>
#include <cmath>

namespace ftcert {

namespace {

constexpr double kLeast = 1e-100, kMost = 1e100;

}  // namespace

JointData::JointData(const CentredSamples& samples, const std::vector<Rational>& z)
    : width_(samples.width() + 1), usable_(!samples.out_of_range()) {
  Rational most;
  for (const Rational& value : z) most = std::max(most, abs(value));
  scale_ = to_double(most);
  usable_ = usable_ && scale_ >= kLeast && scale_ <= kMost;
  rows_.reserve(z.size() * width_);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto x = samples.row(i);
    rows_.insert(rows_.end(), x.begin(), x.end());
    rows_.push_back(1);
    targets_.push_back(most.is_zero() ? 0 : to_double(z[i] / most));
    if (!z[i].is_zero()) changed_.push_back(i);
  }
}

}  // namespace ftcert
