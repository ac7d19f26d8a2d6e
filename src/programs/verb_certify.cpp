#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/certify/certify.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/model/network_file.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  DataInput input;
  std::string output, network, construction = "auto", direction = "auto";
  std::optional<std::string> layers;
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

// Not given: 2, or what the named construction makes.
std::size_t to_layers(const std::optional<std::string>& given, const std::string& construction) {
  if (!given) return construction == "auto" ? 2 : kAnyLayers;
  const std::string& text = *given;
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
  request.layers = to_layers(options.layers, options.construction);
  request.construction = options.construction;
  if (options.direction != "auto") {
    request.direction.emplace();
    for (const std::string& part : split(options.direction)) request.direction->push_back(read_integer(part));
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

nlohmann::ordered_json margin_json(const Margins& margins) {
  const auto text = [](const std::optional<Rational>& v) {
    return v ? nlohmann::ordered_json(v->text()) : nlohmann::ordered_json();
  };
  nlohmann::ordered_json json;
  json["preactivation"] = nlohmann::ordered_json::array();
  json["nonzero_preactivation"] = nlohmann::ordered_json::array();
  for (const LayerMargin& layer : margins.layers) {
    json["preactivation"].push_back(text(layer.least));
    json["nonzero_preactivation"].push_back(text(layer.nonzero));
  }
  json["projection_gap"] = margins.projection ? text(margins.projection->gap) : nlohmann::ordered_json();
  return json;
}

// What the paper promises for K samples of which N change, as a number of neurons: exact for one hidden layer, a decimal rounded to two
// places for two (the bound is a square root), nothing for more (the paper bounds widths there).
nlohmann::ordered_json paper_bound(const InterpolationClaim& claim) {
  if (claim.layers == 2) {
    if (const auto paper = paper_two_layers(claim.changed, claim.samples)) return paper->upper;
  } else if (claim.layers == 3) {
    if (const auto paper = paper_three_layers(claim.changed, claim.samples)) return paper->upper.decimal;
  }
  return nullptr;
}

nlohmann::ordered_json summary(const CertifyResult& result) {
  const InterpolationCertificate& c = result.certificate;
  nlohmann::ordered_json json;
  json["layers"] = c.claim.layers;
  json["neurons"] = c.claim.neurons;
  json["widths"] = c.g.widths();
  json["construction"] = c.construction ? nlohmann::ordered_json(c.construction->name) : nlohmann::ordered_json();
  json["samples"] = c.claim.samples;
  json["changed"] = c.claim.changed;
  json["dimension"] = c.dimension;
  json["outputs"] = c.outputs;
  json["bound"] = c.construction ? nlohmann::ordered_json(c.construction->bound) : nlohmann::ordered_json();
  json["paper_bound"] = paper_bound(c.claim);
  json["lower_bound"] = result.lower_bound;
  json["weight_bits_max"] = c.margins.bits.most;
  json["weight_bits_total"] = c.margins.bits.total;
  json["margin"] = margin_json(c.margins);
  return json;
}

void print(Report& report, const CertifyResult& result, const Options& options) {
  const InterpolationCertificate& c = result.certificate;
  report.line(
      counted(c.claim.samples, "sample") + " in dimension " + std::to_string(c.dimension) + ", " +
      counted(c.claim.changed, "changed label") + "; f: " +
      (c.f ? "network of " + std::to_string(c.f->depth()) + " layers, " + counted(c.f->neurons(), "hidden neuron")
       : c.frozen == FrozenKind::kValues ? "values from a column"
                                         : "zero"));
  const bool compared = std::any_of(result.candidates.begin(), result.candidates.end(),
                                    [&](const Candidate& candidate) { return candidate.layers != c.claim.layers; });
  for (const Candidate& candidate : result.candidates) {
    const std::string depth = compared ? ", " + std::to_string(candidate.layers) + " layers" : "";
    const std::string name = "  " + std::string(candidate.construction->name) + depth + ": ";
    report.line(name + (candidate.reason.empty() ? counted(candidate.neurons, "neuron") +
                                                       " (promised: " + std::to_string(candidate.promised) + ")"
                                                 : "does not apply: " + candidate.reason));
  }
  const auto paper = paper_bound(c.claim);
  report.line((paper.is_null() ? std::string()
                               : "The paper's bound for these K and N: " +
                                     (paper.is_string() ? paper.get<std::string>() : paper.dump()) + ". ") +
              (c.construction ? "Chosen: " + c.construction->name : std::string("The given network")) + ", " +
              counted(c.claim.neurons, "neuron") + ".");
  // What holds for every function that is not constant says nothing about the data.
  if (result.lower_bound > c.claim.layers - 1) {
    report.line("No network with " + std::to_string(c.claim.layers) + " layers and fewer than " +
                counted(result.lower_bound, "neuron") + " fits these data ('ftcert refute' writes the certificate).");
  }
  report.line("Weights: " + std::to_string(c.margins.bits.total) + " bits in all, the largest " +
              std::to_string(c.margins.bits.most) + ".");
  report.line("Every condition f+g = y was checked over the rationals" +
              (options.output == "-" ? std::string(".") : "; certificate: " + options.output));
  tell_work(report, result.work, result.bytes.size());
}

CertifyResult make(const Options& options, const Control& control) {
  if (options.network.empty()) {
    const CertifyRequest request = to_request(options);
    return certify(read_subject(options.input, control), request, control);
  }
  if (options.layers || options.construction != "auto" || options.direction != "auto")
    throw Error(Code::kUsage, "--network is the network: it takes none of --layers, --construction and --direction");
  return certify_network(read_subject(options.input, control),
                         read_network_file(options.network, read_file(options.network), control.most_work), control);
}

void run(const Options& options) {
  if (options.construction == "list") return list_constructions(options);
  if (options.output.empty()) throw Error(Code::kUsage, "-o is required");
  refuse_outputs({options.output, options.common.json}, {options.input.data, options.input.model, options.network});
  const Control control = control_of(options.common);
  const CertifyResult result = make(options, control);
  write_file(options.output, result.bytes);
  Report report(options.common, options.output == "-");
  print(report, result, options);
  report.finish(summary(result), "s CERTIFIED " + result.certificate.claim.text());
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
  verb.add_option("-o", options->output, "the certificate (-: standard output)");
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
