// Checks what all kinds of certificates state: the files that they bind, the samples, f.
//
// Purpose: steps 3 and 6 of proofs/certificate-format.md, section 7, and the values of f. Trusts nothing: samples that the certificate
// holds beside a supplied file must be those of the file, and points must be pairwise distinct.
//
//   BodyCheck body(certificate, certificate.lines, name, supplied);
//   body.read();                            // throws Error 2xx, 3xx or 5xx
//   body.samples().points.row(i);
//   body.evaluate(network_work(g, body.samples().points, K));   // throws kWork
//   body.residual(i, k);                    // y - f, 0 where the label says `keep`
//   body.allowed(i, {k});                   // the same as an interval, for specifications, too
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

class BodyCheck {
 public:
  // The arguments must outlive the object.
  BodyCheck(const CertificateBody& body, const BodyLines& lines, const std::string& name, const Supplied& supplied)
      : c_(body), lines_(lines), name_(name), supplied_(supplied) {}

  // Files and samples.
  void read() { read_samples(), distinct(); }
  // The same in two steps, for who has another proof that the points are pairwise distinct.
  void read_samples() { files(), compare_with_files(); }
  void distinct() const;
  // In place of read_samples(), for samples in parts: files(), then read_part(0), read_part(1), ..; samples() are those of the part, i counts in it.
  void files() const;
  void read_part(std::size_t i);
  // f where it is needed, if its work and that of what follows are allowed (section 14). bits: V_0, where it is known; of parts, of all that were read.
  void evaluate(const Integer& more_work, std::optional<std::size_t> bits = std::nullopt);

  // After read(): the samples, embedded or from the data files.
  const Samples& samples() const { return c_.external ? *file_samples_ : c_.samples; }
  std::size_t line_of_sample(std::size_t i) const { return c_.external ? lines_.samples : c_.samples.lines[i]; }
  const std::string& name() const { return name_; }
  // Component k of the label of sample i; nullopt: keep.
  const std::optional<Rational>& label(std::size_t i, std::size_t k) const {
    return samples().labels[i * c_.outputs + k];
  }
  // After evaluate(): f there, known where sample i has a label.
  const Rational& frozen(std::size_t i, std::size_t k) const;
  // What g must take: label - f; 0 where the label says `keep`. Not with a specification.
  Rational residual(std::size_t i, std::size_t k) const;
  // What that component of g, or that difference, can be where f + g is what it must or may be (section 18).
  Interval allowed(std::size_t i, const ObservedOutput& output) const;
  // Whether g must be 0 there, whatever f says.
  bool keeps(std::size_t i, std::size_t k) const;
  // Rejects unless so many samples have a specification.
  void count_specified(std::size_t claimed) const;
  // Rejects unless f + g, known up to the errors (empty: exactly), is what the sample may be, where it is not kept.
  void meets(std::size_t i, std::span<const Rational> sum, std::span<const Rational> errors) const;
  // "sample 7 component 2"
  std::string who(std::size_t i, std::size_t k) const;
  // VERIFIED, in these words.
  Verdict verdict(std::string claim) const { return {std::move(claim), notes(), work_}; }

  [[noreturn]] void reject(Code code, std::size_t line, const std::string& text) const;
  // Rejects unless both are equal: "what: expected .., found ..".
  void compare(Code code, std::size_t line, const std::string& what, const std::string& expected,
               const std::string& found) const;
  void compare(Code code, std::size_t line, const std::string& what, std::size_t expected, std::size_t found) const;

 private:
  // What was believed rather than checked, a line each (section 7).
  std::vector<std::string> notes() const;
  void digest(const std::string& file, const std::string& sha256, const std::vector<std::string>& bound,
              std::size_t line, const char* what) const;
  // The file that the certificate's i-th one is; null: it is not supplied.
  const SuppliedData* supplied(std::size_t i) const;
  void external_files() const;
  Samples samples_of_file(std::size_t i) const;
  // f at rows of a data file by the values in the certificate. Errors: kDuplicateSample where it has none.
  ValuesAtRows computed_values() const;
  void compare_with_files();
  void counts_of_parts() const;
  void distinct_parts() const;
  [[noreturn]] void duplicate(std::size_t sample, std::size_t first) const;

  const CertificateBody& c_;
  const BodyLines& lines_;
  const std::string& name_;
  const Supplied& supplied_;
  std::optional<Samples> file_samples_;
  std::size_t first_ = 0;                    // the sample that the part begins with
  std::vector<std::uint64_t> fingerprints_;  // of the points of all parts that were read
  std::size_t labelled_ = 0;                 // samples with a label, of what was evaluated
  Integer work_ = 0;
  std::optional<PointMatrix> network_values_;  // with a network f; where a sample has a label
};

}  // namespace ftcert
