// How the method of a bound certificate counts, in words: one paragraph of argument, then the numbers of this certificate.
#pragma once

#include "ftcert/explain/bound_line.hpp"
#include "ftcert/explain/prose.hpp"

namespace ftcert {

// "How many neurons that needs": alternation, signs or exhaustion, whichever the certificate uses. `line` is the certificate's.
void say_count(Prose& prose, const BoundCertificate& certificate, const BoundLine& line);

}  // namespace ftcert
