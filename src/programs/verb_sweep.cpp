#include <cstdlib>
#include <memory>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/sweep/run.hpp"
#include "programs/outputs.hpp"
#include "programs/rank_input.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  RankInput rank;
  std::string plan;
  sweep::SweepRequest request;
};

std::string share_words(const Rank& rank, std::size_t share, std::size_t units) {
  return "c rank " + std::to_string(rank.rank) + " of " + std::to_string(rank.size) + " (" + rank.source +
         "): " + std::to_string(share) + " of " + counted(units, "unit");
}

std::string last_line(const sweep::SweepSummary& summary, const Rank& rank) {
  if (!summary.done)
    return "s SHARE rank=" + std::to_string(rank.rank) + " size=" + std::to_string(rank.size) +
           " share=" + std::to_string(summary.share);
  const sweep::Counts& counts = summary.counts;
  return "s SWEPT units=" + std::to_string(counts.units) + " certified=" + std::to_string(counts.certified) +
         " refuted=" + std::to_string(counts.refuted) + " undecided=" + std::to_string(counts.undecided);
}

nlohmann::ordered_json summary_json(const sweep::SweepSummary& summary, const Rank& rank) {
  nlohmann::ordered_json json{
      {"rank", rank.rank}, {"size", rank.size}, {"share", summary.share}, {"kept", summary.kept}};
  json["redone"] = nlohmann::ordered_json::array();
  for (const sweep::Redone& row : summary.redone)
    json["redone"].push_back({{"unit", row.unit}, {"reason", row.reason}});
  json["repaired"] = summary.repaired;
  json["done"] = summary.done;
  if (!summary.done) return json;
  const sweep::Counts& counts = summary.counts;
  json["units"] = counts.units;
  json["rows"] = counts.rows;
  json["certificates"] = counts.certificates;
  json["certified"] = counts.certified;
  json["refuted"] = counts.refuted;
  json["exact"] = counts.exact;
  json["undecided"] = counts.undecided;
  return json;
}

void run(Options& options) {
  const SharedPlaces places = sweep::sweep_places();
  std::vector<std::string> files = places.files;
  files.push_back(places.manifest);
  refuse_summary_in(options.request.directory, options.common.json, files, places.folders);
  refuse_overwrite(options.common.json, {options.plan});
  const Rank rank = read_rank(options.rank, [](const char* name) { return std::getenv(name); });
  const sweep::Plan plan = sweep::read_plan(options.plan, read_file(options.plan));
  limit_memory(options.common.limits, 0, options.request.jobs - 1);
  options.request.plan = &plan;
  options.request.rank = rank.rank;
  options.request.size = rank.size;
  options.request.progress = [&](std::size_t done, std::size_t all, std::string_view unit) {
    progress(options.common, progress_bar(done, all, unit));
  };
  options.request.control = control_of(options.common);
  Report report(options.common, false);
  const sweep::SweepSummary summary = sweep::run_sweep(options.request);
  progress(options.common, "");
  tell_threads(summary.threads, summary.wanted_threads);
  if (!rank.source.empty()) report.line(share_words(rank, summary.share, plan.units.size()));
  for (const sweep::Redone& row : summary.redone)
    report.line("c unit " + row.unit + ": " + row.reason + ": done again");
  for (const std::string& file : summary.repaired)
    report.line("c " + file + ": it was changed after it was written: made again");
  if (summary.kept > 0)
    report.line("c " + counted(summary.kept, "unit") + " kept, all their certificates checked again");
  if (summary.others > 0)
    report.line("c " + counted(summary.others, "file") + " of units that are not in this plan: left as they are");
  if (summary.done) {
    report.line("Read " + options.request.directory + "/table.jsonl (" + counted(summary.counts.rows, "row") +
                "); check with: ftcheck " + options.request.directory + "/certificates");
  } else {
    report.line("Not all units are done yet (" + summary.missing + "): the table is written when they are.");
  }
  report.finish(summary_json(summary, rank), last_line(summary, rank));
}

}  // namespace

void add_sweep(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand(
      "sweep",
      "many small jobs, each with certificates: what a plan asks of families of data; goes on where it stopped, and by "
      "itself, under mpirun or in a Slurm array writes the same bytes");
  verb.add_option("PLAN", options->plan, "the file with the questions (proofs/sweep-format.md)")->required();
  verb.add_option("--jobs", options->request.jobs, "units decided side by side")
      ->check(CLI::Range(1, kMostJobs))
      ->capture_default_str();
  add_rank_input(verb, options->rank);
  verb.add_option("-o", options->request.directory, "the folder of the table and the certificates")->required();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
