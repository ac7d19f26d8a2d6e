#include "programs/worst_space_report.hpp"

#include "ftcert/bounds/general_position.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/files/file.hpp"
#include "programs/outputs.hpp"

namespace ftcert {

void write_worst_space(const CommonOptions& common, const WorstSpaceOptions& options) {
  const std::vector<std::string> outputs{options.output, options.bound, common.json};
  refuse_outputs(outputs, {});
  expect_writable_folders(outputs);
  const WorstSpaceRequest& request = options.request;
  const SpaceShape& shape = request.shape;
  const std::optional<WorstSpace> worst = worst_in_space(request, control_of(common));
  if (!worst) {
    throw Error(Code::kNotShown, "no bound beyond 1, which holds for all labels that differ, is certified for any of " +
                                     counted(request.candidates, "candidate") + " (--candidates, --seed)");
  }
  write_file(options.output, worst->csv);
  const auto& attested = *worst->bound.attested;
  if (!options.bound.empty()) write_file(options.bound, attested.bytes);
  const std::size_t neurons = attested.certificate.claim.neurons;
  const ProvedEnd most = bounds_general_position(shape.changed, shape.samples, shape.dimension).upper;
  const std::string d = std::to_string(shape.dimension);
  Report report(common, options.output == "-" || options.bound == "-");
  report.line(counted(shape.samples, "sample") + " in general position in dimension " + d + ", " +
              counted(shape.changed, "label") + " not 0: candidate " + std::to_string(worst->candidate + 1) + " of " +
              std::to_string(worst->tried) + ", family '" + std::string(worst->data.family) + "'.");
  report.line(
      "Any " + std::to_string(shape.dimension + 1) +
      " of them are affinely independent by how they are made: modulo the prime " + std::to_string(worst->data.prime) +
      " the coordinates of the sample in row i are (i-1), (i-1)^2, .., and Vandermonde determinants of different "
      "numbers are not 0.");
  report.line("Certified: every network with one hidden layer that fits has at least " + counted(neurons, "neuron") +
              ", by method " + std::string(attested.certificate.method->name) +
              (options.bound.empty()
                   ? std::string(" ('ftcert refute --method patterns' writes the certificate, --bound here).")
               : options.bound == "-" ? std::string(".")
                                      : "; certificate: " + options.bound));
  report.line(neurons == most.value ? "No samples in general position, so many of them and so many changed, need more."
                                    : "No such samples need more than " + std::to_string(most.value) + " (" +
                                          most.source + "); whether some need more than these is not known.");
  report.finish({{"family", worst->data.family},
                 {"layers", 2},
                 {"dimension", shape.dimension},
                 {"samples", shape.samples},
                 {"changed", shape.changed},
                 {"lower_bound", neurons},
                 {"upper_bound", most.value},
                 {"method", attested.certificate.method->name},
                 {"general_position", true},
                 {"prime", worst->data.prime},
                 {"candidate", worst->candidate + 1},
                 {"tried", worst->tried}},
                "s WORST layers=2 neurons>=" + std::to_string(neurons) + " samples=" + std::to_string(shape.samples) +
                    " changed=" + std::to_string(shape.changed) + " dimension=" + d + " general-position");
}

}  // namespace ftcert
