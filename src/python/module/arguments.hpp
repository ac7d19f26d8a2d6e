// The keyword arguments of a function of the module: the long options of its verb.
//
// Purpose: one table of options for the verbs that read data, in place of one signature each. Files are kept by name, and their names stand in the job.
//
//   Arguments arguments("certify", kwargs);
//   arguments.take("layers", job.layers);
//   job.network = arguments.file("network");
//   arguments.finish();                    // TypeError for an argument that nobody took
#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "ftcert/verbs/data_options.hpp"
#include "ftcert/verbs/loaded_certificate.hpp"
#include "job.hpp"

namespace ftcert::python {

class Arguments {
 public:
  Arguments(std::string function, pybind11::kwargs arguments);

  // The field stays as it is where the argument is not given; None is no value. Errors: TypeError naming the argument.
  template <typename Field>
  void take(const char* name, Field& field);
  // A word of a list, or a count in a range, as the command line takes it. Errors: ValueError.
  template <typename Field>
  void take_word(const char* name, Field& field, const std::vector<std::string>& words);
  template <typename Field>
  void take_count(const char* name, Field& field, std::uint64_t least, std::uint64_t most);

  // The name of a file, whose bytes are kept; empty: none. Errors: TypeError.
  std::string file(const char* name);
  std::string file(const char* name, const pybind11::handle& value);
  std::vector<std::string> files(const char* name, const pybind11::handle& value);
  // What all verbs that read data have.
  void take_data(DataOptions& input, const pybind11::handle& data, const pybind11::handle& model);
  // The same, and what those have beside that make a certificate of it.
  void take_subject(DataOptions& input, const pybind11::handle& data, const pybind11::handle& model);
  void take_certificate(CertificateFiles& input, const pybind11::handle& certificate, const pybind11::handle& data);

  // Everything has been taken. Errors: TypeError for an unknown argument; those of FilesInMemory.
  std::shared_ptr<const FilesInMemory> finish();
  const ControlOptions& control() const { return control_; }

  [[noreturn]] void refuse_type(const char* name, const std::string& expected, const pybind11::handle& found) const;

 private:
  // The value, taken; nothing for None and for what is not given.
  pybind11::object pop(const char* name);
  [[noreturn]] void refuse_value(const char* name, const std::string& expected, const std::string& found) const;

  // As messages call the type of a field.
  static const char* type_of(const std::string&) { return "str"; }
  static const char* type_of(bool) { return "bool"; }
  template <std::integral Field>
  static const char* type_of(const Field&) {
    return "int, 0 or more";
  }
  template <typename Entry>
  static std::string type_of(const std::vector<Entry>&) {
    return std::string("a list of ") + type_of(Entry());
  }
  template <typename Value>
  static std::string type_of(const std::optional<Value>&) {
    return type_of(Value()) + std::string(", or None");
  }

  std::string function_;
  pybind11::dict left_;
  std::vector<NamedBytes> files_;
  ControlOptions control_;
};

template <typename Field>
void Arguments::take(const char* name, Field& field) {
  const pybind11::object value = pop(name);
  if (!value) return;
  try {
    field = value.cast<Field>();
  } catch (const pybind11::cast_error&) {
    refuse_type(name, type_of(field), value);
  }
}

template <typename Field>
void Arguments::take_word(const char* name, Field& field, const std::vector<std::string>& words) {
  std::optional<std::string> word;
  take(name, word);
  if (!word) return;
  std::string all;
  for (const std::string& known : words) {
    if (known == *word) {
      field = *std::move(word);
      return;
    }
    all += (all.empty() ? "" : ", ") + known;
  }
  refuse_value(name, "one of " + all, shown(*word));
}

template <typename Field>
void Arguments::take_count(const char* name, Field& field, std::uint64_t least, std::uint64_t most) {
  std::optional<std::uint64_t> count;
  take(name, count);
  if (!count) return;
  if (*count < least || *count > most)
    refuse_value(name, std::to_string(least) + " to " + std::to_string(most), std::to_string(*count));
  using Count = std::conditional_t<std::is_integral_v<Field>, Field, std::size_t>;
  field = static_cast<Count>(*count);
}

}  // namespace ftcert::python
