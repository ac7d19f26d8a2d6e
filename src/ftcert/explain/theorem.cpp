#include "ftcert/explain/theorem.hpp"

#include <algorithm>
#include <string_view>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/write/write.hpp"

namespace ftcert {

namespace {

// Coq reads decimal numbers in quadratic time, a second for a thousand digits, and hexadecimal ones fast.
constexpr std::size_t kMostDecimalDigits = 200;

std::string integer(const Integer& value) {
  const Integer magnitude = boost::multiprecision::abs(value);
  std::string text = magnitude.str();
  if (text.size() > kMostDecimalDigits) text = "0x" + magnitude.str(0, std::ios_base::hex);
  return (value < 0 ? "-" : "") + text;
}

// 3/2 as 3 # 2: the scope is that of the rationals.
std::string number(const Rational& value) { return integer(value.numerator()) + " # " + integer(value.denominator()); }

template <typename Range>
std::string list(const Range& range) {
  std::string text;
  for (const Rational& value : range) text += (text.empty() ? "" : "; ") + number(value);
  return "[" + text + "]";
}

// Items of a definition, one a line.
void write_items(std::string& out, const std::vector<std::string>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) out += "  " + items[i] + (i + 1 < items.size() ? ";\n" : "\n");
  out += "].\n";
}

std::vector<std::string> data_items(const SampleValues& values) {
  std::vector<std::string> items;
  const std::size_t outputs = values.frozen.dimension;
  for (std::size_t i = 0; i < values.samples.count(); ++i) {
    const auto frozen = values.frozen.row(i);
    std::vector<Rational> target(frozen.begin(), frozen.end());
    for (std::size_t k = 0; k < outputs; ++k) {
      if (const auto& label = values.samples.labels[i * outputs + k]) target[k] = *label;
    }
    items.push_back("Datum " + list(values.samples.points.row(i)) + " " + list(frozen) + " " + list(target));
  }
  return items;
}

std::vector<std::string> line_items(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    items.push_back("\"" + std::string(text.substr(0, end)) + "\"");
    text.remove_prefix(end + 1);
  }
  return items;
}

// Without any word that the certificate chooses: nothing in the comment may end it.
std::string in_words(const InterpolationCertificate& c) {
  return "some network with " + counted(c.claim.layers - 1, "hidden layer") + " and " +
         counted(c.claim.neurons, "hidden ReLU neuron") + ", added to f, takes the label at every sample";
}

std::string in_words(const BoundCertificate& c) {
  return "every network with " + counted(c.claim.layers - 1, "hidden layer") +
         " that, added to f, takes the label at every sample has at least " +
         counted(c.claim.neurons, "hidden ReLU neuron");
}

template <typename Kind>
std::string theorem_of(Kind c, const SampleValues& values, const std::string& kind) {
  for (const std::size_t count :
       {c.dimension, c.outputs, c.claim.layers, c.claim.neurons, c.claim.samples, c.claim.changed}) {
    if (count > kMostCounted) {
      throw Error(Code::kNotApplicable, "a theorem counts to " + std::to_string(kMostCounted) +
                                            " at most; the certificate says " + std::to_string(count));
    }
  }
  c.external = false;
  c.samples = values.samples;
  if (c.data && c.data->in_parts()) c.data.reset();  // samples of several files stand in no certificate
  const auto& claim = c.claim;
  const auto n = [](std::size_t count) { return std::to_string(count); };
  std::string out = "(* Layers " + n(claim.layers) + ", hidden neurons " + n(claim.neurons) + ", samples " +
                    n(claim.samples) + ", changed " + n(claim.changed) + ".  Over every ordered field:\n   " +
                    in_words(c) + ";\n   the points are pairwise distinct; at " + counted(claim.changed, "sample") +
                    " the label differs from the value of f.  Meaning.v has the definitions.\n";
  if (std::ranges::count(values.samples.unknown, true) > 0) {
    out +=
        "   Where the certificate has no value of f, 0 stands for it: everything is kept there, so this says that g is "
        "0, "
        "whatever f is.\n";
  }
  out +=
      "   Compile: coqc -Q build/proofs/theories FTCert FILE.v after ./run proofs *)\n"
      "From Coq Require Import String List QArith.\n"
      "From FTCert Require Import Certificate Meaning Certified CertifiedSound.\n"
      "Import ListNotations.\n"
      "Local Open Scope string_scope.\n"
      "Local Open Scope Q_scope.\n"
      "\n"
      "(* point, value of f, label *)\n"
      "Definition data : list datum := [\n";
  write_items(out, data_items(values));
  out += "\n(* the certificate, line by line *)\nDefinition certificate : list string := [\n";
  write_items(out, line_items(write_certificate(c)));
  out += "\nTheorem claim : forall F, " + kind + "_claim F " + n(c.dimension) + " " + n(c.outputs) + " data " +
         n(claim.layers) + " " + n(claim.neurons) + " " + n(claim.samples) + " " + n(claim.changed) +
         ".\nProof. intro F. apply (" + kind +
         "_certified F certificate). vm_cast_no_check (eq_refl true). Qed.\nPrint Assumptions claim.\n";
  return out;
}

}  // namespace

std::string theorem(const Certificate& certificate, const SampleValues& values) {
  if (std::visit([](const CertificateBody& body) { return body.specification.has_value(); }, certificate))
    throw Error(Code::kNotApplicable, "a claim with specifications in place of labels is not written as a theorem");
  if (const auto* interpolation = std::get_if<InterpolationCertificate>(&certificate))
    return theorem_of(*interpolation, values, "interpolation");
  if (const auto* bound = std::get_if<BoundCertificate>(&certificate)) return theorem_of(*bound, values, "bound");
  throw Error(Code::kNotApplicable, "a claim about executions is not written as a theorem");
}

}  // namespace ftcert
