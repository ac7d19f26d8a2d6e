// One node of an ONNX graph, as an operator sees it.
//
// Purpose: strict access to operands and attributes. Every attribute that is not asked for is refused
// afterwards (check_attributes), so that an option that would change the meaning is never overlooked. Errors
// do not name the node: the caller that walks the graph adds its number, name and operator.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ftcert/model/chain.hpp"

namespace onnx {
class AttributeProto;
class NodeProto;
class TensorProto;
}  // namespace onnx

namespace ftcert::model {

class ExternalData;

class Node {
 public:
  using Lookup = std::function<const Tensor&(const std::string&)>;  // throws kModelGraph for an unknown name

  // external: for tensors among the attributes.
  Node(const onnx::NodeProto& node, std::int64_t opset, Lookup lookup, Chain& chain, ExternalData* external = nullptr);

  std::int64_t opset() const { return opset_; }
  Budget& budget() const { return chain_.budget; }
  Chain& chain() const { return chain_; }

  // kModelGraph unless the number of inputs lies in this range.
  void expect_inputs(std::size_t least, std::size_t most) const;
  std::size_t inputs() const;
  // Trailing inputs may be missing, others may have an empty name.
  bool has_input(std::size_t i) const;
  const Tensor& input(std::size_t i) const;
  // Outputs that the node lists; one may have no name.
  std::size_t outputs() const;
  bool has_output(std::size_t i) const;
  // Input i, which must have a floating type (kModelType).
  const Tensor& floating(std::size_t i) const;
  // Inputs a and b have the same floating type.
  void expect_same_type(std::size_t a, std::size_t b) const;
  // Input i, which must be a constant list of int64 or int32.
  std::vector<std::int64_t> integers(std::size_t i) const;
  // Input i, which must hold numbers of type int64 or int32, in row-major order.
  std::vector<std::int64_t> indices(std::size_t i) const;
  // Input i as a list of extents, which may name the symbolic number of samples: kSamplesExtent.
  std::vector<std::int64_t> extents(std::size_t i) const;

  // Attributes by name; nullopt or the default when absent.
  std::int64_t integer(const std::string& name, std::int64_t otherwise);
  std::string word(const std::string& name, const std::string& otherwise);
  Rational real(const std::string& name, const Rational& otherwise);
  std::optional<std::vector<std::int64_t>> integer_list(const std::string& name);
  std::optional<std::vector<Rational>> real_list(const std::string& name);
  std::optional<Tensor> tensor(const std::string& name);
  bool has_attribute(const std::string& name) const;
  // Reads past an attribute that does not matter for the function.
  void ignore_attribute(const std::string& name) { read_.insert(name); }
  // kModelOperator for an attribute that nobody has read.
  void check_attributes() const;

 private:
  const onnx::AttributeProto* attribute(const std::string& name, int type);

  const onnx::NodeProto& node_;
  std::int64_t opset_;
  Lookup lookup_;
  Chain& chain_;
  ExternalData* external_;
  std::set<std::string> read_;
};

}  // namespace ftcert::model
