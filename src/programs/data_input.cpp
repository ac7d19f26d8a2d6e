#include "programs/data_input.hpp"

#include "ftcert/verbs/option_words.hpp"

namespace ftcert {

void add_data_input(CLI::App& verb, DataOptions& input) {
  verb.add_option("--data", input.data,
                  "samples: CSV with a header row, .npy or .npz (-: standard input); several files: give it for each")
      ->allow_extra_args(false);
  verb.add_option("--array", input.array, "the array of an .npz archive that has several");
  verb.add_option("--delimiter", input.delimiter, "what stands between the cells of CSV, tab for a tab (default: ,)");
  auto* labels =
      verb.add_option("--labels", input.labels_file,
                      "a second file, with the labels, whose rows are those of the data (CSV, .npy or .npz)");
  verb.add_option("--labels-array", input.labels_array, "the array of an .npz archive that has the labels")
      ->needs(labels);
  verb.add_option("--model", input.model, "the frozen network f: an ONNX file, or .nnet");
  verb.add_option("--tensor", input.tensor, "the tensor of the model's graph that f is (default: its only output)");
  verb.add_option(
          "--sample", input.sample,
          "what of the model's input is one sample: rows (what lies behind the axis of samples), tensor (all of "
          "it), auto (rows, if the graph keeps them apart and the data have so many features; default)")
      ->check(CLI::IsMember(words_in(kSampleWords)));
  verb.add_option("--output", input.components, "components of f to use, counted from 0")->delimiter(',');
  verb.add_option("--label", input.labels, "label columns (default: label); an empty cell keeps what f says")
      ->delimiter(',');
  verb.add_option("--label-upper", input.upper,
                  "columns with upper ends, which make intervals of the numbers in the label columns (an empty cell: "
                  "no such end)")
      ->delimiter(',');
  verb.add_option(
      "--tolerance", input.tolerance,
      "make intervals of labels: a number Y stands for all from Y - Q to Y + Q; cells may be LO..HI, >=LO or "
      "<=HI as well");
  verb.add_option(
      "--class", input.classes,
      "in place of labels: the column that says which output is to be the greatest, counted from 0; 0|1 is one "
      "of these, an empty cell keeps all outputs");
  verb.add_option("--margin", input.margin,
                  "by how much it is to be greater than all others (default: 1/100 of the gap between the two greatest "
                  "outputs at the kept samples, its median)");
  verb.add_option("--frozen", input.frozen, "columns with the values of f, in place of a model")->delimiter(',');
  verb.add_option("--features", input.features, "feature columns (default: all others)")->delimiter(',');
  verb.add_option("--round", input.round,
                  "round every cell to this type first, or with features- the cells of features alone (default: none)")
      ->check(CLI::IsMember(words_in(kRoundingWords)));
  verb.add_flag("--external-data", input.external, "bind the samples by digest instead of embedding them");
}

std::vector<std::string> files_of(const DataOptions& input) {
  std::vector<std::string> files = input.data;
  if (!input.labels_file.empty()) files.push_back(input.labels_file);
  return files;
}

}  // namespace ftcert
