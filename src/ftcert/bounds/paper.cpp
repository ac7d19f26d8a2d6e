#include "ftcert/bounds/paper.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ftcert/bounds/roots.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

// Digits that decide which of two bounds is less; equal ones are equal numbers.
constexpr unsigned kCompared = 20;

PaperEnd end(std::string formula, const AtMost& value, std::string source) {
  return {std::move(formula), rounded(value), std::move(source)};
}

struct Candidate {
  std::string formula;
  AtMost value;
  std::string source;
};

template <std::size_t n>
PaperEnd least(const std::array<Candidate, n>& candidates) {
  const auto best = std::min_element(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return scaled_floor(a.value, kCompared) < scaled_floor(b.value, kCompared);
  });
  return end(best->formula, best->value, best->source);
}

}  // namespace

std::optional<PaperInterval> paper_three_layers(std::uint64_t changed, std::uint64_t samples) {
  require(changed <= samples, "paper_three_layers: more changed samples than samples");
  if (samples < 3 || changed == 0) return std::nullopt;
  const Rational n(changed), k(samples);
  const Rational pieces(std::min(3 * changed, samples - 2));
  const std::string n_text = std::to_string(changed), k_text = std::to_string(samples);
  PaperInterval result;
  result.lower =
      end("sqrt(2*" + pieces.text() + " + 1/4) - 1/2", root(1, Rational(2) * pieces + Rational(1, 4), Rational(-1, 2)),
          "Theorem 5.1.2: sqrt(2 min{3N, K-2} + 1/4) - 1/2");
  result.upper = least(std::array<Candidate, 3>{
      Candidate{"4*sqrt(" + k_text + ")", root(4, k, 0), "Theorem 5.1.1: 4 sqrt(K)"},
      Candidate{"2*sqrt(" + k_text + ") + 3*" + n_text, root(2, k, Rational(3) * n), "Theorem 5.1.1: 2 sqrt(K) + 3N"},
      Candidate{"6*sqrt(3*" + n_text + " + 2)", root(6, Rational(3) * n + Rational(2), 0),
                "Theorem 5.1.1: 6 sqrt(3N+2)"}});
  return result;
}

std::optional<PaperEnd> paper_width(std::uint64_t changed, std::uint64_t samples, std::uint64_t layers) {
  require(changed <= samples && layers >= 4, "paper_width: needs N <= K and at least 4 layers");
  if (changed == 0) return std::nullopt;
  const std::uint64_t blocks = (layers - 1) / 2;
  // q <= 4 sqrt(3N/sqrt(b) + 5) + 2: with s = (q-2)/4, s <= 0 or s^2 - 5 <= 3N/sqrt(b).
  const AtMost sparse = [n = Rational(changed), b = Rational(blocks)](const Rational& q) {
    const Rational s = (q - Rational(2)) / Rational(4);
    const Rational rest = s * s - Rational(5);
    return s.sign() <= 0 || rest.sign() <= 0 || rest * rest * b <= Rational(9) * n * n;
  };
  return least(std::array<Candidate, 2>{
      Candidate{"4*sqrt(3*" + std::to_string(changed) + "/sqrt(" + std::to_string(blocks) + ") + 5) + 2", sparse,
                "Proposition 6.1: 4 sqrt(3N/sqrt(q) + 5) + 2, q = floor((L-1)/2)"},
      Candidate{"4*sqrt(" + std::to_string(samples) + ") + 2", root(4, Rational(samples), 2),
                "Proposition 6.1: 4 sqrt(K) + 2"}});
}

}  // namespace ftcert
