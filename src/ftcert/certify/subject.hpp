// What a certificate will be about: samples, the frozen network f, residuals; from files or from memory.
//
// Purpose: the common beginning of certify() and refute(). The residual of a sample is its label less the value of f there, exactly; an
// empty label leaves f as it is, so that f is evaluated only where a label stands. Where samples have specifications there are no residuals, but f.
//
//   Subject subject = read_subject({"d.csv", bytes}, std::nullopt, SubjectRequest{});
//   subject.residuals.row(i);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/attest/attest.hpp"
#include "ftcert/certify/tables.hpp"
#include "ftcert/common/control.hpp"
#include "ftcert/core/stepped_network.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/model/sample_rule.hpp"

namespace ftcert {

struct SubjectRequest {
  // With a specification by classes the number of components is that of f, and a margin of 0 is default_margin().
  ColumnChoice columns;
  TableChoice tables{};
  std::vector<std::size_t> model_outputs;       // components of f; empty: all, as many as labels
  std::string tensor;                           // of the model, that f is; empty: its only output
  bool external = false;                        // bind the samples by digest instead of embedding them
  SampleRule samples = SampleRule::kAutomatic;  // what of a model's input is one sample
  bool operators = false;                       // read what a model's f is as it runs
};

struct Subject : AttestSubject {
  PointMatrix residuals;  // K x P; 0 with a specification
  std::size_t changed = 0;
  std::size_t unnamed = 0;       // columns of the first data file that were left out because they have no name
  std::optional<PointMatrix> f;  // with a specification: K x P, its values where a sample is specified
  std::optional<SteppedNetwork> operators;  // f as it runs, where that was asked for and the model is such a chain
};

// Several files are bound as parts, and the samples by the files' digests; each has the columns of the first; then labels
// are not in a file of their own. Errors: those of the readers (3xx); kUsage, also for a point in two files.
Subject read_subject(std::vector<SuppliedData> data, const std::optional<NamedBytes>& model,
                     const SubjectRequest& request, const Control& control);
Subject read_subject(const NamedBytes& data, const std::optional<NamedBytes>& model, const SubjectRequest& request,
                     const Control& control);

// Samples and values of f that are already in memory. samples.points: K x D, pairwise distinct, in any order; samples.labels: K x P;
// f: the network, or samples.frozen: its values, K x P, or neither for f = 0. With `terms` the samples have intervals, K x P, or K class sets, in
// place of labels. Errors: kNoSamples; kShapeMismatch; kDuplicateSample naming two rows.
Subject subject_of(Samples samples, std::optional<Network> f = std::nullopt,
                   std::optional<SpecificationTerms> terms = std::nullopt);

}  // namespace ftcert
