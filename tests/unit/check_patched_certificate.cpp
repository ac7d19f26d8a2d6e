// A patched file beside a certificate: its digest, its line, and what the verdict says of it.
#include "ftcert/supply/supply.hpp"
#include "support/patched_check.hpp"

using namespace onnx_test;
using ftcert::Code;
using ftcert::NamedBytes;
using Notes = std::vector<std::string>;

namespace {

const std::string kModel = dense_model({kSymbolic, 2}, 2, 2).bytes();

// x -> 1/2 relu(x1 - 1) in component 1.
FloatNetwork hinge(const Rational& slope = Rational(1, 2)) {
  FloatNetwork g;
  g.network = Network(2, {AffineMap(1, 2, {1, 0}, {-1}), AffineMap(1, 1, {slope}, {0})});
  return g;
}

std::string digest(const std::string& bytes) { return ftcert::sha256_hex(bytes); }

// f is 0; it is kept at (0, 0) and changed by 1 at (3, 0).
std::string certificate(const std::string& model, const std::string& patched) {
  return "FTCERT 1.2\n"
         "claim execution arithmetic=binary32 g=binary32 layers=2 neurons=1 samples=2 changed=1 deviation<=0\n"
         "dimension 2\noutputs 1\ndata none\nmodel " +
         model + (model == "none" ? "\nfrozen zero" : "\nfrozen network\nnetwork f 1\nlayer 1 2\nrow 0 0 0") +
         "\ncentre none\nnetwork g 2\nlayer 1 2\nrow -1 1 0\nlayer 1 1\nrow 0 1/2\n" +
         "samples embedded 2\nsample 0 0 : keep\nsample 3 0 : 1\noutput-deviation none\npatched " + patched + "\nEND\n";
}

std::optional<NamedBytes> file(const std::string& name, const std::string& bytes) {
  if (bytes.empty()) return std::nullopt;
  return NamedBytes{name, bytes};
}

ftcert::Verdict verdict(const std::string& text, const std::string& patched, const std::string& model,
                        const std::string& tensor = "") {
  ftcert::Supplied supplied = ftcert::supplied_files({}, file("f.onnx", model), file("p.onnx", patched));
  supplied.tensor = tensor;
  return ftcert::check(ftcert::read_certificate("c.ftc", text), "c.ftc", supplied);
}

void expect_rejected(const std::string& text, const std::string& patched, const std::string& model, Code code,
                     std::size_t line, const std::string& words) {
  const auto error = ftcert::test::error_of([&] { verdict(text, patched, model); });
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->code() == code, error->what());
  BOOST_TEST(error->place().line == line, error->what());
  BOOST_TEST(error->text().find(words) != std::string::npos, error->what());
}

const std::string kNotBounded = "f is a real function here: how its own executions round is not bounded";

}  // namespace

BOOST_AUTO_TEST_CASE(what_the_verdict_says) {
  const std::string patched = ftcert::patch_onnx("f.onnx", kModel, hinge(), {1}, {}).bytes;
  const std::string model = "onnx sha256=" + digest(kModel) + " outputs=1", bound = "onnx sha256=" + digest(patched);
  const std::string not_read = "model file not supplied: f is the network in the certificate";
  const std::string read =
      "model file: digest compared; that network f is the function of that file is not checked here";
  for (const std::string& line : {bound, std::string("none")}) {
    const std::string text = certificate(model, line);
    BOOST_TEST(
        (verdict(text, patched, kModel).notes ==
         Notes{kNotBounded, read, "patched file: its g is the certificate's, its other part is the model file"}));
    BOOST_TEST(
        (verdict(text, patched, "").notes ==
         Notes{kNotBounded, not_read,
               "patched file: its g is the certificate's; model file not supplied: its other part is not compared"}));
  }
  BOOST_TEST(verdict(certificate(model, bound), patched, kModel, "y").notes.back() ==
             "patched file: its g is the certificate's, its other part is the model file; that f is this tensor is "
             "believed");
  BOOST_TEST(verdict(certificate(model, bound), patched, "", "y").notes.back() ==
             "patched file: its g is the certificate's; model file not supplied: its other part is not compared; that "
             "f is this tensor is believed");
  const auto other = ftcert::test::error_of([&] { verdict(certificate(model, bound), patched, kModel, "h1"); });
  BOOST_TEST((other && other->code() == Code::kPatched && other->place().line == 21));
  BOOST_TEST(
      (verdict(certificate(model, bound), "", "").notes == Notes{kNotBounded, not_read, "patched file not supplied"}));
  BOOST_TEST((verdict(certificate(model, "none"), "", "").notes == Notes{kNotBounded, not_read}));
  // Without a model the outputs of g are the components from the first on.
  const std::string first = ftcert::patch_onnx("f.onnx", kModel, hinge(), {0}, {}).bytes;
  verdict(certificate("none", "none"), first, "");
  expect_rejected(certificate("none", "none"), patched, "", Code::kPatched, 18, "'p.onnx': ");
}

BOOST_AUTO_TEST_CASE(what_is_rejected) {
  const std::string patched = ftcert::patch_onnx("f.onnx", kModel, hinge(), {1}, {}).bytes;
  const std::string steeper = ftcert::patch_onnx("f.onnx", kModel, hinge(Rational(5, 8)), {1}, {}).bytes;
  const std::string model = "onnx sha256=" + digest(kModel) + " outputs=1", bound = "onnx sha256=" + digest(patched);
  expect_rejected(certificate(model, bound), steeper, "", Code::kDigestMismatch, 21, digest(steeper));
  expect_rejected(certificate(model, "none"), steeper, "", Code::kPatched, 21,
                  "'p.onnx': number 2 of 'g_weight2': expected 1/2, found the bits 3f200000");
  expect_rejected(certificate(model, "onnx sha256=" + digest(steeper)), steeper, kModel, Code::kPatched, 21,
                  "expected 1/2");
  expect_rejected(certificate(model, "none"), "no model", "", Code::kPatched, 21, "no ONNX model");
  const std::string other = dense_model({kSymbolic, 2}, 2, 2, 14).bytes();
  expect_rejected(certificate("onnx sha256=" + digest(other) + " outputs=1", bound), patched, other, Code::kPatched, 21,
                  "model file's");
  // A certificate of another kind.
  expect_rejected(
      "FTCERT 1.0\nclaim interpolation layers=2 neurons=0 samples=1 changed=0\ndimension 1\noutputs 1\n"
      "construction none\ndata none\nmodel none\nfrozen zero\nnetwork g 2\nlayer 0 1\nlayer 1 0\nrow 0\n"
      "samples embedded 1\nsample 0 : 0\nmargins\npreactivation 1 least=none nonzero=none\n"
      "projection none\nbits most=0 total=0\nEND\n",
      patched, "", Code::kNotBound, 2, "'p.onnx'");
}
