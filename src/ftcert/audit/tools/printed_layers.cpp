#include "ftcert/audit/tools/printed_layers.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert::audit {

namespace {

// Gauss and Jordan; one unknown more than equations.
PrintedRows solve(std::vector<std::vector<Rational>> matrix, std::vector<Rational> right) {
  PrintedRows result;
  const std::size_t rows = matrix.size();
  std::vector<std::size_t> pivots;
  std::size_t open = rows;  // the unknown that stays free when the equations are independent
  for (std::size_t column = 0; column <= rows && result.rank < rows; ++column) {
    std::size_t pivot = result.rank;
    while (pivot < rows && matrix[pivot][column].is_zero()) ++pivot;
    if (pivot == rows) {
      open = column;
      continue;
    }
    std::swap(matrix[pivot], matrix[result.rank]);
    std::swap(right[pivot], right[result.rank]);
    const Rational scale = matrix[result.rank][column];
    for (Rational& v : matrix[result.rank]) v /= scale;
    right[result.rank] /= scale;
    for (std::size_t i = 0; i < rows; ++i) {
      if (i == result.rank || matrix[i][column].is_zero()) continue;
      const Rational factor = matrix[i][column];
      for (std::size_t k = 0; k <= rows; ++k) matrix[i][k] -= factor * matrix[result.rank][k];
      right[i] -= factor * right[result.rank];
    }
    pivots.push_back(column);
    ++result.rank;
  }
  if (result.rank < rows) return result;
  std::vector<Rational> mu(rows + 1), nu(rows + 1);
  nu[open] = 1;
  for (std::size_t i = 0; i < rows; ++i) {
    mu[pivots[i]] = right[i];
    nu[pivots[i]] = -matrix[i][open];
  }
  // nu with positive weights (the first of them tells), then b2 = 1 in nu and 0 in mu, or the first weight where b2 is not positive.
  if (nu[0].sign() < 0) {
    for (Rational& v : nu) v = -v;
  }
  const std::size_t one = nu[rows].sign() > 0 ? rows : 0;
  require(nu[one].sign() > 0, "audit: a null vector without the first unit");
  const Rational scale = nu[one], shift = mu[one] / scale;
  for (std::size_t j = 0; j <= rows; ++j) {
    mu[j] -= shift * nu[j];
    nu[j] /= scale;
  }
  const auto row_of = [&](const std::vector<Rational>& v) { return PrintedRow{{v.begin(), v.end() - 1}, v.back()}; };
  result.mu = row_of(mu);
  result.nu = row_of(nu);
  return result;
}

}  // namespace

PrintedRow PrintedRows::at(const Rational& lambda) const {
  PrintedRow row = mu;
  for (std::size_t j = 0; j < row.weights.size(); ++j) row.weights[j] += lambda * nu.weights[j];
  row.bias += lambda * nu.bias;
  return row;
}

std::string Box::text() const {
  return "below " + set_text(low) + ", inside " + set_text(inside) + ", above " + set_text(high);
}

Box box_of(const std::vector<Rational>& inputs) {
  Box box;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    IndexSet& part = inputs[i] < Rational(-1) ? box.low : inputs[i] > Rational(1) ? box.high : box.inside;
    part |= IndexSet{1} << i;
  }
  return box;
}

PrintedLayers::PrintedLayers(std::vector<Rational> x, Groups groups, const Rational& epsilon)
    : x_(std::move(x)), groups_(std::move(groups)) {
  require(!groups_.empty() && epsilon.sign() > 0, "audit: groups of the printed layers");
  for (std::size_t j = 0; j < groups_.size(); ++j) {
    // c_0 = c_1 - epsilon and c_(K+1) = c_K + epsilon stand for the groups that are not there.
    const Rational before = j == 0 ? x_.front() - epsilon : x_[groups_[j - 1].back()],
                   behind = j + 1 == groups_.size() ? x_.back() + epsilon : x_[groups_[j + 1].front()],
                   &first = x_[groups_[j].front()], &last = x_[groups_[j].back()],
                   width = last + behind - before - first;
    const Rational sign = j % 2 == 0 ? 1 : -1;
    weights_.push_back(sign * Rational(4) / width);
    biases_.push_back(-sign * (last + behind + before + first) / width);
  }
}

PrintedRows PrintedLayers::rows(const std::vector<std::size_t>& chosen, const std::vector<Rational>& targets) const {
  require(chosen.size() == units() && targets.size() == units(), "audit: one sample a group");
  std::vector<std::vector<Rational>> matrix;
  for (const std::size_t i : chosen) {
    matrix.emplace_back();
    for (std::size_t j = 0; j < units(); ++j) matrix.back().push_back(beta(j, x_[i]));
    matrix.back().push_back(1);
  }
  return solve(std::move(matrix), targets);
}

