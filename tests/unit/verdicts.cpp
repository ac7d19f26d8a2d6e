// What is printed of certificates, wherever they lie: one, several side by side, a pair; and how often each is read.
#include <atomic>
#include <boost/test/unit_test.hpp>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/verdicts.hpp"
#include "support/checks.hpp"

using namespace ftcert;

namespace {

const std::string kValid = FTCERT_SOURCE_DIR "/tests/certificates/valid/";
const std::string kNetworkLine = "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=3";
const std::string kBoundLine = "s VERIFIED bound layers=2 neurons>=2 samples=4 changed=3";

NamedBytes network() { return {"net", read_file(kValid + "pair-network.ftc")}; }
NamedBytes bound() { return {"low", read_file(kValid + "exhaustion-worked-example.ftc")}; }

// Counts what is read.
class CountedFiles : public FilesInMemory {
 public:
  using FilesInMemory::FilesInMemory;
  std::string bytes(const std::string& name) const override {
    ++whole;
    return FilesInMemory::bytes(name);
  }
  std::optional<std::string> small(const std::string& name, std::size_t most_bytes) const override {
    ++looked_at;
    return FilesInMemory::small(name, most_bytes);
  }
  mutable std::atomic<int> whole = 0, looked_at = 0;
};

struct Printed {
  std::vector<std::string> lines;
  int code = 0;
};

Printed printed(VerdictJob job, const Files& files) {
  Printed result;
  job.print = [&result](const std::string& line) { result.lines.push_back(line); };
  result.code = print_verdicts(job, files);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(small_certificates_are_read_once_and_printed_in_order) {
  const std::string wrong = "FTCERT 9.0\n";
  const CountedFiles files({network(), bound(), {"bad", wrong}});
  for (const std::size_t jobs : {std::size_t{1}, std::size_t{2}, std::size_t{5}}) {
    files.whole = files.looked_at = 0;
    VerdictJob job{.items = {{"net"}, {"bad"}, {"low"}, {"net"}}, .several = true, .threads = Threads(jobs)};
    const Printed result = printed(job, files);
    BOOST_REQUIRE(result.lines.size() == 8U);
    BOOST_TEST(result.lines[1] == kNetworkLine);
    BOOST_TEST(result.lines[2] == "c file bad");
    BOOST_TEST(result.lines[3].starts_with("s NOT VERIFIED E302 line 1: "));
    BOOST_TEST(result.lines[5] == kBoundLine);
    BOOST_TEST(result.lines[7] == kNetworkLine);
    BOOST_TEST(result.code == kExitMalformed);
    BOOST_TEST(files.whole == (jobs == 1 ? 4 : 0));
    BOOST_TEST(files.looked_at == (jobs == 1 ? 0 : 4));
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_small_is_checked_alone) {
  std::string text = network().bytes;
  while (text.size() <= std::size_t{1} << 16) text.insert(text.rfind("END"), "% nothing\n");
  const CountedFiles files({network(), {"large", text}});
  VerdictJob job{.items = {{"net"}, {"large"}, {"net"}}, .threads = Threads(2)};
  const Printed result = printed(job, files);
  BOOST_TEST(result.lines == std::vector<std::string>(3, kNetworkLine), boost::test_tools::per_element());
  BOOST_TEST(files.whole == 1);
}

BOOST_AUTO_TEST_CASE(a_pair_is_compared_when_both_are_verified) {
  const FilesInMemory files({network(), bound(), {"bad", "FTCERT 9.0\n"}});
  VerdictJob job{.items = {{"net"}, {"low"}}, .pair = true, .threads = Threads(2)};
  Printed result = printed(job, files);
  const std::vector<std::string> both{kNetworkLine, kBoundLine,
                                      "s VERIFIED exact layers=2 neurons=2 samples=4 changed=3"};
  BOOST_TEST(result.lines == both, boost::test_tools::per_element());
  BOOST_TEST(result.code == kExitDone);

  job.items = {{"low"}, {"net"}};
  result = printed(job, files);
  BOOST_REQUIRE(result.lines.size() == 3U);
  BOOST_TEST(result.lines[2].starts_with("s NOT VERIFIED E201: "));
  BOOST_TEST(result.code == kExitRejected);

  job.items = {{"bad"}, {"low"}};
  result = printed(job, files);
  BOOST_REQUIRE(result.lines.size() == 2U);
  BOOST_TEST(result.lines[1] == kBoundLine);
  job.items.pop_back();
  FTCERT_CHECK_ERROR(print_verdicts(job, files), Code::kUsage);
}

BOOST_AUTO_TEST_CASE(a_failure_is_told_behind_its_line_and_may_end_the_job) {
  const FilesInMemory files({network(), {"bad", "FTCERT 9.0\n"}});
  VerdictJob job{.items = {{"net"}, {"bad"}, {"net"}}};
  std::vector<std::string> lines;
  job.print = [&lines](const std::string& line) { lines.push_back(line); };
  job.failed = [](const Error& error) { throw Error(error); };
  FTCERT_CHECK_ERROR(print_verdicts(job, files), Code::kVersion);
  BOOST_TEST(lines.size() == 2U);
}

// What is named beside a certificate and is not there: no certificate is verified.
BOOST_AUTO_TEST_CASE(a_file_that_is_missing_is_each_verdict) {
  const FilesInMemory files({network(), bound()});
  for (const SuppliedNames& names : {SuppliedNames{.data = {"none"}}, SuppliedNames{.labels = "none"},
                                     SuppliedNames{.model = "none"}, SuppliedNames{.patched = "none"}}) {
    const Printed result = printed({.items = {{"net"}, {"low"}}, .supplied = names, .threads = Threads(2)}, files);
    BOOST_REQUIRE(result.lines.size() == 2U);
    for (const std::string& line : result.lines) BOOST_TEST(line.starts_with("s NOT VERIFIED E301: none: "));
    BOOST_TEST(result.code == kExitMalformed);
  }
}
