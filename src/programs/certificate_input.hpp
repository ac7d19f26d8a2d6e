// The certificate of a verb, with the files that it binds, on the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "ftcert/verbs/loaded_certificate.hpp"

namespace ftcert {

// CERT, --data, --labels, --model.
void add_certificate_input(CLI::App& verb, CertificateFiles& input);
// The data files and that of the labels, for refuse_outputs().
std::vector<std::string> files_of(const CertificateFiles& input);
// --tensor, of verbs that read the model and do not only compare its digest.
void add_tensor_input(CLI::App& verb, CertificateFiles& input);

}  // namespace ftcert
