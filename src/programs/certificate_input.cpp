#include "programs/certificate_input.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

void add_certificate_input(CLI::App& verb, CertificateInput& input) {
  verb.add_option("CERT", input.certificate, "a certificate (-: standard input; gzip is recognised)")->required();
  verb.add_option("--data", input.data, "the data file that the certificate binds");
  verb.add_option("--model", input.model, "the model file that the certificate binds");
}

LoadedCertificate load(const CertificateInput& input, const CommonOptions& common) {
  const std::string& name = input.certificate;
  LoadedCertificate loaded{read_certificate(name, decompress_if_gzip(read_file(name), name)),
                           supplied_files(read_if_named(input.data), read_if_named(input.model))};
  loaded.supplied.most_work = common.most_work;
  return loaded;
}

const InterpolationCertificate& interpolation_of(const LoadedCertificate& loaded, const CertificateInput& input) {
  const auto* interpolation = std::get_if<InterpolationCertificate>(&loaded.certificate);
  if (interpolation == nullptr) {
    throw Error(Code::kNotApplicable, {input.certificate, 0},
                "needs a certificate of kind 'interpolation', which holds a network g");
  }
  return *interpolation;
}

}  // namespace ftcert
