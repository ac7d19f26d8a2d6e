#include "page/inflate.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <vector>

namespace ftcert::page {

namespace {

struct Broken {};

// Bits of the stream, the least of each byte first.
class Bits {
 public:
  explicit Bits(std::string_view bytes) : bytes_(bytes) {}

  unsigned take(unsigned count) {
    while (held_ < count) {
      if (at_ == bytes_.size()) throw Broken();
      word_ |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes_[at_++])) << held_;
      held_ += 8;
    }
    const unsigned value = word_ & ((1U << count) - 1);
    word_ >>= count;
    held_ -= count;
    return value;
  }
  void drop_rest_of_byte() { take(held_ % 8); }
  std::size_t used() const { return at_; }  // bytes begun: less than eight bits are held

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t word_ = 0;
  unsigned held_ = 0;
};

// A canonical code: symbols in the order of their lengths, and how many there are of each length.
class Code {
 public:
  explicit Code(std::span<const unsigned char> lengths) {
    for (const unsigned char length : lengths) ++count_[length];
    count_[0] = 0;
    std::array<unsigned, kMost + 2> offset{};
    int left = 1;
    for (unsigned length = 1; length <= kMost; ++length) {
      left = 2 * left - static_cast<int>(count_[length]);
      if (left < 0) throw Broken();  // more words than there are
      offset[length + 1] = offset[length] + count_[length];
    }
    complete_ = left == 0;
    symbols_.resize(offset[kMost + 1]);
    for (unsigned symbol = 0; symbol < lengths.size(); ++symbol) {
      if (lengths[symbol] != 0) symbols_[offset[lengths[symbol]]++] = symbol;
    }
  }

  // Every word is one, or there is none.
  bool complete() const { return complete_ || symbols_.empty(); }
  // As zlib reads lengths and distances: or one word of one bit is the only one.
  bool usable() const { return complete() || (symbols_.size() == 1 && count_[1] == 1); }

  unsigned take(Bits& bits) const {
    unsigned word = 0, first = 0, index = 0;
    for (unsigned length = 1; length <= kMost; ++length) {
      word |= bits.take(1);
      if (word - first < count_[length]) return symbols_[index + word - first];
      index += count_[length];
      first = (first + count_[length]) << 1;
      word <<= 1;
    }
    throw Broken();
  }

  static constexpr unsigned kMost = 15;

 private:
  std::array<unsigned, kMost + 1> count_{};
  std::vector<unsigned> symbols_;
  bool complete_ = false;
};

constexpr unsigned kEndOfBlock = 256, kFirstLength = 257, kMostLengths = 286, kMostDistances = 30;

class Inflater {
 public:
  Inflater(std::string_view bytes, std::string& result, std::size_t most)
      : bits_(bytes), result_(result), begin_(result.size()), most_(most) {}

  std::size_t run() {
    for (bool last = false; !last;) {
      last = bits_.take(1) == 1;
      switch (bits_.take(2)) {
        case 0:
          stored();
          break;
        case 1:
          fixed();
          break;
        case 2:
          dynamic();
          break;
        default:
          throw Broken();
      }
    }
    return bits_.used();
  }

 private:
  void put(char byte) {
    result_ += byte;
    if (result_.size() > most_) throw Broken();
  }

  void stored() {
    bits_.drop_rest_of_byte();
    const unsigned length = bits_.take(16), complement = bits_.take(16);
    if ((length ^ complement) != 0xFFFF) throw Broken();
    for (unsigned i = 0; i < length; ++i) put(static_cast<char>(bits_.take(8)));
  }

  void fixed() {
    std::array<unsigned char, 288> lengths{};
    const std::array<unsigned char, 32> distances = [] {
      std::array<unsigned char, 32> five{};
      five.fill(5);
      return five;
    }();
    for (unsigned symbol = 0; symbol < lengths.size(); ++symbol)
      lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
    block(Code(lengths), Code(distances));
  }

  void dynamic() {
    const unsigned lengths = bits_.take(5) + 257, distances = bits_.take(5) + 1, codes = bits_.take(4) + 4;
    if (lengths > kMostLengths || distances > kMostDistances) throw Broken();
    constexpr std::array<unsigned char, 19> kOrder = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    std::array<unsigned char, 19> of_codes{};
    for (unsigned i = 0; i < codes; ++i) of_codes[kOrder[i]] = static_cast<unsigned char>(bits_.take(3));
    const Code code(of_codes);
    if (!code.complete()) throw Broken();
    std::vector<unsigned char> all;
    while (all.size() < lengths + distances) {
      const unsigned symbol = code.take(bits_);
      if (symbol < 16) {
        all.push_back(static_cast<unsigned char>(symbol));
        continue;
      }
      if (symbol == 16 && all.empty()) throw Broken();
      const unsigned char repeated = symbol == 16 ? all.back() : 0;
      const unsigned times = symbol == 16 ? 3 + bits_.take(2) : symbol == 17 ? 3 + bits_.take(3) : 11 + bits_.take(7);
      all.insert(all.end(), times, repeated);
    }
    if (all.size() != lengths + distances || all[kEndOfBlock] == 0) throw Broken();
    const Code of_lengths(std::span(all).first(lengths)), of_distances(std::span(all).last(distances));
    if (!of_lengths.usable() || !of_distances.usable()) throw Broken();
    block(of_lengths, of_distances);
  }

  void block(const Code& of_lengths, const Code& of_distances) {
    constexpr std::array<unsigned short, 29> kLength = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                        31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    constexpr std::array<unsigned char, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                           2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    constexpr std::array<unsigned short, 30> kDistance = {
        1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
        193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
    while (true) {
      const unsigned symbol = of_lengths.take(bits_);
      if (symbol == kEndOfBlock) return;
      if (symbol < kEndOfBlock) {
        put(static_cast<char>(symbol));
        continue;
      }
      const unsigned which = symbol - kFirstLength;
      if (which >= kLength.size()) throw Broken();
      const unsigned length = kLength[which] + bits_.take(kLengthBits[which]);
      const unsigned far = of_distances.take(bits_);
      if (far >= kDistance.size()) throw Broken();
      const std::size_t distance = kDistance[far] + bits_.take(far < 4 ? 0 : far / 2 - 1);
      if (distance > result_.size() - begin_) throw Broken();
      for (unsigned i = 0; i < length; ++i) put(result_[result_.size() - distance]);
    }
  }

  Bits bits_;
  std::string& result_;
  std::size_t begin_, most_;
};

}  // namespace

std::size_t inflate(std::string_view bytes, std::string& result, std::size_t most) {
  try {
    return Inflater(bytes, result, most).run();
  } catch (const Broken&) {
    return 0;
  }
}

std::uint32_t crc32(std::string_view bytes) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> entries{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? value >> 1 ^ 0xEDB88320U : value >> 1;
      entries[i] = value;
    }
    return entries;
  }();
  std::uint32_t value = 0xFFFFFFFFU;
  for (const char c : bytes) value = table[(value ^ static_cast<unsigned char>(c)) & 0xFFU] ^ value >> 8;
  return ~value;
}

}  // namespace ftcert::page
