// Between the types of the public interface and those of the library.
#pragma once

#include "ftcert/core/samples.hpp"
#include "ftcert/ftcert.hpp"

namespace ftcert {

// Errors: kNotFinite, kNumberSyntax.
Rational to_rational(const Number& number);
// Errors: kShapeMismatch naming the row; those of to_rational() with the place.
Samples to_samples(const SampleTable& table);
// `name` is for messages. Errors: as above.
Network to_network(const LayerList& layers, const char* name);

std::vector<Certified::Layer> to_text(const Network& network);

}  // namespace ftcert
