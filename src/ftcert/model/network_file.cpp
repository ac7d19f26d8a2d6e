#include "ftcert/model/network_file.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/data/csv.hpp"
#include "ftcert/model/file_number.hpp"
#include "ftcert/model/nnet.hpp"
#include "ftcert/model/onnx.hpp"

namespace ftcert {

namespace {

constexpr std::string_view kHeader = "layer,bias,weights";

Network read_csv_network(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work) {
  WorkMeter work(most_work);
  CsvReader reader(name, bytes);
  reader.next();  // the header
  std::vector<AffineMap> maps;
  std::size_t header_cells = reader.cells().size();
  if (header_cells != 3) throw Error(Code::kSyntax, {name, reader.line()}, "expected the header 'layer,bias,weights'");
  while (reader.next()) {
    const auto& cells = reader.cells();
    const Place place{name, reader.line()};
    const std::string here = std::to_string(maps.size()), next = std::to_string(maps.size() + 1);
    if (cells[0].text == next) {
      if (cells.size() < 2) throw Error(Code::kRowLength, place, "expected layer,bias,weights.., found 1 cell");
      maps.emplace_back(0, cells.size() - 2);
    } else if (maps.empty() || cells[0].text != here) {
      throw Error(
          Code::kSyntax, place,
          "layer: expected " + (maps.empty() ? next : here + " or " + next) + ", found " + shown(cells[0].text));
    }
    AffineMap& map = maps.back();
    if (cells.size() != map.columns + 2) {
      throw Error(Code::kRowLength, place,
                  "expected " + std::to_string(map.columns) + " weights as in the row before, found " +
                      std::to_string(cells.size() < 2 ? 0 : cells.size() - 2));
    }
    map.bias.push_back(file_number(cells[1].text, {name, cells[1].line}, work));
    for (std::size_t c = 2; c < cells.size(); ++c)
      map.weights.push_back(file_number(cells[c].text, {name, cells[c].line}, work));
    ++map.rows;
  }
  if (maps.empty()) throw Error(Code::kTruncated, {name, reader.line()}, "expected rows behind the header, found none");
  const std::size_t inputs = maps[0].columns;
  try {
    return Network(inputs, std::move(maps));
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace

Network read_network_file(const std::string& name, const std::string& bytes, const std::optional<Integer>& most_work) {
  if (bytes.starts_with(kHeader)) return read_csv_network(name, bytes, most_work);
  if (looks_like_nnet(bytes)) return read_nnet(name, bytes, most_work);
  const std::string first = bytes.substr(0, bytes.find_first_of("\r\n"));
  const bool text = std::ranges::all_of(first, [](unsigned char byte) { return byte >= ' '; });
  if (text && first.find(',') != std::string::npos)  // a table with another header
    throw Error(Code::kSyntax, {name, 1}, "expected the header 'layer,bias,weights', found " + shown(first));
  return read_onnx(name, bytes, most_work);
}

}  // namespace ftcert
