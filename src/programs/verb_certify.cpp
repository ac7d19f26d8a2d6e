#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/patch.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/model/network_file.hpp"
#include "programs/certify_report.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/patch_report.hpp"
#include "programs/quality_report.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  DataInput input;
  std::string output, network, construction = "auto", direction = "auto", format = "rational", prefer = "neurons";
  std::optional<std::string> layers, deviation;
  std::string patched;  // --patch
  PatchOptions patch;

  bool float_weights() const { return format != "rational"; }
  // g is to run in floating-point arithmetic.
  bool runs() const { return float_weights() || !patched.empty() || prefer == "robust" || deviation; }
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// Not given: 2, or what the named construction makes, or the depth with the fewest neurons that run.
std::size_t to_layers(const Options& options) {
  if (!options.layers) return options.construction == "auto" && !options.runs() ? 2 : kAnyLayers;
  const std::string& text = *options.layers;
  if (text == "auto") return kAnyLayers;
  const auto bad = [&] {
    throw Error(Code::kUsage, "--layers " + shown(text) + ": expected auto or an integer from 2 to 1000");
  };
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string::npos) bad();
  const std::size_t layers = std::stoul(text);
  if (layers < 2 || layers > 1000) bad();
  return layers;
}

std::optional<FloatFormat> format_named(const std::string& name) {
  if (name == "rational") return std::nullopt;
  return name == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
}

CertifyRequest to_request(const Options& options) {
  CertifyRequest request;
  request.layers = to_layers(options);
  request.construction = options.construction;
  if (options.direction != "auto") {
    request.direction.emplace();
    for (const std::string& part : split(options.direction)) request.direction->push_back(read_integer(part));
  }
  request.float_weights = options.float_weights();
  request.robust = options.prefer == "robust";
  if (options.deviation) {
    request.deviation = read_data_number(*options.deviation);
    if (request.deviation->sign() < 0)
      throw Error(Code::kUsage,
                  "--deviation " + shown(*options.deviation) + ": expected a number that is not negative");
  }
  return request;
}

