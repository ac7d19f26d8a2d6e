// What a verb says beside the files that it makes: to people, to machines, and in one line to both.
//
//   const Said said = bounds_said(table);
//   said.last_line;                       // "s BOUNDS layers=2 neurons=60 samples=442 changed=20"
//   said.summary["lower"]["value"];       // 60
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/common/printable.hpp"

namespace ftcert {

struct Said {
  std::vector<std::string> lines;  // for people
  nlohmann::ordered_json summary;  // what --json writes
  std::string last_line;           // "s WORD key=value .."

  // One line, whatever names stand in the text.
  void line(std::string_view text) { lines.push_back(one_line(text)); }
};

}  // namespace ftcert
