#include "ftcert/verbs/evaluate.hpp"

#include <set>
#include <utility>

#include "ftcert/certificate/line_reader.hpp"  // joined
#include "ftcert/core/error.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/verbs/certificate_facts.hpp"
#include "ftcert/verbs/loaded_certificate.hpp"

namespace ftcert {

namespace {

nlohmann::ordered_json json_extreme(const std::optional<Extreme>& extreme, const ValueTable& table) {
  if (!extreme) return nullptr;
  return {
      {"value", extreme->value.text()}, {"row", extreme->row + 1}, {"component", table.components[extreme->component]}};
}

class EvaluateVerb {
 public:
  EvaluateVerb(Said& said, const EvaluateJob& job, const Files& files, const Control& control,
               const std::optional<std::uint64_t>& most_work)
      : said_(said), job_(job), files_(files), control_(control), most_work_(most_work) {}

  ValueTable run() {
    const std::vector<SuppliedData> data = files_.data(job_.input.data);
    EvaluateRequest request;
    request.model = files_.named(job_.input.model);
    request.tensor = job_.input.tensor;
    request.samples = job_.input.sample_rule();
    request.tables = tables_of(job_.input, files_, data);
    request.columns = columns_of(job_.input, request.model);
    if (job_.input.round) request.rounding = request.columns.rounding;
    request.model_outputs = job_.input.components;
    request.class_column = job_.input.classes;
    if (!request.class_column.empty()) {  // whose margin is the certificate's
      request.columns.labels.clear();
      request.columns.specification.reset();
    }
    if (!job_.certificate.empty()) use_certificate(request, data);
    ValueTable table = evaluate(data, request, control_);
    say(table, changes_of(table));
    return table;
  }

 private:
  // Nothing is said of a network that a checker would refuse. Only samples in another file than the one given cannot be checked.
  void use_certificate(EvaluateRequest& request, const std::vector<SuppliedData>& data) {
    const CertificateFiles input{job_.certificate, {}, job_.input.model, job_.input.tensor};
    loaded_ = load(input, files_, control_, most_work_);
    const InterpolationCertificate& c = functions_of(*loaded_, input);
    request.certificate = &c;
    request.certificate_name = input.certificate;
    loaded_->supplied.most_work = Integer(control_.most_work);
    held_out_ = !c.data || !same_files(*c.data, data, request.tables.labels);
    if (!held_out_) {
      loaded_->supplied.data = data;
      loaded_->supplied.labels = request.tables.labels;
    }
    control_.step("checking the certificate");
    try {
      const Verdict verdict = check(loaded_->certificate, input.certificate, loaded_->supplied);
      checked_ = true;
      said_.line("Certificate: verified " + verdict.claim + ".");
      for (const std::string& note : verdict.notes) said_.line("  " + note);
    } catch (const Error& error) {
      if (error.code() != Code::kFileMissing) throw;
      said_.line("Certificate: NOT CHECKED: its samples are in the " + files_text(*c.data) + " with SHA-256 " +
                 joined(c.data->files, ", ", [](const BoundFile& file) { return file.sha256; }) +
                 ", and the data are " + (data.size() == 1 ? "another file" : "other files") +
                 ". What is said of g here is not proved.");
    }
  }

  // Whether the files are those that the certificate binds.
  static bool same_files(const DataBinding& bound, const std::vector<SuppliedData>& data,
                         const std::optional<SuppliedData>& labels) {
    const auto digests = [](const auto& files) {
      std::set<std::string> all;
      for (const auto& file : files) all.insert(file.sha256);
      return all;
    };
    const bool same_labels = bound.labels ? labels && bound.labels->sha256 == labels->sha256 : !labels;
    return same_labels && digests(bound.files) == digests(data);
  }

  static std::string files_text(const DataBinding& bound) {
    return bound.files.size() == 1 ? "file" : std::to_string(bound.files.size()) + " files";
  }

  std::string number(const Rational& value) const {
    return job_.digits ? decimal(value, *job_.digits) : readable(value);
  }

  std::string at(const Extreme& extreme, const ValueTable& table) const {
    return number(extreme.value) + " at row " + std::to_string(extreme.row + 1) +
           (table.outputs() > 1 ? ", component " + table.components[extreme.component] : "");
  }

