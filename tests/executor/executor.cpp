// Certificates of executions against real ones: 200 of each network at each sample, in the arithmetic of this machine.
#define BOOST_TEST_MODULE executor
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "executor/tally.hpp"
#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/execution.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"
#include "support/checks.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

const std::filesystem::path kSource = FTCERT_SOURCE_DIR;
constexpr int kExecutions = 200;

Tally executed(const ExecutionCertificate& c, const Supplied& supplied = {}, int executions = kExecutions) {
  return execute_all(c, sample_values(c, c.lines, "c.ftc", supplied), executions);
}

ExecutionCertificate read(std::string_view bytes, const Supplied& supplied = {}) {
  const Certificate certificate = read_certificate("c.ftc", bytes);
  check(certificate, "c.ftc", supplied);
  return std::get<ExecutionCertificate>(certificate);
}

// The data files of a certificate of the corpus without its samples: NAME.csv, or NAME-1.csv, NAME-2.csv, ..; of NAME-external those of NAME.
std::vector<std::string> data_of(std::filesystem::path path) {
  std::string stem = path.stem().string();
  const auto named = [&](const std::string& end) { return path.replace_filename(stem + end + ".csv"); };
  if (!std::filesystem::exists(named("")) && stem.ends_with("-external")) stem.resize(stem.rfind("-external"));
  if (std::filesystem::exists(named(""))) return {path.string()};
  std::vector<std::string> parts;
  for (int i = 1; std::filesystem::exists(named('-' + std::to_string(i))); ++i) parts.push_back(path.string());
  return parts;
}

}  // namespace

BOOST_AUTO_TEST_CASE(this_machine) {
#if defined(__SSE2__)
  BOOST_TEST(flushes());
#endif
  // 2^24 + 1 + 1: the order decides, and so does the rounding.
  Program program;
  program.g = {{1, 2, {1, 1}, {16777216}}};
  std::set<double> sums;
  for (std::uint64_t run = 0; run < kExecutions; ++run) sums.insert(execute(program, {1, 1}, habits_of(run)).g[0]);
  BOOST_TEST((sums == std::set<double>{16777216, 16777218}));
  Habits up;
  up.rounding = FE_UPWARD;
  BOOST_TEST(execute(program, {1, 1}, up).g[0] == 16777220);  // 2^24 + 2, then + 1 is 2^24 + 3
}

BOOST_AUTO_TEST_CASE(every_valid_certificate) {
  std::size_t certificates = 0, sums = 0, specifications = 0;
  Tally all;
  const std::filesystem::path folder = kSource / "tests/certificates/valid";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::filesystem::path path = entry.path();
    if (path.extension() != ".ftc" || path.filename().string().find("execution") == std::string::npos) continue;
    const Certificate certificate = read_certificate("c.ftc", read_file(path));
    const auto& c = std::get<ExecutionCertificate>(certificate);
    Supplied supplied = supplied_files(std::nullopt, std::nullopt);
    if (c.external) supplied.data = data_files(data_of(path));
    const Tally tally = executed(c, supplied);
    BOOST_TEST(tally.failures() == 0U, path.filename() << ": " << tally);
    ++certificates;
    if (c.output_deviation) ++sums;
    if (c.specification) ++specifications;
    all.inexact += tally.inexact;
    all.different += tally.different;
    all.different_sums += tally.different_sums;
  }
  BOOST_TEST(certificates >= 100U);
  BOOST_TEST(sums >= 30U);
  BOOST_TEST(specifications >= 15U);
  BOOST_TEST(all.inexact > 1000U);
  BOOST_TEST(all.different >= 3U);
  BOOST_TEST(all.different_sums >= 3U);
}

namespace {

struct DataCase {
  std::string folder;
  std::size_t output, layers;
  FloatFormat arithmetic, format;
};

Subject subject_of_case(const DataCase& data) {
  SubjectRequest request;
  request.columns.labels = {"label"};
  request.columns.rounding = Rounding::kFeaturesFloat32;
  request.model_outputs = {data.output};
  request.operators = true;
  const std::filesystem::path folder = kSource / "data" / data.folder;
  return read_subject({"d.csv", read_file(folder / "changed.csv")},
                      NamedBytes{"m.onnx", read_file(folder / "model.onnx")}, request, {});
}

}  // namespace

