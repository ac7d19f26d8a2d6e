// Is a patched model the certificate's g beside the model's f?
//
// Purpose: from the bytes of the patched file, of the model's file and from the certificate alone, and with none of the code that writes such files:
// that g's nodes compute the certificate's network, number by number, and that all other bytes are the model's but for what proofs/patched-models.md
// lists. Without the model's file, the first of these. Trusts: what ONNX says that an operator does, that f is the tensor of that name, and the
// shape that the file declares for it. Cost: linear in the bytes of the files.
//
//   check_patched({g, centre, FloatFormat::kBinary32, FloatFormat::kBinary32, {0}}, patched_bytes, model_bytes);   // or throws E221
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ftcert/core/float_format.hpp"
#include "ftcert/core/network.hpp"

namespace ftcert {

struct PatchedClaim {
  const Network& g;
  const std::vector<Rational>& centre;         // empty: none
  FloatFormat arithmetic;                      // of the model
  FloatFormat format;                          // of g; every number of g and of the centre belongs to it
  const std::vector<std::size_t>& components;  // of f's tensor, one for each output of g, different from each other
  std::optional<std::string_view> tensor{};    // of the model: what f is; none: its only output
};

// Errors: kPatched, without a place; also for bytes that are no model.
void check_patched(const PatchedClaim& claim, std::string_view patched, const std::optional<std::string_view>& model);

}  // namespace ftcert
