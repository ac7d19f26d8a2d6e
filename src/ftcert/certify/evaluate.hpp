// f, g and f + g at the rows of a data file, exactly, and what g changes there.
//
// Purpose: what a certificate's network does at samples that it was not made for, held-out ones for instance. Rows are not merged and need no label; those of
// several files follow each other, and all have the columns of the first.
// f is the model's function, or what the certificate says; where the certificate gives values of f only, f is known where the file has these
// columns. With classes, of a column or of a certificate's specification, it is counted which rows are right before and after. Invariant: every matrix of a
// ValueTable has one row a row of the file and one column a component.
//
//   const ValueTable table = evaluate({supplied_data({"d.csv", bytes})}, {.certificate = &certificate, .certificate_name = "c.ftc"}, control);
//   table.g->row(0)[0];
//   changes_of(table).rows_changed;
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/interpolation.hpp"
#include "ftcert/certify/tables.hpp"
#include "ftcert/common/control.hpp"
#include "ftcert/model/sample_rule.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

struct EvaluateRequest {
  std::string tensor;                                     // of the model, that f is; empty: its only output
  std::optional<NamedBytes> model;                        // f, all its outputs
  const InterpolationCertificate* certificate = nullptr;  // g, and f in place of a model; checked by the caller
  std::string certificate_name;                           // for errors
  TableChoice tables;    // where it says nothing: as the certificate says of files of the same formats
  ColumnChoice columns;  // empty lists: the certificate's columns, or the defaults; labels where the file has them
  std::optional<Rounding> rounding;             // nullopt: the certificate's, or none
  std::vector<std::size_t> model_outputs;       // components of f, without a certificate; empty: all
  SampleRule samples = SampleRule::kAutomatic;  // what of the model's input is one sample
  std::string class_column;                     // with the classes that a row may be; empty: none, or the certificate's
};

// The outputs that are greatest: more than one is a tie.
using GreatestOutputs = std::vector<std::size_t>;

struct ValueTable {
  std::vector<std::string> components;             // names: of the label columns, or numbers of f's outputs
  std::vector<std::optional<Rational>> labels;     // rows x P, or empty: there are none
  std::vector<std::optional<Interval>> intervals;  // rows x P, or empty, in place of labels
  std::vector<ClassSet> classes;                   // rows, or empty; classes are outputs of f as in `before`
  std::optional<PointMatrix> f, g;                 // rows x P; nullopt: not known, no certificate
  // Of f and f + g over all outputs of f, or over those that a specification of classes is about, a row each; empty where these are not known, or
  // only one.
  std::vector<GreatestOutputs> before, after;
  // Whether f, and f + g, is what the certificate's specification says of rows like this; nullopt: nothing is said. Empty: not known.
  std::vector<std::optional<bool>> met_before, met_after;
  std::size_t rows = 0;

  std::size_t outputs() const { return components.size(); }
  // Whether all that are greatest are classes that the row may be. Contract: it has some.
  bool right_before(std::size_t row) const { return right(before[row], row); }
  bool right_after(std::size_t row) const { return right(after[row], row); }
  // f + g, or the one that is there. Contract: f is known, or the certificate is.
  Rational sum(std::size_t row, std::size_t component) const;

 private:
  bool right(const GreatestOutputs& decision, std::size_t row) const {
    return std::ranges::includes(classes[row], decision);
  }
};

// Errors: those of the readers, with file:line; kUsage for a model or columns that do not fit a certificate or labels that do not fit the outputs, and
// for classes where the outputs of f are not known or only one;
// kModelShape, kShapeMismatch; kWrongValue where the certificate's f is not the model's at a row; kWork; kInterrupted.
ValueTable evaluate(const std::vector<SuppliedData>& data, const EvaluateRequest& request, const Control& control);

// A value with the place where it is taken first.
struct Extreme {
  Rational value;
  std::size_t row = 0, component = 0;
};

struct Changes {
  std::size_t outputs = 0, rows = 0;  // where g is not 0
  std::optional<Extreme> largest;     // the g of greatest magnitude; nullopt: g is 0 at all rows
  std::size_t decisions = 0;          // rows at which other outputs are greatest
  std::size_t ties_before = 0, ties_after = 0;
  std::size_t labelled = 0;          // labels that are numbers
  std::optional<Extreme> deviation;  // f + g less the label, the greatest in magnitude; nullopt: nothing to compare
  std::size_t classified = 0;        // rows with classes
  std::size_t right_before = 0, right_after = 0;
  std::size_t repaired = 0, broken = 0;  // wrong before and right after; right before and wrong after
  std::size_t specified = 0;             // rows of which the certificate's specification says something
  std::size_t met_before = 0, met_after = 0;
};
Changes changes_of(const ValueTable& table);

}  // namespace ftcert
