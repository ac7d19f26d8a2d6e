#include "ftcert/certify/subject.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <ranges>
#include <utility>

#include "ftcert/certify/default_margin.hpp"
#include "ftcert/certify/subject_model.hpp"
#include "ftcert/common/changed_rows.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/data/samples.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

namespace {

PointMatrix residuals(const Samples& samples, const PointMatrix* f, std::size_t outputs) {
  PointMatrix z(samples.points.count, outputs);
  for (std::size_t i = 0; i < samples.labels.size(); ++i) {
    if (samples.labels[i]) z.entries[i] = *samples.labels[i] - (f ? f->entries[i] : Rational(0));
  }
  return z;
}

// What there is of f, and what follows from it.
void take_values(Subject& subject, std::optional<PointMatrix> f) {
  const CertificateBody& c = subject.body;
  subject.residuals = residuals(c.samples, f ? &*f : nullptr, c.outputs);
  subject.changed = changed_rows(subject.residuals).size();
  if (c.specification) subject.f = f ? *std::move(f) : PointMatrix(c.sample_count, c.outputs);
}

// Classes are components of f: how many there are is known before the data are. The model, if there is one.
std::optional<FrozenModel> count_classes(const std::optional<NamedBytes>& model, const SubjectRequest& request,
                                         const Control& control, ColumnChoice& columns) {
  std::optional<FrozenModel> f;
  if (model) f = read_frozen_model(*model, request, control);
  columns.specification->outputs = f ? f->outputs() : columns.frozen.size();
  if (columns.specification->outputs < 2) {
    throw Error(Code::kUsage,
                f || !columns.frozen.empty()
                    ? "--class needs an f with at least two outputs"
                    : "--class needs the outputs of f, of which classes are the greatest: give --model or --frozen");
  }
  return f;
}

// The samples without a specification.
std::vector<std::size_t> kept_rows(const Samples& samples) {
  std::vector<std::size_t> kept;
  std::ranges::set_difference(std::views::iota(std::size_t{0}, samples.count()), labelled_rows(samples),
                              std::back_inserter(kept));
  return kept;
}

// The margin of classes, where none was given. at_rows: a model's values.
void choose_margin(CertificateBody& c, const ValuesAtRows& at_rows) {
  const std::vector<std::size_t> kept = kept_rows(c.samples);
  c.specification->number =
      default_margin(at_rows ? at_rows(c.samples.points, kept) : chosen_rows(*c.samples.frozen, kept));
  if (c.data) c.data->columns.specification = c.specification;
}

// No two files have a point in common.
void require_apart(const Subject& subject) {
  const std::vector<RepeatedRow> repeated = repeated_rows(subject.body.samples.points);
  if (repeated.empty()) return;
  const Place one = subject.place(repeated.front().first), other = subject.place(repeated.front().row);
  throw Error(Code::kUsage, other,
              "the point is that of " + shown(one.file) + " line " + std::to_string(one.line) +
                  ": several data files have no point in common: leave one of the rows out, or put them into one file");
}

// The samples of the files, one after the other, and how the certificate binds them.
void merge_files(Subject& subject, std::vector<Dataset> files, const ValuesAtRows& f) {
  CertificateBody& c = subject.body;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const SuppliedData& file = subject.supplied.data[i];
    const TableForm form = files[i].form;
    Samples samples = merge_duplicates(file.name, std::move(files[i]), f);
    c.data->files.push_back({form, file.sha256});
    if (files.size() > 1) c.data->files.back().samples = samples.count();
    if (i == 0) {
      c.samples = std::move(samples);
    } else {
      c.samples.append(std::move(samples));
    }
  }
  c.sample_count = c.samples.count();
  if (files.size() > 1) require_apart(subject);
}

void require_distinct(const PointMatrix& points) {
  const std::vector<RepeatedRow> repeated = repeated_rows(points);
  if (repeated.empty()) return;
  const auto [row, first] = repeated.front();
  throw Error(Code::kDuplicateSample,
              "sample " + std::to_string(row + 1) + ": the point is that of sample " + std::to_string(first + 1));
}

}  // namespace

Subject read_subject(const NamedBytes& data, const std::optional<NamedBytes>& model, const SubjectRequest& request,
                     const Control& control) {
  return read_subject(std::vector{supplied_data(data)}, model, request, control);
}

