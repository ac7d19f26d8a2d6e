// Near misses around a patched file: g behind another tensor than f, bytes that two readers take differently, data in other files, empty names.
#include "ftcert/model/wire.hpp"
#include "support/onnx_models.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;
using ftcert::model::wire::put_bytes;

namespace {

using Change = std::function<void(onnx::ModelProto&)>;

std::string changed(const std::string& bytes, const Change& change) {
  onnx::ModelProto model;
  BOOST_REQUIRE(model.ParseFromString(bytes));
  change(model);
  return model.SerializeAsString();
}

void expect_refused(const std::string& word, const std::string& patched, const std::optional<std::string>& f,
                    const std::string& tensor = "") {
  const std::string found = refusal(small_patch(2), {1}, patched, f, FloatFormat::kBinary32, tensor);
  BOOST_TEST(found.find(word) != std::string::npos, word + ": " + found);
  BOOST_TEST(!found.empty(), word);
}

std::string varint(std::uint64_t value) {
  std::string result;
  for (; value > 127; value >>= 7) result.push_back(static_cast<char>((value & 127U) | 128U));
  result.push_back(static_cast<char>(value));
  return result;
}

const std::string kModel = dense_model({kSymbolic, 2}, 2, 2).bytes();
const std::string kPatched = ftcert::patch_onnx("f", kModel, small_patch(2), {1}, {}).bytes;

// The graph with these bytes behind it.
std::string in_graph(const std::string& model, const std::string& tail) {
  std::string result;
  for (const auto& field : ftcert::model::wire::fields(model)) {
    if (field.is(7)) {
      put_bytes(result, 7, std::string(field.value) + tail);
    } else {
      result += field.all;
    }
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(g_behind_another_tensor) {
  // Inside f, behind relu(x) = h, and behind logits.
  const FloatNetwork g = small_patch(2);
  Model inner({kSymbolic, 2});
  inner.node("Relu", {"x"}, "h");
  inner.node("Neg", {"h"});
  for (const std::string name : {"", "z"}) {
    const std::string f = inner.bytes(), other = expect_checked(f, g, {1}, of_tensor("h", name)).bytes;
    expect_refused("behind the model's tensor 'y'", other, f);
    expect_refused("behind the model's tensor 'y'", other, f, "y");
    expect_refused("expected two outputs", other, std::nullopt);
    expect_refused("the name 'y'", other, std::nullopt, "y");
    const std::string right = expect_checked(f, g, {1}, of_tensor("", name)).bytes;
    BOOST_TEST(refusal(g, {1}, right, f, FloatFormat::kBinary32, "y") == "");
    BOOST_TEST(refusal(g, {1}, right, std::nullopt, FloatFormat::kBinary32, "y") == "");
    for (const std::string wrong : {"h", "x", "y_frozen2"}) {
      expect_refused("behind the model's tensor '" + wrong + "'", right, f, wrong);
      expect_refused("the name '" + wrong + "'", right, std::nullopt, wrong);
    }
    // The name that is new in the patched file is no name of the model.
    expect_refused("behind the model's tensor", right, f, name.empty() ? "y_frozen" : "z");
  }
}

BOOST_AUTO_TEST_CASE(models_with_several_outputs) {
  const FloatNetwork g = small_patch(2);
  Model model = with_a_middle();
  model.graph()->add_output()->set_name("logits");
  const std::string f = model.bytes();
  for (const std::string name : {"", "z"}) {
    const std::string patched = expect_checked(f, g, {1}, of_tensor("logits", name)).bytes;
    expect_refused("several outputs", patched, f);
    expect_refused("expected two outputs", patched, std::nullopt);
    expect_refused("behind the model's tensor 'y'", patched, f, "y");
  }
}

// The same bytes at the end of both files: what one reader skips and another takes for a node, a tensor or a graph.
BOOST_AUTO_TEST_CASE(fields_that_readers_take_differently) {
  const std::string node = "\x22\x04Relu";
  std::vector<std::pair<std::string, std::string>> tails;
  for (const std::uint64_t number :
       {std::uint64_t{1} << 29, (std::uint64_t{1} << 29) + 1, (std::uint64_t{1} << 32) - 1})
    tails.emplace_back("number of 2^29 or more", varint(number << 3 | 2) + varint(node.size()) + node);
  tails.emplace_back("more than 5 bytes", varint((std::uint64_t{1} << 60 | 5) << 3 | 2) + varint(node.size()) + node);
  tails.emplace_back("more than 5 bytes", "\x8a\x80\x80\x80\x80" + std::string(1, '\0') + varint(node.size()) + node);
  tails.emplace_back("more than 5 bytes", "\x0a\x86\x80\x80\x80\x80" + std::string(1, '\0') + node);
  tails.emplace_back("2^31 bytes or more", "\x0a" + varint(std::uint64_t{1} << 31));
  tails.emplace_back("2^31 bytes or more", "\x0a" + varint((std::uint64_t{1} << 32) + node.size()) + node);
  tails.emplace_back("unknown type", std::string("\x02", 1) + varint(node.size()) + node);
  for (const auto& [word, tail] : tails) {
    for (const auto& put : {+[](const std::string&m, const std::string&t) { return m + t; }, +&in_graph}) {
      expect_refused(word, put(kPatched, tail), put(kModel, tail));
      expect_refused(word, put(kPatched, tail), std::nullopt);
    }
    // The writer's reader refuses them, too.
    BOOST_TEST(ftcert::test::error_of([&] { ftcert::model::wire::fields(kModel + tail); }).has_value(), word);
  }
  // The greatest number that there is, and a key of five bytes, are as good as any.
  for (const std::string& tail : std::vector<std::string>{varint(((std::uint64_t{1} << 29) - 1) << 3) + "\x07",
                                                          std::string("\xa0\xb8\x80\x80\x00\x07", 6)}) {
    BOOST_TEST(refusal(small_patch(2), {1}, kPatched + tail, kModel + tail) == "");
    BOOST_TEST(ftcert::model::wire::fields(kModel + tail).back().all == tail);
  }
}

BOOST_AUTO_TEST_CASE(data_in_other_files) {
  const auto outside = [](onnx::TensorProto* tensor, bool location) {
    tensor->set_data_type(onnx::TensorProto::FLOAT);
    if (location) {
      tensor->set_data_location(onnx::TensorProto::EXTERNAL);
    } else {
      tensor->add_external_data()->set_key("location");
    }
  };
  const auto attribute = [](onnx::NodeProto* node) {
    node->set_op_type("Constant");
    return node->add_attribute();
  };
  const std::vector<std::function<onnx::TensorProto*(onnx::ModelProto&)>> places = {
      [](onnx::ModelProto& m) { return m.mutable_graph()->mutable_initializer(0); },
      [](onnx::ModelProto& m) { return m.mutable_graph()->add_sparse_initializer()->mutable_values(); },
      [](onnx::ModelProto& m) { return m.mutable_graph()->add_sparse_initializer()->mutable_indices(); },
      [=](onnx::ModelProto& m) { return attribute(m.mutable_graph()->mutable_node(0))->mutable_t(); },
      [=](onnx::ModelProto& m) { return attribute(m.mutable_graph()->mutable_node(0))->add_tensors(); },
      [=](onnx::ModelProto& m) {
        return attribute(m.mutable_graph()->mutable_node(0))->mutable_sparse_tensor()->mutable_values();
      },
      [=](onnx::ModelProto& m) {
        return attribute(m.mutable_graph()->mutable_node(0))->add_sparse_tensors()->mutable_indices();
      },
      [=](onnx::ModelProto& m) {
        return attribute(m.mutable_graph()->mutable_node(0))->mutable_g()->add_initializer();
      },
      [=](onnx::ModelProto& m) {
        return attribute(attribute(m.mutable_graph()->mutable_node(0))->add_graphs()->add_node())->mutable_t();
      },
      [=](onnx::ModelProto& m) { return attribute(m.add_functions()->add_node())->mutable_t(); }};
  for (const auto& place : places) {
    for (const bool location : {false, true}) {
      const auto change = [&](onnx::ModelProto& m) { outside(place(m), location); };
      expect_refused("data in another file", changed(kPatched, change), changed(kModel, change));
      expect_refused("data in another file", changed(kPatched, change), std::nullopt);
    }
    // A tensor that says where it stands, and stands there.
    const auto here = [&](onnx::ModelProto& m) { place(m)->set_data_location(onnx::TensorProto::DEFAULT); };
    BOOST_TEST(refusal(small_patch(2), {1}, changed(kPatched, here), changed(kModel, here)) == "");
  }
}

BOOST_AUTO_TEST_CASE(tensors_without_a_name) {
  const auto rename = [](const std::string& from) {
    return [from](onnx::ModelProto& m) {
      for (auto& node : *m.mutable_graph()->mutable_node()) {
        for (auto* names : {node.mutable_input(), node.mutable_output()}) {
          for (auto& name : *names) name = name == from ? "" : name;
        }
      }
      for (auto& output : *m.mutable_graph()->mutable_output()) {
        if (output.name() == from) output.set_name("");
      }
    };
  };
  for (const std::string name : {"", "z"}) {
    const std::string patched = expect_checked(kModel, small_patch(2), {1}, of_tensor("", name)).bytes;
    for (const std::string& tensor :
         name.empty() ? std::vector<std::string>{"y", "y_frozen"} : std::vector<std::string>{"z", "y"}) {
      expect_refused("no name", changed(patched, rename(tensor)), kModel);
      expect_refused("no name", changed(patched, rename(tensor)), std::nullopt);
    }
  }
}

// g turned round behind its last row, where the file declares f's tensor with symbols only.
BOOST_AUTO_TEST_CASE(samples_on_another_axis) {
  const auto turn = [](onnx::ModelProto& m) {
    auto& nodes = *m.mutable_graph()->mutable_node();
    auto* turned = nodes.Add();
    turned->add_input("g_affine2");
    turned->add_output("g_out");
    turned->set_name("g_samples_back");
    turned->set_op_type("Transpose");
    auto* perm = turned->add_attribute();
    perm->set_name("perm");
    perm->add_ints(1);
    perm->add_ints(0);
    perm->set_type(onnx::AttributeProto::INTS);
    nodes.SwapElements(nodes.size() - 1, nodes.size() - 2);
    nodes.Mutable(nodes.size() - 3)->set_output(0, "g_affine2");
  };
  for (const std::string symbol : {"N1", "M"}) {
    Model model = dense_model({kSymbolic, 2}, 2, 2);
    auto* type = model.graph()->mutable_output(0)->mutable_type()->mutable_tensor_type();
    type->set_elem_type(onnx::TensorProto::FLOAT);
    for (const std::string& name : {symbol, std::string("D")}) type->mutable_shape()->add_dim()->set_dim_param(name);
    const std::string f = model.bytes(), patched = expect_checked(f, small_patch(2), {1}).bytes;
    const std::string turned = changed(patched, turn);
    if (symbol == "N1") {  // the input's
      expect_refused("another shape", turned, f);
      expect_refused("another shape", turned, std::nullopt);
    } else {  // believed
      BOOST_TEST(refusal(small_patch(2), {1}, turned, f) == "");
    }
  }
}
