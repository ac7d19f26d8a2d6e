// Comparing a patched file with f's, from its bytes alone: nothing here writes, and what is compared is not what the writer held.
#include <algorithm>
#include <map>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/onnx.hpp"
#include "ftcert/model/patch_nodes.hpp"
#include "ftcert/model/patch_plan.hpp"
#include "ftcert/model/stored_tensor.hpp"
#include "ftcert/model/wire.hpp"

namespace ftcert::model {

namespace {

using wire::Field;

void expect(bool condition, const std::string& what) {
  if (!condition) throw_contract("the patched model, read again: " + what);
}

// The fields of both, one by one; `passed_over`: those that are compared elsewhere.
template <typename PassedOver>
void compare_fields(std::string_view original, std::string_view patched, PassedOver passed_over,
                    const std::string& what) {
  const auto rest = [&](std::string_view bytes) {
    std::vector<std::string_view> result;
    for (const Field& field : wire::fields(bytes)) {
      if (!passed_over(field)) result.push_back(field.all);
    }
    return result;
  };
  expect(rest(original) == rest(patched), what);
}

std::string restored(std::string_view message, std::uint64_t number, const PatchPlan& plan) {
  const std::string own = wire::renamed(message, number, plan.frozen, plan.io.tensor.name);
  return wire::renamed(own, number, plan.patched, plan.io.tensor.name);
}

// f's nodes with their names put back are f's; those of g lie in one piece behind the producer. Returns that piece.
std::vector<std::string_view> compare_nodes(std::string_view original, std::string_view patched,
                                            const PatchPlan& plan) {
  const std::vector<std::string_view> before = wire::values(original, 1), after = wire::values(patched, 1);
  expect(after.size() > before.size(), "there are no new nodes");
  const std::size_t added = after.size() - before.size(), first = static_cast<std::size_t>(plan.producer) + 1;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::string_view found = after[i < first ? i : i + added];
    expect(restored(restored(found, 1, plan), 2, plan) == before[i], "node " + std::to_string(i + 1) + " differs");
  }
  return {after.begin() + static_cast<std::ptrdiff_t>(first),
          after.begin() + static_cast<std::ptrdiff_t>(first + added)};
}

// Inputs but for those that are left out; outputs with their names put back, and what was added.
void compare_values(const onnx::GraphProto& before, const onnx::GraphProto& after, const PatchPlan& plan) {
  std::vector<std::string> inputs, outputs;
  for (const auto& input : before.input()) {
    if (!plan.moved.contains(input.name())) inputs.push_back(input.SerializeAsString());
  }
  expect(static_cast<std::size_t>(after.input_size()) == inputs.size(), "the inputs differ");
  for (int i = 0; i < after.input_size(); ++i)
    expect(after.input(i).SerializeAsString() == inputs[static_cast<std::size_t>(i)], "an input differs");
  for (const auto& output : before.output())
    outputs.push_back(output.name() == plan.io.tensor.name ? plan.patched : output.name());
  if (plan.shown && !plan.is_output) outputs.push_back(plan.patched);
  outputs.push_back(plan.frozen);
  expect(static_cast<std::size_t>(after.output_size()) == outputs.size(), "the outputs differ");
  for (int i = 0; i < after.output_size(); ++i) {
    expect(after.output(i).name() == outputs[static_cast<std::size_t>(i)], "an output differs");
    if (i >= before.output_size()) continue;
    onnx::ValueInfoProto value = after.output(i);
    value.set_name(before.output(i).name());
    expect(value.SerializeAsString() == before.output(i).SerializeAsString(), "an output is declared otherwise");
  }
}

// Who makes and who reads the two tensors.
void check_joins(const onnx::GraphProto& before, const onnx::GraphProto& after, const PatchPlan& plan,
                 std::size_t added) {
  const auto mentions = [](const auto& names, const std::string& name) {
    return std::count(names.begin(), names.end(), name);
  };
  const int first = plan.producer + 1, last = plan.producer + static_cast<int>(added);
  for (int i = 0; i < after.node_size(); ++i) {
    const onnx::NodeProto& node = after.node(i);
    const bool ours = i >= first && i <= last;
    const bool is_add = i == last;
    expect(mentions(node.output(), plan.patched) == (is_add ? 1 : 0), "another node makes the sum");
    if (ours) {
      expect(mentions(node.input(), plan.frozen) == (is_add ? 1 : 0) && mentions(node.input(), plan.patched) == 0,
             "a node of g reads f's tensor");
      continue;
    }
    const onnx::NodeProto& old = before.node(i < first ? i : i - static_cast<int>(added));
    expect(mentions(node.input(), plan.readers) == mentions(old.input(), plan.io.tensor.name),
           "a node of f reads another tensor");
  }
  const onnx::NodeProto& add = after.node(last);
  expect(add.op_type() == "Add" && add.input_size() == 2 && add.input(0) == plan.frozen && add.input(1) == plan.g &&
             add.attribute_size() == 0,
         "the last new node is not the sum");
}

// The numbers in the file, and the function that the importer reads up to the last affine map; behind it the type and the shape of f's tensor.
void check_network(std::string_view bytes, const std::vector<onnx::NodeProto>& nodes, const PatchPlan& plan,
                   const FloatNetwork& g, const std::vector<std::size_t>& components, const std::string& result) {
  const FloatNetwork wide = widened(g, components, element_count(plan.io.tensor.shape));
  std::vector<std::vector<Rational>> expected, found;
  if (!wide.centre.empty()) expected.push_back(wide.centre);
  for (const AffineMap& map : wide.network.layers()) {
    expected.push_back(map.weights);
    expected.push_back(map.bias);
  }
  std::map<std::string, std::vector<std::int64_t>> shapes;
  Budget budget(std::size_t{1} << 29U, std::nullopt);
  std::string last_affine;
  for (const onnx::NodeProto& node : nodes) {
    if (node.op_type() == "Gemm") last_affine = node.output(0);
    if (node.op_type() != "Constant") continue;
    expect(node.attribute_size() == 1 && node.attribute(0).has_t(), "a constant without a tensor");
    const Tensor tensor = decode(node.attribute(0).t(), node.output(0), budget);
    if (is_floating(tensor.type)) {
      expect(tensor.type == (g.format == FloatFormat::kBinary32 ? ElementType::kFloat32 : ElementType::kFloat64),
             "a constant of another format");
      found.push_back(tensor.numbers);
    } else {
      shapes[node.output(0)];
      for (const Rational& n : tensor.numbers)
        shapes[node.output(0)].push_back(static_cast<std::int64_t>(n.numerator()));
    }
  }
  expect(found == expected, "the numbers differ");
  expect(read_onnx("the patched model", bytes, std::nullopt, last_affine) == folded(wide), "the function differs");
  GraphTensor at{last_affine, g.format == FloatFormat::kBinary32 ? ElementType::kFloat32 : ElementType::kFloat64, {}};
  const Shape& input = plan.io.input.shape;
  at.shape.dims = {1, element_count(plan.io.tensor.shape)};
  if (input.sample_axis) at.shape.sample_axis = 0, at.shape.samples = input.samples;
  bool behind = false;
  for (const onnx::NodeProto& node : nodes) {
    if (behind && node.op_type() != "Constant") {
      expect(node.input(0) == at.name, "a node behind the network reads something else");
      if (node.op_type() == "Cast") at.type = element_type(node.attribute(0).i(), "a cast");
      if (node.op_type() == "Reshape") at.shape = reshape(at.shape, shapes.at(node.input(1)), false);
      if (node.op_type() == "Transpose") {
        const auto& axes = node.attribute(0).ints();
        at.shape = transpose(at.shape, std::vector<std::size_t>(axes.begin(), axes.end()));
      }
      at.name = node.output(0);
    }
    behind = behind || node.output(0) == last_affine;
  }
  expect(at.name == result && at.type == plan.io.tensor.type && at.shape == plan.io.tensor.shape,
         "g ends in " + at.name + " of shape " + text(at.shape) + ", f in " + text(plan.io.tensor.shape));
}

std::vector<onnx::NodeProto> parsed(const std::vector<std::string_view>& nodes) {
  std::vector<onnx::NodeProto> result(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i)
    expect(result[i].ParseFromArray(nodes[i].data(), static_cast<int>(nodes[i].size())), "a node is damaged");
  return result;
}

std::string_view graph_of(std::string_view model) { return wire::values(model, 7).at(0); }

}  // namespace

