#include "ftcert/supply/verdicts.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "ftcert/check/pair.hpp"
#include "ftcert/common/printable.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

namespace {

// What came out for one certificate, or for a pair.
struct Outcome {
  std::vector<std::string> lines;          // the verdict first, without line ends
  std::optional<Certificate> certificate;  // of one that was verified
  std::optional<Error> error;              // of what was not
};

// Calls work(), and says where it throws what the verdict is.
template <typename Work>
void give_verdict(Outcome& outcome, const std::string& name, const Work& work) {
  const auto reject = [&](const Error& error) {
    outcome.lines = {not_verified(error, name)};
    outcome.certificate.reset();
    outcome.error = error;
  };
  try {
    work();
  } catch (const Error& error) {
    reject(error);
  } catch (const std::bad_alloc&) {
    reject(Error(Code::kMemory, "memory ran out (--max-memory)"));
  }
}

class Verdicts {
 public:
  Verdicts(const VerdictJob& job, const Files& files) : job_(job), files_(files) {
    try {
      supplied_ = supplied_from(files, job.supplied, job.threads);
    } catch (const Error& error) {
      problem_ = error;
    }
  }

  int print() {
    for (std::size_t first = 0; first < job_.items.size();) first += print_from(first);
    if (job_.pair && code_ == kExitDone) print_pair();
    return code_;
  }

 private:
  // The certificates from this one on that are checked at the same time. How many they were.
  std::size_t print_from(std::size_t first) {
    print_name(first);  // what a limit that is met is told of
    std::vector<std::optional<std::string>> bytes = side_by_side(first);
    std::vector<Outcome> outcomes(bytes.size());
    if (bytes.size() == 1) {
      outcomes[0] = outcome_of(job_.items[first], std::move(bytes[0]), supplied_);
    } else {
      job_.threads(bytes.size(), [&](std::size_t k) {
        Supplied supplied = supplied_;
        use_threads(supplied, Threads());
        outcomes[k] = outcome_of(job_.items[first + k], std::move(bytes[k]), supplied);
      });
    }
    for (std::size_t k = 0; k < outcomes.size(); ++k) {
      if (k > 0) print_name(first + k);
      print_outcome(outcomes[k]);
      if (outcomes[k].certificate) take(*std::move(outcomes[k].certificate), job_.items[first + k].name);
    }
    return outcomes.size();
  }

  // Bytes of certificates from this one on: small ones, of one that is not small none, as it is checked alone. Files beside certificates, and certificates
  // that are large, share the limit of memory.
  std::vector<std::optional<std::string>> side_by_side(std::size_t first) const {
    constexpr std::size_t kSmall = std::size_t{1} << 16,
                          kMost = 64;  // bytes; items, after which their lines are printed
    std::vector<std::optional<std::string>> bytes;
    const bool alone = job_.threads.jobs() == 1 || job_.pair || job_.verified || !job_.supplied.none();
    try {
      for (std::size_t i = first; !alone && i < job_.items.size() && bytes.size() < kMost; ++i) {
        if (job_.items[i].problem) break;
        std::optional<std::string> small = files_.small(job_.items[i].name, kSmall);
        if (!small) break;
        bytes.push_back(std::move(small));
      }
    } catch (const std::bad_alloc&) {  // then fewer at the same time
    }
    if (bytes.empty()) bytes.emplace_back();
    return bytes;
  }

  // bytes: of the certificate, gzip not undone, where they have been read.
  Outcome outcome_of(const VerdictJob::Item& item, std::optional<std::string> bytes, Supplied& supplied) const {
    Outcome outcome;
    give_verdict(outcome, item.name, [&] {
      if (item.problem) throw *item.problem;
      if (problem_) throw *problem_;
      const std::string text = decompress_if_gzip(bytes ? *std::move(bytes) : files_.bytes(item.name), item.name);
      outcome.certificate = read_certificate(item.name, text);
      supplied.most_work = job_.most_work(text.size() + data_bytes(supplied));
      const Verdict verdict = check(*outcome.certificate, item.name, supplied);
      outcome.lines.push_back("s VERIFIED " + verdict.claim);
      for (const std::string& note : verdict.notes) outcome.lines.push_back("c " + note);
    });
    return outcome;
  }

  void take(Certificate certificate, const std::string& name) {
    if (job_.verified) job_.verified(certificate, name, supplied_);
    if (!job_.pair) return;
    pair_work_ = std::max(pair_work_, *supplied_.most_work);
    pair_.push_back(std::move(certificate));
  }

  void print_pair() {
    supplied_.most_work = pair_work_;
    Outcome outcome;
    give_verdict(outcome, "", [&] { outcome.lines = {"s VERIFIED " + check_pair(pair_[0], pair_[1], supplied_)}; });
    print_outcome(outcome);
  }

  void print_name(std::size_t item) const {
    if (job_.several) job_.print("c file " + printable(job_.items[item].name));
  }

  void print_outcome(const Outcome& outcome) {
    require(!outcome.lines.empty(), "a verdict on each certificate");
    for (const std::string& line : outcome.lines) job_.print(line);
    if (!outcome.error) return;
    if (code_ == kExitDone) code_ = exit_code(outcome.error->code());
    if (job_.failed) job_.failed(*outcome.error);
  }

  const VerdictJob& job_;
  const Files& files_;
  Supplied supplied_;
  std::optional<Error> problem_;  // why what is named is not supplied
  std::vector<Certificate> pair_;
  Integer pair_work_ = 0;  // units: the greater of what the two were allowed
  int code_ = kExitDone;
};

}  // namespace

std::string not_verified(const Error& error, const std::string& certificate) {
  const bool ours = error.place().file == certificate && error.place().line != 0;
  return "s NOT VERIFIED " + identifier(error.code()) +
         one_line(ours ? " line " + std::to_string(error.place().line) + ": " + error.text()
                       : ": " + error.what_without_identifier());
}

int print_verdicts(const VerdictJob& job, const Files& files) {
  if (job.pair && job.items.size() != 2) throw Error(Code::kUsage, "--pair: expected a network and a bound");
  return Verdicts(job, files).print();
}

}  // namespace ftcert
