#include "ftcert/check/patched_wire.hpp"

#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert::patched {

namespace {

void put_varint(std::string& out, std::uint64_t value) {
  for (; value > 127; value >>= 7) out.push_back(static_cast<char>((value & 127U) | 128U));
  out.push_back(static_cast<char>(value));
}

// The messages in which names stand, and which of their fields hold them.
enum class Kind { kGraph, kNode, kAttribute, kTensor, kSparse, kNamed, kName };
struct Member {
  Kind of;
  std::uint64_t number;
  Kind kind;
};
constexpr Member kMembers[] = {
    {Kind::kGraph, 1, Kind::kNode},       {Kind::kGraph, 5, Kind::kTensor},   {Kind::kGraph, 11, Kind::kNamed},
    {Kind::kGraph, 12, Kind::kNamed},     {Kind::kGraph, 13, Kind::kNamed},   {Kind::kGraph, 14, Kind::kNamed},
    {Kind::kGraph, 15, Kind::kSparse},    {Kind::kNode, 1, Kind::kName},      {Kind::kNode, 2, Kind::kName},
    {Kind::kNode, 3, Kind::kName},        {Kind::kNode, 5, Kind::kAttribute}, {Kind::kAttribute, 6, Kind::kGraph},
    {Kind::kAttribute, 11, Kind::kGraph}, {Kind::kTensor, 8, Kind::kName},    {Kind::kSparse, 1, Kind::kTensor},
    {Kind::kSparse, 2, Kind::kTensor},    {Kind::kNamed, 1, Kind::kName}};

void visit_names(const Field& field, Kind of, int depth, const VisitName& visit) {
  if (depth > kDeepest) refuse("graphs inside nodes are nested deeper than " + std::to_string(kDeepest));
  for (const Member& member : kMembers) {
    if (member.of != of || !field.is(member.number)) continue;
    if (member.kind == Kind::kName) return visit(field.value, depth > 0);
    const int deeper = depth + (member.kind == Kind::kGraph ? 1 : 0);
    for (Message m(field.value); m.next();) visit_names(m.field, member.kind, deeper, visit);
  }
}

}  // namespace

void refuse(const std::string& text) { throw Error(Code::kPatched, text); }

std::uint64_t Message::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    expect(!rest_.empty(), "no ONNX model: a number is cut short");
    const auto byte = static_cast<unsigned char>(rest_[0]);
    rest_.remove_prefix(1);
    value |= shift < 64 ? static_cast<std::uint64_t>(byte & 127U) << shift : 0;
    if (byte < 128) return value;
  }
  refuse("no ONNX model: a number of more than 10 bytes");
}

bool Message::next() {
  if (rest_.empty()) return false;
  const std::string_view begin = rest_;
  const std::uint64_t key = varint();
  field = {key >> 3, static_cast<unsigned>(key & 7), 0, {}, {}};
  expect(field.number != 0 && (field.type <= 2 || field.type == 5), "no ONNX model: a field of unknown type");
  std::uint64_t size = field.type == 1 ? 8 : field.type == 5 ? 4 : 0;
  if (field.type == 0) field.integer = varint();
  if (field.type == 2) size = varint();
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

void for_each_name(const Field& of_graph, const VisitName& visit) { visit_names(of_graph, Kind::kGraph, 0, visit); }

}  // namespace ftcert::patched
