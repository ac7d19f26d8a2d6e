#include "ftcert/model/operators_of.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/model/external_data.hpp"
#include "ftcert/model/graph_network.hpp"
#include "ftcert/model/graph_reader.hpp"
#include "ftcert/model/model_proto.hpp"
#include "ftcert/model/operators.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace ftcert {

namespace {

using namespace model;

// Where the chain stands. steps_ has one list more than there are layers: what stands behind a layer stands before the next. The chain's tensor is always a permutation of the variables, which are the inputs, or the components of the last layer.
enum class Position {
  kValues,  // of the input, or behind a ReLU, and steps
  kSums,    // behind a matrix product, which has no bias yet
  kRows,    // behind a layer
  kBehind   // behind a layer and steps
};

class ChainReader {
 public:
  explicit ChainReader(GraphReader& graph)
      : graph_(graph), head_(graph.input().name), type_(graph.input().type), variables_(graph.chain().inputs) {}

  std::optional<SteppedNetwork> read() {
    if (type_ != ElementType::kFloat32 && type_ != ElementType::kFloat64) return std::nullopt;
    for (int i : graph_.needed()) {
      if (!take(i)) return std::nullopt;
    }
    if (head_ != graph_.tensor()) return std::nullopt;
    if (position_ == Position::kValues) add_identity();
    order_outputs();
    if (std::ranges::any_of(steps_, [](const auto& steps) { return steps.size() > kMostSteps; })) return std::nullopt;
    return SteppedNetwork(graph_.chain().inputs, std::move(layers_), std::move(steps_));
  }

 private:
  // False: no chain.
  bool take(int index) {
    const onnx::NodeProto& node = graph_.node(index);
    bool reads_head = false;
    std::size_t functions = 0;
    for (const std::string& input : node.input()) {
      if (input.empty() || graph_.lookup(input).constant()) continue;
      ++functions;
      reads_head = input == head_;
    }
    if (functions == 0) return take_constant(index);
    if (functions > 1 || !reads_head || !take_function(index)) return false;
    head_ = node.output(0);
    return true;
  }

  // What a runtime computes of constants it may round: only what is exact is known to be what the layers read.
  bool take_constant(int index) {
    const std::string& type = graph_.node(index).op_type();
    if (type == "MatMul" || type == "Gemm" || type == "Div") return false;
    std::vector<Tensor> outputs = graph_.computed(index);
    const Tensor& tensor = outputs.front();
    const auto exact = [&](const Rational& number) { return representable(tensor.type, number); };
    if (outputs.size() != 1 || !std::all_of(tensor.numbers.begin(), tensor.numbers.end(), exact)) return false;
    graph_.define(index, std::move(outputs));
    return true;
  }

  bool take_function(int index) {
    const std::string& type = graph_.node(index).op_type();
    if (type == "Relu") return take_relu(index);
    if (type == "MatMul" || type == "Gemm") return take_layer(index);
    if (type == "Neg") {
      add_step(ElementStep::kMul, std::vector<Rational>(variables_, -1));
      define(index, same());
      return true;
    }
    if (type == "Add" || type == "Sub" || type == "Mul" || type == "Div") return take_elementwise(index);
    std::vector<Tensor> results = graph_.computed(index);
    if (results.size() != 1 || results[0].type != type_ || !permutes(results[0])) return false;
    graph_.define(index, std::move(results));
    return true;
  }

  bool take_relu(int index) {
    if (position_ == Position::kBehind) return false;
    if (position_ == Position::kValues) add_identity();
    position_ = Position::kValues;
    define(index, same());
    return true;
  }

  bool take_layer(int index) {
    if (position_ != Position::kValues) return false;
    const onnx::NodeProto& node = graph_.node(index);
    const bool bias = node.input_size() > 2 && !node.input(2).empty();
    if (bias && node.input(2) == head_) return false;
    for (const onnx::AttributeProto& attribute : node.attribute()) {
      if (attribute.name() == "alpha" && attribute.f() != 1) return false;
      if (attribute.name() == "beta" && attribute.f() != 1 && bias) return false;
    }
    Tensor result = std::move(graph_.computed(index).front());
    layers_.push_back(graph_.dense(result.forms, variables_));
    variables_ = result.forms.size();
    steps_.emplace_back();
    position_ = bias ? Position::kRows : Position::kSums;
    result.forms = fresh(variables_);
    define(index, std::move(result));
    return true;
  }

