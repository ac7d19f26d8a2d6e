#include "ftcert/audit/run.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>

#include "ftcert/audit/report/json.hpp"
#include "ftcert/audit/report/report.hpp"
#include "ftcert/audit/table.hpp"
#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"

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
        report_{request.options, request.layers, {}, !request.checker_page.empty()} {
    if (!request.resume && folder_.used())
      throw Error(Code::kUsage,
                  request.directory + " already holds an audit: choose another folder, or --resume to go on with it");
    for (const auto& [file, text] : reports()) folder_.expect_beginning(file, first_lines(text));
  }

  AuditSummary run() {
    const ThreadCount threads = Threads(request_.jobs)(claims_.size(), [this](std::size_t i) {
      request_.control.check_stop();
      decide(i);
    });
    AuditSummary summary = report();
    summary.threads = threads.started;
    summary.wanted_threads = threads.wanted;
    return summary;
  }

 private:
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

  std::vector<NamedBytes> reports() const {
    std::vector<NamedBytes> files = {{"audit.json", json_report(report_)},
                                     {"report.md", markdown_report(report_)},
                                     {"report.html", html_report(report_)}};
    if (report_.checker) files.push_back({kCheckerPage, request_.checker_page});
    return files;
  }

  // What a report of any rows begins with.
  static std::string first_lines(const std::string& text) {
    std::size_t end = 0;
    for (int line = 0; line < 3; ++line) end = text.find('\n', end) + 1;
    return text.substr(0, end);
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
    folder_.put(reports());
    folder_.finish(named);
    AuditSummary summary;
    summary.statuses = report_.statuses();
    summary.rows = report_.rows.size();
    summary.certificates = report_.certificates();
    summary.resumed = resumed_;
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
  std::size_t decided_ = 0, resumed_ = 0;
  std::mutex mutex_;
};

}  // namespace

FolderPlaces audit_places() {
  return {"audit.files",
          {"audit.json", "report.md", "report.html", kCheckerPage},
          {{.folder = "certificates", .ending = ".ftc", .working = true, .swept = true},
           {.folder = "pictures", .ending = ".svg", .working = false, .swept = true},
           {.folder = "rows", .ending = ".json", .working = true, .swept = false}}};
}

AuditSummary run_audit(const AuditRequest& request) { return Run(request).run(); }

}  // namespace ftcert::audit
