// Files that are supplied beside a certificate, for the checker.
//
//   Verdict verdict = check(certificate, name, supplied_files(data, model));
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/common/threads.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

// A data file in memory.
SuppliedData supplied_data(NamedBytes file);
// Data files on disk, with their digests: of several each is read when its samples are, and any is read again when they are again. What is no regular
// file (-: standard input, a pipe) is kept in memory. Errors: kCannotRead; of bytes(): kDigestMismatch when the file has changed meanwhile.
std::vector<SuppliedData> data_files(const std::vector<std::string>& paths);
// The same of the file with the labels, which may be one of the data files (an archive of several arrays); nothing for an empty path.
std::optional<SuppliedData> labels_file(const std::string& path, const std::vector<SuppliedData>& data);

// The files with their digests, and the reader of data files.
Supplied supplied_files(const std::optional<NamedBytes>& data, const std::optional<NamedBytes>& model,
                        const std::optional<NamedBytes>& patched = std::nullopt);

// Samples are read and evaluated on these threads. What stops them must live as long as the files are used.
void use_threads(Supplied& supplied, const Threads& threads);

}  // namespace ftcert
