// From data and a frozen network to a checked certificate.
//
// Purpose: the main job. Reads samples and f, computes the residuals exactly, lets the constructions plan, builds the network of
// the chosen one, and runs the checker over the bytes that are going to be written.
//
//   CertifyResult result = certify({"d.csv", bytes}, std::nullopt, CertifyRequest{});
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

struct CertifyRequest : SubjectRequest {
  std::size_t layers = 2;             // affine maps of g, or kAnyLayers
  std::string construction = "auto";  // or a name of constructions()
  std::optional<std::vector<Integer>> direction;
};

struct CertifyResult {
  InterpolationCertificate certificate;
  std::string bytes;                  // the file, already verified by the checker
  std::vector<Candidate> candidates;  // all constructions that were compared
  std::size_t lower_bound = 0;        // no network of this depth with fewer neurons fits these data
};

// Errors: those of the readers (3xx); kUnknownName, kNotApplicable, kUsage.
CertifyResult certify(const NamedBytes& data, const std::optional<NamedBytes>& model, const CertifyRequest& request);

}  // namespace ftcert
