// Certificates as files.
//
//   write_file("a.ftc", write_certificate(certificate));
#pragma once

#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"

namespace ftcert {

// The file that read_certificate() reads back to an equal certificate. Same certificate, same bytes. `comments` are put after the
// claim, one '%' line each (printable ASCII).
std::string write_certificate(const Certificate& certificate, const std::vector<std::string>& comments = {});
// The same of one kind, without a copy.
std::string write_certificate(const InterpolationCertificate& certificate,
                              const std::vector<std::string>& comments = {});
std::string write_certificate(const BoundCertificate& certificate, const std::vector<std::string>& comments = {});
std::string write_certificate(const ExecutionCertificate& certificate, const std::vector<std::string>& comments = {});

}  // namespace ftcert
