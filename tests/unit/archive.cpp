// Zip archives of every kind that NumPy writes, and damaged ones.
#include "ftcert/files/archive.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "ftcert/files/unfolded.hpp"
#include "support/checks.hpp"
#include "support/zip_bytes.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::little;
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

namespace {

constexpr std::size_t kEnd = 22;  // bytes of the record of the end

std::string refused(const std::string& why) {
  return "E317 t.npz: expected a zip archive with members of different names, found a damaged one (" + why + ")";
}

// With the records of zip64, which say what the record of the end says but for these numbers.
std::string with_zip64(const std::string& archive, std::uint64_t entries, std::uint64_t size, std::uint64_t begin) {
  const std::string end = archive.substr(archive.size() - kEnd), rest = archive.substr(0, archive.size() - kEnd);
  return rest + "PK\6\6" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) + little(entries, 8) +
         little(entries, 8) + little(size, 8) + little(begin, 8) + "PK\6\7" + little(0, 4) + little(rest.size(), 8) +
         little(1, 4) + end;
}

std::uint64_t number(const std::string& archive, std::size_t from_end, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(archive[archive.size() - from_end + i]);
  return value;
}

}  // namespace

// The member of one directory, or that of the other: libzip takes the first of these, NumPy the second.
BOOST_AUTO_TEST_CASE(two_directories) {
  const std::string first = zip_bytes({{"a", "of the first"}});
  std::string second = zip_bytes({{"a", "of the second"}});
  const std::uint64_t begin = number(second, 6, 4) + first.size();
  second.replace(second.size() - 6, 4, little(begin, 4));
  // The local header, too, stands behind the first archive.
  second.replace(second.find("PK\1\2") + 42, 4, little(first.size(), 4));
  BOOST_TEST(outcome(first + second) == "of the second");  // nobody takes the first
  std::string both = first + second;
  both.replace(first.size() - 2, 2, little(second.size(), 2));
  BOOST_TEST(outcome(both) == refused("it has a comment behind its directory"));
  std::string comment = first + "text";
  comment.replace(first.size() - 2, 2, little(4, 2));
  BOOST_TEST(outcome(comment) == refused("it has a comment behind its directory"));
  BOOST_TEST(outcome("PK\3\4" + first).starts_with("E317 "));
}

BOOST_AUTO_TEST_CASE(directories_of_zip64) {
  const std::string plain = zip_bytes({{"a", "of the first"}, {"b", "of the second"}});
  const std::uint64_t size = number(plain, 10, 4), begin = number(plain, 6, 4), half = size / 2;
  BOOST_REQUIRE(outcome(plain) == "of the firstof the second");
  BOOST_TEST(outcome(with_zip64(plain, 2, size, begin)) == outcome(plain));
  for (const std::size_t field : {14U, 12U, 10U, 6U}) {  // from the end: members twice, size, begin
    std::string unsaid = plain;
    unsaid.replace(unsaid.size() - field, field > 10 ? 2 : 4, field > 10 ? 2 : 4, '\xFF');
    if (field > 10) unsaid.replace(unsaid.size() - (26 - field), 2, 2, '\xFF');
    BOOST_TEST(outcome(with_zip64(unsaid, 2, size, begin)) == outcome(plain));
  }
  // The second member alone.
  BOOST_TEST(outcome(with_zip64(plain, 1, half, begin + half)) == refused("it has two directories"));
  std::string elsewhere = with_zip64(plain, 2, size, begin);
  elsewhere.insert(elsewhere.size() - kEnd - 20, elsewhere.substr(plain.size() - kEnd, 56));
  BOOST_TEST(outcome(elsewhere).starts_with("E317 "));
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
