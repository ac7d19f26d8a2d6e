#include "ftcert/model/nnet.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/model/file_number.hpp"
#include "ftcert/model/tensor.hpp"

namespace ftcert {

namespace {

constexpr std::string_view kComment = "//";
// The layer of the limits has 2 n^2 weights for n inputs.
constexpr std::size_t kBytesAtLeast = std::size_t{1} << 29;
constexpr std::size_t kBytesPerFileByte = 256;

// Lines without their ends, cells without the blanks around them.
class Lines {
 public:
  Lines(const std::string& name, std::string_view bytes) : name_(name), bytes_(bytes) {}

  // What the row must be, for errors; nothing is left behind the last row.
  std::vector<std::string_view> row(const std::string& what) {
    std::string_view line;
    do {
      if (!next(line)) throw Error(Code::kTruncated, place(), "expected " + what + ", found the end of the file");
    } while (number_ == comments_ + 1 && line.starts_with(kComment) && ++comments_ != 0);
    std::vector<std::string_view> cells;
    for (std::size_t from = 0, to = 0; to != std::string_view::npos; from = to + 1) {
      to = line.find(',', from);
      cells.push_back(trimmed(line.substr(from, to - from)));
    }
    if (cells.back().empty()) cells.pop_back();
    return cells;
  }

  std::vector<std::string_view> row(std::size_t count, const std::string& what) {
    std::vector<std::string_view> cells = row(what);
    if (cells.size() != count) {
      throw Error(
          Code::kRowLength, place(),
          "expected " + what + ", " + std::to_string(count) + " numbers, found " + std::to_string(cells.size()));
    }
    return cells;
  }

  void expect_end() {
    std::string_view line;
    while (next(line)) {
      if (!trimmed(line).empty()) {
        throw Error(Code::kTrailing, place(), "expected nothing behind the last bias, found " + shown(line));
      }
    }
  }

  Place place() const { return {name_, number_}; }

 private:
  bool next(std::string_view& line) {
    if (at_ >= bytes_.size()) return false;
    const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
    line = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    ++number_;
    return true;
  }

  static std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r";
    const std::size_t from = text.find_first_not_of(kBlanks);
    return from == std::string_view::npos ? std::string_view{}
                                          : text.substr(from, text.find_last_not_of(kBlanks) + 1 - from);
  }

  const std::string& name_;
  std::string_view bytes_;
  std::size_t at_ = 0, number_ = 0, comments_ = 0;
};

// How inputs and outputs are measured; of outputs, the last mean and range.
struct Scales {
  std::vector<Rational> least, greatest, mean, range;
};

class NnetReader {
 public:
  NnetReader(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work)
      : lines_(name, bytes), budget_(kBytesAtLeast + kBytesPerFileByte * bytes.size(), most_work), work_(most_work) {}

  Network read() {
    read_sizes();
    read_scales();
    std::vector<AffineMap> maps;
    charge_limits();
    for (std::size_t s = 1; s < sizes_.size(); ++s) maps.push_back(read_layer(s));
    lines_.expect_end();
    measure(maps.front());
    for (Rational& weight : maps.back().weights) weight *= scales_.range.back();
    for (Rational& bias : maps.back().bias) bias = bias * scales_.range.back() + scales_.mean.back();
    maps.insert(maps.begin(), limits());
    return Network(sizes_.front(), std::move(maps));
  }

 private:
  std::size_t count(std::string_view cell, const std::string& what) {
    try {
      if (const std::uint64_t found = read_count(cell); found > 0) return found;
    } catch (const Error&) {
      // said below
    }
    throw Error(Code::kSyntax, lines_.place(), "expected " + what + ", a number from 1 on, found " + shown(cell));
  }

  std::vector<std::size_t> counts(std::size_t many, const std::string& what) {
    std::vector<std::size_t> result;
    for (const std::string_view cell : lines_.row(many, what)) result.push_back(count(cell, what));
    return result;
  }

  std::vector<Rational> numbers(std::size_t many, const std::string& what) {
    std::vector<Rational> result;
    for (const std::string_view cell : lines_.row(many, what)) {
      result.push_back(file_number(cell, lines_.place(), work_));
      budget_.charge(result.back());
    }
    return result;
  }

