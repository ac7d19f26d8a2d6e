// A patched file as a stranger checks it: what the writer writes is accepted, in every form; and nothing else is.
#include "ftcert/check/patched.hpp"
#include "support/checks.hpp"
#include "support/onnx_models.hpp"
#include "support/patch_models.hpp"

using namespace onnx_test;

namespace {

// The claim about g in that model: an empty message where it is accepted.
std::string refusal(const FloatNetwork& g, FloatFormat arithmetic, const std::vector<std::size_t>& components,
                    const std::string& patched, const std::optional<std::string>& model) {
  try {
    ftcert::check_patched({g.network, g.centre, arithmetic, g.format, components}, patched, model);
  } catch (const ftcert::Error& error) {
    BOOST_TEST(ftcert::identifier(error.code()) == "E221", error.what());
    return error.text();
  }
  return "";
}

void expect_checked(const std::string& f, const FloatNetwork& g, const std::vector<std::size_t>& components,
                    const PatchOptions& options = {}, FloatFormat arithmetic = FloatFormat::kBinary32) {
  const PatchedModel patched = ftcert::patch_onnx("f.onnx", f, g, components, options);
  BOOST_TEST(refusal(g, arithmetic, components, patched.bytes, f) == "");
  BOOST_TEST(refusal(g, arithmetic, components, patched.bytes, std::nullopt) == "");
}

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
  for (const Dims& input : std::vector<Dims>{
           {kSymbolic, 4}, {kSymbolic, 1, 2, 2}, {1, 4}, {1, 1, 2, 2}, {6, 4}, {6, 1, 2, 2}, {kSymbolic, 2, 2}}) {
    const std::string f = dense_model(input, 4, 3).bytes();
    expect_checked(f, small_patch(4), {1});
    expect_checked(f, small_patch(4, 2), {2, 0});
    expect_checked(f, small_patch(4, 1, FloatFormat::kBinary64), {2});
  }
}

BOOST_AUTO_TEST_CASE(outputs_of_every_shape) {
  for (const Dims& dims : std::vector<Dims>{{kSymbolic, 2},
                                            {kSymbolic, 2, 1, 1},
                                            {1, 2},
                                            {2},
                                            {1, 1, 1, 2},
                                            {5, 2},
                                            {5, 2, 1},
                                            {kSymbolic},
                                            {3, 1},
                                            {3, 1, 1},
                                            {},
                                            {1},
                                            {1, 1},
                                            {2, kSymbolic},
                                            {2, 1, kSymbolic},
                                            {2, kSymbolic, 3}}) {
    const Model model = elementwise_model(dims);
    const std::size_t n = model.network().inputs();
    expect_checked(model.bytes(), small_patch(n), {n - 1});
    const Model wide = elementwise_model(dims, onnx::TensorProto::DOUBLE);
    expect_checked(wide.bytes(), small_patch(n, 1, FloatFormat::kBinary64), {0}, {}, FloatFormat::kBinary64);
  }
}

// Every byte of a small file, changed to every other value, and each byte left out or doubled.
BOOST_AUTO_TEST_CASE(no_byte_may_differ) {
  Model model = dense_model({kSymbolic, 2}, 2, 2);
  const std::string f = model.bytes();
  for (const FloatFormat format : {FloatFormat::kBinary32, FloatFormat::kBinary64}) {
    const FloatNetwork g = small_patch(2, 1, format);
    const std::string patched = ftcert::patch_onnx("f.onnx", f, g, {1}, {}).bytes;
    for (std::size_t at = 0; at < patched.size(); ++at) {
      std::string other = patched;
      for (int value = 0; value < 256; ++value) {
        other[at] = static_cast<char>(value);
        if (other == patched) continue;
        FTCERT_REQUIRE(refusal(g, FloatFormat::kBinary32, {1}, other, f) != "", std::to_string(at));
      }
      FTCERT_REQUIRE(refusal(g, FloatFormat::kBinary32, {1}, patched.substr(0, at), f) != "", std::to_string(at));
      FTCERT_REQUIRE(refusal(g, FloatFormat::kBinary32, {1}, patched.substr(0, at) + patched.substr(at + 1), f) != "",
                     std::to_string(at));
      FTCERT_REQUIRE(refusal(g, FloatFormat::kBinary32, {1},
                             patched.substr(0, at) + patched.substr(at, 1) + patched.substr(at), f) != "",
                     std::to_string(at));
    }
  }
}
