// Patched files as a stranger checks them: what the writer writes is accepted in every form, and no byte of it may differ.
#include "support/onnx_models.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;

namespace {

// relu(x) + 1: its output has the input's shape.
Model elementwise_model(const Dims& input, int type = onnx::TensorProto::FLOAT) {
  Model model(input, 13, type);
  const bool wide = type == onnx::TensorProto::DOUBLE;
  model.store("one", wide ? raw(onnx::TensorProto::DOUBLE, {}, 8, {0x3ff0000000000000}) : floats({}, {1}));
  model.node("Relu", {"x"}, "h");
  model.node("Add", {"h", "one"});
  return model;
}

}  // namespace

BOOST_AUTO_TEST_CASE(inputs_of_every_shape) {
  for (const Dims& input : inputs_of_four_features()) {
    const std::string f = dense_model(input, 4, 3).bytes();
    expect_checked(f, small_patch(4), {1});
    expect_checked(f, small_patch(4, 2), {2, 0});
    expect_checked(f, small_patch(4, 1, FloatFormat::kBinary64), {2});
  }
}

BOOST_AUTO_TEST_CASE(outputs_of_every_shape) {
  for (const Dims& dims : odd_outputs()) {
    const Model model = elementwise_model(dims);
    const std::size_t n = model.network().inputs();
    expect_checked(model.bytes(), small_patch(n), {n - 1});
    const Model wide = elementwise_model(dims, onnx::TensorProto::DOUBLE);
    expect_checked(wide.bytes(), small_patch(n, 1, FloatFormat::kBinary64), {0}, {}, FloatFormat::kBinary64);
  }
}

BOOST_AUTO_TEST_CASE(outputs_that_are_reshaped) {
  for (const std::vector<std::int64_t>& target :
       std::vector<std::vector<std::int64_t>>{{-1, 2, 2}, {-1, 4, 1}, {-1, 1, 2, 2}}) {
    Model model({kSymbolic, 4});
    model.store("s", list(target)).node("Relu", {"x"}, "h");
    model.node("Reshape", {"h", "s"});
    expect_checked(model.bytes(), small_patch(4, 2), {3, 1});
  }
  Model turned({kSymbolic, 2});  // [N, 2] -> [2, N]
  turned.node("Relu", {"x"}, "h");
  turned.node("Transpose", {"h"}).with("perm", Dims{1, 0});
  expect_checked(turned.bytes(), small_patch(2), {1});
}

BOOST_AUTO_TEST_CASE(networks_of_every_depth) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  FloatNetwork g = small_patch(2);
  g.centre = {0, 0};
  expect_checked(f, g, {0});
  g.centre.clear();
  expect_checked(f, g, {0});
  const AffineMap two(2, 2, {1, -2, Rational(3, 1024), 0}, {Rational(-1, 8), 7});
  g.network = Network(2, {AffineMap(1, 2, {Rational(1, 2), Rational(3)}, {Rational(5)})});
  expect_checked(f, g, {1});
  g.network = Network(2, {two, two, two, AffineMap(2, 2, {1, 1, 1, 1}, {0, 1})});
  expect_checked(f, g, {1, 0});
  // Hidden layers without neurons: a constant.
  const AffineMap constant(1, 0, {}, {Rational(3, 4)});
  for (const auto& layers : std::vector<std::vector<AffineMap>>{
           {AffineMap(0, 2), constant},
           {two, AffineMap(0, 2), constant},
           {AffineMap(0, 2), AffineMap(2, 0, {}, {1, 2}), AffineMap(1, 2, {3, 4}, {5})}}) {
    g.network = Network(2, layers);
    expect_checked(f, g, {1});
    g.centre = {1, 2};
  }
}

