// Exactly the least number of neurons of one hidden layer for samples on a line.
//
// Purpose: what the lower bound by exhaustion shows to be least is also built. fewest-kinks needs as many neurons as there are forced kinks with disjoint
// intervals, or one more; whether one less than it will do is decided exactly (exhaustion.hpp), and then there is a network. For samples in R^d: the least
// number of networks that read the projection alone; where all samples lie on a line, the least of all networks.
// Cost: the tree of choices, up to a limit of nodes, beyond which the construction declines; long data are declined at once.
//
//   Outcome outcome = kFewestNeurons.plan(problem);
#pragma once

#include "ftcert/construct/problem/construction.hpp"

namespace ftcert {

extern const Construction kFewestNeurons;

}  // namespace ftcert
