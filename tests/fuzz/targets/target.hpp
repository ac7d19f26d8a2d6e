// Fuzz targets: what holds of a reader, whatever the bytes.
//
// Purpose: one function a reader, in one table, for two programs. fuzzer.cpp gives them to libFuzzer (./run fuzz); replay.cpp runs them on files
// with any compiler (ctest). A target throws Broken when a property fails. Only Errors of the input may leave a reader (see accepted()): other
// exceptions are findings.
//
//   if (accepted([&] { read_rational(bytes); })) must(read_rational(bytes).text() == bytes, "the text of what was read is the text");
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ftcert/core/error.hpp"

namespace ftcert::fuzz {

struct Broken {
  std::string property;
};

inline void must(bool holds, const std::string& property) {
  if (!holds) throw Broken{property};
}

// An error is one printable line, and not one of our own code.
inline void must_be_told(const Error& error) {
  must(error.code() != Code::kContract, std::string("a contract is broken: ") + error.what());
  for (const char* at = error.what(); *at != '\0'; ++at)
    must(static_cast<unsigned char>(*at) >= ' ' && *at != '\x7f', "an error is one line without control characters");
}

// False when the call refuses its input.
template <typename Call>
bool accepted(const Call& call) {
  try {
    call();
    return true;
  } catch (const Error& error) {
    must_be_told(error);
    return false;
  }
}

struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
};

std::span<const Target> targets();
// nullptr: none of this name.
const Target* find_target(std::string_view name);

// One file each, or two.
void certificate(std::string_view bytes);    // the reader of certificates and its writer
void check(std::string_view bytes);          // certificate, and a data file behind the line %DATA
void number(std::string_view bytes);         // numbers of certificates
void data_number(std::string_view bytes);    // numbers of data files
void csv(std::string_view bytes);            // rows and cells
void table(std::string_view bytes);          // samples of a data file, CSV or .npy
void npy(std::string_view bytes);            // arrays
void onnx(std::string_view bytes);           // models
void network_table(std::string_view bytes);  // networks in CSV
void patched(std::string_view bytes);        // models with g in them
void gzip(std::string_view bytes);           // compressed files

void audit_row(std::string_view bytes);  // rows that an audit goes on with

}  // namespace ftcert::fuzz
