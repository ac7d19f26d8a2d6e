// What the checker accepts holds by the definition of a network, and the verdict is the same with every way to evaluate.
#include <optional>

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

void must_fit(const InterpolationCertificate& c, const Samples& samples) {
  must(c.g.depth() == c.claim.layers && c.g.neurons() == c.claim.neurons, "the claim counts layers and neurons");
  must(samples.count() == c.claim.samples, "the claim counts the samples");
  std::size_t changed = 0;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    const std::vector<Rational> g = c.g.evaluate(samples.points.row(i));
    std::vector<Rational> f(c.outputs);
    if (c.f) f = c.f->evaluate(samples.points.row(i));
    bool differs = false;
    for (std::size_t k = 0; k < c.outputs; ++k) {
      if (samples.frozen) f[k] = samples.frozen->row(i)[k];
      const std::optional<Rational>& label = samples.labels[i * c.outputs + k];
      must(f[k] + g[k] == label.value_or(f[k]), "f + g is the label");
      differs = differs || g[k].sign() != 0;
    }
    changed += differs ? 1 : 0;
  }
  must(changed == c.claim.changed, "the claim counts the changes");
}

}  // namespace

void check(std::string_view bytes) {
  const auto mark = bytes.find(kMark);
  std::optional<NamedBytes> data;
  if (mark != std::string_view::npos) {
    data = NamedBytes{"d.csv", std::string(bytes.substr(mark + kMark.size()))};
    bytes = bytes.substr(0, mark + 1);
  }
  Certificate read;
  if (!accepted([&] { read = read_certificate("c.ftc", bytes); })) return;
  // The digest is not what is looked for: the data file is the one that the certificate binds.
  const auto& body = std::visit([](const auto& c) -> const CertificateBody& { return c; }, read);
  Supplied supplied = supplied_files(data, std::nullopt);
  if (supplied.data && body.data) supplied.data->sha256 = body.data->sha256;
  supplied.most_work = kMostWorkHere;
  bool verified = false, again = false;
  const std::string text = verdict(read, supplied, verified);
  Supplied other = supplied;
  other.evaluate = Supplied().evaluate;
  must(verdict(read, other, again) == text && again == verified, "another evaluation gives the same verdict");
  if (!verified) return;
  must(accepted([&] {
         const auto* c = std::get_if<InterpolationCertificate>(&read);
         if (c == nullptr) return;
         if (!c->external) must_fit(*c, c->samples);
         if (!supplied.data) return;
         const ValuesAtRows f = [&](const PointMatrix& points, std::span<const std::size_t> rows) {
           PointMatrix values(rows.size(), c->outputs);
           for (std::size_t i = 0; i < rows.size(); ++i) {
             const std::vector<Rational> value = c->f->evaluate(points.row(rows[i]));
             std::copy(value.begin(), value.end(), values.row(i).begin());
           }
           return values;
         };
         must_fit(*c,
                  supplied.read_samples(*supplied.data, c->data->format, c->data->columns, c->f ? f : ValuesAtRows()));
       }),
       "what was verified can be evaluated");
}

}  // namespace ftcert::fuzz
