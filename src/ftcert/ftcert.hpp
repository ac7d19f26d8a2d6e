// ftcert for other programs: exact certificates that a small ReLU network g repairs a frozen network f at given samples.
//
// Purpose: data and networks in memory -> certified bytes, with nothing global. Numbers go in exactly as they are (a double is the dyadic
// rational that it holds) and come out as text, so this header needs no other. Everything that is returned has been verified by the checker
// (proofs/certificate-format.md); what could not be verified is an exception.
//
//   ftcert::SampleTable xor_data;                                // f = 0; labels 0, 1, 1, 0 at the corners of a square
//   xor_data.points = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
//   xor_data.labels = {{0}, {1}, {1}, {0}};
//   const ftcert::Certified g = ftcert::certify(xor_data);       // a network with g.neurons hidden neurons
//   ftcert::check(g.certificate).claim;                          // "interpolation layers=2 neurons=.. samples=4 changed=2"
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ftcert {
inline namespace public_api {

// A rational number as it is handed in.
class Number {
 public:
  Number() : value_(std::int64_t{0}) {}
  template <std::integral T>
  Number(T value) {
    if (std::in_range<std::int64_t>(value)) {
      value_ = static_cast<std::int64_t>(value);
    } else {
      value_ = std::to_string(value);
    }
  }
  // Exactly the number that the double holds. Not finite: refused where it is used (E316).
  Number(double value) : value_(value) {}
  // "-1.25e-3", "7/3", "0x1.8p-3", read exactly. Anything else: refused where it is used (E311).
  explicit Number(std::string text) : value_(std::move(text)) {}

  const std::variant<std::int64_t, double, std::string>& value() const { return value_; }

 private:
  std::variant<std::int64_t, double, std::string> value_;
};

// x -> W x + b; weights: rows, one a neuron (or output), one entry for each value that is read; bias: one a row.
struct AffineLayer {
  std::vector<std::vector<Number>> weights;
  std::vector<Number> bias;
};
// Affine layers with the ReLU between them. A network with one hidden layer has two.
using LayerList = std::vector<AffineLayer>;

// K samples with D features each, pairwise distinct, and P labels each.
struct SampleTable {
  std::vector<std::vector<Number>> points;                 // K x D
  std::vector<std::vector<std::optional<Number>>> labels;  // K x P; nullopt: keep what f says
  // f: its values, K x P, or the network itself; neither: f = 0.
  std::optional<std::vector<std::vector<Number>>> frozen_values;
  std::optional<LayerList> frozen_network;
};

// Progress, a stop flag and budgets. Nothing else is consulted: no environment variable, no global.
struct Limits {
  std::function<void(const std::string&)> progress;  // called from the calling thread; empty: nobody is told
  const std::atomic<bool>* stop = nullptr;           // set by anybody; then the call ends with E402
  std::size_t most_tree_nodes = 1'000'000;           // of a search for a lower bound; beyond, the bound is not shown
};

struct CertifyOptions {
  std::size_t layers = 2;  // affine layers of g; 0: as many as take the fewest neurons, or as the construction makes
  std::string construction = "auto";  // or one of `ftcert certify --construction list`
};

struct Certified {
  std::string certificate;  // the file, verified
  std::string claim;        // "interpolation layers=2 neurons=9 samples=442 changed=20"
  std::size_t layers = 0, neurons = 0, samples = 0, changed = 0;
  std::size_t lower_bound = 0;  // no network of this depth with fewer hidden neurons fits these samples
  // g, every number as "p" or "p/q" in lowest terms: layers[l].weights, layers[l].bias as above.
  struct Layer {
    std::vector<std::vector<std::string>> weights;
    std::vector<std::string> bias;
  };
  std::vector<Layer> network;
};

// Every failure, with the identifiers of the programs ("E204 ..."); exit_code() is what a program would return.
class Failure : public std::exception {
 public:
  Failure(int number, int exit, std::string what) : number_(number), exit_(exit), what_(std::move(what)) {}
  int number() const { return number_; }  // 204
  int exit_code() const { return exit_; }
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  int number_, exit_;
  std::string what_;
};

// Builds g with f + g = label at every sample. Errors (Failure): E202 shapes, E203 equal points, E311 and E316 numbers, E102 and E104 the
// construction, E314 no sample, E402 stopped.
Certified certify(const SampleTable& samples, const CertifyOptions& options = {}, const Limits& limits = {});

// The certificate of a network of your own. Errors: E204 names the first sample that it misses, and by how much; E202; E402.
Certified certify_network(const SampleTable& samples, const LayerList& g, const Limits& limits = {});

struct Refuted {
  std::string certificate;  // the file, verified; empty: nothing is shown
  std::string claim;        // "bound layers=2 neurons>=60 samples=442 changed=20"
  std::size_t neurons = 0;  // every network of this depth that fits has at least so many
};
// The best lower bound that forced kinks along lines, and for one hidden layer exhaustion, show (proofs/certificate-format.md, sections 9
// and 11). Errors as for certify().
Refuted refute(const SampleTable& samples, std::size_t layers = 2, const Limits& limits = {});

struct Checked {
  std::string claim;               // as in the verdict line of ftcheck, behind "s VERIFIED "
  std::vector<std::string> notes;  // what was believed rather than checked
};
// Verifies a certificate (gzip is recognised). Errors: E2xx it is wrong, E3xx malformed, E502 a file is missing.
Checked check(const std::string& certificate);

}  // namespace public_api
}  // namespace ftcert
