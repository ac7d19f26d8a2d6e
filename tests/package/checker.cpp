// Checks a certificate file through the installed library.
#include <fstream>
#include <ftcert/ftcert.hpp>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  try {
    std::cout << ftcert::check(bytes).claim << "\n";
  } catch (const ftcert::Failure& failure) {
    std::cerr << failure.what() << "\n";
    return failure.exit_code();
  }
  return 0;
}
