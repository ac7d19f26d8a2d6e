#include "ftcert/files/file_kind.hpp"

#include <algorithm>
#include <array>

namespace ftcert {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kFromR = "write the table as CSV first: write.csv(d, 'd.csv', row.names=FALSE)";
constexpr std::string_view kUnpack = "unpack it first";
constexpr std::string_view kSave = "save it as CSV first";
constexpr std::string_view kArrays = "save its numbers with numpy.save or numpy.savez first";

struct Magic {
  std::string_view bytes;
  FileKind kind;
};

// All of these have control characters near their beginning; a table may begin with a column that is called PAR1.
constexpr auto kMagics = std::to_array<Magic>({
    {"PAR1"sv, {"a Parquet file", "write it as CSV first: pandas.read_parquet(FILE).to_csv('d.csv', index=False)"}},
    {"ARROW1"sv,
     {"an Arrow (Feather) file", "write it as CSV first: pandas.read_feather(FILE).to_csv('d.csv', index=False)"}},
    {"ORC"sv, {"an ORC file", "write it as CSV first: pandas.read_orc(FILE).to_csv('d.csv', index=False)"}},
    {"\x89HDF\r\n\x1a\n"sv, {"an HDF5 file (.h5, .mat of MATLAB 7.3, Keras)", kArrays}},
    {"MATLAB 5.0 MAT-file"sv, {"a MATLAB file (.mat)", kArrays}},
    {"CDF\x01"sv, {"a NetCDF file", kArrays}},
    {"CDF\x02"sv, {"a NetCDF file", kArrays}},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, {"an Excel workbook (.xls)", kSave}},
    {"SQLite format 3\0"sv,
     {"an SQLite database", "write the table as CSV first: sqlite3 -header -csv FILE 'select * from TABLE'"}},
    {"RDX2\n"sv, {"an R workspace (.RData)", kFromR}},
    {"RDX3\n"sv, {"an R workspace (.RData)", kFromR}},
    {"X\n\0\0\0"sv, {"an R object (.rds)", kFromR}},
    {"BZh"sv, {"a file compressed with bzip2", kUnpack}},
    {"\xFD"
     "7zXZ\0"sv,
     {"a file compressed with xz", kUnpack}},
    {"\x28\xB5\x2F\xFD"sv, {"a file compressed with zstd", kUnpack}},
    {"7z\xBC\xAF\x27\x1C"sv, {"a 7z archive", kUnpack}},
    {"%PDF-"sv, {"a PDF file", kSave}},
    {"\x89PNG\r\n\x1a\n"sv, {"a PNG image", kArrays}},
    {"\xFF\xD8\xFF"sv, {"a JPEG image", kArrays}},
});

bool is_text(std::string_view head) {
  return std::ranges::none_of(head, [](char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r'; });
}

constexpr std::string_view kLfs = "version https://git-lfs.github.com/spec/";

// Protocols 2 to 5 of Python's pickle begin with the byte 0x80 and the protocol, and end in a point; 4 and 5 have a frame behind it.
bool is_pickle(std::string_view bytes) {
  return bytes.size() > 3 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5 && bytes.back() == '.';
}

}  // namespace

bool is_git_lfs_pointer(std::string_view bytes) { return bytes.starts_with(kLfs); }

std::optional<FileKind> file_kind(std::string_view bytes) {
  if (is_git_lfs_pointer(bytes))
    return FileKind{"a Git LFS pointer, which stands for a large file that was not fetched", "fetch it: git lfs pull"};
  if (is_pickle(bytes)) return FileKind{"a Python pickle", kArrays};
  if (is_text(bytes.substr(0, 4096))) return std::nullopt;
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return magic.kind;
  }
  return std::nullopt;
}

}  // namespace ftcert
