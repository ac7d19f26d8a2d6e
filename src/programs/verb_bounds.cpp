#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/verbs/bounds.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  std::optional<std::string> samples;
  std::string changed;
  BoundsJob job;
  std::vector<std::string> outputs;
};

// A picture for FILE.svg, a table for FILE.csv and for standard output.
bool is_picture(const std::string& output) {
  if (output.ends_with(".svg")) return true;
  if (output == "-" || output.ends_with(".csv")) return false;
  throw Error(Code::kUsage, "-o " + shown(output) + ": expected FILE.csv, FILE.svg, or - for the table");
}

void run(Options& options) {
  std::vector<std::string> outputs = options.outputs;
  for (const std::string& output : options.outputs) is_picture(output);
  outputs.push_back(options.common.json);
  refuse_outputs(outputs, {});
  expect_writable_folders(options.outputs);
  if (options.samples) options.job.samples = read_count_range("--samples", *options.samples, 1);
  options.job.changed = read_count_range("--changed", options.changed, 0);
  const BoundsTable table = bounds_table(options.job, control_of(options.common));
  bool taken = false;
  std::vector<std::pair<std::string, std::string>> files;  // all are made before the first is written
  for (const std::string& output : options.outputs)
    files.emplace_back(output, is_picture(output) ? bounds_svg(table) : bounds_csv(table));
  for (const auto& [output, bytes] : files) {
    write_file(output, bytes);
    taken = taken || output == "-";
  }
  Said said = bounds_said(table);
  for (const std::string& output : options.outputs) {
    if (output != "-") said.line((is_picture(output) ? "Picture: " : "Table: ") + output);
  }
  Report(options.common, taken).print(said);
}

}  // namespace

void add_bounds(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand("bounds", "neurons needed in the worst case: the paper's interval and ours");
  verb.add_option("--samples", options->samples,
                  "K, all samples: a number, or a range like 10..1000 or 10..1000..10 (in steps of 10); required, "
                  "but with --general-position it is for all large K without it");
  verb.add_option("--changed", options->changed,
                  "N, samples whose label differs from f: a number or a range; pairs with N > K are left out")
      ->required();
  verb.add_option("--layers", options->job.layers, "affine layers of g: 2 is one hidden layer")
      ->check(CLI::Range(std::uint64_t{2}, std::uint64_t{kMostLayers}))
      ->capture_default_str();
  verb.add_flag("--general-position", options->job.general_position,
                "samples in R^d of which any d + 1 are affinely independent; one hidden layer");
  verb.add_option("--dimension", options->job.dimension, "d, with --general-position")
      ->check(CLI::Range(std::uint64_t{1}, kMostInRange));
  verb.add_option("-o", options->outputs,
                  "FILE.csv (-: standard output): the table, at most " + std::to_string(kMostBoundsRows) +
                      " rows; FILE.svg: the paper's interval and ours along the range as a picture; may be given for "
                      "each")
      ->allow_extra_args(false);
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
