// A table that is an array.
#include "ftcert/data/npy.hpp"
#include "ftcert/data/table.hpp"

namespace ftcert {

namespace {

class ArrayTable : public Table {
  // An archive may hold several arrays: its errors say which.
  template <class Work>
  auto of_array(const Work& work) const {
    try {
      return work();
    } catch (const Error& error) {
      if (!member_) throw;
      throw Error(error.code(), error.place(), "array " + shown(form_.array) + ": " + error.text());
    }
  }

 public:
  ArrayTable(const TableFile& file, std::optional<std::string> member)
      : Table(file.name, file.form), member_(std::move(member)) {
    if (!member_) form_.format = DataFormat::kNpy;
    of_array([&] { array_ = read_npy(name_, member_ ? std::string_view(*member_) : file.bytes); });
    // Without rows no byte stands behind the number of columns.
    if (array_.rows() == 0) throw Error(Code::kNoSamples, {name_, 0}, "expected at least one sample, found none");
    header_.resize(array_.columns());
    for (std::size_t j = 0; j < header_.size(); ++j) header_[j] = std::to_string(j);
  }

  std::size_t most_rows() const override { return header_.empty() ? 0 : array_.rows(); }
  bool next() override { return ++row_ <= array_.rows(); }
  std::size_t line() const override { return row_; }

  Rational number(std::size_t j) override {
    return of_array([&] {
      std::optional<Rational> value = array_.at(row_ - 1, j);
      if (!value)
        refuse(Code::kNotFinite, j,
               "expected a number, found NaN; only a label may be missing, which keeps the value of f");
      return *std::move(value);
    });
  }
  std::optional<Rational> label(std::size_t j) override {
    return of_array([&] { return array_.at(row_ - 1, j); });
  }
  std::vector<Rational> numbers(std::size_t j, bool, CellForm& form) override {
    form = CellForm::kNumber;
    std::optional<Rational> value = label(j);
    return value ? std::vector{*std::move(value)} : std::vector<Rational>();
  }

 private:
  std::optional<std::string> member_;
  NpyArray array_;
  std::size_t row_ = 0;  // counted from 1; 0: before the first one
};

}  // namespace

std::unique_ptr<Table> open_array_table(const TableFile& file, std::optional<std::string> member) {
  return std::make_unique<ArrayTable>(file, std::move(member));
}

}  // namespace ftcert
