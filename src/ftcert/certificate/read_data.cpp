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

bool names_format(const LineReader& in) {
  return in.words().size() == 4 && (in.word(1) == "csv" || in.word(1) == "npy");
}

// "csv|npy sha256=DIGEST" behind the keyword.
BoundFile read_bound_file(const LineReader& in) {
  return {in.word(1) == "csv" ? DataFormat::kCsv : DataFormat::kNpy, in.digest(in.value(2, "sha256")), {}, in.line()};
}

BoundFile read_part(LineReader& in) {
  in.expect("part");
  if (!names_format(in)) in.unexpected("'part csv|npy sha256= samples='");
  BoundFile part = read_bound_file(in);
  part.samples = in.count(in.value(3, "samples"));
  if (*part.samples == 0) in.fail(Code::kNoSamples, "expected at least one sample in a part");
  return part;
}

Rounding read_rounding(const LineReader& in) {
  const auto words = std::span(kRoundingWords).first(in.minor() < 2 ? 3 : 5);
  const auto rounding = std::ranges::find(words, in.value(3, "rounding"));
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
  if (!parts && !names_format(in))
    in.unexpected("'data none', 'data csv|npy sha256= rounding=' or since version 1.5 'data parts N rounding='");
  DataBinding binding;
  binding.columns.rounding = read_rounding(in);
  if (parts) {
    const std::size_t count = in.count(in.word(2));
    if (count == 0) in.fail(Code::kSyntax, "expected at least one part");
    for (std::size_t i = 0; i < count; ++i) binding.files.push_back(read_part(in));
  } else {
    binding.files.push_back(read_bound_file(in));
  }
  std::set<std::string> chosen;
  in.expect("features", c.dimension + 1);
  binding.columns.features = read_names(in, chosen);
  read_label_columns(in, c, binding.columns, chosen);
  in.expect("frozen-columns");
  if (in.words().size() == 2 && in.word(1) == "none") return binding;
  if (in.words().size() != c.outputs + 1) in.unexpected("'frozen-columns none' or a name for each output");
  binding.columns.frozen = read_names(in, chosen);
  return binding;
}

}  // namespace ftcert
