#include "ftcert/check/patched_wire.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert::patched {

namespace {

void put_varint(std::string& out, std::uint64_t value) {
  for (; value > 127; value >>= 7) out.push_back(static_cast<char>((value & 127U) | 128U));
  out.push_back(static_cast<char>(value));
}

constexpr unsigned kMostBytes = 10, kKeyBytes = 5;  // of any number; of a key or a length

// The messages in which names and tensors stand, and which of their fields hold them. kValue: a tensor in an attribute, whose name nobody refers to.
enum Kind { kModel, kFunction, kGraph, kNode, kAttribute, kTensor, kSparse, kValue, kSparseValue, kNamed, kName };
struct Member {
  Kind of;
  std::uint64_t number;
  Kind kind;
};
constexpr Member kMembers[] = {{kModel, 7, kGraph},
                               {kModel, 25, kFunction},
                               {kFunction, 7, kNode},
                               {kFunction, 11, kAttribute},
                               {kGraph, 1, kNode},
                               {kGraph, 5, kTensor},
                               {kGraph, 11, kNamed},
                               {kGraph, 12, kNamed},
                               {kGraph, 13, kNamed},
                               {kGraph, 14, kNamed},
                               {kGraph, 15, kSparse},
                               {kNode, 1, kName},
                               {kNode, 2, kName},
                               {kNode, 3, kName},
                               {kNode, 5, kAttribute},
                               {kAttribute, 5, kValue},
                               {kAttribute, 6, kGraph},
                               {kAttribute, 10, kValue},
                               {kAttribute, 11, kGraph},
                               {kAttribute, 22, kSparseValue},
                               {kAttribute, 23, kSparseValue},
                               {kTensor, 8, kName},
                               {kSparse, 1, kTensor},
                               {kSparse, 2, kTensor},
                               {kSparseValue, 1, kValue},
                               {kSparseValue, 2, kValue},
                               {kNamed, 1, kName}};

void visit_names(const Field& field, Kind of, int depth, const VisitName& visit) {
  if (depth > kDeepest) refuse("graphs inside nodes are nested deeper than " + std::to_string(kDeepest));
  if (of == kTensor || of == kValue) {
    const bool here = field.number != 13 && (field.number != 14 || (field.type == 0 && field.integer == 0));
    expect(here, "expected the numbers of all tensors in the file, found a tensor with data in another file");
  }
  for (const Member& member : kMembers) {
    if (member.of != of || !field.is(member.number)) continue;
    if (member.kind == kName) return visit(field.value, depth > 0);
    const int deeper = depth + (member.kind == kGraph ? 1 : 0);
    for (Message m(field.value); m.next();) visit_names(m.field, member.kind, deeper, visit);
  }
}

}  // namespace

void refuse(const std::string& text) { throw Error(Code::kPatched, text); }

std::uint64_t Message::varint(unsigned most) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 7 * most; shift += 7) {
    expect(!rest_.empty(), "no ONNX model: a number is cut short");
    const auto byte = static_cast<unsigned char>(rest_[0]);
    rest_.remove_prefix(1);
    value |= shift < 64 ? static_cast<std::uint64_t>(byte & 127U) << shift : 0;
    if (byte < 128) return value;
  }
  refuse("no ONNX model: a number of more than " + std::to_string(most) + " bytes");
}

bool Message::next() {
  if (rest_.empty()) return false;
  const std::string_view begin = rest_;
  const std::uint64_t key = varint(kKeyBytes);
  expect(key >> 32 == 0, "no ONNX model: a field with a number of 2^29 or more");
  field = {key >> 3, static_cast<unsigned>(key & 7), 0, {}, {}};
  expect(field.number != 0 && (field.type <= 2 || field.type == 5), "no ONNX model: a field of unknown type");
  std::uint64_t size = field.type == 1 ? 8 : field.type == 5 ? 4 : 0;
  if (field.type == 0) field.integer = varint(kMostBytes);
  if (field.type == 2) size = varint(kKeyBytes);
  expect(size >> 31 == 0, "no ONNX model: a field of 2^31 bytes or more");
  expect(size <= rest_.size(), "no ONNX model: a field is cut short");
  if (field.type == 2) field.value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  field.all = begin.substr(0, begin.size() - rest_.size());
  return true;
}

std::vector<Field> fields(std::string_view message) {
  std::vector<Field> result;
  for (Message m(message); m.next();) result.push_back(m.field);
  return result;
}

std::vector<std::string_view> texts(std::string_view message, std::uint64_t number) {
  std::vector<std::string_view> result;
  for (Message m(message); m.next();) {
    if (m.field.is(number)) result.push_back(m.field.value);
  }
  return result;
}

std::string_view text(std::string_view message, std::uint64_t number) {
  const std::vector<std::string_view> found = texts(message, number);
  return found.empty() ? std::string_view() : found.back();
}

std::string_view only(std::string_view message, std::uint64_t number, const char* what) {
  const std::vector<std::string_view> found = texts(message, number);
  if (found.size() != 1) refuse(std::string("expected one ") + what + ", found " + std::to_string(found.size()));
  return found[0];
}

Writer& Writer::put(std::uint64_t number, std::uint64_t value) {
  put_varint(bytes, number << 3);
  put_varint(bytes, value);
  return *this;
}

Writer& Writer::put(std::uint64_t number, std::string_view value) {
  put_varint(bytes, number << 3 | 2);
  put_varint(bytes, value.size());
  bytes += value;
  return *this;
}

std::string renamed(std::string_view message, std::uint64_t number, std::string_view from, std::string_view to) {
  Writer result;
  for (Message m(message); m.next();) {
    if (m.field.is(number) && m.field.value == from) {
      result.put(number, to);
    } else {
      result.bytes += m.field.all;
    }
  }
  return std::move(result.bytes);
}

void for_each_name(const Field& of_graph, const VisitName& visit) { visit_names(of_graph, kGraph, 0, visit); }

void expect_all_data(std::string_view model) {
  for (Message m(model); m.next();) visit_names(m.field, kModel, -1, [](std::string_view, bool) {});
}

}  // namespace ftcert::patched
