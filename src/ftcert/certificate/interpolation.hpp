// Certificates of kind `interpolation`: f + g equals the label at every sample; or of kind `specification`: it is what a sample may be.
#pragma once

#include <utility>

#include "ftcert/certificate/body.hpp"
#include "ftcert/evaluation/evaluation.hpp"

namespace ftcert {

struct InterpolationClaim {
  std::size_t layers = 0;                  // affine maps of g
  std::size_t neurons = 0;                 // hidden neurons of g
  std::size_t samples = 0;                 // K
  std::size_t changed = 0;                 // N
  std::optional<std::size_t> specified{};  // S, of a specification
  bool operator==(const InterpolationClaim&) const = default;
  // "interpolation layers=2 neurons=9 samples=442 changed=20", "specification layers=2 neurons=3 samples=1797 changed=25 specified=25"
  std::string text() const;
};

struct ConstructionNote {
  std::string name;
  std::size_t bound = 0;
};

struct ProjectionMargin {
  std::vector<Integer> direction;
  std::optional<Rational> gap;  // nullopt: one sample
};

struct Margins {
  std::vector<LayerMargin> layers;
  std::optional<ProjectionMargin> projection;
  WeightBits bits;
};

struct InterpolationLines : BodyLines {
  std::size_t construction = 0, g = 0, projection = 0, bits = 0;
  std::vector<std::size_t> layers;  // of the margins
};

struct InterpolationCertificate : CertificateBody {
  InterpolationCertificate() = default;
  explicit InterpolationCertificate(CertificateBody body) : CertificateBody(std::move(body)) {}

  InterpolationClaim claim;
  std::optional<ConstructionNote> construction;
  Network g;
  Margins margins;
  InterpolationLines lines;
};

}  // namespace ftcert
