#include <algorithm>
#include <utility>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

AffineMap read_layer(LineReader& in) {
  AffineMap map;
  map.rows = in.count(in.word(1));
  map.columns = in.count(in.word(2));
  for (std::size_t r = 0; r < map.rows; ++r) {
    in.expect("row");
    in.expect_words(map.columns + 2);
    map.bias.push_back(in.rational(in.word(1)));
    for (std::size_t c = 2; c < in.words().size(); ++c) map.weights.push_back(in.rational(in.word(c)));
  }
  return map;
}

// The lines `step` that stand here.
void read_steps(LineReader& in, ReadNetwork& network) {
  constexpr std::string_view kOperations[] = {"add", "sub", "mul", "div"};
  auto& steps = network.steps.emplace_back();
  auto& lines = network.step_lines.emplace_back();
  while (in.next_is("step")) {
    in.next();
    if (steps.size() == kMostSteps)
      in.fail(Code::kSyntax, "expected at most " + std::to_string(kMostSteps) + " steps in one place");
    const auto operation = std::ranges::find(kOperations, in.words().size() < 2 ? std::string_view() : in.word(1));
    if (operation == std::end(kOperations)) in.unexpected("'step add|sub|mul|div' and a number for each component");
    ElementStep step{static_cast<ElementStep::Operation>(operation - kOperations), {}};
    for (std::size_t c = 2; c < in.words().size(); ++c) step.numbers.push_back(in.rational(in.word(c)));
    if (step.operation == ElementStep::kDiv && std::ranges::count(step.numbers, Rational()) != 0)
      in.fail(Code::kSyntax, "expected numbers other than 0 to divide by");
    lines.push_back(in.line());
    steps.push_back(std::move(step));
  }
}

// "sample X1 .. XD : Y1 .. YP [: F1 .. FP]"
void read_sample(LineReader& in, CertificateBody& c) {
  const std::size_t dimension = c.dimension, outputs = c.outputs;
  const std::size_t labels = c.specification && c.specification->classes() ? 1 : outputs;
  Samples& samples = c.samples;
  const std::size_t stated = 1 + dimension + 1 + labels;  // words without values of f
  const auto keeps = [](std::string_view word) { return word == "keep"; };
  const bool unknown = c.frozen == FrozenKind::kComputed && in.words().size() == stated &&
                       std::ranges::all_of(std::span(in.words()).last(labels), keeps);
  const bool with_values = samples.frozen && !unknown;
  in.expect_words(stated + (with_values ? 1 + outputs : 0));
  const auto colon = [&](std::size_t index) {
    if (in.word(index) != ":") in.unexpected("':' as word " + std::to_string(index + 1));
  };
  colon(1 + dimension);
  if (with_values) colon(2 + dimension + labels);
  std::size_t at = 1;
  for (std::size_t j = 0; j < dimension; ++j) samples.points.entries.push_back(in.rational(in.word(at++)));
  ++at;
  if (c.specification) read_specified(in, at, *c.specification, samples);
  for (std::size_t k = 0; k < (c.specification ? 0 : labels); ++k) {
    const std::string_view word = in.word(at + k);
    samples.labels.push_back(keeps(word) ? std::nullopt : std::optional(in.rational(word)));
  }
  if (samples.frozen) {
    at += labels + 1;
    for (std::size_t k = 0; k < outputs; ++k)
      samples.frozen->entries.push_back(unknown ? Rational() : in.rational(in.word(at++)));
    ++samples.frozen->count;
    if (c.frozen == FrozenKind::kComputed) samples.unknown.push_back(unknown);
  }
  ++samples.points.count;
  samples.lines.push_back(in.line());
}

}  // namespace

