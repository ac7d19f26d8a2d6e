#include "ftcert/verbs/worst_space.hpp"

#include "ftcert/bounds/general_position.hpp"
#include "ftcert/check/methods/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

WorstOutcome worst_in_space(const WorstJob& job, const Control& control) {
  WorstSpaceRequest request = job.space;
  const SpaceShape& shape = request.shape = {job.dimension, *job.samples, *job.changed};
  request.seed = job.seed;
  request.refute.method = RefuteMethod::kTrees;  // no three samples are on a line
  if (!request.refute.most_nodes) request.refute.most_nodes = kNodesInSpace;
  const std::optional<WorstSpace> worst = worst_in_space(request, control);
  if (!worst) {
    throw Error(Code::kNotShown, "no bound beyond 1, which holds for all labels that differ, is certified for any of " +
                                     counted(request.candidates, "candidate") + " (--candidates, --seed)");
  }
  const auto& attested = *worst->bound.attested;
  WorstOutcome outcome{worst->csv, attested.bytes, {}};
  const std::size_t neurons = attested.certificate.claim.neurons;
  const ProvedEnd most = bounds_general_position(shape.changed, shape.samples, shape.dimension).upper;
  const std::string d = std::to_string(shape.dimension);
  Said& said = outcome.said;
  said.line(counted(shape.samples, "sample") + " in general position in dimension " + d + ", " +
            counted(shape.changed, "label") + " not 0: candidate " + std::to_string(worst->candidate + 1) + " of " +
            std::to_string(worst->tried) + ", family '" + std::string(worst->data.family) + "'.");
  said.line("Any " + std::to_string(shape.dimension + 1) +
            " of them are affinely independent by how they are made: modulo the prime " +
            std::to_string(worst->data.prime) +
            " the coordinates of the sample in row i are (i-1), (i-1)^2, .., and Vandermonde determinants of different "
            "numbers are not 0.");
  said.line("Certified: every network with one hidden layer that fits has at least " + counted(neurons, "neuron") +
            ", by method " + std::string(attested.certificate.method->name) +
            (job.bound.empty()
                 ? std::string(" ('ftcert refute --method patterns' writes the certificate, --bound here).")
             : job.bound == "-" ? std::string(".")
                                : "; certificate: " + job.bound));
  said.line(neurons == most.value ? "No samples in general position, so many of them and so many changed, need more."
                                  : "No such samples need more than " + std::to_string(most.value) + " (" +
                                        most.source + "); whether some need more than these is not known.");
  said.summary = {{"family", worst->data.family},      {"layers", 2},
                  {"dimension", shape.dimension},      {"samples", shape.samples},
                  {"changed", shape.changed},          {"lower_bound", neurons},
                  {"upper_bound", most.value},         {"method", attested.certificate.method->name},
                  {"general_position", true},          {"prime", worst->data.prime},
                  {"candidate", worst->candidate + 1}, {"tried", worst->tried}};
  said.last_line = "s WORST layers=2 neurons>=" + std::to_string(neurons) +
                   " samples=" + std::to_string(shape.samples) + " changed=" + std::to_string(shape.changed) +
                   " dimension=" + d;
  return outcome;
}

}  // namespace ftcert
