// The table of a sweep: all rows in the order of the plan, counted and held against each other.
//
//   Table table;
//   for (const Unit& unit : units) table.add(unit, read_rows(unit, file));
//   table.contradiction();   // empty, unless a certified network is smaller than a certified bound
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "ftcert/sweep/row.hpp"

namespace ftcert::sweep {

struct Counts {
  std::size_t units = 0, rows = 0, certified = 0, refuted = 0, undecided = 0, certificates = 0;
  std::size_t exact = 0;  // rows with a network and a bound that meet
};

class Table {
 public:
  void add(const Unit& unit, const ReadRows& rows);
  const std::string& text() const { return text_; }
  const Counts& counts() const { return counts_; }
  // The first that was found: units and numbers that cannot stand together. For the same data and depth a network must have at least as many neurons as
  // a bound says, and no bound may be more than theorems allow for the worst data.
  const std::string& contradiction() const { return contradiction_; }

 private:
  struct Ends {
    std::size_t least = 0, most = static_cast<std::size_t>(-1);
    std::string least_unit, most_unit;
  };
  std::string text_;
  Counts counts_;
  std::unordered_map<std::string, Ends> ends_;  // by data, labels and depth
  std::string contradiction_;
};

}  // namespace ftcert::sweep
