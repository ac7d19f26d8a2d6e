// Mistyped options of both programs, found before anything is read: CLI11 would speak of a missing option first, or of an argument too many.
#pragma once

#include <CLI/CLI.hpp>

namespace ftcert {

// Words argv[first], .., that begin with -- where an option may stand must be options of the app. Errors: kUsage, with the option that may have been meant.
void expect_known_options(const CLI::App& app, int argc, const char* const* argv, int first);

}  // namespace ftcert
