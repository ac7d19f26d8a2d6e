// Certificates as theorems of Coq: the text. Whether Coq accepts it: tests/programs/test_explain_coq.py.
#include <boost/test/unit_test.hpp>

#include "ftcert/check/check.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/explain/theorem.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"
#include "support/checks.hpp"
#include "support/xml.hpp"

using namespace ftcert;
using ftcert::test::occurrences;

namespace {

const std::string kValid = FTCERT_SOURCE_DIR "/tests/certificates/valid/";

std::string theorem_of(const Certificate& certificate, const Supplied& supplied) {
  return std::visit([&](const auto& c) { return theorem(certificate, sample_values(c, c.lines, "c.ftc", supplied)); },
                    certificate);
}

std::string theorem_in(const std::string& name, const Supplied& supplied = {}) {
  return theorem_of(read_certificate("c.ftc", read_file(kValid + name)), supplied);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_small_bound) {
  BOOST_TEST(theorem_in("exhaustion-worked-example.ftc") ==
             R"((* Layers 2, hidden neurons 2, samples 4, changed 3.  Over every ordered field:
   every network with 1 hidden layer that, added to f, takes the label at every sample has at least 2 hidden ReLU neurons;
   the points are pairwise distinct; at 3 samples the label differs from the value of f.  Meaning.v has the definitions.
   Compile: coqc -Q build/proofs/theories FTCert FILE.v after ./run proofs *)
From Coq Require Import String List QArith.
From FTCert Require Import Certificate Meaning Certified CertifiedSound.
Import ListNotations.
Local Open Scope string_scope.
Local Open Scope Q_scope.

(* point, value of f, label *)
Definition data : list datum := [
  Datum [0 # 1] [0 # 1] [0 # 1];
  Datum [1 # 1] [0 # 1] [1 # 1];
  Datum [2 # 1] [0 # 1] [3 # 1];
  Datum [3 # 1] [0 # 1] [6 # 1]
].

(* the certificate, line by line *)
Definition certificate : list string := [
  "FTCERT 1.1";
  "claim bound layers=2 neurons=2 samples=4 changed=3";
  "dimension 1";
  "outputs 1";
  "method exhaustion";
  "data none";
  "model none";
  "frozen zero";
  "samples embedded 4";
  "sample 0 : 0";
  "sample 1 : 1";
  "sample 2 : 3";
  "sample 3 : 6";
  "line output=1 points=4";
  "at 1";
  "at 2 convex";
  "at 3 convex";
  "at 4";
  "tree sums=1 nodes=4";
  "sum positive";
  "END"
].

Theorem claim : forall F, bound_claim F 1 1 data 2 2 4 3.
Proof. intro F. apply (bound_certified F certificate). vm_cast_no_check (eq_refl true). Qed.
Print Assumptions claim.
)");
}

BOOST_AUTO_TEST_CASE(values_of_f_and_kept_labels) {
  // Sample 2: the point (3, -3/2, 2), f = (1, 7), the labels are keep and 7.
  const std::string text = theorem_in("lower-line-in-space.ftc");
  BOOST_TEST(occurrences(text, "\n  Datum [3 # 1; -3 # 2; 2 # 1] [1 # 1; 7 # 1] [1 # 1; 7 # 1];\n") == 1U);
  BOOST_TEST(occurrences(text, "\nTheorem claim : forall F, bound_claim F 3 2 data 2 2 7 3.\n") == 1U);
}

// 0 stands where the certificate has no value of f, and that is said.
BOOST_AUTO_TEST_CASE(values_of_f_that_are_not_known) {
  const std::string text = theorem_in("computed-lower-kept.ftc");
  BOOST_TEST(occurrences(text, "\n  Datum [1 # 1] [0 # 1] [0 # 1];\n  Datum [2 # 1] [2 # 1] [3 # 1];\n") == 1U);
  BOOST_TEST(occurrences(text, "\n   Where the certificate has no value of f, 0 stands for it: ") == 1U);
  BOOST_TEST(occurrences(theorem_in("computed-two-outputs.ftc"), "0 stands for it") == 0U);
}

BOOST_AUTO_TEST_CASE(long_numbers) {
  // From 201 digits on hexadecimal. 16^166 has 200 digits, 16^167 has 202.
  auto c = std::get<BoundCertificate>(read_certificate("c.ftc", read_file(kValid + "lower-worked-example.ftc")));
  const Rational last = power_of_two(4 * 166), more = power_of_two(4 * 167);
  c.samples.labels[2] = last;
  c.samples.labels[5] = Rational(-1) * more;
  c.samples.labels[6] = Rational(-1) / more;
  const std::string text = theorem_of(c, {}), zeros(167, '0');
  BOOST_TEST(occurrences(text, "\n  Datum [2 # 1] [0 # 1] [" + last.text() + " # 1];\n") == 1U);
  BOOST_TEST(occurrences(text, "\n  Datum [5 # 1] [0 # 1] [-0x1" + zeros + " # 1];\n") == 1U);
  BOOST_TEST(occurrences(text, "\n  Datum [6 # 1] [0 # 1] [-1 # 0x1" + zeros + "];\n") == 1U);
}

BOOST_AUTO_TEST_CASE(comments_stay_behind) {
  const std::string text = theorem_in("comments.ftc");
  BOOST_TEST(occurrences(text, "(*") == 3U);
  BOOST_TEST(occurrences(text, "*)") == 3U);
  BOOST_TEST(occurrences(text, "%") == 0U);
}

BOOST_AUTO_TEST_CASE(samples_in_a_file) {
  const NamedBytes data{"external.csv", read_file(kValid + "external.csv")};
  const std::string text = theorem_in("external.ftc", supplied_files(data, {}));
  BOOST_TEST(occurrences(text, "\"samples embedded 4\";\n") == 1U);
  BOOST_TEST(occurrences(text, "  \"sample ") == 4U);
  BOOST_TEST(occurrences(text, "\"data csv sha256=" + sha256_hex(data.bytes)) == 1U);
  BOOST_TEST(occurrences(text, "external") == 0U);
  FTCERT_CHECK_ERROR(theorem_in("external.ftc"), Code::kFileMissing);
}

// Written out like others, in a certificate that binds no file.
BOOST_AUTO_TEST_CASE(samples_in_several_files) {
  Supplied supplied = supplied_files({}, {});
  supplied.data = data_files({kValid + "parts-worked-example-2.csv", kValid + "parts-worked-example-1.csv"});
  const std::string text = theorem_in("parts-worked-example.ftc", supplied);
  BOOST_TEST(occurrences(text, "\"samples embedded 4\";\n") == 1U);
  BOOST_TEST(occurrences(text, "  \"sample ") == 4U);
  BOOST_TEST(occurrences(text, "\"data none\";\n") == 1U);
  BOOST_TEST(occurrences(text, "part ") == 0U);
  BOOST_TEST(occurrences(text, "\"FTCERT 1.0\";\n") == 1U);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_counted) {
  FTCERT_CHECK_ERROR(theorem_in("lower-many-layers.ftc"), Code::kNotApplicable);
  auto c = std::get<BoundCertificate>(read_certificate("c.ftc", read_file(kValid + "lower-many-layers.ftc")));
  c.claim.layers = kMostCounted;
  c.claim.neurons = kMostCounted - 1;
  BOOST_TEST(occurrences(theorem_of(c, {}), "data 1000000 999999 10 5.\n") == 1U);
}
