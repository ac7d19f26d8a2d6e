#include <utility>

#include "ftcert/certificate/kinds.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

Certificate read_certificate(const std::string& name, std::string bytes) {
  const std::string text = decompress_if_gzip(std::move(bytes), name);
  LineReader in(name, text);
  in.expect("claim");
  const std::string_view kind = in.words().size() >= 2 ? in.word(1) : std::string_view();
  if (kind == "interpolation") return read_interpolation(in);
  if (kind == "bound" && in.minor() >= 1) return read_bound(in);
  in.unexpected(in.minor() >= 1 ? "'claim interpolation' or 'claim bound'" : "'claim interpolation'");
}

}  // namespace ftcert
