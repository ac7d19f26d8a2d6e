#include "ftcert/sweep/table.hpp"

namespace ftcert::sweep {

namespace {

std::string neurons_of(std::size_t count) { return std::to_string(count) + (count == 1 ? " neuron" : " neurons"); }

}  // namespace

void Table::add(const Unit& unit, const ReadRows& rows) {
  text_ += rows.text;
  ++counts_.units;
  for (const RowFacts& row : rows.facts) {
    ++counts_.rows;
    counts_.certificates += row.certificates.size();
    counts_.certified += row.neurons ? 1 : 0;
    counts_.refuted += row.lower_bound ? 1 : 0;
    counts_.undecided += row.verdict == "undecided" ? 1 : 0;
    counts_.exact += row.verdict == "exact" ? 1 : 0;
    Ends& ends = ends_[unit.data_id + "." + row.labels + "." + std::to_string(unit.shape.layers)];
    if (row.neurons && *row.neurons < ends.most) ends.most = *row.neurons, ends.most_unit = unit.id;
    if (row.lower_bound && *row.lower_bound > ends.least) ends.least = *row.lower_bound, ends.least_unit = unit.id;
    if (!contradiction_.empty()) continue;
    const std::string of = row.labels.empty() ? "" : " (labels " + row.labels + ")";
    if (ends.most < ends.least) {
      contradiction_ = "unit " + ends.most_unit + of + " has a network of " + neurons_of(ends.most) + ", unit " +
                       ends.least_unit + " a bound of " + neurons_of(ends.least) + " for the same data and depth";
    } else if (row.lower_bound && row.worst_upper && *row.lower_bound > *row.worst_upper) {
      contradiction_ = "unit " + unit.id + of + " has a bound of " + neurons_of(*row.lower_bound) + ", and " +
                       neurons_of(*row.worst_upper) + " are proved to be enough for all such data";
    }
  }
}

}  // namespace ftcert::sweep
