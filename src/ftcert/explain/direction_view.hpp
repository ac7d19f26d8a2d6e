// A network as a function of one number, where it is one.
//
// Purpose: what `ftcert pieces` prints and what pictures draw. The number is t = a.x for an integer direction
// a, and the line is x = t a / (a.a), on which a.x is t again.
//
//   auto view = view_along_direction(certificate);
//   view->pieces.value(t);   // = g(x) for every x with a.x = t, when view->everywhere
#pragma once

#include <optional>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/pieces/line_pieces.hpp"

namespace ftcert {

struct DirectionView {
  std::vector<Integer> direction;  // a, not zero
  // Every first-layer row is a multiple of a, so that g depends on a.x alone. Otherwise the pieces are those
  // on the line only.
  bool everywhere = true;
  LinePieces pieces;
};

// The direction of the certificate's projection where g depends on it alone; else the one common direction of
// the first-layer rows; else, for more than one hidden layer, that of the projection, with everywhere ==
// false. nullopt: there is none of these; a network with one hidden layer is then a sum of several such
// functions (pieces/ridge.hpp). What it takes is charged before it is done. Errors: kWork.
std::optional<DirectionView> view_along_direction(const InterpolationCertificate& certificate,
                                                  const std::optional<Integer>& most_work = kMostWork);
// The same of a network, with or without such a projection.
std::optional<DirectionView> view_along_direction(const Network& network, const std::vector<Integer>* projection,
                                                  const std::optional<Integer>& most_work);

// A network with `direction` entries on the line x = t a / (a.a).
LinePieces pieces_along_direction(const Network& network, const std::vector<Integer>& direction,
                                  WorkMeter* work = nullptr);

Rational dot(const std::vector<Integer>& direction, std::span<const Rational> x);
// "(1, -2, 3)".
std::string direction_text(const std::vector<Integer>& direction);

}  // namespace ftcert
