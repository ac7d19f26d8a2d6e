// The lines from `model` to the last `external`: the files that f comes from.
#include <algorithm>
#include <set>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

// "external NAME sha256=DIGEST": a path below the folder of the model file.
ExternalFile read_external(LineReader& in, std::set<std::string>& names) {
  in.expect("external", 3);
  ExternalFile file{in.name(in.word(1)), in.digest(in.value(2, "sha256")), in.line()};
  const auto leads_on = [](std::string_view part) { return !part.empty() && part != "." && part != ".."; };
  if (!std::ranges::all_of(split_at(file.name, '/'), leads_on) ||
      file.name.find_first_of(std::string_view("\\\0", 2)) != std::string::npos)
    in.unexpected("a path below the folder of the model file");
  if (!names.insert(file.name).second)
    in.fail(Code::kSyntax, "expected another external file, found " + shown(file.name) + " again");
  return file;
}

}  // namespace

std::optional<ModelBinding> read_model_binding(LineReader& in, std::size_t outputs, std::size_t& line) {
  in.expect("model");
  line = in.line();
  if (in.words().size() == 2 && in.word(1) == "none") return std::nullopt;
  const bool newer = in.minor() >= 6, onnx = in.words().size() > 1 && in.word(1) == "onnx";
  std::size_t at = 3;
  const auto option = [&](std::string_view start) {
    return newer && onnx && in.words().size() > at && in.word(at).starts_with(start);
  };
  ModelBinding binding;
  if (option("tensor=")) binding.tensor = in.name(in.value(at++, "tensor"));
  binding.folded = option("folded=") && in.word(at) == "folded=float32";
  if (binding.folded) ++at;
  if (in.words().size() != at + 1 || (!onnx && !(newer && in.word(1) == "nnet")))
    in.unexpected("'model none', 'model onnx sha256= outputs=' or since version 1.6 'model nnet sha256= outputs='");
  binding.sha256 = in.digest(in.value(2, "sha256"));
  if (!onnx) binding.format = ModelFormat::kNnet;
  for (std::string_view part : split_at(in.value(at, "outputs"), ',')) binding.outputs.push_back(in.count(part));
  if (binding.outputs.size() != outputs)
    in.fail(Code::kSyntax, "outputs=: expected " + std::to_string(outputs) + " counts");
  if (std::set(binding.outputs.begin(), binding.outputs.end()).size() != outputs)
    in.fail(Code::kSyntax, "outputs=: expected different components, found one twice");
  std::set<std::string> names;
  while (newer && onnx && in.next_is("external")) binding.external.push_back(read_external(in, names));
  return binding;
}

}  // namespace ftcert
