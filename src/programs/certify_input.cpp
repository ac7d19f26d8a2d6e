#include "programs/certify_input.hpp"

#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"

namespace ftcert {

namespace {

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
std::size_t to_layers(const CertifyInput& input) {
  if (!input.layers) return input.construction == "auto" && !input.runs() ? 2 : kAnyLayers;
  return read_layers(*input.layers);
}

// In which arithmetic g runs: the one that is asked for, or the model's own.
void set_formats(CertifyRequest& request, const CertifyInput& input, const std::optional<SuppliedFile>& model,
                 const Control& control) {
  if (!input.runs()) return;
  const std::optional<FloatFormat> given = input.float_format();
  request.runs_in = given.value_or(FloatFormat::kBinary64);
  request.input = *request.runs_in;
  if (!model) return;
  const ModelFormats formats = model_formats(model->name, model->bytes, input.input.tensor, control.most_work);
  request.input = formats.input;
  request.runs_in = given.value_or(formats.usual());
  if (input.executes() && formats.input != formats.tensor) {
    throw Error(Code::kModelType, {model->name, 0},
                "expected an input and a tensor of one format, in which executions are certified, found " +
                    text(formats.input) + " and " + text(formats.tensor));
  }
}

}  // namespace

std::size_t read_layers(const std::string& text) {
  if (text == "auto") return kAnyLayers;
  const auto bad = [&] {
    throw Error(Code::kUsage, "--layers " + shown(text) + ": expected auto or an integer from 2 to 1000");
  };
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string::npos) bad();
  const std::size_t layers = std::stoul(text);
  if (layers < 2 || layers > 1000) bad();
  return layers;
}

std::optional<FloatFormat> CertifyInput::float_format() const {
  if (!format || *format == "rational") return std::nullopt;
  return *format == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
}

void expect_consistent(const CertifyInput& input) {
  const auto refuse = [](const std::string& text) { throw Error(Code::kUsage, text); };
  const bool patches = !input.patched.empty();
  if (input.output.empty() && !patches) refuse("-o or --patch is required");
  if (patches && input.input.model.empty()) refuse("--patch: give --model");
  if (!input.exact.empty() && !input.executes())
    refuse("--exact: the certificate of -o is the exact one already; give --format float32 or float64");
  if (patches && !input.executes() && !input.uncertified) {
    refuse(
        "--patch: nothing is certified of how a network runs whose weights are rounded afterwards: leave out --format "
        "rational, or say --uncertified");
  }
  if (input.uncertified && (!patches || input.executes()))
    refuse("--uncertified: expected --patch and --format rational, where no certificate is about what runs");
  if (!input.network.empty() && (input.layers || input.construction != "auto" || input.direction != "auto" ||
                                 input.prefer != "neurons" || (input.deviation && !input.executes()))) {
    refuse(
        "--network is the network: it takes none of --layers, --construction, --direction and --prefer, and "
        "--deviation only with a float format");
  }
}

CertifyRequest certify_request(const CertifyInput& input, const std::optional<SuppliedFile>& model,
                               const Control& control) {
  CertifyRequest request;
  request.layers = to_layers(input);
  request.construction = input.construction;
  if (input.direction != "auto") {
    request.direction.emplace();
    for (const std::string& part : split(input.direction)) request.direction->push_back(read_integer(part));
  }
  request.float_weights = input.executes();
  request.robust = input.prefer == "robust";
  if (input.deviation) {
    request.deviation = read_data_number(*input.deviation);
    if (request.deviation->sign() < 0)
      throw Error(Code::kUsage, "--deviation " + shown(*input.deviation) + ": expected a number that is not negative");
  }
  set_formats(request, input, model, control);
  return request;
}

void add_certify_input(CLI::App& verb, CertifyInput& input) {
  add_data_input(verb, input.input);
  verb.add_option(
      "--layers", input.layers,
      "affine layers of g: 2 is one hidden layer; auto: as many as take the fewest neurons (default: 2, or what "
      "the named construction makes; auto where g is to run: --format, --patch, --prefer robust, --deviation)");
  verb.add_option("--construction", input.construction,
                  "auto (fewest neurons, then fewest weight bits), list, or a name")
      ->capture_default_str();
  verb.add_option("--direction", input.direction, "projection direction: auto, or integers a1,..,ad")
      ->capture_default_str();
  verb.add_option(
      "--network", input.network,
      "certify this network as g instead of building one: ONNX, or CSV with a row layer,bias,weights.. for every "
      "neuron and output; with a float format its numbers must be of that format");
  verb.add_option(
          "--format", input.format,
          "what the weights of g are. rational: the certificate says that f + g equals every label, exactly, as real "
          "functions. float32, float64: it says what every floating-point execution does: samples that keep their "
          "label keep f to the last bit, the others come as near to it as is said (default: rational; with --patch "
          "the model's own)")
      ->check(CLI::IsMember({"rational", "float32", "float64"}));
  verb.add_option("--prefer", input.prefer,
                  "of networks that survive: neurons (the fewest), or robust (the least effect near samples that keep "
                  "their label)")
      ->check(CLI::IsMember({"neurons", "robust"}))
      ->capture_default_str();
  verb.add_option(
      "--deviation", input.deviation,
      "what an execution may miss a label by; where none meets it nothing is certified (default: the networks with the "
      "fewest neurons that miss by at most 1/1024 of the largest change, more with hundreds of features; else what can "
      "be had)");
  verb.add_option(
      "--exact", input.exact,
      "with a float format: write the certificate that f + g equals every label exactly as well, where that "
      "is so of a network with such weights");
  CLI::Option* const patch =
      verb.add_option("--patch", input.patched,
                      "write f + g as an ONNX model to deploy, g in the model's own format or in that of --format; the "
                      "certificate binds it");
  verb.add_option("--output-name", input.patch.output_name,
                  "of the patched tensor (default: that of f's tensor, which is renamed)")
      ->needs(patch);
  verb.add_flag("--uncertified", input.uncertified,
                "with --patch and --format rational: write the model although the certificate is not about what runs");
  verb.add_option("-o", input.output, "the certificate (-: standard output)");
  add_jobs_option(verb, input.common);
  add_common_options(verb, input.common);
}

}  // namespace ftcert
