#include "ftcert/certify/recheck.hpp"

#include "ftcert/check/body.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/model/onnx.hpp"
#include "ftcert/model/select_outputs.hpp"

namespace ftcert {

namespace {

// The components of the model that the certificate names.
Network function_of_model(const CertificateBody& c, const BodyCheck& body, const BodyLines& lines,
                          const Supplied& supplied, const std::string& tensor) {
  const SuppliedFile& file = *supplied.model;
  const Network all = read_onnx(file.name, file.bytes, supplied.most_work, tensor);
  body.compare(Code::kShapeMismatch, lines.model, "inputs of '" + file.name + "'", c.dimension, all.inputs());
  for (const std::size_t j : c.model->outputs) {
    if (j >= all.outputs()) {
      body.reject(Code::kShapeMismatch, lines.model,
                  "component " + std::to_string(j) + ": '" + file.name + "' has components 0.." +
                      std::to_string(all.outputs() - 1));
    }
  }
  return select_outputs(all, c.model->outputs);
}

ModelComparison compare(const CertificateBody& c, const BodyLines& lines, const std::string& name,
                        const Supplied& supplied, const std::string& tensor) {
  require(supplied.model.has_value(), "compare_with_model: no model");
  BodyCheck body(c, lines, name, supplied);
  body.read();  // the model's digest, too
  const Network model = function_of_model(c, body, lines, supplied, tensor);
  const PointMatrix& points = body.samples().points;
  WorkMeter work(supplied.most_work);
  for (const Network* network : {&*c.f, &model})
    work.charge(network_work(*network, points, points.count), {name, lines.model});
  const PointMatrix stated = evaluate_batch(*c.f, points, supplied.for_chunks),
                    found = evaluate_batch(model, points, supplied.for_chunks);
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t k = 0; k < c.outputs; ++k) {
      if (stated.row(i)[k] == found.row(i)[k]) continue;
      body.reject(Code::kWrongValue, body.line_of_sample(i),
                  "sample " + std::to_string(i + 1) + (c.outputs > 1 ? " component " + std::to_string(k + 1) : "") +
                      ": f = " + stated.row(i)[k].text() + " by the certificate, " + found.row(i)[k].text() +
                      " by the model");
    }
  }
  return {points.count, *c.f == model};
}

}  // namespace

ModelComparison compare_with_model(const Certificate& certificate, const std::string& name, const Supplied& supplied,
                                   const std::string& tensor) {
  return std::visit([&](const auto& c) { return compare(c, c.lines, name, supplied, tensor); }, certificate);
}

}  // namespace ftcert
