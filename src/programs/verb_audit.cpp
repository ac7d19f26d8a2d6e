#include <memory>
#include <string>

#include "ftcert/audit/run.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  audit::AuditRequest request;
  std::string page;
};

void run(Options& options) {
  const FolderPlaces places = audit::audit_places();
  std::vector<std::string> folders;
  for (const FolderPlace& place : places.folders) folders.push_back(place.folder);
  std::vector<std::string> files = places.files;
  files.push_back(places.manifest);
  refuse_summary_in(options.request.directory, options.common.json, files, folders);
  limit_memory(options.common.limits, 0, options.request.jobs - 1);
  options.request.options.seed = options.common.seed;
  options.request.progress = [&](std::size_t done, std::size_t all, std::string_view row) {
    progress(options.common, progress_bar(done, all, row));
  };
  options.request.control = control_of(options.common);
  if (!options.page.empty()) {
    options.request.checker_page = read_file(options.page);
    if (!options.request.checker_page.starts_with("<!DOCTYPE html>"))
      throw Error(Code::kSyntax, {options.page, 1}, "expected the page that ./run page builds, ftcheck.html");
  }
  Report report(options.common, false);
  const audit::AuditSummary summary = audit::run_audit(options.request);
  progress(options.common, "");
  tell_threads(summary.threads, summary.wanted_threads);
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
  verb.add_option("--max-samples", options->request.options.most_samples,
                  "claims about all K and N are tried up to so many samples K")
      ->check(CLI::Range(5, 12))
      ->capture_default_str();
  verb.add_option("--layers", options->request.layers, "only claims about networks with so many layers, as 2,3")
      ->delimiter(',')
      ->check(CLI::Range(2, 4));
  verb.add_option("--jobs", options->request.jobs, "claims decided side by side")
      ->check(CLI::Range(1, kMostJobs))
      ->capture_default_str();
  verb.add_option("--page", options->page,
                  "the checker's page (./run page: build/page/ftcheck.html): put beside the report, which links to it");
  verb.add_flag("--resume", options->request.resume, "go on with the audit in the folder");
  verb.add_option("-o", options->request.directory, "the folder of the report")->required();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
