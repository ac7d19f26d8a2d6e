// Comparing a patched file with the model's, field by field.
#include <algorithm>

#include "ftcert/check/patched_file.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert::patched {

namespace {

bool mentions(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string in_words(const Field& field) {
  if (field.is(kNode)) return "node " + described(field.value);
  const bool named = field.is(kInitializer) || field.is(kInput) || field.is(kOutput) || field.is(kValueInfo);
  const std::string name = named ? " " + shown(text(field.value, field.number == kInitializer ? 8 : kName)) : "";
  return "field " + std::to_string(field.number) + name;
}

class Comparison {
 public:
  Comparison(const PatchedFile& file, const PatchedClaim& claim, std::string_view model)
      : file_(file), arithmetic_(claim.arithmetic), f_(model) {
    find_tensor();
    expect_claimed(claim.tensor);
    find_uses();
  }

  // Every field of f's graph is the next one of the patched graph, changed as it must be.
  void graphs() {
    const std::size_t inputs = count(f_.fields, kInput);
    moved_ = inputs > count(file_.graph.fields, kInput);
    std::size_t nodes = 0, outputs = count(f_.fields, kOutput);
    for (const Field& field : f_.fields) {
      if (moved_ && f_.has_default(field)) continue;
      if (field.is(kNode)) {
        const bool makes = nodes++ == producer_;
        const std::string reads = renamed(field.value, kNodeInput, tensor_, readers_);
        take(field, makes ? renamed(reads, kNodeOutput, tensor_, file_.frozen) : reads);
        if (makes) at_ = file_.block.end;
      } else if (field.is(kOutput)) {
        take(field, renamed(field.value, kName, tensor_, file_.block.sum));
        if (--outputs == 0) new_outputs();
      } else {
        take(field, field.value);
      }
    }
    if (count(f_.fields, kOutput) == 0) new_outputs();
    if (at_ != file_.graph.fields.size())
      refuse("expected the end of the graph, found " + in_words(file_.graph.fields[at_]));
  }

  // The fields around the graph.
  void models(std::string_view patched, std::string_view model) const {
    std::uint64_t version = 0;
    for (Message m(model); m.next();) {
      if (m.field.number == kVersion && m.field.type == 0) version = m.field.integer;
    }
    Message found(patched);
    for (Message m(model); m.next();) {
      // Below version 4 every initializer must be an input.
      const bool raised = moved_ && version < 4 && m.field.number == kVersion && m.field.type == 0;
      const std::string version_4 = Writer().put(kVersion, std::uint64_t{4}).bytes;
      const std::string_view expected = raised ? std::string_view(version_4) : m.field.all;
      if (!found.next() || !(m.field.is(kGraph) ? found.field.is(kGraph) : found.field.all == expected))
        refuse("expected the model file's field " + std::to_string(m.field.number) + " beside the graph");
    }
    expect(!found.next(), "expected the end of the file, as in the model file");
  }

 private:
  static std::size_t count(const std::vector<Field>& fields, std::uint64_t number) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [&](const Field& field) { return field.is(number); }));
  }

  // The tensor's name in f: the output of f's node that stands where the producer stands.
  void find_tensor() {
    const std::vector<Field>& fields = file_.graph.fields;
    producer_ = count({fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(file_.producer)}, kNode);
    const std::vector<std::string_view> names = texts(fields[file_.producer].value, kNodeOutput);
    const auto place = static_cast<std::size_t>(std::find(names.begin(), names.end(), file_.frozen) - names.begin());
    std::vector<std::string_view> before;
    std::size_t node = 0;
    for (const Field& field : f_.fields) {
      if (field.is(kNode) && node++ == producer_) before = texts(field.value, kNodeOutput);
    }
    if (place < before.size()) tensor_ = before[place];
    if (place >= before.size() || (tensor_ != file_.frozen && tensor_ != file_.block.sum))
      refuse("expected the model file's node in place of " + in_words(fields[file_.producer]));
  }

  // The certificate speaks of one tensor of the model; behind which one g stands, the patched file alone would decide.
  void expect_claimed(std::optional<std::string_view> tensor) const {
    for (const Field& field : f_.fields) {
      if (tensor || !field.is(kOutput)) continue;
      expect(count(f_.fields, kOutput) == 1,
             "the model file has several outputs: the tensor that f is must be named (--tensor)");
      tensor = only(field.value, kName, "name of the output");
    }
    expect(tensor.has_value(), "the model file has no output: the tensor that f is must be named (--tensor)");
    if (*tensor != tensor_)
      refuse("expected g behind the model's tensor " + shown(*tensor) + ", which f is, found it behind " +
             shown(tensor_));
  }

  // Who reads the tensor in f, and that the other name is new there.
  void find_uses() {
    const std::string_view other = tensor_ == file_.frozen ? file_.block.sum : file_.frozen;
    std::size_t outputs = 0;
    bool inside = false, read = false;
    for (const Field& field : f_.fields) {
      outputs += field.is(kOutput) && text(field.value, kName) == tensor_ ? 1 : 0;
      read = read || (field.is(kNode) && mentions(texts(field.value, kNodeInput), tensor_));
      for_each_name(field, [&](std::string_view name, bool in_node) {
        if (name == other) refuse("expected a new name, found one that the model file has: " + shown(name));
        inside = inside || (in_node && name == tensor_);
      });
      expect(!field.is(kAnnotation) || text(field.value, kName) != tensor_ || tensor_ == file_.frozen,
             "f's tensor has a quantization annotation, but another name");
    }
    expect(outputs <= 1, "f's tensor is an output of the model file twice");
    is_output_ = outputs == 1;
    readers_ = is_output_ ? file_.frozen : std::string_view(file_.block.sum);
    expect(!inside || readers_ == tensor_,
           "a graph inside a node of the model file reads f's tensor, which is renamed");
    shows_sum_ = !is_output_ && (tensor_ == file_.frozen || !(read || inside));
  }

  // f's own tensor is the last output, behind the sum if that is none yet.
  void new_outputs() {
    if (shows_sum_) take_output(file_.block.sum);
    take_output(file_.frozen);
  }

  // Declared as f declares its tensor, or else as what it is.
  void take_output(std::string_view name) {
    std::string expected = declaration(name, arithmetic_, file_.block.shape, file_.samples);
    for (const Field& field : f_.fields) {
      const bool declares = field.is(kOutput) || field.is(kValueInfo);
      if (!declares || text(field.value, kName) != tensor_ || texts(field.value, 2).empty()) continue;
      expected = renamed(field.value, kName, tensor_, name);
      break;
    }
    take(Writer().put(kOutput, expected).bytes, [&] { return "output " + shown(name) + " as f's tensor is declared"; });
  }

  // The next field of the patched graph is this one with other content.
  void take(const Field& field, std::string_view changed) {
    const bool same = field.type != 2 || changed == field.value;
    take(same ? std::string(field.all) : Writer().put(field.number, changed).bytes,
         [&] { return "the model file's " + in_words(field); });
  }

  template <typename InWords>
  void take(std::string_view all, InWords expected) {
    const std::vector<Field>& fields = file_.graph.fields;
    if (at_ == fields.size() || fields[at_].all != all)
      refuse("expected " + expected() + ", found " + (at_ == fields.size() ? "the end" : in_words(fields[at_])));
    ++at_;
  }

  const PatchedFile& file_;
  const FloatFormat arithmetic_;
  const OpenGraph f_;
  std::string_view tensor_, readers_;
  std::size_t producer_ = 0;  // of f's nodes
  bool is_output_ = false, shows_sum_ = false;
  bool moved_ = false;  // inputs that name initializers are left out
  std::size_t at_ = 0;  // field of the patched graph
};

}  // namespace

void compare_with_model(const PatchedFile& file, const PatchedClaim& claim, std::string_view patched,
                        std::string_view model) {
  Comparison comparison(file, claim, model);
  comparison.graphs();
  comparison.models(patched, model);
}

}  // namespace ftcert::patched
