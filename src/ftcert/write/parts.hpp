// Writers of the parts of a certificate; write/write.hpp is what others use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certificate/line_reader.hpp"  // encode_name, joined

namespace ftcert {

// One kind each.
std::string write_kind(const InterpolationCertificate& certificate, const std::vector<std::string>& comments);
std::string write_kind(const BoundCertificate& certificate, const std::vector<std::string>& comments);
std::string write_kind(const ExecutionCertificate& certificate, const std::vector<std::string>& comments);

// The first lines of a file: version, claim, comments. minor: the oldest version with this kind; the body may need a newer one.
std::string head(unsigned minor, const CertificateBody& body, const std::string& claim,
                 const std::vector<std::string>& comments);
void write_sizes(std::string& out, const CertificateBody& body);
// Data, model, and how f is given; the network f, if there is one, comes behind.
void write_origins(std::string& out, const CertificateBody& body);
void write_samples(std::string& out, const CertificateBody& body);
// Method patterns: the lines behind the samples.
void write_patterns(std::string& out, const PatternEvidence& patterns);
// "output=1", "difference=3-0"
std::string text(const ObservedOutput& output);
void write_layer(std::string& out, const AffineMap& map);
void write_network(std::string& out, std::string_view name, const Network& network);

}  // namespace ftcert
