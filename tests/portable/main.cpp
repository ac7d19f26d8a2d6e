// The kernel alone, without FLINT, GMP, zlib and Nettle: checks certificates that hold their samples, as ftcheck does.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"

namespace {

using namespace ftcert;

int check_file(const std::string& path) {
  try {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(Code::kCannotRead, {path, 0}, "cannot open this file");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const Verdict verdict = check(read_certificate(path, text), path);
    std::cout << "s VERIFIED " << verdict.claim << '\n';
    for (const std::string& note : verdict.notes) std::cout << "c " << note << '\n';
    return kExitDone;
  } catch (const Error& error) {
    std::cout << "s NOT VERIFIED " << identifier(error.code());
    const bool ours = error.place().file == path && error.place().line != 0;
    if (ours) {
      std::cout << " line " << error.place().line << ": " << error.text() << '\n';
    } else {
      std::cout << ": " << error.what_without_identifier() << '\n';
    }
    return exit_code(error.code());
  }
}

}  // namespace

int main(int argc, char** argv) {
  int result = kExitDone;
  for (int i = 1; i < argc; ++i) {
    const int code = check_file(argv[i]);
    if (result == kExitDone) result = code;
  }
  return result;
}
