#include "ftcert/certify/recheck.hpp"

#include "ftcert/check/body.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/model/frozen_model.hpp"

namespace ftcert {

namespace {

// The components of the model that the certificate names.
FrozenModel function_of_model(const CertificateBody& c, const BodyCheck& body, const BodyLines& lines,
                              const std::string& name, const Supplied& supplied, const std::string& tensor) {
  const SuppliedFile& file = *supplied.model;
  const FrozenModel all =
      read_model_for(c.dimension, file.name, file.bytes,
                     {tensor_of(*c.model, tensor, {name, lines.model}), SampleRule::kAutomatic, supplied.most_work});
  body.compare(Code::kShapeMismatch, lines.model, "inputs of '" + file.name + "'", c.dimension, all.inputs());
  if (all.folded() != c.model->folded) {
    body.reject(Code::kDataMismatch, lines.model,
                c.model->folded ? "the model has no batch normalization that is folded"
                                : "the model has batch normalizations, and the certificate does not say how they are "
                                  "folded");
  }
  for (const std::size_t j : c.model->outputs) {
    if (j >= all.outputs()) {
      body.reject(Code::kShapeMismatch, lines.model,
                  "component " + std::to_string(j) + ": '" + file.name + "' has components 0.." +
                      std::to_string(all.outputs() - 1));
    }
  }
  return all.with_outputs(c.model->outputs);
}

// The samples at which the certificate says what f is.
std::vector<std::size_t> known_rows(const Samples& samples) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    if (samples.unknown.empty() || !samples.unknown[i]) rows.push_back(i);
  }
  return rows;
}

ModelComparison compare(const CertificateBody& c, const BodyLines& lines, const std::string& name,
                        const Supplied& supplied, const std::string& tensor) {
  require(supplied.model.has_value(), "compare_with_model: no model");
  BodyCheck body(c, lines, name, supplied);
  body.read();  // the model's digest, too
  if (!c.model) throw Error(Code::kNotBound, {name, lines.model}, "the certificate binds no model");
  const FrozenModel model = function_of_model(c, body, lines, name, supplied, tensor);
  const Samples& samples = body.samples();
  const std::vector<std::size_t> rows = known_rows(samples);
  if (c.f) WorkMeter(supplied.most_work).charge(network_work(*c.f, samples.points, rows.size()), {name, lines.model});
  const PointMatrix stated = c.f ? evaluate_batch(*c.f, samples.points, supplied.for_chunks)
                                 : chosen_rows(*samples.frozen, rows),
                    found = model.values(samples.points, rows, supplied.most_work, supplied.for_chunks);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t k = 0; k < c.outputs; ++k) {
      if (stated.row(r)[k] == found.row(r)[k]) continue;
      body.reject(
          Code::kWrongValue, body.line_of_sample(rows[r]),
          "sample " + std::to_string(rows[r] + 1) + (c.outputs > 1 ? " component " + std::to_string(k + 1) : "") +
              ": f = " + stated.row(r)[k].text() + " by the certificate, " + found.row(r)[k].text() + " by the model");
    }
  }
  return {rows.size(), rows.size() == samples.count(), c.f && model.network() != nullptr && *c.f == *model.network(),
          !c.f};
}

}  // namespace

std::string tensor_of(const ModelBinding& binding, const std::string& asked, const Place& place) {
  if (!asked.empty() && !binding.tensor.empty() && asked != binding.tensor) {
    throw Error(Code::kDataMismatch, place,
                "the certificate is about tensor " + shown(binding.tensor) + ", not about " + shown(asked));
  }
  return asked.empty() ? binding.tensor : asked;
}

ModelComparison compare_with_model(const Certificate& certificate, const std::string& name, const Supplied& supplied,
                                   const std::string& tensor) {
  return std::visit([&](const auto& c) { return compare(c, c.lines, name, supplied, tensor); }, certificate);
}

}  // namespace ftcert
