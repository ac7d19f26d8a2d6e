// Readers of the parts of a certificate; certificate.hpp is what others use.
#pragma once

#include <initializer_list>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certificate/line_reader.hpp"

namespace ftcert {

// One kind each: the statement after the claim's keyword up to END. The reader stands at the claim.
InterpolationCertificate read_interpolation(LineReader& in);
BoundCertificate read_bound(LineReader& in, Methods methods);
ExecutionCertificate read_execution(LineReader& in);
// The lines of method `patterns`, behind the samples.
void read_patterns(LineReader& in, BoundCertificate& certificate);

// A number from 1 to `most`, returned less 1.
std::size_t read_index(LineReader& in, std::string_view text, std::size_t most, const char* what);

// A network as it stands in the file: each row has its layer's C weights, but the layers may not fit together.
struct ReadNetwork {
  std::string_view name;
  std::size_t line = 0;
  std::vector<AffineMap> layers;
  std::vector<std::size_t> lines;                      // of the layers
  std::vector<std::vector<ElementStep>> steps;         // before each layer, and behind all; with_steps
  std::vector<std::vector<std::size_t>> step_lines{};  // likewise
};
ReadNetwork read_network(LineReader& in, std::string_view name, std::size_t least_depth, bool with_steps = false);
// Whether the layers fit together is a statement of the certificate, so it is judged after the whole file has been read: kShapeMismatch.
Network fit_together(const LineReader& in, ReadNetwork read, std::size_t inputs, std::size_t outputs);

// The counts of a claim, by their keys from the second word behind the kind on.
std::vector<std::size_t> read_counts(LineReader& in, std::initializer_list<std::string_view> keys);
// The lines dimension and outputs, and with a specification the line of that name.
void read_sizes(LineReader& in, CertificateBody& body, bool specified);
SpecificationTerms read_specification(LineReader& in, std::size_t outputs);
// Of a sample, from the word `at` on.
void read_specified(LineReader& in, std::size_t at, const SpecificationTerms& terms, Samples& samples);
// The second word of `line` and `patterns`.
ObservedOutput read_observed(LineReader& in, const CertificateBody& body);
// The lines from `data` to `frozen-columns`. line: that of `data`.
std::optional<DataBinding> read_data_binding(LineReader& in, const CertificateBody& body, std::size_t& line);
// The lines from `model` to the last `external`. line: that of `model`.
std::optional<ModelBinding> read_model_binding(LineReader& in, std::size_t outputs, std::size_t& line);
// The lines from `data` to `frozen` with the network f behind it, if any (not yet fitted together).
std::optional<ReadNetwork> read_origins(LineReader& in, CertificateBody& body, BodyLines& lines,
                                        bool with_steps = false);
void read_samples(LineReader& in, CertificateBody& body, BodyLines& lines);

// "a,b,c" at its commas.
std::vector<std::string_view> split_at(std::string_view text, char separator);

}  // namespace ftcert