PrintedRow PrintedLayers::steep_row(const std::vector<std::size_t>& chosen, const std::vector<Rational>& targets,
                                    bool positive, const Rational& clearance, IndexSet others) const {
  const PrintedRows all = rows(chosen, targets);
  require(all.nu.weights.size() == units(), "audit: dependent rows");
  for (const std::size_t i : chosen) others &= ~(IndexSet{1} << i);
  for (Rational lambda = positive ? 1 : -1;; lambda *= 2) {
    PrintedRow row = all.at(lambda);
    bool serves = true;
    for (const Rational& w : row.weights) serves = serves && w.sign() == lambda.sign();
    for (const std::size_t i : members(others)) serves = serves && abs(input(row, x_[i])) > clearance;
    if (serves) return row;
  }
}

Rational PrintedLayers::input(const PrintedRow& row, const Rational& t) const {
  Rational sum = row.bias;
  for (std::size_t j = 0; j < units(); ++j) sum += row.weights[j] * beta(j, t);
  return sum;
}

std::vector<Rational> PrintedLayers::inputs(const PrintedRow& row) const {
  std::vector<Rational> result;
  for (const Rational& t : x_) result.push_back(input(row, t));
  return result;
}

std::vector<Rational> PrintedLayers::alphas(std::size_t unit) const {
  std::vector<Rational> result;
  for (const Rational& t : x_) result.push_back(alpha(unit, t));
  return result;
}

// relu(alpha_j + 1) and relu(alpha_j - 1) for each j.
AffineMap PrintedLayers::first_layer() const {
  AffineMap map(2 * units(), 1);
  for (std::size_t j = 0; j < units(); ++j) {
    map.weight(2 * j, 0) = map.weight(2 * j + 1, 0) = weights_[j];
    map.bias[2 * j] = biases_[j] + Rational(1);
    map.bias[2 * j + 1] = biases_[j] - Rational(1);
  }
  return map;
}

// factor * (W2 beta + b2) from the ReLUs of layer 1: beta_j is their difference less 1.
void PrintedLayers::feed(AffineMap& map, std::size_t row, const PrintedRow& weights, const Rational& factor) const {
  Rational bias = weights.bias;
  for (std::size_t j = 0; j < units(); ++j) {
    map.weight(row, 2 * j) = factor * weights.weights[j];
    map.weight(row, 2 * j + 1) = -factor * weights.weights[j];
    bias -= weights.weights[j];
  }
  map.bias[row] = factor * bias;
}

Network PrintedLayers::unit_network(std::size_t unit) const {
  const std::vector<Hinge> hinges{{1, weights_[unit], biases_[unit] + Rational(1)},
                                  {-1, weights_[unit], biases_[unit] - Rational(1)}};
  return Activation{hinges, -1}.network();
}

Network PrintedLayers::input_network(const PrintedRow& row) const {
  AffineMap output(1, 2 * units());
  feed(output, 0, row, 1);
  return Network(1, {first_layer(), output});
}

Network PrintedLayers::network(const std::vector<SecondUnit>& units_of_layer_2, const Rational& constant) const {
  std::size_t count = 0;
  for (const SecondUnit& unit : units_of_layer_2) count += unit.activation.hinges.size();
  AffineMap second(count, 2 * units()), output(1, count);
  output.bias[0] = constant;
  std::size_t k = 0;
  for (const SecondUnit& unit : units_of_layer_2) {
    output.bias[0] += unit.activation.constant;
    for (const Hinge& hinge : unit.activation.hinges) {
      feed(second, k, unit.row, hinge.slope);
      second.bias[k] += hinge.bias;
      output.weight(0, k++) = hinge.weight;
    }
  }
  return Network(1, {first_layer(), second, output});
}

Groups groups_of_size(const std::vector<std::size_t>& samples, std::size_t size) {
  Groups groups;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i % size == 0) groups.emplace_back();
    groups.back().push_back(samples[i]);
  }
  return groups;
}

IndexSet range(std::size_t first, std::size_t last) {
  IndexSet set = 0;
  for (std::size_t i = first; i <= last; ++i) set |= IndexSet{1} << (i - 1);
  return set;
}

std::vector<std::size_t> members(IndexSet set) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < 32; ++i) {
    if (contains(set, i)) result.push_back(i);
  }
  return result;
}

std::vector<std::size_t> at_place(const Groups& groups, std::size_t place) {
  std::vector<std::size_t> result;
  for (std::size_t j = 0; j < groups.size(); ++j)
    result.push_back(groups[j][j % 2 == 0 ? place : groups[j].size() - 1 - place]);
  return result;
}

IndexSet touched(IndexSet changed, std::size_t samples) {
  IndexSet result = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const bool end = i == 0 || i + 1 == samples || contains(changed, i - 1) || contains(changed, i + 1);
    if (contains(changed, i) || end) result |= IndexSet{1} << i;
  }
  return result;
}

}  // namespace ftcert::audit
