// Units of a sweep: independent pieces of work with names.
//
// Purpose: one question about one data set (or about one block of label patterns), known by an identifier that is a function of the unit alone and is the
// beginning of the names of its files. Nothing of a unit depends on the plan around it.
//
//   unit.id;   // "line-random-K100-N7-s3-refute-L2"
//   for (const UnitData& data : data_of(unit)) ..
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/families/family.hpp"

namespace ftcert::sweep {

enum class Question { kCertify, kRefute, kSolve };
// "certify", "refute", "solve".
std::string question_text(Question question);

struct UnitLimits {
  std::uint64_t work = 0;            // units that checking a certificate may take
  std::optional<std::size_t> nodes;  // that a search for a bound may try
  bool operator==(const UnitLimits&) const = default;
};

struct Unit {
  const Family* family = nullptr;
  FamilyShape shape;
  std::uint64_t first = 0, last = 0;  // patterns, counted from 0, without the last
  Question question = Question::kCertify;
  std::string construction = "auto";  // of the network
  UnitLimits limits;
  std::string data_id;  // "line-random-K100-N7-s3"
  std::string id;
};
// Sets both identifiers.
void name(Unit& unit);

struct UnitData {
  std::string labels;  // of a pattern, "0+0-"; otherwise empty
  FamilyData data;
};
void for_data(const Unit& unit, const std::function<void(const UnitData&)>& use);

enum class End { kNetwork, kBound };
// "certificates/ID.network.ftc", "certificates/ID.0p0n.bound.ftc"
std::string certificate_name(const Unit& unit, const std::string& labels, End end);
// "rows/ID.jsonl"
std::string row_name(const Unit& unit);
// All that the unit may ever have.
std::vector<std::string> possible_files(const Unit& unit);

}  // namespace ftcert::sweep
