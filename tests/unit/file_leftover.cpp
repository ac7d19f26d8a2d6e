// What a killed writer leaves is removed by the next one if it is provably ours, and nothing else is.
#include "ftcert/files/leftover.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <iostream>

#include "ftcert/files/file.hpp"
#include "support/checks.hpp"
#include "support/folder.hpp"

using namespace ftcert;
using ftcert::test::Folder;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_CASE(a_begun_file_is_removed_by_the_next_write_of_the_same_file) {
  const std::string bytes(10000, 'x');
  // Nothing written yet; the first page; more; all.
  for (const std::size_t size : {0, 4096, 5000, 10000}) {
    const Folder folder;
    write_file(folder / leftover_name("out", bytes, 0), bytes.substr(0, size));
    write_file(folder / leftover_name("out", bytes, 7), bytes.substr(0, size));
    write_file(folder / "out", "new");
    BOOST_CHECK(folder.files() == std::set<std::string>{"out"});
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_provably_ours_stays) {
  const Folder folder;
  const std::string ours = leftover_name("out", "bytes", 0);
  const std::set<std::string> others{ours,
                                     ours + "-",
                                     ours + "-x",
                                     "out.part-",
                                     "out.part7",
                                     "out.part-" + std::string(32, 'g'),
                                     leftover_name("other", "bytes", 0),
                                     "x" + ours};
  for (const std::string& name : others)
    write_file(folder / name, name == leftover_name("other", "bytes", 0) ? "bytes" : "others");
  const std::string link = leftover_name("out", "linked", 0), pipe = leftover_name("out", "pipe", 0);
  write_file(folder / "elsewhere", "linked");
  fs::create_symlink("elsewhere", folder / link);
  BOOST_REQUIRE(mkfifo((folder / pipe).c_str(), 0600) == 0);
  fs::create_directory(folder / leftover_name("out", "folder", 0));
  write_file(folder / "out", "new");
  std::set<std::string> expected = others;
  expected.insert({"elsewhere", link, pipe, "out"});
  BOOST_TEST(folder.files() == expected, boost::test_tools::per_element());
  BOOST_TEST(fs::is_directory(folder / leftover_name("out", "folder", 0)));
}

BOOST_AUTO_TEST_CASE(a_writer_that_lives_is_not_disturbed) {
  const Folder folder;
  const std::string begun = folder / leftover_name("out", "bytes", 0);
  const int descriptor = ::open(begun.c_str(), O_CREAT | O_WRONLY, 0600);
  BOOST_REQUIRE(::flock(descriptor, LOCK_EX) == 0);
  write_file(folder / "out", "new");
  write_file(folder / "out", "bytes");  // the same name is taken: another is found
  BOOST_TEST(fs::exists(begun));
  BOOST_TEST(read_file(folder / "out") == "bytes");
  ::close(descriptor);
  write_file(folder / "out", "new");
  BOOST_CHECK(folder.files() == std::set<std::string>{"out"});
}

BOOST_AUTO_TEST_CASE(long_names_can_be_written) {
  const Folder folder;
  const std::string name(255, 'n');
  write_file(folder / name, "bytes");
  BOOST_CHECK(folder.files() == std::set<std::string>{name});
}

BOOST_AUTO_TEST_CASE(permissions_are_handed_on) {
  const Folder folder;
  write_file(folder / "out", "old");
  fs::permissions(folder / "out", fs::perms::owner_read | fs::perms::owner_write);
  write_file(folder / "out", "new");
  BOOST_CHECK(fs::status(folder / "out").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  if (geteuid() == 0) return;  // root may write to everything
  fs::permissions(folder / "out", fs::perms::owner_read);
  FTCERT_CHECK_ERROR(write_file(folder / "out", "newer"), Code::kCannotWrite);
  BOOST_TEST(read_file(folder / "out") == "new");
}

BOOST_AUTO_TEST_CASE(one_place_by_many_names) {
  const Folder folder;
  write_file(folder / "a", "x");
  fs::create_symlink("a", folder / "link");
  fs::create_symlink("nothing", folder / "ahead");
  BOOST_TEST(written_place(folder / "a") == written_place(folder / "./link"));
  BOOST_TEST(written_place(folder / "ahead") == written_place(folder / "nothing"));
  BOOST_TEST(written_place(folder / "new") == written_place(folder / "./new"));
  BOOST_TEST(written_place(folder / "new") != written_place(folder / "nothing"));
  BOOST_TEST(written_place("/dev/stdout") == written_place("-"));
}
