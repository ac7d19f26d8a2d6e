#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

Certificate read_certificate(const std::string& name, std::string_view text, Methods methods) {
  LineReader in(name, text);
  in.expect("claim");
  const std::string_view kind = in.words().size() >= 2 ? in.word(1) : std::string_view();
  if (kind == "interpolation" || (kind == "specification" && in.minor() >= 4)) return read_interpolation(in);
  if (kind == "bound" && in.minor() >= 1) return read_bound(in, methods);
  if (kind == "execution" && in.minor() >= 2) return read_execution(in);
  in.unexpected(in.minor() >= 4   ? "'claim interpolation', 'claim specification', 'claim bound' or 'claim execution'"
                : in.minor() >= 2 ? "'claim interpolation', 'claim bound' or 'claim execution'"
                : in.minor() == 1 ? "'claim interpolation' or 'claim bound'"
                                  : "'claim interpolation'");
}

}  // namespace ftcert
