// What a certificate with trees of activation patterns shows, in words.
#pragma once

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/explain/prose.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

// Sections: which networks are excluded, why their constant is 0, the trees, one leaf in full. Contract: the certificate is verified.
void say_patterns(Prose& prose, const BoundCertificate& certificate, const Residuals& residuals,
                  const ClassNames& names);

}  // namespace ftcert
