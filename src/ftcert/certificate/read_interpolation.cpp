#include <utility>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

std::optional<Rational> rational_or_none(LineReader& in, std::string_view text) {
  if (text == "none") return std::nullopt;
  return in.rational(text);
}

// depth: affine maps of g.
void read_margins(LineReader& in, std::size_t depth, InterpolationCertificate& c) {
  in.expect("margins", 1);
  for (std::size_t l = 1; l < depth; ++l) {
    in.expect("preactivation", 4);
    if (in.word(1) != std::to_string(l)) in.unexpected("'preactivation " + std::to_string(l) + "'");
    c.margins.layers.push_back(
        {rational_or_none(in, in.value(2, "least")), rational_or_none(in, in.value(3, "nonzero"))});
    c.lines.layers.push_back(in.line());
  }
  in.expect("projection");
  c.lines.projection = in.line();
  if (in.words().size() == 3) {
    ProjectionMargin projection;
    for (std::string_view part : split_at(in.value(1, "direction"), ','))
      projection.direction.push_back(in.integer(part));
    if (projection.direction.size() != c.dimension) {
      in.fail(Code::kSyntax, "direction=: expected " + std::to_string(c.dimension) + " integers");
    }
    projection.gap = rational_or_none(in, in.value(2, "gap"));
    c.margins.projection = std::move(projection);
  } else if (in.words().size() != 2 || in.word(1) != "none") {
    in.unexpected("'projection none' or 'projection direction= gap='");
  }
  in.expect("bits", 3);
  c.lines.bits = in.line();
  c.margins.bits = {in.count(in.value(1, "most")), in.count(in.value(2, "total"))};
}

}  // namespace

InterpolationCertificate read_interpolation(LineReader& in) {
  InterpolationCertificate c;
  c.lines.claim = in.line();
  const bool specified = in.word(1) == "specification";
  const std::vector<std::size_t> counts =
      specified ? read_counts(in, {"layers", "neurons", "samples", "changed", "specified"})
                : read_counts(in, {"layers", "neurons", "samples", "changed"});
  c.claim = {counts[0], counts[1], counts[2], counts[3]};
  if (specified) c.claim.specified = counts[4];
  read_sizes(in, c, specified);
  in.expect("construction");
  c.lines.construction = in.line();
  if (in.words().size() == 3) {
    c.construction = ConstructionNote{in.name(in.word(1)), in.count(in.value(2, "bound"))};
  } else if (in.words().size() != 2 || in.word(1) != "none") {
    in.unexpected("'construction none' or 'construction NAME bound='");
  }
  std::optional<ReadNetwork> f = read_origins(in, c, c.lines);
  ReadNetwork g = read_network(in, "g", 2);
  read_samples(in, c, c.lines);
  read_margins(in, g.layers.size(), c);
  in.expect("END", 1);
  in.finish();
  c.lines.g = g.line;
  if (f) c.f = fit_together(in, std::move(*f), c.dimension, c.outputs);
  c.g = fit_together(in, std::move(g), c.dimension, c.outputs);
  return c;
}

}  // namespace ftcert