  void say(const ValueTable& table, const Changes& changes) {
    said_.line(counted(table.rows, "row") + ", " + counted(table.outputs(), "component") +
               (table.f ? "" : "; f is not known at these rows (a column with its values: --frozen)"));
    if (has_model() && loaded_ && binds_model())
      said_.line(std::string(computed() ? "Where the certificate says what f is at one of these rows"
                                        : "At these rows the certificate's f") +
                 (computed() ? ", it" : "") + " is the function of " + job_.input.model + ".");
    if (table.g) {
      said_.line("g is not 0 at " + counted(changes.rows, "row") + ", in " + counted(changes.outputs, "output") +
                 (changes.largest ? "; the largest change: " + at(*changes.largest, table) : "") + ".");
    }
    const bool decides = !table.before.empty();
    if (decides && table.g) {
      said_.line("Class decisions that change: " + std::to_string(changes.decisions) + "; ties: " +
                 std::to_string(changes.ties_before) + " before, " + std::to_string(changes.ties_after) + " after.");
    } else if (table.g && loaded_ && !has_model() && binds_model()) {
      said_.line("Class decisions are not known: they need all outputs of f (--model), where it has several.");
    }
    if (changes.classified > 0) {
      const std::string of = " of " + std::to_string(changes.classified);
      said_.line("Classes: right before: " + std::to_string(changes.right_before) + of +
                 (table.g ? ", after: " + std::to_string(changes.right_after) + of + " (" +
                                std::to_string(changes.repaired) + " repaired, " + std::to_string(changes.broken) +
                                " broken)"
                          : "") +
                 ".");
    }
    if (changes.specified > 0) {
      const std::string of = " of " + std::to_string(changes.specified);
      const std::string before = std::to_string(changes.met_before) + of,
                        after = std::to_string(changes.met_after) + of;
      said_.line(
          job_.input.classes.empty()
              ? "What the certificate specifies" + margin() + ": met before: " + before + ", after: " + after + "."
              : "By at least the certificate's margin: right before: " + before + ", after: " + after + margin() + ".");
    }
    if (changes.deviation) {
      said_.line(counted(changes.labelled, "label") +
                 "; the largest deviation from one: " + at(*changes.deviation, table) + ".");
    }
    nlohmann::ordered_json json{{"rows", table.rows}, {"outputs", table.outputs()}, {"components", table.components}};
    json["certificate_checked"] = loaded_ ? nlohmann::ordered_json(checked_) : nlohmann::ordered_json();
    json["data_of_certificate"] = loaded_ ? nlohmann::ordered_json(!held_out_) : nlohmann::ordered_json();
    const auto if_known = [](bool known, std::size_t count) {
      return known ? nlohmann::ordered_json(count) : nlohmann::ordered_json();
    };
    json["outputs_changed"] = if_known(table.g.has_value(), changes.outputs);
    json["rows_changed"] = if_known(table.g.has_value(), changes.rows);
    json["largest_change"] = json_extreme(changes.largest, table);
    json["decisions_changed"] = if_known(decides && table.g, changes.decisions);
    json["ties_before"] = if_known(decides, changes.ties_before);
    json["ties_after"] = if_known(decides && table.g, changes.ties_after);
    const bool classes = !table.classes.empty(), specified = !table.met_before.empty();
    json["classified"] = if_known(classes, changes.classified);
    json["right_before"] = if_known(classes, changes.right_before);
    json["right_after"] = if_known(classes && table.g, changes.right_after);
    json["repaired"] = if_known(classes && table.g, changes.repaired);
    json["broken"] = if_known(classes && table.g, changes.broken);
    json["specified"] = if_known(specified, changes.specified);
    json["met_before"] = if_known(specified, changes.met_before);
    json["met_after"] = if_known(specified, changes.met_after);
    json["labelled"] = changes.labelled;
    json["largest_deviation"] = json_extreme(changes.deviation, table);
    said_.summary = std::move(json);
    said_.last_line = "s EVALUATED rows=" + std::to_string(table.rows) + " outputs=" + std::to_string(table.outputs()) +
                      (table.g ? " changed=" + std::to_string(changes.outputs) : "") +
                      (decides && table.g ? " decisions_changed=" + std::to_string(changes.decisions) : "") +
                      (classes ? " right_before=" + std::to_string(changes.right_before) : "") +
                      (classes && table.g ? " right_after=" + std::to_string(changes.right_after) : "") +
                      (table.g ? " rows_changed=" + std::to_string(changes.rows) : "");
  }

  // " (margin 1/100)"
  std::string margin() const {
    const auto& terms = body_of(loaded_->certificate).specification;
    return terms->classes() ? " (margin " + number(terms->number) + ")" : std::string();
  }

  bool has_model() const { return !job_.input.model.empty(); }
  // Whether the certificate has values of f at samples alone.
  bool computed() const { return body_of(loaded_->certificate).frozen == FrozenKind::kComputed; }
  bool binds_model() const { return body_of(loaded_->certificate).model.has_value(); }

  Said& said_;
  const EvaluateJob& job_;
  const Files& files_;
  const Control& control_;
  const std::optional<std::uint64_t>& most_work_;
  std::optional<LoadedCertificate> loaded_;
  bool checked_ = false, held_out_ = false;
};

}  // namespace

ValueTable evaluate(Said& said, const EvaluateJob& job, const Files& files, const Control& control,
                    const std::optional<std::uint64_t>& most_work) {
  if (job.input.data.empty()) throw Error(Code::kUsage, "--data is required");
  return EvaluateVerb(said, job, files, control, most_work).run();
}

}  // namespace ftcert
