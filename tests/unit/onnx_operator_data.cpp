// The importer's operators on the operator tests that come with ONNX: all inputs as numbers, and every input in turn as the variables of a network.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

#include "ftcert/files/file.hpp"
#include "support/operator_runs.hpp"

using namespace onnx_test;
namespace fs = std::filesystem;

namespace {

struct OperatorCase {
  std::string name;
  onnx::ModelProto model;
  std::vector<Tensor> inputs, outputs;
};

std::optional<Tensor> stored(const fs::path& path) {
  onnx::TensorProto tensor;
  if (!fs::exists(path) || !tensor.ParseFromString(ftcert::read_file(path.string()))) return std::nullopt;
  ftcert::model::Budget budget = generous();
  try {
    return ftcert::model::decode(tensor, "stored", budget);
  } catch (const ftcert::Error&) {
    return std::nullopt;
  }
}

std::optional<OperatorCase> read_case(const fs::path& folder) {
  OperatorCase result{folder.filename().string(), {}, {}, {}};
  if (!result.model.ParseFromString(ftcert::read_file((folder / "model.onnx").string()))) return std::nullopt;
  const onnx::GraphProto& graph = result.model.graph();
  const auto known = [](const auto& node) { return ftcert::model::find_operator(node.op_type()) != nullptr; };
  if (!std::all_of(graph.node().begin(), graph.node().end(), known)) return std::nullopt;
  for (int i = 0; i < graph.input_size(); ++i) {
    auto tensor = stored(folder / "test_data_set_0" / ("input_" + std::to_string(i) + ".pb"));
    if (!tensor) return std::nullopt;
    result.inputs.push_back(*std::move(tensor));
  }
  for (int i = 0; i < graph.output_size(); ++i) {
    auto tensor = stored(folder / "test_data_set_0" / ("output_" + std::to_string(i) + ".pb"));
    if (!tensor) return std::nullopt;
    result.outputs.push_back(*std::move(tensor));
  }
  return result;
}

std::int64_t version(const onnx::ModelProto& model) {
  for (const auto& import : model.opset_import()) {
    if (import.domain().empty()) return import.version();
  }
  return 1;
}

// The graph's tensors, node by node.
std::map<std::string, Tensor> run(const OperatorCase& c, Chain& chain, const std::optional<std::size_t>& variable) {
  std::map<std::string, Tensor> tensors;
  for (std::size_t i = 0; i < c.inputs.size(); ++i) {
    Tensor tensor = c.inputs[i];
    if (variable == i) {
      chain.inputs = tensor.size();
      tensor = variables(tensor.shape, tensor.type);
    }
    tensors[c.model.graph().input(static_cast<int>(i)).name()] = std::move(tensor);
  }
  for (const auto& proto : c.model.graph().node()) {
    ftcert::model::Node node(
        proto, version(c.model), [&](const std::string& name) -> const Tensor& { return tensors.at(name); }, chain);
    std::vector<Tensor> results = ftcert::model::find_operator(proto.op_type())->apply(node);
    node.check_attributes();
    for (std::size_t i = 0; i < results.size(); ++i) tensors[proto.output(static_cast<int>(i))] = std::move(results[i]);
  }
  return tensors;
}

// Stored outputs are rounded: to a relative 10^-5. An output that the operator does not make is passed over, but not the first.
void compare(const OperatorCase& c, const std::map<std::string, Tensor>& tensors, const Chain& chain, const Point& x) {
  for (std::size_t o = 0; o < c.outputs.size(); ++o) {
    const auto found = tensors.find(c.model.graph().output(static_cast<int>(o)).name());
    if (found == tensors.end() && o > 0) continue;
    BOOST_REQUIRE_MESSAGE(found != tensors.end(), c.name);
    const Point numbers = values(found->second, chain, x), &wanted = c.outputs[o].numbers;
    BOOST_TEST((found->second.shape.dims == c.outputs[o].shape.dims), c.name + ": " + text(found->second.shape));
    BOOST_TEST((found->second.type == c.outputs[o].type), c.name + ": type " + text(found->second.type));
    BOOST_REQUIRE_EQUAL(numbers.size(), wanted.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      BOOST_TEST((abs(numbers[i] - wanted[i]) <= (abs(wanted[i]) + 1) * Rational(1, 100000)),
                 c.name + ": " + numbers[i].text() + " for " + wanted[i].text());
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(operator_tests_of_onnx_on_numbers_and_as_networks) {
  const fs::path folder = ONNX_TESTDATA;
  if (!fs::is_directory(folder)) {
    std::cout << "skipped: operator tests of ONNX (package libonnx-testdata is not installed)" << std::endl;
    return;
  }
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == "model.onnx") folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  std::set<std::string> on_numbers, as_networks;
  std::size_t points = 0, networks = 0;
  std::map<std::string, std::string> refused;
  for (const fs::path& each : folders) {
    const auto c = read_case(each);
    if (!c) continue;
    const auto note = [&](std::set<std::string>& seen) {
      for (const auto& node : c->model.graph().node()) seen.insert(node.op_type());
    };
    try {
      Chain chain(generous());
      compare(*c, run(*c, chain, std::nullopt), chain, {});
      note(on_numbers);
      ++points;
    } catch (const ftcert::Error& error) {
      BOOST_TEST(ftcert::exit_code(error.code()) == ftcert::kExitMalformed, c->name + ": " + error.what());
      refused[c->name] = error.what();
    }
    for (std::size_t i = 0; i < c->inputs.size(); ++i) {  // as long as the forms fit into the budget
      if (!ftcert::model::is_floating(c->inputs[i].type) || c->inputs[i].size() == 0) continue;
      try {
        Chain chain(generous());
        compare(*c, run(*c, chain, i), chain, c->inputs[i].numbers);
        note(as_networks);
        ++networks;
      } catch (const ftcert::Error& error) {
        const bool large = error.code() == ftcert::Code::kMemory || error.code() == ftcert::Code::kWork;
        BOOST_TEST((large || ftcert::exit_code(error.code()) == ftcert::kExitMalformed), c->name + ": " + error.what());
      }
    }
  }
  std::cout << points << " cases agree on numbers, " << networks << " as networks; refused on numbers:" << std::endl;
  for (const auto& [name, what] : refused) std::cout << "  " << name << ": " << what << std::endl;
  BOOST_TEST(points >= 488u);
  BOOST_TEST(networks >= 431u);
  for (const auto& entry : ftcert::model::known_operators()) {
    BOOST_TEST(on_numbers.contains(std::string(entry.type)), std::string(entry.type) + " is in no operator test");
  }
}
