// Networks in the text format .nnet, which came with those of ACAS Xu (github.com/sisl/NNet).
//
// Purpose: the network's function of inputs as they are measured, exactly: numbers are read as they are written, and each input v of a lower limit m, an upper
// limit M, a mean a and a range r becomes (min(max(v, m), M) - a) / r before the first layer; the outputs are multiplied by their range, and their mean is added. What
// keeps inputs between their limits is a first hidden layer, relu(v - m) and relu(v - M) of each of them: m + relu(v - m) - relu(v - M) is the input there.
//
// The file: lines that begin with `//`; a line for the numbers of layers, inputs, outputs, and of the largest layer; the sizes of all layers, the inputs first; a line
// that is not used; m of each input; M; a of each input and that of the outputs; r, likewise; then the rows of the weights of each layer, and its biases, one a line. Numbers
// are separated by commas, and one comma may stand behind the last. relu(v - 1) of one input from 0 to 5:
//
//   2,1,1,1,
//   1,1,1,
//   0,
//   0.0,
//   5.0,
//   0.0,0.0,
//   1.0,1.0,
//   1.0,
//   -1.0,
//   1.0,
//   0.0,
//
//   Network f = read_nnet("f.nnet", bytes);   // f.evaluate({7})[0] is 4: 7 counts as 5
#pragma once

#include <string>
#include <string_view>

#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"

namespace ftcert {

// Whether a file begins as a .nnet file does: with a comment, or a line of counts. No message of ONNX begins so.
bool looks_like_nnet(std::string_view bytes);

// `name` is the file's name for errors. Errors, with the line: kSyntax (counts that do not fit; a lower limit above its upper one; a range 0 of an input),
// kNumberSyntax, kRowLength, kTruncated, kTrailing; kMemory (inputs out of proportion to the file); kWork.
Network read_nnet(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work = kMostWork);

}  // namespace ftcert
