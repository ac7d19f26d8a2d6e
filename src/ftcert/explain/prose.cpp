#include "ftcert/explain/prose.hpp"

#include <algorithm>

namespace ftcert {

namespace {

constexpr std::size_t kLineWidth = 100;

}  // namespace

void Prose::heading(const std::string& text) {
  if (!lines_.empty()) lines_.emplace_back();
  lines_.push_back(text);
}

void Prose::say(const std::string& text) {
  std::string line = " ";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (line.size() + 1 + (end - at) > kLineWidth && line.size() > 1) {
      lines_.push_back(line);
      line = " ";
    }
    line += " " + text.substr(at, end - at);
    at = end + 1;
  }
  lines_.push_back(line);
}

void Prose::command(const std::string& text) { lines_.push_back("    " + text); }

std::string listed(const std::vector<std::string>& items) {
  std::string result;
  for (std::size_t i = 0; i < items.size() && i < kMostListed; ++i) result += (i == 0 ? "" : ", ") + items[i];
  if (items.size() > kMostListed) result += " and " + std::to_string(items.size() - kMostListed) + " more";
  return result;
}

std::string quoted(const std::string& name) {
  const std::string plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+,:=@%-";
  if (!name.empty() && name.find_first_not_of(plain) == std::string::npos) return name;
  std::string result = "'";
  for (const char c : name) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

}  // namespace ftcert
