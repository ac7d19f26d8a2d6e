// A kept row comes back as it was, or not at all; the pictures of a row are those that its claim names.
#include <boost/test/unit_test.hpp>
#include <set>

#include "ftcert/audit/report/json.hpp"
#include "ftcert/audit/table.hpp"
#include "ftcert/audit/tools/evidence.hpp"
#include "ftcert/core/error.hpp"

using namespace ftcert;
using namespace ftcert::audit;

namespace {

Finding nothing(const Options&) { return {Status::kTrivial, ""}; }

constexpr Claim kClaim{"row", Section::kCaptions, "Figure 0", "a statement", "m = 1", "a method", 2, nothing};

Claim with_draws(Draws draws) {
  Claim claim = kClaim;
  claim.draws = draws;
  return claim;
}

// Every kind of content, each list of another length.
Finding full() {
  Finding finding(Status::kProofGap, "A verdict with \"quotes\".");
  finding.set = "a set";
  finding.cases = 12;
  finding.evidence = {"one", "two"};
  finding.values = {{"m", "1/2"}};
  finding.theorems = {{"T", "proofs/theorems.md"}};
  finding.tables = {{"a table", {"x", "y"}, {{"1", "2"}, {"3", "4"}, {"5", "6"}}}};
  finding.plots = {{"a plot", "N", "m", {{"a curve", "network", {{1, Rational(1) / 3}, {2, -4}}}}}};
  const LineData data = on_integers(std::vector<int>{0, 0, 1, 0, 0});
  const Network g = best_network(data.problem(), 2);
  finding.certificates.push_back(Evidence("row", Role::kSupports).network("for", "it fits", data, g));
  finding.certificates.push_back(Evidence("row", Role::kContradicts).bound("against", "no fewer", data, 2));
  return finding;
}

Report options(std::size_t most_samples = 8) { return {{most_samples, 1}, {2, 3}, {}}; }

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

struct Kept {
  Finding finding = full();
  std::string text = row_file(options(), kClaim, finding);

  std::optional<std::string> bytes_of(const CertificateFile& wanted) const {
    for (const CertificateFile& c : finding.certificates) {
      if (c.file() == wanted.file()) return c.bytes;
    }
    return std::nullopt;
  }
  KeptRow row(const std::string& row, const Report& report = options(), const Claim& claim = kClaim) const {
    return read_row_file(row, report, claim, [this](const CertificateFile& c) { return bytes_of(c); });
  }
  std::optional<Finding> read(const std::string& bytes, const Report& report = options(),
                              const Claim& claim = kClaim) const {
    const KeptRow kept = row(bytes, report, claim);
    BOOST_TEST(kept.finding.has_value() == kept.reason.empty());
    return kept.finding;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_row_comes_back_as_it_was, Kept) {
  const std::optional<Finding> back = read(text);
  BOOST_REQUIRE(back.has_value());
  BOOST_CHECK(back->status == finding.status);
  BOOST_TEST(back->verdict == finding.verdict);
  BOOST_TEST(back->cases == 12U);
  BOOST_TEST(back->tables.at(0).rows.at(2).at(1) == "6");
  BOOST_CHECK(back->plots.at(0).series.at(0).points.at(0).second == Rational(1) / 3);
  BOOST_CHECK(back->certificates.at(1).role == Role::kContradicts);
  BOOST_TEST(back->certificates.at(1).name == "row.against.ftc");
  BOOST_TEST(back->certificates.at(0).bytes == finding.certificates[0].bytes);
  BOOST_TEST(row_file(options(), kClaim, *back) == text);
}

BOOST_FIXTURE_TEST_CASE(a_row_of_other_options_or_of_another_claim_is_not_kept, Kept) {
  BOOST_CHECK(!read(text, options(9)));
  for (auto member : {&Claim::place, &Claim::statement, &Claim::formula, &Claim::method}) {
    Claim other = kClaim;
    other.*member = "other words";
    BOOST_CHECK(!read(text, options(), other));
  }
  Claim other = kClaim;
  other.layers = 3;
  BOOST_CHECK(!read(text, options(), other));
}

BOOST_FIXTURE_TEST_CASE(a_damaged_row_is_not_kept, Kept) {
  for (const std::string& damaged :
       {std::string(),
        std::string("{"),
        std::string("[]"),
        changed(text, "\"proof gap\"", "\"proven\""),
        changed(text, "\"cases\": 12", "\"cases\": \"12\""),
        changed(text, "\"cases\"", "\"case\""),
        changed(text, "\"1/3\"", "\"2/6\""),
        changed(text, "\"contradicts\"", "\"refutes\""),
        changed(text, "certificates/row.for.ftc", "certificates/row.four.ftc"),
        changed(text, "certificates/row.for.ftc", "elsewhere"),
        changed(text, "\"missing\"", "\"more\": 1, \"missing\""),
        changed(text, "\"status\": \"proof gap\",", ""),
        changed(text, "\"proof gap\"", "\"proved\""),
        changed(text, "\"proof gap\"", "7"),
        changed(text, "\"cases\": 12", "\"cases\": -12"),
        changed(text, "\"cases\": 12", "\"cases\": 1e300"),
        changed(text, "\"one\"", "\"One\""),
        changed(text, "\"row\"", "\"rows\""),
        text + " ",
        std::string(1000000, '['),
        changed(text, "\"missing\": \"\"", "\"missing\": " + std::string(100000, '[') + std::string(100000, ']'))}) {
    BOOST_TEST_CONTEXT(damaged) BOOST_CHECK(!read(damaged));
  }
}

BOOST_FIXTURE_TEST_CASE(a_row_whose_certificate_has_other_bytes_is_not_kept, Kept) {
  finding.certificates[1].bytes += "%\n";
  BOOST_CHECK(!read(text));
}

// Every prefix, every byte that is not white space changed: edits that keep the form are seen by the digest.
BOOST_FIXTURE_TEST_CASE(an_edited_row_is_not_kept, Kept) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string edited = text;
    edited[at] = edited[at] == '1' ? '2' : '1';
    BOOST_TEST_CONTEXT(at) BOOST_CHECK(!read(edited));
    if (at % 16 == 0) BOOST_CHECK(!read(text.substr(0, at)));
  }
}

