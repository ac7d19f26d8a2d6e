// A failed check takes a row's status away and shows its data.
#include "ftcert/audit/finding.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/core/rational.hpp"

using namespace ftcert;
using namespace ftcert::audit;

BOOST_AUTO_TEST_CASE(a_check_that_holds_changes_nothing) {
  Finding finding(Status::kVerified, "True.");
  BOOST_TEST(finding.check(true, "N", 3));
  BOOST_TEST(finding.checks_hold());
  BOOST_CHECK(finding.status == Status::kVerified);
  BOOST_TEST(finding.verdict == "True.");
  BOOST_TEST(finding.missing == "");
}

BOOST_AUTO_TEST_CASE(a_verified_claim_is_refuted_by_the_first_failure) {
  Finding finding(Status::kVerified, "True.");
  BOOST_TEST(!finding.check(false, "N", 3, "slope", Rational(1) / 2, "T", std::string("{1}")));
  BOOST_TEST(!finding.check(false, "N", 4));
  BOOST_TEST(finding.check(true, "N", 5));
  BOOST_TEST(!finding.checks_hold());
  BOOST_CHECK(finding.status == Status::kRefuted);
  BOOST_TEST(finding.verdict == "False: N = 3, slope = 1/2, T = {1}.");
  BOOST_TEST(finding.missing == "");
}

BOOST_AUTO_TEST_CASE(a_proved_claim_and_a_search_are_undecided_by_it) {
  for (const Status status : {Status::kProved, Status::kProofGap, Status::kTrivial, Status::kUndecided}) {
    Finding finding(status, "True.");
    finding.check(false, "3N", Integer(9));
    BOOST_CHECK(finding.status == Status::kUndecided);
    BOOST_TEST(finding.verdict == "The computation found otherwise: 3N = 9.");
    BOOST_TEST(finding.missing == "why the computation disagrees with this row: 3N = 9");
    // The end of a search does not bring the status back.
    BOOST_TEST(!finding.decide(true, Status::kRefuted, "False."));
    BOOST_CHECK(finding.status == Status::kUndecided);
  }
}

BOOST_AUTO_TEST_CASE(a_search_ends_with_or_without_a_counterexample) {
  Finding finding(Status::kUndecided, "");
  BOOST_TEST(!finding.decide(false, Status::kRefuted, "False."));
  BOOST_TEST(finding.missing == "no counterexample was found");
  Finding other(Status::kUndecided, "");
  BOOST_TEST(other.decide(true, Status::kRefuted, "False."));
  BOOST_CHECK(other.status == Status::kRefuted);
  BOOST_TEST(other.verdict == "False.");
}
