// Changes of a patched file that a stranger must see: one table for g's part, which is seen with the model's file and without, and one for f's part.
#include "support/onnx_models.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;

namespace {

struct Change {
  std::string name;
  std::function<void(onnx::ModelProto&)> change;
  std::string word;  // of the refusal
};

onnx::ModelProto parsed(const std::string& bytes) {
  onnx::ModelProto proto;
  BOOST_REQUIRE(proto.ParseFromString(bytes));
  return proto;
}

onnx::NodeProto& node(onnx::ModelProto& model, const std::string& name) {
  for (auto& found : *model.mutable_graph()->mutable_node()) {
    if (found.name() == name) return found;
  }
  throw std::runtime_error("no node " + name);
}

onnx::TensorProto& constant(onnx::ModelProto& model, const std::string& name) {
  return *node(model, name).mutable_attribute(0)->mutable_t();
}

void flip(onnx::ModelProto& model, const std::string& name, std::size_t byte, int bit = 0) {
  (*constant(model, name).mutable_raw_data())[byte] ^= static_cast<char>(1 << bit);
}

// The node at this place goes to another.
void move_node(onnx::ModelProto& model, int from, int to) {
  auto& nodes = *model.mutable_graph()->mutable_node();
  for (; from < to; ++from) nodes.SwapElements(from, from + 1);
  for (; from > to; --from) nodes.SwapElements(from, from - 1);
}

void insert(onnx::ModelProto& model, int place, const std::string& type, const std::string& input,
            const std::string& output, const std::string& name) {
  auto* added = model.mutable_graph()->add_node();
  added->set_op_type(type);
  added->add_input(input);
  added->add_output(output);
  added->set_name(name);
  move_node(model, model.graph().node_size() - 1, place);
}

onnx::AttributeProto& give(onnx::NodeProto& to, const std::string& name, float value) {
  auto* attribute = to.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::FLOAT);
  attribute->set_f(value);
  return *attribute;
}

auto& shape_of(onnx::ValueInfoProto* value) { return *value->mutable_type()->mutable_tensor_type()->mutable_shape(); }

void expect_refused(const std::vector<Change>& changes, const FloatNetwork& g, const std::string& f,
                    const std::string& patched, bool without_model) {
  BOOST_REQUIRE(parsed(patched).SerializeAsString() == patched);
  for (const Change& change : changes) {
    onnx::ModelProto model = parsed(patched);
    change.change(model);
    const std::string other = model.SerializeAsString();
    BOOST_TEST(other != patched, change.name);
    const std::string with = refusal(g, {1}, other, f), without = refusal(g, {1}, other, std::nullopt);
    BOOST_TEST(with.find(change.word) != std::string::npos, change.name + ": " + with);
    if (without_model) {
      BOOST_TEST(without.find(change.word) != std::string::npos, change.name + ": " + without);
    } else {
      BOOST_TEST(without == "", change.name);
    }
  }
}

// [N, 2] -> 2, in the wider format: 4 nodes, then Cast, centre, Sub, two constants and Gemm, Relu, two constants and Gemm, Cast, Add.
const std::string kModel = dense_model({kSymbolic, 2}, 2, 2).bytes();

}  // namespace

