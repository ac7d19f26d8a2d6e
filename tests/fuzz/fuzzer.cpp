// libFuzzer's entry for all targets. The program's own name says which one it is: ./run fuzz makes a link for each.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "targets/target.hpp"

namespace {

const ftcert::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char*** arguments) {
  std::string_view name = (*arguments)[0];
  name.remove_prefix(name.rfind('/') + 1);
  chosen = ftcert::fuzz::find_target(name);
  if (chosen != nullptr) return 0;
  std::fputs("expected the name of a fuzz target as the program's name\n", stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  try {
    chosen->run({reinterpret_cast<const char*>(bytes), size});
  } catch (const ftcert::fuzz::Broken& broken) {
    std::fprintf(stderr, "broken property: %s\n", broken.property.c_str());
    std::abort();
  }
  return 0;
}
