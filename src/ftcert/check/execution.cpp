#include <algorithm>
#include <numeric>
#include <utility>

#include "ftcert/check/body.hpp"
#include "ftcert/check/kinds.hpp"
#include "ftcert/check/patched.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/evaluation/work.hpp"

namespace ftcert {

namespace {

class ExecutionChecker {
 public:
  ExecutionChecker(const ExecutionCertificate& c, const std::string& name, const Supplied& supplied)
      : c_(c), supplied_(supplied), body_(c, c.lines, name, supplied) {}

  Verdict run() {
    claim();
    body_.read();
    body_.evaluate(work());
    numbers();
    patched();
    samples();
    Verdict verdict = body_.verdict(c_.claim.text());
    if (!c_.specification)
      verdict.notes.insert(verdict.notes.begin(),
                           c_.output_deviation
                               ? "f + g against the label where it changes: deviation<=" + c_.output_deviation->text()
                               : "f is a real function here: how its own executions round is not bounded");
    if (supplied_.patched) {
      verdict.notes.push_back(std::string("patched file: its g is the certificate's") +
                              (supplied_.model ? ", its other part is the model file"
                                               : "; model file not supplied: its other part is not compared") +
                              (tensor().empty() ? "" : "; that f is this tensor is believed"));
    } else if (c_.patched) {
      verdict.notes.emplace_back("patched file not supplied");
    }
    return verdict;
  }

 private:
  // "changed" waits for the values.
  void claim() const {
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "layers of g", c_.g.depth(), c_.claim.layers);
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "hidden neurons of g", c_.g.neurons(), c_.claim.neurons);
    body_.compare(Code::kClaimMismatch, c_.lines.claim, "samples", c_.sample_count, c_.claim.samples);
  }

  // Everything that an execution reads is a number of its format.
  void numbers() const {
    const auto check = [&](FloatFormat format, std::span<const Rational> values, std::size_t line,
                           const std::string& what) {
      for (const Rational& value : values) {
        if (!is_number_of(format, value))
          body_.reject(Code::kNotANumber, line, what + ": " + value.text() + " is no number of " + ieee_name(format));
      }
    };
    const auto layers = [&](FloatFormat format, const std::string& name, const std::vector<AffineMap>& maps,
                            const std::vector<std::size_t>& lines) {
      for (std::size_t l = 0; l < maps.size(); ++l) {
        const std::string what = "network " + name + ", layer " + std::to_string(l + 1);
        check(format, maps[l].bias, lines[l], what);
        check(format, maps[l].weights, lines[l], what);
      }
    };
    check(c_.claim.g, c_.centre, c_.lines.centre, "centre");
    layers(c_.claim.g, "g", c_.g.layers(), c_.lines.g_layers);
    if (!encloses_f()) return;
    layers(c_.claim.arithmetic, "f", c_.operators->layers, c_.lines.f_layers);
    const Rational most = Rational(1) / least_normal(c_.claim.arithmetic);
    for (std::size_t l = 0; l < c_.operators->steps.size(); ++l) {
      for (std::size_t s = 0; s < c_.operators->steps[l].size(); ++s) {
        const ElementStep& step = c_.operators->steps[l][s];
        const std::size_t line = c_.lines.f_steps[l][s];
        check(c_.claim.arithmetic, step.numbers, line, "network f, a step");
        for (const Rational& number : step.numbers) {
          if (step.operation == ElementStep::kDiv && abs(number) > most)
            body_.reject(Code::kNotANumber, line, "network f, a step: dividing by " + number.text() + " underflows");
        }
      }
    }
  }

  // The file to deploy. Contract: the numbers of g are numbers of its format.
  void patched() const {
    if (!supplied_.patched) return;
    const SuppliedFile& file = *supplied_.patched;
    if (c_.patched && *c_.patched != file.sha256)
      body_.reject(Code::kDigestMismatch, c_.lines.patched,
                   "'" + file.name + "': expected SHA-256 " + *c_.patched + ", found " + file.sha256);
    std::vector<std::size_t> components(c_.outputs);
    std::iota(components.begin(), components.end(), std::size_t{0});
    try {
      PatchedClaim claim{c_.g, c_.centre, c_.claim.arithmetic, c_.claim.g, c_.model ? c_.model->outputs : components};
      if (!tensor().empty()) claim.tensor = tensor();
      check_patched(claim, file.bytes,
                    supplied_.model ? std::optional<std::string_view>(supplied_.model->bytes) : std::nullopt);
    } catch (const Error& error) {
      body_.reject(error.code(), c_.lines.patched, "'" + file.name + "': " + error.text());
    }
  }

  // Of the model: what f is; empty: its only output.
  const std::string& tensor() const {
    return c_.model && !c_.model->tensor.empty() ? c_.model->tensor : supplied_.tensor;
  }

