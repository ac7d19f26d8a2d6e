// Small ONNX models for the tests of the importer, made through the Protocol Buffers interface.
#pragma once

#include <onnx/onnx_pb.h>

#include <bit>
#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/model/onnx.hpp"

namespace onnx_test {

using ftcert::Rational;
using Dims = std::vector<std::int64_t>;
inline constexpr std::int64_t kSymbolic = -1;

inline onnx::TensorProto floats(const Dims& dims, const std::vector<float>& values) {
  onnx::TensorProto tensor;
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (std::int64_t d : dims) tensor.add_dims(d);
  for (float v : values) tensor.add_float_data(v);
  return tensor;
}

inline onnx::TensorProto integers(const Dims& dims, const std::vector<std::int64_t>& values) {
  onnx::TensorProto tensor;
  tensor.set_data_type(onnx::TensorProto::INT64);
  for (std::int64_t d : dims) tensor.add_dims(d);
  for (std::int64_t v : values) tensor.add_int64_data(v);
  return tensor;
}

inline onnx::TensorProto list(const std::vector<std::int64_t>& values) {
  return integers({static_cast<std::int64_t>(values.size())}, values);
}

// Little-endian bytes of the bit patterns.
inline onnx::TensorProto raw(onnx::TensorProto::DataType type, const Dims& dims, std::size_t bytes,
                             const std::vector<std::uint64_t>& patterns) {
  onnx::TensorProto tensor;
  tensor.set_data_type(type);
  for (std::int64_t d : dims) tensor.add_dims(d);
  std::string* data = tensor.mutable_raw_data();
  for (std::uint64_t pattern : patterns) {
    for (std::size_t b = 0; b < bytes; ++b) data->push_back(static_cast<char>(pattern >> (8 * b) & 0xff));
  }
  return tensor;
}

class Node {
 public:
  explicit Node(onnx::NodeProto* node) : node_(node) {}
  Node& with(const std::string& name, std::int64_t value) {
    attribute(name, onnx::AttributeProto::INT)->set_i(value);
    return *this;
  }
  Node& with(const std::string& name, float value) {
    attribute(name, onnx::AttributeProto::FLOAT)->set_f(value);
    return *this;
  }
  Node& with(const std::string& name, const Dims& values) {
    auto* a = attribute(name, onnx::AttributeProto::INTS);
    for (std::int64_t v : values) a->add_ints(v);
    return *this;
  }
  Node& with(const std::string& name, const std::vector<float>& values) {
    auto* a = attribute(name, onnx::AttributeProto::FLOATS);
    for (float v : values) a->add_floats(v);
    return *this;
  }
  Node& with(const std::string& name, const onnx::TensorProto& value) {
    *attribute(name, onnx::AttributeProto::TENSOR)->mutable_t() = value;
    return *this;
  }
  onnx::NodeProto* proto() { return node_; }

 private:
  onnx::AttributeProto* attribute(const std::string& name, onnx::AttributeProto::AttributeType type) {
    auto* a = node_->add_attribute();
    a->set_name(name);
    a->set_type(type);
    return a;
  }
  onnx::NodeProto* node_;
};

class Model {
 public:
  // One input 'x', one output 'y', both of the given type.
  explicit Model(const Dims& input, std::int64_t opset = 13, int type = onnx::TensorProto::FLOAT) {
    proto_.set_ir_version(7);
    proto_.add_opset_import()->set_version(opset);
    this->input("x", input, type);
    graph()->add_output()->set_name("y");
  }

  onnx::GraphProto* graph() { return proto_.mutable_graph(); }
  onnx::ModelProto* proto() { return &proto_; }

  Model& input(const std::string& name, const Dims& dims, int type = onnx::TensorProto::FLOAT) {
    auto* value = graph()->add_input();
    value->set_name(name);
    auto* tensor = value->mutable_type()->mutable_tensor_type();
    tensor->set_elem_type(type);
    auto* shape = tensor->mutable_shape();
    for (std::int64_t d : dims) {
      auto* dim = shape->add_dim();
      if (d == kSymbolic) {
        dim->set_dim_param("N" + std::to_string(shape->dim_size()));
      } else {
        dim->set_dim_value(d);
      }
    }
    return *this;
  }

  Model& store(const std::string& name, onnx::TensorProto tensor) {
    tensor.set_name(name);
    *graph()->add_initializer() = std::move(tensor);
    return *this;
  }

  Node node(const std::string& type, const std::vector<std::string>& inputs, const std::string& output = "y") {
    auto* node = graph()->add_node();
    node->set_op_type(type);
    node->set_name("the_" + type);
    for (const std::string& input : inputs) node->add_input(input);
    node->add_output(output);
    return Node(node);
  }

  std::string bytes() const { return proto_.SerializeAsString(); }
  ftcert::Network network() const { return ftcert::read_onnx("model.onnx", bytes()); }

 private:
  onnx::ModelProto proto_;
};

using Point = std::vector<Rational>;

// Both evaluations give exactly y at x.
inline void expect_value(const ftcert::Network& f, const Point& x, const Point& y) {
  BOOST_REQUIRE_EQUAL(f.inputs(), x.size());
  BOOST_REQUIRE_EQUAL(f.outputs(), y.size());
  BOOST_TEST((f.evaluate(x) == y));
  ftcert::PointMatrix points(1, x.size());
  points.entries = x;
  BOOST_TEST((ftcert::evaluate_batch(f, points).entries == y));
}

// read_onnx() throws this code, and the message holds all the words.
inline void expect_error(const std::string& bytes, ftcert::Code code, std::initializer_list<std::string> words) {
  try {
    ftcert::read_onnx("model.onnx", bytes);
  } catch (const ftcert::Error& error) {
    const std::string what = error.what();
    BOOST_TEST(ftcert::identifier(error.code()) == ftcert::identifier(code), what);
    BOOST_TEST(what.find(" model.onnx: ") != std::string::npos, what);
    for (const std::string& word : words) BOOST_TEST(what.find(word) != std::string::npos, what + " lacks " + word);
    return;
  }
  BOOST_ERROR("expected " + ftcert::identifier(code));
}

inline void expect_error(const Model& model, ftcert::Code code, std::initializer_list<std::string> words) {
  expect_error(model.bytes(), code, words);
}

}  // namespace onnx_test
