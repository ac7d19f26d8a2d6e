// The data and the model of a verb that reads them, as its options name them.
//
//   DataOptions input;
//   input.data = {"d.csv"};
//   read_subject(input, FilesInMemory({{"d.csv", bytes}}), Control{});
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/certify/subject.hpp"
#include "ftcert/supply/files.hpp"

namespace ftcert {

struct DataOptions {
  std::vector<std::string> data;  // files
  std::string array, labels_file, labels_array;
  std::optional<std::string> delimiter;  // as it is written
  std::string model, tensor, sample = "auto";
  std::optional<std::string> round;  // --round; not given: none, or what the verb implies
  // What a verb whose network will run implies: features are rounded to this or, where there is a model, to the type of its input.
  std::optional<Rounding> implied;
  std::vector<std::string> labels, frozen, features, upper;
  std::string classes;                           // --class
  std::optional<std::string> margin, tolerance;  // as they are written
  std::vector<std::size_t> components;
  bool external = false;
  bool operators = false;  // SubjectRequest::operators

  SampleRule sample_rule() const {
    if (sample == "rows") return SampleRule::kRows;
    return sample == "tensor" ? SampleRule::kWhole : SampleRule::kAutomatic;
  }
};
// What --array, --delimiter, --labels and --labels-array say; `data`: the data files. Errors: kUsage; kCannotRead.
TableChoice tables_of(const DataOptions& input, const Files& files, const std::vector<SuppliedData>& data);

// The number that is written behind an option. Errors, which name the option: kNumberSyntax; kUsage where it is negative, or 0 and not to be.
//   number_of("--margin", "1/2", true);   // 1/2
Rational number_of(const char* option, const std::string& text, bool positive);

// What --label, --label-upper, --tolerance, --class, --margin, --frozen, --features and --round say, or imply for this model. Without --margin the margin
// is 0. Errors: kUsage, kNumberSyntax for a number that is none.
ColumnChoice columns_of(const DataOptions& input, const std::optional<NamedBytes>& model);

// Reads the files as the options say. Errors: kUsage without --data; kCannotRead; those of the readers; kModelType where the type of the
// model's input is to be implied and is no rounding.
Subject read_subject(const DataOptions& input, const Files& files, const Control& control);

// What the output says of columns without a name: "Left out: 1 column without a name."
std::optional<std::string> left_out(const Subject& subject);

// What the output says where a rounding was implied: "Features are rounded to float32, as the model reads them (..)."
std::optional<std::string> implied_rounding(const DataOptions& input, const CertificateBody& body);

}  // namespace ftcert
