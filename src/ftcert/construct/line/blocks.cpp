#include "ftcert/construct/line/blocks.hpp"

namespace ftcert {

namespace {

// Is the sample in J?
bool needed(const LineSamples& samples, std::size_t r) {
  if (r == 0 || r + 1 == samples.size() || samples.changed(r)) return true;
  return samples.changed(r - 1) || samples.changed(r + 1);
}

bool starts_wide(const LineSamples& samples, std::size_t r) {
  return r + 1 < samples.size() && !samples.changed(r) && !samples.changed(r + 1);
}

Shape blocks_shape(const Problem& problem) {
  const LineSamples samples(problem);
  Polyline line(samples.outputs());
  for (std::size_t r = 0; r < samples.size(); ++r) {
    if (needed(samples, r)) line.add(samples.x(r), samples.z(r), r);
  }
  return {std::move(line), {}};
}

Shape flat_blocks_shape(const Problem& problem) {
  const LineSamples samples(problem);
  Shape shape = blocks_shape(problem);
  for (std::size_t k = 0; k + 1 < shape.line.size(); ++k) {
    if (starts_wide(samples, shape.line.samples[k])) {
      shape.left = left_of_piece(k);
      break;
    }
  }
  return shape;
}

Outcome plan_blocks(const Problem& problem) { return line_plan(problem, block_ends(problem).count - 1, &blocks_shape); }

Outcome plan_flat_blocks(const Problem& problem) {
  const BlockEnds ends = block_ends(problem);
  return line_plan(problem, ends.count - (ends.wide ? 2 : 1), &flat_blocks_shape);
}

}  // namespace

const Construction kBlocks{"blocks", "Theorem 4.4", "K-1 - sum over blocks P of max(|P|-2, 0)", "", 2, &plan_blocks};
const Construction kFlatBlocks{
    "flat-blocks", "flat-piece lemma", "|J|-2 if a block has two samples, else K-1", "", 2, &plan_flat_blocks};

BlockEnds block_ends(const Problem& problem) {
  const LineSamples samples(problem);
  BlockEnds result;
  for (std::size_t r = 0; r < samples.size(); ++r) {
    if (needed(samples, r)) ++result.count;
    if (starts_wide(samples, r)) result.wide = true;
  }
  return result;
}

}  // namespace ftcert
