#include "ftcert/verbs/worst_hard.hpp"

#include <algorithm>

#include "ftcert/bounds/hard_data.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

// The labels of so many samples have some 15 million digits.
constexpr std::size_t kMostHard = 10'000;

}  // namespace

WorstOutcome worst_hard(std::size_t samples, bool subset, std::uint64_t seed) {
  if (samples < 4 || samples > kMostHard || samples % 2 != 0) {
    throw Error(Code::kUsage, "--hard --samples: expected an even number, K = 2n+2 for n numbers, of 4 to " +
                                  std::to_string(kMostHard) + ", found " + std::to_string(samples));
  }
  const HardData data = hard_data(samples, seed, subset);
  const std::size_t changed = samples - static_cast<std::size_t>(std::ranges::count(data.labels, Integer(0)));
  WorstOutcome outcome;
  outcome.csv = "x,label\n";
  for (std::size_t i = 0; i < data.labels.size(); ++i)
    outcome.csv += std::to_string(i + 1) + "," + data.labels[i].str() + "\n";

  const std::string n = std::to_string(data.numbers.size());
  Said& said = outcome.said;
  said.line("Subset sum as labels: " + counted(samples, "sample") + " for " + counted(data.numbers.size(), "number") +
            ". The slopes begin with -2B and increase by a_1, a_1, a_2, a_2, ..; all kinks are convex, " + n +
            " of them are forced.");
  said.line("One hidden layer of A = " + counted(data.numbers.size(), "neuron") +
            " fits if and only if a subset of the a_k has the sum B; A+1 always fit (proofs/theorems.md, theorem "
            "2.16.1).");
  said.line(subset ? "B is the sum of a random subset: the least number is A = " + std::to_string(data.neurons) + "."
                   : "The a_k are even and B is odd, about half of their sum: the least number is A+1 = " +
                         std::to_string(data.neurons) + ".");
  said.line("'ftcert refute' certifies " + (subset ? n : n + " at once, and A+1") +
            (subset ? " at once; " : " while its trees are small; ") +
            "'ftcert certify --construction exact' decides between A and A+1 while the sums are few.");
  nlohmann::ordered_json numbers = nlohmann::ordered_json::array();
  for (const Integer& number : data.numbers) numbers.push_back(number.str());
  said.summary = {{"family", "hard"},
                  {"layers", 2},
                  {"samples", samples},
                  {"changed", changed},
                  {"lower_bound", data.neurons},
                  {"upper_bound", data.neurons},
                  {"forced_kinks", data.numbers.size()},
                  {"numbers", numbers},
                  {"target", data.target.str()}};
  said.last_line = "s WORST layers=2 neurons>=" + std::to_string(data.neurons) + " samples=" + std::to_string(samples) +
                   " changed=" + std::to_string(changed);
  return outcome;
}

}  // namespace ftcert
