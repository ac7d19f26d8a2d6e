#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

Certificate read_certificate(const std::string& name, std::string_view text, Methods methods) {
  LineReader in(name, text);
  in.expect("claim");
  const std::string_view kind = in.words().size() >= 2 ? in.word(1) : std::string_view();
  if (kind == "interpolation") return read_interpolation(in);
  if (kind == "bound" && in.minor() >= 1) return read_bound(in, methods);
  in.unexpected(in.minor() >= 1 ? "'claim interpolation' or 'claim bound'" : "'claim interpolation'");
}

}  // namespace ftcert
