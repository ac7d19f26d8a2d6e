// A check that text is well-formed XML, as far as our writers use it: elements, attributes, text and the five
// entities.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftcert::test {

class XmlCheck {
 public:
  // Empty: well formed; otherwise what is wrong.
  static std::string problem(std::string_view text) {
    XmlCheck check(text);
    while (check.problem_.empty() && !check.rest_.empty()) check.step();
    if (check.problem_.empty() && !check.open_.empty()) check.problem_ = "not closed: " + check.open_.back();
    if (check.problem_.empty() && check.roots_ != 1) check.problem_ = "expected one root element";
    return check.problem_;
  }

 private:
  explicit XmlCheck(std::string_view text) : rest_(text) {}

  void step() {
    const auto tag = rest_.find('<');
    character_data(rest_.substr(0, tag), "text");
    if (tag == std::string_view::npos) {
      rest_ = {};
      return;
    }
    rest_.remove_prefix(tag + 1);
    const bool closing = rest_.starts_with("/");
    if (closing) rest_.remove_prefix(1);
    const std::string name = word();
    if (closing) {
      if (open_.empty() || open_.back() != name) return fail("closing tag of " + name);
      open_.pop_back();
      if (!rest_.starts_with(">")) return fail("closing tag of " + name + " has more");
      rest_.remove_prefix(1);
      return;
    }
    if (open_.empty()) ++roots_;
    attributes(name);
  }

  void attributes(const std::string& name) {
    std::vector<std::string> seen;
    while (rest_.starts_with(" ")) {
      rest_.remove_prefix(1);
      const std::string attribute = word();
      for (const std::string& other : seen) {
        if (other == attribute) return fail("attribute twice: " + attribute);
      }
      seen.push_back(attribute);
      if (!rest_.starts_with("=\"")) return fail("attribute without value: " + attribute);
      rest_.remove_prefix(2);
      const auto end = rest_.find('"');
      if (end == std::string_view::npos) return fail("value without end: " + attribute);
      character_data(rest_.substr(0, end), attribute);
      rest_.remove_prefix(end + 1);
    }
    if (rest_.starts_with("/>")) {
      rest_.remove_prefix(2);
    } else if (rest_.starts_with(">")) {
      rest_.remove_prefix(1);
      open_.push_back(name);
    } else {
      fail("tag without end: " + name);
    }
  }

  std::string word() {
    std::size_t length = 0;
    while (length < rest_.size() && (isalnum(static_cast<unsigned char>(rest_[length])) != 0 || rest_[length] == '-'))
      ++length;
    if (length == 0) fail("a name is missing");
    const std::string result(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return result;
  }

  void character_data(std::string_view text, const std::string& where) {
    if (text.find('<') != std::string_view::npos) fail("'<' in " + where);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c < 0x20 && c != '\n') fail("a control character in " + where);
      if (c != '&') continue;
      const std::string_view entity = text.substr(i, text.find(';', i) - i + 1);
      if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;") fail("'&' in " + where);
    }
  }

  void fail(const std::string& text) {
    if (problem_.empty()) problem_ = text;
  }

  std::string_view rest_;
  std::vector<std::string> open_;
  std::string problem_;
  int roots_ = 0;
};

inline std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace ftcert::test
