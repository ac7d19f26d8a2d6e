#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/verbs/certify.hpp"

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
std::size_t to_layers(const CertifyJob& job) {
  if (!job.layers) return job.construction == "auto" && !job.runs() ? 2 : kAnyLayers;
  return read_layers(*job.layers);
}

// In which arithmetic g runs: the one that is asked for, or the model's own.
void set_formats(CertifyRequest& request, const CertifyJob& job, const std::optional<SuppliedFile>& model,
                 const Control& control) {
  if (!job.runs()) return;
  const std::optional<FloatFormat> given = job.float_format();
  request.runs_in = given.value_or(FloatFormat::kBinary64);
  request.input = *request.runs_in;
  if (!model) return;
  const ModelFormats formats = model_formats(model->name, model->bytes, job.input.tensor, control.most_work);
  request.input = formats.input;
  request.runs_in = given.value_or(formats.usual());
  if (job.executes() && formats.input != formats.tensor) {
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

std::optional<FloatFormat> CertifyJob::float_format() const {
  if (!format || *format == "rational") return std::nullopt;
  return *format == "float32" ? FloatFormat::kBinary32 : FloatFormat::kBinary64;
}

void expect_consistent(const CertifyJob& job) {
  const auto refuse = [](const std::string& text) { throw Error(Code::kUsage, text); };
  const bool patches = !job.patched.empty();
  if (patches && job.input.model.empty()) refuse("--patch: give --model");
  if (!job.exact.empty() && !job.executes())
    refuse("--exact: the certificate of -o is the exact one already; give --format float32 or float64");
  if (patches && !job.executes() && !job.uncertified) {
    refuse(
        "--patch: nothing is certified of how a network runs whose weights are rounded afterwards: leave out --format "
        "rational, or say --uncertified");
  }
  if (job.uncertified && (!patches || job.executes()))
    refuse("--uncertified: expected --patch and --format rational, where no certificate is about what runs");
  if (!job.network.empty() && (job.layers || job.construction != "auto" || job.direction != "auto" ||
                               job.prefer != "neurons" || (job.deviation && !job.executes()))) {
    refuse(
        "--network is the network: it takes none of --layers, --construction, --direction and --prefer, and "
        "--deviation only with a float format");
  }
}

CertifyRequest certify_request(const CertifyJob& job, const std::optional<SuppliedFile>& model,
                               const Control& control) {
  CertifyRequest request;
  request.layers = to_layers(job);
  request.construction = job.construction;
  if (job.direction != "auto") {
    request.direction.emplace();
    try {
      for (const std::string& part : split(job.direction)) request.direction->push_back(read_integer(part));
    } catch (const Error& error) {
      throw Error(error.code(), "--direction: " + error.text());
    }
  }
  request.float_weights = job.executes();
  request.robust = job.prefer == "robust";
  if (job.deviation) request.deviation = number_of("--deviation", *job.deviation, false);
  set_formats(request, job, model, control);
  return request;
}

}  // namespace ftcert
