// Text in sections and paragraphs, as explanations print it.
//
//   Prose prose;
//   prose.heading("Weights");
//   prose.say("g has 8 bits.");        // two spaces in front, broken into lines of 100 characters
//   prose.command("ftcheck a.ftc");    // four spaces, never broken
//   std::vector<std::string> lines = prose.lines();
#pragma once

#include <string>
#include <vector>

namespace ftcert {

class Prose {
 public:
  void heading(const std::string& text);
  void say(const std::string& text);
  void command(const std::string& text);

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

// Names, numbers and paragraphs of a list before "and N more".
inline constexpr std::size_t kMostListed = 12;

// "a, b, c", at most kMostListed of them, then " and N more".
std::string listed(const std::vector<std::string>& items);
// A file name as a shell takes it.
std::string quoted(const std::string& name);

}  // namespace ftcert
