// The words that options take, each list once for the command line and for Python.
//
//   CLI::IsMember(words_in(kMethodWords))
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ftcert {

inline constexpr std::string_view kSampleWords[] = {"auto", "rows", "tensor"};                // --sample
inline constexpr std::string_view kWeightFormatWords[] = {"rational", "float32", "float64"};  // --format of certify
inline constexpr std::string_view kPreferWords[] = {"neurons", "robust"};                     // --prefer
inline constexpr std::string_view kMethodWords[] = {"auto", "alternation", "exhaustion", "patterns"};  // --method
inline constexpr std::string_view kFamilyWords[] = {"auto", "alternating", "one-sign", "mixed"};       // --family

inline std::vector<std::string> words_in(std::span<const std::string_view> list) { return {list.begin(), list.end()}; }

}  // namespace ftcert
