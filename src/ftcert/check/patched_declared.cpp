#include "ftcert/check/patched_declared.hpp"

namespace ftcert::patched {

namespace {

Dimension dimension(std::string_view message) {
  Dimension result;
  std::size_t said = 0;
  for (Message m(message); m.next();) {
    if (m.field.number > 2) continue;
    ++said;
    if (m.field.number == 1 && m.field.type == 0) result.value = m.field.integer;
    if (m.field.is(2)) result.symbol = m.field.value;
  }
  expect(said <= 1, "an extent is declared twice");
  return result;
}

}  // namespace

Declared declared(std::string_view value_info) {
  const std::string_view type = only(value_info, 2, "type of an input or output");
  // 6 is a word about the type; all others are the types that are no tensors.
  for (Message m(type); m.next();) expect(m.field.is(1) || m.field.is(6), "expected a tensor, found another type");
  Declared result;
  std::size_t types = 0;
  for (Message m(only(type, 1, "type of a tensor")); m.next();) {
    if (m.field.number == 1) result.type = m.field.type == 0 ? m.field.integer : 0, ++types;
    if (!m.field.is(2)) continue;
    expect(!result.dims, "a shape is declared twice");
    result.dims.emplace();
    for (Message shape(m.field.value); shape.next();) {
      if (shape.field.is(1)) result.dims->push_back(dimension(shape.field.value));
    }
  }
  expect(types == 1, "expected one type of elements");
  return result;
}

std::string declaration(std::string_view name, FloatFormat format, const Extents& extents, const Dimension& samples) {
  Writer shape;
  for (std::size_t axis = 0; axis < extents.dims.size(); ++axis) {
    const Dimension dim = extents.samples == axis ? samples : Dimension{extents.dims[axis], {}};
    Writer message;
    if (dim.value) message.put(1, *dim.value);
    if (!dim.symbol.empty()) message.put(2, dim.symbol);
    shape.put(1, message.bytes);
  }
  const std::string tensor = Writer().put(1, element_type(format)).put(2, shape.bytes).bytes;
  return Writer().put(1, name).put(2, Writer().put(1, tensor).bytes).bytes;
}

Extents sample_extents(const Declared& input) {
  expect(input.dims.has_value(), "the input is declared without a shape");
  Extents result;
  for (const Dimension& dim : *input.dims) {
    expect(dim.value || !result.samples, "the input has two extents that are no numbers");
    expect(!dim.value || (*dim.value > 0 && *dim.value >> 63 == 0), "an extent of the input is not positive");
    if (!dim.value) result.samples = result.dims.size();
    result.dims.push_back(dim.value.value_or(1));
  }
  std::vector<std::uint64_t>& dims = result.dims;
  bool others = false;
  for (std::size_t axis = 1; axis < dims.size(); ++axis) others = others || dims[axis] > 1;
  if (!result.samples && others && dims[0] > 1) result.samples = 0, dims[0] = 1;
  return result;
}

bool agrees(const Declared& declared, const Extents& extents, const Dimension& samples) {
  if (!declared.dims) return true;
  if (declared.dims->size() != extents.dims.size()) return false;
  std::vector<std::size_t> named;
  for (std::size_t axis = 0; axis < extents.dims.size(); ++axis) {
    const auto& value = (*declared.dims)[axis].value;
    if (extents.samples != axis && value && *value != extents.dims[axis]) return false;
    if (!samples.symbol.empty() && (*declared.dims)[axis].symbol == samples.symbol) named.push_back(axis);
  }
  return named.size() != 1 || extents.samples == named[0];
}

std::uint64_t count(const std::vector<std::uint64_t>& dims, std::uint64_t most) {
  std::uint64_t product = 1;
  for (const std::uint64_t dim : dims) {
    if (dim == 0 || product > most / dim) return 0;
    product *= dim;
  }
  return product;
}

}  // namespace ftcert::patched
