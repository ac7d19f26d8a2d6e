#include "programs/certificate_input.hpp"

#include "ftcert/certify/patch.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

void add_certificate_input(CLI::App& verb, CertificateInput& input) {
  verb.add_option("CERT", input.certificate, "a certificate (-: standard input; gzip is recognised)")->required();
  verb.add_option("--data", input.data,
                  "a data file that the certificate binds; of one whose samples are in several files, each")
      ->allow_extra_args(false);
  verb.add_option("--labels", input.labels, "the file of labels that the certificate binds");
  verb.add_option("--model", input.model, "the model file that the certificate binds");
}

std::vector<std::string> files_of(const CertificateInput& input) {
  std::vector<std::string> files = input.data;
  if (!input.labels.empty()) files.push_back(input.labels);
  return files;
}

void add_tensor_input(CLI::App& verb, CertificateInput& input) {
  verb.add_option("--tensor", input.tensor, "the tensor of the model's graph that f is (default: its only output)")
      ->needs("--model");
}

LoadedCertificate load(const CertificateInput& input, const CommonOptions& common) {
  const std::string& name = input.certificate;
  std::string text = decompress_if_gzip(read_file(name), name);
  LoadedCertificate loaded{read_certificate(name, text), supplied_files(std::nullopt, read_if_named(input.model)),
                           std::nullopt, std::string()};
  loaded.supplied.data = data_files(input.data);
  loaded.supplied.labels = labels_file(input.labels, loaded.supplied.data);
  use_threads(loaded.supplied, Threads(common.jobs));
  // As a checker counts; the model is read here, too.
  std::size_t bytes = text.size() + (loaded.supplied.model ? loaded.supplied.model->bytes.size() : 0);
  for (const SuppliedData& file : loaded.supplied.data) bytes += file.size;
  if (loaded.supplied.labels) bytes += loaded.supplied.labels->size;
  loaded.supplied.most_work = common.limits.most_work(bytes);
  if (const auto* execution = std::get_if<ExecutionCertificate>(&loaded.certificate)) {
    loaded.functions.emplace(static_cast<const CertificateBody&>(*execution));
    const ExecutionClaim& claim = execution->claim;
    loaded.functions->claim = {claim.layers, claim.neurons, claim.samples, claim.changed, claim.specified};
    loaded.functions->g = folded(float_network(*execution));
    static_cast<BodyLines&>(loaded.functions->lines) = execution->lines;
  }
  loaded.text = std::move(text);
  return loaded;
}

const InterpolationCertificate& functions_of(const LoadedCertificate& loaded, const CertificateInput& input) {
  if (loaded.functions) return *loaded.functions;
  const auto* interpolation = std::get_if<InterpolationCertificate>(&loaded.certificate);
  if (interpolation == nullptr) {
    throw Error(Code::kNotApplicable, {input.certificate, 0},
                "needs a certificate of kind 'interpolation' or 'execution', which holds a network g");
  }
  return *interpolation;
}

std::string where_compared(const ModelComparison& comparison) {
  return "all " + counted(comparison.samples, "sample") +
         (comparison.all ? "" : " of which the certificate says what f is");
}

}  // namespace ftcert
