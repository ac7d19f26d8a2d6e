#include "ftcert/data/table.hpp"

#include <algorithm>

#include "ftcert/data/npy.hpp"
#include "ftcert/files/archive.hpp"
#include "ftcert/files/file_kind.hpp"

namespace ftcert {

namespace {

constexpr std::string_view kMember = ".npy";

// The arrays of an archive, in its order.
std::vector<std::string> arrays_of(const Archive& archive) {
  std::vector<std::string> arrays;
  for (const std::string& member : archive.names()) {
    if (member.size() > kMember.size() && member.ends_with(kMember))
      arrays.push_back(member.substr(0, member.size() - kMember.size()));
  }
  return arrays;
}

// What a zip archive without arrays is.
std::string archive_kind(const Archive& archive) {
  const auto any = [&](const auto& holds) { return std::ranges::any_of(archive.names(), holds); };
  if (any([](const std::string& member) { return member.starts_with("xl/"); }))
    return "an Excel workbook (.xlsx): save it as CSV first";
  if (any([](const std::string& member) { return member == "content.xml"; }))
    return "a spreadsheet (.ods): save it as CSV first";
  if (any([](const std::string& member) { return member.ends_with("data.pkl"); }))
    return "a file of PyTorch: save its numbers with numpy.save or numpy.savez first";
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(archive.names().size(), 3); ++i)
    list += (i == 0 ? ", which holds " : ", ") + shown(archive.names()[i]);
  return "a zip archive without arrays of NumPy" + list + (archive.names().size() > 3 ? ", .." : "") +
         ": unpack it first";
}

std::string list_of(const std::vector<std::string>& arrays) {
  std::string list;
  for (const std::string& array : arrays) list += (list.empty() ? "" : ", ") + shown(array);
  return list;
}

std::unique_ptr<Table> open_archive(TableFile file) {
  const Archive archive(file.name, file.bytes);
  const std::vector<std::string> arrays = arrays_of(archive);
  const auto refuse = [&](const std::string& text) { throw Error(Code::kNpy, {file.name, 0}, text); };
  if (arrays.empty()) refuse("expected CSV, .npy or .npz, found " + archive_kind(archive));
  std::string& array = file.form.array;
  if (array.empty()) {
    if (arrays.size() > 1)
      refuse("the archive has the arrays " + list_of(arrays) + ": choose one with --array (of labels: --labels-array)");
    array = arrays.front();
  } else if (std::ranges::find(arrays, array) == arrays.end()) {
    refuse("the archive has no array " + shown(array) + "; it has " + list_of(arrays));
  }
  if (std::ranges::find(archive.names(), array) != archive.names().end()) {
    refuse("expected one member for the array " + shown(array) + ", found " + shown(array + std::string(kMember)) +
           " and " + shown(array) + ", which NumPy takes first");
  }
  file.form.format = DataFormat::kNpz;
  return open_array_table(file, archive.read(array + std::string(kMember)));
}

}  // namespace

DataFormat format_of(std::string_view bytes) {
  return is_archive(bytes) ? DataFormat::kNpz : is_npy(bytes) ? DataFormat::kNpy : DataFormat::kCsv;
}

std::unique_ptr<Table> open_table(const TableFile& file, WorkMeter& work) {
  if (is_archive(file.bytes)) return open_archive(file);
  if (!file.form.array.empty()) {
    throw Error(Code::kNpy, {file.name, 0},
                "expected an .npz archive with the array " + shown(file.form.array) + ", found " +
                    (is_npy(file.bytes) ? "a .npy file, which is one array" : "no archive"));
  }
  if (is_npy(file.bytes)) return open_array_table(file, std::nullopt);
  if (const std::optional<FileKind> kind = file_kind(file.bytes)) {
    throw Error(Code::kEncoding, {file.name, 0},
                "expected CSV, .npy or .npz, found " + std::string(kind->name) + ": " + std::string(kind->advice));
  }
  return open_csv_table(file, work);
}

}  // namespace ftcert
