#include <utility>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

FloatFormat read_format(LineReader& in, std::size_t index, std::string_view key) {
  const std::string_view name = in.value(index, key);
  if (name == "binary32") return FloatFormat::kBinary32;
  if (name != "binary64") in.unexpected(std::string(key) + "=binary32 or binary64");
  return FloatFormat::kBinary64;
}

Rational read_deviation(LineReader& in, std::string_view text) {
  Rational deviation = in.rational(text);
  if (deviation.sign() < 0) in.unexpected("a deviation that is not negative");
  return deviation;
}

ExecutionClaim read_execution_claim(LineReader& in) {
  const bool specified = in.minor() >= 4 && in.words().size() == 10;
  if (in.words().size() != 9 && !specified)
    in.unexpected("'claim execution arithmetic= g= layers= neurons= samples= changed= deviation<='" +
                  std::string(in.minor() < 4 ? "" : ", or 'specification specified=' behind 'changed='"));
  ExecutionClaim claim;
  claim.arithmetic = read_format(in, 2, "arithmetic");
  claim.g = read_format(in, 3, "g");
  claim.layers = in.count(in.value(4, "layers"));
  claim.neurons = in.count(in.value(5, "neurons"));
  claim.samples = in.count(in.value(6, "samples"));
  claim.changed = in.count(in.value(7, "changed"));
  if (specified && in.word(8) != "specification") in.unexpected("'specification' behind 'changed='");
  if (specified)
    claim.specified = in.count(in.value(9, "specified"));
  else
    claim.deviation = read_deviation(in, in.value(8, "deviation<"));
  return claim;
}

void read_centre(LineReader& in, ExecutionCertificate& c) {
  in.expect("centre");
  c.lines.centre = in.line();
  if (in.words().size() == 2 && in.word(1) == "none") return;
  in.expect_words(c.dimension + 1);
  for (std::size_t j = 1; j <= c.dimension; ++j) c.centre.push_back(in.rational(in.word(j)));
}

void read_output_deviation(LineReader& in, ExecutionCertificate& c) {
  in.expect("output-deviation", 2);
  if (in.word(1) != "none") c.output_deviation = read_deviation(in, in.word(1));
  if (c.output_deviation && c.frozen != FrozenKind::kNetwork)
    in.fail(Code::kSyntax, "'output-deviation' goes with 'frozen network' only");
}

void read_patched(LineReader& in, ExecutionCertificate& c) {
  in.expect("patched");
  c.lines.patched = in.line();
  if (in.words().size() == 2 && in.word(1) == "none") return;
  if (in.words().size() != 3 || in.word(1) != "onnx") in.unexpected("'patched none' or 'patched onnx sha256='");
  c.patched = in.digest(in.value(2, "sha256"));
}

// Steps that do not fit: kShapeMismatch.
void fit_steps(const LineReader& in, ExecutionCertificate& c, ReadNetwork read) {
  c.lines.f_layers = read.lines;
  c.lines.f_steps = read.step_lines;
  std::vector<std::vector<ElementStep>> steps = std::move(read.steps);
  const Network layers = fit_together(in, std::move(read), c.dimension, c.outputs);
  for (std::size_t l = 0; l < steps.size(); ++l) {
    const std::size_t width = l == 0 ? c.dimension : layers.layers()[l - 1].rows;
    for (std::size_t s = 0; s < steps[l].size(); ++s) {
      if (steps[l][s].numbers.size() != width) {
        throw Error(Code::kShapeMismatch, {in.place().file, c.lines.f_steps[l][s]},
                    "network f, a step: expected " + std::to_string(width) + " numbers, found " +
                        std::to_string(steps[l][s].numbers.size()));
      }
    }
  }
  c.operators.emplace(c.dimension, layers.layers(), std::move(steps));
  c.f = composed(*c.operators);
}

}  // namespace

ExecutionCertificate read_execution(LineReader& in) {
  ExecutionCertificate c;
  c.lines.claim = in.line();
  c.claim = read_execution_claim(in);
  read_sizes(in, c, c.claim.specified.has_value());
  std::optional<ReadNetwork> f = read_origins(in, c, c.lines, true);
  if (c.specification && !f) in.fail(Code::kSyntax, "expected 'frozen network' for a specification of executions");
  read_centre(in, c);
  ReadNetwork g = read_network(in, "g", 2);
  read_samples(in, c, c.lines);
  if (!c.specification) read_output_deviation(in, c);
  read_patched(in, c);
  in.expect("END", 1);
  in.finish();
  c.lines.g_layers = g.lines;
  if (f) fit_steps(in, c, *std::move(f));
  c.g = fit_together(in, std::move(g), c.dimension, c.outputs);
  return c;
}

}  // namespace ftcert
