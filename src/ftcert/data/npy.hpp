// NumPy arrays in .npy files (formats 1.0, 2.0 and 3.0) as tables, read exactly.
//
// Purpose: entries of type float16/32/64 and of signed and unsigned integers of 1 to 8 bytes, C or Fortran
// order, either byte order, as the rationals that they are. The first axis is that of the rows; the others together are the columns, the last axis
// running fastest, in whatever order the entries are stored. An array of one axis has one column. Invariant: the bytes hold all entries and nothing
// after them. Errors: kNpy.
//
//   NpyArray array = read_npy("samples.npy", bytes);   // of shape (442, 10), or (60000, 28, 28)
//   array.at(0, 2);   // first row, third column; std::nullopt: NaN
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/core/rational.hpp"

namespace ftcert {

class NpyArray {
 public:
  enum class Kind { kFloat, kSigned, kUnsigned };

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }

  // nullopt: NaN. Errors: kNotFinite: an infinity.
  std::optional<Rational> at(std::size_t row, std::size_t column) const;

 private:
  friend NpyArray read_npy(const std::string& name, std::string_view bytes);
  // Where the entry is in the order of storage.
  std::size_t place(std::size_t row, std::size_t column) const;

  std::string name_;
  std::string_view entries_;
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<std::size_t> axes_;  // lengths of all axes but the first
  bool fortran_order_ = false;
  bool big_endian_ = false;
  Kind kind_ = Kind::kFloat;
  std::size_t entry_size_ = 0;  // bytes
};

// True when the bytes begin with the format's magic string.
bool is_npy(std::string_view bytes);

// `name` is the file's name for errors. The bytes must outlive the array.
NpyArray read_npy(const std::string& name, std::string_view bytes);

}  // namespace ftcert
