// What a certificate says, as names and values to compare it by.
//
//   for (const Fact& fact : certificate_facts(certificate)) fact.name;   // "kind", "samples", "f", "layers", "neurons", ..
#pragma once

#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"

namespace ftcert {

struct Fact {
  std::string name, value;  // of one certificate no two names are equal
};

// In an order that is the same for all kinds; each kind has those that it states.
std::vector<Fact> certificate_facts(const Certificate& certificate);

// "interpolation", "specification", "execution", "bound".
std::string kind_of(const Certificate& certificate);
// "bound layers=2 neurons>=2 samples=4 changed=3": the words of a checker's verdict.
std::string verdict_words(const Certificate& certificate);
// What all kinds have in common.
const CertificateBody& body_of(const Certificate& certificate);

}  // namespace ftcert
