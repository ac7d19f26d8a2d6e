// The bounds of Theorem 5.1 along N and along K.
#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/tools/curves.hpp"

namespace ftcert::audit {

namespace {

Finding two_hidden_layers(const Options& options) { return bounds_and_networks(options, kTheorem51Curves.id, 3); }

}  // namespace

const Claim kTheorem51Curves{
    "thm-5.1-curves",
    Section::kTwoHiddenLayers,
    "Theorem 5.1, along N and along K",
    "The least number of neurons of two hidden layers lies between the two bounds.",
    "sqrt(2 min{3N, K-2} + 1/4) - 1/2 <= m* <= min{4 sqrt(K), 2 sqrt(K) + 3N, 6 sqrt(3N+2)}",
    "formulas at every point; networks and lower bounds for worst-case labels, each accepted by "
    "the checker, at the marks",
    3,
    two_hidden_layers};

}  // namespace ftcert::audit
