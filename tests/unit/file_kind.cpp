// Files given in place of tables are called by their name; tables that begin like one of them are tables.
#include "ftcert/files/file_kind.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/data/dataset.hpp"
#include "support/checks.hpp"
#include "support/zip_bytes.hpp"

using namespace ftcert;
using namespace std::string_literals;
using ftcert::test::zip_bytes;

BOOST_AUTO_TEST_CASE(kinds_and_what_to_do) {
  // First bytes as the formats' own documents give them.
  const std::vector<std::pair<std::string, std::string>> files = {
      {"PAR1\x15\x04\x15\x20PAR1"s, "a Parquet file: write it as CSV first: pandas.read_parquet(FILE)"},
      {"ARROW1\0\0"s, "an Arrow (Feather) file"},
      {"ORC\n\x03\x00\x01"s, "an ORC file"},
      {"\x89HDF\r\n\x1a\n\0\0"s, "an HDF5 file"},
      {"\x80\x04\x95\x0b\0\0\0\0\0\0\0]\x94(K\x01K\x02\x65."s, "a Python pickle"},
      {"\x80\x02]q\0(K\x01K\x02\x65."s, "a Python pickle"},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"s, "a Git LFS pointer"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, "an Excel workbook (.xls)"},
      {"SQLite format 3\0\x10\0"s, "an SQLite database"},
      {"RDX3\nX\n\0\0\0\x03"s, "an R workspace"},
      {"X\n\0\0\0\x03\0\x04"s, "an R object"},
      {"BZh91AY&SY\0\x01"s, "a file compressed with bzip2"},
      {"\xFD\x37zXZ\0\0\x04"s, "a file compressed with xz"},
      {"\x28\xB5\x2F\xFD\x04\0"s, "a file compressed with zstd"},
      {"7z\xBC\xAF\x27\x1C\0\x04"s, "a 7z archive"},
      {"MATLAB 5.0 MAT-file, Platform: GLNXA64\0\x01IM"s, "a MATLAB file"},
      {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "a PNG image"},
      {"\xFF\xD8\xFF\xE0\0\x10JFIF\0"s, "a JPEG image"},
      {zip_bytes({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}}), "an Excel workbook (.xlsx): save it"},
      {zip_bytes({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}}),
       "a spreadsheet (.ods): save it"},
      {zip_bytes({{"archive/data.pkl", "."}, {"archive/data/0", "x"}}), "a file of PyTorch"},
      {zip_bytes({{"d.csv", "a,label\n1,2\n"}}),
       "a zip archive without arrays of NumPy, which holds 'd.csv': unpack it"},
      {zip_bytes({}), "a zip archive without arrays of NumPy: unpack it"}};
  for (const auto& [bytes, words] : files) {
    const auto error = test::error_of([&] { read_dataset("d", bytes, {}); });
    BOOST_REQUIRE_MESSAGE(error, words + " is accepted");
    const std::string what = error->what();
    BOOST_TEST((what.starts_with("E307 d: expected CSV, .npy or .npz, found " + words) ||
                what.starts_with("E317 d: expected CSV, .npy or .npz, found " + words)),
               what);
  }
}

BOOST_AUTO_TEST_CASE(tables_that_begin_like_them) {
  for (const std::string& name : {"PAR1"s, "ARROW1"s, "ORC"s, "BZh9"s, "RDX2"s, "X"s, "CDF"s, "SQLite format 3"s, "PK"s,
                                  "%PDF-"s, "version"s, "7z"s}) {
    const Dataset data = read_dataset("d.csv", name + ",label\n1,2\n", {});
    BOOST_TEST(data.columns.features.front() == name);
    BOOST_TEST(!file_kind(name + "\n1\n"));
  }
  BOOST_TEST(!is_git_lfs_pointer("version,label\n1,2\n"));
}
