// The fewest neurons of one hidden layer that a search finds for one output, made exact.
//
// Purpose: for each number of neurons and each choice of their signs, descents from random starts, kicked out of the places where they end by random
// weights of the samples; where one meets all samples, the widest margin of its patterns, and exact numbers. Before that, patterns are changed one at a
// time (pattern_flips.hpp). First every number of
// neurons gets a short try, in increasing order; from the first that succeeds the search goes down as far as its budget lets it. Deterministic: the seeds
// are fixed and the budget counts operations.
//
//   JointSearch search(points, samples, z, {.most = 4, .exceptions = true});
//   if (auto found = search.fewest(budget)) found->forms;   // verified at all samples
#pragma once

#include <optional>
#include <vector>

#include "ftcert/construct/joint/joint_descent.hpp"
#include "ftcert/construct/joint/joint_exact.hpp"
#include "ftcert/construct/joint/joint_random.hpp"

namespace ftcert {

struct JointSearchOptions {
  std::size_t most = 1;    // neurons
  bool exceptions = true;  // unchanged samples may be met by cancelling, and by a constant
};

struct FoundNetwork {
  JointForms forms;
  WideNetwork wide;
};

class JointSearch {
 public:
  // All must outlive the object; z: one residual a sample, not all zero.
  JointSearch(const PointMatrix& points, const CentredSamples& samples, const std::vector<Rational>& z,
              const JointSearchOptions& options);

  bool usable() const { return data_.usable(); }
  const JointData& data() const { return data_; }
  // flips: for the patterns of many samples in many dimensions; descents: for few samples.
  std::optional<FoundNetwork> fewest(JointBudget& descents, JointBudget& flips);

 private:
  struct Shape {
    std::vector<int> signs;
    bool with_constant = false;
  };
  std::vector<Shape> shapes(std::size_t neurons) const;
  // Rounds of one start for each shape, each kicked so many times.
  std::optional<FoundNetwork> look(std::size_t neurons, int rounds, int kicks, JointBudget& budget);
  std::optional<FoundNetwork> try_shape(const Shape& shape, int kicks, JointBudget& budget);
  // By pattern_flips.hpp, for each choice of signs.
  std::optional<FoundNetwork> flip(std::size_t neurons, JointBudget& budget);
  std::optional<FoundNetwork> made_exact(const JointNetwork& network, JointBudget& budget,
                                         const std::vector<std::uint32_t>* patterns = nullptr) const;
  JointNetwork start(const Shape& shape);
  JointNetwork kicked(const JointNetwork& network, const DescentOptions& options, JointBudget& budget);

  const PointMatrix& points_;
  const CentredSamples& samples_;
  const std::vector<Rational>& z_;
  JointSearchOptions options_;
  JointData data_;
  JointRandom random_{1};
  std::size_t starts_ = 0;
};

}  // namespace ftcert
