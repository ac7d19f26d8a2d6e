// From data and a frozen network to a checked certificate.
//
// Purpose: the main job. Lets the constructions plan, builds the network of the chosen one, and has it attested.
//
//   CertifyResult result = certify(read_subject({"d.csv", bytes}, std::nullopt, {}, {}), CertifyRequest{}, Control{});
//   write_file("out.ftc", result.bytes);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certify/subject.hpp"
#include "ftcert/construct/choice.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

struct CertifyRequest {
  std::size_t layers = 2;             // affine maps of g, or kAnyLayers
  std::string construction = "auto";  // or a name of constructions()
  std::optional<std::vector<Integer>> direction;
  // The arithmetic that g has to survive; none: g is a real function and nothing else.
  std::optional<FloatFormat> runs_in;
  FloatFormat input = FloatFormat::kBinary32;  // of the model: what samples are read as, and what g is added to
  bool float_weights = false;                  // g's weights are numbers of the format `runs_in`
  std::optional<Rational>
      deviation;        // what an execution may miss a label by; none: max |z| max{2^-10, 512 (D + 4) u}. Not negative
  bool robust = false;  // least effect near the kept samples before fewest neurons
};

// With specifications in place of labels.
struct SpecificationFacts {
  std::size_t specified = 0;       // samples
  std::size_t satisfied = 0;       // of these, by f
  std::size_t near_misses = 0;     // that have one of their classes with f, but not by the margin
  std::optional<Rational> asked;   // the margin, with classes
  std::optional<Rational> margin;  // that of the certificate: asked, or what holds after all rounding
  std::optional<Rational>
      lead;  // the least that a class leads by: over the rationals or, with float_weights, in every execution
  PointMatrix changes;  // values of g, K x P, over the rationals
};

// With float_weights g may miss the labels over the rationals, which no certificate of interpolation can claim: then `bytes` is empty, and
// `certificate` holds what is known of g, its margins apart.
struct CertifyResult : Attested<InterpolationCertificate> {
  std::vector<Candidate> candidates;  // all constructions that were compared; none for a network of the user's own
  std::string note;                   // what the user should know of g; empty: nothing
  std::size_t lower_bound = 0;        // no network of this depth with fewer neurons fits these data
  std::optional<Running> running;     // with runs_in: g as it will run, unless its weights do not fit
  Rational deviation;                 // with runs_in: what was asked for
  std::optional<SpecificationFacts> specification;  // with specifications

  bool certified() const { return !bytes.empty(); }
};

// Builds g. Errors: kUnknownName, kNotApplicable, kUsage, kInterrupted; kNotShown where no network keeps all kept samples in request.runs_in.
CertifyResult certify(const Subject& subject, const CertifyRequest& request, const Control& control);

// A network of the user's own, as it runs in request.runs_in: its numbers must be of that format. `bytes` as of certify() with float_weights.
// Errors: kShapeMismatch; kNotShown naming the first number that is not of the format.
CertifyResult certify_running(const Subject& subject, Network g, const CertifyRequest& request, const Control& control);

// The certificate of a network of the user's own. Errors: kWrongValue naming the first sample that it misses and by how much;
// kShapeMismatch; kInterrupted.
CertifyResult certify_network(const Subject& subject, Network g, const Control& control);

}  // namespace ftcert
