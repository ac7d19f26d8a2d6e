#include <iterator>
#include <utility>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

const Method* read_method(LineReader& in, Methods methods) {
  in.expect("method", 2);
  for (const Method* method : methods) {
    if (in.word(1) == method->name && in.minor() >= method->least_minor) return method;
  }
  std::vector<const Method*> known;
  std::ranges::copy_if(methods, std::back_inserter(known),
                       [&](const Method* m) { return in.minor() >= m->least_minor; });
  in.unexpected("one of " +
                joined(known, ", ", [](const Method* m) { return "'method " + std::string(m->name) + "'"; }));
}

// "at I", "at I convex", "at I concave"
LinePoint read_point(LineReader& in, std::size_t samples) {
  in.expect("at");
  const auto& words = in.words();
  const bool marked = words.size() == 3;
  if (words.size() != 2 && !(marked && (words[2] == "convex" || words[2] == "concave"))) {
    in.unexpected("'at I', 'at I convex' or 'at I concave'");
  }
  return {read_index(in, words[1], samples, "a sample"), !marked ? 0 : words[2] == "convex" ? 1 : -1, in.line()};
}

// The line through samples.
void read_line(LineReader& in, BoundCertificate& c) {
  in.expect("line", 3);
  c.lines.line = in.line();
  c.line.output = read_observed(in, c);
  const std::size_t points = in.count(in.value(2, "points"));
  if (points < 2) in.fail(Code::kSyntax, "expected at least 2 points on the line, found " + std::to_string(points));
  for (std::size_t r = 0; r < points; ++r) c.line.points.push_back(read_point(in, c.sample_count));
}

}  // namespace

std::size_t read_index(LineReader& in, std::string_view text, std::size_t most, const char* what) {
  const std::size_t index = in.count(text);
  if (index < 1 || index > most) {
    in.fail(Code::kSyntax, "expected " + std::string(what) + " from 1 to " + std::to_string(most) + ", found " +
                               std::to_string(index));
  }
  return index - 1;
}

BoundCertificate read_bound(LineReader& in, Methods methods) {
  BoundCertificate c;
  c.lines.claim = in.line();
  const bool specified = in.minor() >= 4 && in.words().back().starts_with("specified=");
  const std::vector<std::size_t> counts =
      read_counts(in, {"layers", "neurons", "samples", specified ? "specified" : "changed"});
  c.claim = {counts[0], counts[1], counts[2], specified ? 0 : counts[3]};
  if (specified) c.claim.specified = counts[3];
  read_sizes(in, c, specified);
  c.method = read_method(in, methods);
  c.lines.method = in.line();
  std::optional<ReadNetwork> f = read_origins(in, c, c.lines);
  read_samples(in, c, c.lines);
  if (c.method->on_a_line()) read_line(in, c);
  if (c.method->read != nullptr) c.method->read(in, c);
  in.expect("END", 1);
  in.finish();
  if (f) c.f = fit_together(in, std::move(*f), c.dimension, c.outputs);
  return c;
}

}  // namespace ftcert
