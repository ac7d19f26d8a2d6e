#include "programs/outputs.hpp"

#include <filesystem>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "programs/verb.hpp"

namespace ftcert {

void refuse_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs) {
  std::error_code ignored;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::string& output = outputs[i];
    if (output.empty()) continue;
    refuse_overwrite(output, inputs);
    const std::filesystem::file_status status = std::filesystem::status(output, ignored);
    if (output != "-" && std::filesystem::is_directory(status))
      throw Error(Code::kCannotWrite, {output, 0}, "is a folder: expected a file");
    if (output != "-" && std::filesystem::is_character_file(status)) continue;
    for (std::size_t j = 0; j < i; ++j) {
      if (outputs[j].empty()) continue;
      if (written_place(output) == written_place(outputs[j]) || same_file(output, outputs[j])) {
        throw Error(Code::kOverwritesInput, "the output '" + output + "' is also the output '" + outputs[j] +
                                                "': choose another name for one of them");
      }
    }
  }
}

}  // namespace ftcert
