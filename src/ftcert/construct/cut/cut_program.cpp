#include "ftcert/construct/cut/cut_program.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ftcert {

namespace {

// What counts as violated and as zero; steps for one value more.
constexpr double kTolerance = 1e-9;
constexpr double kZero = 1e-9;
constexpr int kMostSteps = 400;
constexpr std::size_t kNear = 32;
// Entries of the samples from which on boxes are looked into before samples: fewer are looked at all.
constexpr std::size_t kManyEntries = 200'000;

}  // namespace

CutProgram::CutProgram(const SampleBoxes& samples, std::vector<bool> finished, double cap)
    : boxes_(samples),
      samples_(samples.samples()),
      finished_(std::move(finished)),
      cap_(cap),
      entering_(samples_.columns() + 1) {}

CutForm CutProgram::start() const {
  const std::size_t n = samples_.columns() + 1;
  CutForm form{std::vector<double>(n), std::vector<double>(n * n), std::vector<double>(n),
               std::vector<CutForm::Row>(n, CutForm::Row::kFree)};
  for (std::size_t j = 0; j < n; ++j) form.inverse[j * n + j] = 1;
  form.point.back() = cap_;
  form.duals.back() = 1;
  form.tight.back() = CutForm::Row::kBelow;
  return form;
}

// The condition sign * (p(x) + t) <= bound, without t for a value, becomes tight in the place of the one whose price rises least. False: none can leave.
bool CutProgram::pivot(CutForm& form, std::size_t sample, double sign, double bound, CutForm::Row kind) {
  const std::size_t n = form.point.size();
  const double* row = samples_.row(sample);
  const double t = kind == CutForm::Row::kBelow ? sign : 0;
  std::size_t leaves = n;
  double least = 0, most = 0;
  for (std::size_t j = 0; j < n; ++j) {
    const double* column = form.inverse.data() + j * n;
    double sum = 0;
    for (std::size_t c = 0; c + 1 < n; ++c) sum += row[c] * column[c];
    const double entry = entering_[j] = sign * sum + t * column[n - 1];
    if (form.tight[j] == CutForm::Row::kValue) continue;
    const bool free = form.tight[j] == CutForm::Row::kFree;
    if (free ? std::abs(entry) <= kZero : entry <= kZero) continue;
    const double ratio = free ? -1 : form.duals[j] / entry;
    if (leaves == n || ratio < least - 1e-13 || (ratio <= least + 1e-13 && std::abs(entry) > most)) {
      leaves = j;
      least = ratio;
      most = std::abs(entry);
    }
  }
  if (leaves == n) return false;
  double missing = bound;
  for (std::size_t c = 0; c + 1 < n; ++c) missing -= sign * row[c] * form.point[c];
  missing -= t * form.point[n - 1];
  const double price = std::max(0.0, form.duals[leaves] / entering_[leaves]);
  double* in = form.inverse.data() + leaves * n;
  for (std::size_t c = 0; c < n; ++c) {
    in[c] /= entering_[leaves];
    form.point[c] += missing * in[c];
  }
  for (std::size_t j = 0; j < n; ++j) {
    const double entry = entering_[j];
    if (j == leaves || entry == 0) continue;
    form.duals[j] -= price * entry;
    if (form.tight[j] == CutForm::Row::kBelow) form.duals[j] = std::max(0.0, form.duals[j]);
    double* column = form.inverse.data() + j * n;
    for (std::size_t c = 0; c < n; ++c) column[c] -= entry * in[c];
  }
  form.duals[leaves] = price;
  form.tight[leaves] = kind;
  return true;
}

std::vector<std::size_t> CutProgram::violated(const CutForm& form) const {
  const double least = kTolerance - form.margin();
  if (samples_.samples() * samples_.columns() >= kManyEntries)
    return boxes_.greatest(form.point, finished_, least, kNear);
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t i = 0; i < samples_.samples(); ++i) {
    if (!finished_[i]) continue;
    if (const double value = at(form, i); value > least) found.emplace_back(-value, i);
  }
  if (found.size() > kNear) {
    std::nth_element(found.begin(), found.begin() + kNear, found.end());
    found.resize(kNear);
  }
  std::vector<std::size_t> result;
  for (const auto& [value, i] : found) result.push_back(i);
  return result;
}

bool CutProgram::settle(CutForm& form, double least, SearchBudget& budget) {
  const auto n = static_cast<double>(form.point.size());
  for (int step = 0; step < kMostSteps && !budget.spent(); ++step) {
    if (!(form.margin() >= least)) return false;
    std::size_t worst = 0;
    double most = kTolerance - form.margin();
    for (const std::size_t i : near_) {
      if (const double value = at(form, i); value > most) most = value, worst = i;
    }
    budget.left -= n * (static_cast<double>(near_.size()) + 4 * n);
    if (most == kTolerance - form.margin()) {
      near_ = violated(form);
      budget.left -= n * static_cast<double>(samples_.samples());
      if (near_.empty()) return true;
      continue;
    }
    if (!pivot(form, worst, 1, 0, CutForm::Row::kBelow)) return false;
  }
  return false;
}

bool CutProgram::add_value(CutForm& form, std::size_t sample, double value, double least, SearchBudget& budget) {
  const double sign = at(form, sample) > value ? 1 : -1;
  if (!pivot(form, sample, sign, sign * value, CutForm::Row::kValue)) return false;
  return settle(form, least, budget);
}

}  // namespace ftcert
