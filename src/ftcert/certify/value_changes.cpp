// What g changes at the rows of a table of values.
#include "ftcert/certify/evaluate.hpp"

namespace ftcert {

namespace {

void keep_greater(std::optional<Extreme>& most, Rational value, std::size_t row, std::size_t component) {
  if (!most || abs(value) > abs(most->value)) most = Extreme{std::move(value), row, component};
}

// Rows that are right before and after, and that meet the specification.
void count_classes(const ValueTable& table, Changes& changes) {
  for (std::size_t i = 0; i < table.classes.size(); ++i) {
    if (table.classes[i].empty()) continue;
    const bool before = table.right_before(i), after = table.right_after(i);
    ++changes.classified;
    changes.right_before += before ? 1 : 0;
    changes.right_after += after ? 1 : 0;
    changes.repaired += !before && after ? 1 : 0;
    changes.broken += before && !after ? 1 : 0;
  }
  for (std::size_t i = 0; i < table.met_before.size(); ++i) {
    changes.specified += table.met_before[i] ? 1 : 0;
    changes.met_before += table.met_before[i].value_or(false) ? 1 : 0;
    changes.met_after += table.met_after[i].value_or(false) ? 1 : 0;
  }
}

}  // namespace

Rational ValueTable::sum(std::size_t row, std::size_t component) const {
  if (!g) return f->row(row)[component];
  return f ? f->row(row)[component] + g->row(row)[component] : g->row(row)[component];
}

Changes changes_of(const ValueTable& table) {
  Changes changes;
  for (std::size_t i = 0; i < table.rows; ++i) {
    bool differs = false;
    for (std::size_t k = 0; k < table.outputs(); ++k) {
      if (table.g && !table.g->row(i)[k].is_zero()) {
        differs = true;
        ++changes.outputs;
        keep_greater(changes.largest, table.g->row(i)[k], i, k);
      }
      if (table.labels.empty()) continue;
      const auto& label = table.labels[i * table.outputs() + k];
      if (!label) continue;
      ++changes.labelled;
      if (table.f) keep_greater(changes.deviation, table.sum(i, k) - *label, i, k);
    }
    changes.rows += differs ? 1 : 0;
  }
  count_classes(table, changes);
  for (std::size_t i = 0; i < table.before.size(); ++i) {
    changes.decisions += table.before[i] != table.after[i] ? 1 : 0;
    changes.ties_before += table.before[i].size() > 1 ? 1 : 0;
    changes.ties_after += table.after[i].size() > 1 ? 1 : 0;
  }
  return changes;
}

}  // namespace ftcert
