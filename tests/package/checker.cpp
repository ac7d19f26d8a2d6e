// Checks a certificate file through the installed library.
#include <iostream>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return ftcert::kExitUsage;
  try {
    std::cout << ftcert::check(ftcert::read_certificate(argv[1], ftcert::read_file(argv[1])), argv[1], {}) << "\n";
  } catch (const ftcert::Error& error) {
    std::cerr << error.what() << "\n";
    return ftcert::exit_code(error.code());
  }
  return 0;
}
