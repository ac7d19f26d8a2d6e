// Certificates as evidence for or against a claim.
//
// Purpose: from data in memory to a certificate file that the checker has accepted; the audit shows nothing else. The data are embedded,
// f = 0, and the file says in a comment which row of the audit it belongs to.
//
//   Evidence evidence(kFigure3.id, Role::kContradicts);
//   finding.certificates.push_back(evidence.network("n2", "4 - 1 pieces", data, g));
//   finding.certificates.push_back(evidence.bound("n2-bound", "no fewer", data, 2));
#pragma once

#include <optional>

#include "ftcert/audit/finding.hpp"
#include "ftcert/audit/tools/data.hpp"
#include "ftcert/construct/exhaustion/exhaustion.hpp"

namespace ftcert::audit {

class Evidence {
 public:
  Evidence(std::string_view row, Role role) : row_(row), role_(role) {}

  // g takes the residuals (contract: it does).
  CertificateFile network(const std::string& name, const std::string& says, const LineData& data,
                          const Network& g) const;
  CertificateFile network(const std::string& name, const std::string& says, const Problem& problem,
                          const Network& g) const;
  // The best bound of forced kinks for networks with so many affine maps; data not constant.
  CertificateFile bound(const std::string& name, const std::string& says, const LineData& data,
                        std::size_t layers) const;
  CertificateFile bound(const std::string& name, const std::string& says, const Problem& problem,
                        std::size_t layers) const;
  // No network with one hidden layer and fewer than count.neurons neurons fits; count.neurons >= 1.
  CertificateFile exhaustion(const std::string& name, const std::string& says, const LineData& data,
                             const ExactCount& count) const;
  // Fewer neurons than this of one hidden layer do not fit: by trees of activation patterns, which are tried for 1, .., most neurons with at most so
  // many linear programs for each. Nothing: none shows anything.
  std::optional<CertificateFile> trees(const std::string& name, const Problem& problem, std::size_t most,
                                       std::size_t programs) const;

 private:
  std::string row_;
  Role role_;
};

// The first comment of such a certificate.
std::string evidence_words(std::string_view row, Role role, const std::string& says);

// The network with the fewest neurons that the constructions find.
Network best_network(const Problem& problem, std::size_t layers);
// That of one construction; nullopt: it does not apply.
std::optional<Network> network_of(std::string_view construction, const Problem& problem);
// Hidden neurons that network_of() would have.
std::optional<std::size_t> neurons_of(std::string_view construction, const Problem& problem);

}  // namespace ftcert::audit
