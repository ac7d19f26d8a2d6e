// The ONNX importer on files made by others: the models of data/, public networks, and the operator tests
// that come with ONNX.
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/core/number_text.hpp"
#include "ftcert/data/dataset.hpp"
#include "ftcert/evaluation/batch.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/model/onnx.hpp"
#include "ftcert/model/select_outputs.hpp"
#include "ftcert/model/stored_tensor.hpp"

namespace fs = std::filesystem;
using ftcert::Network;
using ftcert::PointMatrix;
using ftcert::Rational;

namespace {

const fs::path kSource = FTCERT_SOURCE_DIR;

Network import(const fs::path& path) {
  return ftcert::read_onnx(path.filename().string(), ftcert::read_file(path.string()));
}

void skip(const std::string& what) { std::cout << "skipped: " << what << std::endl; }

// Rows of a CSV file as text; none of the files has quotes.
std::vector<std::vector<std::string>> rows(const fs::path& path) {
  std::vector<std::vector<std::string>> result;
  const std::string bytes = ftcert::read_file(path.string());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::vector<std::string> cells(1);
    for (; at < end; ++at) {
      if (bytes[at] == ',') {
        cells.emplace_back();
      } else {
        cells.back() += bytes[at];
      }
    }
    result.push_back(cells);
    at = end + 1;
  }
  result.erase(result.begin());
  return result;
}

