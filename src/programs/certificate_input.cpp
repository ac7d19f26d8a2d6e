#include "programs/certificate_input.hpp"

namespace ftcert {

void add_certificate_input(CLI::App& verb, CertificateFiles& input) {
  verb.add_option("CERT", input.certificate, "a certificate (-: standard input; gzip is recognised)")->required();
  verb.add_option("--data", input.data,
                  "a data file that the certificate binds; of one whose samples are in several files, each")
      ->allow_extra_args(false);
  verb.add_option("--labels", input.labels, "the file of labels that the certificate binds");
  verb.add_option("--model", input.model, "the model file that the certificate binds");
}

std::vector<std::string> files_of(const CertificateFiles& input) {
  std::vector<std::string> files = input.data;
  if (!input.labels.empty()) files.push_back(input.labels);
  return files;
}

void add_tensor_input(CLI::App& verb, CertificateFiles& input) {
  verb.add_option("--tensor", input.tensor, "the tensor of the model's graph that f is (default: its only output)")
      ->needs("--model");
}

}  // namespace ftcert
