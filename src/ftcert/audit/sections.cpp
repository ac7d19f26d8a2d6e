#include "ftcert/audit/sections.hpp"

#include <array>
#include <cctype>
#include <string_view>

namespace ftcert::audit {

namespace {

struct Title {
  char key;
  const char *id, *title;
};
constexpr std::array kTitles{Title{'1', "part-3", "Definitions (sections 1 and 3)"},
                             Title{'3', "part-3", "Definitions (sections 1 and 3)"},
                             Title{'4', "part-4", "One hidden layer (section 4)"},
                             Title{'5', "part-5", "Two hidden layers (section 5)"},
                             Title{'A', "part-a", "Appendices A and B"},
                             Title{'B', "part-a", "Appendices A and B"},
                             Title{'6', "part-6", "More hidden layers (section 6)"},
                             Title{'7', "part-7", "Experiments (section 7)"},
                             Title{'C', "part-c", "Captions"}};

// The section's key, 0: the place names none.
char key_of(std::string_view place) {
  constexpr std::array<std::string_view, 7> kinds{"Definition", "Theorem",     "Lemma",   "Corollary",
                                                  "Section",    "Proposition", "Appendix"};
  if (place.find("caption") != std::string_view::npos) return 'C';
  for (std::string_view rest = place; !rest.empty(); rest.remove_prefix(1)) {
    for (const std::string_view kind : kinds) {
      if (!rest.starts_with(kind)) continue;
      std::string_view after = rest.substr(kind.size());
      while (!after.empty() && after.front() != ' ') after.remove_prefix(1);  // "Definitions"
      if (after.size() > 1 && std::isalnum(static_cast<unsigned char>(after[1])) != 0) return after[1];
    }
  }
  return 0;
}

}  // namespace

std::vector<Section> sections_of(const Json& audit) {
  std::vector<Section> all;
  for (const Title& t : kTitles) {
    if (all.empty() || all.back().id != t.id) all.push_back({t.id, t.title, {}});
  }
  const auto index = [&](char key) {
    for (const Title& t : kTitles) {
      if (t.key != key) continue;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].id == t.id) return i;
      }
    }
    return all.size();
  };
  std::size_t section = 0;
  for (std::size_t i = 0; i < audit["rows"].size(); ++i) {
    const std::size_t named = index(key_of(audit["rows"][i]["place"].get<std::string>()));
    if (named < all.size()) section = named;
    all[section].rows.push_back(i);
  }
  std::erase_if(all, [](const Section& s) { return s.rows.empty(); });
  return all;
}

}  // namespace ftcert::audit
