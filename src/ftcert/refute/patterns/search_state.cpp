#include "ftcert/refute/patterns/search_state.hpp"

#include <charconv>
#include <utility>

#include "ftcert/files/file.hpp"

namespace ftcert {

namespace {

constexpr std::string_view kFirst = "ftcert state of a search for patterns 1\n";

void write_tree(const SearchTree& tree, std::string& text) {
  std::vector<std::size_t> stack{0};
  while (!stack.empty()) {
    const SearchNode& node = tree.nodes[stack.back()];
    stack.pop_back();
    if (node.kind == SearchNode::Kind::kOpen) {
      text += "open\n";
    } else if (node.kind == SearchNode::Kind::kSplit) {
      text.append("split ").append(std::to_string(node.sample)).append(" ").append(std::to_string(node.neuron));
      for (const std::size_t twin : node.twins) text.append(" ").append(std::to_string(twin));
      text.append("\n");
      stack.insert(stack.end(), {node.child[1], node.child[0]});
    } else {
      text.append("leaf ").append(std::to_string(node.rows.size())).append("\n");
      for (const PatternRow& row : node.rows)
        text.append(std::to_string(row.sample))
            .append(row.is_sum() ? " sum " : " ")
            .append(row.is_sum() ? row.digits : std::to_string(row.neuron))
            .append(" ")
            .append(row.multiplier.str())
            .append("\n");
    }
  }
}

// Lines of words; whatever is not there or no number makes it fail for good.
class StateReader {
 public:
  explicit StateReader(std::string_view text) : text_(text) {}
  bool failed() const { return failed_; }
  bool at_end() const { return text_.empty(); }

  const std::vector<std::string_view>& line() {
    words_.clear();
    const std::size_t end = text_.find('\n');
    if (end == std::string_view::npos) {
      fail();
      return words_;
    }
    std::string_view rest = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    for (std::size_t space = 0; space != std::string_view::npos;) {
      space = rest.find(' ');
      words_.push_back(rest.substr(0, space));
      if (space != std::string_view::npos) rest.remove_prefix(space + 1);
    }
    return words_;
  }
  std::string_view word(std::size_t k) {
    if (k < words_.size()) return words_[k];
    fail();
    return {};
  }
  std::size_t number(std::size_t k) {
    const std::string_view found = word(k);
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(found.data(), found.data() + found.size(), value);
    if (error != std::errc{} || end != found.data() + found.size()) fail();
    return failed_ ? 0 : value;
  }
  void expect(bool condition) {
    if (!condition) fail();
  }

  PatternRow row() {
    line();
    PatternRow result;
    result.sample = number(0);
    const bool sum = word(1) == "sum";
    if (sum) {
      result.digits = word(2);
      expect(!result.digits.empty() && result.digits.find_first_not_of("01") == std::string::npos);
    } else {
      result.neuron = number(1);
    }
    const std::string_view digits = word(sum ? 3 : 2);
    const std::string_view positive = digits.substr(digits.starts_with('-') ? 1 : 0);
    expect(!positive.empty() && positive.find_first_not_of("0123456789") == std::string::npos);
    if (!failed_) result.multiplier = Integer(std::string(digits));
    return result;
  }

  SearchTree tree() {
    SearchTree result;
    std::vector<std::size_t> stack{0};
    while (!stack.empty() && !failed_) {
      const std::size_t index = stack.back();
      stack.pop_back();
      line();
      if (word(0) == "open") continue;
      SearchNode node;
      if (word(0) == "split") {
        node.kind = SearchNode::Kind::kSplit;
        node.sample = number(1);
        node.neuron = number(2);
        for (std::size_t k = 3; k < words_.size(); ++k) node.twins.push_back(number(k));
        node.child = {result.nodes.size(), result.nodes.size() + 1};
        result.nodes.resize(result.nodes.size() + 2);
        stack.insert(stack.end(), {node.child[1], node.child[0]});
      } else {
        expect(word(0) == "leaf");
        node.kind = SearchNode::Kind::kLeaf;
        const std::size_t rows = number(1);
        for (std::size_t k = 0; k < rows && !failed_; ++k) node.rows.push_back(row());
      }
      result.nodes[index] = std::move(node);
    }
    return result;
  }

