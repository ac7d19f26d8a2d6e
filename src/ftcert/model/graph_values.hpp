// A graph evaluated at one point after the other, exactly.
//
// Purpose: f where it is too large to be written out, or no ReLU network: the input is a tensor of numbers, so that products of two functions, comparisons
// and shapes that depend on numbers are known. What does not depend on the input is computed once. Weights are converted to integers once.
// Cost: of each point that of its products; the memory of a point is given back.
//
//   GraphValues f(model, bytes.size(), kMostWork, external, "", SampleRule::kAutomatic);
//   f.at(point, kMostWork).values;   // f.outputs() numbers
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ftcert/model/graph_reader.hpp"

namespace ftcert::model {

class GraphValues {
 public:
  // The model and the files beside it must outlive this. The graph is evaluated at 0 to see that it can be, or at 1 where f divides by 0 there. Errors: those of read_onnx(), but for those
  // of functions that are not affine. samples: rows or the whole tensor.
  GraphValues(const onnx::ModelProto& model, std::size_t file_size, const std::optional<Integer>& most_work,
              ExternalData* external, const std::string& tensor, SampleRule samples);

  std::size_t inputs() const { return inputs_; }
  std::size_t outputs() const { return outputs_; }
  // The input, and f's tensor.
  GraphInterface interface() const { return {graph_.input(), {graph_.tensor(), type_, shape_}}; }
  // Whether a batch normalization was folded.
  bool folded() const { return folded_; }

  // inputs() numbers to outputs() numbers, and the work done. May be called from several threads at once. Errors: kNotFinite where f divides by 0; kMemory; kWork; those of operators.
  struct Result {
    std::vector<Rational> values;
    Integer work;
  };
  Result at(std::span<const Rational> point, const std::optional<Integer>& most_work) const;

 private:
  Tensor run(std::span<const Rational> point, Chain& chain) const;

  GraphReader graph_;
  std::size_t file_size_;
  std::vector<int> dependent_;                    // nodes that depend on the input, in order
  std::vector<std::vector<std::string>> unused_;  // behind each of them: tensors that nothing needs any more
  std::size_t inputs_ = 0, outputs_ = 0;
  ElementType type_ = ElementType::kFloat32;
  Shape shape_;
  bool folded_ = false;
};

}  // namespace ftcert::model
