// What the checker accepts holds by the definition of a network, and the verdict is the same with every way to evaluate.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/check/pair.hpp"
#include "ftcert/supply/supply.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

constexpr std::string_view kMark = "\n%DATA\n";
constexpr std::uint64_t kMostWorkHere = 1'000'000;  // some milliseconds

// The verdict in one line, accepted or not.
std::string verdict(const Certificate& certificate, const Supplied& supplied, bool& verified) {
  try {
    const Verdict result = check(certificate, "c.ftc", supplied);
    verified = true;
    std::string text = result.claim;
    for (const std::string& note : result.notes) (text += '\n') += note;
    return text + " work " + result.work.str();
  } catch (const Error& error) {
    must_be_told(error);
    verified = false;
    return error.what();
  }
}

// What f is at a point, layer by layer.
std::vector<Rational> value_of(const SteppedNetwork& f, std::span<const Rational> point) {
  std::vector<Rational> x(point.begin(), point.end());
  const auto step = [&](const ElementStep& s) {
    for (std::size_t k = 0; k < x.size(); ++k) {
      if (s.operation == ElementStep::kAdd) x[k] += s.numbers[k];
      if (s.operation == ElementStep::kSub) x[k] -= s.numbers[k];
      if (s.operation == ElementStep::kMul) x[k] *= s.numbers[k];
      if (s.operation == ElementStep::kDiv) x[k] /= s.numbers[k];
    }
  };
  for (std::size_t l = 0; l < f.layers.size(); ++l) {
    const AffineMap& map = f.layers[l];
    for (Rational& value : x) {
      if (l > 0 && value.sign() < 0) value = 0;
    }
    for (const ElementStep& s : f.steps[l]) step(s);
    std::vector<Rational> next = map.bias;
    for (std::size_t r = 0; r < map.rows; ++r) {
      for (std::size_t k = 0; k < map.columns; ++k) next[r] += map.weight(r, k) * x[k];
    }
    x = std::move(next);
  }
  for (const ElementStep& s : f.steps.back()) step(s);
  return x;
}

struct AtSample {
  std::vector<Rational> f, g;
};

// Without a network f is 0, or what the certificate's sample at this point states.
std::vector<Rational> stated(const CertificateBody& c, std::span<const Rational> point) {
  for (std::size_t i = 0; c.frozen == FrozenKind::kComputed && i < c.samples.count(); ++i) {
    if (!std::ranges::equal(c.samples.points.row(i), point)) continue;
    const auto values = c.samples.frozen->row(i);
    return {values.begin(), values.end()};
  }
  return std::vector<Rational>(c.outputs);
}

AtSample values_at(const InterpolationCertificate& c, std::span<const Rational> point) {
  return {c.f ? c.f->evaluate(point) : stated(c, point), c.g.evaluate(point)};
}
AtSample values_at(const ExecutionCertificate& c, std::span<const Rational> point) {
  std::vector<Rational> x(point.begin(), point.end());
  for (std::size_t k = 0; k < c.centre.size(); ++k) x[k] -= c.centre[k];
  return {c.operators ? value_of(*c.operators, point) : stated(c, point), c.g.evaluate(x)};
}

// z: what g is to be.
void must_be(const InterpolationCertificate&, const Rational& g, const Rational& z) {
  must(g == z, "f + g is the label");
}
// One of the executions is the real function itself.
void must_be(const ExecutionCertificate& c, const Rational& g, const Rational& z) {
  must(z.is_zero() ? g.is_zero() : abs(g - z) <= c.claim.deviation,
       "g is within the deviation of y - f, and 0 where that is 0");
  must(!c.output_deviation || abs(g - z) <= *c.output_deviation, "f + g is within the output deviation of the label");
}

// The components of f + g between their ends, or the greatest of some components above all others.
void must_be_allowed(const CertificateBody& c, const Samples& samples, std::size_t i, std::span<const Rational> f,
                     std::span<const Rational> g) {
  const ClassSet own = c.specification->classes() ? samples.classes[i] : ClassSet();
  std::optional<Rational> most, others;
  for (std::size_t k = 0; k < c.outputs; ++k) {
    const Rational value = f[k] + g[k];
    if (c.specification->classes()) {
      must(!own.empty() || g[k].is_zero(), "g is 0 where f is kept");
      std::optional<Rational>& side = std::find(own.begin(), own.end(), k) != own.end() ? most : others;
      side = side && *side > value ? *side : value;
    } else if (const std::optional<Interval>& allowed = samples.intervals[i * c.outputs + k]) {
      must(!allowed->low || *allowed->low <= value, "f + g is at least the lower end");
      must(!allowed->high || value <= *allowed->high, "f + g is at most the upper end");
    } else {
      must(g[k].is_zero(), "g is 0 where f is kept");
    }
  }
  must(!most || *most - *others >= c.specification->number, "a class leads by the margin");
}

