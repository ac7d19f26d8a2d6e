#include "ftcert/audit/tools/data.hpp"

#include <algorithm>
#include <bit>

namespace ftcert::audit {

std::size_t LineData::changed() const {
  return static_cast<std::size_t>(std::count_if(z.begin(), z.end(), [](const Rational& v) { return !v.is_zero(); }));
}

Problem LineData::problem() const {
  PointMatrix points(samples(), 1), residuals(samples(), 1);
  points.entries = x;
  residuals.entries = z;
  return Problem(std::move(points), std::move(residuals));
}

std::string LineData::text() const {
  std::string result;
  for (std::size_t i = 0; i < samples(); ++i) {
    result += (i == 0 ? "(" : " (") + x[i].text() + ", " + z[i].text() + ")";
  }
  return result;
}

LineData on_integers(const std::vector<Rational>& z) {
  LineData data;
  for (std::size_t i = 0; i < z.size(); ++i) data.x.emplace_back(i + 1);
  data.z = z;
  return data;
}

LineData on_integers(const std::vector<int>& z) { return on_integers(std::vector<Rational>(z.begin(), z.end())); }

std::size_t size_of(IndexSet set) { return static_cast<std::size_t>(std::popcount(set)); }

std::string set_text(IndexSet set) {
  std::string result = "{";
  for (std::size_t i = 0; i < 32; ++i) {
    if (contains(set, i)) result += (result.size() > 1 ? ", " : "") + std::to_string(i + 1);
  }
  return result + "}";
}

std::vector<std::size_t> runs(IndexSet set, std::size_t samples) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < samples; ++i) {
    if (!contains(set, i)) continue;
    if (i == 0 || !contains(set, i - 1)) result.push_back(0);
    ++result.back();
  }
  return result;
}

LineData random_data(Generator& generator, std::size_t samples, IndexSet set) {
  LineData data;
  Rational x = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const Integer q = generator.between(1, 4), p = generator.between(1, 9);
    x += Rational(p, q);
    data.x.push_back(x);
    const std::int64_t sign = generator.between(0, 1) == 0 ? -1 : 1;
    data.z.push_back(contains(set, i) ? Rational(sign * generator.between(1, 9)) : Rational(0));
  }
  return data;
}

}  // namespace ftcert::audit
