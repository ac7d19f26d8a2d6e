// Patched models: bytes of any kind are answered, and what was changed in a file that the writer wrote is refused.
//
// The input is a list of edits behind the letter E, four bytes each: two for the place, one for what is done there (a byte is set, inserted or taken
// out), and the byte. Any other input is a file.
#include "ftcert/check/patched.hpp"

#include <optional>

#include "ftcert/model/patch.hpp"
#include "ftcert/model/wire.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

using model::wire::put_bytes;
using model::wire::put_integer;

// y = relu(x) for x of the type float[N, 2], in operator set 13.
std::string relu_model() {
  std::string extents, two, tensor, type, value, node, graph, set, bytes;
  put_integer(two, 1, 2);
  put_bytes(extents, 1, "");
  put_bytes(extents, 1, two);
  put_integer(tensor, 1, 1);
  put_bytes(tensor, 2, extents);
  put_bytes(type, 1, tensor);
  put_bytes(value, 2, type);
  for (const auto& [number, text] : {std::pair{1U, "x"}, {2U, "y"}, {4U, "Relu"}}) put_bytes(node, number, text);
  put_bytes(graph, 1, node);
  for (const auto& [number, name] : {std::pair{11U, "x"}, {12U, "y"}}) {
    std::string named;
    put_bytes(named, 1, name);
    put_bytes(graph, number, named + value);
  }
  put_integer(set, 2, 13);
  put_integer(bytes, 1, 7);
  put_bytes(bytes, 7, graph);
  put_bytes(bytes, 8, set);
  return bytes;
}

FloatNetwork one_neuron(const Rational& bias) {
  return {FloatFormat::kBinary64,
          {0, 3},
          Network(2, {AffineMap(1, 2, {1, Rational(-1, 2)}, {bias}), AffineMap(1, 1, {4}, {Rational(-3, 8)})})};
}

bool accepts(const FloatNetwork& g, std::string_view bytes, const std::optional<std::string_view>& model) {
  const std::vector<std::size_t> components = {1};
  return accepted([&] {
    check_patched({g.network, g.centre, FloatFormat::kBinary32, g.format, components}, bytes, model);
  });
}

}  // namespace

void patched(std::string_view bytes) {
  static const std::string f = relu_model();
  static const FloatNetwork g = one_neuron(7), other = one_neuron(8);
  static const std::string written = patch_onnx("f.onnx", f, g, {1}, {}).bytes;
  if (!bytes.starts_with('E')) {
    const bool by_itself = accepts(g, bytes, std::nullopt);
    must(!accepts(g, bytes, bytes), "a patched file is not the model that was patched");
    must(!by_itself || !accepts(other, bytes, std::nullopt), "a file holds one network");
    return;
  }
  std::string changed = written;
  std::size_t edits = 0;
  for (bytes.remove_prefix(1); bytes.size() >= 4 && !changed.empty(); bytes.remove_prefix(4), ++edits) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const std::size_t place = (byte(0) * 256U + byte(1)) % changed.size();
    if (byte(2) % 3 == 0) changed[place] = bytes[3];
    if (byte(2) % 3 == 1) changed.insert(place, 1, bytes[3]);
    if (byte(2) % 3 == 2) changed.erase(place, 1);
  }
  const bool same = changed == written, read = accepts(g, changed, f);
  must(read || !same, "what the writer writes is accepted");
  must(!read || same || edits > 1, "a file with one change is refused");
  must(!read || accepts(g, changed, std::nullopt), "a file is not refused because its model is not there");
  must(!read || !accepts(other, changed, f), "a file holds one network");
}

}  // namespace ftcert::fuzz
