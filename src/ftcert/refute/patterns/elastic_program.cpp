#include "ftcert/refute/patterns/elastic_program.hpp"

#include <coin/ClpSimplex.hpp>
#include <numeric>

namespace ftcert {

namespace {

// That a program takes at most, with two for each row and column: one that cycles is given up, and nothing is concluded.
constexpr int kIterations = 2000;

}  // namespace

struct ElasticProgram::Model {
  ClpSimplex clp;
  int columns = 0;
};

ElasticProgram::ElasticProgram(std::size_t columns) : model_(std::make_unique<Model>()) {
  model_->columns = static_cast<int>(columns);
  ClpSimplex& clp = model_->clp;
  clp.setLogLevel(0);
  clp.scaling(0);  // features are in [-1, 1]
  clp.resize(0, model_->columns + 1);
  for (int c = 0; c < model_->columns; ++c) clp.setColumnBounds(c, -COIN_DBL_MAX, COIN_DBL_MAX);
  clp.setColumnBounds(model_->columns, 0, COIN_DBL_MAX);
  clp.setObjectiveCoefficient(model_->columns, 1);
}

ElasticProgram::~ElasticProgram() = default;

void ElasticProgram::add(const SparseRow& row, double bound, int sense) {
  std::vector<int> columns;
  std::vector<double> entries;
  for (const auto& [column, entry] : row) {
    columns.push_back(column);
    entries.push_back(entry);
  }
  columns.push_back(model_->columns);
  entries.push_back(sense);
  model_->clp.addRow(static_cast<int>(columns.size()), columns.data(), entries.data(),
                     sense > 0 ? bound : -COIN_DBL_MAX, sense > 0 ? COIN_DBL_MAX : bound);
}

std::size_t ElasticProgram::rows() const { return static_cast<std::size_t>(model_->clp.numberRows()); }

double ElasticProgram::solve() {
  ClpSimplex& clp = model_->clp;
  if (clp.numberRows() == 0) return 0;
  clp.setMaximumIterations(kIterations + 2 * (clp.numberRows() + clp.numberColumns()));
  clp.dual();
  if (clp.status() != 0) {
    clp.allSlackBasis(true);
    clp.primal();
  }
  return clp.status() == 0 ? clp.primalColumnSolution()[model_->columns] : -1;
}

const double* ElasticProgram::solution() const { return model_->clp.primalColumnSolution(); }

std::vector<double> ElasticProgram::multipliers() const {
  const double* duals = model_->clp.dualRowSolution();
  std::vector<double> result(rows());
  for (std::size_t r = 0; r < result.size(); ++r) result[r] = -duals[r];
  return result;
}

std::vector<unsigned char> ElasticProgram::basis() const {
  const ClpSimplex& clp = model_->clp;
  const unsigned char* status = clp.statusArray();
  if (status == nullptr) return {};
  return {status, status + clp.numberColumns() + clp.numberRows()};
}

void ElasticProgram::restore(std::size_t rows, const std::vector<unsigned char>& basis) {
  ClpSimplex& clp = model_->clp;
  const std::size_t found = static_cast<std::size_t>(clp.numberRows());
  if (found > rows) {
    std::vector<int> gone(found - rows);
    std::iota(gone.begin(), gone.end(), static_cast<int>(rows));
    clp.deleteRows(static_cast<int>(gone.size()), gone.data());
  }
  if (basis.empty()) {
    clp.allSlackBasis(true);
  } else {
    clp.copyinStatus(basis.data());
  }
}

}  // namespace ftcert
