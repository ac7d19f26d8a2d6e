// Certificates checked, and the lines that say what came out: "s VERIFIED ..", "s NOT VERIFIED ..", "c ..".
//
// Purpose: one text for everything that checks (ftcheck, the page for a browser, Python), so that their lines cannot differ. The lines are those of
// certificate-format.md, section 13.
//
//   VerdictJob job{{{"net.ftc", {}}}};
//   job.print = [](const std::string& line) { std::cout << line << '\n'; };
//   const int code = print_verdicts(job, FilesOnDisk());   // s VERIFIED interpolation layers=2 neurons=9 samples=442 changed=20
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/check/check.hpp"
#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/supply/files.hpp"

namespace ftcert {

// Units of work that so many bytes of input may ask for.
using WorkForBytes = std::function<Integer(std::size_t bytes)>;

// "s NOT VERIFIED E204 line 12: text"; "s NOT VERIFIED E301: file: text" where the failure belongs to no line of the certificate.
std::string not_verified(const Error& error, const std::string& certificate);

struct VerdictJob {
  // A certificate by its name among the files, or why there is none.
  struct Item {
    std::string name;
    std::optional<Error> problem{};
  };
  std::vector<Item> items;
  bool several = false;  // a line "c file NAME" before each verdict
  bool pair = false;     // the items are a network and a bound for the same data
  SuppliedNames supplied{};
  Threads threads{};  // of one certificate, or of small ones side by side
  WorkForBytes most_work = most_work_for;
  std::function<void(const std::string& line)> print{};  // called for each line, without its end
  // Called for each certificate that was verified, behind its lines.
  std::function<void(const Certificate& certificate, const std::string& name, const Supplied& supplied)> verified{};
  // Called for each that was not, and for a pair that was not, behind the line that says so.
  std::function<void(const Error& error)> failed{};
};

// The exit code: that of the first item that is not verified, or 0. Errors: kUsage for a pair of another number; kInterrupted for certificates side by
// side; those of print(), verified() and failed(), which end the job.
int print_verdicts(const VerdictJob& job, const Files& files);

}  // namespace ftcert
