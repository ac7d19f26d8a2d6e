#include "ftcert/check/body.hpp"

#include <algorithm>
#include <numeric>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::read() {
  files();
  compare_with_file();
  distinct();
}

void BodyCheck::evaluate(const Integer& more_work) {
  work_ = more_work;
  if (c_.f) work_ += network_work(*c_.f, samples().points, labelled_rows(samples()).size());
  WorkMeter(supplied_.most_work).charge(work_, {name_, lines_.claim});
  if (c_.f) network_values_ = evaluate_where_labelled(*c_.f, samples(), supplied_.for_chunks);
}

const Rational& BodyCheck::frozen(std::size_t i, std::size_t k) const {
  static const Rational zero;
  if (c_.frozen == FrozenKind::kValues) return samples().frozen->row(i)[k];
  return network_values_ ? network_values_->row(i)[k] : zero;
}

Rational BodyCheck::residual(std::size_t i, std::size_t k) const {
  const auto& y = label(i, k);
  return y ? *y - frozen(i, k) : Rational();
}

std::vector<std::string> BodyCheck::notes() const {
  std::vector<std::string> result;
  if (c_.data && !supplied_.data)
    result.emplace_back("data file not supplied: the samples are those in the certificate");
  if (supplied_.model) {
    result.emplace_back("model file: digest compared; that network f is the function of that file is not checked here");
  } else if (c_.model) {
    result.emplace_back("model file not supplied: f is the network in the certificate");
  }
  return result;
}

void BodyCheck::reject(Code code, std::size_t line, const std::string& text) const {
  throw Error(code, {name_, line}, text);
}

void BodyCheck::compare(Code code, std::size_t line, const std::string& what, const std::string& expected,
                        const std::string& found) const {
  if (expected != found) reject(code, line, what + ": expected " + expected + ", found " + found);
}

void BodyCheck::compare(Code code, std::size_t line, const std::string& what, std::size_t expected,
                        std::size_t found) const {
  compare(code, line, what, std::to_string(expected), std::to_string(found));
}

void BodyCheck::distinct() const {
  const PointMatrix& points = samples().points;
  std::vector<std::size_t> order(points.count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto compare_points = [&](std::size_t a, std::size_t b) {
    return std::lexicographical_compare_three_way(points.row(a).begin(), points.row(a).end(), points.row(b).begin(),
                                                  points.row(b).end());
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto c = compare_points(a, b);
    return c < 0 || (c == 0 && a < b);
  });
  for (std::size_t r = 1; r < order.size(); ++r) {
    if (compare_points(order[r - 1], order[r]) == 0) {
      reject(Code::kDuplicateSample, line_of_sample(order[r]),
             "sample " + std::to_string(order[r] + 1) + ": the point is that of sample " +
                 std::to_string(order[r - 1] + 1));
    }
  }
}

}  // namespace ftcert
