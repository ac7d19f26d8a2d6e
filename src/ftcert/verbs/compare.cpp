#include "ftcert/verbs/compare.hpp"

#include <algorithm>

#include "ftcert/check/pair.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/prose.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/pieces/evaluate.hpp"
#include "ftcert/verbs/compare_sides.hpp"

namespace ftcert {

namespace {

using Json = nlohmann::ordered_json;

// What is asked for at a component of a sample, in words: the label, the interval or the classes; or that it is kept.
std::string asked_at(const Samples& samples, std::size_t sample, std::size_t outputs) {
  if (!samples.classes.empty()) return samples.classes[sample].empty() ? "keep" : text(samples.classes[sample]);
  std::string words;
  for (std::size_t k = 0; k < outputs; ++k) {
    const std::size_t at = sample * outputs + k;
    std::string one = "keep";
    if (!samples.labels.empty() && samples.labels[at]) one = samples.labels[at]->text();
    if (!samples.intervals.empty() && samples.intervals[at]) one = text(*samples.intervals[at]);
    words += (k == 0 ? "" : ", ") + one;
  }
  return words;
}

class Comparison {
 public:
  Comparison(const Side& first, const Side& second) : first_(first), second_(second) {}

  Said run() {
    said_.line("A: " + first_.name + ": VERIFIED " + verdict_words(first_.loaded.certificate));
    said_.line("B: " + second_.name + ": VERIFIED " + verdict_words(second_.loaded.certificate));
    said_.summary = {{"verified", true},
                     {"first", verdict_words(first_.loaded.certificate)},
                     {"second", verdict_words(second_.loaded.certificate)}};
    compare_samples();
    compare_facts();
    say_facts();
    compare_values();
    compare_ends();
    for (const std::string& line : prose_.lines()) said_.line(line);
    finish();
    return std::move(said_);
  }

 private:
  // nullopt: one of them does not state it.
  struct Row {
    std::string name;
    std::optional<std::string> first, second;
    bool same() const { return first == second; }
  };

  void compare_samples() {
    shared_ = shared_samples(first_.values.samples.points, second_.values.samples.points);
    const std::size_t outputs = first_.body().outputs;
    comparable_ = shared_.size() > 0 && outputs == second_.body().outputs;
    for (std::size_t i = 0; comparable_ && i < shared_.size(); ++i) {
      const std::size_t a = shared_.first[i], b = shared_.second[i];
      const auto known = [](const Samples& s, std::size_t sample) { return s.unknown.empty() || !s.unknown[sample]; };
      if (known(first_.values.samples, a) && known(second_.values.samples, b) &&
          !std::ranges::equal(first_.values.frozen.row(a), second_.values.frozen.row(b)))
        ++f_differs_;
      if (asked_at(first_.values.samples, a, outputs) != asked_at(second_.values.samples, b, outputs)) ++asked_differs_;
    }
  }

  void compare_facts() {
    const std::vector<Fact> a = certificate_facts(first_.loaded.certificate),
                            b = certificate_facts(second_.loaded.certificate);
    const auto value = [](const std::vector<Fact>& facts, const std::string& name) -> std::optional<std::string> {
      const auto found = std::ranges::find(facts, name, &Fact::name);
      return found == facts.end() ? std::nullopt : std::optional(found->value);
    };
    for (const Fact& fact : a) rows_.push_back({fact.name, fact.value, value(b, fact.name)});
    for (const Fact& fact : b) {
      if (!value(a, fact.name)) rows_.push_back({fact.name, std::nullopt, fact.value});
    }
  }

  void say_facts() {
    for (const bool same : {true, false}) {
      if (std::ranges::count(rows_, same, &Row::same) == 0) continue;
      prose_.heading(same ? "The same in both" : "Different (A | B)");
      for (const Row& row : rows_) {
        if (row.same() != same) continue;
        const auto words = [](const std::optional<std::string>& value) {
          return value ? shortened(*value, kMostCharacters) : std::string("does not apply");
        };
        prose_.say(row.name + ": " + words(row.first) + (same ? "" : " | " + words(row.second)));
      }
    }
  }

  void compare_values() {
    prose_.heading("At the samples");
    const std::size_t a = first_.values.samples.count(), b = second_.values.samples.count();
    if (first_.body().dimension != second_.body().dimension) {
      prose_.say("They have different numbers of features: no sample of one is one of the other.");
      return;
    }
    prose_.say(shared_.size() == a && a == b
                   ? "All " + counted(a, "sample") + " are in both."
                   : counted(shared_.size(), "sample") + " in both, " + std::to_string(a - shared_.size()) +
                         " in A alone, " + std::to_string(b - shared_.size()) + " in B alone.");
    if (shared_.size() == 0) return;
    if (!comparable_) {
      prose_.say("f has different numbers of components: values are not compared.");
      return;
    }
    prose_.say("What is asked for: " + count_words(asked_differs_));
    prose_.say("f, where both know it: " + count_words(f_differs_));
    if (first_.g() == nullptr || second_.g() == nullptr) return;
    compare_networks(*first_.g(), *second_.g());
  }

  // "the same at all of them.", "different at 3 of them."
  std::string count_words(std::size_t differs) const {
    if (differs == 0) return shared_.size() == 1 ? "the same at this one." : "the same at all of these.";
    return "different at " + std::to_string(differs) + " of " + std::to_string(shared_.size()) + ".";
  }

