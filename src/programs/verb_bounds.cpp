#include <memory>
#include <string>

#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/core/error.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  std::uint64_t samples = 0, changed = 0;
  std::size_t layers = 2;
};

void run(const Options& options) {
  if (options.layers != 2) {
    throw Error(Code::kNotApplicable, "--layers " + std::to_string(options.layers) + ": bounds are known to this program for 2 layers");
  }
  if (options.changed > options.samples) {
    throw Error(Code::kUsage, "--changed " + std::to_string(options.changed) + " is more than --samples " + std::to_string(options.samples));
  }
  const std::string n = std::to_string(options.changed), k = std::to_string(options.samples);
  Report report(options.common, false);
  nlohmann::ordered_json json{{"layers", 2}, {"samples", options.samples}, {"changed", options.changed}};
  report.line("Neurons that one hidden layer needs for every choice of " + k + " distinct samples and " + n + " changed labels:");
  if (const auto paper = paper_two_layers(options.changed, options.samples)) {
    report.line("  paper:  " + std::to_string(paper->lower) + " .. " + std::to_string(paper->upper) + "  (equation 7)");
    json["paper"] = {{"lower", paper->lower}, {"upper", paper->upper}, {"source", "equation 7"}};
  } else {
    report.line("  paper:  says nothing here (it needs K >= 3 and N >= 1)");
    json["paper"] = nullptr;
  }
  const std::uint64_t exact = exact_two_layers(options.changed, options.samples);
  report.line("  exactly " + std::to_string(exact) + "  (" +
              (options.samples >= 5 ? "min{3N, K-2} for K >= 5, proofs/two-layers.md" : "small K, proofs/two-layers.md, section 3") + ")");
  json["exact"] = exact;
  json["source"] = "proofs/two-layers.md";
  report.finish(json, "s BOUNDS layers=2 neurons=" + std::to_string(exact) + " samples=" + k + " changed=" + n);
}

}  // namespace

void add_bounds(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb = *app.add_subcommand("bounds", "neurons needed in the worst case: the paper's interval and the exact value");
  verb.add_option("--samples", options->samples, "K, all samples")->required()->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 60));
  verb.add_option("--changed", options->changed, "N, samples whose label differs from f")->required();
  verb.add_option("--layers", options->layers, "affine layers of g")->capture_default_str();
  add_common_options(verb, options->common);
  verb.callback([options] { run(*options); });
}

}  // namespace ftcert
