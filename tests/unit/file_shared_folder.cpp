// A folder with several writers: who owns what, what a killed writer leaves, and who concludes.
#include "ftcert/files/shared_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>

#include "support/checks.hpp"
#include "support/folder.hpp"

using namespace ftcert;
namespace fs = std::filesystem;

namespace {

struct Scratch {
  test::Folder outer;
  fs::path path = fs::path(outer / "out");  // not there yet
  std::string folder() const { return path.string(); }
};

SharedPlaces places() { return {"made.files", "made.journal-", {"table"}, {"a", "b"}}; }

std::unique_ptr<SharedFolder> open(const Scratch& scratch, const std::string& writer) {
  return std::make_unique<SharedFolder>(scratch.folder(), places(), writer);
}

void write(SharedFolder& folder, const std::string& name, const std::string& bytes) {
  folder.announce({name});
  folder.put({name, bytes});
}

// A result of these files, if they are all there.
Concluded conclude(SharedFolder& folder, const std::vector<std::string>& names) {
  return folder.conclude([&]() -> std::optional<SharedResult> {
    SharedResult result;
    std::string table;
    for (const std::string& name : names) {
      const auto bytes = folder.read(name);
      if (!bytes) return std::nullopt;
      result.digests[name] = sha256_hex(*bytes);
      table += *bytes;
    }
    result.files.push_back({"table", table});
    return result;
  });
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), folder).string());
  }
  return names;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_last_writer_concludes) {
  const Scratch scratch;
  auto one = open(scratch, "1"), two = open(scratch, "2");
  BOOST_TEST(!fs::exists(scratch.path));
  write(*one, "a/1", "x");
  BOOST_TEST(!conclude(*one, {"a/1", "b/2"}).done);
  write(*two, "b/2", "y");
  BOOST_TEST((names_in(scratch.path) == std::set<std::string>{"a/1", "b/2", "made.journal-1", "made.journal-2"}));
  one.reset();
  BOOST_TEST(conclude(*two, {"a/1", "b/2"}).done);
  BOOST_TEST((names_in(scratch.path) == std::set<std::string>{"a/1", "b/2", "made.files", "table"}));
  BOOST_TEST(two->read("table").value() == "xy");
}

BOOST_AUTO_TEST_CASE(the_journal_of_a_writer_that_lives_stays) {
  const Scratch scratch;
  auto one = open(scratch, "1"), two = open(scratch, "2");
  write(*one, "a/1", "x");
  write(*two, "b/2", "y");
  BOOST_TEST(conclude(*two, {"a/1", "b/2"}).done);
  BOOST_TEST(names_in(scratch.path).contains("made.journal-1"));
  BOOST_TEST(conclude(*one, {"a/1", "b/2"}).done);
  BOOST_TEST(!names_in(scratch.path).contains("made.journal-1"));
}

BOOST_AUTO_TEST_CASE(one_program_a_writer) {
  const Scratch scratch;
  auto one = open(scratch, "1");
  write(*one, "a/1", "x");
  BOOST_CHECK_EXCEPTION(open(scratch, "1"), Error, [](const Error& e) { return e.code() == Code::kCannotWrite; });
}

// Who concludes locks every journal, to find out whether its writer lives: a writer that begins meanwhile waits, and makes its journal again.
BOOST_AUTO_TEST_CASE(a_writer_that_begins_waits_for_who_concludes) {
  const Scratch scratch;
  write(*open(scratch, "1"), "a/1", "x");
  auto two = open(scratch, "2");
  const std::string journal = scratch.folder() + "/made.journal-2";
  write_file(journal, "");
  const int concluding = ::open(scratch.folder().c_str(), O_RDONLY | O_DIRECTORY);
  const int looking = ::open(journal.c_str(), O_RDONLY);
  BOOST_REQUIRE((::flock(concluding, LOCK_EX) == 0 && ::flock(looking, LOCK_EX) == 0));
  auto writing = std::async(std::launch::async, [&] { write(*two, "b/2", "y"); });
  BOOST_CHECK(writing.wait_for(std::chrono::milliseconds(300)) == std::future_status::timeout);
  BOOST_REQUIRE(::unlink(journal.c_str()) == 0);
  ::close(looking);
  ::close(concluding);
  BOOST_CHECK_NO_THROW(writing.get());
  BOOST_TEST(read_file(journal).ends_with("b/2\n"));
}

BOOST_AUTO_TEST_CASE(what_is_listed_is_own_whatever_it_holds) {
  const Scratch scratch;
  {
    auto one = open(scratch, "1");
    write(*one, "a/1", "x");
  }
  write_file(scratch.folder() + "/a/1", "damaged");
  write_file(scratch.folder() + "/a/mine", "mine");
  auto again = open(scratch, "2");
  BOOST_TEST((again->unknown() == std::set<std::string>{"a/mine"}));
  write(*again, "a/1", "x");
  BOOST_TEST(again->read("a/1").value() == "x");
  BOOST_CHECK_EXCEPTION(again->announce({"a/mine"}), Error,
                        [](const Error& e) { return e.code() == Code::kOverwritesInput; });
  again->remove("a/mine");  // not own: stays
  BOOST_TEST(again->read("a/mine").value() == "mine");
  again->remove("a/1");
  BOOST_TEST(!again->read("a/1"));
}

BOOST_AUTO_TEST_CASE(a_name_that_was_cut_is_not_listed) {
  const Scratch scratch;
  {
    auto one = open(scratch, "1");
    write(*one, "a/1", "x");
  }
  const std::string journal = scratch.folder() + "/made.journal-1";
  write_file(journal, read_file(journal) + "b/22");
  write_file(scratch.folder() + "/b/22", "mine");
  {
    auto again = open(scratch, "1");
    BOOST_TEST((again->unknown() == std::set<std::string>{"b/22"}));
    write(*again, "b/3", "z");
  }
  auto after = open(scratch, "2");
  BOOST_TEST(!after->unknown().contains("b/3"));
}

BOOST_AUTO_TEST_CASE(a_table_that_was_damaged_is_repaired_and_said) {
  const Scratch scratch;
  auto one = open(scratch, "1");
  write(*one, "a/1", "x");
  write(*one, "b/other", "of another plan");
  Concluded first = conclude(*one, {"a/1"});
  BOOST_TEST((first.done && first.repaired.empty() && first.others == 1));
  const std::string manifest = *one->read("made.files");
  one.reset();
  write_file(scratch.folder() + "/table", "damaged");
  auto again = open(scratch, "1");
  again->announce({"a/1"});
  BOOST_TEST((conclude(*again, {"a/1"}).repaired == std::vector<std::string>{"table"}));
  BOOST_TEST(again->read("table").value() == "x");
  BOOST_TEST(again->read("made.files").value() == manifest);
}

BOOST_AUTO_TEST_CASE(files_of_others_are_in_the_way) {
  for (const char* name : {"table", "made.files", "made.journal-1", "made.journal-7", "a"}) {
    const Scratch scratch;
    fs::create_directories(scratch.path);
    write_file(scratch.folder() + "/" + name, "mine");
    BOOST_CHECK_EXCEPTION(open(scratch, "1"), Error, [&](const Error& e) {
      return e.code() == Code::kOverwritesInput && std::string(e.what()).find(name) != std::string::npos;
    });
  }
}
