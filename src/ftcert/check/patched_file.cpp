#include "ftcert/check/patched_file.hpp"

#include <algorithm>
#include <array>

#include "ftcert/core/error.hpp"

namespace ftcert::patched {

namespace {

constexpr std::uint64_t kLeastOperatorSet = 7;  // from there on Add and Sub repeat their operands as NumPy does
constexpr std::array<std::string_view, 9> kOperators = {"Add",  "Cast",    "Constant", "Flatten",  "Gemm",
                                                        "Relu", "Reshape", "Sub",      "Transpose"};

bool standard(std::string_view domain) { return domain.empty() || domain == "ai.onnx"; }

// g's operators are those of ONNX.
void check_operators(std::string_view model) {
  bool imported = false;
  for (Message m(model); m.next();) {
    if (m.field.is(kOperatorSets) && standard(text(m.field.value, 1))) {
      std::uint64_t version = 1;
      for (Message set(m.field.value); set.next();) {
        if (set.field.number == 2 && set.field.type == 0) version = set.field.integer;
      }
      expect(version >= kLeastOperatorSet && version >> 63 == 0, "expected operator set 7 or newer");
      imported = true;
    }
    if (!m.field.is(kFunctions) || !standard(text(m.field.value, 10))) continue;
    const std::string_view name = text(m.field.value, 1);
    if (std::find(kOperators.begin(), kOperators.end(), name) != kOperators.end())
      refuse("the file defines a function with the name of the operator " + std::string(name));
  }
  expect(imported, "expected an operator set, found none");
}

std::size_t times(const Field& node, Node member, std::string_view tensor) {
  const std::vector<std::string_view> names =
      node.is(kNode) ? texts(node.value, member) : std::vector<std::string_view>();
  return static_cast<std::size_t>(std::count(names.begin(), names.end(), tensor));
}

void expect_type(const Declared& tensor, FloatFormat format, std::string_view name) {
  if (tensor.type == element_type(format)) return;
  refuse("tensor " + shown(name) + ": expected type " + std::to_string(element_type(format)) + ", " +
         ieee_name(format) + ", found type " + std::to_string(tensor.type));
}

}  // namespace

OpenGraph::OpenGraph(std::string_view model) : fields(patched::fields(only(model, kGraph, "graph"))) {
  for (const Field& field : fields) {
    if (field.is(kInitializer)) stored.insert(text(field.value, 8));
    if (field.is(kSparseInitializer)) stored.insert(text(text(field.value, 1), 8));
  }
}

PatchedFile::PatchedFile(const PatchedClaim& claim, std::string_view bytes) : graph(bytes) {
  check_operators(bytes);
  std::vector<std::string_view> inputs, outputs;
  for (const Field& field : graph.fields) {
    if (field.is(kInput) && !graph.has_default(field)) inputs.push_back(field.value);
    if (field.is(kOutput)) outputs.push_back(field.value);
  }
  expect(inputs.size() == 1, "expected one input without a stored value");
  expect(!outputs.empty(), "expected f's own tensor as the last output, found no output");
  const std::string_view input = only(inputs[0], kName, "name of the input");
  frozen = only(outputs.back(), kName, "name of the last output");
  const Declared from = declared(inputs[0]), to = declared(outputs.back());
  expect_type(from, claim.arithmetic, input);
  expect_type(to, claim.arithmetic, frozen);
  const Extents extents = sample_extents(from);
  if (extents.samples) samples = (*from.dims)[*extents.samples];
  find_producer();
  block = read_block(claim, graph.fields, producer + 1, input, extents, frozen);
  expect(agrees(to, block.shape, samples),
         "g ends in another shape than the last output, f's own tensor, is declared with");
  check_rest(input);
}

void PatchedFile::find_producer() {
  std::size_t made = 0;
  for (std::size_t i = 0; i < graph.fields.size(); ++i) {
    const std::size_t here = times(graph.fields[i], kNodeOutput, frozen);
    if (here != 0) producer = i;
    made += here;
  }
  if (made != 1)
    refuse("expected one node that makes the last output " + shown(frozen) + ", found " + std::to_string(made));
}

// As far as the file says which tensor of the model f is: it has kept its name, or the sum has taken it.
void PatchedFile::expect_tensor(const std::optional<std::string_view>& tensor) const {
  if (tensor) {
    if (*tensor != frozen && *tensor != block.sum)
      refuse("expected f's own tensor or the sum with the name " + shown(*tensor) + ", found " + shown(frozen) +
             " and " + shown(block.sum));
    return;
  }
  std::size_t outputs = 0;
  bool sum = false;
  for (const Field& field : graph.fields) {
    outputs += field.is(kOutput) ? 1 : 0;
    sum = sum || (field.is(kOutput) && text(field.value, kName) == block.sum);
  }
  expect(outputs == 2 && sum,
         "expected two outputs, the sum and f's own tensor, as where f is the only output of the model; otherwise the "
         "tensor that f is must be named (--tensor)");
}

// Nobody but g's nodes knows g's names, and nobody else makes what g reads and the sum.
void PatchedFile::check_rest(std::string_view input) const {
  bool used = false;
  for (std::size_t i = 0; i < graph.fields.size(); ++i) {
    if (i >= block.begin && i < block.end) continue;
    const Field& field = graph.fields[i];
    for_each_name(field, [&](std::string_view name, bool inside) {
      if (name.starts_with(block.prefix)) refuse("expected no name beside g's that begins so, found " + shown(name));
      used = used || (inside && name == block.sum);
    });
    expect(times(field, kNodeOutput, block.sum) == 0 && times(field, kNodeOutput, input) == 0,
           "another node makes the sum, or the input");
    used = used || times(field, kNodeInput, block.sum) != 0 ||
           (field.is(kOutput) && text(field.value, kName) == block.sum);
    const bool takes =
        field.is(kInput) && (text(field.value, kName) == block.sum || text(field.value, kName) == frozen);
    expect(!takes, "the sum, or f's own tensor, is an input");
  }
  expect(!graph.stored.contains(block.sum) && !graph.stored.contains(frozen), "the sum, or f's own tensor, is stored");
  expect(!block.sum.empty() && !frozen.empty(), "the sum, or f's own tensor, has no name");
  expect(used && block.sum != frozen, "nothing reads the sum");
}

}  // namespace ftcert::patched

namespace ftcert {

void check_patched(const PatchedClaim& claim, std::string_view patched, const std::optional<std::string_view>& model) {
  const patched::PatchedFile file(claim, patched);
  patched::expect_all_data(patched);
  if (model) {
    patched::expect_all_data(*model);
    compare_with_model(file, claim, patched, *model);
  } else {
    file.expect_tensor(claim.tensor);
  }
}

}  // namespace ftcert
