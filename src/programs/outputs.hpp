// What a verb writes: no output may be an input, another output, or a folder.
//
//   refuse_outputs({options.output, options.common.json}, {options.input.model}, files_of(options.input));
#pragma once

#include <string>
#include <vector>

namespace ftcert {

// The output must not be one of the inputs. Errors: kOverwritesInput.
void refuse_overwrite(const std::string& output, const std::vector<std::string>& inputs);
// data: further inputs. Names as the user gave them; empty ones are options that were not given. To be called before any work. Errors: kOverwritesInput, also for two
// names of one file, by links or otherwise; kCannotWrite for a folder. Character devices may be named twice.
void refuse_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs,
                    const std::vector<std::string>& data = {});
// A summary beside what a verb writes into a folder: none of its files there, and nothing in its folders. Errors: also those of refuse_outputs().
void refuse_summary_in(const std::string& directory, const std::string& summary, const std::vector<std::string>& files,
                       const std::vector<std::string>& folders);
// Files come into being beside their place. Said before a long search, and before another output is written. Errors: kCannotWrite.
void expect_writable_folders(const std::vector<std::string>& outputs);

}  // namespace ftcert
