// The files that were given to the page, in memory.
//
// Purpose: what a program finds on a disk. ftcert/files/file.hpp and archive.hpp are implemented on them, without a library and without a file system.
//
//   given_files()["net.ftc"] = bytes;
//   read_file("net.ftc");
#pragma once

#include <map>
#include <string>

namespace ftcert::page {

// Bytes by name.
std::map<std::string, std::string>& given_files();

}  // namespace ftcert::page
