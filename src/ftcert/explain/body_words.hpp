// The sections of an explanation that certificates of every kind have: the data, f, and how to check.
#pragma once

#include <string>

#include "ftcert/explain/prose.hpp"
#include "ftcert/explain/residuals.hpp"
#include "ftcert/explain/words.hpp"

namespace ftcert {

void say_data(Prose& prose, const CertificateBody& body, const Residuals& residuals);
void say_frozen(Prose& prose, const CertificateBody& body);
// Whether theorem.hpp writes the claim as a theorem.
enum class Theorem { kWritten, kNone };
// `recomputed`: what both checkers recompute, "f + g at every sample".
void say_how_to_check(Prose& prose, const CertificateBody& body, const FileNames& files, const std::string& recomputed,
                      Theorem theorem = Theorem::kWritten);

// "2-3-1": inputs and rows of the layers.
std::string shape_of(const Network& network);

}  // namespace ftcert