void check_patched(std::string_view original, std::string_view patched, const PatchPlan& plan, const FloatNetwork& g,
                   const std::vector<std::size_t>& components) {
  compare_fields(
      original, patched,
      [&](const Field& field) { return field.number == 7 || (plan.raise_version && field.number == 1); },
      "fields of the model differ");
  const std::string_view before = graph_of(original), after = graph_of(patched);
  // Nodes, inputs and outputs apart.
  compare_fields(
      before, after, [](const Field& field) { return field.is(1) || field.is(11) || field.is(12); },
      "fields of the graph differ");
  const std::vector<std::string_view> added = compare_nodes(before, after, plan);
  const onnx::ModelProto old_model = parse_model(original), new_model = parse_model(patched);
  compare_values(old_model.graph(), new_model.graph(), plan);
  check_joins(old_model.graph(), new_model.graph(), plan, added.size());
  std::vector<onnx::NodeProto> nodes = parsed(added);
  nodes.pop_back();
  check_network(patched, nodes, plan, g, components, plan.g);
}

void check_alone(std::string_view written, const PatchPlan& plan, const FloatNetwork& g,
                 const std::vector<std::size_t>& components) {
  check_network(written, parsed(wire::values(graph_of(written), 1)), plan, g, components, plan.patched);
}

}  // namespace ftcert::model
