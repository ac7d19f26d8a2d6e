#include "ftcert/audit/tools/curves.hpp"

#include <algorithm>

#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/paper.hpp"
#include "ftcert/bounds/three_layers.hpp"
#include "ftcert/bounds/two_layers.hpp"
#include "ftcert/bounds/worst_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/data_number.hpp"
#include "ftcert/explain/decimal.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kMarks = 20;  // networks and certificates along an axis, about

struct Ends {
  Rational paper_lower, paper_upper;
  std::size_t lower, upper;  // ours
  std::size_t rational;      // at most, with rational weights
};

Ends ends(std::size_t n, std::size_t k, std::size_t layers) {
  if (layers == 2) {
    const NeuronInterval paper = *paper_two_layers(n, k);
    const std::size_t exact = exact_two_layers(n, k);
    return {Rational(paper.lower), Rational(paper.upper), exact, exact, exact};
  }
  const PaperInterval paper = *paper_three_layers(n, k);
  const ProvedInterval ours = bounds_three_layers(n, k);
  return {read_data_number(paper.lower.decimal), read_data_number(paper.upper.decimal), ours.lower.value,
          ours.upper.value, upper_three_layers_rational(n, k).value};
}

// The plots and the table of one depth.
class Curves {
 public:
  Curves(const Options& options, std::string_view row, std::size_t layers)
      : layers_(layers),
        samples_(12 * options.most_samples),
        changed_((layers == 2 ? 1 : 2) * options.most_samples),
        evidence_(row, Role::kSupports) {}

  Finding run() {
    along_changed();
    along_samples();
    finding_.verdict =
        "True at every point of the plots, and our interval lies within the paper's. Certified lower bound and "
        "network " +
        (layers_ == 2 ? "meet at all marks."
                      : "differ by at most " + std::to_string(widest_) + " neurons at the marks.");
    finding_.set = "worst-case labels on x = 1, .., K: N along K = " + std::to_string(samples_) +
                   ", K along N = " + std::to_string(changed_);
    finding_.tables = {std::move(table_)};
    return std::move(finding_);
  }

 private:
  void along_changed() {
    start("K = " + std::to_string(samples_) + " samples", "N");
    const std::size_t step = std::max<std::size_t>(1, samples_ / kMarks);
    for (std::size_t n = 1; n <= samples_; ++n) add(n, n, samples_, n % step == 0, n == step || n == 2 * step);
    finish();
  }

  void along_samples() {
    start("N = " + std::to_string(changed_) + " changed labels", "K");
    const std::size_t last = 6 * changed_, step = std::max<std::size_t>(1, (last - changed_) / kMarks);
    for (std::size_t k = std::max<std::size_t>(changed_, 5); k <= last; ++k)
      add(k, changed_, k, (k - changed_) % step == 0, k == changed_ + step);
    finish();
  }

  void start(const std::string& fixed, const std::string& axis) {
    const bool two = layers_ == 2;
    plot_ = {
        "Neurons of " + std::string(two ? "one hidden layer, " : "two hidden layers, ") + fixed, axis, "neurons m", {}};
    const std::string theorem = two ? "Theorem 4.1" : "Theorem 5.1";
    plot_.series = {{"paper, " + theorem + ".2: at least", "claimed-lower", {}},
                    {"paper, " + theorem + ".1: at most", "claimed-upper", {}},
                    {two ? "proved: exactly, worst case" : "proved: at least, worst case", "theorem-lower", {}},
                    {"proved: at most, worst case", "theorem-upper", {}},
                    {"network for the worst labels", "network", {}},
                    {"certified: those labels need", "certified", {}}};
    if (two) plot_.series.erase(plot_.series.begin() + 3);
  }

  void finish() { finding_.plots.push_back(std::move(plot_)); }

  void add(std::size_t at, std::size_t n, std::size_t k, bool mark, bool keep) {
    const Ends e = ends(n, k, layers_);
    require(e.paper_lower <= Rational(e.lower) && e.lower <= e.upper && Rational(e.rational) <= e.paper_upper,
            "audit: our interval leaves the paper's");
    std::vector<Rational> heights{e.paper_lower, e.paper_upper, Rational(e.lower)};
    if (layers_ > 2) heights.emplace_back(e.upper);
    for (std::size_t i = 0; i < heights.size(); ++i) plot_.series[i].points.emplace_back(at, heights[i]);
    if (!mark) return;
    const LineData data = on_integers(worst_labels(k, n, layers_).labels);
    const std::string name = "N" + std::to_string(n) + "-K" + std::to_string(k);
    CertificateFile bound = evidence_.bound(name + "-lower", "worst-case labels: no fewer neurons", data, layers_),
                    network = evidence_.network(name + "-upper", "a network for these labels", data,
                                                best_network(data.problem(), layers_));
    require(bound.neurons <= network.neurons && network.neurons <= e.rational &&
                (layers_ > 2 || bound.neurons == network.neurons),
            "audit: a point lies outside the interval");
    plot_.series[plot_.series.size() - 2].points.emplace_back(at, network.neurons);
    plot_.series.back().points.emplace_back(at, bound.neurons);
    widest_ = std::max(widest_, network.neurons - bound.neurons);
    ++finding_.cases;
    table_.rows.push_back({std::to_string(n), std::to_string(k), interval(e), ours(e), std::to_string(bound.neurons),
                           std::to_string(network.neurons), bound.neurons == network.neurons ? "meet" : ""});
    if (!keep) return;
    finding_.certificates.push_back(std::move(bound));
    finding_.certificates.push_back(std::move(network));
  }

  static std::string interval(const Ends& e) { return decimal(e.paper_lower, 2) + " .. " + decimal(e.paper_upper, 2); }
  static std::string ours(const Ends& e) {
    return e.lower == e.upper ? std::to_string(e.lower) : std::to_string(e.lower) + " .. " + std::to_string(e.upper);
  }

  std::size_t layers_, samples_, changed_;
  Evidence evidence_;
  Finding finding_{Status::kVerified, ""};
  Plot plot_;
  Table table_{"Worst-case labels on x = 1, .., K",
               {"N", "K", "paper", "proved, worst case", "certified >=", "network found", ""},
               {}};
  std::size_t widest_ = 0;
};

}  // namespace

Finding bounds_and_networks(const Options& options, std::string_view row, std::size_t layers) {
  return Curves(options, row, layers).run();
}

}  // namespace ftcert::audit
