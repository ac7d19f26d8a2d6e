#include "ftcert/audit/run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "ftcert/audit/report/json.hpp"
#include "ftcert/audit/report/report.hpp"
#include "ftcert/audit/table.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert::audit {

namespace {

namespace fs = std::filesystem;

std::vector<const Claim*> wanted(const AuditRequest& request) {
  std::vector<const Claim*> result;
  for (const Claim* claim : claims()) {
    const bool all = request.layers.empty() || claim->layers == 0;
    if (all || std::find(request.layers.begin(), request.layers.end(), claim->layers) != request.layers.end())
      result.push_back(claim);
  }
  return result;
}

class Run {
 public:
  explicit Run(const AuditRequest& request)
      : request_(request),
        directory_(request.directory),
        claims_(wanted(request)),
        rows_(claims_.size()),
        report_{request.options, request.layers, {}} {}

  AuditSummary run() {
    prepare();
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < request_.jobs; ++i)
      threads.emplace_back([this] {
        work();
        release_thread_numbers();
      });
    work();
    for (std::thread& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    return report();
  }

 private:
  void prepare() {
    std::error_code error;
    for (const char* folder : {"certificates", "pictures", "rows"}) {
      fs::create_directories(directory_ / folder, error);
      if (error)
        throw Error(Code::kCannotWrite, {(directory_ / folder).string(), 0},
                    "cannot make this folder: " + error.message());
    }
    if (!request_.resume && (fs::exists(directory_ / "audit.json") || !fs::is_empty(directory_ / "rows"))) {
      throw Error(Code::kUsage,
                  request_.directory + " already holds an audit: choose another folder, or --resume to go on with it");
    }
  }

  void work() {
    for (;;) {
      const std::size_t i = next_++;
      if (i >= claims_.size()) return;
      try {
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
    std::optional<Finding> finding = request_.resume ? kept(claim) : std::nullopt;
    const bool resumed = finding.has_value();
    if (!finding) {
      finding = claim.decide(request_.options);
      for (const CertificateFile& c : finding->certificates) write_file(path(c.file()), c.bytes);
      write_file(row_path(claim), row_file(report_, claim, *finding));
    }
    std::vector<Picture> pictures = pictures_of(claim, *finding);
    const std::lock_guard lock(mutex_);
    rows_[i] = Row{&claim, std::move(*finding), std::move(pictures)};
    resumed_ += resumed ? 1 : 0;
    request_.progress(++decided_, claims_.size(), claim.id);
  }

  std::string path(const std::string& file) const { return (directory_ / file).string(); }
  std::string row_path(const Claim& claim) const { return path("rows/" + std::string(claim.id) + ".json"); }

  // The row as an earlier audit with these options left it, all its certificates still as they were.
  std::optional<Finding> kept(const Claim& claim) const {
    if (!fs::exists(row_path(claim))) return std::nullopt;
    return read_row_file(read_file(row_path(claim)), report_, claim,
                         [this](const CertificateFile& c) { return read_file(path(c.file())); });
  }

  // What only audits write: certificates that no row names, and beginnings of files (files/file.cpp) that an interrupted one left.
  void remove_stale(const std::set<std::string>& named) const {
    for (const auto& [folder, kind] :
         {std::pair{"certificates", ".ftc"}, {"pictures", ".svg"}, {"rows", ""}, {".", ""}}) {
      std::vector<fs::path> stale;
      for (const auto& entry : fs::directory_iterator(directory_ / folder)) {
        const fs::path name = entry.path().filename();
        const bool unnamed =
            name.extension() == kind && *kind != '\0' && !named.contains(folder + ("/" + name.string()));
        const std::string last = name.extension().string();
        const bool begun = last.starts_with(".part") && last.size() > 5 && name.stem().has_extension() &&
                           last.find_first_not_of("0123456789", 5) == std::string::npos;
        if (unnamed || begun) stale.push_back(entry.path());
      }
      for (const fs::path& path : stale) fs::remove(path);
    }
  }

  AuditSummary report() {
    for (std::optional<Row>& row : rows_) report_.rows.push_back(std::move(*row));
    std::set<std::string> named;
    for (const Row& row : report_.rows) {
      for (const CertificateFile& c : row.finding.certificates) {
        if (!named.insert(c.file()).second) throw_contract("audit: two certificates have one name");
      }
    }
    write_file(path("audit.json"), json_report(report_));
    for (const Row& row : report_.rows) {
      for (const Picture& p : row.pictures) {
        const std::string file = "pictures/" + p.name + ".svg";
        named.insert(file);
        write_file(path(file), p.svg.finish(picture_rules()));
      }
    }
    write_file(path("report.md"), markdown_report(report_));
    write_file(path("report.html"), html_report(report_));
    remove_stale(named);
    return {report_.statuses(), report_.rows.size(), report_.certificates(), resumed_};
  }

  const AuditRequest& request_;
  fs::path directory_;
  std::vector<const Claim*> claims_;
  std::vector<std::optional<Row>> rows_;
  Report report_;  // without rows until all claims are decided
  std::atomic<std::size_t> next_{0};
  std::size_t decided_ = 0, resumed_ = 0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

AuditSummary run_audit(const AuditRequest& request) { return Run(request).run(); }

}  // namespace ftcert::audit
