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
};

struct CertifyResult : Attested<InterpolationCertificate> {
  std::vector<Candidate> candidates;  // all constructions that were compared; none for a network of the user's own
  std::size_t lower_bound = 0;        // no network of this depth with fewer neurons fits these data
};

// Builds g. Errors: kUnknownName, kNotApplicable, kUsage, kInterrupted.
CertifyResult certify(const Subject& subject, const CertifyRequest& request, const Control& control);

// The certificate of a network of the user's own. Errors: kWrongValue naming the first sample that it misses and by how much;
// kShapeMismatch; kInterrupted.
CertifyResult certify_network(const Subject& subject, Network g, const Control& control);

}  // namespace ftcert
