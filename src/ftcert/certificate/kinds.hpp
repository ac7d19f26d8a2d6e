// Readers and writers of the parts of a certificate; certificate.hpp is what others use.
#pragma once

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certificate/line_reader.hpp"

namespace ftcert {

// One kind each: the statement after the claim's keyword up to END. The reader stands at the claim.
InterpolationCertificate read_interpolation(LineReader& in);
BoundCertificate read_bound(LineReader& in);
std::string write_kind(const InterpolationCertificate& certificate, const std::vector<std::string>& comments);
std::string write_kind(const BoundCertificate& certificate, const std::vector<std::string>& comments);

// A network as it stands in the file: each row has its layer's C weights, but the layers may not fit together.
struct ReadNetwork {
  std::string_view name;
  std::size_t line = 0;
  std::vector<AffineMap> layers;
  std::vector<std::size_t> lines;  // of the layers
};
ReadNetwork read_network(LineReader& in, std::string_view name, std::size_t least_depth);
// Whether the layers fit together is a statement of the certificate, so it is judged after the whole file has been read: kShapeMismatch.
Network fit_together(const LineReader& in, ReadNetwork read, std::size_t inputs, std::size_t outputs);

// `claim KIND layers= neurons= samples= changed=`: the four counts, and the line.
void read_claim(LineReader& in, std::size_t (&counts)[4], BodyLines& lines);
// The lines dimension and outputs.
void read_sizes(LineReader& in, CertificateBody& body);
// The lines from `data` to `frozen` with the network f behind it, if any (not yet fitted together).
std::optional<ReadNetwork> read_origins(LineReader& in, CertificateBody& body, BodyLines& lines);
void read_samples(LineReader& in, CertificateBody& body, BodyLines& lines);

// "a,b,c" by commas.
std::vector<std::string_view> split_commas(std::string_view text);

// The first lines of a file: version, claim, comments.
std::string head(unsigned minor, const std::string& claim, const std::vector<std::string>& comments);
void write_sizes(std::string& out, const CertificateBody& body);
void write_origins(std::string& out, const CertificateBody& body);
void write_samples(std::string& out, const CertificateBody& body);
void write_network(std::string& out, std::string_view name, const Network& network);

// Items by separators.
template <typename Range, typename Print>
std::string joined(const Range& range, std::string_view separator, Print print) {
  std::string result;
  for (const auto& item : range) {
    if (!result.empty()) result += separator;
    result += print(item);
  }
  return result;
}

}  // namespace ftcert