Subject read_subject(std::vector<SuppliedData> data, const std::optional<NamedBytes>& model,
                     const SubjectRequest& request, const Control& control) {
  require(!data.empty(), "read_subject: no data");
  control.step("reading data");
  ColumnChoice columns = request.columns;
  const bool classes = columns.specification && columns.specification->classes();
  std::optional<FrozenModel> known;
  if (classes) known = count_classes(model, request, control, columns);
  std::vector<Dataset> files = read_tables(data, request.tables, columns, control);
  const Dataset& first = files.front();
  // The certificate's line 'frozen-columns none' says that there is no such column.
  if (first.columns.frozen == std::vector<std::string>{"none"})
    throw Error(Code::kUsage,
                "--frozen none: a certificate cannot name a column 'none', which means no column: rename it");
  std::optional<SubjectModel> frozen = subject_model(model, request, first, control, std::move(known));
  Subject subject;
  subject.name = data.front().name;
  subject.supplied = supplied_files(std::nullopt, model);
  subject.supplied.data = std::move(data);
  subject.supplied.labels = request.tables.labels;
  // What was found before a search was stopped is checked all the same: nothing stops these.
  use_threads(subject.supplied, Threads(control.jobs));
  CertificateBody& c = subject.body;
  c.dimension = first.points.dimension;
  c.outputs = first.outputs();
  subject.unnamed = first.unnamed;
  c.specification = first.columns.specification;
  c.data = DataBinding{{}, first.columns};
  if (first.labels_form) c.data->labels = BoundFile{*first.labels_form, subject.supplied.labels->sha256};
  control.step("evaluating f");
  std::optional<ValuesOnce> once;
  if (frozen) once.emplace(frozen->f, control);
  const ValuesAtRows at_rows = frozen ? ValuesAtRows(std::ref(*once)) : ValuesAtRows();
  merge_files(subject, std::move(files), at_rows);
  c.external = request.external || c.data->in_parts();
  const bool computed = frozen && frozen->f.network() == nullptr;
  if (computed && c.external)
    throw Error(Code::kUsage,
                "the model is known by its values, which stand beside embedded samples: give one file with data (" +
                    frozen->f.why_no_network() + ")");
  c.frozen = computed           ? FrozenKind::kComputed
             : frozen           ? FrozenKind::kNetwork
             : c.samples.frozen ? FrozenKind::kValues
                                : FrozenKind::kZero;
  if (classes && c.specification->number.is_zero()) choose_margin(c, at_rows);
  if (computed) once->state(c.samples);
  std::optional<PointMatrix> f = c.samples.frozen;
  if (frozen) {
    c.model = std::move(frozen->binding);
    subject.operators = std::move(frozen->operators);
    if (const Network* network = frozen->f.network()) {
      WorkMeter(control.most_work)
          .charge(network_work(*network, c.samples.points, labelled_rows(c.samples).size()), {model->name, 0});
      f = evaluate_where_labelled(*network, c.samples, control.threads());
      c.f = *network;
    }
  }
  take_values(subject, std::move(f));
  return subject;
}

Subject subject_of(Samples samples, std::optional<Network> network, std::optional<SpecificationTerms> terms) {
  const std::size_t count = samples.count();
  if (count == 0) throw Error(Code::kNoSamples, "expected at least one sample");
  const bool classes = terms && terms->classes();
  const std::size_t stated = classes ? samples.classes.size()
                             : terms ? samples.intervals.size()
                                     : samples.labels.size();
  const std::size_t outputs = classes ? terms->outputs : stated / count;
  if (samples.points.dimension == 0 || outputs == 0 || stated != (classes ? count : count * outputs) ||
      (samples.frozen && (samples.frozen->count != count || samples.frozen->dimension != outputs))) {
    throw Error(Code::kShapeMismatch, "expected points K x D, labels K x P and values of f K x P with K, D, P >= 1");
  }
  if (network && (samples.frozen || network->inputs() != samples.points.dimension || network->outputs() != outputs)) {
    throw Error(Code::kShapeMismatch, "expected f as values or as a network with D inputs and P outputs");
  }
  Subject subject;
  subject.name = "samples";
  CertificateBody& c = subject.body;
  c.dimension = samples.points.dimension;
  c.outputs = outputs;
  c.sample_count = count;
  c.specification = std::move(terms);
  c.frozen = network ? FrozenKind::kNetwork : samples.frozen ? FrozenKind::kValues : FrozenKind::kZero;
  std::optional<PointMatrix> f = samples.frozen;
  if (network) f = evaluate_where_labelled(*network, samples);
  c.f = std::move(network);
  c.samples = std::move(samples);
  take_values(subject, std::move(f));
  require_distinct(c.samples.points);
  return subject;
}

}  // namespace ftcert
