// Two certificates side by side: verified, each with the files that it binds, and the samples that both have.
//
//   const std::vector<Side> sides = read_sides(job, files, control, std::nullopt);
//   shared_samples(sides[0].values.samples.points, sides[1].values.samples.points).size();
#pragma once

#include <string>
#include <vector>

#include "ftcert/explain/sample_values.hpp"
#include "ftcert/verbs/certificate_facts.hpp"
#include "ftcert/verbs/compare.hpp"

namespace ftcert {

// One of the two, verified.
struct Side {
  std::string name;
  LoadedCertificate loaded;
  SampleValues values;

  const CertificateBody& body() const { return body_of(loaded.certificate); }
  // g as a real function; null for a bound.
  const Network* g() const {
    if (loaded.functions) return &loaded.functions->g;
    const auto* c = std::get_if<InterpolationCertificate>(&loaded.certificate);
    return c == nullptr ? nullptr : &c->g;
  }
};

// The first and the second. Errors: as of compare().
std::vector<Side> read_sides(const CompareJob& job, const Files& files, const Control& control,
                             const std::optional<std::uint64_t>& most_work);

// Shared samples: their numbers in both, counted from 0, in the order of the first.
struct Shared {
  std::vector<std::size_t> first, second;
  std::size_t size() const { return first.size(); }
};

// Samples with equal points. Cost: two sorts.
Shared shared_samples(const PointMatrix& a, const PointMatrix& b);

}  // namespace ftcert
