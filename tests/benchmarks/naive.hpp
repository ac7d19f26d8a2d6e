// The naive exact evaluation: the plain loop with GMP's rationals in place of float64.
//
// Purpose: the other measure for exact evaluation. Every product and every sum is brought to lowest terms, as mpq_mul and mpq_add do.
#pragma once

#include <string>
#include <vector>

#include "benchmarks/float_loop.hpp"

namespace ftcert::bench {

// The network with these weights, at one point: its values as GMP writes them.
class NaiveNetwork {
 public:
  explicit NaiveNetwork(const std::vector<FloatLayer>& layers);
  ~NaiveNetwork();
  NaiveNetwork(const NaiveNetwork&) = delete;
  NaiveNetwork& operator=(const NaiveNetwork&) = delete;

  std::vector<std::string> values(const double* point) const;

 private:
  struct Layer;
  std::vector<Layer> layers_;
};

}  // namespace ftcert::bench
