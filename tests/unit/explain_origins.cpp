// What explanations say of models whose values alone are known, of what of a model f is, and of files beside it.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "ftcert/check/check.hpp"
#include "ftcert/explain/sample_values.hpp"
#include "ftcert/explain/theorem.hpp"
#include "ftcert/explain/words.hpp"
#include "ftcert/files/file.hpp"

using namespace ftcert;

namespace {

InterpolationCertificate certificate_in(const std::string& name) {
  const std::string path = FTCERT_SOURCE_DIR "/tests/certificates/valid/" + name + ".ftc";
  return std::get<InterpolationCertificate>(read_certificate("c.ftc", read_file(path)));
}

// In one line: words are broken where a line is full.
std::string text_of(const InterpolationCertificate& c) {
  std::string text;
  for (const std::string& line : words(c, residuals_of(c, "c.ftc", {}), {"c.ftc", {}, ""}))
    text += line.substr(std::min(line.find_first_not_of(' '), line.size())) + " ";
  return text;
}

void expect(const std::string& text, const std::string& part, bool there = true) {
  BOOST_TEST((text.find(part) != std::string::npos) == there, "'" << part << "': " << text);
}

std::string theorem_of(const InterpolationCertificate& c) { return theorem(c, sample_values(c, c.lines, "c.ftc", {})); }

}  // namespace

BOOST_AUTO_TEST_CASE(values_where_they_are_needed) {
  const std::string text = text_of(certificate_in("computed"));
  expect(text, "the certificate states its values at 3 of 4 samples, all that have a label among them.");
  expect(text,
         "It is bound as an ONNX file with SHA-256 91ecbba2a249ec52fe97fed9e7c1b9b313723e2286fe44cad4be011d00c0843c.");
  expect(text, "That the values of f are those of the function of the model file");
  expect(text_of(certificate_in("origin-nnet")), "It is bound as a .nnet file with SHA-256");
}

BOOST_AUTO_TEST_CASE(what_of_a_model_f_is) {
  const std::string tensor = text_of(certificate_in("origin-tensor-name"));
  expect(tensor, "It was read from an ONNX file");
  expect(tensor, ": f is its tensor '/model/logits ~'.");
  expect(text_of(certificate_in("origin-tensor-folded")),
         ": f is its tensor 'folded'. Each of its batch normalizations");
  expect(text_of(certificate_in("origin-tensor")), "batch normalizations", false);
  expect(text_of(certificate_in("origin-external-not-supplied")),
         "Numbers of it are in 'origin-external/more..bin' beside it");
}

// f enters a theorem by its values at all samples.
BOOST_AUTO_TEST_CASE(theorems) {
  const std::string text = theorem_of(certificate_in("computed-all-values"));
  expect(text, "Datum [2 # 1] [3 # 1] [3 # 1]");
  expect(text, "Datum [1 # 1] [1 # 1] [2 # 1]");
  expect(text, "0 stands for it", false);
  const std::string without = theorem_of(certificate_in("computed"));
  expect(without, "Datum [2 # 1] [0 # 1] [0 # 1]");
  expect(without, "0 stands for it");
}
