#include "ftcert/certify/evaluate.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "ftcert/certify/chunk_steps.hpp"
#include "ftcert/certify/evaluate_rows.hpp"
#include "ftcert/certify/recheck.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/work.hpp"
#include "ftcert/model/frozen_model.hpp"
#include "ftcert/model/select_outputs.hpp"

namespace ftcert {

namespace {

class Evaluator {
 public:
  Evaluator(const std::vector<SuppliedData>& data, const EvaluateRequest& request, const Control& control)
      : request_(request),
        c_(request.certificate),
        control_(control),
        name_(data.at(0).name),
        work_(control.most_work) {
    control.step("reading data");
    if (request.model) model_ = read(*request.model);
    std::optional<SpecificationTerms> classes;
    if (!request.class_column.empty()) classes = class_terms();
    data_ = rows_to_evaluate(data, request, classes, model_ ? model_->inputs() : c_->dimension, control);
    choose_components();
    match_shapes();
    table_.rows = data_.rows();
  }

  ValueTable run() {
    const bool decides = all_outputs() > 1;
    if (model_) evaluate_model(decides);
    if (c_ != nullptr) table_.g = evaluated(c_->g, "g");
    if (!model_ && c_ != nullptr) frozen();
    if (of_classes() && table_.f) {
      scores_ = *table_.f;
      std::iota(components_.begin(), components_.end(), std::size_t{0});
    }
    if (decides || (of_classes() && table_.f)) decide();
    table_.labels = std::move(data_.labels);
    table_.intervals = std::move(data_.intervals);
    table_.classes = std::move(data_.classes);
    if (!table_.classes.empty() && table_.before.empty())
      throw Error(Code::kUsage, "classes need the outputs of f: give --model, or the columns with its values");
    compare_with_specification();
    return std::move(table_);
  }

 private:
  // The certificate says which tensor f is, and how many inputs it has.
  FrozenModel read(const NamedBytes& model) const {
    ModelRequest request{request_.tensor, request_.samples, Integer(control_.most_work)};
    if (c_ == nullptr) return read_model(model.name, model.bytes, request);
    if (c_->model)
      request.tensor = tensor_of(*c_->model, request_.tensor, {request_.certificate_name, c_->lines.model});
    return read_model_for(c_->dimension, model.name, model.bytes, request);
  }

  // How many outputs f has, where all are known: the model's, or those of a network that no model file stands behind; else 0.
  std::size_t all_outputs() const {
    if (model_) return model_->outputs();
    return c_ != nullptr && c_->f && !c_->model ? c_->f->outputs() : 0;
  }

  // Whether the certificate specifies classes; they are components of what it is about.
  bool of_classes() const { return c_ != nullptr && c_->specification && c_->specification->classes(); }

  // Classes of rows: as many as outputs of f, with the certificate's margin.
  SpecificationTerms class_terms() const {
    SpecificationTerms terms{SpecificationKind::kClasses, {}, 0};
    if (of_classes()) return *c_->specification;
    terms.outputs = all_outputs();
    if (terms.outputs < 2)
      throw Error(Code::kUsage, "--class: expected an f whose outputs are known and several (--model), found none");
    return terms;
  }

  std::size_t outputs() const { return c_ != nullptr ? c_->outputs : components_.size(); }

  void choose_components() {
    if (c_ != nullptr) {
      if (!request_.model_outputs.empty())
        throw Error(Code::kUsage, "--output: the certificate says which components of f it is about");
      if (c_->model) components_ = c_->model->outputs;
    } else {
      components_ = request_.model_outputs;
    }
    if (components_.empty()) {
      components_.resize(c_ != nullptr ? c_->outputs : model_->outputs());
      std::iota(components_.begin(), components_.end(), std::size_t{0});
    }
    for (const std::size_t j : components_) {
      if (!model_ || j < model_->outputs()) continue;
      throw Error(c_ != nullptr ? Code::kShapeMismatch : Code::kUsage,
                  "component " + std::to_string(j) + ": '" + request_.model->name + "' has components 0.." +
                      std::to_string(model_->outputs() - 1));
    }
  }

