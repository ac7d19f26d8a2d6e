// Inequalities, and by how much they must be missed: a linear program that always has a solution.
//
// Purpose: how the search for trees of activation patterns asks whether the rows of an assignment contradict each other. Minimises the miss t >= 0
// under a . l <= b + t, or a . l >= b - t, over free l. A positive minimum says that they do, and its dual solution is the combination that shows
// it. The answer is one in floating point and is not believed: exact_leaf.hpp makes it exact or finds that it is wrong. A search may be
// given another solver (RowSolver), for instance one that lies.
//
//   ElasticProgram program(12);
//   program.add({{0, 1.0}}, 2, -1);                // l_0 <= 2
//   if (program.solve() > 0) program.multipliers();
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace ftcert {

// Column and coefficient.
using SparseRow = std::vector<std::pair<int, double>>;

class RowSolver {
 public:
  virtual ~RowSolver() = default;
  // sense -1: at most the bound; 1: at least.
  virtual void add(const SparseRow& row, double bound, int sense) = 0;
  virtual std::size_t rows() const = 0;
  // The least miss; -1: no answer.
  virtual double solve() = 0;
  // After solve(): l.
  virtual const double* solution() const = 0;
  // After solve(): one number a row, >= 0 for sense -1 and <= 0 for sense 1; their combination of the rows has no l, and a right side of minus
  // the miss.
  virtual std::vector<double> multipliers() const = 0;
  // Where the next solve() begins; with so many rows as now.
  virtual std::vector<unsigned char> basis() const = 0;
  // Only the first `rows` rows are left, and this basis() of them.
  virtual void restore(std::size_t rows, const std::vector<unsigned char>& basis) = 0;
};

class ElasticProgram : public RowSolver {
 public:
  explicit ElasticProgram(std::size_t columns);
  ~ElasticProgram() override;

  void add(const SparseRow& row, double bound, int sense) override;
  std::size_t rows() const override;
  double solve() override;
  const double* solution() const override;
  std::vector<double> multipliers() const override;
  std::vector<unsigned char> basis() const override;
  void restore(std::size_t rows, const std::vector<unsigned char>& basis) override;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace ftcert
