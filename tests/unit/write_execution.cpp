// Certificates of executions: what is read is written back, byte for byte.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "ftcert/check/check.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/write/write.hpp"
#include "support/checks.hpp"

using namespace ftcert;

namespace {

const std::filesystem::path kValid = FTCERT_SOURCE_DIR "/tests/certificates/valid";

std::string without_comments(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (text[at] != '%') result += text.substr(at, end - at);
    at = end;
  }
  return result;
}

// A certificate may name a later version than it needs; the writer names the earliest.
std::string without_version(const std::string& text) { return text.substr(text.find('\n')); }

ExecutionCertificate execution(const std::string& bytes) {
  return std::get<ExecutionCertificate>(read_certificate("c.ftc", bytes));
}

// Everything that a certificate may have: data, model, steps before, between and behind layers, a centre, labels that are kept, the deviation of
// the sum, the model to deploy.
const std::string kAll =
    "FTCERT 1.2\n"
    "claim execution arithmetic=binary64 g=binary32 layers=2 neurons=1 samples=2 changed=1 deviation<=1/128\n"
    "dimension 2\noutputs 1\ndata none\n"
    "model onnx sha256=" +
    std::string(64, 'b') +
    " outputs=0\nfrozen network\nnetwork f 2\nstep sub 1 2\nstep div 3 1/4\nlayer 2 2\nrow 1/2 3 0\nrow 0 0 -1\nstep "
    "mul 2 -2\n"
    "layer 1 2\nrow 0 1 1\nstep add 1\ncentre 1/2 0\nnetwork g 2\nlayer 1 2\nrow 0 1 1\nlayer 1 1\nrow 0 1\nsamples "
    "embedded 2\n"
    "sample 1 2 : 7/2\nsample -1 0 : keep\noutput-deviation 1/64\npatched onnx sha256=" +
    std::string(64, 'a') + "\nEND\n";

}  // namespace

BOOST_AUTO_TEST_CASE(every_valid_execution) {
  std::size_t written = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kValid)) {
    if (entry.path().extension() != ".ftc") continue;
    const std::string bytes = read_file(entry.path());
    const Certificate certificate = read_certificate("c.ftc", bytes);
    if (!std::holds_alternative<ExecutionCertificate>(certificate)) continue;
    ++written;
    const std::string text = write_certificate(certificate);
    BOOST_TEST(without_version(text) == without_version(without_comments(bytes)), entry.path());
    if (!entry.path().filename().string().starts_with("version-"))
      BOOST_TEST(text == without_comments(bytes), entry.path());
    const Certificate again = read_certificate("c.ftc", write_certificate(certificate, {"words", "more words"}));
    BOOST_TEST(write_certificate(again) == text, entry.path());
  }
  BOOST_TEST(written >= 100U);
}

BOOST_AUTO_TEST_CASE(everything_that_a_certificate_may_have) {
  const ExecutionCertificate c = execution(kAll);
  BOOST_TEST(write_certificate(c) == kAll);
  BOOST_TEST(c.claim.text() ==
             "execution arithmetic=binary64 g=binary32 layers=2 neurons=1 samples=2 changed=1 deviation<=1/128");
  BOOST_REQUIRE_EQUAL(c.operators->steps.size(), 3U);
  BOOST_TEST(c.operators->steps[0].size() == 2U);
  BOOST_TEST(c.operators->steps[1].size() == 1U);
  BOOST_TEST((c.operators->steps[2] == std::vector<ElementStep>{{ElementStep::kAdd, {1}}}));
  // ((x - 1) / 3, (y - 2) / (1/4)), then 3 a + 1/2 and -b, times 2 and -2 behind the ReLU, their sum plus 1; at (1, 2): 2 (1/2) + 1.
  BOOST_TEST(c.f->evaluate(std::vector<Rational>{1, 2})[0] == Rational(2));
  BOOST_TEST((c.centre == std::vector<Rational>{Rational(1, 2), 0}));
  BOOST_TEST(*c.output_deviation == Rational(1, 64));
  BOOST_TEST(*c.patched == std::string(64, 'a'));
  BOOST_TEST(!c.samples.labels[1].has_value());
}
