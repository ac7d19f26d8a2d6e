// f, g and f + g at the rows of a data file, exactly, and what g changes there.
//
// Purpose: what a certificate's network does at samples that it was not made for, held-out ones for instance. Rows are not merged and need no label.
// f is the model's function, or what the certificate says; where the certificate gives values of f only, f is known where the file has these
// columns. Invariant: every matrix of a ValueTable has one row a row of the file and one column a component.
//
//   const ValueTable table = evaluate({"d.csv", bytes}, {.certificate = &certificate, .certificate_name = "c.ftc"}, control);
//   table.g->row(0)[0];
//   changes_of(table).rows_changed;
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/interpolation.hpp"
#include "ftcert/common/control.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

struct EvaluateRequest {
  std::string tensor;                                     // of the model, that f is; empty: its only output
  std::optional<NamedBytes> model;                        // f, all its outputs
  const InterpolationCertificate* certificate = nullptr;  // g, and f in place of a model; checked by the caller
  std::string certificate_name;                           // for errors
  ColumnChoice columns;  // empty lists: the certificate's columns, or the defaults; labels where the file has them
  std::optional<Rounding> rounding;        // nullopt: the certificate's, or none
  std::vector<std::size_t> model_outputs;  // components of f, without a certificate; empty: all
};

// The outputs that are greatest: more than one is a tie.
using Decision = std::vector<std::size_t>;

struct ValueTable {
  std::vector<std::string> components;          // names: of the label columns, or numbers of f's outputs
  std::vector<std::optional<Rational>> labels;  // rows x P, or empty: there are none
  std::optional<PointMatrix> f, g;              // rows x P; nullopt: not known, no certificate
  // Of f and f + g over all outputs of f, a row each; empty where these are not known, or only one.
  std::vector<Decision> before, after;
  std::size_t rows = 0;

  std::size_t outputs() const { return components.size(); }
  // f + g, or the one that is there. Contract: f is known, or the certificate is.
  Rational sum(std::size_t row, std::size_t component) const;
};

// Errors: those of the readers, with file:line; kUsage for a model or columns that do not fit a certificate or labels that do not fit the outputs;
// kModelShape, kShapeMismatch; kWrongValue where the certificate's f is not the model's at a row; kWork; kInterrupted.
ValueTable evaluate(const NamedBytes& data, const EvaluateRequest& request, const Control& control);

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
};
Changes changes_of(const ValueTable& table);

}  // namespace ftcert
