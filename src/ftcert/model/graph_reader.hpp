// The graph of an ONNX model, read node by node.
//
// Purpose: what every reading of a graph shares: names that are defined once, the inputs, the nodes that a tensor needs, stored tensors decoded when they are asked
// for, and the operators. What becomes of a node's result is the caller's. Errors are those of read_onnx(), without the file's name.
//
//   GraphReader graph(model, bytes.size(), kMostWork);
//   graph.begin("");                                                     // the only output
//   for (int i : graph.needed()) graph.define(i, graph.computed(i));
//   graph.lookup(graph.tensor());
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ftcert/core/network.hpp"
#include "ftcert/model/graph_function.hpp"
#include "ftcert/model/node.hpp"
#include "ftcert/model/sample_rule.hpp"

namespace onnx {
class ValueInfoProto;
}

namespace ftcert::model {

struct Operator;

class GraphReader {
 public:
  // The model and the files beside it must outlive the reader.
  GraphReader(const onnx::ModelProto& model, std::size_t file_size, const std::optional<Integer>& most_work,
              ExternalData* external = nullptr);

  // Names and the inputs; tensor: what is asked for, empty: the only output.
  void begin(const std::string& tensor, SampleRule samples = SampleRule::kRows);
  const std::string& tensor() const { return tensor_; }
  bool has_producer() const { return producers_.contains(tensor_); }
  // The inputs that f takes, one behind the other: all without a stored value that the tensor depends on, in the graph's order; one alone in any case.
  std::vector<GraphTensor> inputs() const;
  // The only one. Errors: kModelGraph where there are several.
  GraphTensor input() const;

  // The nodes that the tensor needs, each behind those that it reads: in the file's order where that is such an order. Errors: kModelGraph for a cycle.
  std::vector<int> needed();
  const onnx::NodeProto& node(int index) const;
  // Whether the name is an input, or what a node makes that depends on it. Of nodes that are needed, behind needed().
  bool of_input(const std::string& name) const { return of_input_.contains(name); }
  // Errors: kModelOperator for the first of the nodes whose operator is not known; names the tensor before it.
  void check_operators(const std::vector<int>& nodes) const;
  // A known tensor, or a stored one.
  const Tensor& lookup(const std::string& name);
  // How many numbers a stored tensor says that it has, at most those that the file can hold; 0 for other names.
  std::size_t stored_count(const std::string& name) const;
  // A tensor that is known already, or nullptr.
  const Tensor* known(const std::string& name) const;
  // What the node's operator makes, or another operator in its place.
  std::vector<Tensor> computed(int index, const Operator* instead = nullptr);
  // The same with other tensors than those of this reader.
  std::vector<Tensor> computed(int index, const Node::Lookup& lookup, Chain& chain,
                               const Operator* instead = nullptr) const;
  // The node's outputs, or the first ones of them.
  void define(int index, std::vector<Tensor> outputs);

  Chain& chain() { return chain_; }
  Budget& budget() { return chain_.budget; }
  AffineMap dense(const std::vector<LinearForm>& forms, std::size_t variables);

 private:
  void index_names();
  std::string only_output() const;
  std::string named(const std::string& tensor) const;
  std::string outputs() const;
  void choose_inputs();
  void read_inputs(SampleRule samples);
  Tensor read_input(const onnx::ValueInfoProto& input, SampleRule samples);
  bool is_input(const std::string& name) const;
  [[noreturn]] void refuse_inputs() const;
  std::string named_node(int index) const;

  const onnx::GraphProto& graph_;
  std::int64_t opset_;
  std::string tensor_;
  ExternalData* external_;
  Chain chain_;
  std::set<std::string> names_;
  std::map<std::string, const onnx::TensorProto*> initializers_;
  std::set<std::string> sparse_;
  std::vector<const onnx::ValueInfoProto*> inputs_;
  std::map<std::string, int> producers_;
  std::set<std::string> of_input_;
  std::map<std::string, Tensor> tensors_;
};

}  // namespace ftcert::model
