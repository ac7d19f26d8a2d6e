#include "ftcert/write/number.hpp"
#include "ftcert/write/parts.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

void write_numbers(std::string& out, const std::vector<Rational>& numbers) {
  append_each(out, numbers);
  out += '\n';
}

void write_steps(std::string& out, const std::vector<ElementStep>& steps) {
  constexpr const char* kOperations[] = {"step add", "step sub", "step mul", "step div"};
  for (const ElementStep& step : steps) write_numbers(out += kOperations[step.operation], step.numbers);
}

void write_operators(std::string& out, const SteppedNetwork& f) {
  out += "network f " + std::to_string(f.layers.size()) + "\n";
  for (std::size_t l = 0; l < f.layers.size(); ++l) {
    write_steps(out, f.steps[l]);
    write_layer(out, f.layers[l]);
  }
  write_steps(out, f.steps.back());
}

}  // namespace

std::string write_kind(const ExecutionCertificate& c, const std::vector<std::string>& comments) {
  std::string out = head(2, c, c.claim.text(), comments);
  write_sizes(out, c);
  write_origins(out, c);
  if (c.operators) write_operators(out, *c.operators);
  out += "centre";
  if (c.centre.empty())
    out += " none\n";
  else
    write_numbers(out, c.centre);
  write_network(out, "g", c.g);
  write_samples(out, c);
  if (!c.specification) out += "output-deviation " + (c.output_deviation ? c.output_deviation->text() : "none") + "\n";
  out += c.patched ? "patched onnx sha256=" + *c.patched + "\n" : "patched none\n";
  return out + "END\n";
}

}  // namespace ftcert
