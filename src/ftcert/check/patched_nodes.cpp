#include "ftcert/check/patched_nodes.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"

namespace ftcert::patched {

namespace {

enum AttributeType : std::uint64_t { kInteger = 2, kTensor = 4, kIntegers = 7 };

// Little-endian.
void put_bytes(std::string& out, std::uint64_t bits, unsigned bytes) {
  for (unsigned b = 0; b < bytes; ++b) out.push_back(static_cast<char>(bits >> (8 * b) & 0xff));
}

// The bit pattern of a normal number of the format, or of +0.
std::uint64_t pattern(BinaryFormat format, const Rational& number) {
  if (number.is_zero()) return 0;
  const long exponent = binary_exponent(number), fraction = format.precision - 1;
  const Rational units = abs(number) * power_of_two(fraction - exponent);
  const auto biased = static_cast<std::uint64_t>(exponent + format.greatest_exponent);
  const std::uint64_t sign = number.sign() < 0 ? 2U * static_cast<std::uint64_t>(format.greatest_exponent + 1) : 0;
  // The hidden bit of the significand is one more in the exponent's field.
  return ((sign | biased) << fraction) +
         (static_cast<std::uint64_t>(units.numerator()) - (std::uint64_t{1} << fraction));
}

std::string raw(FloatFormat format, const std::vector<Rational>& numbers) {
  std::string result;
  for (const Rational& number : numbers) {
    require(is_number_of(format, number), "check_patched: no number of the format");
    put_bytes(result, pattern(ieee(format), number), format == FloatFormat::kBinary32 ? 4 : 8);
  }
  return result;
}

std::string attribute(std::string_view name, std::uint64_t value) {
  return Writer().put(1, name).put(3, value).put(20, kInteger).bytes;
}

std::string tensor(std::uint64_t type, const std::vector<std::uint64_t>& dims, std::string_view bytes) {
  Writer tensor;
  for (const std::uint64_t dim : dims) tensor.put(1, dim);
  tensor.put(2, type).put(9, bytes);
  return Writer().put(1, "value").put(5, tensor.bytes).put(20, kTensor).bytes;
}

// Axis `samples` before all others, or back.
std::string permutation(std::size_t rank, std::size_t samples, bool back) {
  Writer result;
  result.put(1, "perm");
  for (std::size_t axis = 0; axis < rank; ++axis) {
    const std::size_t before = back ? (axis < samples ? axis + 1 : 0) : (axis == 0 ? samples : axis - 1);
    result.put(8, axis > samples ? axis : before);
  }
  return result.put(20, kIntegers).bytes;
}

std::string node(std::string_view type, const std::vector<std::string>& inputs, std::string_view output,
                 std::string_view name, std::string_view attribute) {
  Writer result;
  for (const std::string& input : inputs) result.put(1, input);
  result.put(2, output).put(3, name).put(4, type);
  if (!attribute.empty()) result.put(5, attribute);
  return std::move(result.bytes);
}

// The bits of a little-endian number, the highest first.
std::string hexadecimal(std::string_view bytes) {
  std::string result;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    for (const int shift : {4, 0}) result += "0123456789abcdef"[static_cast<unsigned char>(bytes[i]) >> shift & 15];
  }
  return result;
}

class Chain {
 public:
  Chain(const PatchedClaim& claim, const std::vector<Field>& graph, std::size_t begin, std::string_view input)
      : claim_(claim), graph_(graph), last_(input) {
    block_.begin = block_.end = begin;
    const std::string_view first = text(next(), 2);
    block_.prefix = first.substr(0, first.find('_') + 1);
    expect(!block_.prefix.empty(),
           "expected a name with an underscore for the first node behind the one that makes f's tensor");
  }

  void rows(const Extents& input) {
    const std::size_t rank = input.dims.size(), samples = input.samples.value_or(0);
    if (samples != 0) apply("Transpose", "samples_first", {}, permutation(rank, samples, false));
    const bool first_axis = input.samples || (rank > 1 && input.dims[0] == 1);
    if (rank == 0) {
      apply("Reshape", "row", {integers("row_shape", {1, 1})});
    } else if (rank != 2 || !first_axis) {
      apply("Flatten", "rows", {}, attribute("axis", first_axis ? 1 : 0));
    }
  }