BOOST_AUTO_TEST_CASE(tensors_of_every_place) {
  const FloatNetwork g = small_patch(2);
  const Model model = with_a_middle();
  Model output = with_a_middle();
  output.graph()->add_output()->set_name("logits");
  Model unread({kSymbolic, 2});
  unread.node("Relu", {"x"}, "h");
  unread.node("Neg", {"x"});
  for (const std::string name : {"", "new"}) {
    expect_checked(model.bytes(), g, {1}, of_tensor("logits", name));
    expect_checked(output.bytes(), g, {1}, of_tensor("logits", name));
    expect_checked(unread.bytes(), g, {1}, of_tensor("h", name));
    expect_checked(rich_model(), g, {1}, of_tensor("", name));
    Model inside = with_a_middle();
    read_inside(inside.graph(), "g_taken");
    read_inside(inside.graph(), "logits_frozen", 7);
    expect_checked(inside.bytes(), g, {0}, of_tensor("logits", name));
  }
  // Declared by the file, in a value_info or as the output.
  Model declared = with_a_middle();
  for (onnx::ValueInfoProto* info : {declared.graph()->add_value_info(), declared.graph()->mutable_output(0)}) {
    if (info->name().empty()) info->set_name("logits");
    auto* tensor = info->mutable_type()->mutable_tensor_type();
    tensor->set_elem_type(onnx::TensorProto::FLOAT);
    tensor->mutable_shape()->add_dim()->set_dim_param("batch");
    tensor->mutable_shape()->add_dim()->set_dim_value(2);
    info->set_doc_string("scores");
  }
  expect_checked(declared.bytes(), g, {1}, of_tensor("logits"));
  expect_checked(declared.bytes(), g, {1}, of_tensor("logits", "z"));
}

BOOST_AUTO_TEST_CASE(inputs_that_name_stored_tensors) {
  PatchOptions options;
  options.constant_weights = true;
  for (const int version : {3, 4, 8}) {
    Model model = dense_model({kSymbolic, 2}, 2, 2);
    model.proto()->set_ir_version(version);
    for (const std::string name : {"w1", "b1", "w2"}) model.input(name, {2, 2});
    expect_checked(model.bytes(), small_patch(2), {1});
    expect_checked(model.bytes(), small_patch(2), {1}, options);
  }
  expect_checked(dense_model({kSymbolic, 2}, 2, 2).bytes(), small_patch(2), {1}, options);
}

BOOST_AUTO_TEST_CASE(a_model_that_is_patched_twice) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  const PatchedModel once = expect_checked(f, small_patch(2), {0});
  expect_checked(once.bytes, small_patch(2), {1}, of_tensor("y"));
}

// Numbers at the ends of the formats.
BOOST_AUTO_TEST_CASE(numbers_of_every_size) {
  for (const FloatFormat format : {FloatFormat::kBinary32, FloatFormat::kBinary64}) {
    FloatNetwork g = small_patch(2, 1, format);
    const Rational least = ftcert::least_normal(format), unit = ftcert::unit_roundoff(format);
    const Rational most = 2 * (1 - unit) * ftcert::largest_power(format);
    g.network = Network(2, {AffineMap(2, 2, {least, -least, most, -most}, {1 - unit, least * (1 + 2 * unit)}),
                            AffineMap(1, 2, {0, -1}, {2 - 2 * unit})});
    expect_checked(dense_model({kSymbolic, 2}, 2, 2).bytes(), g, {1});
  }
}

// Every byte of a small file changed to every other value, left out, and doubled; and the file cut short before it.
BOOST_AUTO_TEST_CASE(no_byte_may_differ) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  const FloatNetwork g = small_patch(2);
  const std::string patched = expect_checked(f, g, {1}).bytes;
  const auto refused = [&](const std::string& other, std::size_t at) {
    FTCERT_REQUIRE(other == patched || !refusal(g, {1}, other, f).empty(), "byte " + std::to_string(at));
  };
  for (std::size_t at = 0; at < patched.size(); ++at) {
    std::string other = patched;
    for (int value = 0; value < 256; ++value) {
      other[at] = static_cast<char>(value);
      refused(other, at);
    }
    refused(patched.substr(0, at), at);
    refused(patched.substr(0, at) + patched.substr(at + 1), at);
    refused(patched.substr(0, at + 1) + patched.substr(at), at);
  }
}
