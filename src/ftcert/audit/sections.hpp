// The rows of an audit by section of the paper.
#pragma once

#include <string>
#include <vector>

#include "ftcert/audit/report.hpp"

namespace ftcert::audit {

struct Section {
  std::string id;     // "part-4"
  std::string title;  // "4. One hidden layer"
  std::vector<std::size_t> rows;
};

// In the order of the paper, sections without rows left out. The section of a row is that of the numbered statement its place names first
// ("Theorem 4.1.1"), or of its appendix; a row whose place names none ("Figure 2", "Remark 3") goes with the row before it.
std::vector<Section> sections_of(const Json& audit);

}  // namespace ftcert::audit
