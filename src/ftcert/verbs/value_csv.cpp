#include "ftcert/verbs/value_csv.hpp"

#include "ftcert/explain/decimal.hpp"

namespace ftcert {

namespace {

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string decision_text(const GreatestOutputs& decision) {
  std::string text;
  for (const std::size_t j : decision) text += (text.empty() ? "" : "|") + std::to_string(j);
  return text;
}

class ValueCsv {
 public:
  ValueCsv(const ValueTable& table, const std::optional<unsigned>& digits) : table_(table), digits_(digits) {}

  std::string text() {
    header();
    for (std::size_t i = 0; i < table_.rows; ++i) row(i);
    return std::move(text_);
  }

 private:
  bool has_sum() const { return table_.f && table_.g; }
  bool has_labels() const { return !table_.labels.empty(); }
  bool has_intervals() const { return !table_.intervals.empty(); }

  // Columns of rounded numbers say so: f+g~6.
  void name(const std::string& of, std::size_t k, bool number = true) {
    const std::string component = table_.outputs() == 1 ? "" : ":" + table_.components[k];
    text_ += "," + quoted(of + component + (number && digits_ ? "~" + std::to_string(*digits_) : ""));
  }

  void header() {
    text_ = "row";
    for (std::size_t k = 0; k < table_.outputs(); ++k) {
      if (table_.f) name("f", k);
      if (table_.g) name("g", k);
      if (has_sum()) name("f+g", k);
      if (has_intervals()) name("label", k, false);
      if (!has_labels()) continue;
      name("label", k);
      if (table_.f) name(table_.g ? "f+g-label" : "f-label", k);
    }
    if (!table_.before.empty()) text_ += ",greatest f";
    if (!table_.before.empty() && table_.g) text_ += ",greatest f+g";
    if (!table_.classes.empty()) text_ += table_.g ? ",class,right f,right f+g" : ",class,right f";
    if (!table_.met_before.empty()) text_ += ",met f,met f+g";
    text_ += "\n";
  }

  void cell(const Rational& value) { text_ += "," + (digits_ ? decimal(value, *digits_) : value.text()); }

  void row(std::size_t i) {
    text_ += std::to_string(i + 1);
    for (std::size_t k = 0; k < table_.outputs(); ++k) {
      if (table_.f) cell(table_.f->row(i)[k]);
      if (table_.g) cell(table_.g->row(i)[k]);
      if (has_sum()) cell(table_.sum(i, k));
      if (has_intervals()) {
        const auto& interval = table_.intervals[i * table_.outputs() + k];
        text_ += "," + (interval ? text_of(*interval) : std::string());
      }
      if (!has_labels()) continue;
      if (const auto& label = table_.labels[i * table_.outputs() + k]) {
        cell(*label);
        if (table_.f) cell(table_.sum(i, k) - *label);
      } else {
        text_ += table_.f ? ",," : ",";
      }
    }
    if (!table_.before.empty()) text_ += "," + decision_text(table_.before[i]);
    if (!table_.before.empty() && table_.g) text_ += "," + decision_text(table_.after[i]);
    if (!table_.classes.empty()) classes(i);
    if (!table_.met_before.empty()) {
      for (const auto& met : {table_.met_before[i], table_.met_after[i]}) text_ += met ? answer(*met) : ",";
    }
    text_ += "\n";
  }

  static std::string text_of(const Interval& interval) { return ftcert::text(interval); }
  static std::string answer(bool yes) { return yes ? ",yes" : ",no"; }

  void classes(std::size_t i) {
    const bool known = !table_.classes[i].empty();
    text_ += "," + decision_text(table_.classes[i]) + (known ? answer(table_.right_before(i)) : ",");
    if (table_.g) text_ += known ? answer(table_.right_after(i)) : ",";
  }

  const ValueTable& table_;
  const std::optional<unsigned>& digits_;
  std::string text_;
};

}  // namespace

std::string value_csv(const ValueTable& table, const std::optional<unsigned>& digits) {
  return ValueCsv(table, digits).text();
}

}  // namespace ftcert
