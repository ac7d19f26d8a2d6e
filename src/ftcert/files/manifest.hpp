// The list of the files that a program made in a folder, with their digests.
//
// Purpose: what is listed with the digest that it has is the program's own; nothing else is proved to be. A text that `sha256sum -c` reads:
// lines "DIGEST  NAME" in the order of the names, after a first line with the digest of the rest, so that an edited list proves nothing. While a
// file is replaced its name stands there with both digests, for whichever of the two a killed program leaves.
//
//   std::optional<Manifest> manifest = read_manifest(text);
//   (*manifest)["rows/a.json"].insert(sha256_hex(bytes));
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ftcert {

using Manifest = std::map<std::string, std::set<std::string>>;  // digests by name

std::string manifest_text(const Manifest& manifest);
// Nullopt unless the text is manifest_text() of something.
std::optional<Manifest> read_manifest(std::string_view text);

}  // namespace ftcert
