// How many neurons these data need: a network that fits, and a bound below which none does.
//
// Purpose: certify() and refute() for the same samples, and what both certificates say together, as a checker says it of a pair
// (proofs/certificate-format.md, section 13). The bound is looked for below the network's number of neurons only.
//
//   Solved solved = solve(read_subject({"d.csv", bytes}, std::nullopt, {}, {}), SolveRequest{}, Control{});
//   solved.pair;   // "interval layers=2 neurons=3..7 samples=442 changed=20"
#pragma once

#include <string>

#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/refute.hpp"

namespace ftcert {

struct SolveRequest {
  CertifyRequest network;  // real functions only: no arithmetic that g runs in
  RefuteRequest bound;     // layers and what is known to fit are the network's, and no number of neurons is asked for
};

struct Solved {
  CertifyResult network;
  // With a certificate, of what holds for every function that is not constant if there is nothing better; without one only where no neuron is
  // needed, or where no single output of a specification shows that one is. What was decided by trees of patterns on the way is in it, and whether that was stopped.
  RefuteResult bound;
  std::string pair;  // as check_pair() says it

  std::size_t least() const { return bound.attested ? bound.attested->certificate.claim.neurons : 0; }
  std::size_t most() const { return network.certificate.claim.neurons; }
  bool exact() const { return least() == most(); }
};

// Errors: those of certify() and refute(); kContract where the pair is refused.
Solved solve(const Subject& subject, const SolveRequest& request, const Control& control);

}  // namespace ftcert
