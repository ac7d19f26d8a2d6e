#include "ftcert/verbs/pieces.hpp"

#include <algorithm>
#include <charconv>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/direction_view.hpp"
#include "ftcert/explain/residuals.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

namespace {

const char* sign_name(int sign) { return sign > 0 ? "convex" : sign < 0 ? "concave" : "-"; }

// "7/3 ~ 2.33333", "1/2 = 0.5", "2".
std::string with_decimal(const Rational& value) {
  const std::string exact = value.text();
  if (exact.find('/') == std::string::npos) return exact;
  const Rational digits = value / power_of_ten(decimal_exponent(value) - long{kPiecesDigits} + 1);
  return exact + (digits.is_integer() ? " = " : " ~ ") + rounded(value, kPiecesDigits);
}

constexpr std::size_t kWidest = 40;  // of a column

// Columns of different widths, left-justified, two spaces apart.
class Table {
 public:
  void add(std::vector<std::string> row) {
    widths_.resize(std::max(widths_.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths_[c] = std::max(widths_[c], row[c].size());
    rows_.push_back(std::move(row));
  }
  void say(Said& said) const {
    for (const auto& row : rows_) {
      std::string line = " ";
      for (std::size_t c = 0; c < row.size(); ++c) {
        line += " " + row[c];
        // Numbers of thousands of digits do not widen a column for all rows.
        if (c + 1 < row.size())
          line.append(std::min<std::size_t>(widths_[c], kWidest) - std::min<std::size_t>(row[c].size(), kWidest) + 1,
                      ' ');
      }
      said.line(line);
    }
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

// One table an output, with its own kinks only; the JSON has them all together.
nlohmann::ordered_json say_pieces(Said& said, const LinePieces& pieces, const std::string& variable) {
  for (std::size_t c = 0; c < pieces.outputs; ++c) {
    if (pieces.outputs > 1) said.line("  output " + std::to_string(c + 1));
    Table table;
    table.add({"from " + variable, "to " + variable, "slope", "intercept", "kink at the left end"});
    std::string from = "-inf";
    int sign = 0;
    for (std::size_t k = 0; k < pieces.pieces(); ++k) {
      const bool last = k == pieces.kinks.size();
      const int next_sign = last ? 0 : pieces.slope_change(k, c).sign();
      if (!last && next_sign == 0) continue;
      const std::string to = last ? "inf" : with_decimal(pieces.kinks[k]);
      table.add({from, to, with_decimal(pieces.slope[k * pieces.outputs + c]),
                 with_decimal(pieces.intercept[k * pieces.outputs + c]), sign_name(sign)});
      from = to;
      sign = next_sign;
    }
    table.say(said);
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
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size() || value < 1 || value > count) {
      throw Error(Code::kUsage,
                  "--through: expected a sample from 1 to " + std::to_string(count) + ", found " + shown(part));
    }
    return value - 1;
  };
  const std::pair result(index(text.substr(0, comma)), index(text.substr(comma + 1)));
  if (result.first == result.second)
    throw Error(Code::kUsage, "--through: expected two different samples, found " + shown(text));
  return result;
}

class PiecesVerb {
 public:
  PiecesVerb(const PiecesJob& job, LoadedCertificate loaded)
      : job_(job), loaded_(std::move(loaded)), c_(functions_of(loaded_, job.input)), work_(loaded_.supplied.most_work) {
    said_.summary = {{"layers", c_.g.depth()},    {"neurons", c_.g.neurons()}, {"widths", c_.g.widths()},
                     {"dimension", c_.dimension}, {"outputs", c_.outputs},     {"function", job.with_f ? "f+g" : "g"}};
    if (job.with_f && !c_.f && c_.frozen != FrozenKind::kZero) {
      throw Error(Code::kNotApplicable, {job.input.certificate, c_.lines.frozen},
                  "f is known at the samples only: --with-f needs a certificate that holds the network f");
    }
  }

  Said run() {
    if (!job_.through.empty()) {
      through();
    } else if (auto view = view_along_direction(c_, loaded_.supplied.most_work)) {
      along(*view);
    } else if (c_.g.depth() == 2 && !job_.with_f) {
      forms();
    } else {
      throw Error(Code::kNotApplicable, "g has no single direction: use --through I,J");
    }
    return std::move(said_);
  }

 private:
  const char* name() const { return job_.with_f ? "f+g" : "g"; }

  void finish_line(const LinePieces& pieces) {
    said_.summary.update(say_pieces(said_, pieces, "t"));
    finish("pieces=" + std::to_string(pieces.pieces()) + " kinks=" + std::to_string(pieces.kinks.size()));
  }

  void finish(const std::string& counts) {
    const auto rounds = [](const std::string& line) { return line.find(" ~ ") != std::string::npos; };
    if (std::ranges::any_of(said_.lines, rounds))
      said_.line("Decimals behind ~ are rounded to " + std::to_string(kPiecesDigits) + " significant digits.");
    said_.last_line =
        "s PIECES layers=" + std::to_string(c_.g.depth()) + " neurons=" + std::to_string(c_.g.neurons()) + " " + counts;
  }

  void along(const DirectionView& view) {
    const bool plain = c_.dimension == 1 && view.direction[0] == 1;
    said_.line(name() + (plain ? std::string(", t = x")
                               : " along x = t a / (a.a), where a.x = t, a = " + direction_text(view.direction)));
    if (!plain)
      said_.line(view.everywhere ? "g(x) depends on t = a.x alone."
                                 : "g(x) does not depend on a.x alone: these are its pieces on this line only.");
    said_.summary["direction"] = json_integers(view.direction);
    said_.summary["everywhere"] = view.everywhere;
    finish_line(job_.with_f && c_.f ? sum(view.pieces, pieces_along_direction(*c_.f, view.direction, &work_), &work_)
                                    : view.pieces);
  }

  void through() {
    const Residuals residuals = residuals_of(c_, job_.input.certificate, loaded_.supplied);
    const auto [i, j] = sample_pair(job_.through, residuals.points.count);
    const auto from = residuals.points.row(i), to = residuals.points.row(j);
    std::vector<Rational> step(to.begin(), to.end());
    for (std::size_t c = 0; c < step.size(); ++c) step[c] -= from[c];
    said_.line(std::string(name()) + " along the line through samples " + std::to_string(i + 1) + " (t = 0) and " +
               std::to_string(j + 1) + " (t = 1)");
    said_.summary["through"] = {i + 1, j + 1};
    const LinePieces g = pieces_along(c_.g, from, step, nullptr, &work_);
    finish_line(job_.with_f && c_.f ? sum(g, pieces_along(*c_.f, from, step, nullptr, &work_), &work_) : g);
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
    said_.line("g is the constant " + constant + " plus " + std::to_string(ridge.forms().size()) +
               " functions, each of one form p = u.x");
    std::size_t pieces = 0, kinks = 0;
    for (const RidgeForm& form : ridge.forms()) {
      said_.line("");
      said_.line("form " + std::to_string(list.size() + 1) + ": u = " + direction_text(form.direction));
      const LinePieces table = reduced(form);
      nlohmann::ordered_json json{{"direction", json_integers(form.direction)}};
      json.update(say_pieces(said_, table, "p"));
      list.push_back(std::move(json));
      pieces += table.pieces();
      kinks += table.kinks.size();
    }
    said_.summary["constant"] = std::move(constants);
    const std::string count = std::to_string(list.size());
    said_.summary["forms"] = std::move(list);
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

  const PiecesJob& job_;
  LoadedCertificate loaded_;
  const InterpolationCertificate& c_;
  WorkMeter work_;
  Said said_;
};

}  // namespace

Said pieces(const PiecesJob& job, const Files& files, const Control& control,
            const std::optional<std::uint64_t>& most_work) {
  return PiecesVerb(job, load(job.input, files, control, most_work)).run();
}

}  // namespace ftcert
