// What every certificate is about: samples, and the frozen network f at them.
//
// Purpose: the lines that all kinds of certificates have in common (proofs/certificate-format.md, sections 3 to 5), in memory. Invariant
// kept by the reader: with `external` the samples are empty and there is a data binding; samples in parts are external; `f` is there exactly with kNetwork; the samples
// have values of f exactly with kValues and kComputed, and with kComputed f may be unknown where nothing but `keep` is stated.
//
//   struct MyCertificate : CertificateBody { ... };
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/samples.hpp"

namespace ftcert {

// A file that samples come from.
struct BoundFile {
  TableForm form;
  std::string sha256;
  std::optional<std::size_t> samples{};  // of a part: how many it has, merged
  std::size_t line = 0;                  // of the certificate
};

// One file, or parts: the samples of the first, then those of the second, and so on.
struct DataBinding {
  std::vector<BoundFile> files;
  ColumnChoice columns;
  std::optional<BoundFile> labels{};  // the file with the columns of labels, if it is another one; not with parts

  bool in_parts() const { return files.front().samples.has_value(); }
};

enum class ModelFormat { kOnnx, kNnet };

// A file beside the model that holds numbers of it.
struct ExternalFile {
  std::string name;  // its path below the folder of the model file, components separated by '/'
  std::string sha256;
  std::size_t line = 0;  // of the certificate
};

// The file that f comes from, and what of it f is.
struct ModelBinding {
  std::string sha256;
  std::vector<std::size_t> outputs;
  ModelFormat format = ModelFormat::kOnnx;
  std::string tensor{};  // of the graph; empty: its only output
  bool folded = false;   // batch normalizations are functions with weights of binary32 (section 20)
  std::vector<ExternalFile> external{};
};

// Nothing; its values at the samples; a network that is written out; its values at samples, computed from the model.
enum class FrozenKind { kZero, kValues, kNetwork, kComputed };

struct CertificateBody {
  std::size_t dimension = 0;
  std::size_t outputs = 0;
  std::optional<SpecificationTerms> specification;  // of the samples, in place of labels
  std::optional<DataBinding> data;
  std::optional<ModelBinding> model;
  FrozenKind frozen = FrozenKind::kZero;
  std::optional<Network> f;  // exactly when frozen == kNetwork
  bool external = false;     // samples are in the data file, not here
  std::size_t sample_count = 0;
  Samples samples;  // empty when external
};

// Lines of the statements, for messages.
struct BodyLines {
  std::size_t claim = 0, data = 0, model = 0, frozen = 0, samples = 0;
};

}  // namespace ftcert
