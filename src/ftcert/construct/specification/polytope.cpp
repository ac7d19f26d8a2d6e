#include "ftcert/construct/specification/polytope.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "ftcert/common/splitmix.hpp"

namespace ftcert {

namespace {

constexpr double kPrice = 1e5, kMissed = 1e-6;
// Samples that are asked for again, singly, when a face is found.
constexpr std::size_t kAddedSingly = 16;

using Rows = std::vector<std::size_t>;

class Faces {
 public:
  Faces(const CentredSamples& samples, const Rows& inside, const PolytopeRequest& request, SearchBudget& budget)
      : samples_(samples), request_(request), budget_(budget), sides_(samples.count(), 0) {
    for (const std::size_t i : inside) sides_[i] = -1;
  }

  // Nothing: a sample has no face, or the faces are more than that.
  std::optional<std::vector<FloatRow>> run(Rows rest, std::size_t most, unsigned round) {
    std::vector<FloatRow> faces;
    while (!rest.empty()) {
      if (faces.size() == most) return std::nullopt;
      std::optional<FloatRow> face = take(rest, round);
      if (!face) return std::nullopt;
      const std::size_t before = rest.size();
      std::erase_if(rest, [&](std::size_t i) { return cuts_off(*face, i); });
      if (rest.size() == before) return std::nullopt;
      faces.push_back(std::move(*face));
    }
    return faces;
  }

 private:
  bool cuts_off(const FloatRow& face, std::size_t i) const { return face.at(samples_.row(i)) >= 1 - kMissed; }

  std::optional<RowSolution> program(const Rows& outside, bool priced, unsigned round) {
    RowProgram program{outside, std::vector<double>(outside.size(), 1), sides_, request_.margin, {}, {}};
    program.uppers.assign(outside.size(), std::numeric_limits<double>::infinity());
    for (const std::size_t i : outside) {
      const auto random = static_cast<double>(splitmix(round * samples_.count() + i) >> 11U) * 0x1p-53;
      if (priced) program.prices.push_back(round == 0 ? kPrice : kPrice * (1 + 3 * random));
    }
    std::optional<RowSolution> solution = solve(samples_, program, budget_);
    if (!priced && solution && request_.most_size && solution->row.size() > *request_.most_size) solution.reset();
    return solution;
  }

  // A face that cuts off some of the rest.
  std::optional<FloatRow> take(const Rows& rest, unsigned round) {
    Rows group = rest;
    for (;;) {
      const std::optional<RowSolution> last = program(group, true, round);
      if (!last) return std::nullopt;
      std::vector<std::pair<double, std::size_t>> missed;
      for (std::size_t a = 0; a < group.size(); ++a) {
        if (last->misses[a] > kMissed) missed.emplace_back(-last->misses[a], group[a]);
      }
      if (missed.empty() && (!request_.most_size || last->row.size() <= *request_.most_size))
        return grown(std::move(group), last->row, rest);
      if (group.size() == 1) return std::nullopt;
      // Rows that are too large as well: the samples that press most are those whose price is nearly paid.
      if (missed.empty()) {
        for (std::size_t a = 0; a < group.size(); ++a) missed.emplace_back(-std::abs(last->duals[a]), group[a]);
        std::ranges::sort(missed);
        missed.resize(1);
      }
      std::ranges::sort(missed);
      missed.resize(std::min((missed.size() + 3) / 4, group.size() - 1));
      for (const auto& [share, i] : missed) std::erase(group, i);
    }
  }

  FloatRow grown(Rows group, FloatRow face, const Rows& rest) {
    std::vector<std::pair<double, std::size_t>> others;
    for (const std::size_t i : rest) {
      if (!cuts_off(face, i)) others.emplace_back(-face.at(samples_.row(i)), i);
    }
    std::ranges::sort(others);
    for (std::size_t o = 0; o < std::min(others.size(), kAddedSingly) && !budget_.spent(); ++o) {
      if (cuts_off(face, others[o].second)) continue;
      group.push_back(others[o].second);
      if (auto more = program(group, false, 0)) {
        face = std::move(more->row);
      } else {
        group.pop_back();
      }
    }
    return face;
  }

  const CentredSamples& samples_;
  const PolytopeRequest& request_;
  SearchBudget& budget_;
  std::vector<signed char> sides_;
};

}  // namespace

std::optional<std::vector<FloatRow>> find_faces(const CentredSamples& samples, const Rows& inside, const Rows& outside,
                                                const PolytopeRequest& request, SearchBudget& budget) {
  Faces faces(samples, inside, request, budget);
  std::optional<std::vector<FloatRow>> best;
  for (unsigned round = 0; round < request.rounds && !budget.spent(); ++round) {
    const std::size_t most = best ? best->size() - 1 : request.most_faces;
    if (most == 0) break;
    std::optional<std::vector<FloatRow>> found = faces.run(outside, most, round);
    if (found) best = std::move(found);
    if (!best && round == 0) break;
  }
  return best;
}

}  // namespace ftcert
