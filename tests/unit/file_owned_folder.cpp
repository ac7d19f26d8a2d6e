// What is own, what is not, and that nothing of others is overwritten or removed.
#include "ftcert/files/owned_folder.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "ftcert/core/error.hpp"
#include "support/checks.hpp"
#include "support/folder.hpp"

using namespace ftcert;
using ftcert::test::Folder;
namespace fs = std::filesystem;

namespace {

const FolderPlaces kPlaces{"list",
                           {"report"},
                           {{.folder = "rows", .ending = ".row", .working = true, .swept = false},
                            {.folder = "pictures", .ending = ".svg", .working = false, .swept = true}}};

struct Made {
  Folder folder;

  // A run that writes these files, and keeps all of them.
  void run(const std::vector<NamedBytes>& files) const {
    OwnedFolder owned(folder.path(), kPlaces);
    owned.put(files);
    std::set<std::string> names;
    for (const NamedBytes& file : files) names.insert(file.name);
    owned.finish(names);
  }
  std::string read(const std::string& name) const { return read_file(folder / name); }
  void write(const std::string& name, const std::string& bytes) const { write_file(folder / name, bytes); }

  // The run is refused, names this file, and changes nothing.
  void refused(const std::string& name, const std::vector<NamedBytes>& files) const {
    const auto before = snapshot();
    const auto error = test::error_of([&] { run(files); });
    BOOST_REQUIRE(error.has_value());
    BOOST_CHECK(error->code() == Code::kOverwritesInput);
    BOOST_TEST(error->text().find("'" + (folder / name) + "'") != std::string::npos, error->text());
    BOOST_CHECK(snapshot() == before);
  }
  std::map<std::string, std::string> snapshot() const {
    std::map<std::string, std::string> result;
    for (const std::string& name : folder.files()) {
      if (fs::is_regular_file(folder / name)) result[name] = read(name);
    }
    return result;
  }
};

const std::vector<NamedBytes> kFirst{{"report", "1"}, {"rows/a.row", "1"}, {"pictures/a.svg", "1"}};
const std::vector<NamedBytes> kSecond{{"report", "2"}, {"rows/a.row", "2"}, {"pictures/b.svg", "2"}};

}  // namespace

BOOST_FIXTURE_TEST_CASE(own_files_are_replaced_and_removed, Made) {
  run(kFirst);
  run(kSecond);
  BOOST_CHECK((folder.files() == std::set<std::string>{"list", "report", "rows/a.row", "pictures/b.svg"}));
  BOOST_TEST(read("report") == "2");
  const Manifest expected{
      {"report", {sha256_hex("2")}}, {"rows/a.row", {sha256_hex("2")}}, {"pictures/b.svg", {sha256_hex("2")}}};
  BOOST_CHECK(read_manifest(read("list")) == expected);
}

BOOST_FIXTURE_TEST_CASE(files_of_others_that_are_not_in_the_way_stay, Made) {
  run(kFirst);
  for (const char* name : {"notes", "rows/notes", "pictures/mine.svg", "rows/other.row"}) write(name, "mine");
  run(kSecond);
  for (const char* name : {"notes", "rows/notes", "pictures/mine.svg", "rows/other.row"})
    BOOST_TEST(read(name) == "mine");
}

BOOST_FIXTURE_TEST_CASE(a_file_of_others_in_the_way_is_named_and_nothing_changes, Made) {
  for (const char* name : {"report", "rows/a.row", "pictures/b.svg"}) {
    const Made fresh;
    fs::create_directory(fresh.folder / "rows");
    fs::create_directory(fresh.folder / "pictures");
    fresh.write(name, "mine");
    fresh.refused(name, kSecond);
  }
  run(kFirst);
  write("report", "1, with my notes");
  refused("report", kSecond);
  write("report", "1");
  write("pictures/b.svg", "mine");
  refused("pictures/b.svg", kSecond);
}

BOOST_FIXTURE_TEST_CASE(what_is_there_as_it_would_be_written_is_own, Made) {
  write("report", "2");
  run(kSecond);
  run(kFirst);
  BOOST_TEST(read("report") == "1");
}

BOOST_FIXTURE_TEST_CASE(a_changed_file_that_would_be_removed_stays, Made) {
  run(kFirst);
  write("pictures/a.svg", "edited");
  run(kSecond);
  BOOST_TEST(read("pictures/a.svg") == "edited");
}

BOOST_FIXTURE_TEST_CASE(a_working_file_is_made_again, Made) {
  run(kFirst);
  write("rows/a.row", "damaged");
  run(kFirst);
  BOOST_TEST(read("rows/a.row") == "1");
}

BOOST_FIXTURE_TEST_CASE(links_folders_and_pipes_are_not_own, Made) {
  run(kFirst);
  write("elsewhere", "1");  // what the manifest lists, but somewhere else
  fs::remove(folder / "report");
  fs::create_symlink("elsewhere", folder / "report");
  refused("report", kSecond);
  BOOST_TEST(read("elsewhere") == "1");
  fs::remove(folder / "report");
  fs::create_directory(folder / "report");
  refused("report", kSecond);
  fs::remove(folder / "report");
  fs::remove(folder / "rows/a.row");
  fs::create_directory(folder / "rows/a.row");
  refused("rows/a.row", kSecond);
}

BOOST_FIXTURE_TEST_CASE(a_manifest_of_others_proves_nothing, Made) {
  write("list", "shopping");
  refused("list", kFirst);
  write("list", manifest_text({{"../somewhere", {sha256_hex("1")}}}));
  refused("list", kFirst);
  write("list", manifest_text({{"rows/../../x.row", {sha256_hex("1")}}}));
  refused("list", kFirst);
  const Made other;
  other.write("rows", "a file");
  other.refused("rows", kFirst);
}

// The manifest lists a file before it is in its place, and the old one as long as it is.
BOOST_FIXTURE_TEST_CASE(a_run_that_ends_at_any_point_leaves_own_files_only, Made) {
  run(kFirst);
  write("list", manifest_text({{"report", {sha256_hex("1"), sha256_hex("2")}}}));
  fs::remove_all(folder / "rows");
  fs::remove_all(folder / "pictures");
  run({{"report", "3"}});
  write("list", manifest_text({{"report", {sha256_hex("3"), sha256_hex("4")}}, {"rows/never.row", {sha256_hex("1")}}}));
  write("report", "4");
  run(kSecond);
  BOOST_TEST(read("report") == "2");
}

BOOST_FIXTURE_TEST_CASE(nothing_is_made_before_the_first_file, Made) {
  { const OwnedFolder owned(folder / "new", kPlaces); }
  BOOST_TEST(folder.entries() == 0U);
  { const OwnedFolder owned(folder.path(), kPlaces); }
  BOOST_TEST(folder.entries() == 0U);
}

BOOST_FIXTURE_TEST_CASE(one_writer_at_a_time, Made) {
  const OwnedFolder first(folder.path(), kPlaces);
  FTCERT_CHECK_ERROR(OwnedFolder(folder.path(), kPlaces), Code::kCannotWrite);
}
