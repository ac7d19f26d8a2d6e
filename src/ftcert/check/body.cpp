#include "ftcert/check/body.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/evaluation/frozen.hpp"

namespace ftcert {

void BodyCheck::evaluate(const Integer& more_work, std::optional<std::size_t> bits) {
  work_ = more_work;
  labelled_ += labelled_rows(samples()).size();
  if (c_.f) work_ += network_work(*c_.f, bits ? *bits : point_bits(samples().points), labelled_);
  WorkMeter(supplied_.most_work).charge(work_, {name_, lines_.claim});
  if (c_.f) network_values_ = evaluate_where_labelled(*c_.f, samples(), supplied_.for_chunks);
}

const Rational& BodyCheck::frozen(std::size_t i, std::size_t k) const {
  static const Rational zero;
  if (samples().frozen) return samples().frozen->row(i)[k];
  return network_values_ ? network_values_->row(i)[k] : zero;
}

Rational BodyCheck::residual(std::size_t i, std::size_t k) const {
  const auto& y = label(i, k);
  return y ? *y - frozen(i, k) : Rational();
}

std::vector<std::string> BodyCheck::notes() const {
  std::vector<std::string> result;
  if (c_.data && supplied_.data.empty())
    result.emplace_back("data file not supplied: the samples are those in the certificate");
  const bool computed = c_.frozen == FrozenKind::kComputed;
  if (supplied_.model) {
    result.push_back("model file: digest compared; that " +
                     std::string(computed ? "the values of f are those" : "network f is the function") +
                     " of that file is not checked here");
  } else if (c_.model) {
    result.emplace_back(computed ? "model file not supplied: the values of f are those in the certificate"
                                 : "model file not supplied: f is the network in the certificate");
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
  if (!fingerprints_.empty()) return distinct_parts();
  const std::vector<RepeatedRow> repeated = repeated_rows(samples().points);
  if (!repeated.empty()) duplicate(repeated.front().row, repeated.front().first);
}

void BodyCheck::duplicate(std::size_t sample, std::size_t first) const {
  reject(Code::kDuplicateSample, line_of_sample(sample),
         "sample " + std::to_string(sample + 1) + ": the point is that of sample " + std::to_string(first + 1));
}

}  // namespace ftcert
