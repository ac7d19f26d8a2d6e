// The table of all methods of bound certificates.
#pragma once

#include "ftcert/certificate/method.hpp"

namespace ftcert {

extern const Method kAlternation;  // check/methods/alternation.hpp
extern const Method kSigns;        // check/methods/signs.hpp
extern const Method kExhaustion;   // check/methods/exhaustion.hpp
extern const Method kPatterns;     // check/methods/pattern_tree.hpp, pattern_cover.hpp

Methods methods();

}  // namespace ftcert
