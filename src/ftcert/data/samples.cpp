#include "ftcert/data/samples.hpp"

#include <algorithm>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/core/order.hpp"

namespace ftcert {

namespace {

class Comparison {
 public:
  Comparison(const std::string& name, const Dataset& data, const std::vector<RepeatedRow>& repeated,
             const ValuesAtRows& f)
      : name_(name), data_(data) {
    if (!f || data.columns.specification) return;
    for (const auto& [row, first] : repeated) {
      if (!same_labelled(first, row)) evaluated_.push_back(first);
    }
    std::sort(evaluated_.begin(), evaluated_.end());
    evaluated_.erase(std::unique(evaluated_.begin(), evaluated_.end()), evaluated_.end());
    if (evaluated_.empty()) return;
    values_ = f(data.points, evaluated_);
    require(values_.count == evaluated_.size() && values_.dimension == data.outputs(),
            "merge_duplicates: the values of f have another shape");
  }

  // Throws when row `later` contradicts the row `first` with the same point.
  void require_agreement(std::size_t first, std::size_t later) const {
    for (std::size_t p = 0; p < data_.outputs(); ++p) {
      if (data_.frozen && data_.frozen->row(first)[p] != data_.frozen->row(later)[p]) {
        fail(first, later, data_.columns.frozen[p], shown(data_.frozen->row(first)[p].text()),
             shown(data_.frozen->row(later)[p].text()));
      }
      if (data_.columns.specification) continue;
      const auto& one = label(first, p);
      const auto& other = label(later, p);
      if (one == other) continue;
      // The value of f is that of the first row: the points are equal.
      const Rational kept = one && other ? Rational() : f(first, p);
      if ((one && other) || (one ? *one : *other) != kept) {
        fail(first, later, data_.columns.labels[p], label_text(one, kept), label_text(other, kept));
      }
    }
    const auto agree = [&](const auto& entries, const auto& words) {
      const std::size_t each = entries.size() / data_.rows();
      for (std::size_t p = 0; p < each; ++p) {
        const auto &one = entries[first * each + p], &other = entries[later * each + p];
        if (one != other) fail(first, later, data_.columns.labels[p], words(one), words(other));
      }
    };
    agree(data_.intervals, [](const auto& entry) { return entry ? shown(text(*entry)) : "an empty cell"; });
    agree(data_.classes, [](const auto& entry) { return entry.empty() ? "an empty cell" : shown(text(entry)); });
  }

 private:
  const std::optional<Rational>& label(std::size_t row, std::size_t p) const {
    return data_.labels[row * data_.outputs() + p];
  }

  // Whether the same components have a label at both rows.
  bool same_labelled(std::size_t one, std::size_t other) const {
    for (std::size_t p = 0; p < data_.outputs(); ++p) {
      if (label(one, p).has_value() != label(other, p).has_value()) return false;
    }
    return true;
  }

  Rational f(std::size_t row, std::size_t p) const {
    if (data_.frozen) return data_.frozen->row(row)[p];
    if (evaluated_.empty()) return {};
    const auto place = std::lower_bound(evaluated_.begin(), evaluated_.end(), row) - evaluated_.begin();
    return values_.row(static_cast<std::size_t>(place))[p];
  }

  static std::string label_text(const std::optional<Rational>& label, const Rational& kept) {
    return label ? shown(label->text()) : "an empty label, which keeps f = " + shown(kept.text());
  }

  std::string row_name(std::size_t row) const {
    return (data_.form.format == DataFormat::kCsv ? "line " : "row ") + std::to_string(data_.lines[row]);
  }

  [[noreturn]] void fail(std::size_t first, std::size_t later, const std::string& column, const std::string& expected,
                         const std::string& found) const {
    const auto written = [&](std::size_t row) { return data_.written->row(row); };
    const bool by_rounding = data_.written && !std::ranges::equal(written(first), written(later));
    throw Error(Code::kContradiction, {name_, data_.lines[later]},
                row_name(later) + (by_rounding ? " has, by rounding," : " has") + " the same features as " +
                    row_name(first) + " but contradicts it: column " + shown(column) + ": expected " + expected +
                    ", found " + found +
                    (by_rounding ? "; give both rows the same label, leave one out, or do not round" : ""));
  }

  const std::string& name_;
  const Dataset& data_;
  std::vector<std::size_t> evaluated_;  // rows at which f is known, increasing
  PointMatrix values_;
};

// Leaves out these rows (increasing) of a row-major table with `width` columns.
template <class T>
void leave_out(std::vector<T>& entries, std::size_t width, const std::vector<RepeatedRow>& rows) {
  if (entries.empty() || rows.empty()) return;
  const auto begin_of = [&](std::size_t row) { return entries.begin() + static_cast<std::ptrdiff_t>(row * width); };
  auto out = begin_of(rows.front().row);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto end = r + 1 < rows.size() ? begin_of(rows[r + 1].row) : entries.end();
    out = std::move(begin_of(rows[r].row + 1), end, out);
  }
  entries.erase(out, entries.end());
}

}  // namespace

Samples merge_duplicates(const std::string& name, Dataset data, const ValuesAtRows& f) {
  require(!f || !data.frozen, "merge_duplicates: f is given twice");
  const std::vector<RepeatedRow> repeated = repeated_rows(data.points);
  const Comparison comparison(name, data, repeated, f);
  for (const auto& [row, first] : repeated) comparison.require_agreement(first, row);
  const std::size_t outputs = data.outputs();
  leave_out(data.points.entries, data.points.dimension, repeated);
  leave_out(data.labels, outputs, repeated);
  leave_out(data.intervals, outputs, repeated);
  leave_out(data.classes, 1, repeated);
  leave_out(data.lines, 1, repeated);
  data.points.count -= repeated.size();
  if (data.frozen) {
    leave_out(data.frozen->entries, outputs, repeated);
    data.frozen->count -= repeated.size();
  }
  return {std::move(data.points), std::move(data.labels),    std::move(data.frozen),
          std::move(data.lines),  std::move(data.intervals), std::move(data.classes)};
}

}  // namespace ftcert
