#include "arguments.hpp"

#include "ftcert/core/error.hpp"
#include "ftcert/verbs/option_words.hpp"

namespace py = pybind11;

namespace ftcert::python {

Arguments::Arguments(std::string function, py::kwargs arguments)
    : function_(std::move(function)), left_(std::move(arguments)) {
  if (const py::object control = pop("control")) {
    if (!py::isinstance<ControlOptions>(control)) refuse_type("control", "Control", control);
    control_ = control.cast<ControlOptions>();
  }
}

py::object Arguments::pop(const char* name) {
  if (!left_.contains(name)) return {};
  py::object value = left_[name];
  left_.attr("pop")(name);
  return value.is_none() ? py::object() : value;
}

void Arguments::refuse_type(const char* name, const std::string& expected, const py::handle& found) const {
  throw py::type_error(function_ + "(): " + name + ": expected " + expected + ", found " +
                       py::cast<std::string>(py::type::handle_of(found).attr("__name__")));
}

void Arguments::refuse_value(const char* name, const std::string& expected, const std::string& found) const {
  throw py::value_error(function_ + "(): " + name + ": expected " + expected + ", found " + found);
}

std::string Arguments::file(const char* name, const py::handle& value) {
  if (value.is_none()) return {};
  const char* expected = "a pair of a name and bytes";
  if (!py::isinstance<py::tuple>(value) || py::len(value) != 2) refuse_type(name, expected, value);
  const auto pair = py::reinterpret_borrow<py::tuple>(value);
  if (!py::isinstance<py::str>(pair[0])) refuse_type(name, expected, pair[0]);
  if (!py::isinstance<py::bytes>(pair[1])) refuse_type(name, expected, pair[1]);
  std::string file_name = pair[0].cast<std::string>();
  files_.push_back({file_name, pair[1].cast<std::string>()});
  return file_name;
}

std::string Arguments::file(const char* name) {
  const py::object value = pop(name);
  return value ? file(name, value) : std::string();
}

std::vector<std::string> Arguments::files(const char* name, const py::handle& value) {
  std::vector<std::string> names;
  if (!py::isinstance<py::sequence>(value) || py::isinstance<py::str>(value) || py::isinstance<py::bytes>(value))
    refuse_type(name, "a list of files", value);
  for (const py::handle& entry : py::reinterpret_borrow<py::sequence>(value)) names.push_back(file(name, entry));
  return names;
}

void Arguments::take_data(DataOptions& input, const py::handle& data, const py::handle& model) {
  input.data = files("data", data);
  input.model = file("model", model);
  input.labels_file = file("labels");
  take("array", input.array);
  take("labels_array", input.labels_array);
  take("delimiter", input.delimiter);
  take("tensor", input.tensor);
  take_word("sample", input.sample, words_in(kSampleWords));
  take("output", input.components);
  take("label", input.labels);
  take("class_", input.classes);
  take("frozen", input.frozen);
  take("features", input.features);
  take_word("round", input.round, words_in(kRoundingWords));
}

void Arguments::take_subject(DataOptions& input, const py::handle& data, const py::handle& model) {
  take_data(input, data, model);
  take("label_upper", input.upper);
  take("tolerance", input.tolerance);
  take("margin", input.margin);
  take("external_data", input.external);
}

void Arguments::take_certificate(CertificateFiles& input, const py::handle& certificate, const py::handle& data) {
  input.certificate = file("certificate", certificate);
  if (input.certificate.empty()) refuse_type("certificate", "a pair of a name and bytes", certificate);
  input.data = files("data", data);
  input.labels = file("labels");
}

std::shared_ptr<const FilesInMemory> Arguments::finish() {
  for (const auto& [name, value] : left_) {
    throw py::type_error(function_ + "(): there is no argument '" + py::cast<std::string>(name) + "'");
  }
  return std::make_shared<const FilesInMemory>(std::move(files_));
}

}  // namespace ftcert::python