std::vector<std::string_view> split_at(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::size_t> read_counts(LineReader& in, std::initializer_list<std::string_view> keys) {
  std::vector<std::size_t> counts;
  if (in.words().size() != 2 + keys.size())
    in.unexpected("'claim " + std::string(in.word(1)) + " " +
                  joined(keys, " ", [](std::string_view key) { return std::string(key) + "="; }) + "'");
  for (const std::string_view key : keys) counts.push_back(in.count(in.value(2 + counts.size(), key)));
  return counts;
}

void read_sizes(LineReader& in, CertificateBody& c, bool specified) {
  in.expect("dimension", 2);
  c.dimension = in.count(in.word(1));
  if (c.dimension == 0) in.fail(Code::kSyntax, "expected at least dimension 1");
  in.expect("outputs", 2);
  c.outputs = in.count(in.word(1));
  if (c.outputs == 0) in.fail(Code::kSyntax, "expected at least one output");
  if (specified) c.specification = read_specification(in, c.outputs);
}

std::optional<ReadNetwork> read_origins(LineReader& in, CertificateBody& c, BodyLines& lines, bool with_steps) {
  c.data = read_data_binding(in, c, lines.data);
  c.model = read_model_binding(in, c.outputs, lines.model);
  in.expect("frozen", 2);
  lines.frozen = in.line();
  if (in.word(1) == "values") {
    c.frozen = FrozenKind::kValues;
  } else if (in.word(1) == "network") {
    c.frozen = FrozenKind::kNetwork;
  } else if (in.minor() >= 6 && in.word(1) == "computed") {
    c.frozen = FrozenKind::kComputed;
  } else if (in.word(1) != "zero") {
    in.unexpected("'frozen zero', 'frozen values', 'frozen network' or since version 1.6 'frozen computed'");
  }
  if (c.data && c.data->columns.frozen.empty() == (c.frozen == FrozenKind::kValues)) {
    in.fail(Code::kSyntax, "'frozen values' and columns after 'frozen-columns' go together");
  }
  if (c.model ? c.frozen < FrozenKind::kNetwork : c.frozen == FrozenKind::kComputed)
    in.fail(Code::kSyntax,
            "a model goes with 'frozen network' or 'frozen computed', and 'frozen computed' with a model");
  if (c.frozen == FrozenKind::kNetwork) return read_network(in, "f", 1, with_steps);
  return std::nullopt;
}

ReadNetwork read_network(LineReader& in, std::string_view name, std::size_t least_depth, bool with_steps) {
  in.expect("network", 3);
  if (in.word(1) != name) in.unexpected("'network " + std::string(name) + "'");
  const std::size_t depth = in.count(in.word(2));
  if (depth < least_depth) {
    in.fail(Code::kSyntax, "network " + std::string(name) + ": expected at least " + std::to_string(least_depth) +
                               " layers, found " + std::to_string(depth));
  }
  ReadNetwork network{name, in.line(), {}, {}, {}, {}};
  if (with_steps) read_steps(in, network);
  for (std::size_t l = 0; l < depth; ++l) {
    in.expect("layer", 3);
    network.lines.push_back(in.line());
    network.layers.push_back(read_layer(in));
    if (with_steps) read_steps(in, network);
  }
  return network;
}

Network fit_together(const LineReader& in, ReadNetwork read, std::size_t inputs, std::size_t outputs) {
  const auto fail = [&](std::size_t l, const std::string& text) {
    throw Error(Code::kShapeMismatch, {in.place().file, read.lines[l]},
                "network " + std::string(read.name) + ", layer " + std::to_string(l + 1) + ": expected " + text);
  };
  std::size_t width = inputs;
  for (std::size_t l = 0; l < read.layers.size(); ++l) {
    const AffineMap& map = read.layers[l];
    if (map.columns != width) fail(l, std::to_string(width) + " columns, found " + std::to_string(map.columns));
    width = map.rows;
  }
  if (width != outputs) fail(read.layers.size() - 1, std::to_string(outputs) + " rows, found " + std::to_string(width));
  return Network(inputs, std::move(read.layers));
}

void read_samples(LineReader& in, CertificateBody& c, BodyLines& lines) {
  in.expect("samples", 3);
  lines.samples = in.line();
  c.external = in.word(1) == "external";
  if (!c.external && in.word(1) != "embedded") in.unexpected("'samples embedded K' or 'samples external K'");
  c.sample_count = in.count(in.word(2));
  if (c.sample_count == 0) in.fail(Code::kNoSamples, "expected at least one sample");
  c.samples.points.dimension = c.dimension;
  if (c.frozen == FrozenKind::kValues || c.frozen == FrozenKind::kComputed) {
    c.samples.frozen.emplace();
    c.samples.frozen->dimension = c.outputs;
  }
  if (c.external) {
    if (!c.data) in.fail(Code::kSyntax, "external samples need a data file, but the certificate says 'data none'");
    if (c.frozen == FrozenKind::kComputed) in.unexpected("'samples embedded K', as the values of f stand there");
    return;
  }
  if (c.data && c.data->in_parts()) in.unexpected("'samples external K', as the data file has parts");
  // Room for no more than there can be: "sample 0 : 0" and what stands behind.
  const std::size_t most = std::min(c.sample_count, in.bytes_left() / (2 * (c.dimension + c.outputs) + 9));
  c.samples.points.entries.reserve(most * c.dimension);
  if (!c.specification) c.samples.labels.reserve(most * c.outputs);
  if (c.samples.frozen) c.samples.frozen->entries.reserve(most * c.outputs);
  c.samples.lines.reserve(most);
  for (std::size_t i = 0; i < c.sample_count; ++i) {
    in.expect("sample");
    read_sample(in, c);
  }
}

}  // namespace ftcert
