#include <algorithm>
#include <utility>

#include "ftcert/attest/accept.hpp"
#include "ftcert/attest/attest.hpp"
#include "ftcert/common/changed_rows.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "ftcert/evaluation/frozen.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

Rational short_above(const Rational& number) {
  if (number.is_zero()) return number;
  Rational unit = 1;
  while (number > unit * Rational(1000)) unit *= Rational(10);
  while (number <= unit * Rational(100)) unit /= Rational(10);
  return Rational(ceil(number / unit)) * unit;
}

namespace {

bool all_numbers(FloatFormat format, const std::vector<Rational>& values) {
  return std::ranges::all_of(values, [&](const Rational& value) { return is_number_of(format, value); });
}

}  // namespace

void require_numbers(Code code, FloatFormat format, const Network& g) {
  for (std::size_t l = 0; l < g.depth(); ++l) {
    for (const std::vector<Rational>* numbers : {&g.layers()[l].weights, &g.layers()[l].bias}) {
      const auto other = std::ranges::find_if(*numbers, [&](const Rational& x) { return !is_number_of(format, x); });
      if (other == numbers->end()) continue;
      throw Error(code, "network g, layer " + std::to_string(l + 1) + ": " + other->text() + " is no number of " +
                            ieee_name(format) + ", in which its executions are to be certified");
    }
  }
}

Enclosures guarded(const AttestSubject& subject, const std::vector<std::size_t>* rows,
                   const std::function<Enclosures()>& enclose) {
  try {
    return enclose();
  } catch (const MayOverflow& overflow) {
    const std::size_t i = rows == nullptr ? overflow.row : (*rows)[overflow.row];
    throw Error(Code::kNotShown, subject.place(i),
                "sample " + std::to_string(i + 1) + ": an operation may overflow in " + ieee_name(overflow.format));
  } catch (const RowTooLong& row) {
    throw Error(Code::kNotShown, {subject.name, 0}, "a row of " + std::to_string(row.terms) + " terms is too long");
  }
}

bool runs_in(FloatFormat format, const SteppedNetwork& f) {
  const Rational most = Rational(1) / least_normal(format);
  const auto fits = [&](const ElementStep& step) {
    return all_numbers(format, step.numbers) &&
           (step.operation != ElementStep::kDiv ||
            std::ranges::all_of(step.numbers, [&](const Rational& c) { return abs(c) <= most; }));
  };
  return std::ranges::all_of(
             f.layers,
             [&](const AffineMap& map) { return all_numbers(format, map.weights) && all_numbers(format, map.bias); }) &&
         std::ranges::all_of(f.steps, [&](const auto& steps) { return std::ranges::all_of(steps, fits); });
}

namespace {

class Executions {
 public:
  Executions(const AttestSubject& subject, const PointMatrix& residuals, const ExecutionStatement& statement)
      : subject_(subject), body_(subject.body), z_(residuals), s_(statement) {}

  // Largest |g - z| of an execution where z is not 0.
  Rational deviation() {
    g_ = guarded(subject_, nullptr, [&] { return enclose_patch(s_.arithmetic, s_.format, s_.centre, s_.g, points()); });
    Rational most;
    for (std::size_t i = 0; i < z_.count; ++i) {
      for (std::size_t k = 0; k < z_.dimension; ++k) {
        const Rational &z = z_.row(i)[k], &value = g_.values.row(i)[k], &error = g_.errors.row(i)[k];
        if (z.is_zero() && !g_.zero(i, k)) {
          refuse(i, "component " + std::to_string(k + 1) + " of g is not 0 in every execution: " + value.text() +
                        " +- " + short_above(error).text());
        }
        if (z.is_zero()) continue;
        const Rational found = abs(value - z) + error;
        if (s_.deviation && found > *s_.deviation) {
          refuse(i, "an execution of g may miss y - f by " + short_above(found).text() + ", expected at most " +
                        s_.deviation->text());
        }
        most = std::max(most, found);
      }
    }
    const Rational rounded = short_above(most);
    return s_.deviation ? std::min(rounded, *s_.deviation) : rounded;
  }

  // Largest |f + g - y| of an execution there.
  Rational output_deviation() const {
    const std::vector<std::size_t> rows = changed_rows(z_);
    const Enclosures sum = guarded(subject_, &rows, [&] {
      return enclose_sum(s_.arithmetic, *s_.operators, {chosen_rows(g_.values, rows), chosen_rows(g_.errors, rows)},
                         chosen_rows(points(), rows));
    });
    Rational most;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t k = 0; k < z_.dimension; ++k) {
        if (z_.row(rows[r])[k].is_zero()) continue;
        const Rational& y = *body_.samples.labels[rows[r] * z_.dimension + k];
        most = std::max(most, abs(sum.values.row(r)[k] - y) + sum.errors.row(r)[k]);
      }
    }
    return short_above(most);
  }

 private:
  const PointMatrix& points() const { return body_.samples.points; }

  [[noreturn]] void refuse(std::size_t i, const std::string& text) const {
    throw Error(Code::kNotShown, subject_.place(i), "sample " + std::to_string(i + 1) + ": " + text);
  }

  const AttestSubject& subject_;
  const CertificateBody& body_;
  const PointMatrix& z_;
  const ExecutionStatement& s_;
  Enclosures g_;
};

}  // namespace

Attested<ExecutionCertificate> attest_execution(const AttestSubject& subject, const PointMatrix& residuals,
                                                ExecutionStatement s, const std::vector<std::string>& words) {
  require_shape(s.g, subject.body);
  require_numbers(Code::kNotANumber, s.format, s.g);
  const bool bounded = s.operators && runs_in(s.arithmetic, *s.operators);
  Executions executions(subject, residuals, s);
  Attested<ExecutionCertificate> result{ExecutionCertificate(subject.body), {}, {}};
  ExecutionCertificate& c = result.certificate;
  const std::size_t changed = changed_rows(residuals).size();
  c.claim = {s.arithmetic, s.format, s.g.depth(), s.g.neurons(), c.sample_count, changed, executions.deviation()};
  if (bounded) c.output_deviation = executions.output_deviation();
  if (s.operators) {
    c.operators = std::move(s.operators);
  } else if (c.f) {
    c.operators.emplace(c.dimension, c.f->layers(), std::vector<std::vector<ElementStep>>(c.f->depth() + 1));
  }
  c.centre = std::move(s.centre);
  c.g = std::move(s.g);
  c.patched = std::move(s.patched);
  result.bytes = write_certificate(c, words);
  c.samples = {};
  result.work = accept(result.bytes, subject.supplied);
  return result;
}

}  // namespace ftcert
