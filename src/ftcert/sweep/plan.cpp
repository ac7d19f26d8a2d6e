#include "ftcert/sweep/plan.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "ftcert/common/limits.hpp"
#include "ftcert/construct/table.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/families/patterns.hpp"
#include "ftcert/sweep/plan_lines.hpp"

namespace ftcert::sweep {

namespace {

constexpr std::uint64_t kMostSamples = 10'000'000, kMostDimension = 1000, kMostOutputs = 1000, kMostPatternSamples = 30;
constexpr std::size_t kMostCells = 10 * kMostUnits;

struct Asked {
  Place place;
  Question question;
  std::vector<std::uint64_t> layers{2};
  std::string construction = "auto";
};

// A family with its sizes and questions.
struct Block {
  Place place;
  const Family* family;
  std::map<std::string, std::vector<std::uint64_t>> numbers;
  std::vector<Asked> asked;
};

std::uint64_t most_of(const std::string& key, const Family& family) {
  if (key == "samples" || key == "changed") return family.keys.block ? kMostPatternSamples : kMostSamples;
  return key == "dimension" ? kMostDimension : key == "outputs" ? kMostOutputs : kMostCount;
}

std::vector<std::string> keys_of(const Family& family) {
  std::vector<std::string> keys{"samples"};
  const FamilyKeys& k = family.keys;
  for (const auto& [has, key] : {std::pair{k.dimension, "dimension"},
                                 {k.changed, "changed"},
                                 {k.outputs, "outputs"},
                                 {k.seeds, "seeds"},
                                 {k.block, "block"}}) {
    if (has) keys.emplace_back(key);
  }
  return keys;
}

class Reader {
 public:
  Reader(const std::string& name, std::string_view text) : lines_(name, text) {}

  Plan read() {
    PlanLine line;
    if (!lines_.next(line) || line.words != std::vector<std::string>{"FTCERT-PLAN", "1.0"})
      throw Error(Code::kVersion, {lines_.place().file, 1},
                  "expected 'FTCERT-PLAN 1.0', found " + (line.words.empty() ? "nothing" : shown(joined(line))));
    limits_.work = kMostWork;
    std::optional<Block> block;
    while (lines_.next(line)) {
      const std::string& word = line.words[0];
      const bool end = word == "END" && line.words.size() == 1;
      if (end || word == "family") {
        if (block) add(*block);
        block.reset();
      }
      if (end) return finish(line);
      if (word == "family") {
        block = begin(line);
      } else if (!block) {
        read_limit(line);
      } else {
        read_line(line, *block);
      }
    }
    throw Error(Code::kTruncated, lines_.place(), "expected END, found the end of the file");
  }

 private:
  static std::string joined(const PlanLine& line) {
    std::string text;
    for (const std::string& word : line.words) text += (text.empty() ? "" : " ") + word;
    return text;
  }

  Plan finish(PlanLine& line) {
    if (lines_.next(line))
      throw Error(Code::kTrailing, line.place, "expected nothing behind END, found " + shown(joined(line)));
    if (plan_.units.empty()) throw Error(Code::kSyntax, lines_.place(), "expected at least one unit, found none");
    return std::move(plan_);
  }

  void read_limit(const PlanLine& line) {
    const std::string& word = line.words[0];
    if ((word != "max-work" && word != "max-nodes") || line.words.size() != 2)
      line.fail("max-work UNITS, max-nodes NODES, family NAME or END", joined(line));
    if (!seen_.insert(word).second) line.fail("one line " + word, "another");
    const std::uint64_t value = line.number(line.words[1], 1, kMostCount, "a number");
    if (word == "max-work") limits_.work = value;
    if (word == "max-nodes") limits_.nodes = value;
  }

  static Block begin(const PlanLine& line) {
    const Family* family = line.words.size() == 2 ? find_family(line.words[1]) : nullptr;
    if (family == nullptr) {
      std::vector<std::string> names;
      for (const Family& f : families()) names.emplace_back(f.name);
      throw Error(Code::kUnknownName, line.place,
                  "expected family and one of " + one_of(names) + ", found " + shown(joined(line)));
    }
    return {line.place, family, {}, {}};
  }

  static void read_line(const PlanLine& line, Block& block) {
    const std::string& word = line.words[0];
    for (const Question question : {Question::kCertify, Question::kRefute, Question::kSolve}) {
      if (word == question_text(question)) return block.asked.push_back(read_question(line, question));
    }
    std::vector<std::string> keys = keys_of(*block.family);
    if (std::ranges::find(keys, word) == keys.end()) {
      for (const char* other : {"certify", "refute", "solve", "family", "END"}) keys.emplace_back(other);
      line.fail(one_of(keys) + " for family " + std::string(block.family->name), word);
    }
    if (block.numbers.contains(word)) line.fail("one line " + word + " for each family", "another");
    std::vector<std::uint64_t> numbers = line.numbers(word == "seeds" ? 0 : 1, most_of(word, *block.family));
    if (word == "block" && numbers.size() != 1) line.fail("one number behind block", joined(line));
    block.numbers[word] = std::move(numbers);
  }