BOOST_AUTO_TEST_CASE(changes_of_the_network) {
  using M = onnx::ModelProto;
  const std::vector<Change> changes = {
      {"a bit of a weight", [](M& m) { flip(m, "g_weight1", 0); },
       "number 1 of 'g_weight1': expected 1/2, found the bits"},
      {"the sign of a weight", [](M& m) { flip(m, "g_weight1", 31, 7); }, "number 4 of 'g_weight1': expected 1/4"},
      {"the sign of a zero", [](M& m) { flip(m, "g_weight2", 7, 7); }, "number 1 of 'g_weight2': expected 0"},
      {"another centre", [](M& m) { flip(m, "g_centre", 6); }, "number 1 of 'g_centre': expected -1/8"},
      {"a bias of a component that is not patched", [](M& m) { flip(m, "g_bias2", 7, 6); },
       "number 1 of 'g_bias2': expected 0"},
      {"the other component",
       [](M& m) { constant(m, "g_bias2").mutable_raw_data()->swap(*constant(m, "g_bias1").mutable_raw_data()); },
       "number 1 of 'g_bias1'"},
      {"weights of another shape",
       [](M& m) {
         constant(m, "g_weight1").set_dims(0, 1);
         constant(m, "g_weight1").set_dims(1, 4);
       },
       "Constant"},
      {"weights of another type", [](M& m) { constant(m, "g_weight1").set_data_type(onnx::TensorProto::INT64); },
       "Constant"},
      {"weights in floats",
       [](M& m) {
         auto& t = constant(m, "g_bias1");
         t.clear_raw_data();
         t.add_double_data(0.25);
         t.add_double_data(5);
       },
       "Constant"},
      {"weights in a file", [](M& m) { constant(m, "g_bias1").set_data_location(onnx::TensorProto::EXTERNAL); },
       "Constant"},
      {"one more weight", [](M& m) { constant(m, "g_bias1").mutable_raw_data()->append(8, '\0'); }, "Constant"},
      {"more rows", [](M& m) { constant(m, "g_weight2").set_dims(0, 3); }, "Constant"},
      {"no rows", [](M& m) { constant(m, "g_weight2").set_dims(0, 0); }, "0 rows"},
      {"rows without end", [](M& m) { constant(m, "g_weight2").set_dims(0, -1); }, "a row of the last layer"},
      {"alpha", [](M& m) { give(node(m, "g_affine1"), "alpha", 2); }, "other attributes"},
      {"beta", [](M& m) { give(node(m, "g_affine2"), "beta", 0); }, "other attributes"},
      {"transB", [](M& m) { node(m, "g_affine2").mutable_attribute(0)->set_i(0); }, "other attributes"},
      {"transA", [](M& m) { node(m, "g_affine2").mutable_attribute(0)->set_name("transA"); }, "other attributes"},
      {"no transB", [](M& m) { node(m, "g_affine2").clear_attribute(); }, "other attributes"},
      {"no bias", [](M& m) { node(m, "g_affine1").mutable_input()->RemoveLast(); }, "Gemm"},
      {"the other bias", [](M& m) { node(m, "g_affine2").set_input(2, "g_bias1"); }, "Gemm"},
      {"one operand more", [](M& m) { node(m, "g_relu1").add_input("x"); }, "Relu"},
      {"one output more", [](M& m) { node(m, "g_relu1").add_output("more"); }, "Relu"},
      {"no Relu",
       [](M& m) {
         m.mutable_graph()->mutable_node()->DeleteSubrange(10, 1);
         node(m, "g_affine2").set_input(0, "g_affine1");
       },
       "expected the node 'Relu"},
      {"LeakyRelu", [](M& m) { node(m, "g_relu1").set_op_type("LeakyRelu"); }, "LeakyRelu"},
      {"somebody else's Relu", [](M& m) { node(m, "g_relu1").set_domain("com.other"); }, "Relu"},
      {"words", [](M& m) { node(m, "g_relu1").set_doc_string("words"); }, "Relu"},
      {"another name", [](M& m) { node(m, "g_relu1").set_name("g_other"); }, "Relu"},
      {"Sub turned round", [](M& m) { node(m, "g_centred").mutable_input()->SwapElements(0, 1); }, "Sub"},
      {"Add in place of Sub", [](M& m) { node(m, "g_centred").set_op_type("Add"); }, "found 'Add"},
      {"no Sub",
       [](M& m) {
         m.mutable_graph()->mutable_node()->DeleteSubrange(5, 2);
         node(m, "g_affine1").set_input(0, "g_cast_in");
       },
       "g_centre"},
      {"a cast to another type", [](M& m) { node(m, "g_cast_in").mutable_attribute(0)->set_i(1); }, "other attributes"},
      {"a cast that saturates", [](M& m) { give(node(m, "g_cast_out"), "saturate", 0); }, "other attributes"},
      {"no cast",
       [](M& m) {
         m.mutable_graph()->mutable_node()->DeleteSubrange(4, 1);
         node(m, "g_centred").set_input(0, "x");
       },
       "Cast"},
      {"one node more", [](M& m) { insert(m, 11, "Identity", "g_relu1", "g_more", "g_more"); }, "0 rows"},
      {"one node more before g", [](M& m) { insert(m, 4, "Identity", "x", "more", "more"); }, "underscore"},
      {"one node more behind g", [](M& m) { insert(m, 15, "Neg", "g_out", "g_more", "g_more"); },
       "expected the node 'Cast"},
      {"g reads something else", [](M& m) { node(m, "g_cast_in").set_input(0, "h1"); }, "Cast"},
      {"constants in another order", [](M& m) { move_node(m, 7, 8); }, "g_weight1"},
      {"another beginning of names", [](M& m) { node(m, "g_cast_in").set_output(0, "h_cast_in"); }, "Cast"},
      {"a Transpose behind g",
       [](M& m) {
         insert(m, 15, "Transpose", "g_cast_out", "g_out", "g_samples_back");
         node(m, "g_cast_out").set_output(0, "g_cast_out");
       },
       "other attributes"},
      {"Sum in place of Add", [](M& m) { node(m, "g_add").set_op_type("Sum"); }, "found 'Sum"},
      {"Add turned round", [](M& m) { node(m, "g_add").mutable_input()->SwapElements(0, 1); }, "Add"},
      {"Add of another tensor", [](M& m) { node(m, "g_add").set_input(0, "h3"); }, "Add(h3, g_out)"},
      {"Add of g alone", [](M& m) { node(m, "g_add").set_input(0, "g_out"); }, "Add(g_out, g_out)"},
      {"Add without g", [](M& m) { node(m, "g_add").set_input(1, "y_frozen"); }, "Add(y_frozen, y_frozen)"},
      {"no Add", [](M& m) { m.mutable_graph()->mutable_node()->DeleteSubrange(15, 1); }, "Cast"}};
  const FloatNetwork g = small_patch(2, 1, FloatFormat::kBinary64);
  expect_refused(changes, g, kModel, ftcert::patch_onnx("f", kModel, g, {1}, {}).bytes, true);
}

