// The verbs on bytes in memory: files by name, what is said before a failure, nothing written.
#include <boost/test/unit_test.hpp>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/supply/supply.hpp"
#include "ftcert/verbs/certify.hpp"
#include "ftcert/verbs/evaluate.hpp"
#include "ftcert/verbs/recheck.hpp"
#include "ftcert/verbs/refute.hpp"
#include "support/checks.hpp"

using namespace ftcert;

namespace {

const char* const kHat = "x,label\n-1,0\n0,0\n1,1\n2,0\n3,0\n";

DataOptions data_named(const std::string& name) {
  DataOptions input;
  input.data = {name};
  return input;
}

}  // namespace

BOOST_AUTO_TEST_CASE(files_in_memory_go_by_their_names) {
  const FilesInMemory files({{"a", "12"}, {"b", "345"}, {"a", "12"}});
  BOOST_TEST(files.bytes("b") == "345");
  BOOST_TEST(files.size() == 5U);
  BOOST_TEST(!files.named(""));
  BOOST_TEST(files.named("a")->bytes == "12");
  BOOST_TEST(files.data({"b", "a"})[1].bytes() == "12");
  BOOST_TEST(files.labels("b", {})->sha256 == sha256_hex("345"));
  BOOST_TEST(!files.labels("", {}));
  FTCERT_CHECK_ERROR(files.bytes("c"), Code::kCannotRead);
  FTCERT_CHECK_ERROR(FilesInMemory(std::vector<NamedBytes>{{"a", "1"}, {"a", "2"}}), Code::kUsage);
  FTCERT_CHECK_ERROR(FilesInMemory(std::vector<NamedBytes>{{"", "1"}}), Code::kUsage);
}

BOOST_AUTO_TEST_CASE(what_certify_answers_is_verified) {
  CertifyJob job;
  job.input = data_named("hat.csv");
  const CertifyOutcome outcome = certify(job, FilesInMemory(std::vector<NamedBytes>{{"hat.csv", kHat}}), Control{});
  const Certificate certificate = read_certificate("hat.ftc", outcome.certificate());
  BOOST_TEST("s CERTIFIED " + check(certificate, "hat.ftc").claim == outcome.said.last_line);
  BOOST_TEST(outcome.said.summary["neurons"] == 3);  // two convex kinks beside a concave one
  BOOST_TEST(outcome.exact() == nullptr);
}

// One label at one sample: a constant fits.
BOOST_AUTO_TEST_CASE(a_failure_comes_behind_what_is_known) {
  RefuteJob job;
  job.input = data_named("one.csv");
  const RefuteResult result =
      refute(job, FilesInMemory(std::vector<NamedBytes>{{"one.csv", "x,label\n0,1\n"}}), Control{});
  Said said;
  FTCERT_CHECK_ERROR(refuted_said(said, job, result), Code::kNotShown);
  BOOST_REQUIRE(!said.lines.empty());
  BOOST_TEST(said.lines[0] == "1 sample in dimension 1, 1 changed label");
  BOOST_TEST(said.last_line.empty());
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_wrong_is_said_to_be) {
  const FilesInMemory files({{"c.ftc", "FTCERT 9.0\n"}, {"f.onnx", ""}});
  Said said;
  FTCERT_CHECK_ERROR(
      recheck(said, {.certificate = "c.ftc", .data = {}, .model = "f.onnx"}, files, Control{}, std::nullopt),
      Code::kVersion);
  BOOST_TEST(said.last_line.starts_with("s NOT VERIFIED E302 line 1: "));
  BOOST_TEST(said.summary["error"] == "E302");
}

BOOST_AUTO_TEST_CASE(values_of_a_certificate_stand_in_a_table) {
  CertifyJob job;
  job.input = data_named("hat.csv");
  const std::string certificate =
      certify(job, FilesInMemory(std::vector<NamedBytes>{{"hat.csv", kHat}}), Control{}).certificate();
  EvaluateJob values;
  values.input = data_named("points.csv");
  values.certificate = "hat.ftc";
  const FilesInMemory files({{"points.csv", "x\n1\n0\n"}, {"hat.ftc", certificate}});
  Said said;
  const ValueTable table = evaluate(said, values, files, Control{}, std::nullopt);
  BOOST_TEST(table.g->row(0)[0] == 1);
  BOOST_TEST(table.g->row(1)[0] == 0);
  BOOST_TEST(value_csv(table, std::nullopt).starts_with("row,f,g,f+g\n1,0,1,1\n"));
}
