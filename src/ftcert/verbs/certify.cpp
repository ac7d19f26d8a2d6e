#include "ftcert/verbs/certify.hpp"

#include <utility>

#include "ftcert/certify/specification.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/model/network_file.hpp"
#include "ftcert/verbs/certify_said.hpp"
#include "ftcert/verbs/patch_said.hpp"
#include "ftcert/verbs/quality_said.hpp"

namespace ftcert {

namespace {

// One run of the verb: the network, what is certified of it, the model to deploy.
class CertifyVerb {
 public:
  CertifyVerb(const CertifyJob& job, const Files& files, const Control& control)
      : job_(job), files_(files), control_(control), subject_(read_subject(job.input, files, control)) {}

  CertifyOutcome run() {
    const CertifyRequest request = certify_request(job_, subject_.supplied.model, control_);
    make(request);
    if (job_.executes()) {
      certify_executions(request);
    } else if (!job_.patched.empty()) {
      patch();
    }
    const Quality runs =
        quality(outcome_.result.certificate.g, subject_.body.samples.points, residuals(), control_.most_work);
    say(runs);
    return std::move(outcome_);
  }

 private:
  // What g is at the samples, where nobody has said what it has to be.
  const PointMatrix& residuals() const {
    return outcome_.result.specification ? outcome_.result.specification->changes : subject_.residuals;
  }

  void make(const CertifyRequest& request) {
    if (subject_.body.specification) return make_specified(request);
    if (job_.network.empty()) {
      outcome_.result = certify(subject_, request, control_);
      return;
    }
    Network g = read_network_file(job_.network, files_.bytes(job_.network), control_.most_work);
    outcome_.result = job_.executes() ? certify_running(subject_, std::move(g), request, control_)
                                      : certify_network(subject_, std::move(g), control_);
  }

  void make_specified(const CertifyRequest& request) {
    if (job_.deviation)
      throw Error(Code::kUsage,
                  "--deviation is how far labels may be missed by: specifications are met, or they are not");
    if (request.robust)
      throw Error(Code::kUsage, "--prefer robust compares networks for labels, not those for specifications");
    if (job_.network.empty()) {
      outcome_.result = certify_specification(subject_, request, control_);
      return;
    }
    Network g = read_network_file(job_.network, files_.bytes(job_.network), control_.most_work);
    outcome_.result = certify_specified_network(subject_, std::move(g), request, control_);
  }

  // The certificate of the executions binds the model to deploy, which is made first.
  void certify_executions(const CertifyRequest& request) {
    const FloatNetwork& g = outcome_.result.running->network;
    ExecutionRequest wanted{request.input, request.deviation, std::nullopt};
    std::optional<PatchedModel> patched;
    if (!job_.patched.empty()) {
      const SuppliedFile& model = *subject_.supplied.model;
      patched =
          patch_onnx(model.name, model.bytes, g, subject_.body.model->outputs, patch_options(), control_.most_work);
      wanted.patched = sha256_hex(patched->bytes);
    }
    outcome_.execution = outcome_.result.specification
                             ? certify_specified_execution(subject_, outcome_.result, wanted, control_)
                             : certify_execution(subject_, g, wanted, control_);
    if (patched) outcome_.patched = patch_of_execution(outcome_.execution->attested.certificate, *std::move(patched));
  }

  // A model to deploy of which nothing is certified: the network is rounded now.
  void patch() {
    const SuppliedFile& model = *subject_.supplied.model;
    const PatchRequest request{patch_options(), std::nullopt};
    const PatchSubject samples{subject_.body.samples.points, residuals(), subject_.body.model->outputs};
    std::optional<FloatNetwork> g;
    if (outcome_.result.running) {
      g = outcome_.result.running->network;
    } else {
      g = to_format(outcome_.result.certificate.g, samples.points, patch_format(model, request, control_.most_work));
    }
    if (!g)
      throw Error(Code::kNotApplicable, "--patch: a weight of g does not fit into the format in which it is to run");
    outcome_.patched = patch_network(*std::move(g), samples, model, request, control_.most_work);
    outcome_.patched->specified = outcome_.result.certificate.claim.specified;
  }

  PatchOptions patch_options() const {
    PatchOptions options = job_.patch;
    options.tensor = job_.input.tensor;
    return options;
  }

  void say(const Quality& runs) {
    Said& said = outcome_.said;
    if (const auto line = left_out(subject_)) said.line(*line);
    if (const auto line = implied_rounding(job_.input, subject_.body)) said.line(*line);
    say_certify(said, outcome_.result);
    nlohmann::ordered_json json = certify_summary(outcome_.result);
    if (outcome_.execution) {
      say_execution(said, *outcome_.execution, outcome_.result, job_.output, job_.exact);
      add_execution(json, *outcome_.execution, outcome_.result);
    } else {
      say_interpolation(said, outcome_.result, job_.output);
    }
    for (const std::string& line :
         quality_lines(runs, outcome_.execution.has_value(), outcome_.result.specification.has_value()))
      said.line(line);
    add_quality(json, runs);
    if (outcome_.patched) {
      for (const std::string& line : patch_words(*outcome_.patched, job_.patched)) said.line(line);
      json["patch"] = patch_summary(*outcome_.patched);
    }
    said.summary = std::move(json);
    said.last_line = "s CERTIFIED " + outcome_.claim();
  }

  const CertifyJob& job_;
  const Files& files_;
  const Control& control_;
  const Subject subject_;
  CertifyOutcome outcome_;
};

}  // namespace

Said list_constructions() {
  Said said;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Construction& c : constructions()) {
    said.line(std::string(c.name) + ": layers " + std::to_string(c.depth) + (c.any_depth() ? " or more" : "") +
              ", at most " + std::string(c.promise) + " neurons; " + std::string(c.source) +
              (c.needs.empty() ? "" : "; needs " + std::string(c.needs)));
    list.push_back({{"name", c.name},
                    {"layers", c.depth},
                    {"deeper", c.any_depth()},
                    {"bound", c.promise},
                    {"source", c.source},
                    {"needs", c.needs}});
  }
  said.summary = std::move(list);
  said.last_line = "s CONSTRUCTIONS count=" + std::to_string(constructions().size());
  return said;
}

CertifyOutcome certify(const CertifyJob& job, const Files& files, const Control& control) {
  expect_consistent(job);
  CertifyJob complete = job;
  complete.input.operators = job.executes();
  if (job.executes() || !job.patched.empty()) {
    complete.input.implied =
        job.float_format() == FloatFormat::kBinary64 ? Rounding::kFeaturesFloat64 : Rounding::kFeaturesFloat32;
  }
  return CertifyVerb(complete, files, control).run();
}

}  // namespace ftcert
