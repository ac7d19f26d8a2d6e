#include "programs/certificate_input.hpp"

#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/file.hpp"

namespace ftcert {

void add_certificate_input(CLI::App& verb, CertificateInput& input) {
  verb.add_option("CERT", input.certificate, "a certificate (-: standard input; gzip is recognised)")->required();
  verb.add_option("--data", input.data, "the data file that the certificate binds");
  verb.add_option("--model", input.model, "the model file that the certificate binds");
}

LoadedCertificate load(const CertificateInput& input) {
  const auto supply = [](const std::string& path) -> std::optional<NamedBytes> {
    if (path.empty()) return std::nullopt;
    return NamedBytes{path, read_file(path)};
  };
  Certificate certificate = read_certificate(input.certificate, read_file(input.certificate));
  auto* interpolation = std::get_if<InterpolationCertificate>(&certificate);
  if (interpolation == nullptr) {
    throw Error(Code::kNotApplicable, {input.certificate, 0}, "needs a certificate of kind 'interpolation', which holds a network g");
  }
  return {std::move(*interpolation), {supply(input.data), supply(input.model)}};
}

}  // namespace ftcert
