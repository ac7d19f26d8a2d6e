// The affine forms that take given values at a group of samples, in doubles.
//
// Purpose: what a search for rows moves in: one form with the given values, of least Euclidean norm, and the forms that vanish at the group.
// Invariant: with_values() gives the values, and combination() and project() vanish at the group, up to rounding; only if independent().
// Cost: Householder's factorization of the group's rows, O(k^2 n) for k samples and n columns; then O(k n) a form.
//
//   GroupKernel kernel(table, {3, 8});
//   kernel.dimension();                    // columns - 2; nothing works when kernel.independent() is false
//   std::vector<double> p = kernel.with_values(std::vector{1.0, 0.5});
#pragma once

#include <span>
#include <vector>

#include "ftcert/construct/space/sample_table.hpp"

namespace ftcert {

class GroupKernel {
 public:
  GroupKernel(const SampleTable& table, const std::vector<std::size_t>& group);

  // The group's rows are, as far as doubles tell, linearly independent, and fewer than the columns.
  bool independent() const { return independent_; }
  std::size_t dimension() const { return columns_ - size_; }
  std::vector<double> with_values(std::span<const double> values) const;
  // A form that vanishes at the group; the unit vectors give an orthonormal basis.
  std::vector<double> combination(std::span<const double> coefficients) const;
  // The nearest form that vanishes at the group.
  std::vector<double> project(std::span<const double> form) const;

 private:
  void apply(std::vector<double>& form, bool transposed) const;

  std::size_t columns_;
  std::size_t size_;
  bool independent_ = false;
  std::vector<double> reflectors_;  // size x columns, each of Euclidean norm sqrt 2, or 0
  std::vector<double> triangle_;    // size x size, upper
};

}  // namespace ftcert
