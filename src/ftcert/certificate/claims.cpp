#include "ftcert/certificate/bound.hpp"
#include "ftcert/certificate/execution.hpp"
#include "ftcert/certificate/interpolation.hpp"

namespace ftcert {

namespace {

std::string count(const char* key, std::size_t value) { return std::string(" ") + key + "=" + std::to_string(value); }

std::string counts(std::size_t layers, const char* relation, std::size_t neurons, std::size_t samples) {
  return count("layers", layers) + " neurons" + relation + std::to_string(neurons) + count("samples", samples);
}

}  // namespace

std::string InterpolationClaim::text() const {
  return (specified ? "specification" : "interpolation") + counts(layers, "=", neurons, samples) +
         count("changed", changed) + (specified ? count("specified", *specified) : "");
}

std::string BoundClaim::text() const {
  return "bound" + counts(layers, "=", neurons, samples) +
         (specified ? count("specified", *specified) : count("changed", changed));
}

std::string BoundClaim::verdict() const {
  return "bound" + counts(layers, ">=", neurons, samples) +
         (specified ? count("specified", *specified) : count("changed", changed));
}

std::string ExecutionClaim::text() const {
  return "execution arithmetic=" + ieee_name(arithmetic) + " g=" + ieee_name(g) +
         counts(layers, "=", neurons, samples) + count("changed", changed) +
         (specified ? " specification" + count("specified", *specified) : " deviation<=" + deviation.text());
}

}  // namespace ftcert
