#include "ftcert/verbs/recheck.hpp"

#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/supply/verdicts.hpp"

namespace ftcert {

void recheck(Said& said, const CertificateFiles& input, const Files& files, const Control& control,
             const std::optional<std::uint64_t>& most_work) {
  const std::string& name = input.certificate;
  try {
    const LoadedCertificate loaded = load(input, files, control, most_work);
    const Verdict verdict = check(loaded.certificate, name, loaded.supplied);
    const ModelComparison same = compare_with_model(loaded.certificate, name, loaded.supplied, input.tensor);
    said.line("f is the function of " + input.model + " at " + where_compared(same) +
              (same.values         ? "."
               : same.same_weights ? ", and the same network number by number."
                                   : "; the networks differ."));
    said.summary = {
        {"verified", true}, {"claim", verdict.claim}, {"samples", same.samples}, {"same_weights", same.same_weights}};
    said.last_line = "s VERIFIED " + verdict.claim;
  } catch (const Error& error) {
    said.summary = {{"verified", false}, {"error", identifier(error.code())}, {"text", error.text()}};
    said.last_line = not_verified(error, name);
    throw;
  }
}

}  // namespace ftcert
