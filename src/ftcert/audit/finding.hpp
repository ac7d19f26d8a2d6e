// What the audit finds about one claim.
//
// Purpose: the verdict on a claim of the paper with everything that a reader needs to check it: theorems, certificates, a
// counterexample, tables. Invariants: a finding that is not kUndecided has an empty `missing`; kProved names a theorem; every
// certificate has been accepted by the checker.
//
//   Finding finding(Status::kRefuted, "two neurons fit four samples with one changed label");
//   finding.values.push_back({"m", "2"});
//   finding.check(kinks >= n, "N", n, "kinks", kinks);
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/core/rational.hpp"
#include "ftcert/explain/plot.hpp"

namespace ftcert::audit {

enum class Status { kProved, kVerified, kRefuted, kProofGap, kTrivial, kUndecided };
// "proved", "verified", "refuted", "proof gap", "trivial", "undecided".
std::string status_text(Status status);

// A theorem of proofs/: `name` stands in `file` (relative to the top of the source tree).
struct Theorem {
  std::string name, file;
};

enum class Role { kSupports, kContradicts };
// "supports", "contradicts".
std::string role_text(Role role);

struct CertificateFile {
  std::string name;  // of the file, "ROW.NAME.ftc"
  std::string kind;  // "interpolation", "bound"
  std::size_t layers = 0, neurons = 0, samples = 0, changed = 0;
  Role role = Role::kSupports;
  std::string says;   // what it shows about the row
  std::string bytes;  // accepted by the checker

  std::string file() const { return "certificates/" + name; }  // in the folder of an audit
};

// A number of the counterexample or of the computation, exact, by name.
struct Value {
  std::string name, value;
};

struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Finding {
  Finding(Status s, std::string v) : status(s), verdict(std::move(v)) {}

  Status status;
  std::string verdict;                // one or two sentences
  std::string set;                    // the finite set that was gone through; empty: none
  std::size_t cases = 0;              // its size
  std::vector<std::string> evidence;  // sentences
  std::vector<Value> values;
  std::vector<Theorem> theorems;
  std::vector<CertificateFile> certificates;
  std::vector<Table> tables;
  std::vector<Plot> plots;
  std::string missing;  // kUndecided: exactly what

  // The end of a search for a counterexample: when one was found the row has this status and verdict, otherwise it stays undecided
  // and says so. Returns whether one was found. A row whose check() failed stays as it is.
  bool decide(bool found, Status outcome, const std::string& words) {
    if (check_failed_) return false;
    if (!found) {
      missing = "no counterexample was found";
      return false;
    }
    status = outcome;
    verdict = words;
    return true;
  }

  // What the computation must find if the row's status is right; the rest are names and values in turn, the data that are shown if it does
  // not. The first check that fails takes the status away: a verified claim is refuted by the data; with a theorem, or with the rest of the row,
  // they cannot stand together, and the row is undecided until that is explained. Returns whether it holds.
  template <typename... Named>
  bool check(bool holds, const Named&... named) {
    static_assert(sizeof...(Named) % 2 == 0);
    if (holds || check_failed_) return holds;
    std::string data;
    std::size_t count = 0;
    const auto add = [&](const std::string& part) {
      data += count++ % 2 == 1 ? " = " + part : (data.empty() ? "" : ", ") + part;
    };
    (add(text_of(named)), ...);
    fail(data);
    return false;
  }
  bool checks_hold() const { return !check_failed_; }

 private:
  template <typename T>
  static std::string text_of(const T& value) {
    if constexpr (requires { value.text(); }) {
      return value.text();
    } else if constexpr (requires { value.str(); }) {
      return value.str();
    } else if constexpr (requires { std::to_string(value); }) {
      return std::to_string(value);
    } else {
      return value;
    }
  }
  void fail(const std::string& data);

  bool check_failed_ = false;
};

}  // namespace ftcert::audit
