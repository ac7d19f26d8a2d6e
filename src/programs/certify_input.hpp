// What `ftcert certify` is asked for, on the command line.
#pragma once

#include <CLI/CLI.hpp>

#include "ftcert/verbs/certify.hpp"
#include "programs/verb.hpp"

namespace ftcert {

struct CertifyInput {
  CommonOptions common;
  CertifyJob job;
};

void add_certify_input(CLI::App& verb, CertifyInput& input);

}  // namespace ftcert
