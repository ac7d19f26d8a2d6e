#include "ftcert/data/columns.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace ftcert {

namespace {

class Header {
 public:
  Header(const Place& place, std::span<const std::string> names) : place_(place), names_(names), taken_(names.size()) {
    for (std::size_t j = 0; j < names.size(); ++j) {
      if (names[j].empty()) fail("column " + std::to_string(j + 1) + " has no name in the header");
      const auto [earlier, is_new] = index_.try_emplace(names[j], j);
      if (!is_new) {
        fail("the header names " + shown(names[j]) + " twice, in columns " + std::to_string(earlier->second + 1) +
             " and " + std::to_string(j + 1));
      }
    }
  }

  std::vector<std::size_t> take(const std::vector<std::string>& chosen, const std::string& hint) {
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

  std::vector<std::string> rest() const {
    std::vector<std::string> names;
    for (std::size_t j = 0; j < names_.size(); ++j) {
      if (!taken_[j]) names.push_back(names_[j]);
    }
    return names;
  }

  [[noreturn]] void fail(const std::string& text) const { throw Error(Code::kColumn, place_, text); }

 private:
  std::string available() const {
    constexpr std::size_t kMost = 20;
    std::string list;
    for (std::size_t j = 0; j < std::min(names_.size(), kMost); ++j) list += (j == 0 ? "" : ", ") + shown(names_[j]);
    if (names_.size() > kMost) list += ", .. (" + std::to_string(names_.size()) + " columns)";
    return list;
  }

  const Place& place_;
  std::span<const std::string> names_;
  std::unordered_map<std::string_view, std::size_t> index_;
  std::vector<bool> taken_;
};

}  // namespace

ChosenColumns choose_columns(const Place& place, DataFormat format, std::span<const std::string> header,
                             const ColumnChoice& choice, Labels labels) {
  Header columns(place, header);
  ChosenColumns chosen;
  chosen.names = choice;
  std::string hint;
  if (choice.labels.empty() && labels == Labels::kNeeded) {
    if (header.empty()) columns.fail("there is no column");
    chosen.names.labels = {format == DataFormat::kCsv ? std::string("label") : header.back()};
    hint = "; choose the column of labels with --label NAME";
  }
  chosen.labels = columns.take(chosen.names.labels, hint);
  chosen.upper = columns.take(chosen.names.upper, "");
  chosen.frozen = columns.take(chosen.names.frozen, "");
  if (choice.features.empty()) chosen.names.features = columns.rest();
  chosen.features = columns.take(chosen.names.features, "");
  if (chosen.features.empty()) columns.fail("no column is left for the features");
  const std::size_t outputs = chosen.names.outputs();
  if (labels == Labels::kNeeded && !chosen.frozen.empty() && chosen.frozen.size() != outputs) {
    columns.fail("expected as many columns with the values of f as " +
                 std::string(chosen.labels.size() == outputs ? "label columns, " : "outputs, ") +
                 std::to_string(outputs) + ", found " + std::to_string(chosen.frozen.size()));
  }
  if (!chosen.upper.empty() && chosen.upper.size() != chosen.labels.size()) {
    columns.fail("expected as many columns with upper ends as label columns, " + std::to_string(chosen.labels.size()) +
                 ", found " + std::to_string(chosen.upper.size()));
  }
  return chosen;
}

}  // namespace ftcert
