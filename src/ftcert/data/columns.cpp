#include "ftcert/data/columns.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "ftcert/data/csv.hpp"
#include "ftcert/data/table.hpp"

namespace ftcert {

namespace {

// What is left of a separator in a header of one column, or 0.
char other_delimiter(const TableForm& form, std::string_view name) {
  for (const char c : std::string_view(";\t|,")) {
    if (c != form.delimiter && name.find(c) != std::string_view::npos) return c;
  }
  return 0;
}

// The columns of one table, of which some are taken.
class Columns {
 public:
  explicit Columns(const Table& table) : table_(table), taken_(table.header().size()) {
    const std::vector<std::string>& names = table.header();
    for (std::size_t j = 0; j < names.size(); ++j) {
      if (names[j].empty()) continue;
      const auto [earlier, is_new] = index_.try_emplace(names[j], j);
      if (!is_new) {
        fail("the header names " + shown(names[j]) + " twice, in columns " + std::to_string(earlier->second + 1) +
             " and " + std::to_string(j + 1));
      }
    }
  }

  // The names of a choice in which the only column is not meant.
  void expect_cut(const ColumnChoice& choice) const {
    if (table_.form().format != DataFormat::kCsv || table_.header().size() != 1) return;
    const std::string& name = table_.header().front();
    const char delimiter = other_delimiter(table_.form(), name);
    for (const auto* names : {&choice.features, &choice.labels, &choice.upper, &choice.frozen}) {
      if (delimiter == 0 || std::ranges::find(*names, name) != names->end()) return;
    }
    fail("the header is one column, " + shown(name) + ": separated by " + delimiter_hint(delimiter));
  }

  std::vector<std::size_t> take(const std::vector<std::string>& chosen, const std::string& hint = "") {
    std::vector<std::size_t> places;
    for (const std::string& name : chosen) {
      const auto found = index_.find(name);
      if (found == index_.end()) fail("there is no column " + shown(name) + "; the file has " + available() + hint);
      if (taken_[found->second]) fail("column " + shown(name) + " is chosen twice");
      taken_[found->second] = true;
      places.push_back(found->second);
    }
    return places;
  }

  // The columns with a name that are not taken.
  std::vector<std::string> rest() const {
    std::vector<std::string> names;
    for (std::size_t j = 0; j < taken_.size(); ++j) {
      if (!taken_[j] && !table_.header()[j].empty()) names.push_back(table_.header()[j]);
    }
    return names;
  }

  bool has(const std::string& name) const { return index_.contains(name); }

  [[noreturn]] void fail(const std::string& text) const { throw Error(Code::kColumn, table_.header_place(), text); }

 private:
  std::string available() const {
    constexpr std::size_t kFirst = 16, kLast = 4;  // labels stand at the end of many tables
    std::vector<std::string_view> names;
    for (const std::string& name : table_.header()) {
      if (!name.empty()) names.push_back(name);
    }
    if (names.empty()) return "no column with a name";
    std::string list;
    const bool all = names.size() <= kFirst + kLast;
    for (std::size_t j = 0; j < names.size(); ++j) {
      if (all || j < kFirst || j + kLast >= names.size()) list += (j == 0 ? "" : ", ") + shown(names[j]);
      if (!all && j == kFirst) list += ", ..";
    }
    if (!all) list += " (" + std::to_string(names.size()) + " columns)";
    return list;
  }

  const Table& table_;
  std::unordered_map<std::string_view, std::size_t> index_;
  std::vector<bool> taken_;
};

// The labels that nobody chose. apart: they are in a table of their own.
std::vector<std::string> default_labels(const Columns& columns, const Table& table, bool apart, bool classes) {
  const std::vector<std::string> names = columns.rest();
  if (table.form().format == DataFormat::kCsv)
    return {apart && names.size() == 1 && !columns.has("label") ? names.front() : std::string("label")};
  if (names.empty()) columns.fail("there is no column");
  if (apart && classes && names.size() > 1)
    columns.fail("expected one column of classes, found " + std::to_string(names.size()) +
                 ": choose one with --class NAME");
  if (apart) return names;
  return {names.back()};
}

}  // namespace

ChosenColumns choose_columns(const Table& data, const Table* of_labels, const ColumnChoice& choice,
                             LabelColumns labels) {
  Columns columns(data);
  columns.expect_cut(choice);
  std::optional<Columns> apart;
  if (of_labels != nullptr) {
    apart.emplace(*of_labels);
    apart->expect_cut(choice);
  }
  Columns& with_labels = apart ? *apart : columns;
  ChosenColumns chosen;
  chosen.names = choice;
  std::string hint;
  if (choice.labels.empty() && (labels == LabelColumns::kNeeded || apart)) {
    chosen.names.labels = default_labels(with_labels, apart ? *of_labels : data, apart.has_value(),
                                         choice.specification && choice.specification->classes());
    hint = "; choose the column of labels with --label NAME";
  }
  chosen.labels = with_labels.take(chosen.names.labels, hint);
  chosen.upper = with_labels.take(chosen.names.upper);
  chosen.frozen = columns.take(chosen.names.frozen);
  if (choice.features.empty()) {
    chosen.names.features = columns.rest();
    chosen.unnamed = static_cast<std::size_t>(std::ranges::count(data.header(), std::string()));
  }
  chosen.features = columns.take(chosen.names.features);
  if (chosen.features.empty()) columns.fail("no column is left for the features");
  const std::size_t outputs = chosen.names.outputs();
  if (labels == LabelColumns::kNeeded && !chosen.frozen.empty() && chosen.frozen.size() != outputs) {
    columns.fail("expected as many columns with the values of f as " +
                 std::string(chosen.labels.size() == outputs ? "label columns, " : "outputs, ") +
                 std::to_string(outputs) + ", found " + std::to_string(chosen.frozen.size()));
  }
  if (!chosen.upper.empty() && chosen.upper.size() != chosen.labels.size()) {
    with_labels.fail("expected as many columns with upper ends as label columns, " +
                     std::to_string(chosen.labels.size()) + ", found " + std::to_string(chosen.upper.size()));
  }
  return chosen;
}

}  // namespace ftcert
