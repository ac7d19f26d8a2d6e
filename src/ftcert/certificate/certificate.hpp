// Certificates in memory, and their one reader.
//
// Purpose: the statements of a certificate file (proofs/certificate-format.md), each with the line it stands on. The reader checks the
// grammar and nothing else; whether the statements are true is the checker's business (check/check.hpp).
//
//   Certificate certificate = read_certificate("a.ftc", bytes);   // throws Error 3xx with file:line
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ftcert/core/evaluation.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/data/samples.hpp"

namespace ftcert {

inline constexpr unsigned kFormatMajor = 1;
inline constexpr unsigned kFormatMinor = 0;

struct InterpolationClaim {
  std::size_t layers = 0;   // affine maps of g
  std::size_t neurons = 0;  // hidden neurons of g
  std::size_t samples = 0;  // K
  std::size_t changed = 0;  // N
  bool operator==(const InterpolationClaim&) const = default;
  // "interpolation layers=2 neurons=9 samples=442 changed=20"
  std::string text() const;
};

struct ConstructionNote {
  std::string name;
  std::size_t bound = 0;
};

// The file that samples come from.
struct DataBinding {
  DataFormat format = DataFormat::kCsv;
  std::string sha256;
  ColumnChoice columns;
};

// The file that f comes from.
struct ModelBinding {
  std::string sha256;
  std::vector<std::size_t> outputs;
};

enum class FrozenKind { kZero, kValues, kNetwork };

struct ProjectionMargin {
  std::vector<Integer> direction;
  std::optional<Rational> gap;  // nullopt: one sample
};

struct Margins {
  std::vector<LayerMargin> layers;
  std::optional<ProjectionMargin> projection;
  WeightBits bits;
};

// Lines of the statements that can be wrong, for messages.
struct InterpolationLines {
  std::size_t claim = 0, construction = 0, data = 0, model = 0, frozen = 0, g = 0, samples = 0,
              projection = 0, bits = 0;
  std::vector<std::size_t> layers;  // of the margins
};

struct InterpolationCertificate {
  InterpolationClaim claim;
  std::size_t dimension = 0;
  std::size_t outputs = 0;
  std::optional<ConstructionNote> construction;
  std::optional<DataBinding> data;
  std::optional<ModelBinding> model;
  FrozenKind frozen = FrozenKind::kZero;
  std::optional<Network> f;  // exactly when frozen == kNetwork
  Network g;
  bool external = false;  // samples are in the data file, not here
  std::size_t sample_count = 0;
  Samples samples;  // empty when external
  Margins margins;
  InterpolationLines lines;
};

using Certificate = std::variant<InterpolationCertificate>;

// `name` is for messages. gzip is undone first. Errors: 3xx.
Certificate read_certificate(const std::string& name, std::string bytes);

// The file that read_certificate() reads back to an equal certificate. Same certificate, same bytes. `comments` are put after the
// claim, one '%' line each (printable ASCII).
std::string write_certificate(const Certificate& certificate, const std::vector<std::string>& comments = {});

// Names in certificates: bytes other than [A-Za-z0-9_.-] as %XX.
std::string encode_name(std::string_view name);

}  // namespace ftcert
