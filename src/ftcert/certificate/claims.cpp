#include "ftcert/certificate/bound.hpp"
#include "ftcert/certificate/execution.hpp"
#include "ftcert/certificate/interpolation.hpp"

namespace ftcert {

namespace {

std::string counts(std::size_t layers, const char* relation, std::size_t neurons, std::size_t samples,
                   std::size_t changed) {
  return " layers=" + std::to_string(layers) + " neurons" + relation + std::to_string(neurons) +
         " samples=" + std::to_string(samples) + " changed=" + std::to_string(changed);
}

}  // namespace

std::string InterpolationClaim::text() const {
  return "interpolation" + counts(layers, "=", neurons, samples, changed);
}

std::string BoundClaim::text() const { return "bound" + counts(layers, "=", neurons, samples, changed); }

std::string BoundClaim::verdict() const { return "bound" + counts(layers, ">=", neurons, samples, changed); }

std::string ExecutionClaim::text() const {
  return "execution arithmetic=" + ieee_name(arithmetic) + " g=" + ieee_name(g) +
         counts(layers, "=", neurons, samples, changed) + " deviation<=" + deviation.text();
}

}  // namespace ftcert