  // Add finds, in the place of each of the four, the constant that meets each component.
  bool take_elementwise(int index) {
    const onnx::NodeProto& node = graph_.node(index);
    Tensor sum = std::move(graph_.computed(index, find_operator("Add")).front());
    std::vector<Rational> numbers(variables_);
    if (sum.size() != variables_) return false;
    for (LinearForm& form : sum.forms) numbers[form.terms.front().variable] = std::exchange(form.bias, 0);
    if (!permutes(sum)) return false;
    const std::string& type = node.op_type();
    const bool constant_first = node.input(0) != head_;
    if (position_ == Position::kSums && (type == "Add" || (type == "Sub" && !constant_first))) {
      for (std::size_t i = 0; i < variables_; ++i) layers_.back().bias[i] = type == "Add" ? numbers[i] : -numbers[i];
      position_ = Position::kRows;
    } else if (type == "Sub" && constant_first) {
      add_step(ElementStep::kMul, std::vector<Rational>(variables_, -1));
      add_step(ElementStep::kAdd, std::move(numbers));
    } else if (type == "Div") {
      add_step(ElementStep::kDiv, std::move(numbers));
    } else {
      add_step(type == "Add"   ? ElementStep::kAdd
               : type == "Sub" ? ElementStep::kSub
                               : ElementStep::kMul,
               std::move(numbers));
    }
    define(index, std::move(sum));
    return true;
  }

  void define(int index, Tensor tensor) {
    std::vector<Tensor> outputs;
    outputs.push_back(std::move(tensor));
    graph_.define(index, std::move(outputs));
  }

  void add_step(ElementStep::Operation operation, std::vector<Rational> numbers) {
    for (const Rational& number : numbers) graph_.budget().charge(number);
    steps_.back().push_back({operation, std::move(numbers)});
    if (position_ != Position::kValues) position_ = Position::kBehind;
  }

  void add_identity() {
    layers_.push_back(graph_.dense(fresh(variables_), variables_));
    steps_.emplace_back();
    position_ = Position::kRows;
  }

  // The variables themselves, in their order.
  std::vector<LinearForm> fresh(std::size_t count) {
    std::vector<LinearForm> forms;
    for (std::size_t i = 0; i < count; ++i) {
      forms.push_back({{{i, 1}}, 0});
      graph_.budget().charge(forms.back());
    }
    return forms;
  }

  Tensor same() {
    const Tensor& head = graph_.lookup(head_);
    return with_shape(head, head.shape, graph_.budget());
  }

  bool permutes(const Tensor& tensor) const {
    std::vector<bool> seen(variables_);
    for (const LinearForm& form : tensor.forms) {
      if (form.terms.size() != 1 || form.terms.front().coefficient != 1 || !form.bias.is_zero()) return false;
      seen[form.terms.front().variable] = true;
    }
    return tensor.size() == variables_ && std::find(seen.begin(), seen.end(), false) == seen.end();
  }

  // Row e of the last layer becomes the one that the graph's output has as its element e.
  void order_outputs() {
    const Tensor& output = graph_.lookup(head_);
    const AffineMap rows = layers_.back();
    const std::vector<ElementStep> behind = steps_.back();
    for (std::size_t e = 0; e < rows.rows; ++e) {
      const std::size_t from = output.forms[e].terms.front().variable;
      for (std::size_t c = 0; c < rows.columns; ++c) layers_.back().weight(e, c) = rows.weight(from, c);
      layers_.back().bias[e] = rows.bias[from];
      for (std::size_t s = 0; s < behind.size(); ++s) steps_.back()[s].numbers[e] = behind[s].numbers[from];
    }
  }

  GraphReader& graph_;
  std::string head_;
  ElementType type_;
  std::size_t variables_;
  Position position_ = Position::kValues;
  std::vector<AffineMap> layers_;
  std::vector<std::vector<ElementStep>> steps_{1};
};

}  // namespace

std::optional<SteppedNetwork> read_onnx_steps(const std::string& name, std::string_view bytes,
                                              const std::optional<Integer>& most_work, const std::string& tensor,
                                              SampleRule samples) {
  try {
    const onnx::ModelProto model = parse_model(bytes);
    ExternalData external(name);
    const Network network = write_out(model, bytes.size(), {tensor, samples, most_work}, &external).network;
    GraphReader graph(model, bytes.size(), most_work, &external);
    graph.begin(tensor, samples);
    if (graph.inputs().size() != 1) return std::nullopt;
    std::optional<SteppedNetwork> steps = ChainReader(graph).read();
    if (steps && !(composed(*steps) == network)) return std::nullopt;
    return steps;
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