  void network() {
    if (converts()) apply("Cast", "cast_in", {}, attribute("to", element_type(claim_.format)));
    const std::vector<Rational>& centre = claim_.centre;
    if (std::any_of(centre.begin(), centre.end(), [](const Rational& c) { return !c.is_zero(); }))
      apply("Sub", "centred", {numbers("centre", {centre.size()}, centre)});
    std::vector<AffineMap> layers = claim_.g.layers();
    // Behind a hidden layer without neurons everything is constant: zeros times the point.
    for (std::size_t l = layers.size(); l-- > 1;) {
      if (layers[l].columns != 0) continue;
      AffineMap constant(layers[l].rows, claim_.g.inputs());
      constant.bias = layers[l].bias;
      layers[l] = std::move(constant);
      layers.erase(layers.begin(), layers.begin() + static_cast<std::ptrdiff_t>(l));
      break;
    }
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const std::string number = std::to_string(l + 1);
      if (l > 0) apply("Relu", "relu" + std::to_string(l));
      if (l + 1 == layers.size()) layers[l] = all_components(layers[l]);
      const std::string weight = numbers("weight" + number, {layers[l].rows, layers[l].columns}, layers[l].weights);
      const std::string bias = numbers("bias" + number, {layers[l].rows}, layers[l].bias);
      apply("Gemm", "affine" + number, {weight, bias}, attribute("transB", 1));
    }
    if (converts()) apply("Cast", "cast_out", {}, attribute("to", element_type(claim_.arithmetic)));
  }

  // Row by row into f's shape: the numbers of a sample stay in their order.
  void shape(bool samples) {
    Extents& shape = block_.shape;
    shape.dims = {1, outputs_};
    if (samples) shape.samples = 0;
    if (text(next(), 4) == "Constant") {
      const std::string_view target = text(text(text(next(), 5), 5), 9);
      shape.dims.clear();
      for (std::size_t at = 0; at + 8 <= target.size(); at += 8) {
        std::uint64_t dim = 0;
        for (std::size_t b = 8; b-- > 0;) dim = dim << 8 | static_cast<unsigned char>(target[at + b]);
        shape.dims.push_back(dim);
      }
      apply("Reshape", "shaped", {integers("f_shape", shape.dims)});
      expect(!samples || (!shape.dims.empty() && shape.dims[0] + 1 == 0),
             "expected f_shape to begin with -1, the samples");
      if (samples) shape.dims[0] = 1;
      expect(count(shape.dims, outputs_) == outputs_,
             "expected f_shape to hold as many numbers as the last layer has rows");
    }
    if (text(next(), 4) != "Transpose") return;
    const std::vector<Field> perm = fields(text(next(), 5));
    std::size_t to = 0;  // where the samples go: axis 0 stands there
    while (to + 1 < shape.dims.size() && !(to + 1 < perm.size() && perm[to + 1].integer == 0)) ++to;
    expect(samples && to > 0, "expected a Transpose behind g only to put the samples on another axis than the first");
    apply("Transpose", "samples_back", {}, permutation(shape.dims.size(), to, true));
    shape.samples = to;
    std::rotate(shape.dims.begin(), shape.dims.begin() + 1, shape.dims.begin() + static_cast<std::ptrdiff_t>(to) + 1);
  }

  Block sum(std::string_view frozen) {
    expect(last_ == block_.prefix + "out", "expected the sum of f and g behind g's last node");
    block_.sum = text(next(), 2);
    take(node("Add", {std::string(frozen), last_}, block_.sum, block_.prefix + "add", ""));
    return std::move(block_);
  }

 private:
  bool converts() const { return claim_.format != claim_.arithmetic; }

  // The node that follows `ahead` others, empty if that is none.
  std::string_view next(std::size_t ahead = 0) const {
    const std::size_t at = block_.end + ahead;
    return at < graph_.size() && graph_[at].is(1) ? graph_[at].value : std::string_view();
  }

