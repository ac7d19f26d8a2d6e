// Protocol Buffers messages as bytes: as much as a patched model needs.
//
// Purpose: f's part of a patched file is compared as bytes, field by field, and g's part with the bytes that it must be, so that fields which no
// reader here knows are compared like all others. Invariants: linear in the bytes; nothing is read that a message does not hold; numbers of more than
// ten bytes, lengths beyond the end, groups and graphs nested deeper than kDeepest are refused (E221). So is what readers take differently, as the
// field number modulo 2^29 or as an error: keys and lengths of more than five bytes, field numbers of 0 or of 2^29 and more, lengths of 2^31 and more.
//
//   for (Message m(bytes); m.next();) out += m.field.all;   // the same message
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ftcert::patched {

inline constexpr int kDeepest = 100;

// E221; the place is that of the certificate, which is not known here.
[[noreturn]] void refuse(const std::string& text);
inline void expect(bool holds, const char* text) {
  if (!holds) refuse(text);
}

struct Field {
  std::uint64_t number = 0;
  unsigned type = 0;          // 0 an integer, 1 eight bytes, 2 bytes with a length, 5 four bytes
  std::uint64_t integer = 0;  // of type 0
  std::string_view value;     // of type 2: the bytes behind the length
  std::string_view all;       // the field with its key

  // Whether this is a message, or text, with that number.
  bool is(std::uint64_t wanted) const { return type == 2 && number == wanted; }
};

// The fields of a message, one after another.
class Message {
 public:
  explicit Message(std::string_view bytes) : rest_(bytes) {}
  // False at the end.
  bool next();
  Field field;

 private:
  std::uint64_t varint(unsigned most);
  std::string_view rest_;
};

std::vector<Field> fields(std::string_view message);
// The texts, or the messages, with a number.
std::vector<std::string_view> texts(std::string_view message, std::uint64_t number);
// The last one, which is what a reader of Protocol Buffers takes; empty: none.
std::string_view text(std::string_view message, std::uint64_t number);
// The only one, as a refusal names it: none, or several, which a reader would merge, are refused.
std::string_view only(std::string_view message, std::uint64_t number, const char* what);

// A message in the making; numbers are as short as possible.
struct Writer {
  Writer& put(std::uint64_t number, std::uint64_t value);
  Writer& put(std::uint64_t number, std::string_view value);
  std::string bytes;
};
// The message with the text `from` in fields of this number replaced by `to`; all else as it is.
std::string renamed(std::string_view message, std::uint64_t number, std::string_view from, std::string_view to);

// All names of nodes and tensors in a field of a graph; `inside`: in a graph inside a node.
using VisitName = std::function<void(std::string_view name, bool inside)>;
void for_each_name(const Field& of_graph, const VisitName& visit);
// Refused: a tensor with data in another file, wherever in the model it stands; what the other file holds is compared by nobody.
void expect_all_data(std::string_view model);

}  // namespace ftcert::patched
