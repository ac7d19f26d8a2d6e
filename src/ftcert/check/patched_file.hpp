// A patched file and its parts: the model's input, f's own tensor, the node that makes it, g's nodes behind that.
//
// Purpose: what can be said of a patched file by itself. Fields are views of its bytes.
//
//   const PatchedFile file(claim, bytes);   // or throws E221
//   file.graph.fields[file.producer];       // the node that makes file.frozen
#pragma once

#include <set>

#include "ftcert/check/patched_nodes.hpp"

namespace ftcert::patched {

// Fields of onnx.proto.
enum Model : std::uint64_t { kVersion = 1, kGraph = 7, kOperatorSets = 8, kFunctions = 25 };
enum Graph : std::uint64_t {
  kNode = 1,
  kInitializer = 5,
  kInput = 11,
  kOutput = 12,
  kValueInfo = 13,
  kAnnotation = 14,
  kSparseInitializer = 15
};
enum Node : std::uint64_t { kNodeInput = 1, kNodeOutput = 2 };
inline constexpr std::uint64_t kName = 1;  // of inputs, outputs, value infos, annotations

// The only graph of a model.
struct OpenGraph {
  explicit OpenGraph(std::string_view model);
  // An input that names a stored tensor.
  bool has_default(const Field& field) const { return field.is(kInput) && stored.contains(text(field.value, kName)); }

  std::vector<Field> fields;
  std::set<std::string_view> stored;  // names of initializers
};

struct PatchedFile {
  PatchedFile(const PatchedClaim& claim, std::string_view bytes);
  // Whether f can be that tensor of a model, or its only output: all that can be said without its file.
  void expect_tensor(const std::optional<std::string_view>& tensor) const;

  OpenGraph graph;
  std::size_t producer = 0;  // field
  std::string_view frozen;
  Block block;
  Dimension samples;  // the extent of the input that counts them

 private:
  void find_producer();
  void check_rest(std::string_view input) const;
};

// Everything but g's part is the model's, as the table of proofs/patched-models.md says.
void compare_with_model(const PatchedFile& file, const PatchedClaim& claim, std::string_view patched,
                        std::string_view model);

}  // namespace ftcert::patched
