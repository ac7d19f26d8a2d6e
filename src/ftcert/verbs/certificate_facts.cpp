#include "ftcert/verbs/certificate_facts.hpp"

#include <algorithm>

#include "ftcert/certificate/line_reader.hpp"  // joined
#include "ftcert/explain/body_words.hpp"
#include "ftcert/explain/direction_view.hpp"

namespace ftcert {

namespace {

std::string number(std::size_t value) { return std::to_string(value); }

std::string numbers(const std::vector<std::size_t>& values) {
  return values.empty() ? "none" : joined(values, ", ", [](std::size_t value) { return std::to_string(value); });
}

std::string digests(const std::vector<BoundFile>& files) {
  return joined(files, ", ", [](const BoundFile& file) { return file.sha256; });
}

class Facts {
 public:
  explicit Facts(const Certificate& certificate) : certificate_(certificate) {}

  std::vector<Fact> all() {
    add("kind", kind_of(certificate_));
    const CertificateBody& body = body_of(certificate_);
    data(body);
    std::visit([this](const auto& c) { claim(c); }, certificate_);
    frozen(body);
    std::visit([this](const auto& c) { statement(c); }, certificate_);
    return std::move(facts_);
  }

 private:
  void add(const char* name, std::string value) { facts_.push_back({name, std::move(value)}); }

  void data(const CertificateBody& c) {
    add("samples", number(c.sample_count));
    add("features", number(c.dimension));
    add("components of f", number(c.outputs));
    add("data file", c.data ? digests(c.data->files) : "none is bound");
    if (c.data && c.data->labels) add("file of labels", c.data->labels->sha256);
    add("samples are in", c.external ? "the data file" : "the certificate");
    if (c.data)
      add("rounding of the data", std::string(kRoundingWords[static_cast<std::size_t>(c.data->columns.rounding)]));
    if (c.specification && c.specification->classes()) {
      add("specification", "classes");
      add("margin of classes", c.specification->number.text());
    } else if (c.specification) {
      add("specification", "intervals");
    }
  }

  template <typename Kind>
  void claim(const Kind& c) {
    if (!std::is_same_v<Kind, BoundCertificate> || !c.specification) add("changed samples", number(c.claim.changed));
    if (c.claim.specified) add("specified samples", number(*c.claim.specified));
  }

  void frozen(const CertificateBody& c) {
    add("f", c.f                                 ? "a network " + shape_of(*c.f)
             : c.frozen == FrozenKind::kValues   ? "values at the samples"
             : c.frozen == FrozenKind::kComputed ? "values at samples, computed from the model"
                                                 : "zero");
    if (!c.model) return;
    add("model file", c.model->sha256);
    add("components of the model", numbers(c.model->outputs));
    if (!c.model->tensor.empty()) add("tensor of the model", c.model->tensor);
  }

  void network(const Network& g) {
    add("layers", number(g.depth()));
    add("neurons", number(g.neurons()));
    add("widths", numbers(g.widths()));
    const WeightBits bits = weight_bits(g);
    add("weight bits", number(bits.total));
    add("largest weight, bits", number(bits.most));
  }

  void statement(const InterpolationCertificate& c) {
    network(c.g);
    add("construction", c.construction ? c.construction->name : "none is named");
    if (c.construction) add("neurons promised", number(c.construction->bound));
    const auto text = [](const std::optional<Rational>& q) { return q ? q->text() : std::string("none"); };
    const auto margin = [&](const char* name, std::optional<Rational> LayerMargin::*which) {
      add(name, c.margins.layers.empty() ? "none" : joined(c.margins.layers, ", ", [&](const LayerMargin& layer) {
            return text(layer.*which);
          }));
    };
    margin("least pre-activations", &LayerMargin::least);
    margin("least that are not 0", &LayerMargin::nonzero);
    if (const auto& projection = c.margins.projection) {
      add("direction", direction_text(projection->direction));
      add("least distance along it", text(projection->gap));
    }
  }

  void statement(const ExecutionCertificate& c) {
    network(c.g);
    add("arithmetic of the model", ieee_name(c.claim.arithmetic));
    add("arithmetic of g", ieee_name(c.claim.g));
    add("centre", c.centre.empty() ? "none" : "subtracted first");
    if (!c.specification) {
      add("deviation of g", c.claim.deviation.text());
      add("deviation of f + g", c.output_deviation ? c.output_deviation->text() : "not stated");
    }
    add("patched model", c.patched ? *c.patched : "none is bound");
  }

  void statement(const BoundCertificate& c) {
    add("layers", number(c.claim.layers));
    add("neurons", "at least " + number(c.claim.neurons));
    add("method", std::string(c.method->name));
    if (c.method->on_a_line()) {
      add("samples on the line", number(c.line.points.size()));
      add("kinks used", number(c.line.marks()));
    }
  }

  const Certificate& certificate_;
  std::vector<Fact> facts_;
};

}  // namespace

const CertificateBody& body_of(const Certificate& certificate) {
  return std::visit([](const CertificateBody& body) -> const CertificateBody& { return body; }, certificate);
}

std::string kind_of(const Certificate& certificate) {
  if (std::holds_alternative<BoundCertificate>(certificate)) return "bound";
  if (std::holds_alternative<ExecutionCertificate>(certificate)) return "execution";
  return body_of(certificate).specification ? "specification" : "interpolation";
}

std::string verdict_words(const Certificate& certificate) {
  if (const auto* bound = std::get_if<BoundCertificate>(&certificate)) return bound->claim.verdict();
  if (const auto* execution = std::get_if<ExecutionCertificate>(&certificate)) return execution->claim.text();
  return std::get<InterpolationCertificate>(certificate).claim.text();
}

std::vector<Fact> certificate_facts(const Certificate& certificate) { return Facts(certificate).all(); }

}  // namespace ftcert
