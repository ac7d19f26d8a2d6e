#include "ftcert/api/convert.hpp"

#include <bit>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/data/data_number.hpp"

namespace ftcert {

namespace {

// A number of a table, with its place in messages.
Rational entry(const Number& number, const std::string& where) {
  try {
    return to_rational(number);
  } catch (const Error& error) {
    throw Error(error.code(), where + ": " + error.text());
  }
}

[[noreturn]] void wrong_shape(const std::string& where, std::size_t expected, std::size_t found) {
  throw Error(Code::kShapeMismatch,
              where + ": expected " + std::to_string(expected) + " entries, found " + std::to_string(found));
}

PointMatrix to_matrix(const std::vector<std::vector<Number>>& rows, std::size_t count, const std::string& what) {
  if (rows.size() != count) wrong_shape(what, count, rows.size());
  PointMatrix result(count, rows.empty() ? 0 : rows[0].size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::string where = what + ", sample " + std::to_string(i + 1);
    if (rows[i].size() != result.dimension) wrong_shape(where, result.dimension, rows[i].size());
    for (std::size_t c = 0; c < result.dimension; ++c) result.row(i)[c] = entry(rows[i][c], where);
  }
  return result;
}

}  // namespace

Rational to_rational(const Number& number) {
  if (const auto* integer = std::get_if<std::int64_t>(&number.value())) return *integer;
  if (const auto* text = std::get_if<std::string>(&number.value())) return read_data_number(*text);
  const auto value = from_bits(kBinary64, std::bit_cast<std::uint64_t>(std::get<double>(number.value())));
  if (!value) throw Error(Code::kNotFinite, "expected a number, found an infinity or NaN");
  return *value;
}

Samples to_samples(const SampleTable& table) {
  const std::size_t count = table.points.size();
  Samples samples;
  samples.points = to_matrix(table.points, count, "points");
  if (table.labels.size() != count) wrong_shape("labels", count, table.labels.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::string where = "labels, sample " + std::to_string(i + 1);
    if (table.labels[i].size() != table.labels[0].size())
      wrong_shape(where, table.labels[0].size(), table.labels[i].size());
    for (const std::optional<Number>& label : table.labels[i]) {
      samples.labels.push_back(label ? std::optional(entry(*label, where)) : std::nullopt);
    }
  }
  if (table.frozen_values) samples.frozen = to_matrix(*table.frozen_values, count, "frozen_values");
  return samples;
}

Network to_network(const LayerList& layers, const char* name) {
  if (layers.empty()) throw Error(Code::kShapeMismatch, std::string(name) + ": expected at least one layer");
  std::vector<AffineMap> maps;
  std::size_t inputs = 0;
  for (const AffineLayer& layer : layers) {
    const std::string where = std::string(name) + ", layer " + std::to_string(maps.size() + 1);
    const std::size_t rows = layer.weights.size();
    // A layer without neurons says nothing of its columns; the one before does.
    const std::size_t columns = rows > 0 ? layer.weights[0].size() : maps.empty() ? 0 : maps.back().rows;
    if (layer.bias.size() != rows) wrong_shape(where + ", bias", rows, layer.bias.size());
    AffineMap map(rows, columns);
    for (std::size_t r = 0; r < rows; ++r) {
      if (layer.weights[r].size() != columns) wrong_shape(where + ", weights", columns, layer.weights[r].size());
      for (std::size_t c = 0; c < columns; ++c) map.weight(r, c) = entry(layer.weights[r][c], where);
      map.bias[r] = entry(layer.bias[r], where);
    }
    if (maps.empty()) inputs = columns;
    maps.push_back(std::move(map));
  }
  return Network(inputs, std::move(maps));
}

std::vector<Certified::Layer> to_text(const Network& network) {
  std::vector<Certified::Layer> result;
  for (const AffineMap& map : network.layers()) {
    Certified::Layer& layer = result.emplace_back();
    for (std::size_t r = 0; r < map.rows; ++r) {
      std::vector<std::string>& row = layer.weights.emplace_back();
      for (const Rational& weight : map.row(r)) row.push_back(weight.text());
      layer.bias.push_back(map.bias[r].text());
    }
  }
  return result;
}

}  // namespace ftcert
