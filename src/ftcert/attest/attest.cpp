#include "ftcert/attest/attest.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/attest/accept.hpp"
#include "ftcert/common/changed_rows.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

void require_fit(const AttestSubject& subject, const PointMatrix& residuals, const PointMatrix& values) {
  const auto miss = std::mismatch(values.entries.begin(), values.entries.end(), residuals.entries.begin());
  if (miss.first == values.entries.end()) return;
  const auto entry = static_cast<std::size_t>(miss.first - values.entries.begin());
  const std::size_t outputs = subject.body.outputs, sample = entry / outputs;
  throw Error(Code::kWrongValue, subject.place(sample),
              "sample " + std::to_string(sample + 1) +
                  (outputs > 1 ? " component " + std::to_string(entry % outputs + 1) : "") +
                  ": g = " + miss.first->text() + ", expected " + miss.second->text() + ": f+g misses the label by " +
                  (*miss.first - *miss.second).text());
}

}  // namespace

Place AttestSubject::place(std::size_t sample) const {
  const std::vector<std::size_t>& lines = body.samples.lines;
  const std::size_t line = sample < lines.size() ? lines[sample] : 0;
  if (!body.data || !body.data->in_parts()) return {name, line};
  auto part = body.data->files.begin();
  for (; sample >= *part->samples; ++part) sample -= *part->samples;
  const auto file = std::ranges::find(supplied.data, part->sha256, &SuppliedData::sha256);
  return {file->name, line};
}

Measured measured(const Network& g, const PointMatrix& points, const ForChunks& for_chunks) {
  Measured result;
  for_chunks(2, [&](std::size_t step) {
    if (step == 0) {
      result.evaluation = evaluate_with_margins(g, points, for_chunks);
    } else if (auto direction = common_direction(g)) {
      auto gap = projection_gap(points, *direction);
      if (!gap || !gap->is_zero()) result.margins.projection = ProjectionMargin{std::move(*direction), std::move(gap)};
    }
  });
  result.margins.layers = result.evaluation.layers;
  result.margins.bits = weight_bits(g);
  return result;
}

Attested<InterpolationCertificate> attest_network(const AttestSubject& subject, const PointMatrix& residuals, Network g,
                                                  std::optional<ConstructionNote> construction,
                                                  const InterpolationWords& words) {
  require_shape(g, subject.body);
  const PointMatrix& points = subject.body.samples.points;
  const ForChunks& for_chunks = subject.supplied.for_chunks;
  Measured at_samples = measured(g, points, for_chunks);
  require_fit(subject, residuals, at_samples.evaluation.values);
  at_samples.evaluation.values = {};  // the residuals
  Attested<InterpolationCertificate> result{InterpolationCertificate(subject.body), {}, {}};
  InterpolationCertificate& c = result.certificate;
  c.claim = {g.depth(), g.neurons(), c.sample_count, changed_rows(residuals).size()};
  c.construction = std::move(construction);
  c.margins = std::move(at_samples.margins);
  c.g = std::move(g);
  result.bytes = write_certificate(c, words(c));
  c.samples = {};
  Supplied supplied = subject.supplied;
  supplied.evaluate = [&](const Network& read, const PointMatrix& at) {
    return read == c.g && at.entries == points.entries ? Evaluation{residuals, c.margins.layers}
                                                       : evaluate_with_margins(read, at, for_chunks);
  };
  result.work = accept(result.bytes, std::move(supplied));
  return result;
}

Attested<BoundCertificate> attest_bound(const AttestSubject& subject, BoundStatement statement,
                                        const std::vector<std::string>& words) {
  Attested<BoundCertificate> result{{subject.body, std::move(statement)}, {}, {}};
  result.bytes = write_certificate(result.certificate, words);
  result.certificate.samples = {};
  result.work = accept(result.bytes, subject.supplied);
  return result;
}

}  // namespace ftcert
