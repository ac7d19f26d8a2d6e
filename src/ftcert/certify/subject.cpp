#include "ftcert/certify/subject.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <ranges>
#include <utility>

#include "ftcert/certify/default_margin.hpp"
#include "ftcert/common/changed_rows.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"
#include "ftcert/data/samples.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/model/onnx.hpp"
#include "ftcert/model/operators_of.hpp"
#include "ftcert/model/select_outputs.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

namespace {

// f restricted to the components that have a label column.
struct Frozen {
  Network network;
  ModelBinding binding;
  std::optional<SteppedNetwork> operators;
};

// known: the model's network, where it has been read already.
std::optional<Frozen> read_frozen(const std::optional<NamedBytes>& model, const SubjectRequest& request,
                                  const Dataset& data, const Integer& most_work, std::optional<Network> known) {
  if (!model) {
    if (!request.model_outputs.empty())
      throw Error(Code::kUsage, "--output picks a component of a model: give --model");
    if (!request.tensor.empty()) throw Error(Code::kUsage, "--tensor names a tensor of a model: give --model");
    return std::nullopt;
  }
  if (!data.columns.frozen.empty()) throw Error(Code::kUsage, "give either --model or --frozen, not both");
  const Network all = known ? *std::move(known) : read_onnx(model->name, model->bytes, most_work, request.tensor);
  if (all.inputs() != data.points.dimension) {
    throw Error(Code::kModelShape, {model->name, 0},
                "the model has " + std::to_string(all.inputs()) + " inputs, the data have " +
                    std::to_string(data.points.dimension) + " feature columns");
  }
  std::vector<std::size_t> outputs = request.model_outputs;
  if (outputs.empty()) {
    outputs.resize(all.outputs());
    std::iota(outputs.begin(), outputs.end(), std::size_t{0});
  }
  if (outputs.size() != data.outputs()) {
    throw Error(Code::kUsage, "the data have " + std::to_string(data.outputs()) + " label columns, but " +
                                  std::to_string(outputs.size()) +
                                  " components of the model are used: choose with --output");
  }
  for (auto at = outputs.begin(); at != outputs.end(); ++at) {
    const std::size_t j = *at;
    if (std::find(outputs.begin(), at, j) != at)
      throw Error(Code::kUsage, "--output " + std::to_string(j) + ": this component is chosen twice");
    if (j >= all.outputs()) {
      throw Error(Code::kUsage, "--output " + std::to_string(j) + ": the model has components 0.." +
                                    std::to_string(all.outputs() - 1));
    }
  }
  std::optional<SteppedNetwork> steps;
  if (request.operators) steps = read_onnx_steps(model->name, model->bytes, most_work, request.tensor);
  if (steps) steps = select_outputs(*steps, outputs);
  return Frozen{select_outputs(all, outputs), {sha256_hex(model->bytes), outputs}, std::move(steps)};
}

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

// Classes are components of f: how many there are is known before the data are. The network of the model, if there is one.
std::optional<Network> count_classes(const std::optional<NamedBytes>& model, const SubjectRequest& request,
                                     const Integer& most_work, ColumnChoice& columns) {
  std::optional<Network> network;
  if (model) network = read_onnx(model->name, model->bytes, most_work, request.tensor);
  columns.specification->outputs = network ? network->outputs() : columns.frozen.size();
  if (columns.specification->outputs < 2) {
    throw Error(Code::kUsage,
                network || !columns.frozen.empty()
                    ? "--class needs an f with at least two outputs"
                    : "--class needs the outputs of f, of which classes are the greatest: give --model or --frozen");
  }
  return network;
}

// The samples without a specification.
std::vector<std::size_t> kept_rows(const Samples& samples) {
  std::vector<std::size_t> kept;
  std::ranges::set_difference(std::views::iota(std::size_t{0}, samples.count()), labelled_rows(samples),
                              std::back_inserter(kept));
  return kept;
}

// The margin of classes, where none was given.
void choose_margin(CertificateBody& c, const Network* network, const Integer& most_work) {
  const std::vector<std::size_t> kept = kept_rows(c.samples);
  const Rational margin = default_margin(network ? values_at_rows(*network, most_work)(c.samples.points, kept)
                                                 : chosen_rows(*c.samples.frozen, kept));
  c.specification->number = margin;
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
  std::optional<Network> network;
  if (classes) network = count_classes(model, request, control.most_work, columns);
  std::vector<Dataset> files = read_tables(data, request.tables, columns, control);
  const Dataset& first = files.front();
  // The certificate's line 'frozen-columns none' says that there is no such column.
  if (first.columns.frozen == std::vector<std::string>{"none"})
    throw Error(Code::kUsage,
                "--frozen none: a certificate cannot name a column 'none', which means no column: rename it");
  std::optional<Frozen> frozen = read_frozen(model, request, first, control.most_work, std::move(network));
  Subject subject;
  subject.name = data.front().name;
  subject.supplied = supplied_files(std::nullopt, model);
  subject.supplied.data = std::move(data);
  subject.supplied.labels = request.tables.labels;
  use_threads(subject.supplied, Threads(control.jobs));
  CertificateBody& c = subject.body;
  c.dimension = first.points.dimension;
  c.outputs = first.outputs();
  subject.unnamed = first.unnamed;
  c.specification = first.columns.specification;
  c.data = DataBinding{{}, first.columns};
  if (first.labels_form) c.data->labels = BoundFile{*first.labels_form, subject.supplied.labels->sha256};
  control.step("evaluating f");
  merge_files(subject, std::move(files), frozen ? values_at_rows(frozen->network, control.most_work) : ValuesAtRows());
  c.external = request.external || c.data->in_parts();
  c.frozen = frozen ? FrozenKind::kNetwork : c.samples.frozen ? FrozenKind::kValues : FrozenKind::kZero;
  if (classes && c.specification->number.is_zero())
    choose_margin(c, frozen ? &frozen->network : nullptr, control.most_work);
  std::optional<PointMatrix> f = c.samples.frozen;
  if (frozen) {
    WorkMeter(control.most_work)
        .charge(network_work(frozen->network, c.samples.points, labelled_rows(c.samples).size()), {model->name, 0});
    f = evaluate_where_labelled(frozen->network, c.samples, control.threads());
    c.model = std::move(frozen->binding);
    c.f = std::move(frozen->network);
    subject.operators = std::move(frozen->operators);
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
