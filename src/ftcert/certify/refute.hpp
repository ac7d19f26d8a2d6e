// From data and a frozen network to a checked certificate that small networks do not fit.
//
// Purpose: finds the best lower bound that forced kinks give (refute/lower_bound.hpp), and for one hidden layer the one that exhaustion gives
// (refute/along_lines.hpp), and has it attested.
//
//   RefuteResult result = refute(read_subject({"d.csv", bytes}, std::nullopt, {}, {}), RefuteRequest{}, Control{});
//   if (result.attested) write_file("out.ftc", result.attested->bytes);
#pragma once

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/certify/subject.hpp"
#include "ftcert/refute/along_lines.hpp"
#include "ftcert/refute/lower_bound.hpp"

namespace ftcert {

// kAuto: kinks, and then exhaustion where that can show more than is shown or more than the request.
enum class RefuteMethod { kAuto, kKinks, kExhaust };

struct RefuteRequest {
  std::size_t layers = 2;                     // affine maps
  std::optional<std::size_t> neurons;         // show that so many do not suffice; nullopt: the best bound
  RefuteMethod method = RefuteMethod::kAuto;  // kExhaust: exhaustion, 2 layers
};

struct RefuteResult {
  FoundBound found;     // the best bound there is
  ExhaustionTree tree;  // with method exhaustion
  // After exhaustion in dimension 1 with one output: a network with exactly found.neurons neurons that fits; evaluated at every sample.
  std::optional<ReluSum> fit;
  std::size_t samples = 0, changed = 0, dimension = 0;
  std::optional<Attested<BoundCertificate>> attested;  // nullopt: nothing that was asked for is shown
};

// Without a number of neurons a bound that holds for every function that is not constant is shown in dimension 1 only, where no better one
// is known; in higher dimensions it would say nothing about the data. Errors: kUsage, kInterrupted.
RefuteResult refute(const Subject& subject, const RefuteRequest& request, const Control& control);

}  // namespace ftcert