bool specified(const CertificateBody& c, const Samples& samples, std::size_t i) {
  if (c.specification->classes()) return !samples.classes[i].empty();
  const auto first = samples.intervals.begin() + static_cast<std::ptrdiff_t>(i * c.outputs);
  return std::any_of(first, first + static_cast<std::ptrdiff_t>(c.outputs),
                     [](const auto& w) { return w.has_value(); });
}

// Executions may change a sample that the real g does not change.
void must_count(const InterpolationCertificate& c, std::size_t changed) {
  must(changed == c.claim.changed, "the claim counts the changes");
}
void must_count(const ExecutionCertificate& c, std::size_t changed) {
  must(changed <= c.claim.changed, "the claim counts the changes");
}

template <typename Kind>
void must_meet(const Kind& c, const Samples& samples) {
  std::size_t changed = 0, counted = 0;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    AtSample at = values_at(c, samples.points.row(i));
    if (samples.frozen) std::copy_n(samples.frozen->row(i).begin(), c.outputs, at.f.begin());
    must_be_allowed(c, samples, i, at.f, at.g);
    counted += specified(c, samples, i) ? 1 : 0;
    changed += std::all_of(at.g.begin(), at.g.end(), [](const Rational& z) { return z.is_zero(); }) ? 0 : 1;
  }
  must(counted == c.claim.specified, "the claim counts the specified samples");
  must_count(c, changed);
}

template <typename Kind>
void must_fit(const Kind& c, const Samples& samples) {
  must(c.g.depth() == c.claim.layers && c.g.neurons() == c.claim.neurons, "the claim counts layers and neurons");
  must(samples.count() == c.claim.samples, "the claim counts the samples");
  if (c.specification) return must_meet(c, samples);
  std::size_t changed = 0;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    AtSample at = values_at(c, samples.points.row(i));
    bool differs = false;
    for (std::size_t k = 0; k < c.outputs; ++k) {
      if (samples.frozen) at.f[k] = samples.frozen->row(i)[k];
      const std::optional<Rational>& label = samples.labels[i * c.outputs + k];
      const Rational z = label ? *label - at.f[k] : Rational(0);
      must_be(c, at.g[k], z);
      differs = differs || !z.is_zero();
    }
    changed += differs ? 1 : 0;
  }
  must(changed == c.claim.changed, "the claim counts the changes");
}

// Nothing of this kind is claimed of a bound.
void must_hold(const BoundCertificate&, const Supplied&) {}
template <typename Kind>
void must_hold(const Kind& c, const Supplied& supplied) {
  if (!c.external) must_fit(c, c.samples);
  if (supplied.data.empty()) return;
  const ValuesAtRows f = [&](const PointMatrix& points, std::span<const std::size_t> rows) {
    PointMatrix values(rows.size(), c.outputs);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::vector<Rational> value = values_at(c, points.row(rows[i])).f;
      std::copy(value.begin(), value.end(), values.row(i).begin());
    }
    return values;
  };
  std::optional<Samples> samples;
  for (const BoundFile& file : c.data->files) {
    const auto data = std::ranges::find(supplied.data, file.sha256, &SuppliedData::sha256);
    must(data != supplied.data.end(), "every file was supplied");
    Samples more = supplied.read_samples({*data, file.form}, nullptr, c.data->columns,
                                          c.f || c.frozen == FrozenKind::kComputed ? f : ValuesAtRows());
    if (samples) {
      samples->append(std::move(more));
    } else {
      samples = std::move(more);
    }
  }
  must_fit(c, *samples);
}

}  // namespace

void check(std::string_view bytes) {
  std::vector<SuppliedData> data;
  for (auto mark = bytes.rfind(kMark); mark != std::string_view::npos; mark = bytes.rfind(kMark)) {
    data.insert(data.begin(), supplied_data(NamedBytes{"d.csv", std::string(bytes.substr(mark + kMark.size()))}));
    bytes = bytes.substr(0, mark + 1);
  }
  Certificate read;
  if (!accepted([&] { read = read_certificate("c.ftc", bytes); })) return;
  // The digest is not what is looked for: the data files are those that the certificate binds.
  const auto& body = std::visit([](const auto& c) -> const CertificateBody& { return c; }, read);
  Supplied supplied = supplied_files(std::nullopt, std::nullopt);
  for (std::size_t i = 0; body.data && i < std::min(data.size(), body.data->files.size()); ++i)
    data[i].sha256 = body.data->files[i].sha256;
  supplied.data = std::move(data);
  supplied.most_work = kMostWorkHere;
  bool verified = false, again = false;
  const std::string text = verdict(read, supplied, verified);
  Supplied other = supplied;
  other.evaluate = Supplied().evaluate;
  must(verdict(read, other, again) == text && again == verified, "another evaluation gives the same verdict");
  if (!verified) return;
  must(accepted([&] { std::visit([&](const auto& c) { must_hold(c, supplied); }, read); }),
       "what was verified can be evaluated");
}

}  // namespace ftcert::fuzz
