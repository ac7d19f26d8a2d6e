// What `ftcert recheck` does: is the f of a certificate the function of a model file?
//
//   Said said;
//   recheck(said, {.certificate = "c.ftc", .model = "f.onnx"}, files, Control{}, std::nullopt);
//   said.last_line;   // "s VERIFIED interpolation layers=2 neurons=9 samples=442 changed=20"
#pragma once

#include <cstdint>
#include <optional>

#include "ftcert/verbs/loaded_certificate.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// Errors: those of load(), check() and compare_with_model(); "s NOT VERIFIED .." is said before.
void recheck(Said& said, const CertificateFiles& input, const Files& files, const Control& control,
             const std::optional<std::uint64_t>& most_work);

}  // namespace ftcert
