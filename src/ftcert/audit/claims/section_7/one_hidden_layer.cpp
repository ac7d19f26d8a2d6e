// The data of section 7 with one hidden layer: networks, and lower bounds that are not those of a line.
#include <algorithm>
#include <array>
#include <optional>

#include "ftcert/audit/claims/section_7/claims.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/bounds/general_position.hpp"
#include "ftcert/families/normal_data.hpp"
#include "ftcert/refute/lower_bound.hpp"

namespace ftcert::audit {

namespace {

constexpr std::size_t kSamples = 1000, kDimension = 10, kLayers = 2, kCurves = 6;
// N of the lower bound by trees, what it refutes, and how many linear programs it may take.
constexpr std::size_t kBounded = 10, kRefuted = 2, kPrograms = 100'000;

class Experiment {
 public:
  explicit Experiment(const Options& options)
      : large_(options.most_samples >= Options{}.most_samples),
        seed_(options.seed),
        data_(kSamples, kDimension, options.seed) {}

  Finding run() {
    const std::vector<std::size_t> all{10, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500}, few{10, 300, 500};
    for (const std::size_t n : large_ ? all : few) fit(n);
    finding_.verdict = "One hidden layer fits the same data with " + std::to_string(most_) +
                       " neurons for N = 500, where labels on a line may need 998: fewer than samples in general "
                       "position need in the worst "
                       "case, as many of these lie outside the hull of the others.";
    finding_.values = {{"neurons for N = 300", std::to_string(at_300_)},
                       {"neurons for N = 500", std::to_string(most_)}};
    finding_.set = std::string("N = ") + (large_ ? "10, 50, 100, .., 500" : "10, 300, 500") + " (seed " +
                   std::to_string(seed_) + ")";
    finding_.evidence = {
        "Data as in row sec-7: K = 1000 in R^10. Every network of the table is accepted by the checker, exactly.",
        "Cuts are neurons that are 0 at all finished samples and serve as many as eleven at once; hyperplane units, "
        "three neurons for ten samples, serve the rest.",
        "The worst case in general position is exact from some K on; for K = 1000 it is an upper end.",
        large_ ? "For N = 10 no two neurons fit, by certificate: trees of activation patterns, whose leaves are sums "
                 "of inequalities that contradict "
                 "each other. The other rows hold what is true of every function that is not constant."
               : "Certified lower bounds: what is true of every function that is not constant. A larger audit refutes "
                 "two neurons for N = 10.",
        "Counting parameters: as in row sec-7, for almost all labels."};
    finding_.tables = {std::move(table_)};
    finding_.plots = {{"Neurons of one hidden layer for the data of section 7, K = 1000 in R^10",
                       "N",
                       "neurons m",
                       {curves_.begin(), curves_.end()}}};
    return std::move(finding_);
  }

 private:
  void fit(std::size_t n) {
    ++finding_.cases;
    const Problem problem = data_.problem(n);
    const Network units = network_of("hyperplane-units", problem).value();
    std::optional<Network> cuts = network_of("cuts-and-units", problem);
    const Network& best = cuts && cuts->neurons() < units.neurons() ? *cuts : units;
    const std::size_t worst = worst_general_position(n, kDimension),
                      parameters = parameter_lower_bound(n, kDimension, kLayers);
    std::size_t certified = best_lower_bound(problem, kLayers);
    CertificateFile file =
        evidence_.network("N" + std::to_string(n) + "-cuts", "one hidden layer: all labels", problem, best);
    if (n == 300 || (large_ && (n == 100 || n == 500))) finding_.certificates.push_back(std::move(file));
    if (large_ && n == kBounded) {
      if (auto bound = evidence_.trees("N" + std::to_string(n) + "-trees", problem, kRefuted, kPrograms)) {
        certified = bound->neurons;
        finding_.certificates.push_back(std::move(*bound));
      }
    }
    finding_.check(units.neurons() <= worst && certified <= best.neurons(), "N", n, "units", units.neurons());
    if (n == 300) at_300_ = best.neurons();
    most_ = best.neurons();
    const std::array<std::size_t, kCurves> heights{
        std::min(3 * n, kSamples - 2), worst, units.neurons(), best.neurons(), certified, parameters};
    table_.rows.push_back({std::to_string(n)});
    for (std::size_t c = 0; c < kCurves; ++c) {
      curves_[c].points.emplace_back(n, Rational(heights[c]));
      table_.rows.back().push_back(std::to_string(heights[c]));
    }
  }

  bool large_;
  std::uint64_t seed_;
  NormalData data_;
  Evidence evidence_{kSection7OneLayer.id, Role::kSupports};
  Finding finding_{Status::kVerified, ""};
  std::array<Series, kCurves> curves_{Series{"paper: Theorem 4.1.2, worst case", "claimed-lower", {}},
                                      Series{"proved, general position: at most", "theorem-upper", {}},
                                      Series{"built of hyperplane units", "network", {}},
                                      Series{"built of cuts and units", "network-2", {}},
                                      Series{"certified for these data", "certified", {}},
                                      Series{"almost all labels (parameters)", "expected", {}}};
  Table table_{"K = 1000 in R^10: neurons of one hidden layer",
               {"N", "Theorem 4.1.2: min{3N, K-2}", "worst case in general position", "hyperplane units",
                "cuts and units", "certified >=", "almost all labels >="},
               {}};
  std::size_t at_300_ = 0, most_ = 0;
};

Finding one_hidden_layer(const Options& options) { return Experiment(options).run(); }

}  // namespace

const Claim kSection7OneLayer{
    "sec-7-one-layer",
    Section::kExperiments,
    "Section 7, the experiment, with one hidden layer",
    "How many neurons does one hidden layer need for the data of the experiment?",
    "",
    "networks built for such data, each run through the checker; trees of activation patterns",
    kLayers,
    one_hidden_layer};

}  // namespace ftcert::audit
