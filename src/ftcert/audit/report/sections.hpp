// The rows of a report by section of the paper.
#pragma once

#include <string>
#include <vector>

#include "ftcert/audit/report/report.hpp"

namespace ftcert::audit {

struct SectionRows {
  std::string id;     // "part-4"
  std::string title;  // "One hidden layer (section 4)"
  std::vector<const Row*> rows;
};

// In the order of the paper, sections without rows left out.
std::vector<SectionRows> sections_of(const Report& report);

}  // namespace ftcert::audit
