#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/model/network_file.hpp"
#include "programs/certify_report.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/quality_report.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  DataInput input;
  std::string output, network, construction = "auto", direction = "auto", format = "rational", prefer = "neurons";
  std::optional<std::string> layers, deviation;

  // g is to run in floating-point arithmetic.
  bool runs() const { return format != "rational" || prefer == "robust" || deviation; }
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

CertifyRequest to_request(const Options& options) {
  CertifyRequest request;
  request.layers = to_layers(options);
  request.construction = options.construction;
  if (options.direction != "auto") {
    request.direction.emplace();
    for (const std::string& part : split(options.direction)) request.direction->push_back(read_integer(part));
  }
  if (options.runs()) request.runs_in = options.format == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
  request.float_weights = options.format != "rational";
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

// Samples are what the network will see.
DataInput input_of(const Options& options) {
  DataInput input = options.input;
  if (options.format != "rational")
    input.implied = options.format == "float32" ? Rounding::kFeaturesFloat32 : Rounding::kFeaturesFloat64;
  return input;
}

// subject: what was read.
CertifyResult make(const Options& options, const Control& control, Subject& subject) {
  if (options.network.empty()) {
    const CertifyRequest request = to_request(options);
    subject = read_subject(input_of(options), control);
    return certify(subject, request, control);
  }
  if (options.layers || options.construction != "auto" || options.direction != "auto")
    throw Error(Code::kUsage, "--network is the network: it takes none of --layers, --construction and --direction");
  subject = read_subject(input_of(options), control);
  return certify_network(subject, read_network_file(options.network, read_file(options.network), control.most_work),
                         control);
}

void run(const Options& options) {
  if (options.construction == "list") return list_constructions(options);
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  refuse_outputs({options.output, options.common.json}, {options.input.data, options.input.model, options.network});
  const Control control = control_of(options.common);
  Subject subject;
  const CertifyResult result = make(options, control, subject);
  const Quality runs = quality(result.certificate.g, subject.body.samples.points, subject.residuals, control.most_work);
  write_file(options.output, result.bytes);
  Report report(options.common, options.output == "-");
  if (const auto rounded = implied_rounding(input_of(options), subject.body)) report.line(*rounded);
  print_certify(report, result, options.output);
  for (const std::string& line : quality_lines(runs)) report.line(line);
  nlohmann::ordered_json json = certify_summary(result);
  add_quality(json, runs);
  report.finish(json, "s CERTIFIED " + result.certificate.claim.text());
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
      "the named construction makes)");
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
  verb.add_option("--deviation", options->deviation,
                  "what an execution may miss a label by (default: 1/1024 of the largest change)");
  verb.add_option("-o", options->output, "the certificate (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
