#include "ftcert/certificate/bound.hpp"
#include "ftcert/certificate/interpolation.hpp"

namespace ftcert {

std::string InterpolationClaim::text() const {
  return "interpolation layers=" + std::to_string(layers) + " neurons=" + std::to_string(neurons) +
         " samples=" + std::to_string(samples) + " changed=" + std::to_string(changed);
}

namespace {

std::string claim_text(const BoundClaim& claim, const char* relation) {
  return "bound layers=" + std::to_string(claim.layers) + " neurons" + relation + std::to_string(claim.neurons) +
         " samples=" + std::to_string(claim.samples) + " changed=" + std::to_string(claim.changed);
}

}  // namespace

std::string BoundClaim::text() const { return claim_text(*this, "="); }

std::string BoundClaim::verdict() const { return claim_text(*this, ">="); }

}  // namespace ftcert
