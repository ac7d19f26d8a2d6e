// f's part of a patched file against the model's file: what may differ is the table of proofs/patched-models.md, and nothing else.
#include "ftcert/model/wire.hpp"
#include "support/onnx_models.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;

namespace {

struct Change {
  std::string name;
  std::function<void(onnx::ModelProto&)> change;
};

onnx::ModelProto parsed(const std::string& bytes) {
  onnx::ModelProto proto;
  BOOST_REQUIRE(proto.ParseFromString(bytes));
  return proto;
}

std::string changed(const std::string& bytes, const std::function<void(onnx::ModelProto&)>& change) {
  onnx::ModelProto model = parsed(bytes);
  change(model);
  return model.SerializeAsString();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  BOOST_REQUIRE(text.find(from) != std::string::npos);
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// Seen against the model's file, and not without it.
void expect_seen(const std::string& name, const FloatNetwork& g, const std::string& other, const std::string& f,
                 const std::string& tensor = "y") {
  BOOST_TEST(refusal(g, {1}, other, f, FloatFormat::kBinary32, tensor) != "", name);
  BOOST_TEST(refusal(g, {1}, other, std::nullopt, FloatFormat::kBinary32, tensor) == "", name);
}

onnx::NodeProto& reader(onnx::ModelProto& model, const std::string& type) {
  for (auto& node : *model.mutable_graph()->mutable_node()) {
    if (node.op_type() == type) return node;
  }
  throw std::runtime_error("no node " + type);
}

}  // namespace

BOOST_AUTO_TEST_CASE(changes_of_the_model) {
  using M = onnx::ModelProto;
  const std::vector<Change> changes = {
      {"a bit of a weight", [](M& m) { m.mutable_graph()->mutable_initializer(0)->set_float_data(2, 1); }},
      {"the payload of a NaN", [](M& m) { (*m.mutable_graph()->mutable_initializer(3)->mutable_raw_data())[0] = 2; }},
      {"an attribute", [](M& m) { reader(m, "Scaler").mutable_attribute(0)->set_floats(1, 0); }},
      {"an operator", [](M& m) { reader(m, "Relu").set_op_type("Tanh"); }},
      {"a domain", [](M& m) { reader(m, "Scaler").set_domain("com.other"); }},
      {"an operand", [](M& m) { reader(m, "Relu").set_input(0, "h1"); }},
      {"a name of a node", [](M& m) { reader(m, "Relu").set_name("other"); }},
      {"a node less", [](M& m) { m.mutable_graph()->mutable_node()->RemoveLast(); }},
      {"a node more", [](M& m) { m.mutable_graph()->add_node()->set_op_type("Relu"); }},
      {"nodes in another order", [](M& m) { m.mutable_graph()->mutable_node()->SwapElements(0, 1); }},
      {"an unknown field less", [](M& m) { reader(m, "Scaler").DiscardUnknownFields(); }},
      {"a tensor less", [](M& m) { m.mutable_graph()->mutable_initializer()->RemoveLast(); }},
      {"a tensor more", [](M& m) { m.mutable_graph()->add_initializer()->set_name("more"); }},
      {"tensors in another order", [](M& m) { m.mutable_graph()->mutable_initializer()->SwapElements(0, 1); }},
      {"a tensor that a caller may override", [](M& m) { m.mutable_graph()->add_input()->set_name("w1"); }},
      {"words of the graph", [](M& m) { m.mutable_graph()->set_doc_string("others"); }},
      {"a declared tensor", [](M& m) { m.mutable_graph()->mutable_value_info()->Clear(); }},
      {"the name of the input's extent",
       [](M& m) {
         auto* type = m.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type();
         type->mutable_shape()->mutable_dim(0)->set_dim_param("M1");
       }},
      {"the name of the output's extent",
       [](M& m) {
         auto* type = m.mutable_graph()->mutable_output(1)->mutable_type()->mutable_tensor_type();
         type->mutable_shape()->mutable_dim(0)->set_dim_param("M1");
       }},
      {"another output",
       [](M& m) {
         m.mutable_graph()->mutable_output(0)->set_name("scaled");
         reader(m, "Scaler").add_input("y");
       }},
      {"IR version", [](M& m) { m.set_ir_version(8); }},
      {"operator set", [](M& m) { m.mutable_opset_import(0)->set_version(14); }},
      {"producer", [](M& m) { m.clear_producer_name(); }},
      {"metadata", [](M& m) { m.mutable_metadata_props(0)->set_value("value"); }},
      {"a function", [](M& m) { m.add_functions()->set_name("f"); }}};
  const std::string f = rich_model();
  const FloatNetwork g = small_patch(2);
  const std::string patched = ftcert::patch_onnx("f.onnx", f, g, {1}, {}).bytes;
  BOOST_REQUIRE(refusal(g, {1}, parsed(patched).SerializeAsString(), f) == "");
  for (const Change& change : changes) {
    expect_seen(change.name, g, changed(patched, change.change), f);
    // And the other way round.
    if (change.name.find("output") == std::string::npos && change.name.find("override") == std::string::npos)
      BOOST_TEST(refusal(g, {1}, patched, changed(f, change.change)) != "", change.name);
  }
}

// Who reads f's tensor, and who the sum.
BOOST_AUTO_TEST_CASE(readers_of_the_tensor) {
  const FloatNetwork g = small_patch(2);
  const std::string middle = with_a_middle().bytes();
  Model shown = with_a_middle();
  shown.graph()->add_output()->set_name("logits");
  const std::string output = shown.bytes();
  const auto reads = [](const std::string& tensor) {
    return [tensor](onnx::ModelProto& m) { reader(m, "Mul").set_input(0, tensor); };
  };
  const auto patch = [&](const std::string& f, const std::string& name) {
    return ftcert::patch_onnx("f.onnx", f, g, {1}, of_tensor("logits", name)).bytes;
  };
  expect_seen("f's, in the middle", g, changed(patch(middle, ""), reads("logits_frozen")), middle, "logits");
  expect_seen("f's, in the middle, named", g, changed(patch(middle, "z"), reads("logits")), middle, "logits");
  expect_seen("the sum, of an output", g, changed(patch(output, ""), reads("logits")), output, "logits");
  expect_seen("the sum, of an output, named", g, changed(patch(output, "z"), reads("z")), output, "logits");
  // An output more, or less, than the table says.
  expect_seen("no output", g, patch(middle, ""), output, "logits");
  expect_seen("an output", g, patch(output, ""), middle, "logits");
}

// Names that the model has already, or that stand where they cannot be changed.
BOOST_AUTO_TEST_CASE(names_of_the_tensor) {
  const FloatNetwork g = small_patch(2);
  Model model = dense_model({kSymbolic, 2}, 2, 2);
  read_inside(model.graph(), "is_taken");
  read_inside(model.graph(), "q");
  const std::string f = model.bytes(), patched = ftcert::patch_onnx("f.onnx", f, g, {1}, {}).bytes;
  BOOST_REQUIRE(refusal(g, {1}, patched, f) == "");
  BOOST_TEST(refusal(g, {1}, replaced(patched, "y_frozen", "is_newer"), f) == "");
  expect_seen("a name that is taken", g, replaced(patched, "y_frozen", "is_taken"), f);
  BOOST_TEST(refusal(g, {1}, replaced(patched, "\x0a\x01q", "\x0a\x01y"), replaced(f, "\x0a\x01q", "\x0a\x01y"))
                 .find("inside a node") != std::string::npos);
  // With a quantization annotation the tensor keeps its name.
  const auto annotate = [](onnx::ModelProto& m) {
    m.mutable_graph()->add_quantization_annotation()->set_tensor_name("y");
  };
  BOOST_TEST(refusal(g, {1}, changed(patched, annotate), changed(f, annotate)).find("annotation") != std::string::npos);
  expect_checked(changed(f, annotate), g, {1}, of_tensor("", "z"));
}

BOOST_AUTO_TEST_CASE(inputs_that_are_left_out) {
  const FloatNetwork g = small_patch(2);
  Model model = dense_model({kSymbolic, 2}, 2, 2);
  model.proto()->set_ir_version(3);
  for (const std::string name : {"w1", "b1"}) model.input(name, {2, 2});
  const std::string f = model.bytes();
  PatchOptions options;
  options.constant_weights = true;
  const std::string some = ftcert::patch_onnx("f.onnx", f, g, {1}, {}).bytes;
  const std::string none = ftcert::patch_onnx("f.onnx", f, g, {1}, options).bytes;
  expect_seen("one of two", g,
              changed(some, [](onnx::ModelProto& m) { m.mutable_graph()->mutable_input()->RemoveLast(); }), f);
  expect_seen("another version", g, changed(none, [](onnx::ModelProto& m) { m.set_ir_version(3); }), f);
  expect_seen("a newer version", g, changed(none, [](onnx::ModelProto& m) { m.set_ir_version(5); }), f);
  expect_seen("a version for nothing", g, changed(some, [](onnx::ModelProto& m) { m.set_ir_version(4); }), f);
}

// Claims about another network, format or place.
BOOST_AUTO_TEST_CASE(claims_of_another_network) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 3).bytes();
  const FloatNetwork g = small_patch(2, 2);
  const std::string patched = expect_checked(f, g, {2, 0}).bytes;
  const auto refused = [&](const FloatNetwork& other, const std::vector<std::size_t>& components,
                           FloatFormat arithmetic) {
    BOOST_TEST(refusal(other, components, patched, f, arithmetic) != "");
  };
  refused(g, {0, 2}, FloatFormat::kBinary32);
  refused(g, {2, 1}, FloatFormat::kBinary32);
  refused(g, {2, 3}, FloatFormat::kBinary32);
  refused(g, {2, 0}, FloatFormat::kBinary64);
  FloatNetwork other = g;
  other.format = FloatFormat::kBinary64;
  refused(other, {2, 0}, FloatFormat::kBinary32);
  refused(other, {2, 0}, FloatFormat::kBinary64);
  other = g;
  other.centre.clear();
  refused(other, {2, 0}, FloatFormat::kBinary32);
  other = g;
  std::vector<AffineMap> layers = g.network.layers();
  layers[1].bias[0] += Rational(1, 1 << 20);
  other.network = Network(2, layers);
  refused(other, {2, 0}, FloatFormat::kBinary32);
  layers.insert(layers.begin() + 1, AffineMap(2, 2, {1, 0, 0, 1}, {0, 0}));
  other.network = Network(2, layers);
  refused(other, {2, 0}, FloatFormat::kBinary32);
  other.network = Network(3, {AffineMap(2, 3)});
  refused(other, {2, 0}, FloatFormat::kBinary32);
  // Models as they are: f, and a file of g alone.
  BOOST_TEST(refusal(g, {2, 0}, f, f) != "");
  PatchOptions options;
  options.only_g = true;
  BOOST_TEST(refusal(g, {2, 0}, ftcert::patch_onnx("f.onnx", f, g, {2, 0}, options).bytes, f) != "");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_model) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  const FloatNetwork g = small_patch(2);
  const std::string patched = ftcert::patch_onnx("f.onnx", f, g, {1}, {}).bytes;
  const std::string endless(11, '\xff'), much = "\x3a\xff\xff\xff\xff\xff\xff\xff\xff\x7f";
  for (const std::string& tail :
       std::vector<std::string>{endless, much, "\x3b", "\x3c", "\x3e", "\x3f", std::string(2, '\0'), "\x08", "\x09rest",
                                "\x0d+++", "\x3a\x05", "\x3a" + std::string(9, '\x80') + "\x02"}) {
    for (const std::string& bytes : {tail, patched + tail}) {
      BOOST_TEST(refusal(g, {1}, bytes, f) != "");
      BOOST_TEST(refusal(g, {1}, bytes, std::nullopt) != "");
    }
    BOOST_TEST(refusal(g, {1}, patched, tail) != "");
    BOOST_TEST(refusal(g, {1}, patched, f + tail) != "");
  }
  BOOST_TEST(refusal(g, {1}, "", f) != "");
  BOOST_TEST(refusal(g, {1}, patched, "") != "");
  // A second graph, which readers would merge with the first.
  BOOST_TEST(refusal(g, {1}, patched + std::string("\x3a\0", 2), std::nullopt).find("one graph") != std::string::npos);
  // Half a million fields, and graphs in graphs as deep as can be.
  std::string fields;
  for (int i = 0; i < 500'000; ++i) fields += "\xa0\x38";
  BOOST_TEST(refusal(g, {1}, patched + fields + fields, f) != "");
  std::string deep;
  for (int i = 0; i < 2'000; ++i) {
    for (const std::uint64_t number : {6U, 5U, 1U}) {
      std::string around;
      ftcert::model::wire::put_bytes(around, number, deep);
      deep = around;
    }
  }
  onnx::ModelProto model = parsed(patched);
  const std::string own = model.graph().SerializeAsString();
  model.clear_graph();
  std::string around;
  ftcert::model::wire::put_bytes(around, 7, own + deep);
  const std::string nested = model.SerializeAsString() + around;
  BOOST_TEST(refusal(g, {1}, nested, std::nullopt).find("nested deeper") != std::string::npos);
}