  // A row of zeros for every component of f's tensor that g does not patch. How many there are says the file, in the next node, the weights, which
  // must hold so many bytes.
  AffineMap all_components(const AffineMap& last) {
    Message tensor(text(text(next(), 5), 5));
    if (tensor.next() && tensor.field.number == 1) outputs_ = tensor.field.integer;
    const std::size_t most = *std::max_element(claim_.components.begin(), claim_.components.end());
    if (outputs_ <= most || outputs_ > next().size() / std::max<std::size_t>(last.columns, 1))
      refuse(
          "expected a row of the last layer for every component of f's tensor, of which the certificate has "
          "component " +
          std::to_string(most) + ", found " + std::to_string(outputs_) + " rows");
    AffineMap result(outputs_, last.columns);
    for (std::size_t r = 0; r < last.rows; ++r) {
      const std::size_t to = claim_.components[r];
      for (std::size_t c = 0; c < last.columns; ++c) result.weight(to, c) = last.weight(r, c);
      result.bias[to] = last.bias[r];
    }
    return result;
  }

  // The next node must be this one.
  void take(const std::string& expected) {
    const std::string_view found = next();
    if (found.empty() || graph_[block_.end].all != Writer().put(1, expected).bytes) {
      const std::string wanted = described(expected), is = found.empty() ? "no node" : described(found);
      refuse("expected the node " + wanted + ", found " + (is == wanted ? "it with other attributes" : is));
    }
    ++block_.end;
  }

  // Reads the tensor before; what the next one reads is its output, f's addend behind the last.
  void apply(const std::string& type, const std::string& word, std::vector<std::string> more = {},
             const std::string& attribute = "") {
    more.insert(more.begin(), last_);
    const bool last = text(next(1), 3) == block_.prefix + "add";
    last_ = block_.prefix + (last ? "out" : word);
    take(node(type, more, last_, block_.prefix + word, attribute));
  }

  std::string constant(const std::string& word, const std::string& value) {
    const std::string name = block_.prefix + word;
    take(node("Constant", {}, name, name, value));
    return name;
  }

  std::string integers(const std::string& word, const std::vector<std::uint64_t>& values) {
    std::string bytes;
    for (const std::uint64_t value : values) put_bytes(bytes, value, 8);
    return constant(word, tensor(7, {values.size()}, bytes));
  }

  std::string numbers(const std::string& word, const std::vector<std::uint64_t>& dims,
                      const std::vector<Rational>& values) {
    const std::string bytes = raw(claim_.format, values);
    const std::string_view found = text(text(text(next(), 5), 5), 9);
    if (found.size() == bytes.size() && found != bytes) {
      const std::size_t size = bytes.size() / values.size();
      const auto different = std::mismatch(bytes.begin(), bytes.end(), found.begin()).first - bytes.begin();
      const std::size_t at = static_cast<std::size_t>(different) / size;
      refuse("number " + std::to_string(at + 1) + " of " + shown(block_.prefix + word) + ": expected " +
             values[at].text() + ", found the bits " + hexadecimal(found.substr(at * size, size)));
    }
    return constant(word, tensor(element_type(claim_.format), dims, bytes));
  }

  const PatchedClaim& claim_;
  const std::vector<Field>& graph_;
  std::string last_;           // the tensor that the next node reads
  std::uint64_t outputs_ = 0;  // components of f's tensor
  Block block_;
};

}  // namespace

std::string described(std::string_view node) {
  std::string inputs;
  std::string_view output;
  for (Message m(node); m.next() && inputs.size() < 100;) {
    if (m.field.is(1)) inputs.append(inputs.empty() ? "" : ", ").append(m.field.value.substr(0, 50));
    if (m.field.is(2) && output.empty()) output = m.field.value;
  }
  return shown(std::string(text(node, 4).substr(0, 50)) + "(" + inputs + ") -> " + std::string(output.substr(0, 50)));
}

Block read_block(const PatchedClaim& claim, const std::vector<Field>& graph, std::size_t begin, std::string_view input,
                 const Extents& input_shape, std::string_view frozen) {
  const std::uint64_t features = count(input_shape.dims, claim.g.inputs());
  if (features != claim.g.inputs())
    refuse("expected an input with " + std::to_string(claim.g.inputs()) + " numbers in each sample");
  Chain chain(claim, graph, begin, input);
  chain.rows(input_shape);
  chain.network();
  chain.shape(input_shape.samples.has_value());
  return chain.sum(frozen);
}

}  // namespace ftcert::patched
