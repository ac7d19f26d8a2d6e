// Protocol Buffers messages as bytes, so that what is not changed stays as it is.
//
// Purpose: a model is patched by copying the bytes of its fields, also those that no reader here knows; parsing and serialising again would not
// promise them. A message is a list of fields, each with its number, its wire type and its bytes.
//
//   for (const wire::Field& field : wire::fields(graph)) out += field.all;   // the same graph
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ftcert::model::wire {

struct Field {
  std::uint64_t number = 0;
  int type = 0;            // 0 an integer, 1 eight bytes, 2 bytes with a length, 5 four bytes
  std::string_view all;    // the field with its key
  std::string_view value;  // of type 2: the bytes behind the length

  // Whether this is a message, or text, with that number.
  bool is(std::uint64_t wanted) const { return type == 2 && number == wanted; }
};

// The fields of a message, in order; views of `message`. Errors: kModelParse for bytes that are no message, and for groups, which ONNX does not have.
std::vector<Field> fields(std::string_view message);
// The values of the fields of type 2 with a number, in order.
std::vector<std::string_view> values(std::string_view message, std::uint64_t number);

void put_integer(std::string& out, std::uint64_t number, std::uint64_t value);
void put_bytes(std::string& out, std::uint64_t number, std::string_view value);

// The message with the text `from` in fields of this number replaced by `to`; all else as it is.
std::string renamed(std::string_view message, std::uint64_t number, std::string_view from, std::string_view to);

}  // namespace ftcert::model::wire
