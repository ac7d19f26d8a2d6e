#include "ftcert/data/npy.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/data/binary_float.hpp"

namespace ftcert {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

// The value of the header's Python dictionary, e.g. {'descr': '<f8', 'fortran_order': False, 'shape': (442,
// 11), }.
struct NpyHeader {
  std::optional<std::string> type;
  std::optional<bool> fortran_order;
  std::optional<std::vector<std::size_t>> shape;
};

// Reads exactly that much of Python: one dictionary with these three keys, in any order.
class HeaderParser {
 public:
  HeaderParser(const std::string& name, std::string_view text) : name_(name), rest_(text) {}

  NpyHeader parse() {
    NpyHeader header;
    expect('{');
    while (!take('}')) {
      const std::string key = string();
      expect(':');
      if (key == "descr" && !header.type) {
        header.type = string();
      } else if (key == "fortran_order" && !header.fortran_order) {
        header.fortran_order = boolean();
      } else if (key == "shape" && !header.shape) {
        header.shape = tuple();
      } else {
        fail("an unknown or repeated key " + shown(key));
      }
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    skip_space();
    if (!rest_.empty()) fail(shown(rest_) + " after the dictionary");
    if (!header.type || !header.fortran_order || !header.shape) fail("no 'descr', 'fortran_order' or 'shape'");
    return header;
  }

 private:
  [[noreturn]] void fail(const std::string& found) const {
    throw Error(Code::kNpy, {name_, 0},
                "the .npy header: expected {'descr': '<f8', 'fortran_order': False, 'shape': "
                "(rows, columns)} or the like, found " +
                    found);
  }
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
  bool take(char c) {
    skip_space();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail(shown(rest_));
  }
  std::string string() {
    skip_space();
    const char quote = take('"') ? '"' : '\'';
    if (quote == '\'') expect('\'');
    const auto end = rest_.find(quote);
    if (end == std::string_view::npos) fail("a string without end");
    std::string result(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return result;
  }
  bool boolean() {
    skip_space();
    for (const std::string_view word : {"True", "False"}) {
      if (rest_.starts_with(word)) {
        rest_.remove_prefix(word.size());
        return word == "True";
      }
    }
    fail(shown(rest_));
  }
  std::vector<std::size_t> tuple() {
    std::vector<std::size_t> result;
    expect('(');
    while (!take(')')) {
      skip_space();
      const std::size_t length = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
      if (length == 0 || length > 18) fail(shown(rest_));
      std::size_t value = 0;
      for (char c : rest_.substr(0, length)) value = value * 10 + static_cast<std::size_t>(c - '0');
      rest_.remove_prefix(length);
      result.push_back(value);
      if (!take(',')) {
        expect(')');
        break;
      }
    }
    return result;
  }

  const std::string& name_;
  std::string_view rest_;
};

std::uint64_t unsigned_value(std::string_view bytes, bool big_endian) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[big_endian ? i : bytes.size() - 1 - i]);
  }
  return value;
}

}  // namespace

bool is_npy(std::string_view bytes) { return bytes.starts_with(kMagic); }

NpyArray read_npy(const std::string& name, std::string_view bytes) {
  const auto fail = [&name](const std::string& text) { throw Error(Code::kNpy, {name, 0}, text); };
  if (!is_npy(bytes)) fail("expected a .npy file, found other first bytes");
  const std::string_view start = bytes.substr(kMagic.size());
  const int major = start.empty() ? 0 : start[0];
  const std::size_t length_size = major == 1 ? 2 : 4;
  if (start.size() < 2 + length_size || major < 1 || major > 3 || start[1] != 0) {
    fail("expected version 1.0, 2.0 or 3.0 of the .npy format and the header's length");
  }
  const std::size_t header_size = unsigned_value(start.substr(2, length_size), false);
  const std::string_view body = start.substr(2 + length_size);
  if (header_size > body.size()) fail("the file ends within the header");
  const NpyHeader header = HeaderParser(name, body.substr(0, header_size)).parse();

  NpyArray array;
  array.name_ = name;
  array.entries_ = body.substr(header_size);
  array.fortran_order_ = *header.fortran_order;
  const std::string& type = *header.type;
  const bool known = type.size() == 3 && std::string_view("<>|").find(type[0]) != std::string_view::npos &&
                     std::string_view("fiu").find(type[1]) != std::string_view::npos &&
                     std::string_view("1248").find(type[2]) != std::string_view::npos;
  if (!known || (type[1] == 'f' && type[2] == '1') || (type[0] == '|' && type[2] != '1')) {
    const bool objects = type.ends_with('O');
    fail("expected entries of type float16/32/64 or an integer type, found " + shown(type) +
         (objects ? ", Python objects: save the array as numbers, a.astype(float)" : ""));
  }
  array.big_endian_ = type[0] == '>';
  array.kind_ =
      type[1] == 'f' ? NpyArray::Kind::kFloat : (type[1] == 'i' ? NpyArray::Kind::kSigned : NpyArray::Kind::kUnsigned);
  array.entry_size_ = static_cast<std::size_t>(type[2] - '0');
  if (header.shape->empty()) fail("expected an array with a row for each sample, found a single number");
  array.rows_ = header.shape->front();
  array.axes_.assign(header.shape->begin() + 1, header.shape->end());
  Integer columns = 1;
  for (const std::size_t length : array.axes_) columns *= length;
  const Integer expected = array.rows_ * columns * array.entry_size_;
  if (expected != array.entries_.size()) {
    fail("expected " + expected.str() + " bytes of entries, found " + std::to_string(array.entries_.size()));
  }
  // Without rows no byte stands behind the number of columns.
  if (columns <= std::numeric_limits<std::size_t>::max()) array.columns_ = static_cast<std::size_t>(columns);
  return array;
}

std::size_t NpyArray::place(std::size_t row, std::size_t column) const {
  if (!fortran_order_) return row * columns_ + column;
  std::size_t stored = 0, step = columns_;
  for (auto length = axes_.rbegin(); length != axes_.rend(); ++length) {
    step /= *length;
    stored += column % *length * step;
    column /= *length;
  }
  return stored * rows_ + row;
}

std::optional<Rational> NpyArray::at(std::size_t row, std::size_t column) const {
  require(row < rows_ && column < columns_, "NpyArray::at: out of range");
  const std::size_t index = place(row, column);
  const std::uint64_t bits = unsigned_value(entries_.substr(index * entry_size_, entry_size_), big_endian_);
  if (kind_ == Kind::kUnsigned) return Rational(bits);
  if (kind_ == Kind::kSigned) {
    // Two's complement: the sign bit, copied into all bits above the entry.
    const std::uint64_t sign = std::uint64_t{1} << (8 * entry_size_ - 1);
    return Rational(static_cast<std::int64_t>((bits ^ sign) - sign));
  }
  const BinaryFormat format = entry_size_ == 2 ? kBinary16 : (entry_size_ == 4 ? kBinary32 : kBinary64);
  std::optional<Rational> value = from_bits(format, bits);
  if (!value && !is_nan(format, bits)) {
    throw Error(Code::kNotFinite, {name_, row + 1},
                "column '" + std::to_string(column) + "': expected a number, found an infinity");
  }
  return value;
}

}  // namespace ftcert
