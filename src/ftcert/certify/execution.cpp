#include "ftcert/certify/execution.hpp"

#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::vector<std::string> words(const Subject& subject, const FloatNetwork& g) {
  const std::size_t samples = subject.body.sample_count, kept = samples - subject.changed;
  return {"Every floating-point execution of f + g, g with " + std::to_string(g.network.neurons()) +
              " hidden neurons in " + text(g.format) + ":",
          "at " + std::to_string(kept) + " of " + std::to_string(samples) +
              " samples g returns exactly 0, so that f stays as it is;",
          "at the others it comes as near to the label as is stated."};
}

}  // namespace

CertifiedExecution certify_execution(const Subject& subject, const FloatNetwork& g, const ExecutionRequest& request,
                                     const Control& control) {
  control.step("enclosing executions");
  const auto attested = [&](std::optional<SteppedNetwork> operators) {
    return attest_execution(
        subject, subject.residuals,
        {request.arithmetic, g.format, g.centre, g.network, std::move(operators), request.deviation, request.patched},
        words(subject, g));
  };
  if (!subject.body.f) return {attested(std::nullopt), {}};
  if (!subject.operators) {
    return {attested(std::nullopt),
            "the operators of the model are no chain of layers, ReLUs and steps that a certificate can state"};
  }
  try {
    Attested<ExecutionCertificate> done = attested(subject.operators);
    const bool bounded = done.certificate.output_deviation.has_value();
    return {std::move(done),
            bounded ? std::string() : "a number of f is no number of " + ieee_name(request.arithmetic)};
  } catch (const Error& error) {
    // Of g, or of f only.
    if (error.code() != Code::kNotShown) throw;
    return {attested(std::nullopt), error.text()};
  }
}

}  // namespace ftcert
