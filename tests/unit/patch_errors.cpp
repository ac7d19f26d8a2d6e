// Models that are not patched, and why; what is said of models for which less is claimed.
#include "support/onnx_models.hpp"
#include "support/patch_models.hpp"

using namespace onnx_test;
using ftcert::Code;

namespace {

PatchOptions options(const std::string& tensor = "", const std::string& output_name = "") {
  PatchOptions result;
  result.tensor = tensor;
  result.output_name = output_name;
  return result;
}

void refused(const Model& model, Code code, std::initializer_list<std::string> words, const PatchOptions& how = {},
             const FloatNetwork& g = small_patch(2), const std::vector<std::size_t>& components = {0}) {
  try {
    ftcert::patch_onnx("model.onnx", model.bytes(), g, components, how);
  } catch (const ftcert::Error& error) {
    const std::string what = error.what();
    BOOST_TEST(ftcert::identifier(error.code()) == ftcert::identifier(code), what);
    BOOST_TEST(what.find(" model.onnx: ") != std::string::npos, what);
    for (const std::string& word : words) BOOST_TEST(what.find(word) != std::string::npos, what + " lacks " + word);
    return;
  }
  BOOST_ERROR("expected " + ftcert::identifier(code));
}

Model plain(std::int64_t opset = 13) { return dense_model({kSymbolic, 2}, 2, 2, opset); }

onnx::GraphProto* add_branch(Model& model, const std::string& reads) {
  auto* attribute = model.node("If", {"y"}, "branched").proto()->add_attribute();
  attribute->set_name("then_branch");
  attribute->set_type(onnx::AttributeProto::GRAPH);
  attribute->mutable_g()->add_node()->add_input(reads);
  return attribute->mutable_g();
}

std::string warnings(const Model& model, const PatchOptions& how = {}) {
  std::string text;
  for (const std::string& line : ftcert::patch_onnx("f", model.bytes(), small_patch(2), {0}, how).warnings())
    text += line;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(old_operators) {
  Model model({kSymbolic, 2}, 6);
  model.node("Relu", {"x"});
  refused(model, Code::kModelOperator, {"operator set 7", "found 6"});
  Model own = plain();
  own.proto()->add_functions()->set_name("Gemm");
  refused(own, Code::kModelOperator, {"a function", "Gemm"});
}

BOOST_AUTO_TEST_CASE(types) {
  for (const auto type : {onnx::TensorProto::FLOAT16, onnx::TensorProto::BFLOAT16}) {
    Model model({kSymbolic, 2}, 13, type);
    model.node("Relu", {"x"});
    refused(model, Code::kModelType, {"'x'", "expected float or double", "float16"});
  }
  Model wide({kSymbolic, 2}, 13, onnx::TensorProto::DOUBLE);
  wide.node("Relu", {"x"});
  refused(wide, Code::kModelType, {"float64", "found float32"});
  Model narrows({kSymbolic, 2}, 13, onnx::TensorProto::DOUBLE);
  narrows.node("Cast", {"x"}).with("to", std::int64_t{onnx::TensorProto::FLOAT});
  refused(narrows, Code::kModelType, {"in double, as the input is, found float: the model rounds"});
}

BOOST_AUTO_TEST_CASE(tensors) {
  refused(plain(), Code::kModelGraph, {"no tensor 'z'", "--tensor", "'y'"}, options("z"));
  refused(plain(), Code::kModelGraph, {"'x'", "a node makes"}, options("x"));
  refused(plain(), Code::kModelGraph, {"'w1'", "constant"}, options("w1"));
  Model two = plain();
  two.graph()->add_output()->set_name("h3");
  refused(two, Code::kModelGraph, {"'y', 'h3'", "--tensor NAME"});
  Model twice = plain();
  twice.graph()->add_output()->set_name("y");
  refused(twice, Code::kModelGraph, {"'y'", "twice"}, options("y"));
}

BOOST_AUTO_TEST_CASE(networks_that_do_not_fit) {
  refused(plain(), Code::kShapeMismatch, {"2 inputs", "found one with 3"}, {}, small_patch(3));
  refused(plain(), Code::kShapeMismatch, {"components 0..1", "component 2"}, {}, small_patch(2), {2});
  refused(plain(), Code::kShapeMismatch, {"component 1", "twice"}, {}, small_patch(2, 2), {1, 1});
  refused(plain(), Code::kShapeMismatch, {"found 1 for 2"}, {}, small_patch(2, 2), {1});
}

BOOST_AUTO_TEST_CASE(names) {
  for (const std::string name : {"x", "h1", "w1", "the_Relu", "g_new"})
    refused(plain(), Code::kUsage, {"--output-name '" + name + "'"}, options("", name));
  PatchOptions alone = options("", "x");
  alone.only_g = true;
  refused(plain(), Code::kUsage, {"--output-name 'x'"}, alone);
  Model annotated = plain();
  annotated.graph()->add_quantization_annotation()->set_tensor_name("y");
  refused(annotated, Code::kModelGraph, {"'y'", "annotation", "--output-name"});
  expect_patched(annotated.bytes(), small_patch(2), {0}, options("", "z"));
}

// A tensor that a graph inside a node reads: it cannot be renamed there, but stay as it is.
BOOST_AUTO_TEST_CASE(graphs_inside_nodes) {
  Model output = plain();
  add_branch(output, "y");
  refused(output, Code::kModelGraph, {"'y'", "inside a node", "--output-name"});
  const PatchedModel named = expect_patched(output.bytes(), small_patch(2), {0}, options("", "z"));
  BOOST_TEST(named.frozen == "y");
  Model middle = plain();
  add_branch(middle, "h2");
  refused(middle, Code::kModelGraph, {"'h2'", "leave out"}, options("h2", "z"), small_patch(2), {0});
  FloatNetwork linear;  // as deep as h2
  linear.network = Network(2, {AffineMap(1, 2, {Rational(1), Rational(2)}, {Rational(3)})});
  BOOST_TEST(expect_patched(middle.bytes(), linear, {0}, options("h2")).rewired);
}

BOOST_AUTO_TEST_CASE(what_the_importer_does_not_know) {
  // The shape is the declared one.
  Model model({kSymbolic, 2});
  model.node("Sigmoid", {"x"});
  refused(model, Code::kModelShape, {"'y'", "not known"});
  auto* tensor = model.graph()->mutable_output(0)->mutable_type()->mutable_tensor_type();
  tensor->set_elem_type(onnx::TensorProto::FLOAT);
  tensor->mutable_shape()->add_dim()->set_dim_param("N");
  tensor->mutable_shape()->add_dim()->set_dim_value(3);
  const PatchedModel patched = ftcert::patch_onnx("f", model.bytes(), small_patch(2), {2}, {});
  const Network alone = read_tensor(patched.bytes, "g_out");
  for (const Point& x : some_points(2)) BOOST_TEST((alone.evaluate(x) == Point{0, 0, at(small_patch(2), x)[0]}));
  tensor->mutable_shape()->mutable_dim(1)->set_dim_param("M");
  refused(model, Code::kModelShape, {"'y'", "not fixed"});
  tensor->mutable_shape()->mutable_dim(0)->set_dim_value(4);
  tensor->mutable_shape()->mutable_dim(1)->set_dim_value(3);
  refused(model, Code::kModelShape, {"'y'", "axis of the samples"});
}

BOOST_AUTO_TEST_CASE(overridable_weights) {
  Model model = plain();
  BOOST_TEST(warnings(model).empty());
  model.input("w1", {2, 3}).input("b1", {3});
  BOOST_TEST(warnings(model).find("lists 2 of its stored tensors as inputs ('w1', ..)") != std::string::npos);
  PatchOptions constant;
  constant.constant_weights = true;
  for (const std::int64_t version : {3, 7}) {
    model.proto()->set_ir_version(version);
    const PatchedModel patched = expect_patched(model.bytes(), small_patch(2), {0}, constant);
    onnx::ModelProto proto;
    BOOST_REQUIRE(proto.ParseFromString(patched.bytes));
    BOOST_TEST(proto.graph().input_size() == 1);
    BOOST_TEST(proto.ir_version() == std::max<std::int64_t>(version, 4));
    BOOST_TEST((patched.moved == std::vector<std::string>{"b1", "w1"}));
    BOOST_TEST(patched.overridable.empty());
    BOOST_TEST(patched.warnings().size() == 1U);
    BOOST_TEST(patched.warnings()[0].find("may differ from f in the original") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(few_bits) {
  BOOST_TEST(warnings(plain()).empty());
  for (const std::string type : {"QuantizeLinear", "DequantizeLinear", "MatMulInteger", "QLinearMatMul"}) {
    Model model = plain();
    model.node(type, {"x"}, "other");
    BOOST_TEST(warnings(model).find("quantised or 16-bit") != std::string::npos, type);
  }
  Model stored = plain();
  stored.store("half", raw(onnx::TensorProto::FLOAT16, {1}, 2, {0x3c00}));
  BOOST_TEST(warnings(stored).find("16-bit") != std::string::npos);
  Model inside = plain();
  add_branch(inside, "x")->mutable_node(0)->set_op_type("ConvInteger");
  BOOST_TEST(warnings(inside, options("", "z")).find("16-bit") != std::string::npos);
  // A function of the file's own, whose name says nothing.
  Model function = plain();
  auto* own = function.proto()->add_functions();
  own->set_name("Shrink");
  own->set_domain("own");
  own->add_node()->set_op_type("QuantizeLinear");
  BOOST_TEST(warnings(function).find("16-bit") != std::string::npos);
  Model cast = plain();
  cast.node("Cast", {"x"}, "h16").with("to", std::int64_t{onnx::TensorProto::FLOAT16});
  BOOST_TEST(warnings(cast).find("16-bit") != std::string::npos);
}
