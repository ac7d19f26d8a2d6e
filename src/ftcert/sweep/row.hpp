// Rows of the table of a sweep (proofs/sweep-format.md, section 3).
//
// Purpose: all that a row says is a function of the unit and of its certificates, but for one sentence: the reason why something is missing. So a row is
// made a second time from what the checker has accepted, and must be the same, byte for byte. A unit's rows stand in one file behind each other, and behind
// them a line with their digest.
//
//   Outcome outcome{.network = {certificate, bytes}};
//   std::string text = row_text(unit, data, outcome);   // one line of JSON
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/sweep/unit.hpp"

namespace ftcert::sweep {

template <typename Kind>
struct Evidence {
  Kind certificate;
  std::string bytes;
};

struct Outcome {
  std::optional<Evidence<InterpolationCertificate>> network;
  std::optional<Evidence<BoundCertificate>> bound;
  std::string reason;  // why something that was asked for is not there; empty: it is
};

// With its end of line.
std::string row_text(const Unit& unit, const UnitData& data, const Outcome& outcome);
// The file with these rows.
std::string rows_file(const Unit& unit, const std::string& rows);

struct CertificateEntry {
  std::string file, sha256;
};

// What others than the unit need to know of a row.
struct RowFacts {
  std::string labels, verdict, reason;
  std::size_t changed = 0;
  std::optional<std::size_t> neurons, lower_bound, worst_upper;
  std::vector<CertificateEntry> certificates;
};

struct ReadRows {
  std::string text;  // all rows, without the line behind them
  std::vector<std::string> lines;
  std::vector<RowFacts> facts;
  std::string
      unusable;  // why they cannot be used; empty: they have the form of rows of this unit, made by this program within these limits
};
// Nothing is believed beyond what `unusable` says.
ReadRows read_rows(const Unit& unit, std::string_view file);

}  // namespace ftcert::sweep
