// Certificates checked, and the lines that say what came out: "s VERIFIED ..", "s NOT VERIFIED ..", "c ..".
//
// Purpose: one text for every program that checks (ftcheck, the page for a browser), so that their lines cannot differ. The lines are those of
// certificate-format.md, section 13.
//
//   VerdictJob job{{{"net.ftc", {}}}};
//   job.print = [](const std::string& line) { std::cout << line << '\n'; };
//   const int code = print_verdicts(job);   // s VERIFIED interpolation layers=2 neurons=9 samples=442 changed=20
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/core/error.hpp"

namespace ftcert {

// Units of work that so many bytes of input may ask for.
using WorkForBytes = std::function<Integer(std::size_t bytes)>;

// What came out for one certificate.
struct FileVerdict {
  std::vector<std::string> lines;          // the verdict first, without line ends
  int code = kExitDone;                    // the exit code
  std::optional<Certificate> certificate;  // of one that was verified
  std::optional<Error> error;              // of one that was not
};

// "s NOT VERIFIED E204 line 12: text"; "s NOT VERIFIED E301: file: text" where the failure belongs to no line of the certificate.
std::string not_verified(const Error& error, const std::string& certificate);

// bytes(): those of the certificate, gzip not undone; what it throws as an Error is the verdict. supplied.most_work becomes what the certificate was allowed.
FileVerdict verdict_on(const std::string& path, const std::function<std::string()>& bytes, Supplied& supplied,
                       const WorkForBytes& most_work = most_work_for);

struct VerdictJob {
  // A certificate by its path (-: standard input), or why there is none.
  struct Item {
    std::string path;
    std::optional<Error> problem;
  };
  std::vector<Item> items;
  bool several = false;  // a line "c file NAME" before each verdict
  bool pair = false;     // the items are a network and a bound for the same data
  // Paths of the files that certificates bind; empty: not supplied.
  std::vector<std::string> data{};
  std::string labels{}, model{}, patched{};
  std::string tensor{};  // of the model
  unsigned jobs = 1;     // threads
  WorkForBytes most_work = most_work_for;
  std::function<void(const std::string& line)> print{};  // called for each line, without its end
  // Called for each certificate that was verified, behind its lines.
  std::function<void(const Certificate& certificate, const std::string& path, const Supplied& supplied)> verified{};
};

// The exit code: that of the first item that is not verified, or 0. Errors: kUsage for a pair of another number; those of print() and verified().
int print_verdicts(const VerdictJob& job);

}  // namespace ftcert