  static Asked read_question(const PlanLine& line, Question question) {
    Asked asked{line.place, question};
    std::set<std::string> seen;
    for (std::size_t i = 1; i < line.words.size(); ++i) {
      const std::string& word = line.words[i];
      const std::size_t equals = word.find('=');
      const std::string key = word.substr(0, equals), value = equals == word.npos ? "" : word.substr(equals + 1);
      const bool builds = question != Question::kRefute;
      if ((key != "layers" && !(builds && key == "construction")) || value.empty() || !seen.insert(key).second)
        line.fail(std::string("layers=L,..") + (builds ? " or construction=NAME" : "") + ", each at most once", word);
      if (key == "construction") {
        if (value != "auto" && find_construction(value) == nullptr)
          throw Error(Code::kUnknownName, line.place,
                      "expected auto or a construction that 'ftcert certify --construction list' names, found " +
                          shown(value) + meant_construction(value));
        asked.construction = value;
        continue;
      }
      PlanLine numbers{line.place, {key}};
      for (std::size_t at = 0, end = 0; end != value.npos; at = end + 1) {
        end = value.find(',', at);
        numbers.words.push_back(value.substr(at, end == value.npos ? end : end - at));
      }
      asked.layers = numbers.numbers(2, kMostLayers);
    }
    return asked;
  }

  // Every size with every other; what the family does not have is left out.
  void add(Block& block) {
    for (const std::string& key : keys_of(*block.family)) {
      if (key == "outputs" || key == "block")
        block.numbers.try_emplace(key, std::vector<std::uint64_t>{key == "block" ? 100U : 1U});
      if (key == "seeds") block.numbers.try_emplace(key, std::vector<std::uint64_t>{1});
      if (!block.numbers.contains(key))
        throw Error(Code::kSyntax, block.place,
                    "expected a line " + key + " for family " + std::string(block.family->name) + ", found none");
    }
    if (block.asked.empty())
      throw Error(
          Code::kSyntax, block.place,
          "expected a line certify, refute or solve for family " + std::string(block.family->name) + ", found none");
    const auto each = [&](const char* key) {
      const auto found = block.numbers.find(key);
      return found == block.numbers.end() ? std::vector<std::uint64_t>{1} : found->second;
    };
    const std::vector<std::uint64_t> changed = each("changed"), dimensions = each("dimension"),
                                     outputs = each("outputs"), seeds = each("seeds");
    for (const std::uint64_t samples : each("samples")) {
      for (const std::uint64_t dimension : dimensions) {
        for (const std::uint64_t p : outputs) {
          for (const std::uint64_t n : changed) {
            for (const std::uint64_t seed : seeds) add(block, {samples, dimension, p, n, seed});
          }
        }
      }
    }
  }

  void add(const Block& block, const FamilyShape& shape) {
    if (++cells_ > kMostCells)
      throw Error(Code::kWork, block.place,
                  "expected at most " + std::to_string(kMostCells) + " cells of sizes and seeds, found more");
    if (!block.family->has(shape)) return;
    if (!block.family->keys.block) return ask(block, shape, 0, 0);
    const PatternShape patterns{shape.samples, shape.changed};
    const std::uint64_t tried = patterns_to_try(patterns, kMostPatterns);
    if (tried > kMostPatterns)
      throw Error(Code::kWork, block.place,
                  "expected at most " + std::to_string(kMostPatterns) +
                      " patterns to go through, found more for samples " + std::to_string(shape.samples) +
                      ", changed " + std::to_string(shape.changed));
    const std::uint64_t count = count_patterns(patterns), size = block.numbers.at("block")[0];
    for (std::uint64_t first = 0; first < count; first += std::min(size, count - first))
      ask(block, shape, first, std::min(count, first + std::min(size, count - first)));
  }

  void ask(const Block& block, const FamilyShape& shape, std::uint64_t first, std::uint64_t last) {
    for (const Asked& asked : block.asked) {
      for (const std::uint64_t layers : asked.layers) {
        Unit unit{block.family, shape, first, last, asked.question, asked.construction, limits_, {}, {}};
        unit.shape.layers = layers;
        name(unit);
        const auto [before, is_new] = named_.emplace(unit.id, asked.place.line);
        if (!is_new)
          throw Error(
              Code::kSyntax, asked.place,
              "expected every unit once, found " + unit.id + " of line " + std::to_string(before->second) + " again");
        plan_.units.push_back(std::move(unit));
        if (plan_.units.size() > kMostUnits)
          throw Error(Code::kWork, asked.place,
                      "expected at most " + std::to_string(kMostUnits) + " units, found more");
      }
    }
  }

  PlanLines lines_;
  UnitLimits limits_;
  std::set<std::string> seen_;  // limits
  std::size_t cells_ = 0;
  std::unordered_map<std::string, std::size_t> named_;
  Plan plan_;
};

}  // namespace

Plan read_plan(const std::string& name, std::string_view text) { return Reader(name, text).read(); }

}  // namespace ftcert::sweep
