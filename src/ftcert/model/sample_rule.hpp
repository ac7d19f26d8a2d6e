// Which part of a model's input is one sample.
//
// Purpose: a graph works on a stack of samples or on one. Rows: the axis of symbolic extent holds the samples, if there is one; else the first axis if
// its extent n is greater than 1, unless the shape is n x 1 x .. x 1, which is one column of n features; else the whole tensor is one sample. Then a graph
// in which samples are mixed is refused. Whole: the tensor is one sample, symbolic extents are 1. Automatic: as rows, or, where that is refused because of
// shapes, as a whole.
#pragma once

namespace ftcert {

enum class SampleRule { kAutomatic, kRows, kWhole };

}  // namespace ftcert
