// Certificates of kind `execution`: what every floating-point execution of f + g does at the samples.
//
// Purpose: a network g in a format, behind the subtraction of a centre, in a model of a format; how far its executions are from y - f, and those
// of the sum from y (proofs/certificate-format.md, section 15).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/certificate/body.hpp"
#include "ftcert/core/float_format.hpp"
#include "ftcert/core/stepped_network.hpp"

namespace ftcert {

struct ExecutionClaim {
  FloatFormat arithmetic = FloatFormat::kBinary32;  // of the model
  FloatFormat g = FloatFormat::kBinary32;
  std::size_t layers = 0;   // affine maps of g
  std::size_t neurons = 0;  // hidden neurons of g
  std::size_t samples = 0;  // K
  std::size_t changed = 0;  // N
  Rational deviation;       // of any execution of g from y - f, where that is not 0; without a specification
  std::optional<std::size_t> specified{};  // S, with one
  bool operator==(const ExecutionClaim&) const = default;
  // "execution arithmetic=binary32 g=binary32 layers=3 neurons=12 samples=442 changed=20 deviation<=1/128", ".. specification specified=25"
  std::string text() const;
};

struct ExecutionLines : BodyLines {
  std::size_t centre = 0, patched = 0;
  std::vector<std::size_t> g_layers, f_layers;
  std::vector<std::vector<std::size_t>> f_steps;  // as SteppedNetwork::steps
};

struct ExecutionCertificate : CertificateBody {
  ExecutionCertificate() = default;
  explicit ExecutionCertificate(CertificateBody body) : CertificateBody(std::move(body)) {}

  ExecutionClaim claim;
  std::optional<SteppedNetwork> operators;   // exactly with kNetwork; `f` is what they compose to
  std::vector<Rational> centre;              // D numbers, or none
  Network g;                                 // of x - centre
  std::optional<Rational> output_deviation;  // of any execution of f + g from y; only with kNetwork
  std::optional<std::string> patched;        // SHA-256 of the model to deploy
  ExecutionLines lines;
};

}  // namespace ftcert
