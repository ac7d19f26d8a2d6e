// `ftcert worst --dimension d`: data in general position.
#pragma once

#include <string>

#include "ftcert/certify/worst_space.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct WorstSpaceOptions {
  std::string output, bound;  // --bound: the certificate; may be empty
  WorstSpaceRequest request;
};

// Searches, writes, tells. Errors: kNotShown, and then nothing is written.
void write_worst_space(const CommonOptions& common, const WorstSpaceOptions& options);

}  // namespace ftcert
