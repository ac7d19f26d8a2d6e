#include "ftcert/check/pair.hpp"

#include <algorithm>

#include "ftcert/check/body.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

// The points, and what f says and what g shall say at every one. Where f is not known it is kept, so that g is 0.
struct Datum {
  PointMatrix points, frozen, residuals;
  std::vector<bool> unknown;
  std::optional<SpecificationTerms> terms;
  std::vector<std::optional<Interval>> intervals;
  std::vector<ClassSet> classes;

  bool same_specifications(const Datum& other) const {
    if (!terms != !other.terms || intervals != other.intervals || classes != other.classes) return false;
    return !terms || (terms->kind == other.terms->kind && (!terms->classes() || terms->number == other.terms->number));
  }
  bool knows(std::size_t i) const { return unknown.empty() || !unknown[i]; }
  // Where both know f.
  bool same_frozen(const Datum& other) const {
    for (std::size_t i = 0; i < frozen.count; ++i) {
      if (knows(i) && other.knows(i) && !std::ranges::equal(frozen.row(i), other.frozen.row(i))) return false;
    }
    return true;
  }
};

Datum datum(const CertificateBody& c, const BodyLines& lines, const Supplied& supplied) {
  const std::string name;
  BodyCheck body(c, lines, name, supplied);
  body.read();
  const Samples& samples = body.samples();
  Datum result{samples.points,
               PointMatrix(samples.count(), c.outputs),
               PointMatrix(samples.count(), c.outputs),
               samples.unknown,
               c.specification,
               samples.intervals,
               samples.classes};
  if (samples.frozen) result.frozen = *samples.frozen;
  if (c.f) {
    const Integer units = network_work(*c.f, samples.points, samples.count());
    if (const auto& most = supplied.most_work; most && units > *most)
      throw Error(Code::kWork, "a pair: " + too_much_work(units, *most));
    result.frozen = evaluate_batch(*c.f, samples.points);
  }
  for (std::size_t i = 0; i < samples.labels.size(); ++i) {
    if (samples.labels[i]) result.residuals.entries[i] = *samples.labels[i] - result.frozen.entries[i];
  }
  return result;
}

}  // namespace

std::string check_pair(const Certificate& network, const Certificate& bound, const Supplied& supplied) {
  const auto* upper = std::get_if<InterpolationCertificate>(&network);
  const auto* lower = std::get_if<BoundCertificate>(&bound);
  if (upper == nullptr || lower == nullptr) {
    throw Error(Code::kClaimMismatch, "a pair: expected an interpolation certificate and a bound, found other kinds");
  }
  if (upper->specification.has_value() != lower->specification.has_value())
    throw Error(Code::kClaimMismatch, "a pair: expected specifications in both certificates, or in none");
  if (upper->claim.layers != lower->claim.layers) {
    throw Error(Code::kClaimMismatch, "a pair: layers: expected " + std::to_string(upper->claim.layers) + ", found " +
                                          std::to_string(lower->claim.layers));
  }
  const Datum above = datum(*upper, upper->lines, supplied), below = datum(*lower, lower->lines, supplied);
  if (upper->dimension != lower->dimension || upper->outputs != lower->outputs ||
      above.points.entries != below.points.entries || !above.same_frozen(below) ||
      above.residuals.entries != below.residuals.entries || !above.same_specifications(below)) {
    throw Error(Code::kDataMismatch, "a pair: expected the same samples, values of f and labels, found others");
  }
  const std::string least = std::to_string(lower->claim.neurons), most = std::to_string(upper->claim.neurons);
  return (least == most ? "exact layers=" : "interval layers=") + std::to_string(upper->claim.layers) +
         " neurons=" + (least == most ? most : least + ".." + most) +
         " samples=" + std::to_string(upper->claim.samples) +
         (lower->claim.specified ? " specified=" + std::to_string(*lower->claim.specified)
                                 : " changed=" + std::to_string(upper->claim.changed));
}

}  // namespace ftcert