void expect_rows(const std::string& folder, const Network& f, std::size_t expected_rows) {
  const fs::path base = kSource / "data" / folder;
  const std::string samples = (base / "changed.csv").string();
  const PointMatrix points = ftcert::read_dataset(samples, ftcert::read_file(samples), {}).points;
  const PointMatrix values = ftcert::evaluate_batch(f, points);
  const auto expected = rows(base / "f_values.csv");
  BOOST_TEST(expected.size() == expected_rows);
  for (const auto& row : expected) {
    const std::size_t i = std::stoul(row.at(0)) - 1;
    BOOST_TEST(values.row(i)[0].text() == row.at(1));
    BOOST_TEST(f.evaluate(points.row(i))[0].text() == row.at(1));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_models_of_data) {
  const Network diabetes = import(kSource / "data/diabetes/model.onnx");
  BOOST_TEST((diabetes.widths() == std::vector<std::size_t>{16, 8}));
  expect_rows("diabetes", diabetes, 12);
  const Network digits = import(kSource / "data/digits/model.onnx");
  BOOST_TEST((digits.widths() == std::vector<std::size_t>{64, 32}));
  BOOST_TEST(digits.outputs() == 10u);
  expect_rows("digits", ftcert::select_outputs(digits, {3}), 6);
}

// The expected values are exact and come from data/exact_values.py, an importer that shares no code with this
// one.
BOOST_AUTO_TEST_CASE(public_networks) {
  const char* folder = std::getenv("FTCERT_MODELS");
  if (folder == nullptr || !fs::is_directory(folder)) {
    return skip("public networks (FTCERT_MODELS names no folder)");
  }
  const std::map<std::string, std::vector<std::size_t>> widths = {
      {"ACASXU_run2a_1_1_batch_2000.onnx", {50, 50, 50, 50, 50, 50}},
      {"lunarlander.onnx", {64, 64}},
      {"mnist-net_256x2.onnx", {256, 256}}};
  const auto expected = rows(kSource / "tests/cases/onnx/public_networks.csv");
  for (const auto& [name, hidden] : widths) {
    const Network f = import(fs::path(folder) / name);
    BOOST_TEST((f.widths() == hidden));
    PointMatrix x(1, f.inputs());
    for (std::size_t i = 0; i < f.inputs(); ++i) {
      x.entries[i] = Rational(static_cast<long>((37 * i + 11) % 101) - 50, 64);
    }
    const std::vector<Rational> plain = f.evaluate(x.row(0));
    BOOST_TEST((ftcert::evaluate_batch(f, x).entries == plain));
    std::size_t found = 0;
    for (const auto& row : expected) {
      if (row.at(0) != name) continue;
      BOOST_TEST(plain.at(std::stoul(row.at(1))).text() == row.at(2));
      ++found;
    }
    BOOST_TEST(found == f.outputs());
  }
}

namespace {

std::optional<onnx::TensorProto> stored(const fs::path& path) {
  onnx::TensorProto tensor;
  if (!fs::exists(path) || !tensor.ParseFromString(ftcert::read_file(path.string()))) return std::nullopt;
  return tensor;
}

std::optional<ftcert::model::Tensor> numbers(const std::optional<onnx::TensorProto>& tensor) {
  if (!tensor) return std::nullopt;
  ftcert::model::Budget budget(std::size_t{1} << 30);
  try {
    return ftcert::model::decode(*tensor, "stored", budget);
  } catch (const ftcert::Error&) {
    return std::nullopt;
  }
}

// The model as a function of one of its inputs, the others fixed at their stored values; only the first
// output.
onnx::ModelProto with_one_input(onnx::ModelProto model, int variable, const std::vector<onnx::TensorProto>& values) {
  onnx::GraphProto& graph = *model.mutable_graph();
  for (int i = 0; i < graph.input_size(); ++i) {
    if (i == variable) continue;
    const std::string& name = graph.input(i).name();
    const auto same = [&name](const onnx::TensorProto& t) { return t.name() == name; };
    if (std::any_of(graph.initializer().begin(), graph.initializer().end(), same)) continue;
    *graph.add_initializer() = values[static_cast<std::size_t>(i)];
    graph.mutable_initializer(graph.initializer_size() - 1)->set_name(name);
  }
  if (graph.output_size() > 1) graph.mutable_output()->DeleteSubrange(1, graph.output_size() - 1);
  return model;
}

// Puts an axis of extent 1 before the others, so that the whole tensor is one sample. These operators then do
// the same.
bool as_one_sample(onnx::ModelProto& model, int variable) {
  static const std::set<std::string> kind = {"Add",    "Cast", "Div", "Dropout", "Identity",
                                             "MatMul", "Mul",  "Neg", "Relu",    "Sub"};
  for (auto& node : *model.mutable_graph()->mutable_node()) {
    if (!kind.contains(node.op_type())) return false;
    for (auto& attribute : *node.mutable_attribute()) {
      if (attribute.name() == "axis") attribute.set_i(attribute.i() + 1);
    }
  }
  auto* type = model.mutable_graph()->mutable_input(variable)->mutable_type()->mutable_tensor_type();
  if (type->shape().dim_size() < 2) return false;
  onnx::TensorShapeProto shape;
  shape.add_dim()->set_dim_value(1);
  for (const auto& dim : type->shape().dim()) *shape.add_dim() = dim;
  *type->mutable_shape() = shape;
  return true;
}

enum class Verdict { kRefused, kElsewhere, kAgrees };

// Compares all samples with the stored output, which was rounded: to a relative 10^-5 for float, 10^-12 for
// double.
Verdict compare(const std::string& name, const onnx::ModelProto& model, const ftcert::model::Tensor& x,
                const ftcert::model::Tensor& y) {
  std::optional<Network> f;
  try {
    f = ftcert::read_onnx(name, model.SerializeAsString());
  } catch (const ftcert::Error& error) {
    // A network may be too large to be written out.
    const bool large = error.code() == ftcert::Code::kMemory || error.code() == ftcert::Code::kWork;
    BOOST_TEST((large || ftcert::exit_code(error.code()) == ftcert::kExitMalformed), error.what());
    return Verdict::kRefused;
  }
  const std::size_t samples = x.size() / f->inputs();
  BOOST_TEST(samples * f->inputs() == x.size(), name);
  BOOST_REQUIRE_EQUAL(samples * f->outputs(), y.size());
  if (samples > 1 && y.shape.dims.at(0) != samples) return Verdict::kElsewhere;
  PointMatrix points(samples, f->inputs());
  points.entries = x.numbers;
  const PointMatrix values = ftcert::evaluate_batch(*f, points);
  const Rational relative =
      y.type == ftcert::model::ElementType::kFloat64 ? ftcert::read_rational("1/1000000000000") : Rational(1, 100000);
  for (std::size_t i = 0; i < samples; ++i) {
    const std::vector<Rational> plain = f->evaluate(points.row(i));
    for (std::size_t c = 0; c < f->outputs(); ++c) {
      const Rational& rounded = y.numbers[i * f->outputs() + c];
      BOOST_TEST((plain[c] == values.row(i)[c]), name);
      BOOST_TEST((abs(plain[c] - rounded) <= relative * (abs(rounded) + 1)), name);
    }
  }
  return Verdict::kAgrees;
}

}  // namespace

BOOST_AUTO_TEST_CASE(operator_tests_of_onnx) {
  const fs::path folder = ONNX_TESTDATA;
  if (!fs::is_directory(folder)) return skip("operator tests of ONNX (package libonnx-testdata is not installed)");
  std::size_t models = 0, functions = 0, elsewhere = 0;
  std::set<std::string> agree, refused;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == "model.onnx") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    ++models;
    onnx::ModelProto model;
    BOOST_REQUIRE(model.ParseFromString(ftcert::read_file(file.string())));
    const std::string name = fs::relative(file.parent_path(), folder).string();
    std::vector<onnx::TensorProto> values;
    const fs::path set = file.parent_path() / "test_data_set_0";
    for (int i = 0; i < model.graph().input_size(); ++i) {
      values.push_back(stored(set / ("input_" + std::to_string(i) + ".pb")).value_or(onnx::TensorProto()));
    }
    const auto y = numbers(stored(set / "output_0.pb"));
    for (int i = 0; i < model.graph().input_size() && y; ++i) {
      const auto x = numbers(values[static_cast<std::size_t>(i)]);
      if (!x || !ftcert::model::is_floating(x->type)) continue;
      onnx::ModelProto one = with_one_input(model, i, values);
      for (int whole = 0; whole < 2; ++whole) {
        if (whole == 1 && !as_one_sample(one, i)) continue;
        switch (compare(name, one, *x, *y)) {
          case Verdict::kRefused:
            refused.insert(name);
            break;
          case Verdict::kElsewhere:
            ++elsewhere;
            break;
          case Verdict::kAgrees:
            agree.insert(name);
            ++functions;
        }
      }
    }
  }
  for (const std::string& name : agree) refused.erase(name);
  std::cout << models << " models: " << agree.size() << " fit (" << functions
            << " functions of one input agree with the stored "
            << "outputs, " << elsewhere << " keep their samples in another axis), " << refused.size() << " refused"
            << std::endl;
  BOOST_TEST(models == 1072u);
  BOOST_TEST(agree.size() >= 300u);
}
