// Which tensor has which name after a patch, and who reads it.
#include "support/onnx_models.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;

namespace {

using Names = std::vector<std::string>;

onnx::ModelProto parsed(const PatchedModel& patched) {
  onnx::ModelProto proto;
  BOOST_REQUIRE(proto.ParseFromString(patched.bytes));
  return proto;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_sum_takes_the_name) {
  const PatchedModel patched = expect_patched(dense_model({kSymbolic, 2}, 2, 2).bytes(), small_patch(2), {0});
  BOOST_TEST(patched.patched == "y");
  BOOST_TEST(patched.frozen == "y_frozen");
  BOOST_TEST((patched.outputs == Names{"y", "y_frozen"}));
  BOOST_TEST((patched.renamed && !patched.rewired));
}

BOOST_AUTO_TEST_CASE(the_sum_has_a_name_of_its_own) {
  const PatchedModel patched =
      expect_patched(dense_model({kSymbolic, 2}, 2, 2).bytes(), small_patch(2), {0}, of_tensor("", "sum"));
  BOOST_TEST(patched.patched == "sum");
  BOOST_TEST(patched.frozen == "y");
  BOOST_TEST((patched.outputs == Names{"sum", "y"}));
  BOOST_TEST(!patched.renamed);
  // f's own name is the default.
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  BOOST_TEST((ftcert::patch_onnx("f", f, small_patch(2), {0}, of_tensor("y", "y")).bytes ==
              ftcert::patch_onnx("f", f, small_patch(2), {0}, {}).bytes));
}

// Nodes behind an output go on with f: the other outputs are what they were.
BOOST_AUTO_TEST_CASE(an_output_that_is_read) {
  Model model = with_a_middle();
  model.graph()->add_output()->set_name("logits");
  const Network twice = read_tensor(model.bytes(), "twice");
  const PatchedModel patched = expect_patched(model.bytes(), small_patch(2), {1}, of_tensor("logits"));
  BOOST_TEST((patched.outputs == Names{"y", "twice", "logits", "logits_frozen"}));
  BOOST_TEST(!patched.rewired);
  BOOST_TEST((read_tensor(patched.bytes, "twice") == twice));
  BOOST_TEST(parsed(patched).graph().node(2 + 7 + 1).op_type() != "");
  const PatchedModel named = expect_patched(model.bytes(), small_patch(2), {1}, of_tensor("logits", "new"));
  BOOST_TEST((named.outputs == Names{"y", "twice", "new", "logits"}));
  BOOST_TEST((read_tensor(named.bytes, "twice") == twice));
}

BOOST_AUTO_TEST_CASE(a_tensor_in_the_middle) {
  const Model model = with_a_middle();
  for (const std::string name : {"", "new"}) {
    const FloatNetwork g = small_patch(2);
    const PatchedModel patched = expect_patched(model.bytes(), g, {1}, of_tensor("logits", name));
    const std::string sum = name.empty() ? "logits" : "new", own = name.empty() ? "logits_frozen" : "logits";
    BOOST_TEST((patched.outputs == (name.empty() ? Names{"y", "twice", own} : Names{"y", "twice", sum, own})));
    const onnx::ModelProto proto = parsed(patched);
    for (const auto& node : proto.graph().node()) {
      if (node.op_type() == "Softmax" || node.op_type() == "Mul") BOOST_TEST(node.input(0) == sum);
      if (node.op_type() == "MatMul") BOOST_TEST(node.output(0) == own);
    }
    // twice = 2 (f + g)
    const Network twice = read_tensor(patched.bytes, "twice"), f = read_tensor(model.bytes(), "logits");
    for (const Point& x : some_points(2)) {
      const Point before = f.evaluate(x);
      BOOST_TEST((twice.evaluate(x) == Point{2 * before[0], 2 * (before[1] + at(g, x)[0])}));
    }
    // The new output is declared with its type and its shape.
    for (const auto& output : proto.graph().output()) {
      if (output.name() != own) continue;
      const auto& tensor = output.type().tensor_type();
      BOOST_TEST(tensor.elem_type() == onnx::TensorProto::FLOAT);
      BOOST_TEST(tensor.shape().dim_size() == 2);
      BOOST_TEST(tensor.shape().dim(0).dim_param() == "N1");
      BOOST_TEST(tensor.shape().dim(1).dim_value() == 2);
    }
  }
}

// Nodes stand in topological order: g before the nodes that read the sum.
BOOST_AUTO_TEST_CASE(nodes_are_in_order) {
  const PatchedModel patched = expect_patched(with_a_middle().bytes(), small_patch(2), {1}, of_tensor("logits"));
  std::set<std::string> known = {"x", "w", "two"};
  const onnx::ModelProto proto = parsed(patched);
  for (const auto& node : proto.graph().node()) {
    for (const std::string& input : node.input()) BOOST_TEST(known.contains(input), input);
    known.insert(node.output().begin(), node.output().end());
  }
}

BOOST_AUTO_TEST_CASE(names_that_are_taken) {
  Model model = dense_model({kSymbolic, 2}, 2, 2);
  model.store("y_frozen", floats({1}, {1})).store("g_weight1", floats({1}, {1}));
  // Names inside another node's graph, and of nodes.
  Node branch = model.node("If", {"y_frozen"}, "unused");
  auto* attribute = branch.proto()->add_attribute();
  attribute->set_name("then_branch");
  attribute->set_type(onnx::AttributeProto::GRAPH);
  attribute->mutable_g()->add_output()->set_name("y_frozen2");
  attribute->mutable_g()->add_node()->set_name("g2_add");
  const PatchedModel patched = expect_patched(model.bytes(), small_patch(2), {0});
  BOOST_TEST(patched.frozen == "y_frozen3");
  const onnx::ModelProto proto = parsed(patched);
  std::size_t ours = 0;
  for (const auto& node : proto.graph().node()) ours += node.name().starts_with("g3_") ? 1 : 0;
  BOOST_TEST(ours == 10U);  // centre, Sub, twice weight, bias and Gemm, Relu, Add
}

BOOST_AUTO_TEST_CASE(a_patched_model_is_patched_again) {
  // Linear f and g, so that the sums of sums are read exactly.
  Model model({kSymbolic, 2});
  model.store("w", floats({2, 2}, {1, 2, 3, 4})).node("MatMul", {"x", "w"});
  FloatNetwork g;
  g.network = Network(2, {AffineMap(1, 2, {Rational(1, 2), Rational(3)}, {Rational(5)})});
  const PatchedModel once = expect_patched(model.bytes(), g, {0});
  const PatchedModel again = expect_patched(once.bytes, g, {1}, of_tensor("y"));
  BOOST_TEST((again.outputs == Names{"y", "y_frozen", "y_frozen2"}));
  const PatchedModel third = expect_patched(again.bytes, g, {1}, of_tensor("y"));
  BOOST_TEST((third.outputs == Names{"y", "y_frozen", "y_frozen2", "y_frozen3"}));
  const Network sum = read_tensor(third.bytes, "y");
  for (const Point& x : some_points(2)) {
    const Rational added = at(g, x)[0];
    BOOST_TEST((sum.evaluate(x) == Point{x[0] + 3 * x[1] + added, 2 * x[0] + 4 * x[1] + 2 * added}));
  }
  BOOST_CHECK_THROW(ftcert::patch_onnx("once.onnx", once.bytes, g, {0}, {}), ftcert::Error);
}