  // Beside that of f itself.
  Integer work() const {
    const PointMatrix& points = body_.samples().points;
    PointMatrix centred = points;
    for (std::size_t i = 0; i < points.count; ++i) {
      for (std::size_t j = 0; j < c_.centre.size(); ++j) centred.row(i)[j] -= c_.centre[j];
    }
    Integer units = execution_work(c_.g, c_.claim.g, centred, c_.sample_count);
    if (encloses_f())
      units += execution_work(*c_.f, c_.claim.arithmetic, points, labelled_rows(body_.samples()).size());
    return units;
  }

  // Whether the executions of f and of the sum are part of the claim.
  bool encloses_f() const { return c_.output_deviation || c_.specification; }

  // `rows`: the samples of the points; `lines`: of the network's layers.
  template <typename Enclose>
  Enclosures enclosed(const std::vector<std::size_t>* rows, const std::vector<std::size_t>& lines,
                      const Enclose& enclose) const {
    try {
      return enclose();
    } catch (const MayOverflow& overflow) {
      const std::size_t i = rows == nullptr ? overflow.row : (*rows)[overflow.row];
      body_.reject(Code::kOverflow, body_.line_of_sample(i),
                   "sample " + std::to_string(i + 1) + ": an operation may overflow: expected sums of at most 2^" +
                       std::to_string(ieee(overflow.format).greatest_exponent));
    } catch (const RowTooLong& row) {
      body_.reject(Code::kRowTooLong, lines[row.layer - 1],
                   "layer " + std::to_string(row.layer) + ": a row of " + std::to_string(row.terms) +
                       " terms is too long for its format");
    }
  }

  void samples() {
    const PointMatrix& points = body_.samples().points;
    const Enclosures g = enclosed(nullptr, c_.lines.g_layers, [&] {
      return enclose_patch(c_.claim.arithmetic, c_.claim.g, c_.centre, c_.g, points, supplied_.for_chunks);
    });
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < c_.sample_count; ++i) {
      bool differs = false;
      for (std::size_t k = 0; k < c_.outputs; ++k)
        differs = (c_.specification ? kept(i, k, g) : patch(i, k, g)) || differs;
      if (differs) changed.push_back(i);
    }
    if (c_.specification) body_.count_specified(*c_.claim.specified);
    body_.compare(Code::kWrongCount, c_.lines.claim, "changed samples", changed.size(), c_.claim.changed);
    if (!encloses_f()) return;
    const std::vector<std::size_t> rows = c_.specification ? labelled_rows(body_.samples()) : changed;
    const Enclosures sum = enclosed(&rows, c_.lines.f_layers, [&] {
      return enclose_sum(c_.claim.arithmetic, *c_.operators, {chosen_rows(g.values, rows), chosen_rows(g.errors, rows)},
                         chosen_rows(points, rows), supplied_.for_chunks);
    });
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (c_.specification) body_.meets(rows[r], sum.values.row(r), sum.errors.row(r));
      for (std::size_t k = 0; !c_.specification && k < c_.outputs; ++k) output(rows[r], k, sum, r);
    }
  }

  [[noreturn]] void not_zero(std::size_t i, std::size_t k, const Enclosures& g) const {
    body_.reject(Code::kNotZero, body_.line_of_sample(i),
                 body_.who(i, k) + ": g is " + g.values.row(i)[k].text() + " +- " + g.errors.row(i)[k].text() +
                     ", expected exactly 0 in every execution");
  }

  // g is 0 where the specification keeps f; whether it is not 0.
  bool kept(std::size_t i, std::size_t k, const Enclosures& g) const {
    if (g.zero(i, k)) return false;
    if (body_.keeps(i, k)) not_zero(i, k, g);
    return true;
  }

  // g against y - f; whether that is not 0.
  bool patch(std::size_t i, std::size_t k, const Enclosures& g) const {
    const Rational z = body_.residual(i, k);
    const Rational &value = g.values.row(i)[k], &error = g.errors.row(i)[k];
    if (z.is_zero()) {
      if (g.zero(i, k)) return false;
      not_zero(i, k, g);
    }
    const Rational found = abs(value - z) + error;
    if (found > c_.claim.deviation)
      body_.reject(Code::kDeviation, body_.line_of_sample(i),
                   body_.who(i, k) + ": g is within " + found.text() +
                       " of y - f, expected deviation<=" + c_.claim.deviation.text());
    return true;
  }

  // f + g against y, where the label changes it.
  void output(std::size_t i, std::size_t k, const Enclosures& sum, std::size_t row) const {
    if (body_.residual(i, k).is_zero()) return;
    const Rational found = abs(sum.values.row(row)[k] - *body_.label(i, k)) + sum.errors.row(row)[k];
    if (found > *c_.output_deviation)
      body_.reject(Code::kOutputDeviation, body_.line_of_sample(i),
                   body_.who(i, k) + ": f + g is within " + found.text() + " of the label, expected output-deviation " +
                       c_.output_deviation->text());
  }

  const ExecutionCertificate& c_;
  const Supplied& supplied_;
  BodyCheck body_;
};

}  // namespace

Verdict check_execution(const ExecutionCertificate& certificate, const std::string& name, const Supplied& supplied) {
  return ExecutionChecker(certificate, name, supplied).run();
}

}  // namespace ftcert
