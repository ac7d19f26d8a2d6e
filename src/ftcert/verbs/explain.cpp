#include "ftcert/verbs/explain.hpp"

#include "ftcert/construct/specification/specified_networks.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/prose.hpp"
#include "ftcert/explain/theorem.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/verbs/certificate_facts.hpp"
#include "ftcert/verbs/explain_summary.hpp"
#include "ftcert/verbs/quality_said.hpp"

namespace ftcert {

namespace {

template <typename Kind>
NoFacts facts_of(const Kind&, const Residuals&) {
  return {};
}
ExecutionFacts facts_of(const ExecutionCertificate& c, const Residuals& residuals) {
  return execution_facts(c, residuals);
}

FileNames names(const ExplainJob& job, const Files& files, const CertificateBody& body) {
  FileNames names{job.input.certificate, job.input.data, job.input.model};
  names.labels = job.input.labels;
  if (job.class_names.empty()) return names;
  if (!body.specification || !body.specification->classes())
    throw Error(Code::kUsage, "--class-names: the certificate is not about classes");
  names.classes = read_class_names(job.class_names, files.bytes(job.class_names), body.outputs);
  return names;
}

std::optional<ConstructionSource> known_construction(const std::string& name) {
  const auto said = [](const Construction& c) {
    return ConstructionSource{std::string(c.source), std::string(c.promise)};
  };
  for (const Construction* of_specifications : {&kHalfSpaces, &kPolytopes}) {
    if (name == of_specifications->name) return said(*of_specifications);
  }
  const Construction* found = find_construction(name);
  return found == nullptr ? std::nullopt : std::optional(said(*found));
}

using Limit = std::optional<Integer>;
std::vector<std::string> explanation(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&,
                                     const FileNames& names, const Limit& most_work) {
  return words(c, residuals, names, most_work, known_construction);
}
std::vector<std::string> explanation(const BoundCertificate& c, const Residuals& residuals, const NoFacts&,
                                     const FileNames& names, const Limit&) {
  return words(c, residuals, names);
}
std::vector<std::string> explanation(const ExecutionCertificate& c, const Residuals& residuals,
                                     const ExecutionFacts& facts, const FileNames& names, const Limit&) {
  return words(c, residuals, facts, names);
}
std::string drawn(const ExecutionCertificate& c, const Residuals& residuals, const ExecutionFacts& facts,
                  const Limit& most_work) {
  return picture(c, residuals, facts, most_work);
}
std::string drawn(const InterpolationCertificate& c, const Residuals& residuals, const NoFacts&,
                  const Limit& most_work) {
  return picture(c, residuals, most_work);
}
std::string drawn(const BoundCertificate& c, const Residuals& residuals, const NoFacts&, const Limit&) {
  return picture(c, residuals);
}

// What is known of a network where it runs.
std::optional<Quality> quality_of(const InterpolationCertificate& c, const Residuals& residuals,
                                  const Limit& most_work) {
  return quality(c.g, residuals.points, residuals.values, most_work);
}
std::optional<Quality> quality_of(const ExecutionCertificate&, const Residuals&, const Limit&) { return std::nullopt; }
std::optional<Quality> quality_of(const BoundCertificate&, const Residuals&, const Limit&) { return std::nullopt; }

void append(std::vector<std::string>& text, const Quality& runs, bool specified) {
  Prose prose;
  prose.heading("Where it runs");
  for (const std::string& line : quality_lines(runs, false, specified)) prose.say(line);
  text.emplace_back();
  text.insert(text.end(), prose.lines().begin(), prose.lines().end());
}

}  // namespace

Explained explain(const ExplainJob& job, const Files& files, const Control& control,
                  const std::optional<std::uint64_t>& most_work) {
  const LoadedCertificate loaded = load(job.input, files, control, most_work);
  const Supplied& supplied = loaded.supplied;
  const std::string& name = job.input.certificate;
  check(loaded.certificate, name, supplied);
  std::optional<ModelComparison> model;
  if (supplied.model) model = compare_with_model(loaded.certificate, name, supplied, job.input.tensor);
  Explained result;
  std::visit(
      [&](const auto& c) {
        const SampleValues values = sample_values(c, c.lines, name, supplied);
        const Residuals residuals = residuals_of(c, values);
        const auto facts = facts_of(c, residuals);
        const std::optional<Quality> runs = quality_of(c, residuals, supplied.most_work);
        std::vector<std::string> text = explanation(c, residuals, facts, names(job, files, c), supplied.most_work);
        if (runs) append(text, *runs, c.specification.has_value());
        if (job.picture) result.picture = drawn(c, residuals, facts, supplied.most_work);
        if (job.theorem) result.theorem = theorem(loaded.certificate, values);
        Said& said = result.said;
        said.line("VERIFIED: every statement of " + name + " was recomputed over the rationals and holds.");
        if (model) said.line("f is the function of " + job.input.model + " at " + where_compared(*model) + ".");
        if (runs) {
          for (const std::string& line : quality_warnings(*runs, c.specification.has_value())) said.line(line);
        }
        said.line("");
        for (const std::string& line : text) said.line(line);
        said.summary = explain_summary(c, residuals, facts);
        if (model) said.summary["model_compared"] = model->samples;
        if (runs) add_quality(said.summary, *runs);
        said.summary["text"] = text;
        said.last_line = "s EXPLAINED " + verdict_words(loaded.certificate);
      },
      loaded.certificate);
  return result;
}

}  // namespace ftcert
