// The bounds of Theorem 4.1 along N and along K.
#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/tools/curves.hpp"

namespace ftcert::audit {

namespace {

Finding one_hidden_layer(const Options& options) { return bounds_and_networks(options, kTheorem41Curves.id, 2); }

}  // namespace

const Claim kTheorem41Curves{
    "thm-4.1-curves",
    Section::kOneHiddenLayer,
    "Theorem 4.1, along N and along K",
    "The least number of neurons of one hidden layer lies between the two bounds.",
    "min{3N, K-2} <= m* <= min{3N+1, K-1}",
    "formulas at every point; networks and lower bounds for worst-case labels, each accepted by "
    "the checker, at the marks",
    2,
    one_hidden_layer};

}  // namespace ftcert::audit
