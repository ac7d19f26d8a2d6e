#include "ftcert/verbs/loaded_certificate.hpp"

#include "ftcert/certify/patch.hpp"
#include "ftcert/common/limits.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

LoadedCertificate load(const CertificateFiles& input, const Files& files, const Control& control,
                       const std::optional<std::uint64_t>& most_work) {
  const std::string& name = input.certificate;
  std::string text = decompress_if_gzip(files.bytes(name), name);
  LoadedCertificate loaded{read_certificate(name, text), {}, std::nullopt, std::string()};
  Supplied& supplied = loaded.supplied;
  supplied =
      supplied_from(files, {.data = input.data, .labels = input.labels, .model = input.model}, control.threads());
  // As a checker counts; the model is read here, too.
  const std::size_t model_bytes = supplied.model ? supplied.model->bytes.size() : 0;
  supplied.most_work = allowed_work(most_work, text.size() + data_bytes(supplied) + model_bytes);
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

const InterpolationCertificate& functions_of(const LoadedCertificate& loaded, const CertificateFiles& input) {
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
