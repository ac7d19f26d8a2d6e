// What a model declares a tensor to be.
//
// Purpose: g must begin where samples are rows of numbers, and end in the type and the shape of f's tensor. Extents are those of the importer: the one
// that is not a number, or else the first of several with more than one number behind it, counts the samples.
//
//   const Declared input = declared(value_info);
//   sample_extents(input).samples;   // 0 for [N, 1, 8, 8]: the first axis
#pragma once

#include <optional>

#include "ftcert/check/patched_wire.hpp"
#include "ftcert/core/float_format.hpp"

namespace ftcert::patched {

struct Dimension {
  std::optional<std::uint64_t> value;
  std::string_view symbol;
};

struct Declared {
  std::uint64_t type = 0;
  std::optional<std::vector<Dimension>> dims;
};

// Of one sample: dims[*samples] is 1.
struct Extents {
  std::vector<std::uint64_t> dims;
  std::optional<std::size_t> samples;
};

// 1 and 11: float and double.
inline std::uint64_t element_type(FloatFormat format) { return format == FloatFormat::kBinary32 ? 1 : 11; }

// Of a ValueInfoProto. Refused: what is no tensor, and what two readers could take differently.
Declared declared(std::string_view value_info);
// As a ValueInfoProto; `samples` is the extent that counts them.
std::string declaration(std::string_view name, FloatFormat format, const Extents& extents, const Dimension& samples);

// Refused: no shape; extents that are 0; two that are not numbers.
Extents sample_extents(const Declared& input);
// Whether the declaration says the same wherever it has a number, and counts the samples where it has their symbol, if one axis alone has it.
bool agrees(const Declared& declared, const Extents& extents, const Dimension& samples);
// Numbers of one sample, as far as that is at most `most`; 0: more, or none.
std::uint64_t count(const std::vector<std::uint64_t>& dims, std::uint64_t most);

}  // namespace ftcert::patched
