// A network added to the model that it is for, and what its executions do.
//
// Purpose: from a certificate to the file that is deployed. g is rounded to the format in which it will run (floats/float_network.hpp), all its
// executions at the samples are enclosed (floats/execution_error.hpp), and the model is written (model/patch.hpp). Nothing here is a checker: check()
// and compare_with_model() come first.
//
//   PatchResult result = patch_certificate(certificate, name, supplied, PatchRequest{});
//   result.error.keeps_all();   // no kept sample changes by a bit
//   write_file("patched.onnx", result.model.bytes);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/floats/execution_error.hpp"
#include "ftcert/model/patch.hpp"

namespace ftcert {

struct PatchRequest {
  PatchOptions options;
  std::optional<FloatFormat> format;  // of g; nothing: the model's own
};

struct PatchResult {
  PatchedModel model;
  FloatNetwork g;        // as it was rounded
  FloatFormat input;     // the model's own format
  ExecutionError error;  // at the samples
  std::size_t samples = 0;
  std::optional<std::size_t> specified = {};  // S, where specifications stand in place of labels
  // Whether equality of bits at kept samples is claimed of the file (proofs/patched-models.md).
  bool keeps_bits() const { return error.keeps_all() && !model.few_bits; }
};

// What g is for: K x D samples, K x P residuals (0 where f is kept; with specifications the values of g), and the P components of the model's tensor.
struct PatchSubject {
  PointMatrix points, residuals;
  std::vector<std::size_t> components;
};

// The format in which g runs in this model. Errors: those of patch_onnx().
FloatFormat patch_format(const SuppliedFile& model, const PatchRequest& request,
                         const std::optional<Integer>& most_work = kMostWork);

// A network in its format. Errors: those of patch_onnx(); kNotApplicable where an operation of g may overflow at a sample; kWork.
PatchResult patch_network(FloatNetwork g, const PatchSubject& subject, const SuppliedFile& model,
                          const PatchRequest& request, const std::optional<Integer>& most_work = kMostWork);

// The g of a certificate of executions as it stands there, in the model `patched` that was made of it.
PatchResult patch_of_execution(const ExecutionCertificate& certificate, PatchedModel patched);
FloatNetwork float_network(const ExecutionCertificate& certificate);

// The g of a certificate of interpolation, rounded. supplied.model must be the file that it binds. Errors likewise; kNotApplicable where a weight does not fit into the
// format; kNotBound; those of the readers.
PatchResult patch_certificate(const InterpolationCertificate& certificate, const std::string& name,
                              const Supplied& supplied, const PatchRequest& request);

}  // namespace ftcert
