// f's part of a patched file is f's file, byte for byte: read with a reader of its own, which knows fields and no ONNX.
#include "ftcert/data/float_bits.hpp"
#include "ftcert/model/wire.hpp"
#include "support/onnx_models.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;

namespace {

using Fields = std::vector<std::pair<unsigned long, std::string>>;  // number, bytes with the key

unsigned long varint(const std::string& bytes, std::size_t& at) {
  unsigned long value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.at(at++));
    value |= static_cast<unsigned long>(byte & 127U) << shift;
    if (byte < 128) return value;
  }
}

// Each field; `inside`: without key and length.
Fields fields(const std::string& bytes, bool inside = false) {
  Fields result;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    const unsigned long key = varint(bytes, at);
    std::size_t content = at;
    if (key % 8 == 0) {
      varint(bytes, at);
    } else if (key % 8 == 2) {
      const unsigned long size = varint(bytes, at);
      content = at;
      at += size;
    } else {
      at += key % 8 == 1 ? 8 : 4;
    }
    BOOST_REQUIRE(at <= bytes.size());
    result.emplace_back(key / 8, bytes.substr(inside ? content : begin, at - (inside ? content : begin)));
  }
  return result;
}

Fields with_number(const std::string& bytes, unsigned long number) {
  Fields result;
  for (const auto& field : fields(bytes, true)) {
    if (field.first == number) result.push_back(field);
  }
  return result;
}

Fields without(const std::string& bytes, std::initializer_list<unsigned long> numbers) {
  Fields result;
  for (const auto& field : fields(bytes)) {
    if (std::find(numbers.begin(), numbers.end(), field.first) == numbers.end()) result.push_back(field);
  }
  return result;
}

std::string graph(const std::string& model) { return with_number(model, 7).at(0).second; }

}  // namespace

BOOST_AUTO_TEST_CASE(everything_else_is_as_it_was) {
  const std::string f = rich_model();
  const PatchedModel patched = expect_patched(f, small_patch(2), {1});
  BOOST_TEST((without(patched.bytes, {7}) == without(f, {7})));
  const std::string before = graph(f), after = graph(patched.bytes);
  BOOST_TEST((without(after, {1, 12}) == without(before, {1, 12})));
  const Fields old_nodes = with_number(before, 1), new_nodes = with_number(after, 1);
  BOOST_REQUIRE_EQUAL(new_nodes.size(), old_nodes.size() + 10);
  for (std::size_t i = 0; i < old_nodes.size(); ++i) {
    std::string found = new_nodes[i <= 3 ? i : i + 10].second;
    if (i == 3) {  // MatMul: y is y_frozen
      const std::string key = "\x12\x08y_frozen";
      const std::size_t at = found.find(key);
      BOOST_REQUIRE(at != std::string::npos);
      found.replace(at, key.size(), "\x12\x01y");
    }
    BOOST_TEST((found == old_nodes[i].second), "node " + std::to_string(i));
  }
  const Fields outputs = with_number(after, 12);
  BOOST_REQUIRE_EQUAL(outputs.size(), 2U);
  BOOST_TEST((outputs[0] == with_number(before, 12)[0]));
  BOOST_TEST(outputs[1].second.find("y_frozen") != std::string::npos);
}

// No number of f or g is lost in the constants: their bytes are those of the format.
BOOST_AUTO_TEST_CASE(the_numbers_of_g) {
  const std::string f = dense_model({kSymbolic, 2}, 2, 2).bytes();
  onnx::ModelProto proto;
  BOOST_REQUIRE(proto.ParseFromString(ftcert::patch_onnx("f", f, small_patch(2), {1}, {}).bytes));
  std::map<std::string, onnx::TensorProto> constants;
  for (const auto& node : proto.graph().node()) {
    if (node.op_type() == "Constant") constants[node.output(0)] = node.attribute(0).t();
  }
  const auto bytes = [](const std::vector<float>& values) {
    std::string raw_bytes;
    for (const float v : values) {
      const auto bits = std::bit_cast<std::uint32_t>(v);
      for (unsigned b = 0; b < 32; b += 8) raw_bytes.push_back(static_cast<char>(bits >> b & 0xff));
    }
    return raw_bytes;
  };
  BOOST_TEST((constants.at("g_centre").raw_data() == bytes({-0.125F, 0})));
  BOOST_TEST((constants.at("g_weight1").raw_data() == bytes({0.5F, 1, 0.75F, 0.25F})));
  BOOST_TEST((constants.at("g_bias1").raw_data() == bytes({0.25F, 5})));
  BOOST_TEST((constants.at("g_weight2").raw_data() == bytes({0, 0, 0.4375F, -1})));
  BOOST_TEST((constants.at("g_bias2").raw_data() == bytes({0, 0.03125F})));
  BOOST_TEST(constants.size() == 5U);
}

BOOST_AUTO_TEST_CASE(patterns_of_bits) {
  using namespace ftcert;
  for (const std::uint64_t bits : {0x00000000U, 0x3f800000U, 0xbf800000U, 0x00000001U, 0x007fffffU, 0x00800000U,
                                   0x7f7fffffU, 0xff7fffffU, 0x80000001U, 0x3dcccccdU})
    BOOST_TEST(to_bits(kBinary32, *from_bits(kBinary32, bits)) == bits);
  for (const std::uint64_t bits :
       {0x3ff0000000000000UL, 0x0000000000000001UL, 0x000fffffffffffffUL, 0x0010000000000000UL, 0x7fefffffffffffffUL,
        0xffefffffffffffffUL, 0x3fb999999999999aUL})
    BOOST_TEST(to_bits(kBinary64, *from_bits(kBinary64, bits)) == bits);
  BOOST_TEST(to_bits(kBinary16, Rational(-3, 2)) == 0xbe00U);
  BOOST_CHECK_THROW(to_bits(kBinary32, Rational(1, 3)), Error);
  BOOST_CHECK_THROW(to_bits(kBinary32, *from_bits(kBinary64, 0x47f0000000000000UL)), Error);  // 2^128
}

BOOST_AUTO_TEST_CASE(damaged_messages) {
  namespace wire = ftcert::model::wire;
  const std::string good = "\x0a\x02yz\x10\x05\x1d\x01\x02\x03\x04\x21\x01\x02\x03\x04\x05\x06\x07\x08";
  BOOST_TEST(wire::fields(good).size() == 4U);
  std::size_t readable = 0;
  for (std::size_t n = 1; n < good.size(); ++n) {
    try {
      wire::fields(good.substr(0, n));
      ++readable;
    } catch (const ftcert::Error& error) {
      BOOST_TEST((error.code() == ftcert::Code::kModelParse));
    }
  }
  BOOST_TEST(readable == 3U);                              // the ends of the fields before the last
  BOOST_CHECK_THROW(wire::fields("\x0b"), ftcert::Error);  // a group
  BOOST_CHECK_THROW(wire::fields("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ftcert::Error);  // 11 bytes
  BOOST_CHECK_THROW(wire::fields("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ftcert::Error);
  BOOST_TEST(wire::renamed(good, 1, "yz", "longer") == "\x0a\x06longer" + good.substr(4));
  BOOST_TEST(wire::renamed(good, 1, "y", "longer") == good);
}
