#include "ftcert/check/pair.hpp"

#include "ftcert/check/body.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

// The points, and what f says and what f + g shall say at every one.
struct Datum {
  PointMatrix points, frozen, targets;
  std::optional<SpecificationTerms> terms;
  std::vector<std::optional<Interval>> intervals;
  std::vector<ClassSet> classes;

  bool same_specifications(const Datum& other) const {
    if (!terms != !other.terms || intervals != other.intervals || classes != other.classes) return false;
    return !terms || (terms->kind == other.terms->kind && (!terms->classes() || terms->number == other.terms->number));
  }
};

Datum datum(const CertificateBody& c, const BodyLines& lines, const Supplied& supplied) {
  const std::string name;
  BodyCheck body(c, lines, name, supplied);
  body.read();
  const Samples& samples = body.samples();
  Datum result{samples.points, PointMatrix(samples.count(), c.outputs), {}, c.specification, samples.intervals,
               samples.classes};
  if (samples.frozen) result.frozen = *samples.frozen;
  if (c.f) {
    const Integer units = network_work(*c.f, samples.points, samples.count());
    if (const auto& most = supplied.most_work; most && units > *most)
      throw Error(Code::kWork, "a pair: " + too_much_work(units, *most));
    result.frozen = evaluate_batch(*c.f, samples.points);
  }
  result.targets = result.frozen;
  for (std::size_t i = 0; i < samples.labels.size(); ++i) {
    if (samples.labels[i]) result.targets.entries[i] = *samples.labels[i];
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
      above.points.entries != below.points.entries || above.frozen.entries != below.frozen.entries ||
      above.targets.entries != below.targets.entries || !above.same_specifications(below)) {
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
