#include "programs/man_page.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "ftcert/explain/error_table.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kLine = 76;  // letters of a line of text

// As roff shows it: no letter of the text is a command, and - is no hyphen.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '~') {
      result += "\\(ti";
    } else if (c == '^') {
      result += "\\(ha";
    } else if (c == '\'') {
      result += "\\(aq";
    } else {
      result += c;
    }
  }
  return result;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

class Page {
 public:
  Page(const CLI::App& app, const Manual& manual) : app_(app), manual_(manual) {}

  std::string write(const Release& release, const std::vector<std::string>& others) {
    const std::string name = page_name();
    line(".TH " + escaped(upper(name)) + " 1 " + release.date + " \"ftcert " + release.version + "\" \"ftcert\"");
    section("NAME");
    say(name + " - " + summary());
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    say(sentence(app_.get_description()));
    for (const std::string& paragraph : manual_.paragraphs) {
      line(".PP");
      say(paragraph);
    }
    if (is_program() && !verbs().empty()) list_verbs();
    section("OPTIONS");
    options();
    if (!manual_.last_lines.empty()) last_lines();
    if (!manual_.files.empty()) files();
    exits();
    if (is_program()) errors();
    if (!manual_.examples.empty()) examples();
    section("SEE ALSO");
    see(others);
    return std::move(text_);
  }

 private:
  bool is_program() const { return app_.get_parent() == nullptr; }
  std::string page_name() const {
    return is_program() ? app_.get_name() : app_.get_parent()->get_name() + "-" + app_.get_name();
  }
  std::string call() const {
    return is_program() ? app_.get_name() : app_.get_parent()->get_name() + " " + app_.get_name();
  }
  std::vector<const CLI::App*> verbs() const { return app_.get_subcommands(nullptr); }
  // The description up to where it says more.
  std::string summary() const {
    const std::string& text = app_.get_description();
    return text.substr(0, text.find(';'));
  }
  static std::string sentence(std::string text) {
    if (text.empty()) return text;
    const bool symbol = text.size() > 1 && (text[1] == ',' || text[1] == ':');  // d, f
    if (!symbol) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text.ends_with('.') ? text : text + ".";
  }

  void line(const std::string& text) { text_ += text + "\n"; }
  void section(const std::string& name) { line(".SH " + name); }

  // Broken into lines at spaces. A line that would begin with a command begins with \&.
  void say(const std::string& text) {
    std::string current;
    const auto flush = [&] {
      if (current.empty()) return;
      const bool command = current[0] == '.' || current.starts_with("\\(aq");
      line((command ? "\\&" : "") + current);
      current.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t space = std::min(text.find(' ', at), text.size());
      const std::string word = escaped(std::string_view(text).substr(at, space - at));
      if (!current.empty() && current.size() + 1 + word.size() > kLine) flush();
      current += (current.empty() ? "" : " ") + word;
      at = space + 1;
    }
    flush();
  }
  // What is in a list: bold, then the text.
  void item(const std::string& head, const std::string& text) {
    line(".TP");
    line(head);
    say(text);
  }
  static std::string bold(const std::string& text) { return "\\fB" + escaped(text) + "\\fR"; }
  static std::string italic(const std::string& text) { return "\\fI" + escaped(text) + "\\fR"; }

  std::vector<const CLI::Option*> listed(bool positional) const {
    return app_.get_options([positional](const CLI::Option* option) {
      return !option->get_group().empty() && option->get_positional() == positional;
    });
  }

  void synopsis() {
    std::string text = bold(call());
    if (!verbs().empty()) return line(text + " " + italic("VERB") + " [" + italic("OPTIONS") + "]");
    for (const CLI::Option* option : listed(true)) {
      const std::string name = italic(option->get_name(true, false)) + (repeated(option) ? "..." : "");
      text += option->get_required() ? " " + name : " [" + name + "]";
    }
    line(text);
    for (const CLI::Option* option : listed(false)) {
      if (needed(option)) line(bold(first_name(option)) + " " + italic(option->get_type_name()));
    }
    line("[" + italic("OPTIONS") + "]");
  }

  // Also of options that a verb asks for itself.
  static bool needed(const CLI::Option* option) {
    return option->get_required() || option->get_option_text().ends_with("REQUIRED");
  }
  static bool repeated(const CLI::Option* option) {
    return option->get_expected_max() >= CLI::detail::expected_max_vector_size;
  }
  static std::string first_name(const CLI::Option* option) {
    if (!option->get_lnames().empty()) return "--" + option->get_lnames().front();
    return "-" + option->get_snames().front();
  }

  void options() {
    for (const bool positional : {true, false}) {
      for (const CLI::Option* option : listed(positional)) {
        std::string head = positional ? italic(option->get_name(true, false)) : names(option);
        if (!positional && option->get_type_size() != 0) {
          head += " " + italic(option->get_type_name()) + (repeated(option) ? " ..." : "");
          if (!option->get_default_str().empty()) head += " (default: " + escaped(option->get_default_str()) + ")";
        }
        if (needed(option)) head += " (required)";
        std::string text = sentence(option->get_description());
        for (const CLI::Option* other : option->get_needs()) text += " Needs " + other->get_name() + ".";
        item(head, text);
      }
    }
  }
  static std::string names(const CLI::Option* option) {
    std::string text;
    for (const std::string& name : option->get_snames()) text += (text.empty() ? "" : ", ") + bold("-" + name);
    for (const std::string& name : option->get_lnames()) text += (text.empty() ? "" : ", ") + bold("--" + name);
    return text;
  }

  void list_verbs() {
    section("VERBS");
    for (const CLI::App* verb : verbs()) item(bold(verb->get_name()), sentence(verb->get_description()));
  }

  void last_lines() {
    section("LAST LINE");
    say("What was done, on standard output, or on standard error where standard output is taken by a file or a "
        "summary. Its words are those of the summary (--json).");
    for (const std::string& form : manual_.last_lines) {
      line(".PP");
      line(".nf");
      line(escaped(form));
      line(".fi");
    }
  }

  void files() {
    section("FILES");
    for (const auto& [name, what] : manual_.files) item(italic(name), what);
  }

  void exits() {
    section("EXIT STATUS");
    for (const auto& [code, what] : exit_codes()) {
      std::string words = what;
      for (const auto& [special, more] : manual_.exits) {
        if (special == code) words += " " + more;
      }
      item(bold(std::to_string(code)), words);
    }
  }

  void errors() {
    section("ERRORS");
    say("An error is one line: its identifier, the file and the line in it, what was expected and what was found. The "
        "first digit of an identifier fixes the exit "
        "status.");
    for (const ErrorDoc& error : error_table())
      item(bold(identifier(error.code)), sentence(std::string(error.meaning)));
  }

  void examples() {
    section("EXAMPLES");
    line(".EX");
    for (const ManualExample& example : manual_.examples) {
      line("$ " + escaped(example.command));
      for (const std::string& printed : example.output) line(escaped(printed));
    }
    line(".EE");
  }

  void see(const std::vector<std::string>& others) {
    std::string text;
    for (const std::string& other : others) {
      if (other != page_name()) text += (text.empty() ? "" : ",\n") + bold(other) + "(1)";
    }
    line(text);
  }

  const CLI::App& app_;
  const Manual& manual_;
  std::string text_;
};

}  // namespace

std::string man_page(const CLI::App& app, const Manual& manual, const Release& release,
                     const std::vector<std::string>& others) {
  return Page(app, manual).write(release, others);
}

}  // namespace ftcert
