// What the reader accepts is written back byte for byte, comments apart.
#include "ftcert/check/check.hpp"
#include "ftcert/write/write.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

// Without comments; and a version is written as the oldest one that has the kind and the words.
std::string plain(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n') + 1);
    if (!line.starts_with('%')) result += line;
    text.remove_prefix(line.size());
  }
  const auto has = [&](std::string_view words) { return result.find(words) != std::string::npos; };
  const bool newest = has("\nfrozen computed\n") || has("\nmodel nnet ") || has("\nexternal ") || has(" tensor=") ||
                      has(" folded=") || has("\nlabels-file ") || has(" array=") || has(" delimiter=");
  const std::string version = newest                                                    ? "6"
                              : has("\ndata parts ")                                    ? "5"
                              : has("\nspecification ") || has("\nmethod signs\n")      ? "4"
                              : has("\nmethod patterns\n")                              ? "3"
                              : has(" rounding=features-") || has("\nclaim execution ") ? "2"
                              : has("\nclaim bound ")                                   ? "1"
                                                                                        : "0";
  return result.replace(0, result.find('\n'), "FTCERT 1." + version);
}

}  // namespace

void certificate(std::string_view bytes) {
  Certificate read;
  if (!accepted([&] { read = read_certificate("c.ftc", bytes); })) return;
  const std::string written = write_certificate(read);
  must(written == plain(bytes), "what is read is written back");
  must(accepted([&] { must(write_certificate(read_certificate("c.ftc", written)) == written, "and read again"); }),
       "what is written is accepted");
}

}  // namespace ftcert::fuzz
