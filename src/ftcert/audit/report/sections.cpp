#include "ftcert/audit/report/sections.hpp"

#include <array>

namespace ftcert::audit {

namespace {

struct Title {
  Section section;
  const char *id, *title;
};
constexpr std::array kTitles{Title{Section::kDefinitions, "part-3", "Definitions (sections 1 and 3)"},
                             Title{Section::kOneHiddenLayer, "part-4", "One hidden layer (section 4)"},
                             Title{Section::kTwoHiddenLayers, "part-5", "Two hidden layers (section 5)"},
                             Title{Section::kAppendices, "part-a", "Appendices A and B"},
                             Title{Section::kMoreHiddenLayers, "part-6", "More hidden layers (section 6)"},
                             Title{Section::kExperiments, "part-7", "Experiments (section 7)"},
                             Title{Section::kCaptions, "part-c", "Captions"}};

}  // namespace

std::vector<SectionRows> sections_of(const Report& report) {
  std::vector<SectionRows> result;
  for (const Title& title : kTitles) {
    SectionRows section{title.id, title.title, {}};
    for (const Row& row : report.rows) {
      if (row.claim->section == title.section) section.rows.push_back(&row);
    }
    if (!section.rows.empty()) result.push_back(std::move(section));
  }
  return result;
}

}  // namespace ftcert::audit
