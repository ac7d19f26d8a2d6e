// Zip archives of every kind that NumPy writes, and damaged ones.
#include "ftcert/files/archive.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "ftcert/files/unfolded.hpp"
#include "support/checks.hpp"
#include "support/zip_bytes.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::zip_bytes;
using ftcert::test::ZipMember;

namespace {

// What is refused, or the members' bytes one after the other.
std::string outcome(const std::string& bytes) {
  std::string result;
  const auto error = test::error_of([&] {
    const Archive archive("t.npz", bytes);
    for (const std::string& name : archive.names()) result += archive.read(name);
  });
  return error ? error->what() : result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(members_stored_and_deflated) {
  const std::string long_text(100'000, 'x');
  for (const bool deflated : {false, true}) {
    for (const bool zip64 : {false, true}) {
      const std::string bytes = zip_bytes(
          {{"a.npy", "some text", deflated, zip64}, {"", "", false, zip64}, {"b/c", long_text, deflated, zip64}});
      BOOST_TEST(is_archive(bytes));
      const Archive archive("t.npz", bytes);
      BOOST_TEST(archive.names() == (std::vector<std::string>{"a.npy", "", "b/c"}), boost::test_tools::per_element());
      BOOST_TEST(archive.read("b/c") == long_text);
      BOOST_TEST(archive.read("a.npy") == "some text");
      BOOST_TEST(archive.read("") == "");
      FTCERT_CHECK_ERROR(archive.read("A.npy"), Code::kContract);
    }
  }
  BOOST_TEST(is_archive(zip_bytes({})));
  BOOST_TEST(outcome(zip_bytes({})) == "");
  BOOST_TEST(!is_archive("PK"));
  BOOST_TEST(!is_archive("PK,label\n1,2\n"));
}

BOOST_AUTO_TEST_CASE(names_that_stand_twice) {
  BOOST_TEST(
      outcome(zip_bytes({{"a", "1"}, {"b", "2"}, {"a", "3"}})) ==
      "E317 t.npz: expected a zip archive with members of different names, found a damaged one (File already exists)");
}

// Whatever is cut off or changed, either it is told or the members are what they were.
BOOST_AUTO_TEST_CASE(damaged_archives) {
  for (const bool deflated : {false, true}) {
    const std::string whole = zip_bytes({{"a", "first member", deflated}, {"b", "second member", deflated}});
    const std::string read = outcome(whole);
    BOOST_TEST(read == "first membersecond member");
    for (std::size_t size = 0; size < whole.size(); ++size)
      BOOST_TEST(outcome(whole.substr(0, size)).starts_with("E317 t.npz: "));
    std::size_t told = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ 0x40);
      const std::string found = outcome(changed);
      BOOST_TEST((found == read || found.starts_with("E317 t.npz: ")), found);
      told += found != read;
    }
    BOOST_TEST(told > whole.size() / 2);
  }
}

BOOST_AUTO_TEST_CASE(members_that_unfold_too_far) {
  const std::string zeros(most_unfolded(20'000), '\0');
  const std::string bytes = zip_bytes({{"a", zeros, true}});
  BOOST_REQUIRE(bytes.size() < 20'000U);  // 1,000 times smaller
  BOOST_TEST(outcome(bytes).starts_with("E404 t.npz: the file unfolds to more than "));
  BOOST_TEST(outcome(zip_bytes({{"a", std::string(8'000'000, '\0'), true}})) == std::string(8'000'000, '\0'));
}
