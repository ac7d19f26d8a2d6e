// The names in a graph, for new ones that collide with none.
//
//   GraphNames names(graph);
//   names.fresh("f_frozen");   // "f_frozen", or "f_frozen2", ..
#pragma once

#include <set>
#include <string>

namespace onnx {
class GraphProto;
class ModelProto;
}  // namespace onnx

namespace ftcert::model {

class GraphNames {
 public:
  // Of nodes and of tensors, in the graph and in the graphs inside its nodes.
  explicit GraphNames(const onnx::GraphProto& graph) { collect(graph); }

  bool contains(const std::string& name) const { return names_.contains(name); }
  void add(const std::string& name) { names_.insert(name); }
  // The name, or the name with the least number from 2 on that makes it new.
  std::string fresh(const std::string& name) const;
  // Likewise "g_", "g2_", .. such that no name begins with it.
  std::string fresh_prefix(const std::string& word) const;

 private:
  void collect(const onnx::GraphProto& graph);
  std::set<std::string> names_;
};

// Whether a graph inside one of the nodes mentions the tensor.
bool mentioned_inside(const onnx::GraphProto& graph, const std::string& tensor);

// Whether nodes, also those of the file's functions, compute with tensors of few bits (quantised operators; float16 and the like), for which a runtime
// replaces kernels as it likes.
bool few_bits(const onnx::ModelProto& model);

}  // namespace ftcert::model
