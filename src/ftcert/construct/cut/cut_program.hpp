// A form that takes given values at some samples and is as far below 0 as can be at the finished ones: a linear program, solved step by step.
//
// Purpose: the search for cuts asks thousands of such programs that differ by one value. The dual simplex keeps the d + 2 tight conditions alone, and finds
// what else is violated by a look at the boxes of samples that reach so far (sample_boxes.hpp), so that a step costs O(K d) operations at most and a value more a few steps. Maximises t subject to
// p(x_i) = value on a group, p(x_i) <= -t at the finished samples, t <= cap; weights that no condition needs stay 0. Floating point throughout: nothing that
// it says is believed.
//
//   CutProgram program(table, finished, 0.25);
//   CutForm form = program.start();
//   if (program.add_value(form, 3, 0.5, 1e-4, budget)) form.margin();   // at least 1e-4, the form is 0.5 at sample 3
#pragma once

#include <cstddef>
#include <vector>

#include "ftcert/construct/space/row_program.hpp"
#include "ftcert/construct/space/sample_boxes.hpp"

namespace ftcert {

// A vertex: the form's entries as SampleTable's columns, then t.
struct CutForm {
  enum class Row : unsigned char { kFree, kBelow, kValue };

  double margin() const { return point.back(); }

  std::vector<double> point;
  std::vector<double> inverse;  // of the tight conditions, column by column
  std::vector<double> duals;
  std::vector<Row> tight;  // of each column: an entry that is still 0, a bound on t or at a sample, a value
};

class CutProgram {
 public:
  // The boxes must outlive the program. cap: positive.
  CutProgram(const SampleBoxes& samples, std::vector<bool> finished, double cap);

  // 0 everywhere, but for t = cap: no value is asked for, and no sample looked at.
  CutForm start() const;
  // Asks for one value more. False: the margin would fall below `least`, or the search gave up; the form is then of no use.
  bool add_value(CutForm& form, std::size_t sample, double value, double least, SearchBudget& budget);
  // p at one sample.
  double at(const CutForm& form, std::size_t sample) const { return boxes_.at(form.point, sample); }

 private:
  bool settle(CutForm& form, double least, SearchBudget& budget);
  bool pivot(CutForm& form, std::size_t sample, double sign, double bound, CutForm::Row kind);

  // The finished samples that are violated most, at most so many.
  std::vector<std::size_t> violated(const CutForm& form) const;

  const SampleBoxes& boxes_;
  const SampleTable& samples_;
  std::vector<bool> finished_;
  double cap_;
  std::vector<double> entering_;
  std::vector<std::size_t> near_;  // the samples that the last look at all of them found violated most
};

}  // namespace ftcert
