// Numbers of a model in files beside it.
#include "ftcert/files/file.hpp"
#include "ftcert/model/frozen_model.hpp"
#include "support/folder.hpp"
#include "support/onnx_builder.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::FrozenModel;
using ftcert::ModelRequest;
using ftcert::read_model;
using ftcert::test::Folder;

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

// x + c of two components, where c lies elsewhere.
std::string beside(const Entries& entries) {
  Model model({kSymbolic, 2});
  onnx::TensorProto tensor = floats({2}, {});
  tensor.set_data_location(onnx::TensorProto::EXTERNAL);
  for (const auto& [key, value] : entries) {
    auto* entry = tensor.add_external_data();
    entry->set_key(key);
    entry->set_value(value);
  }
  model.store("c", tensor);
  model.node("Add", {"x", "c"});
  return model.bytes();
}

// 3 and -5 as float32, little-endian.
const std::string kNumbers("\x00\x00\x40\x40\x00\x00\xa0\xc0", 8);

void expect_refused(const std::string& path, const Entries& entries, Code code, const std::string& words) {
  BOOST_CHECK_EXCEPTION(read_model(path, beside(entries)), ftcert::Error, [&](const ftcert::Error& error) {
    BOOST_TEST(std::string(error.what()).find(words) != std::string::npos, error.what());
    return error.code() == code && error.place().file == path;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(bytes_of_a_file) {
  const Folder folder;
  const std::string path = folder / "f.onnx";
  std::filesystem::create_directory(folder / "w");
  ftcert::write_file(folder / "f.data", "head" + kNumbers + "tail");
  ftcert::write_file(folder / "w/c", kNumbers);
  const Entries part = {{"location", "f.data"}, {"offset", "4"}, {"length", "8"}, {"checksum", "none"}};
  for (const Entries& entries : {part, Entries{{"location", "w/c"}}, Entries{{"location", "w/c"}, {"length", "8"}}}) {
    const FrozenModel f = read_model(path, beside(entries));
    BOOST_REQUIRE(f.network() != nullptr);
    expect_value(*f.network(), {1, 1}, {4, -4});
    BOOST_REQUIRE_EQUAL(f.external().size(), 1U);
    BOOST_TEST(f.external()[0].name == entries[0].second);
    const std::string file = ftcert::read_file(folder / entries[0].second);
    BOOST_TEST(f.external()[0].sha256 == ftcert::sha256_hex(file));
  }
}

// A large matrix counts by its declared size, and its bytes are found where the graph is evaluated, too.
BOOST_AUTO_TEST_CASE(known_by_values) {
  const Folder folder;
  ftcert::write_file(folder / "f.data", kNumbers);
  const FrozenModel f =
      read_model(folder / "f.onnx", beside({{"location", "f.data"}}), ModelRequest{.most_entries = 1});
  BOOST_TEST(f.network() == nullptr);
  ftcert::PointMatrix points(1, 2);
  const std::vector<std::size_t> rows = {0};
  BOOST_TEST((f.values(points, rows).entries == Point{3, -5}));
  BOOST_TEST(f.external().size() == 1U);
}

BOOST_AUTO_TEST_CASE(places_that_are_none) {
  const Folder folder;
  const std::string path = folder / "sub/f.onnx";
  std::filesystem::create_directory(folder / "sub");
  ftcert::write_file(folder / "f.data", kNumbers);
  ftcert::write_file(folder / "sub/short", "12345678901");
  for (const std::string location :
       {"../f.data", "..", ".", "./short", "a/../short", "a//short", "/etc/passwd", "a\\b", "", "short/"})
    expect_refused(path, {{"location", location}}, Code::kModelType, "below the model's folder");
  expect_refused(path, {{"location", folder / "f.data"}}, Code::kModelType, "below the model's folder");
  expect_refused(path, {{"location", std::string("a\0b", 3)}}, Code::kModelType, "below the model's folder");
  expect_refused(path, {{"location", "missing"}}, Code::kCannotRead, "no such file");
  expect_refused(path, {{"offset", "0"}}, Code::kModelType, "expected the location");
  expect_refused(path, {{"location", "short"}, {"size", "8"}}, Code::kModelType, "found 'size'");
  for (const char* number : {"-1", "", "8 ", "0x8", "99999999999999999999"})
    expect_refused(path, {{"location", "short"}, {"length", number}}, Code::kModelType, "number of bytes");
  expect_refused(path, {{"location", "short"}, {"offset", "4"}, {"length", "8"}}, Code::kModelShape, "which has 11");
  expect_refused(path, {{"location", "short"}, {"offset", "12"}}, Code::kModelShape, "which has 11");
  expect_refused(path, {{"location", "short"}}, Code::kModelShape, "11 bytes are no whole number");
  expect_refused(path, {{"location", "short"}, {"length", "4"}}, Code::kModelShape, "needs 2 numbers, found 1");
  expect_refused("-", {{"location", "short"}}, Code::kModelType, "standard input");
}
