#include <algorithm>
#include <memory>
#include <string>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/explain/direction_view.hpp"
#include "ftcert/explain/residuals.hpp"
#include "ftcert/pieces/ridge.hpp"
#include "programs/certificate_input.hpp"
#include "programs/outputs.hpp"
#include "programs/verb.hpp"

namespace ftcert {

namespace {

struct Options {
  CommonOptions common;
  CertificateFiles input;
  std::string through;
  bool with_f = false;
};

const char* sign_name(int sign) { return sign > 0 ? "convex" : sign < 0 ? "concave" : "-"; }

// Columns of different widths, left-justified, two spaces apart.
class Table {
 public:
  void add(std::vector<std::string> row) {
    widths_.resize(std::max(widths_.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths_[c] = std::max(widths_[c], row[c].size());
    rows_.push_back(std::move(row));
  }
  void print(Report& report) const {
    for (const auto& row : rows_) {
      std::string line = " ";
      for (std::size_t c = 0; c < row.size(); ++c) {
        line += " " + row[c];
        // Numbers of thousands of digits do not widen a column for all rows.
        if (c + 1 < row.size())
          line.append(std::min<std::size_t>(widths_[c], 24) - std::min<std::size_t>(row[c].size(), 24) + 1, ' ');
      }
      report.line(line);
    }
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

// One table an output, with its own kinks only; the JSON has them all together.
nlohmann::ordered_json print_pieces(Report& report, const LinePieces& pieces, const std::string& variable) {
  for (std::size_t c = 0; c < pieces.outputs; ++c) {
    if (pieces.outputs > 1) report.line("  output " + std::to_string(c + 1));
    Table table;
    table.add({"from " + variable, "to " + variable, "slope", "intercept", "kink at the left end"});
    std::string from = "-inf";
    int sign = 0;
    for (std::size_t k = 0; k < pieces.pieces(); ++k) {
      const bool last = k == pieces.kinks.size();
      const int next_sign = last ? 0 : pieces.slope_change(k, c).sign();
      if (!last && next_sign == 0) continue;
      const std::string to = last ? "inf" : pieces.kinks[k].text();
      table.add({from, to, pieces.slope[k * pieces.outputs + c].text(), pieces.intercept[k * pieces.outputs + c].text(),
                 sign_name(sign)});
      from = to;
      sign = next_sign;
    }
    table.print(report);
  }
  nlohmann::ordered_json json;
  auto &kinks = json["kinks"] = nlohmann::ordered_json::array(), list = nlohmann::ordered_json::array();
  for (std::size_t k = 0; k < pieces.kinks.size(); ++k) {
    nlohmann::ordered_json signs = nlohmann::ordered_json::array();
    for (std::size_t c = 0; c < pieces.outputs; ++c) signs.push_back(pieces.slope_change(k, c).sign());
    kinks.push_back({{"at", pieces.kinks[k].text()}, {"signs", std::move(signs)}});
  }
  for (std::size_t k = 0; k < pieces.pieces(); ++k) {
    nlohmann::ordered_json slopes = nlohmann::ordered_json::array(), intercepts = slopes;
    for (std::size_t c = 0; c < pieces.outputs; ++c) {
      slopes.push_back(pieces.slope[k * pieces.outputs + c].text());
      intercepts.push_back(pieces.intercept[k * pieces.outputs + c].text());
    }
    list.push_back({{"slopes", std::move(slopes)}, {"intercepts", std::move(intercepts)}});
  }
  json["pieces"] = std::move(list);
  return json;
}

nlohmann::ordered_json json_integers(const std::vector<Integer>& values) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const Integer& value : values) json.push_back(value.str());
  return json;
}

// "I,J", two different samples counted from 1.
std::pair<std::size_t, std::size_t> sample_pair(const std::string& text, std::size_t count) {
  const auto comma = text.find(',');
  if (comma == std::string::npos) throw Error(Code::kUsage, "--through: expected I,J, found " + shown(text));
  const auto index = [&](const std::string& part) {
    const auto value = read_count(part);
    if (value < 1 || value > count) {
      throw Error(Code::kUsage,
                  "--through: expected a sample from 1 to " + std::to_string(count) + ", found " + shown(part));
    }
    return static_cast<std::size_t>(value - 1);
  };
  const std::pair result(index(text.substr(0, comma)), index(text.substr(comma + 1)));
  if (result.first == result.second)
    throw Error(Code::kUsage, "--through: expected two different samples, found " + shown(text));
  return result;
}

class PiecesVerb {
 public:
  explicit PiecesVerb(const Options& options)
      : options_(options),
        report_(options.common, false),
        loaded_(load(options.input, options.common)),
        c_(functions_of(loaded_, options.input)),
        work_(loaded_.supplied.most_work) {
    summary_ = {{"layers", c_.g.depth()},    {"neurons", c_.g.neurons()}, {"widths", c_.g.widths()},
                {"dimension", c_.dimension}, {"outputs", c_.outputs},     {"function", options.with_f ? "f+g" : "g"}};
    if (options.with_f && !c_.f && c_.frozen != FrozenKind::kZero) {
      throw Error(Code::kNotApplicable, {options.input.certificate, c_.lines.frozen},
                  "f is known at the samples only: --with-f needs a certificate that holds the network f");
    }
  }

  void run() {
    if (!options_.through.empty()) return through();
    if (auto view = view_along_direction(c_, loaded_.supplied.most_work)) return along(*view);
    if (c_.g.depth() == 2 && !options_.with_f) return forms();
    throw Error(Code::kNotApplicable, "g has no single direction: use --through I,J");
  }

 private:
  const char* name() const { return options_.with_f ? "f+g" : "g"; }

  void finish_line(const LinePieces& pieces) {
    summary_.update(print_pieces(report_, pieces, "t"));
    finish("pieces=" + std::to_string(pieces.pieces()) + " kinks=" + std::to_string(pieces.kinks.size()));
  }

  void finish(const std::string& text) { report_.finish(summary_, "s PIECES " + text); }

  void along(const DirectionView& view) {
    const bool plain = c_.dimension == 1 && view.direction[0] == 1;
    report_.line(name() + (plain ? std::string(", t = x")
                                 : " along x = t a / (a.a), where a.x = t, a = " + direction_text(view.direction)));
    if (!plain)
      report_.line(view.everywhere ? "g(x) depends on t = a.x alone."
                                   : "g(x) does not depend on a.x alone: these are its pieces on this line only.");
    summary_["direction"] = json_integers(view.direction);
    summary_["everywhere"] = view.everywhere;
    finish_line(options_.with_f && c_.f
                    ? sum(view.pieces, pieces_along_direction(*c_.f, view.direction, &work_), &work_)
                    : view.pieces);
  }

  void through() {
    const Residuals residuals = residuals_of(c_, options_.input.certificate, loaded_.supplied);
    const auto [i, j] = sample_pair(options_.through, residuals.points.count);
    const auto from = residuals.points.row(i), to = residuals.points.row(j);
    std::vector<Rational> step(to.begin(), to.end());
    for (std::size_t c = 0; c < step.size(); ++c) step[c] -= from[c];
    report_.line(std::string(name()) + " along the line through samples " + std::to_string(i + 1) + " (t = 0) and " +
                 std::to_string(j + 1) + " (t = 1)");
    summary_["through"] = {i + 1, j + 1};
    const LinePieces g = pieces_along(c_.g, from, step, nullptr, &work_);
    finish_line(options_.with_f && c_.f ? sum(g, pieces_along(*c_.f, from, step, nullptr, &work_), &work_) : g);
  }

  // One hidden layer and several directions: g is a constant plus one function of u.x for each direction u.
  void forms() {
    const RidgeSum ridge(c_.g, &work_);
    std::string constant;
    nlohmann::ordered_json constants = nlohmann::ordered_json::array(), list = constants;
    for (const Rational& value : ridge.constant()) {
      constant += (constant.empty() ? "" : ", ") + value.text();
      constants.push_back(value.text());
    }
    report_.line("g is the constant " + constant + " plus " + std::to_string(ridge.forms().size()) +
                 " functions, each of one form p = u.x");
    std::size_t pieces = 0, kinks = 0;
    for (const RidgeForm& form : ridge.forms()) {
      report_.line("");
      report_.line("form " + std::to_string(list.size() + 1) + ": u = " + direction_text(form.direction));
      const LinePieces table = reduced(form);
      nlohmann::ordered_json json{{"direction", json_integers(form.direction)}};
      json.update(print_pieces(report_, table, "p"));
      list.push_back(std::move(json));
      pieces += table.pieces();
      kinks += table.kinks.size();
    }
    summary_["constant"] = std::move(constants);
    const std::string count = std::to_string(list.size());
    summary_["forms"] = std::move(list);
    finish("forms=" + count + " pieces=" + std::to_string(pieces) + " kinks=" + std::to_string(kinks));
  }

  // Without kinks at which no output changes its slope: those of neurons that cancel each other or have zero
  // weight.
  LinePieces reduced(const RidgeForm& form) const {
    LinePieces zero;
    zero.outputs = c_.outputs;
    zero.slope.resize(c_.outputs);
    zero.intercept.resize(c_.outputs);
    return sum({c_.outputs, form.kinks, form.slope, form.intercept}, zero);
  }

  const Options& options_;
  Report report_;
  LoadedCertificate loaded_;
  const InterpolationCertificate& c_;
  WorkMeter work_;
  nlohmann::ordered_json summary_;
};

}  // namespace

void add_pieces(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App& verb =
      *app.add_subcommand("pieces", "the kinks and slopes of a certificate's network along a line, exactly");
  add_certificate_input(verb, options->input);
  verb.add_option("--through", options->through,
                  "along the line through samples I,J (counted from 1; t = 0 at I, t = 1 at J)");
  verb.add_flag("--with-f", options->with_f, "f + g in place of g");
  add_common_options(verb, options->common);
  verb.callback([options] {
    refuse_outputs({options->common.json}, {options->input.certificate, options->input.model},
                   files_of(options->input));
    PiecesVerb(*options).run();
  });
}

}  // namespace ftcert