void list_constructions(const Options& options) {
  Report report(options.common, false);
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

// In which arithmetic g runs: the one that is asked for, or the model's own.
void set_formats(CertifyRequest& request, const Options& options, const std::optional<SuppliedFile>& model,
                 const Control& control) {
  if (!options.runs()) return;
  const std::optional<FloatFormat> given = format_named(options.format);
  request.runs_in = given.value_or(FloatFormat::kBinary64);
  request.input = *request.runs_in;
  if (!model) return;
  const ModelFormats formats = model_formats(model->name, model->bytes, options.input.tensor, control.most_work);
  request.input = formats.input;
  request.runs_in = given.value_or(formats.usual());
}

CertifyResult make(const Options& options, const Control& control, const Subject& subject) {
  if (options.network.empty()) {
    CertifyRequest request = to_request(options);
    set_formats(request, options, subject.supplied.model, control);
    return certify(subject, request, control);
  }
  if (options.layers || options.construction != "auto" || options.direction != "auto" || options.float_weights() ||
      options.prefer != "neurons" || options.deviation) {
    throw Error(Code::kUsage,
                "--network is the network: it takes none of --layers, --construction, --direction, --format, --prefer "
                "and --deviation");
  }
  return certify_network(subject, read_network_file(options.network, read_file(options.network), control.most_work),
                         control);
}

// The model to deploy, with the network as it was chosen, or rounded now.
std::optional<PatchResult> patch(const Options& options, const CertifyResult& result, const Subject& subject,
                                 const Control& control) {
  if (options.patched.empty()) return std::nullopt;
  const SuppliedFile& model = *subject.supplied.model;
  PatchRequest request{options.patch, format_named(options.format)};
  request.options.tensor = options.input.tensor;
  const PatchSubject samples{subject.body.samples.points, subject.residuals, subject.body.model->outputs};
  std::optional<FloatNetwork> g;
  if (result.running) {
    g = result.running->network;
  } else {
    g = to_format(result.certificate.g, samples.points, patch_format(model, request, control.most_work));
  }
  if (!g)
    throw Error(Code::kNotApplicable, "--patch: a weight of g does not fit into the format in which it is to run");
  return patch_network(*std::move(g), samples, model, request, control.most_work);
}

// What a deviation is worth where no certificate can be written.
[[noreturn]] void refuse_certificate(const Options& options, const std::string& written) {
  throw Error(Code::kNotShown, "-o " + shown(options.output) + ": f + g with weights of " + options.format +
                                   " misses labels over the rationals, so that there is no interpolation to certify; " +
                                   written);
}

void run(Options options) {
  if (options.construction == "list") return list_constructions(options);
  if (options.output.empty() && options.patched.empty()) throw Error(Code::kUsage, "-o or --patch is required");
  if (!options.patched.empty() && options.input.model.empty()) throw Error(Code::kUsage, "--patch: give --model");
  refuse_outputs({options.output, options.patched, options.common.json},
                 {options.input.data, options.input.model, options.network});
  expect_writable_folders({options.output, options.patched, options.common.json});
  if (options.float_weights() || !options.patched.empty()) {
    options.input.implied = options.format == "float64" ? Rounding::kFeaturesFloat64 : Rounding::kFeaturesFloat32;
  }
  const Control control = control_of(options.common);
  const Subject subject = read_subject(options.input, control);
  const CertifyResult result = make(options, control, subject);
  const std::optional<PatchResult> patched = patch(options, result, subject, control);
  const bool wanted = !options.output.empty();
  if (wanted && !result.certified() && !patched) {
    refuse_certificate(options, "nothing was written: --patch writes a model, --format rational a certificate");
  }
  const Quality runs = quality(result.certificate.g, subject.body.samples.points, subject.residuals, control.most_work);
  if (wanted && result.certified()) write_file(options.output, result.bytes);
  if (patched) write_file(options.patched, patched->model.bytes);
  Report report(options.common, options.output == "-" || options.patched == "-");
  if (const auto line = implied_rounding(options.input, subject.body)) report.line(*line);
  print_certify(report, result, options.output);
  for (const std::string& line : quality_lines(runs)) report.line(line);
  nlohmann::ordered_json json = certify_summary(result);
  add_quality(json, runs);
  if (patched) {
    for (const std::string& line : patch_words(*patched, options.patched)) report.line(line);
    json["patch"] = patch_summary(*patched);
  }
  report.finish(json, result.certified() ? "s CERTIFIED " + result.certificate.claim.text() : patch_line(*patched));
  if (wanted && !result.certified()) {
    refuse_certificate(options, "only " + shown(options.patched) + " was written");
  }
}

}  // namespace

void add_certify(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb =
      *app.add_subcommand("certify", "build a network g with f+g = y at every sample, check it, write the certificate");
  add_data_input(verb, options->input);
  verb.add_option(
      "--layers", options->layers,
      "affine layers of g: 2 is one hidden layer; auto: as many as take the fewest neurons (default: 2, or what "
      "the named construction makes; auto where g is to run: --format, --patch, --prefer robust, --deviation)");
  verb.add_option("--construction", options->construction,
                  "auto (fewest neurons, then fewest weight bits), list, or a name")
      ->capture_default_str();
  verb.add_option("--direction", options->direction, "projection direction: auto, or integers a1,..,ad")
      ->capture_default_str();
  verb.add_option(
      "--network", options->network,
      "certify this network as g instead of building one: ONNX, or CSV with a row layer,bias,weights.. for every "
      "neuron and output");
  verb.add_option(
          "--format", options->format,
          "what the weights of g are; with a float format g has to survive its arithmetic: samples that keep their "
          "label keep f to the last bit in every execution")
      ->check(CLI::IsMember({"rational", "float32", "float64"}))
      ->capture_default_str();
  verb.add_option("--prefer", options->prefer,
                  "of networks that survive: neurons (the fewest), or robust (the least effect near samples that keep "
                  "their label)")
      ->check(CLI::IsMember({"neurons", "robust"}))
      ->capture_default_str();
  verb.add_option(
      "--deviation", options->deviation,
      "what an execution may miss a label by (default: 1/1024 of the largest change, more with hundreds of features)");
  CLI::Option* const patch =
      verb.add_option("--patch", options->patched,
                      "write f + g as an ONNX model to deploy, g in the model's own format or in that of --format");
  verb.add_option("--output-name", options->patch.output_name,
                  "of the patched tensor (default: that of f's tensor, which is renamed)")
      ->needs(patch);
  verb.add_option("-o", options->output, "the certificate (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