 private:
  void fail() {
    failed_ = true;
    text_ = {};
  }

  std::string_view text_;
  std::vector<std::string_view> words_;
  bool failed_ = false;
};

}  // namespace

std::string state_text(const SearchState& state) {
  std::string text(kFirst);
  text.append("subject ").append(state.subject).append("\n");
  for (const SavedSearch& saved : state.searches) {
    const PatternDecision& d = saved.decision;
    text += "search";
    for (const std::size_t number : {d.neurons, d.output, static_cast<std::size_t>(d.verdict), d.programs, d.leaves,
                                     d.open, saved.programs, saved.trees.size()})
      text.append(" ").append(std::to_string(number));
    text.append("\n");
    for (const SearchTree& tree : saved.trees) write_tree(tree, text);
  }
  const std::string digest = sha256_hex(text);
  text.append("digest ").append(digest).append("\n");
  return text;
}

std::optional<SearchState> read_state(std::string_view text) {
  const std::size_t last = text.rfind("\ndigest ");
  if (!looks_like_state(text) || last == std::string_view::npos) return std::nullopt;
  const std::string_view body = text.substr(0, last + 1);
  const std::string_view digest = text.substr(last + 1 + std::string_view("digest ").size());
  if (!digest.ends_with('\n') || digest.substr(0, digest.size() - 1) != sha256_hex(body)) return std::nullopt;
  StateReader reader(body.substr(kFirst.size()));
  SearchState state;
  reader.line();
  reader.expect(reader.word(0) == "subject");
  state.subject = reader.word(1);
  while (!reader.at_end() && !reader.failed()) {
    reader.line();
    SavedSearch saved;
    reader.expect(reader.word(0) == "search");
    saved.decision.neurons = reader.number(1);
    saved.decision.output = reader.number(2);
    const std::size_t verdict = reader.number(3);
    reader.expect(verdict <= static_cast<std::size_t>(PatternVerdict::kStuck));
    saved.decision.verdict = static_cast<PatternVerdict>(verdict);
    saved.decision.programs = reader.number(4);
    saved.decision.leaves = reader.number(5);
    saved.decision.open = reader.number(6);
    saved.programs = reader.number(7);
    const std::size_t trees = reader.number(8);
    for (std::size_t k = 0; k < trees && !reader.failed(); ++k) saved.trees.push_back(reader.tree());
    state.searches.push_back(std::move(saved));
  }
  if (reader.failed()) return std::nullopt;
  return state;
}

bool looks_like_state(std::string_view text) { return text.starts_with(kFirst); }

bool belongs_to(const SearchTree& tree, const Signs& signs, std::size_t samples) {
  Assignment assignment(signs, samples);
  struct Visit {
    std::size_t index, decided;
    std::vector<SearchStep> step;
  };
  std::vector<Visit> stack{{0, 0, {}}};
  while (!stack.empty()) {
    const Visit visit = std::move(stack.back());
    stack.pop_back();
    assignment.undo(visit.decided);
    apply(visit.step, assignment);
    const SearchNode& node = tree.nodes[visit.index];
    if (node.kind != SearchNode::Kind::kSplit) continue;
    std::vector<std::size_t> neurons = node.twins;
    neurons.push_back(node.neuron);
    for (std::size_t k = 0; k < neurons.size(); ++k) {
      if (node.sample >= samples || neurons[k] == 0 || neurons[k] > signs.neurons()) return false;
      if (assignment.at(node.sample, neurons[k]) != 0) return false;
    }
    for (const bool second : {true, false})
      stack.push_back(
          {node.child[second ? 1 : 0], assignment.decided(), {{node.sample, node.neuron, node.twins, second}}});
  }
  return true;
}

}  // namespace ftcert