  void match_shapes() {
    const std::size_t inputs = model_ ? model_->inputs() : c_->dimension, columns = data_.points.dimension;
    if (inputs != columns) {
      throw Error(model_ ? Code::kModelShape : Code::kShapeMismatch, {name_, 0},
                  "expected " + std::to_string(inputs) + " feature columns, as f has inputs, found " +
                      std::to_string(columns) + ": choose them with --features");
    }
    if (c_ != nullptr && (c_->dimension != columns || c_->g.inputs() != columns || c_->g.outputs() != c_->outputs)) {
      throw Error(
          Code::kShapeMismatch, {request_.certificate_name, c_->lines.claim},
          "the certificate is about dimension " + std::to_string(c_->dimension) + ", f has " + std::to_string(inputs));
    }
    const bool classes = data_.columns.specification && data_.columns.specification->classes();
    const std::vector<std::string>& labels = classes ? std::vector<std::string>() : data_.columns.labels;
    if (!labels.empty() && labels.size() != outputs()) {
      if (!request_.columns.labels.empty() || c_ != nullptr) {
        throw Error(Code::kUsage, "there are " + std::to_string(outputs()) + " components, but " +
                                      std::to_string(labels.size()) +
                                      " label columns: choose with --label and --output");
      }
      data_.labels.clear();  // a column that happens to be called `label`
    }
    const bool named = labels.size() == outputs();
    const auto bound = [&] {
      return c_ != nullptr && c_->data ? c_->data->columns.labels : std::vector<std::string>();
    };
    table_.components = named ? labels : bound();
    if (table_.components.size() == outputs()) return;
    table_.components.clear();
    for (const std::size_t j : components_) table_.components.push_back(std::to_string(j));
  }

  PointMatrix evaluated(const Network& network, const std::string& what) {
    work_.charge(network_work(network, data_.points, data_.points.count), {name_, 0});
    control_.step("evaluating " + what);
    return evaluate_batch(network, data_.points, chunk_steps(control_, "evaluating " + what));
  }

  PointMatrix evaluated(const FrozenModel& model) {
    if (model.network() != nullptr) return evaluated(*model.network(), "f");
    control_.step("evaluating f");
    std::vector<std::size_t> rows(data_.rows());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return model.values(data_.points, rows, Integer(control_.most_work), chunk_steps(control_, "evaluating f"));
  }

  // The certificate's f was checked at its samples, against its own labels; here it must be the model's at these rows.
  void evaluate_model(bool decides) {
    if (decides) {
      scores_ = evaluated(*model_);
      table_.f = PointMatrix(data_.rows(), components_.size());
      for (std::size_t i = 0; i < data_.rows(); ++i) {
        for (std::size_t k = 0; k < components_.size(); ++k) table_.f->row(i)[k] = scores_.row(i)[components_[k]];
      }
    } else {
      table_.f = evaluated(*model_);
    }
    if (c_ != nullptr && c_->frozen == FrozenKind::kComputed) return compare_with_stated_values();
    if (c_ == nullptr || !c_->f) return;
    if (model_->network() != nullptr && *c_->f == select_outputs(*model_->network(), components_)) return;
    const PointMatrix stated = evaluated(*c_->f, "the certificate's f");
    for (std::size_t i = 0; i < stated.count; ++i) compare(i, stated.row(i));
  }

  // Rows whose point is that of a sample at which the certificate says what f is.
  void compare_with_stated_values() const {
    const Samples& samples = c_->samples;
    std::map<std::vector<Rational>, std::size_t> known;
    for (std::size_t i = 0; i < samples.count(); ++i) {
      if (!samples.unknown[i])
        known.emplace(std::vector(samples.points.row(i).begin(), samples.points.row(i).end()), i);
    }
    for (std::size_t i = 0; i < data_.rows(); ++i) {
      const auto found = known.find({data_.points.row(i).begin(), data_.points.row(i).end()});
      if (found != known.end()) compare(i, samples.frozen->row(found->second));
    }
  }