// The row and its digest are those of row_file() itself: only the checker can see what is wrong.
BOOST_FIXTURE_TEST_CASE(certificates_are_checked_again, Kept) {
  const auto refused = [&](std::size_t index, auto edit, const std::string& words) {
    Kept other;
    edit(other.finding.certificates[index]);
    const std::string reason = other.row(row_file(options(), kClaim, other.finding)).reason;
    BOOST_TEST(reason.find(words) != std::string::npos, reason);
  };
  const auto bytes = [](const std::string& from, const std::string& to) {
    return [=](CertificateFile& c) { c.bytes = changed(c.bytes, from, to); };
  };
  refused(0, bytes("sample 3 : 1", "sample 3 : 2"), "the checker refuses certificates/row.for.ftc");
  refused(0, bytes("FTCERT", "FTC"), "the checker refuses certificates/row.for.ftc");
  refused(
      0, [](CertificateFile& c) { c.neurons -= 1; }, "shows 'interpolation layers=2 neurons=");
  refused(
      0, [](CertificateFile& c) { c.kind = "bound"; }, "shows 'interpolation");
  refused(
      1, [](CertificateFile& c) { c.neurons += 1; }, "shows 'bound layers=2 neurons>=");
  refused(
      1, [](CertificateFile& c) { c.role = Role::kSupports; }, "evidence for something else");
  refused(
      1, [](CertificateFile& c) { c.says = "fewer"; }, "evidence for something else");
  refused(
      1, [](CertificateFile& c) { c.name = "row.../x.ftc"; }, "form of a row");
  refused(
      1, [](CertificateFile& c) { c.name = "other.against.ftc"; }, "form of a row");
}

BOOST_AUTO_TEST_CASE(a_claim_draws_its_plots_and_counterexamples_and_a_figure_all) {
  const auto pictures = pictures_of(with_draws(Draws::kCounterexamples), full());
  BOOST_REQUIRE(pictures.size() == 2U);
  BOOST_TEST(pictures[0].name == "row.plot-1");
  BOOST_TEST(pictures[0].file == "");
  BOOST_TEST(pictures[1].name == "row.against");
  BOOST_TEST(pictures[1].file == "certificates/row.against.ftc");
  // The label 1 forces a concave kink, and the zeros beside it convex ones: the caption explains the bars.
  BOOST_TEST(pictures[1].caption == "no fewer. Each bar: an open interval in which every fit has a kink of that sign.");
  const auto all = pictures_of(with_draws(Draws::kFigure), full());
  BOOST_REQUIRE(all.size() == 3U);
  BOOST_TEST(all[1].name == "row.for");
  BOOST_TEST(all[1].caption == "it fits.");
}

BOOST_AUTO_TEST_CASE(a_picture_has_its_rules_in_a_file_and_none_in_a_page) {
  const Picture picture = pictures_of(kClaim, full()).front();
  const std::string page = picture.svg.finish(), file = picture.svg.finish(picture_rules());
  BOOST_TEST(page.find("<style>") == std::string::npos);
  BOOST_TEST(file.find("<style>\n" + picture_rules() + "</style>") != std::string::npos);
  BOOST_TEST(page.size() < file.size());
}

BOOST_AUTO_TEST_CASE(no_two_claims_have_one_id) {
  std::set<std::string_view> ids;
  for (const Claim* claim : claims()) BOOST_TEST(ids.insert(claim->id).second, claim->id << " twice");
}
