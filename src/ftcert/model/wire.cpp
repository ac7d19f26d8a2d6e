#include "ftcert/model/wire.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert::model::wire {

namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw Error(Code::kModelParse, "expected a Protocol Buffers message, found " + what);
}

constexpr unsigned kMostBytes = 10, kKeyBytes = 5;  // of any number; of a key or a length

std::uint64_t varint(std::string_view message, std::size_t& at, unsigned most) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 7 * most; shift += 7) {
    if (at == message.size()) damaged("a number that is cut short");
    const auto byte = static_cast<unsigned char>(message[at++]);
    value |= shift < 64 ? static_cast<std::uint64_t>(byte & 127U) << shift : 0;
    if (byte < 128) return value;
  }
  damaged("a number of more than " + std::to_string(most) + " bytes");
}

void put_varint(std::string& out, std::uint64_t value) {
  for (; value > 127; value >>= 7) out.push_back(static_cast<char>((value & 127U) | 128U));
  out.push_back(static_cast<char>(value));
}

}  // namespace

std::vector<Field> fields(std::string_view message) {
  std::vector<Field> result;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t begin = at;
    const std::uint64_t key = varint(message, at, kKeyBytes);
    // Some readers take the number of a field modulo 2^29.
    if (key >> 3 == 0 || key >> 32 != 0) damaged("the field number " + std::to_string(key >> 3));
    Field field{key >> 3, static_cast<int>(key & 7), {}, {}};
    std::size_t size = 0;
    switch (field.type) {
      case 0:
        varint(message, at, kMostBytes);
        break;
      case 1:
        size = 8;
        break;
      case 2: {
        const std::uint64_t length = varint(message, at, kKeyBytes);
        if (length >> 31 != 0) damaged("a field of 2^31 bytes or more");
        if (length > message.size() - at) damaged("a field that is cut short");
        size = static_cast<std::size_t>(length);
        break;
      }
      case 5:
        size = 4;
        break;
      default:
        damaged("wire type " + std::to_string(field.type));
    }
    if (size > message.size() - at) damaged("a field that is cut short");
    if (field.type == 2) field.value = message.substr(at, size);
    at += size;
    field.all = message.substr(begin, at - begin);
    result.push_back(field);
  }
  return result;
}

std::vector<std::string_view> values(std::string_view message, std::uint64_t number) {
  std::vector<std::string_view> result;
  for (const Field& field : fields(message)) {
    if (field.is(number)) result.push_back(field.value);
  }
  return result;
}

void put_integer(std::string& out, std::uint64_t number, std::uint64_t value) {
  put_varint(out, number << 3);
  put_varint(out, value);
}

void put_bytes(std::string& out, std::uint64_t number, std::string_view value) {
  put_varint(out, number << 3 | 2);
  put_varint(out, value.size());
  out += value;
}

std::string renamed(std::string_view message, std::uint64_t number, std::string_view from, std::string_view to) {
  std::string result;
  for (const Field& field : fields(message)) {
    if (field.is(number) && field.value == from) {
      put_bytes(result, number, to);
    } else {
      result += field.all;
    }
  }
  return result;
}

}  // namespace ftcert::model::wire
