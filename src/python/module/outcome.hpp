// What a verb answers, as Python sees it: text and bytes, no number of the library.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ftcert/api/convert.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert::python {

// What a last line says behind its verb: "s BOUNDS layers=2 neurons=60" -> "layers=2 neurons=60".
inline std::string claim_in(const std::string& last_line) { return last_line.substr(last_line.find(' ', 2) + 1); }

// Made in the thread that did the work, so that no number outlives that thread.
struct Outcome {
  std::optional<std::string> certificate, exact, bound, patched, table, picture, theorem;
  std::string claim;
  Said said;
  std::string summary;  // said.summary as text
  std::vector<Certified::Layer> network;
  std::vector<std::string> centre;  // what is subtracted from a point before; empty: nothing

  void set_network(const Network& g, const std::vector<Rational>& subtracted = {}) {
    network = to_text(g);
    centre.clear();
    for (const Rational& number : subtracted) centre.push_back(number.text());
  }
};

}  // namespace ftcert::python
