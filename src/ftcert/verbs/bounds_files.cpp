#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/plot.hpp"
#include "ftcert/verbs/bounds.hpp"

namespace ftcert {

namespace {

constexpr const char* kHeader =
    "samples,changed,layers,dimension,lower,upper,paper_lower,paper_upper,width_lower,width_upper,paper_width,"
    "lower_source,upper_source,paper_lower_source,paper_upper_source,width_lower_source,width_upper_source,"
    "paper_width_source\n";

// Sources hold commas, but neither quotes nor ends of lines.
std::string quoted(const std::string& source) { return source.empty() ? source : "\"" + source + "\""; }

// A value and its source, of one end; both empty where nothing is said.
struct Cells {
  std::string value, source;
};
Cells cells(const ProvedEnd& end) { return {std::to_string(end.value), quoted(end.source)}; }
Cells cells(const PaperEnd& end) { return {end.decimal, quoted(end.source)}; }
template <typename Ends>
std::pair<Cells, Cells> cells_if(const std::optional<Ends>& ends) {
  if (!ends) return {};
  return {cells(ends->lower), cells(ends->upper)};
}

std::string line_of(const BoundsJob& job, const BoundsRow& row) {
  const Cells lower = cells(row.neurons.lower), upper = cells(row.neurons.upper);
  const auto [paper_lower, paper_upper] = cells_if(row.paper);
  const auto [width_lower, width_upper] = cells_if(row.width);
  const Cells paper_width = row.paper_width ? cells(*row.paper_width) : Cells();
  std::string line = row.samples ? std::to_string(*row.samples) : "";
  line += "," + std::to_string(row.changed) + "," + std::to_string(job.layers) + ",";
  if (job.dimension) line += std::to_string(*job.dimension);
  const Cells* const ends[] = {&lower, &upper, &paper_lower, &paper_upper, &width_lower, &width_upper, &paper_width};
  for (const Cells* end : ends) line += "," + end->value;
  for (const Cells* end : ends) line += "," + end->source;
  return line + "\n";
}

// The series of a plot, which leave out rows where there is nothing to be drawn.
class PlotOfRows {
 public:
  explicit PlotOfRows(const BoundsTable& table) : table_(table), job_(table.job) {}

  Plot plot() {
    const bool along_changed = !job_.changed.single(), along_samples = job_.samples && !job_.samples->single();
    if (along_changed == along_samples) {
      throw Error(Code::kUsage,
                  std::string("a picture has one axis: give a range like 10..1000 ") +
                      (along_changed ? "for only one of --samples and --changed" : "for --samples or for --changed"));
    }
    if (table_.rows.size() < 2) throw Error(Code::kUsage, "a picture needs at least two pairs with N <= K");
    for (const BoundsRow& row : table_.rows) add(along_changed ? row.changed : *row.samples, row);
    Plot plot{caption(along_changed),
              along_changed ? "N" : "K",
              job_.layers >= 4 ? "neurons in each hidden layer" : "neurons",
              {}};
    for (Series& s : series_) {
      if (!s.points.empty()) plot.series.push_back(std::move(s));
    }
    return plot;
  }

 private:
  std::string caption(bool along_changed) const {
    const std::string fixed = along_changed
                                  ? (job_.samples ? "K = " + job_.samples->text() + " samples" : "all large K")
                                  : "N = " + job_.changed.text() + " changed labels";
    const std::string net = job_.layers == 2 ? "one hidden layer" : std::to_string(job_.layers) + " layers";
    return net + ", " + fixed + (job_.dimension ? ", general position in R^" + std::to_string(*job_.dimension) : "") +
           ": neurons for the worst data";
  }

  void add(std::uint64_t at, const BoundsRow& row) {
    const Rational x(at);
    const auto put = [&x](Series& series, const Rational& y) { series.points.emplace_back(x, y); };
    if (row.paper) {
      put(series_[0], read_data_number(row.paper->lower.decimal));
      put(series_[1], read_data_number(row.paper->upper.decimal));
    }
    if (row.paper_width) put(series_[1], read_data_number(row.paper_width->decimal));
    const ProvedInterval& ours = row.width ? *row.width : row.neurons;
    put(series_[2], Rational(ours.lower.value));
    put(series_[3], Rational(ours.upper.value));
  }

  const BoundsTable& table_;
  const BoundsJob& job_;
  Series series_[4] = {{"paper: at least", "claimed-lower", {}},
                       {"paper: at most", "claimed-upper", {}},
                       {"proved: at least", "theorem-lower", {}},
                       {"proved: at most", "theorem-upper", {}}};
};

}  // namespace

std::string bounds_csv(const BoundsTable& table) {
  std::string text = kHeader;
  for (const BoundsRow& row : table.rows) text += line_of(table.job, row);
  return text;
}

std::string bounds_svg(const BoundsTable& table) { return plot_file(PlotOfRows(table).plot()); }

}  // namespace ftcert