  void compare(std::size_t i, std::span<const Rational> stated) const {
    for (std::size_t k = 0; k < stated.size(); ++k) {
      if (stated[k] == table_.f->row(i)[k]) continue;
      throw Error(Code::kWrongValue, {request_.certificate_name, c_->lines.model},
                  "'" + name_ + "' row " + std::to_string(i + 1) + ": f = " + stated[k].text() +
                      " by the certificate, " + table_.f->row(i)[k].text() + " by the model");
    }
  }

  void frozen() {
    if (c_->frozen == FrozenKind::kValues) {
      if (data_.frozen && data_.frozen->dimension != outputs()) {
        throw Error(Code::kUsage, "there are " + std::to_string(outputs()) + " components, but " +
                                      std::to_string(data_.frozen->dimension) + " columns with values of f");
      }
      table_.f = std::move(data_.frozen);
      return;
    }
    if (!request_.columns.frozen.empty())
      throw Error(Code::kUsage, "--frozen: the certificate says what f is, and not by values in columns");
    if (c_->frozen == FrozenKind::kComputed) return;  // known at the certificate's own samples alone
    table_.f = c_->f ? evaluated(*c_->f, "f") : PointMatrix(data_.rows(), outputs());
    if (all_outputs() != 0) scores_ = *table_.f;
  }

  static GreatestOutputs greatest(std::span<const Rational> scores) {
    GreatestOutputs decision;
    for (std::size_t j = 0; j < scores.size(); ++j) {
      if (!decision.empty() && scores[j] > scores[decision[0]]) decision.clear();
      if (decision.empty() || scores[j] == scores[decision[0]]) decision.push_back(j);
    }
    return decision;
  }

  void compare_with_specification() {
    if (c_ == nullptr || !c_->specification || !table_.f) return;
    if (table_.classes.empty() && table_.intervals.empty()) return;
    std::vector<Rational> sum(outputs());
    for (std::size_t i = 0; i < data_.rows(); ++i) {
      for (std::size_t k = 0; k < outputs(); ++k) sum[k] = table_.sum(i, k);
      table_.met_before.push_back(met(i, table_.f->row(i)));
      table_.met_after.push_back(met(i, sum));
    }
  }

  std::optional<bool> met(std::size_t i, std::span<const Rational> values) const {
    if (!table_.classes.empty()) {
      const ClassSet& classes = table_.classes[i];
      if (classes.empty()) return std::nullopt;
      return class_lead(values, classes) >= c_->specification->number;
    }
    std::optional<bool> result;
    for (std::size_t k = 0; k < outputs(); ++k) {
      if (const auto& interval = table_.intervals[i * outputs() + k])
        result = result.value_or(true) && interval->holds(values[k]);
    }
    return result;
  }

  void decide() {
    for (std::size_t i = 0; i < data_.rows(); ++i) {
      table_.before.push_back(greatest(scores_.row(i)));
      for (std::size_t k = 0; table_.g && k < components_.size(); ++k)
        scores_.row(i)[components_[k]] += table_.g->row(i)[k];
      table_.after.push_back(greatest(scores_.row(i)));
    }
  }

  const EvaluateRequest& request_;
  const InterpolationCertificate* c_;
  const Control& control_;
  const std::string& name_;
  WorkMeter work_;
  std::optional<FrozenModel> model_;
  Dataset data_;
  std::vector<std::size_t> components_;  // of the model, or of the certificate's f
  PointMatrix scores_;                   // all outputs of f
  ValueTable table_;
};

}  // namespace

ValueTable evaluate(const std::vector<SuppliedData>& data, const EvaluateRequest& request, const Control& control) {
  if (!request.model && request.certificate == nullptr)
    throw Error(Code::kUsage, "nothing to evaluate: give --model, --certificate or both");
  if (!request.model && !request.tensor.empty())
    throw Error(Code::kUsage, "--tensor names a tensor of a model: give --model");
  if (request.model && !request.columns.frozen.empty())
    throw Error(Code::kUsage, "give either --model or --frozen, not both");
  return Evaluator(data, request, control).run();
}

}  // namespace ftcert
