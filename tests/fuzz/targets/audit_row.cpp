// A kept row of an audit: whatever was done to its text, it comes back as what row_file() writes, or not at all.
//
// The input is a list of edits of a row, a line each: two bytes for the place, one for how much goes, and what comes in its stead.
#include "ftcert/audit/report/json.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "target.hpp"

namespace ftcert::fuzz {

namespace {

using namespace audit;

Finding nothing(const Options&) { return {Status::kTrivial, ""}; }

constexpr Claim kClaim{"row", Section::kCaptions, "Figure 0", "a statement", "m = 1", "a method", 2, nothing};

// Every kind of content.
Finding full() {
  Finding finding(Status::kProofGap, "A verdict with \"quotes\".");
  finding.set = "a set";
  finding.cases = 12;
  finding.evidence = {"one", "two"};
  finding.values = {{"m", "1/2"}};
  finding.theorems = {{"T", "proofs/theorems.md"}};
  finding.tables = {{"a table", {"x", "y"}, {{"1", "2"}, {"3", "4"}}}};
  finding.plots = {{"a plot", "N", "m", {{"a curve", "network", {{1, Rational(1) / 3}, {2, -4}}}}}};
  const LineData data = on_integers(std::vector<int>{0, 0, 1, 0, 0});
  finding.certificates.push_back(Evidence("row", Role::kContradicts).bound("against", "no fewer", data, 2));
  return finding;
}

// The finding, where it is kept; the reader gives it alone or with a reason.
template <typename Kept>
const std::optional<Finding>& finding_of(const Kept& kept) {
  if constexpr (requires { kept.finding.has_value(); }) {
    return kept.finding;
  } else {
    return kept;
  }
}

std::string edited(std::string text, std::string_view edits) {
  while (edits.size() >= 3) {
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(edits[i])); };
    const std::size_t at = (byte(0) << 8 | byte(1)) % (text.size() + 1), gone = byte(2) % 64;
    const std::string_view rest = edits.substr(3), with = rest.substr(0, rest.find('\n'));
    text.replace(at, gone, with);
    edits = rest.substr(std::min(rest.size(), with.size() + 1));
  }
  return text;
}

}  // namespace

void audit_row(std::string_view bytes) {
  static const Finding finding = full();
  static const Report report{{8, 1}, {2, 3}, {}};
  static const std::string text = row_file(report, kClaim, finding);
  const std::string row = edited(text, bytes);
  const bool read = accepted([&] {
    const auto kept =
        read_row_file(row, report, kClaim, [](const CertificateFile&) { return finding.certificates[0].bytes; });
    if (finding_of(kept)) must(row_file(report, kClaim, *finding_of(kept)) == row, "a kept row is what was written");
    if (row == text) must(finding_of(kept).has_value(), "a row as it was written is kept");
  });
  must(read, "a row that is not kept is no error");
}

}  // namespace ftcert::fuzz
