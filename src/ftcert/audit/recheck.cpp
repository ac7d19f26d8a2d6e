#include "ftcert/audit/recheck.hpp"

#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert::audit {

bool is_certificate_name(const std::string& name, const Claim& claim) {
  return name.starts_with(std::string(claim.id) + ".") && name.ends_with(".ftc") && name.find('/') == std::string::npos;
}

std::string refusal_of(const CertificateFile& file, const Claim& claim) {
  try {
    const Certificate certificate = read_certificate(file.file(), file.bytes);
    const std::string found = check(certificate, file.file(), supplied_files({}, {})).claim;
    const std::string expected = file.kind == "bound"
                                     ? BoundClaim{file.layers, file.neurons, file.samples, file.changed}.verdict()
                                     : InterpolationClaim{file.layers, file.neurons, file.samples, file.changed}.text();
    if (found != expected) return file.file() + " shows '" + found + "', expected '" + expected + "'";
  } catch (const Error& error) {
    return std::string("the checker refuses ") + error.what_without_identifier();
  }
  // What it is evidence for is said in its first comment alone.
  if (file.bytes.find("% " + evidence_words(claim.id, file.role, file.says) + "\n") == std::string::npos)
    return file.file() + " is evidence for something else";
  return {};
}

}  // namespace ftcert::audit
