#include "ftcert/audit/run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include "ftcert/audit/report/json.hpp"
#include "ftcert/audit/report/report.hpp"
#include "ftcert/audit/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"

namespace ftcert::audit {

namespace {

std::vector<const Claim*> wanted(const AuditRequest& request) {
  std::vector<const Claim*> result;
  for (const Claim* claim : claims()) {
    const bool all = request.layers.empty() || claim->layers == 0;
    if (all || std::find(request.layers.begin(), request.layers.end(), claim->layers) != request.layers.end())
      result.push_back(claim);
  }
  return result;
}

std::string picture_file(const Picture& picture) { return "pictures/" + picture.name + ".svg"; }

class Run {
 public:
  explicit Run(const AuditRequest& request)
      : request_(request),
        folder_(request.directory, audit_places()),
        claims_(wanted(request)),
        rows_(claims_.size()),
        redone_(claims_.size()),
        report_{request.options, request.layers, {}} {
    if (!request.resume && folder_.used())
      throw Error(Code::kUsage,
                  request.directory + " already holds an audit: choose another folder, or --resume to go on with it");
  }

  AuditSummary run() {
    std::vector<std::thread> threads;
    start(threads);
    const std::size_t count = threads.size() + 1;
    work();
    for (std::thread& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    AuditSummary summary = report();
    summary.threads = count;
    summary.wanted_threads = wanted_threads();
    return summary;
  }

 private:
  std::size_t wanted_threads() const { return std::max<std::size_t>(1, std::min(request_.jobs, claims_.size())); }

  // As many as there can be; this thread works, too. Stacks do not take the last memory: what the claims need is set aside meanwhile.
  void start(std::vector<std::thread>& threads) {
    constexpr std::size_t kSetAside = std::size_t{1} << 27;
    try {
      std::string set_aside;
      set_aside.reserve(kSetAside);
      for (std::size_t i = 1; i < wanted_threads(); ++i)
        threads.emplace_back([this] {
          work();
          release_thread_numbers();
        });
    } catch (const std::system_error&) {  // no thread more
    } catch (const std::bad_alloc&) {
    }
  }

  void work() {
    for (;;) {
      const std::size_t i = next_++;
      if (i >= claims_.size()) return;
      try {
        request_.control.check_stop();
        decide(i);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
        next_ = claims_.size();
        return;
      }
    }
  }

  void decide(std::size_t i) {
    const Claim& claim = *claims_[i];
    KeptRow kept = request_.resume ? keep(claim) : KeptRow{};
    const bool resumed = kept.finding.has_value();
    Finding finding = resumed ? std::move(*kept.finding) : claim.decide(request_.options);
    std::vector<Picture> pictures = pictures_of(claim, finding);
    std::vector<NamedBytes> files;
    for (const CertificateFile& c : finding.certificates) files.push_back({c.file(), c.bytes});
    for (const Picture& p : pictures) files.push_back({picture_file(p), p.svg.finish(picture_rules())});
    files.push_back({row_name(claim), row_file(report_, claim, finding)});
    request_.control.check_stop();
    folder_.put(files);
    const std::lock_guard lock(mutex_);
    rows_[i] = Row{&claim, std::move(finding), std::move(pictures)};
    redone_[i] = {std::string(claim.id), kept.reason};
    resumed_ += resumed ? 1 : 0;
    request_.progress(++decided_, claims_.size(), claim.id);
  }

  static std::string row_name(const Claim& claim) { return "rows/" + std::string(claim.id) + ".json"; }

  // The row as an earlier audit with these options left it, its certificates still as they were and valid.
  KeptRow keep(const Claim& claim) const {
    const std::optional<std::string> text = folder_.read(row_name(claim));
    if (!text) return {};
    return read_row_file(*text, report_, claim, [this](const CertificateFile& c) { return folder_.read(c.file()); });
  }

  AuditSummary report() {
    for (std::optional<Row>& row : rows_) report_.rows.push_back(std::move(*row));
    std::set<std::string> named;
    for (const Row& row : report_.rows) {
      for (const CertificateFile& c : row.finding.certificates) {
        if (!named.insert(c.file()).second) throw_contract("audit: two certificates have one name");
      }
      for (const Picture& p : row.pictures) named.insert(picture_file(p));
    }
    folder_.put({{"audit.json", json_report(report_)},
                 {"report.md", markdown_report(report_)},
                 {"report.html", html_report(report_)}});
    folder_.finish(named);
    AuditSummary summary{report_.statuses(), report_.rows.size(), report_.certificates(), resumed_, 1, 1, {}};
    for (RedoneRow& row : redone_) {
      if (!row.reason.empty()) summary.redone.push_back(std::move(row));
    }
    return summary;
  }

  const AuditRequest& request_;
  OwnedFolder folder_;
  std::vector<const Claim*> claims_;
  std::vector<std::optional<Row>> rows_;
  std::vector<RedoneRow> redone_;  // by claim; with a reason where a kept row could not be used
  Report report_;                  // without rows until all claims are decided
  std::atomic<std::size_t> next_{0};
  std::size_t decided_ = 0, resumed_ = 0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

FolderPlaces audit_places() {
  return {"audit.files",
          {"audit.json", "report.md", "report.html"},
          {{.folder = "certificates", .ending = ".ftc", .working = true, .swept = true},
           {.folder = "pictures", .ending = ".svg", .working = false, .swept = true},
           {.folder = "rows", .ending = ".json", .working = true, .swept = false}}};
}

AuditSummary run_audit(const AuditRequest& request) { return Run(request).run(); }

}  // namespace ftcert::audit
