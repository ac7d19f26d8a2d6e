// Runs fuzz targets on files, with any compiler:   fuzz-replay FOLDER     FOLDER/TARGET/* are inputs of the target
//
// The last line is "N inputs, N failed"; the exit code is 0 only if every target has an input and none failed.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "targets/target.hpp"

namespace {

using namespace ftcert::fuzz;

// What is wrong with this input; empty: nothing.
std::string failure(const Target& target, const std::string& bytes) {
  try {
    target.run(bytes);
    return {};
  } catch (const Broken& broken) {
    return broken.property;
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  if (argc < 2) {
    std::cerr << "usage: fuzz-replay FOLDER...\n";
    return 2;
  }
  std::size_t inputs = 0, failed = 0;
  for (const Target& target : targets()) {
    const std::size_t before = inputs;
    for (int i = 1; i < argc; ++i) {
      const fs::path folder = fs::path(argv[i]) / target.name;
      if (!fs::is_directory(folder)) continue;
      for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const std::string what = file ? failure(target, bytes) : "cannot read";
        ++inputs;
        if (what.empty()) continue;
        ++failed;
        std::cout << "FAILED " << entry.path().string() << ": " << what << "\n";
      }
    }
    if (inputs != before) continue;
    ++failed;
    std::cout << "FAILED " << target.name << ": no input\n";
  }
  std::cout << inputs << " inputs, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
