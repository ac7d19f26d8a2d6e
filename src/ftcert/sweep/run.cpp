#include "ftcert/sweep/run.hpp"

#include <mutex>
#include <optional>
#include <set>

#include "ftcert/common/threads.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/sweep/decide.hpp"

namespace ftcert::sweep {

namespace {

const char* const kTable = "table.jsonl";

class Run {
 public:
  explicit Run(const SweepRequest& request)
      : request_(request),
        units_(request.plan->units),
        folder_(request.directory, sweep_places(),
                std::to_string(request.rank) + "-of-" + std::to_string(request.size)) {
    for (std::size_t i = request.rank; i < units_.size(); i += request.size) share_.push_back(i);
    reasons_.resize(share_.size());
    claim_unknown();
  }

  SweepSummary run() {
    const ThreadCount threads = Threads(request_.jobs)(share_.size(), [this](std::size_t i) {
      request_.control.check_stop();
      settle(i);
    });
    summary_.threads = threads.started;
    summary_.wanted_threads = threads.wanted;
    summary_.share = share_.size();
    for (std::size_t i = 0; i < share_.size(); ++i) {
      if (!reasons_[i].empty()) summary_.redone.push_back({units_[share_[i]].id, reasons_[i]});
    }
    const Concluded concluded = folder_.conclude([this] { return look(); });
    summary_.done = concluded.done;
    summary_.repaired = concluded.repaired;
    summary_.others = concluded.others;
    return std::move(summary_);
  }

 private:
  // Files in the places of ours that nothing lists: own if they are a unit's rows, or certificates with the digests that stand there.
  void claim_unknown() {
    const std::set<std::string> unknown = folder_.unknown();
    if (unknown.empty()) return;
    for (const std::size_t i : share_) {
      const Unit& unit = units_[i];
      std::set<std::string> digests;
      for (const std::string& name : possible_files(unit)) {  // the rows come first
        if (name == row_name(unit)) {
          const std::optional<std::string> text = folder_.read(name);
          const ReadRows rows = text ? read_rows(unit, *text) : ReadRows{};
          for (const RowFacts& row : rows.facts) {
            for (const CertificateEntry& c : row.certificates) digests.insert(c.sha256);
          }
          if (text && rows.unusable.empty()) folder_.take(name);
        } else if (unknown.contains(name)) {
          const std::optional<std::string> bytes = folder_.read(name);
          if (bytes && digests.contains(sha256_hex(*bytes))) folder_.take(name);
        }
        if (folder_.unknown().contains(name)) folder_.refuse(name);
      }
    }
  }

  void settle(std::size_t i) {
    const Unit& unit = units_[share_[i]];
    const auto read = [this](const std::string& name) { return folder_.read(name); };
    const std::optional<std::string> rows = folder_.read(row_name(unit));
    const std::string reason = rows ? refusal_of(unit, *rows, read) : std::string();
    const bool kept = rows && reason.empty();
    UnitFiles files;
    if (!kept) files = decide(unit, request_.control);
    request_.control.check_stop();
    std::vector<std::string> names;
    std::set<std::string> stale;
    for (const std::string& name : possible_files(unit)) stale.insert(name);
    for (const NamedBytes& file : files) names.push_back(file.name);
    if (kept) names = names_in(unit, *rows);
    for (const std::string& name : names) stale.erase(name);
    folder_.announce(names);
    for (const NamedBytes& file : files) folder_.put(file);
    for (const std::string& name : stale) folder_.remove(name);
    const std::lock_guard lock(mutex_);
    reasons_[i] = reason;
    summary_.kept += kept ? 1 : 0;
    request_.progress(++settled_, share_.size(), unit.id);
  }

  static std::vector<std::string> names_in(const Unit& unit, const std::string& rows) {
    std::vector<std::string> names{row_name(unit)};
    for (const RowFacts& row : read_rows(unit, rows).facts) {
      for (const CertificateEntry& c : row.certificates) names.push_back(c.file);
    }
    return names;
  }

  // All rows, if all are there, with the files that they name. Of others one may be missing, and rather a late one: so that is where it looks first.
  std::optional<SharedResult> look() {
    SharedResult result;
    for (const bool own : {false, true}) {
      for (std::size_t i = units_.size(); i-- > 0;) {
        if ((i % request_.size == request_.rank) == own && !found(units_[i], result)) {
          summary_.missing = units_[i].id;
          return std::nullopt;
        }
      }
    }
    Table table;
    for (const Unit& unit : units_) table.add(unit, read_rows(unit, *folder_.read(row_name(unit))));
    if (!table.contradiction().empty()) throw Error(Code::kContradictory, table.contradiction());
    summary_.counts = table.counts();
    result.files.push_back({kTable, table.text()});
    return result;
  }

  bool found(const Unit& unit, SharedResult& result) const {
    const std::optional<std::string> rows = folder_.read(row_name(unit));
    if (!rows) return false;
    const ReadRows read = read_rows(unit, *rows);
    if (!read.unusable.empty()) return false;
    result.digests[row_name(unit)] = sha256_hex(*rows);
    for (const RowFacts& row : read.facts) {
      for (const CertificateEntry& c : row.certificates) {
        const std::optional<std::string> bytes = folder_.read(c.file);
        if (!bytes || sha256_hex(*bytes) != c.sha256) return false;
        result.digests[c.file] = c.sha256;
      }
    }
    return true;
  }

  const SweepRequest& request_;
  const std::vector<Unit>& units_;
  SharedFolder folder_;
  std::vector<std::size_t> share_;    // units of this rank
  std::vector<std::string> reasons_;  // by unit of the share; why a row that was there could not be used
  SweepSummary summary_;
  std::size_t settled_ = 0;
  std::mutex mutex_;
};

}  // namespace

SharedPlaces sweep_places() { return {"sweep.files", "sweep.journal-", {kTable}, {"rows", "certificates"}}; }

SweepSummary run_sweep(const SweepRequest& request) {
  require(request.plan != nullptr && request.rank < request.size, "sweep: a plan and a rank");
  return Run(request).run();
}

}  // namespace ftcert::sweep