BOOST_AUTO_TEST_CASE(changes_around_the_network) {
  using M = onnx::ModelProto;
  const auto store = [](M& m, const std::string& name) { m.mutable_graph()->add_initializer()->set_name(name); };
  const std::vector<Change> changes = {
      {"f reads g's hidden neurons", [](M& m) { node(m, "the_Relu").add_input("g_relu1"); }, "'g_relu1'"},
      {"another node makes a tensor of g", [](M& m) { node(m, "the_Relu").add_output("g_weight1"); }, "'g_weight1'"},
      {"a node with a name of g", [](M& m) { node(m, "the_Relu").set_name("g_affine1"); }, "'g_affine1'"},
      {"a stored tensor with a name of g", [=](M& m) { store(m, "g_weight1"); }, "'g_weight1'"},
      {"a sparse one", [](M& m) { m.mutable_graph()->add_sparse_initializer()->mutable_values()->set_name("g_bias1"); },
       "'g_bias1'"},
      {"an input with a name of g",
       [=](M& m) {
         store(m, "g_weight1");
         m.mutable_graph()->add_input()->set_name("g_weight1");
       },
       "'g_weight1'"},
      {"g is an output",
       [](M& m) {
         m.mutable_graph()->add_output()->set_name("g_out");
         m.mutable_graph()->mutable_output()->SwapElements(1, 2);
       },
       "'g_out'"},
      {"g is declared", [](M& m) { m.mutable_graph()->add_value_info()->set_name("g_out"); }, "'g_out'"},
      {"g is annotated", [](M& m) { m.mutable_graph()->add_quantization_annotation()->set_tensor_name("g_out"); },
       "'g_out'"},
      {"a graph inside a node reads g", [](M& m) { read_inside(m.mutable_graph(), "g_out", 9); }, "'g_out'"},
      {"graphs without end", [](M& m) { read_inside(m.mutable_graph(), "x", 101); }, "nested deeper"},
      {"the sum is made twice", [](M& m) { node(m, "the_Relu").add_output("y"); }, "makes the sum"},
      {"f's tensor is made twice", [](M& m) { node(m, "the_Relu").add_output("y_frozen"); }, "one node that makes"},
      {"f's tensor is made by no node", [](M& m) { m.mutable_graph()->mutable_node(3)->set_output(0, "other"); },
       "one node that makes"},
      {"the input is made", [](M& m) { node(m, "the_Relu").add_output("x"); }, "or the input"},
      {"the sum is stored", [=](M& m) { store(m, "y"); }, "stored"},
      {"f's tensor is stored", [=](M& m) { store(m, "y_frozen"); }, "stored"},
      {"nobody reads the sum", [](M& m) { m.mutable_graph()->mutable_output()->DeleteSubrange(0, 1); },
       "nothing reads the sum"},
      {"f's tensor is no output", [](M& m) { m.mutable_graph()->mutable_output()->DeleteSubrange(1, 1); },
       "one type of an input or output"},
      {"outputs in another order", [](M& m) { m.mutable_graph()->mutable_output()->SwapElements(0, 1); },
       "one type of an input or output"},
      {"no output", [](M& m) { m.mutable_graph()->clear_output(); }, "no output"},
      {"f's tensor in double",
       [](M& m) { m.mutable_graph()->mutable_output(1)->mutable_type()->mutable_tensor_type()->set_elem_type(11); },
       "found type 11"},
      {"f's tensor is wider",
       [](M& m) { shape_of(m.mutable_graph()->mutable_output(1)).mutable_dim(1)->set_dim_value(3); }, "another shape"},
      {"f's tensor has another rank",
       [](M& m) { shape_of(m.mutable_graph()->mutable_output(1)).add_dim()->set_dim_value(1); }, "another shape"},
      {"the input in double",
       [](M& m) { m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(11); },
       "found type 11"},
      {"the input in float16",
       [](M& m) { m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(10); },
       "found type 10"},
      {"a longer input", [](M& m) { shape_of(m.mutable_graph()->mutable_input(0)).mutable_dim(1)->set_dim_value(3); },
       "2 numbers"},
      {"an endless input",
       [](M& m) { shape_of(m.mutable_graph()->mutable_input(0)).mutable_dim(1)->set_dim_value(-1); }, "not positive"},
      {"an empty input", [](M& m) { shape_of(m.mutable_graph()->mutable_input(0)).mutable_dim(1)->set_dim_value(0); },
       "not positive"},
      {"samples on another axis",
       [](M& m) { shape_of(m.mutable_graph()->mutable_input(0)).mutable_dim()->SwapElements(0, 1); }, "Transpose"},
      {"one more axis", [](M& m) { shape_of(m.mutable_graph()->mutable_input(0)).add_dim()->set_dim_value(1); },
       "Flatten"},
      {"no shape",
       [](M& m) { m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->clear_shape(); },
       "without a shape"},
      {"two inputs", [](M& m) { m.mutable_graph()->add_input()->set_name("z"); }, "one input"},
      {"no input", [](M& m) { m.mutable_graph()->clear_input(); }, "one input"},
      {"an old operator set", [](M& m) { m.mutable_opset_import(0)->set_version(6); }, "operator set 7"},
      {"a negative operator set", [](M& m) { m.mutable_opset_import(0)->set_version(-1); }, "operator set 7"},
      {"no operator set", [](M& m) { m.mutable_opset_import(0)->set_domain("com.other"); }, "found none"},
      {"a function of the file", [](M& m) { m.add_functions()->set_name("Gemm"); }, "function"},
      {"a function of the file, by its domain",
       [](M& m) {
         m.add_functions()->set_name("Relu");
         m.mutable_functions(0)->set_domain("ai.onnx");
       },
       "function"},
      {"no graph", [](M& m) { m.clear_graph(); }, "one graph"}};
  const FloatNetwork g = small_patch(2);
  expect_refused(changes, g, kModel, ftcert::patch_onnx("f", kModel, g, {1}, {}).bytes, true);
}
