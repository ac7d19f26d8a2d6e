#include <iostream>
#include <memory>
#include <string>

#include "ftcert/audit/run.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/files/file.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  audit::AuditRequest request;
};

// The summary must not be a file that the audit writes or may remove.
void refuse_summary_in(const std::string& directory, const std::string& summary) {
  refuse_outputs({summary}, {});
  if (summary.empty()) return;
  const FolderPlaces places = audit::audit_places();
  const std::string place = written_place(summary), folder = written_place(directory) + "/";
  bool inside = place == folder + places.manifest;
  for (const std::string& file : places.files) inside = inside || place == folder + file;
  for (const FolderPlace& f : places.folders) inside = inside || place.starts_with(folder + f.folder + "/");
  if (inside)
    throw Error(Code::kOverwritesInput,
                "the output '" + summary + "' is in the way of the audit in '" + directory + "': choose another name");
}

void run(Options& options) {
  refuse_summary_in(options.request.directory, options.common.json);
  limit_memory(options.common.limits, 0, options.request.jobs - 1);
  options.request.options.seed = options.common.seed;
  options.request.progress = [&](std::size_t done, std::size_t all, std::string_view row) {
    constexpr std::size_t kWidth = 30;
    const std::size_t filled = done * kWidth / all;
    progress(options.common, "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " +
                                 std::to_string(done) + "/" + std::to_string(all) + " " + std::string(row));
  };
  options.request.control = control_of(options.common);
  Report report(options.common, false);
  const audit::AuditSummary summary = audit::run_audit(options.request);
  progress(options.common, "");
  if (summary.threads < summary.wanted_threads)
    std::cerr << "c --jobs: of " << summary.wanted_threads << " only " << counted(summary.threads, "thread")
              << " could be started\n";
  nlohmann::ordered_json json{
      {"rows", summary.rows}, {"certificates", summary.certificates}, {"resumed", summary.resumed}};
  json["redone"] = nlohmann::ordered_json::array();
  for (const audit::RedoneRow& row : summary.redone) {
    json["redone"].push_back({{"row", row.id}, {"reason", row.reason}});
    report.line("c row " + row.id + ": " + row.reason + ": done again");
  }
  std::string counts;
  for (const auto& [status, count] : summary.statuses) {
    json["statuses"][status] = count;
    report.line("  " + std::to_string(count) + " " + status);
    std::string word = status;
    for (char& c : word) c = c == ' ' ? '-' : c;
    counts += " " + word + "=" + std::to_string(count);
  }
  report.line("Read " + options.request.directory + "/report.html; check with: ftcheck " + options.request.directory +
              "/certificates/*");
  report.finish(json, "s AUDIT rows=" + std::to_string(summary.rows) +
                          " certificates=" + std::to_string(summary.certificates) + counts);
  if (!summary.complete()) throw Error(Code::kNotShown, "some rows are undecided: the report says what is missing");
}

}  // namespace

void add_audit(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand("audit", "every claim of the paper decided: report and certificates");
  verb.add_option("--max-samples", options->request.options.most_samples, "K of the grids")
      ->check(CLI::Range(5, 12))
      ->capture_default_str();
  verb.add_option("--layers", options->request.layers, "only claims about networks with so many layers, as 2,3")
      ->delimiter(',')
      ->check(CLI::Range(2, 4));
  verb.add_option("--jobs", options->request.jobs, "claims decided side by side")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  verb.add_flag("--resume", options->request.resume, "go on with the audit in the folder");
  verb.add_option("-o", options->request.directory, "the folder of the report")->required();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
