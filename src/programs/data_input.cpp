#include "programs/data_input.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert {

void add_data_input(CLI::App& verb, DataInput& input) {
  verb.add_option("--data", input.data, "samples: CSV with a header row, or .npy (-: standard input)");
  verb.add_option("--model", input.model, "the frozen network f: an ONNX file");
  verb.add_option("--tensor", input.tensor, "the tensor of the model's graph that f is (default: its only output)");
  verb.add_option("--output", input.components, "components of f to use, counted from 0")->delimiter(',');
  verb.add_option("--label", input.labels, "label columns (default: label); an empty cell keeps what f says")
      ->delimiter(',');
  verb.add_option("--frozen", input.frozen, "columns with the values of f, in place of a model")->delimiter(',');
  verb.add_option("--features", input.features, "feature columns (default: all others)")->delimiter(',');
  verb.add_option("--round", input.rounding, "round every cell to this type first")
      ->check(CLI::IsMember({"none", "float32", "float64"}))
      ->capture_default_str();
  verb.add_flag("--external-data", input.external, "bind the samples by digest instead of embedding them");
}

Subject read_subject(const DataInput& input, const Control& control) {
  if (input.data.empty()) throw Error(Code::kUsage, "--data is required");
  SubjectRequest request;
  request.columns.labels = input.labels;
  request.columns.frozen = input.frozen;
  request.columns.features = input.features;
  request.columns.rounding = input.rounding == "float32"   ? Rounding::kFloat32
                             : input.rounding == "float64" ? Rounding::kFloat64
                                                           : Rounding::kNone;
  request.tensor = input.tensor;
  request.model_outputs = input.components;
  request.external = input.external;
  return read_subject(NamedBytes{input.data, read_file(input.data)}, read_if_named(input.model), request, control);
}

}  // namespace ftcert
