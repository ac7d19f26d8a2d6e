// True certificates of networks, for the tests of what is made from certificates.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/explain/residuals.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert::test {

// A true certificate of g at the points: f = 0, the labels are g's values.
inline InterpolationCertificate certificate_of(const Network& g, PointMatrix points) {
  InterpolationCertificate c;
  Evaluation e = evaluate_with_margins(g, points);
  c.dimension = g.inputs();
  c.outputs = g.outputs();
  c.g = g;
  c.sample_count = points.count;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < points.count; ++i) {
    const auto row = e.values.row(i);
    if (std::any_of(row.begin(), row.end(), [](const Rational& v) { return !v.is_zero(); })) ++changed;
    for (const Rational& value : row) c.samples.labels.emplace_back(value);
  }
  c.samples.points = std::move(points);
  c.claim = {g.depth(), g.neurons(), c.sample_count, changed};
  c.margins.layers = e.layers;
  c.margins.bits = weight_bits(g);
  return c;
}

// Through the file format and the checker.
inline InterpolationCertificate checked(const InterpolationCertificate& c) {
  const Certificate read = read_certificate("c.ftc", write_certificate(c));
  check(read, "c.ftc", {});
  return std::get<InterpolationCertificate>(read);
}

inline std::size_t changed_values(const Residuals& residuals) {
  return static_cast<std::size_t>(std::count_if(residuals.values.entries.begin(), residuals.values.entries.end(),
                                                [](const Rational& v) { return !v.is_zero(); }));
}

inline PointMatrix points_of(std::size_t dimension, std::vector<Rational> entries) {
  PointMatrix points(entries.size() / dimension, dimension);
  points.entries = std::move(entries);
  return points;
}

// The lines of an explanation as one text.
inline std::string without_breaks(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line.substr(std::min(line.find_first_not_of(' '), line.size())) + " ";
  return text;
}

}  // namespace ftcert::test
