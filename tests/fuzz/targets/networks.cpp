// Networks from files: what is read can be evaluated, and is read the same again.
#include "ftcert/model/network_file.hpp"
#include "ftcert/model/onnx.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

void must_work(const Network& network) {
  std::size_t inputs = network.inputs(), weights = 0;
  for (const AffineMap& map : network.layers()) {
    must(map.columns == inputs && map.bias.size() == map.rows && map.weights.size() == map.rows * map.columns,
         "layers fit together");
    inputs = map.rows;
    weights += map.weights.size();
  }
  if (weights > 10'000) return;
  std::vector<Rational> x(network.inputs());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = Rational(static_cast<std::int64_t>(i) - 1, 3);
  must(network.evaluate(x).size() == network.outputs(), "a network has as many values as outputs");
}

std::string as_table(const Network& network) {
  std::string out = "layer,bias,weights\n";
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const AffineMap& map = network.layers()[l];
    for (std::size_t r = 0; r < map.rows; ++r) {
      out += std::to_string(l + 1) + "," + map.bias[r].text();
      for (const Rational& weight : map.row(r)) (out += ',') += weight.text();
      out += '\n';
    }
  }
  return out;
}

}  // namespace

void onnx(std::string_view bytes) {
  accepted([&] {
    const Network network = read_onnx("f.onnx", bytes);
    must_work(network);
    must(read_onnx("f.onnx", bytes) == network, "a model is one network");
  });
}

void network_table(std::string_view bytes) {
  accepted([&] {
    const std::string text = "layer,bias,weights" + std::string(bytes);
    const Network network = read_network_file("g.csv", text);
    must_work(network);
    must(accepted([&] { must(read_network_file("g.csv", as_table(network)) == network, "its table is read back"); }),
         "its table is read");
  });
}

}  // namespace ftcert::fuzz
