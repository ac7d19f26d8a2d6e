#include "ftcert/certify/worst_space.hpp"

#include <utility>

#include "ftcert/bounds/general_position.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

std::string csv_of(const SpaceData& data, std::size_t dimension) {
  std::string text;
  for (std::size_t j = 1; j <= dimension; ++j) text += "x" + std::to_string(j) + ",";
  text += "label\n";
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    for (std::size_t j = 0; j < dimension; ++j) text += std::to_string(data.points[i * dimension + j]) + ",";
    text += std::to_string(data.labels[i]) + "\n";
  }
  return text;
}

}  // namespace

std::optional<WorstSpace> worst_in_space(const WorstSpaceRequest& request, const Control& control) {
  require(request.refute.layers == 2 && !request.refute.neurons, "worst_in_space: one hidden layer, the best bound");
  const SpaceShape& shape = request.shape;
  const std::uint64_t most = bounds_general_position(shape.changed, shape.samples, shape.dimension).upper.value;
  RefuteRequest refutation = request.refute;
  refutation.fits = most;
  std::optional<WorstSpace> best;
  std::size_t tried = 0;
  for (; tried < request.candidates && (!best || best->bound.found.neurons < most); ++tried) {
    control.step(
        "candidate " + std::to_string(tried + 1) + " of " + std::to_string(request.candidates) +
        (best ? ", at least " + std::to_string(best->bound.found.neurons) + " neurons so far" : std::string()));
    SpaceData data = space_data(shape, tried, request.seed);
    std::string csv = csv_of(data, shape.dimension);
    RefuteResult bound = refute(read_subject({"worst.csv", csv}, std::nullopt, {}, control), refutation, control);
    if (!bound.attested || bound.found.neurons <= 1) continue;
    if (!best || bound.found.neurons > best->bound.found.neurons)
      best = WorstSpace{std::move(data), std::move(csv), tried, 0, std::move(bound)};
  }
  if (best) best->tried = tried;
  return best;
}

}  // namespace ftcert