  void read_sizes() {
    const auto head = counts(4, "layers, inputs, outputs, and the largest layer");
    if (head[0] >= kBytesAtLeast) throw Error(Code::kSyntax, lines_.place(), "too many layers");
    sizes_ = counts(head[0] + 1, "the sizes of " + std::to_string(head[0]) + " layers behind that of the inputs");
    if (sizes_.front() != head[1] || sizes_.back() != head[2]) {
      throw Error(Code::kSyntax, lines_.place(),
                  "expected sizes from " + std::to_string(head[1]) + " inputs to " + std::to_string(head[2]) +
                      " outputs, found " + std::to_string(sizes_.front()) + " and " + std::to_string(sizes_.back()));
    }
  }

  void read_scales() {
    const std::size_t inputs = sizes_.front();
    lines_.row("the line that is not used");
    scales_.least = numbers(inputs, "the lower limits of the inputs");
    scales_.greatest = numbers(inputs, "the upper limits of the inputs");
    for (std::size_t i = 0; i < inputs; ++i) {
      if (scales_.greatest[i] < scales_.least[i]) {
        throw Error(
            Code::kSyntax, lines_.place(),
            "expected upper limits that are at least the lower ones, found less for input " + std::to_string(i));
      }
    }
    scales_.mean = numbers(inputs + 1, "the means of the inputs and that of the outputs");
    scales_.range = numbers(inputs + 1, "the ranges of the inputs and that of the outputs");
    for (std::size_t i = 0; i < inputs; ++i) {
      if (scales_.range[i] == 0) {
        throw Error(Code::kSyntax, lines_.place(),
                    "expected a range that is not 0, found 0 for input " + std::to_string(i));
      }
    }
  }

  AffineMap read_layer(std::size_t s) {
    const std::size_t rows = sizes_[s], columns = sizes_[s - 1];
    const std::string of = " of layer " + std::to_string(s);
    std::vector<Rational> weights, bias;
    for (std::size_t r = 0; r < rows; ++r) {
      auto row = numbers(columns, "row " + std::to_string(r + 1) + " of the weights" + of);
      weights.insert(weights.end(), std::make_move_iterator(row.begin()), std::make_move_iterator(row.end()));
    }
    for (std::size_t r = 0; r < rows; ++r) bias.push_back(numbers(1, "bias " + std::to_string(r + 1) + of).front());
    return AffineMap(rows, columns, std::move(weights), std::move(bias));
  }

  void charge_limits() {
    const std::size_t inputs = sizes_.front();
    for (std::size_t i = 0; i < 2 * inputs; ++i) budget_.charge(inputs, sizeof(Rational));
    for (std::size_t r = 0; r < sizes_[1]; ++r) budget_.charge(inputs, sizeof(Rational));
  }

  // relu(v - m) of every input, then relu(v - M).
  AffineMap limits() const {
    const std::size_t inputs = sizes_.front();
    AffineMap map(2 * inputs, inputs);
    for (std::size_t i = 0; i < inputs; ++i) {
      map.weight(i, i) = map.weight(inputs + i, i) = 1;
      map.bias[i] = -scales_.least[i];
      map.bias[inputs + i] = -scales_.greatest[i];
    }
    return map;
  }

  // The first layer as a map of the layer of the limits.
  void measure(AffineMap& map) {
    const std::size_t inputs = sizes_.front();
    AffineMap result(map.rows, 2 * inputs);
    result.bias = map.bias;
    for (std::size_t r = 0; r < map.rows; ++r) {
      for (std::size_t i = 0; i < inputs; ++i) {
        const Rational weight = map.weight(r, i) / scales_.range[i];
        result.weight(r, i) = weight;
        result.weight(r, inputs + i) = -weight;
        if (weight == 0) continue;
        result.bias[r] += weight * (scales_.least[i] - scales_.mean[i]);
        work_.charge(rational_work(bit_size(result.bias[r])), lines_.place());
      }
    }
    map = std::move(result);
  }

  Lines lines_;
  model::Budget budget_;
  WorkMeter work_;
  std::vector<std::size_t> sizes_;  // the inputs' number first
  Scales scales_;
};

}  // namespace

bool looks_like_nnet(std::string_view bytes) {
  if (bytes.starts_with(kComment)) return true;
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  return line.size() < bytes.size() && line.find(',') != std::string_view::npos &&
         line.find_first_not_of("0123456789, \t\r") == std::string_view::npos;
}

Network read_nnet(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work) {
  try {
    return NnetReader(name, bytes, most_work).read();
  } catch (const Error& error) {
    if (!error.place().file.empty()) throw;
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