BOOST_AUTO_TEST_CASE(networks_of_data) {
  using enum FloatFormat;
  std::size_t different = 0;
  for (const DataCase& data :
       {DataCase{"diabetes", 0, kAnyLayers, kBinary32, kBinary32}, DataCase{"diabetes", 0, 2, kBinary32, kBinary64},
        DataCase{"diabetes", 0, 2, kBinary64, kBinary64}, DataCase{"digits", 3, 2, kBinary32, kBinary32},
        DataCase{"digits", 3, 2, kBinary32, kBinary64}, DataCase{"digits", 3, 2, kBinary64, kBinary64}}) {
    const Subject subject = subject_of_case(data);
    CertifyRequest request;
    request.layers = data.layers;
    request.runs_in = data.format;
    request.input = data.arithmetic;
    request.float_weights = true;
    const CertifyResult result = certify(subject, request, {});
    BOOST_REQUIRE(result.running.has_value());
    const auto done = certify_execution(subject, result.running->network, {data.arithmetic, {}, {}}, {});
    const Supplied& supplied = subject.supplied;
    const ExecutionCertificate c = read(done.attested.bytes, supplied);
    BOOST_TEST(c.output_deviation.has_value());
    const Tally tally = executed(c, supplied);
    BOOST_TEST_MESSAGE(c.claim.text() << ": " << tally << ", largest " << tally.largest.text());
    BOOST_TEST(tally.failures() == 0U, c.claim.text() << ": " << tally);
    BOOST_TEST(tally.executions == kExecutions * c.claim.samples);
    BOOST_TEST(tally.largest.sign() > 0);
    BOOST_TEST(tally.largest_output.sign() > 0);
    BOOST_TEST(tally.different_sums > 0U);
    different += tally.different;
    BOOST_TEST(tally.kept_directed > 0U);
    // Not so loose that executions would have no chance to leave it.
    BOOST_TEST(tally.largest * Rational(1000) > c.claim.deviation);
  }
  BOOST_TEST(different > 0U);
}

// Units that are switched off by cancellation: what no certificate may say of them, executions refute.
BOOST_AUTO_TEST_CASE(sums_that_cancel_are_found_out) {
  const Subject subject = subject_of_case({"diabetes", 0, 2, FloatFormat::kBinary32, FloatFormat::kBinary32});
  CertifyRequest request;
  request.construction = "hyperplane-units";
  const CertifyResult result = certify(subject, request, {});
  const std::optional<FloatNetwork> g =
      to_format(result.certificate.g, subject.body.samples.points, FloatFormat::kBinary32);
  BOOST_REQUIRE(g.has_value());
  FTCERT_CHECK_ERROR(certify_execution(subject, *g, {FloatFormat::kBinary32, {}, {}}, {}), Code::kNotShown);
  ExecutionCertificate c(subject.body);
  c.claim = {FloatFormat::kBinary32,
             FloatFormat::kBinary32,
             g->network.depth(),
             g->network.neurons(),
             c.sample_count,
             subject.changed,
             1};
  c.centre = g->centre;
  c.g = g->network;
  const Tally tally = executed(c, subject.supplied, 20);
  BOOST_TEST(tally.moved > 0U, tally);
}

// relu(x) at 1 + 2^-24, where reading it misses 2^-24, and at 3, where the label is 1/2 away.
BOOST_AUTO_TEST_CASE(a_deviation_that_is_too_small_is_exceeded) {
  const auto certificate = [](const std::string& point, const std::string& label, const std::string& deviation) {
    return "FTCERT 1.2\nclaim execution arithmetic=binary32 g=binary32 layers=2 neurons=1 samples=1 changed=1 "
           "deviation<=" +
           deviation +
           "\ndimension 1\noutputs 1\ndata none\nmodel none\nfrozen zero\ncentre none\nnetwork g 2\nlayer 1 1\nrow 0 "
           "1\n" +
           "layer 1 1\nrow 0 1\nsamples embedded 1\nsample " + point + " : " + label +
           "\noutput-deviation none\npatched none\nEND\n";
  };
  const auto run = [&](const std::string& point, const std::string& label, const std::string& deviation) {
    return executed(std::get<ExecutionCertificate>(read_certificate("c.ftc", certificate(point, label, deviation))));
  };
  const std::string point = "16777217/16777216", label = "7/2";
  FTCERT_CHECK_ERROR(read(certificate(point, point, "1/33554432")), Code::kDeviation);
  BOOST_TEST(run(point, point, "1/33554432").far == std::size_t{kExecutions});
  BOOST_TEST(run(point, point, "1/16777216").far == 0U);
  read(certificate(point, point, "1/2097152"));
  read(certificate("3", label, "1/2"));
  FTCERT_CHECK_ERROR(read(certificate("3", label, "4503599627370495/9007199254740992")), Code::kDeviation);
  BOOST_TEST(run("3", label, "4503599627370495/9007199254740992").far == std::size_t{kExecutions});
  BOOST_TEST(run("3", label, "1/2").failures() == 0U);
}
