#include <memory>
#include <optional>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/execution.hpp"
#include "ftcert/certify/patch.hpp"
#include "ftcert/certify/specification.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/model/network_file.hpp"
#include "programs/certify_input.hpp"
#include "programs/certify_report.hpp"
#include "programs/outputs.hpp"
#include "programs/patch_report.hpp"
#include "programs/quality_report.hpp"

namespace ftcert {

namespace {

void list_constructions(const CertifyInput& input) {
  Report report(input.common, false);
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Construction& c : constructions()) {
    report.line(std::string(c.name) + ": layers " + std::to_string(c.depth) + (c.any_depth() ? " or more" : "") +
                ", at most " + std::string(c.promise) + " neurons; " + std::string(c.source) +
                (c.needs.empty() ? "" : "; needs " + std::string(c.needs)));
    list.push_back({{"name", c.name},
                    {"layers", c.depth},
                    {"deeper", c.any_depth()},
                    {"bound", c.promise},
                    {"source", c.source},
                    {"needs", c.needs}});
  }
  report.finish(list, "s CONSTRUCTIONS " + std::to_string(constructions().size()));
}

// One run of the verb: the network, what is certified of it, the model to deploy.
class CertifyVerb {
 public:
  explicit CertifyVerb(const CertifyInput& input)
      : input_(input), control_(control_of(input.common)), subject_(read_subject(input.input, control_)) {}

  void run() {
    const CertifyRequest request = certify_request(input_, subject_.supplied.model, control_);
    make(request);
    if (input_.executes()) {
      certify_executions(request);
    } else if (!input_.patched.empty()) {
      patch();
    }
    const Quality runs = quality(result_.certificate.g, subject_.body.samples.points, residuals(), control_.most_work);
    write();
    tell(runs);
  }

 private:
  // What g is at the samples, where nobody has said what it has to be.
  const PointMatrix& residuals() const {
    return result_.specification ? result_.specification->changes : subject_.residuals;
  }

  void make(const CertifyRequest& request) {
    if (subject_.body.specification) return make_specified(request);
    if (input_.network.empty()) {
      result_ = certify(subject_, request, control_);
      return;
    }
    Network g = read_network_file(input_.network, read_file(input_.network), control_.most_work);
    result_ = input_.executes() ? certify_running(subject_, std::move(g), request, control_)
                                : certify_network(subject_, std::move(g), control_);
  }

  void make_specified(const CertifyRequest& request) {
    if (input_.deviation)
      throw Error(Code::kUsage,
                  "--deviation is how far labels may be missed by: specifications are met, or they are not");
    if (request.robust)
      throw Error(Code::kUsage, "--prefer robust compares networks for labels, not those for specifications");
    if (input_.network.empty()) {
      result_ = certify_specification(subject_, request, control_);
      return;
    }
    Network g = read_network_file(input_.network, read_file(input_.network), control_.most_work);
    result_ = certify_specified_network(subject_, std::move(g), request, control_);
  }

  // The certificate of the executions binds the model to deploy, which is made first.
  void certify_executions(const CertifyRequest& request) {
    const FloatNetwork& g = result_.running->network;
    ExecutionRequest wanted{request.input, request.deviation, std::nullopt};
    std::optional<PatchedModel> patched;
    if (!input_.patched.empty()) {
      const SuppliedFile& model = *subject_.supplied.model;
      patched =
          patch_onnx(model.name, model.bytes, g, subject_.body.model->outputs, patch_options(), control_.most_work);
      wanted.patched = sha256_hex(patched->bytes);
    }
    execution_ = result_.specification ? certify_specified_execution(subject_, result_, wanted, control_)
                                       : certify_execution(subject_, g, wanted, control_);
    if (patched) patched_ = patch_of_execution(execution_->attested.certificate, *std::move(patched));
  }

  // A model to deploy of which nothing is certified: the network is rounded now.
  void patch() {
    const SuppliedFile& model = *subject_.supplied.model;
    const PatchRequest request{patch_options(), std::nullopt};
    const PatchSubject samples{subject_.body.samples.points, residuals(), subject_.body.model->outputs};
    std::optional<FloatNetwork> g;
    if (result_.running) {
      g = result_.running->network;
    } else {
      g = to_format(result_.certificate.g, samples.points, patch_format(model, request, control_.most_work));
    }
    if (!g)
      throw Error(Code::kNotApplicable, "--patch: a weight of g does not fit into the format in which it is to run");
    patched_ = patch_network(*std::move(g), samples, model, request, control_.most_work);
    patched_->specified = result_.certificate.claim.specified;
  }

  PatchOptions patch_options() const {
    PatchOptions options = input_.patch;
    options.tensor = input_.input.tensor;
    return options;
  }

  // The model first: no certificate binds a file that could not be written.
  void write() const {
    if (patched_) write_file(input_.patched, patched_->model.bytes);
    if (!input_.output.empty()) write_file(input_.output, execution_ ? execution_->attested.bytes : result_.bytes);
    if (!input_.exact.empty() && result_.certified()) write_file(input_.exact, result_.bytes);
  }

  void tell(const Quality& runs) {
    Report report(input_.common, input_.output == "-" || input_.patched == "-" || input_.exact == "-");
    if (const auto line = left_out(subject_)) report.line(*line);
    if (const auto line = implied_rounding(input_.input, subject_.body)) report.line(*line);
    print_certify(report, result_);
    nlohmann::ordered_json json = certify_summary(result_);
    if (execution_) {
      print_execution(report, *execution_, result_, input_.output, input_.exact);
      add_execution(json, *execution_, result_);
    } else {
      print_interpolation(report, result_, input_.output);
    }
    for (const std::string& line : quality_lines(runs, execution_.has_value(), result_.specification.has_value()))
      report.line(line);
    add_quality(json, runs);
    if (patched_) {
      for (const std::string& line : patch_words(*patched_, input_.patched)) report.line(line);
      json["patch"] = patch_summary(*patched_);
    }
    const std::string claim =
        execution_ ? execution_->attested.certificate.claim.text() : result_.certificate.claim.text();
    report.finish(json, "s CERTIFIED " + claim);
  }

  const CertifyInput& input_;
  const Control control_;
  const Subject subject_;
  CertifyResult result_;
  std::optional<PatchResult> patched_;
  std::optional<CertifiedExecution> execution_;
};

void run(CertifyInput input) {
  if (input.construction == "list") return list_constructions(input);
  expect_consistent(input);
  refuse_outputs({input.output, input.exact, input.patched, input.common.json}, {input.input.model, input.network},
                 files_of(input.input));
  expect_writable_folders({input.output, input.exact, input.patched, input.common.json});
  input.input.operators = input.executes();
  if (input.executes() || !input.patched.empty()) {
    input.input.implied =
        input.float_format() == FloatFormat::kBinary64 ? Rounding::kFeaturesFloat64 : Rounding::kFeaturesFloat32;
  }
  CertifyVerb(input).run();
}

}  // namespace

void add_certify(CLI::App& app) {
  auto input = std::make_shared<CertifyInput>();
  CLI::App& verb =
      *app.add_subcommand("certify", "build a network g with f+g = y at every sample, check it, write the certificate");
  add_certify_input(verb, *input);
  verb.callback([input] { run(*input); });
}

}  // namespace ftcert