  PointMatrix values_of(const Network& g, const PointMatrix& points, const std::vector<std::size_t>& rows) const {
    PointMatrix chosen(rows.size(), points.dimension);
    for (std::size_t i = 0; i < rows.size(); ++i) std::ranges::copy(points.row(rows[i]), chosen.row(i).begin());
    return evaluate_with_margins(g, chosen).values;
  }

  void compare_networks(const Network& g, const Network& h) {
    const PointMatrix a = values_of(g, first_.values.samples.points, shared_.first),
                      b = values_of(h, second_.values.samples.points, shared_.second);
    g_differs_ = 0;
    Rational most;
    std::size_t sample = 0, component = 0;
    for (std::size_t i = 0; i < a.count; ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < a.dimension; ++k) {
        const Rational difference = abs(a.row(i)[k] - b.row(i)[k]);
        differs = differs || !difference.is_zero();
        if (difference <= most) continue;
        most = difference;
        sample = i;
        component = k;
      }
      *g_differs_ += differs ? 1 : 0;
    }
    prose_.say("g, as a real function: " + count_words(*g_differs_));
    same_networks_ = g == h;
    if (*g_differs_ == 0) {
      prose_.say(*same_networks_ ? "The networks are the same, number by number."
                                 : "The networks are not the same: elsewhere g may differ.");
      return;
    }
    prose_.say("The largest difference |g of A - g of B|: " + with_decimal(most) + ", at sample " +
               std::to_string(shared_.first[sample] + 1) + " of A, " + std::to_string(shared_.second[sample] + 1) +
               " of B" + (a.dimension > 1 ? ", component " + std::to_string(component + 1) : "") + ".");
    largest_ = {{"value", most.text()},
                {"sample_first", shared_.first[sample] + 1},
                {"sample_second", shared_.second[sample] + 1},
                {"component", component + 1}};
  }

  static std::string with_decimal(const Rational& value) {
    const std::string near = readable(value);
    return near == value.text() ? near : shortened(value.text(), kMostCharacters) + " (" + near + ")";
  }

  // A network and a bound: the least number of neurons, or where it lies.
  void compare_ends() {
    const auto is_bound = [](const Side& side) {
      return std::holds_alternative<BoundCertificate>(side.loaded.certificate);
    };
    if (is_bound(first_) == is_bound(second_)) return;
    prose_.heading("Together");
    const Side &network = is_bound(first_) ? second_ : first_, &bound = is_bound(first_) ? first_ : second_;
    try {
      const Supplied& supplied = network.body().external ? network.loaded.supplied : bound.loaded.supplied;
      pair_ = check_pair(network.loaded.certificate, bound.loaded.certificate, supplied);
    } catch (const Error& error) {
      if (exit_code(error.code()) != kExitRejected) throw;
      prose_.say("They do not belong together: " + error.text() + ".");
      return;
    }
    const bool exact = pair_->starts_with("exact");
    prose_.say(exact ? "A network and a bound for the same data, and they meet: no network of this depth with fewer "
                       "neurons fits."
                     : "A network and a bound for the same data that do not meet: what the least number of neurons is, "
                       "they leave open.");
    prose_.say(*pair_);
  }

  void finish() {
    Json& json = said_.summary;
    const auto same = static_cast<std::size_t>(std::ranges::count(rows_, true, &Row::same));
    const auto text = [](const std::optional<std::string>& value) { return value ? Json(*value) : Json(); };
    json["same"] = same;
    json["different"] = rows_.size() - same;
    json["facts"] = Json::array();
    for (const Row& row : rows_) {
      json["facts"].push_back({{"name", row.name}, {"first", text(row.first)}, {"second", text(row.second)}});
    }
    json["shared_samples"] = shared_.size();
    json["asked_differs"] = comparable_ ? Json(asked_differs_) : Json();
    json["f_differs"] = comparable_ ? Json(f_differs_) : Json();
    json["g_differs"] = g_differs_ ? Json(*g_differs_) : Json();
    json["largest_difference"] = largest_;
    json["same_networks"] = same_networks_ ? Json(*same_networks_) : Json();
    json["pair"] = text(pair_);
    said_.last_line = "s COMPARED same=" + std::to_string(same) + " different=" + std::to_string(rows_.size() - same) +
                      " shared_samples=" + std::to_string(shared_.size()) +
                      (g_differs_ ? " g_differs=" + std::to_string(*g_differs_) : "") +
                      (pair_ ? " pair=" + pair_->substr(0, pair_->find(' ')) : "");
  }

  static constexpr std::size_t kMostCharacters = 200;

  const Side& first_;
  const Side& second_;
  Shared shared_;
  bool comparable_ = false;  // values at shared samples
  std::size_t asked_differs_ = 0, f_differs_ = 0;
  std::optional<std::size_t> g_differs_;
  Json largest_;
  std::optional<bool> same_networks_;
  std::optional<std::string> pair_;
  std::vector<Row> rows_;
  Prose prose_;
  Said said_;
};

}  // namespace

Said compare(const CompareJob& job, const Files& files, const Control& control,
             const std::optional<std::uint64_t>& most_work) {
  const std::vector<Side> sides = read_sides(job, files, control, most_work);
  return Comparison(sides[0], sides[1]).run();
}

}  // namespace ftcert
