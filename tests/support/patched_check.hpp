// What the checker says of a patched file.
#pragma once

#include "ftcert/check/patched.hpp"
#include "support/checks.hpp"
#include "support/patch_models.hpp"

namespace onnx_test {

// Empty where the file is accepted. Any other error than E221 is a failure.
inline std::string refusal(const FloatNetwork& g, const std::vector<std::size_t>& components,
                           const std::string& patched, const std::optional<std::string>& model,
                           FloatFormat arithmetic = FloatFormat::kBinary32, const std::string& tensor = "") {
  ftcert::PatchedClaim claim{g.network, g.centre, arithmetic, g.format, components};
  if (!tensor.empty()) claim.tensor = tensor;
  const auto error = ftcert::test::error_of([&] { ftcert::check_patched(claim, patched, model); });
  if (!error) return "";
  BOOST_TEST(ftcert::identifier(error->code()) == "E221", error->what());
  return error->text();
}

// What the writer writes is accepted, with the model's file and without.
inline PatchedModel expect_checked(const std::string& f, const FloatNetwork& g,
                                   const std::vector<std::size_t>& components, const PatchOptions& options = {},
                                   FloatFormat arithmetic = FloatFormat::kBinary32) {
  const PatchedModel patched = ftcert::patch_onnx("f.onnx", f, g, components, options);
  BOOST_TEST(refusal(g, components, patched.bytes, f, arithmetic, options.tensor) == "");
  BOOST_TEST(refusal(g, components, patched.bytes, std::nullopt, arithmetic, options.tensor) == "");
  return patched;
}

// relu(x) W = logits, and two outputs from it.
inline Model with_a_middle() {
  Model model({kSymbolic, 2});
  model.store("w", floats({2, 2}, {1, 2, 3, 4})).store("two", floats({}, {2}));
  model.node("Relu", {"x"}, "h");
  model.node("MatMul", {"h", "w"}, "logits");
  model.node("Softmax", {"logits"}, "y");
  model.node("Mul", {"logits", "two"}, "twice");
  model.graph()->add_output()->set_name("twice");
  return model;
}

inline PatchOptions of_tensor(const std::string& tensor, const std::string& output_name = "") {
  PatchOptions options;
  options.tensor = tensor;
  options.output_name = output_name;
  return options;
}

// A node with a graph inside that reads the tensor; `deep` graphs around that.
inline void read_inside(onnx::GraphProto* graph, const std::string& tensor, int deep = 1) {
  for (; deep > 0; --deep) {
    auto* node = graph->add_node();
    node->set_op_type("If");
    node->add_output("unused_" + tensor + std::to_string(deep));
    auto* attribute = node->add_attribute();
    attribute->set_name("then_branch");
    attribute->set_type(onnx::AttributeProto::GRAPH);
    graph = attribute->mutable_g();
  }
  graph->add_node()->add_input(tensor);
}

// Field 900 = 7, which no version of ONNX has.
inline const std::string kUnknown = "\xa0\x38\x07";

template <typename Message>
void add_unknown(Message& message) {
  BOOST_REQUIRE(message.ParseFromString(message.SerializeAsString() + kUnknown));
}

// A model with everything that a writer might lose: unknown fields on every level, an operator of somebody else's, strings, all kinds of tensors.
inline std::string rich_model() {
  Model model = dense_model({kSymbolic, 2}, 2, 2);
  onnx::ModelProto& proto = *model.proto();
  proto.set_producer_name("somebody");
  proto.set_model_version(-3);
  proto.add_metadata_props()->set_key("key");
  auto* other = proto.add_opset_import();
  other->set_domain("ai.onnx.ml");
  other->set_version(1);
  model.graph()->set_name("the graph");
  model.graph()->set_doc_string("words");
  auto* info = model.graph()->add_value_info();
  info->set_name("h2");
  info->mutable_type()->mutable_tensor_type()->set_elem_type(onnx::TensorProto::FLOAT);
  model.store("t", raw(onnx::TensorProto::DOUBLE, {1}, 8, {0x7ff8000000000001}));  // a NaN with a payload
  Node node = model.node("Scaler", {"x"}, "scaled");
  node.proto()->set_domain("ai.onnx.ml");
  node.with("offset", std::vector<float>{std::numeric_limits<float>::quiet_NaN(), -0.0F});
  add_unknown(*node.proto());
  add_unknown(*model.graph()->mutable_node(0));
  add_unknown(*model.graph()->mutable_node(3));  // the one that makes y
  add_unknown(*model.graph()->mutable_initializer(0));
  add_unknown(*model.graph()->mutable_input(0));
  add_unknown(*model.graph()->mutable_output(0));
  add_unknown(*model.graph());
  return model.bytes() + kUnknown;
}

}  // namespace onnx_test
