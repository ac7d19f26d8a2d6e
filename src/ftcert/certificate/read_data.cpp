// The lines from `data` to `frozen-columns`: the files that samples come from, and their columns.
#include <algorithm>
#include <set>

#include "ftcert/certificate/kinds.hpp"

namespace ftcert {

namespace {

// The names behind the keyword; no column has been chosen before.
std::vector<std::string> read_names(LineReader& in, std::set<std::string>& chosen) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < in.words().size(); ++i) {
    names.push_back(in.name(in.word(i)));
    if (!chosen.insert(names.back()).second)
      in.fail(Code::kSyntax, "expected a column that is not chosen yet, found " + shown(names.back()) + " again");
  }
  return names;
}

// Label columns, and with intervals the columns of upper ends.
void read_label_columns(LineReader& in, const CertificateBody& c, ColumnChoice& columns,
                        std::set<std::string>& chosen) {
  const auto& terms = columns.specification = c.specification;
  in.expect("labels", terms && terms->classes() ? 2 : c.outputs + 1);
  columns.labels = read_names(in, chosen);
  if (!terms || terms->classes()) return;
  in.expect("upper");
  if (in.words().size() == 2 && in.word(1) == "none") return;
  if (in.words().size() != c.outputs + 1) in.unexpected("'upper none' or a name for each output");
  if (!terms->number.is_zero()) in.fail(Code::kSyntax, "expected tolerance=0 with columns of upper ends");
  columns.upper = read_names(in, chosen);
}

char read_delimiter(LineReader& in, std::string_view digits) {
  const std::string byte = in.name("%" + std::string(digits));
  if (byte.size() != 1 || !separates_cells(byte[0]) || byte[0] == ',')
    in.unexpected("delimiter=XX, two hexadecimal digits of a byte other than a comma that may stand between cells");
  return byte[0];
}

// "FORMAT sha256=DIGEST [array=NAME] [delimiter=XX]" behind the keyword, and so many words behind that.
BoundFile read_bound_file(LineReader& in, std::size_t more, const std::string& expected) {
  const auto formats = std::span(kFormatWords).first(in.minor() < 6 ? 2 : 3);
  const auto format = std::ranges::find(formats, in.words().size() < 2 ? std::string_view() : in.word(1));
  const bool form = in.minor() >= 6 && in.words().size() == 4 + more;
  if (format == formats.end() || (in.words().size() != 3 + more && !form)) in.unexpected(expected);
  BoundFile file{{static_cast<DataFormat>(format - formats.begin())}, in.digest(in.value(2, "sha256")), {}, in.line()};
  if (file.form.format == DataFormat::kNpz)
    file.form.array = in.name(in.value(3, "array"));
  else if (form && file.form.format == DataFormat::kCsv)
    file.form.delimiter = read_delimiter(in, in.value(3, "delimiter"));
  else if (form)
    in.unexpected(expected);
  return file;
}

BoundFile read_part(LineReader& in) {
  in.expect("part");
  BoundFile part = read_bound_file(in, 1, "'part csv|npy sha256= samples='");
  part.samples = in.count(in.value(in.words().size() - 1, "samples"));
  if (*part.samples == 0) in.fail(Code::kNoSamples, "expected at least one sample in a part");
  return part;
}

Rounding read_rounding(const LineReader& in) {
  const auto words = std::span(kRoundingWords).first(in.minor() < 2 ? 3 : 5);
  const auto rounding = std::ranges::find(words, in.value(in.words().size() - 1, "rounding"));
  if (rounding == words.end())
    in.unexpected("rounding=none, float32 or float64, or since version 1.2 features-float32 or features-float64");
  return static_cast<Rounding>(rounding - words.begin());
}

}  // namespace

std::optional<DataBinding> read_data_binding(LineReader& in, const CertificateBody& c, std::size_t& line) {
  in.expect("data");
  line = in.line();
  if (in.words().size() == 2 && in.word(1) == "none") return std::nullopt;
  const bool parts = in.minor() >= 5 && in.words().size() == 4 && in.word(1) == "parts";
  DataBinding binding;
  if (parts) {
    binding.columns.rounding = read_rounding(in);
    const std::size_t count = in.count(in.word(2));
    if (count == 0) in.fail(Code::kSyntax, "expected at least one part");
    for (std::size_t i = 0; i < count; ++i) binding.files.push_back(read_part(in));
  } else {
    binding.files.push_back(read_bound_file(
        in, 1, "'data none', 'data csv|npy sha256= rounding=' or since version 1.5 'data parts N rounding='"));
    binding.columns.rounding = read_rounding(in);
    if (in.minor() >= 6 && in.next_is("labels-file")) {
      in.next();
      binding.labels = read_bound_file(in, 0, "'labels-file csv|npy|npz sha256='");
    }
  }
  std::set<std::string> chosen, of_labels;
  in.expect("features", c.dimension + 1);
  binding.columns.features = read_names(in, chosen);
  read_label_columns(in, c, binding.columns, binding.labels ? of_labels : chosen);
  in.expect("frozen-columns");
  if (in.words().size() == 2 && in.word(1) == "none") return binding;
  if (in.words().size() != c.outputs + 1) in.unexpected("'frozen-columns none' or a name for each output");
  binding.columns.frozen = read_names(in, chosen);
  return binding;
}

}  // namespace ftcert
