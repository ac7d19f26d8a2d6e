#include "ftcert/audit/run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "ftcert/audit/pictures.hpp"
#include "ftcert/audit/report.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rational.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert::audit {

namespace {

namespace fs = std::filesystem;

Json options_json(const AuditRequest& request) {
  return {{"max_samples", request.options.most_samples}, {"layers", request.layers}, {"seed", request.options.seed}};
}

std::vector<const Claim*> wanted(const AuditRequest& request) {
  std::vector<const Claim*> result;
  for (const Claim& claim : claims()) {
    const bool all = request.layers.empty() || claim.layers == 0;
    if (all || std::find(request.layers.begin(), request.layers.end(), claim.layers) != request.layers.end())
      result.push_back(&claim);
  }
  return result;
}

class Run {
 public:
  explicit Run(const AuditRequest& request)
      : request_(request), directory_(request.directory), claims_(wanted(request)), rows_(claims_.size()) {}

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
    std::optional<Json> row = request_.resume ? kept(claim) : std::nullopt;
    const bool resumed = row.has_value();
    if (!row) {
      const Finding finding = claim.decide(request_.options);
      for (const CertificateFile& file : finding.certificates)
        write_file((directory_ / "certificates" / file.name).string(), file.bytes);
      row = row_json(claim, finding);
      write_file(row_path(claim), Json{{"options", options_json(request_)}, {"row", *row}}.dump(1) + "\n");
    }
    const std::lock_guard lock(mutex_);
    rows_[i] = std::move(*row);
    resumed_ += resumed ? 1 : 0;
    request_.progress(++decided_, claims_.size(), claim.id);
  }

  std::string row_path(const Claim& claim) const {
    return (directory_ / "rows" / (std::string(claim.id) + ".json")).string();
  }

  // The row as an earlier audit with these options left it, all its certificates still as they were.
  std::optional<Json> kept(const Claim& claim) const {
    const std::string path = row_path(claim);
    if (!fs::exists(path)) return std::nullopt;
    const Json file = Json::parse(read_file(path), nullptr, false);
    if (!file.is_object() || !file.contains("options") || file["options"] != options_json(request_) ||
        !file.contains("row"))
      return std::nullopt;
    const Json& row = file["row"];
    if (!row.is_object() || !row.contains("certificates") || !row.contains("plots")) return std::nullopt;
    for (const auto& [field, words] : {std::pair{"place", claim.place},
                                       {"statement", claim.statement},
                                       {"formula", claim.formula},
                                       {"method", claim.method}}) {
      if (row.value(field, "") != words) return std::nullopt;
    }
    for (const Json& c : row["certificates"]) {
      const std::string certificate = (directory_ / c.value("file", "")).string();
      if (!fs::is_regular_file(certificate) || sha256_hex(read_file(certificate)) != c.value("sha256", ""))
        return std::nullopt;
    }
    return row;
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

  AuditSummary report() const {
    AuditSummary summary;
    summary.rows = rows_.size();
    summary.resumed = resumed_;
    std::set<std::string> named;
    for (const Json& row : rows_) {
      ++summary.statuses[row["status"].get<std::string>()];
      for (const Json& c : row["certificates"]) {
        if (!named.insert(c["file"].get<std::string>()).second) throw_contract("audit: two certificates have one name");
      }
    }
    summary.certificates = named.size();
    const Json audit{{"schema", "ftcert-audit"},
                     {"version", kSchemaVersion},
                     {"options", options_json(request_)},
                     {"statuses", summary.statuses},
                     {"rows", rows_}};
    write_file((directory_ / "audit.json").string(), audit.dump(1) + "\n");
    const ReadFile read = [this](const std::string& file) { return read_file((directory_ / file).string()); };
    for (const Json& row : rows_) {
      for (const Picture& p : pictures_of(row, read, Place::kFile)) {
        const std::string file = "pictures/" + p.name + ".svg";
        named.insert(file);
        write_file((directory_ / file).string(), p.svg);
      }
    }
    write_file((directory_ / "report.md").string(), markdown_report(audit, read));
    write_file((directory_ / "report.html").string(), html_report(audit, read));
    remove_stale(named);
    return summary;
  }

  const AuditRequest& request_;
  fs::path directory_;
  std::vector<const Claim*> claims_;
  std::vector<Json> rows_;
  std::atomic<std::size_t> next_{0};
  std::size_t decided_ = 0, resumed_ = 0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

AuditSummary run_audit(const AuditRequest& request) { return Run(request).run(); }

}  // namespace ftcert::audit
