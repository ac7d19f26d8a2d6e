#include "programs/outputs.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert {

void refuse_overwrite(const std::string& output, const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (output != "-" && input != "-" && !input.empty() && same_file(output, input)) {
      throw Error(Code::kOverwritesInput,
                  "the output '" + output + "' is the input '" + input + "': choose another name");
    }
  }
}

void refuse_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs,
                    const std::vector<std::string>& data) {
  std::error_code ignored;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::string& output = outputs[i];
    if (output.empty()) continue;
    refuse_overwrite(output, inputs);
    refuse_overwrite(output, data);
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

void refuse_summary_in(const std::string& directory, const std::string& summary, const std::vector<std::string>& files,
                       const std::vector<std::string>& folders) {
  refuse_outputs({summary}, {});
  if (summary.empty()) return;
  const std::string place = written_place(summary), top = written_place(directory) + "/";
  bool inside = false;
  for (const std::string& file : files) inside = inside || place == top + file;
  for (const std::string& folder : folders) inside = inside || place.starts_with(top + folder + "/");
  if (inside)
    throw Error(Code::kOverwritesInput, "the output '" + summary + "' is in the way of what is written in '" +
                                            directory + "': choose another name");
}

void expect_writable_folders(const std::vector<std::string>& outputs) {
  std::error_code ignored;
  for (const std::string& output : outputs) {
    const std::filesystem::file_status status = std::filesystem::status(output, ignored);
    if (output.empty() || output == "-" ||
        (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)))
      continue;
    const std::filesystem::path folder = std::filesystem::path(written_place(output)).parent_path();
    if (folder == "/dev/fd") continue;  // of this process, open already
    if (::access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) != 0)
      throw Error(Code::kCannotWrite, {output, 0}, std::string("cannot create: ") + std::strerror(errno));
  }
}

}  // namespace ftcert
