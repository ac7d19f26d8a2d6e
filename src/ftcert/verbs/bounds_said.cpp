#include <algorithm>

#include "ftcert/verbs/bounds.hpp"

namespace ftcert {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTold = 20;  // rows of ranges that are told to people

Json json_end(const PaperEnd& end) {
  return {{"formula", end.formula}, {"decimal", end.decimal}, {"source", end.source}};
}
Json json_end(const ProvedEnd& end) { return {{"value", end.value}, {"source", end.source}}; }

template <typename Ends>
Json json_ends(const Ends& ends) {
  return {{"lower", json_end(ends.lower)}, {"upper", json_end(ends.upper)}};
}

template <typename Value>
Json json_if(const std::optional<Value>& value, Json (*json)(const Value&)) {
  return value ? json(*value) : Json();
}

// The same keys for every row and depth; null: nothing is said.
Json json_row(const BoundsJob& job, const BoundsRow& row) {
  Json json{{"layers", job.layers}, {"samples", nullptr}, {"changed", row.changed}, {"dimension", nullptr}};
  if (row.samples) json["samples"] = *row.samples;
  if (job.dimension) json["dimension"] = *job.dimension;
  json["general_position"] = job.general_position;
  json.update(json_ends(row.neurons));
  const bool exact = row.neurons.lower.value == row.neurons.upper.value;
  json["exact"] = exact ? Json(row.neurons.lower.value) : Json();
  json["large_samples"] = json_if<ProvedEnd>(row.large_samples, json_end);
  json["paper"] = json_if<PaperInterval>(row.paper, json_ends);
  json["width"] = json_if<ProvedInterval>(row.width, json_ends);
  json["paper_width"] = json_if<PaperEnd>(row.paper_width, json_end);
  return json;
}

Json json_range(const CountRange& range) {
  return {{"first", range.first}, {"last", range.last}, {"step", range.step}};
}

Json summary_of(const BoundsTable& table) {
  const BoundsJob& job = table.job;
  if (table.single()) return json_row(job, table.rows.front());
  Json json{{"layers", job.layers}, {"samples", nullptr}, {"changed", json_range(job.changed)}, {"dimension", nullptr}};
  if (job.samples) json["samples"] = json_range(*job.samples);
  if (job.dimension) json["dimension"] = *job.dimension;
  json["general_position"] = job.general_position;
  json["rows"] = Json::array();
  for (const BoundsRow& row : table.rows) json["rows"].push_back(json_row(job, row));
  return json;
}

std::string range_text(std::uint64_t lower, std::uint64_t upper) {
  return lower == upper ? std::to_string(lower) : std::to_string(lower) + ".." + std::to_string(upper);
}

// What the numbers are about, behind "for every choice of ".
std::string question(const BoundsJob& job, const std::string& samples, const std::string& changed) {
  if (job.general_position) {
    return "Neurons that one hidden layer needs for every choice of " + samples + " samples in general position in R^" +
           std::to_string(*job.dimension) + " and " + changed + " changed labels:";
  }
  return (job.layers == 2 ? std::string("Neurons that one hidden layer needs for every choice of ")
                          : "Hidden neurons that networks with " + std::to_string(job.layers) +
                                " layers need for every choice of ") +
         samples + " distinct samples and " + changed + " changed labels:";
}

class Lines {
 public:
  explicit Lines(const BoundsTable& table) : table_(table), job_(table.job) {}

  std::vector<std::string> all() {
    table_.single() ? one(table_.rows.front()) : many();
    return std::move(lines_);
  }

 private:
  void say(const std::string& line) { lines_.push_back(line); }
  void say_end(const char* words, const ProvedEnd& end) {
    say(words + std::to_string(end.value) + "  (" + end.source + ")");
  }
  void say_ours(const ProvedInterval& ours) {
    say_end("  at least ", ours.lower);
    say_end("  at most  ", ours.upper);
  }

  void one(const BoundsRow& row) {
    if (job_.general_position) return one_in_general_position(row);
    say(question(job_, std::to_string(*row.samples), std::to_string(row.changed)));
    if (job_.layers <= 3) say_paper(row);
    if (job_.layers == 2) {
      say_end("  exactly ", row.neurons.lower);
    } else {
      say_ours(row.neurons);
    }
    if (row.width) say_width(row);
  }

  void say_paper(const BoundsRow& row) {
    if (!row.paper) return say("  paper:  says nothing here (it needs K >= 3 and N >= 1)");
    const auto& [lower, upper] = *row.paper;
    const std::string ends = "  paper:  " + lower.decimal + " .. " + upper.decimal;
    if (job_.layers == 2) return say(ends + "  (" + lower.source + ")");
    say(ends);
    for (const PaperEnd* end : {&lower, &upper}) say("          " + end->formula + "  (" + end->source + ")");
  }

  void say_width(const BoundsRow& row) {
    say("Neurons in each hidden layer:");
    say(row.paper_width ? "  paper:  at most " + row.paper_width->decimal + " = " + row.paper_width->formula + "  (" +
                              row.paper_width->source + ")"
                        : "  paper:  says nothing here (it needs N >= 1)");
    say_ours(*row.width);
  }

  void one_in_general_position(const BoundsRow& row) {
    say(question(job_, "K", std::to_string(row.changed)));
    say("  exactly " + std::to_string(row.large_samples->value) +
        " for all large K (from which K on is not known), never more for any K  (" + row.large_samples->source + ")");
    if (!row.samples) return;
    say("The same for K = " + std::to_string(*row.samples) + ":");
    say_ours(row.neurons);
  }

  void many() {
    say(question(job_, "K", "N"));
    const std::size_t told = std::min(table_.rows.size(), kMostTold);
    for (std::size_t i = 0; i < told; ++i) say("  " + row_words(table_.rows[i]));
    if (told < table_.rows.size())
      say("  and " + std::to_string(table_.rows.size() - told) + " rows more (-o FILE.csv writes all of them)");
    if (job_.samples && job_.changed.last > job_.samples->first) say("Pairs with N > K are left out.");
  }

  std::string row_words(const BoundsRow& row) const {
    std::string text = (row.samples ? "K = " + std::to_string(*row.samples) : "all large K") +
                       ", N = " + std::to_string(row.changed) + ": " +
                       range_text(row.neurons.lower.value, row.neurons.upper.value);
    if (row.paper) text += "; paper: " + row.paper->lower.decimal + " .. " + row.paper->upper.decimal;
    if (row.width) text += "; in each layer " + range_text(row.width->lower.value, row.width->upper.value);
    if (row.paper_width) text += "; paper: at most " + row.paper_width->decimal;
    return text;
  }

  const BoundsTable& table_;
  const BoundsJob& job_;
  std::vector<std::string> lines_;
};

std::string last_line(const BoundsTable& table) {
  const BoundsJob& job = table.job;
  std::uint64_t lower = table.rows.front().neurons.lower.value, upper = 0;
  for (const BoundsRow& row : table.rows) {
    lower = std::min(lower, row.neurons.lower.value);
    upper = std::max(upper, row.neurons.upper.value);
  }
  return "s BOUNDS layers=" + std::to_string(job.layers) + " neurons=" + range_text(lower, upper) +
         (job.samples ? " samples=" + job.samples->text() : "") + " changed=" + job.changed.text() +
         (job.dimension ? " dimension=" + std::to_string(*job.dimension) : "") +
         (table.single() ? "" : " rows=" + std::to_string(table.rows.size()));
}

}  // namespace

Said bounds_said(const BoundsTable& table) { return {Lines(table).all(), summary_of(table), last_line(table)}; }

}  // namespace ftcert
