#include "ftcert/supply/verdicts.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "ftcert/check/pair.hpp"
#include "ftcert/common/printable.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/files/small_file.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {

namespace {

// Calls work(), and says where it throws what the verdict is.
template <typename Work>
void give_verdict(FileVerdict& verdict, const std::string& path, const Work& work) {
  const auto reject = [&](const Error& error) {
    verdict.lines = {not_verified(error, path)};
    verdict.code = exit_code(error.code());
    verdict.certificate.reset();
    verdict.error = error;
  };
  try {
    work();
  } catch (const Error& error) {
    reject(error);
  } catch (const std::bad_alloc&) {
    reject(Error(Code::kMemory, "memory ran out (--max-memory)"));
  }
}

// What is supplied, or why it is not.
struct SuppliedFiles {
  Supplied files;
  std::optional<Error> problem;
};

SuppliedFiles supplied_to(const VerdictJob& job) {
  SuppliedFiles supplied;
  try {
    Supplied& files = supplied.files;
    files = supplied_files(std::nullopt, read_if_named(job.model), read_if_named(job.patched));
    files.data = data_files(job.data);
    files.labels = labels_file(job.labels, files.data);
    files.tensor = job.tensor;
    use_threads(files, Threads(job.jobs));
  } catch (const Error& error) {
    supplied.problem = error;
  }
  return supplied;
}

// How many items from this one on are checked at the same time: small certificates without a file beside them. Others share the limit of memory.
std::size_t side_by_side(const VerdictJob& job, std::vector<VerdictJob::Item>::const_iterator item) {
  constexpr std::size_t kSmall = std::size_t{1} << 16, kMost = 64;  // bytes; items, after which their lines are printed
  const bool files = !job.data.empty() || !job.labels.empty() || !job.model.empty() || !job.patched.empty();
  if (job.jobs == 1 || job.pair || job.verified || files) return 1;
  std::size_t count = 0;
  for (; count < kMost && item != job.items.end() && !item->problem; ++item, ++count) {
    if (!is_small_file(item->path, kSmall)) break;
  }
  return std::max<std::size_t>(count, 1);
}

}  // namespace

std::string not_verified(const Error& error, const std::string& certificate) {
  const bool ours = error.place().file == certificate && error.place().line != 0;
  return "s NOT VERIFIED " + identifier(error.code()) +
         one_line(ours ? " line " + std::to_string(error.place().line) + ": " + error.text()
                       : ": " + error.what_without_identifier());
}

FileVerdict verdict_on(const std::string& path, const std::function<std::string()>& bytes, Supplied& supplied,
                       const WorkForBytes& most_work) {
  FileVerdict result;
  give_verdict(result, path, [&] {
    const std::string text = decompress_if_gzip(bytes(), path);
    result.certificate = read_certificate(path, text);
    std::size_t read = text.size();
    for (const SuppliedData& file : supplied.data) read += file.size;
    if (supplied.labels) read += supplied.labels->size;
    supplied.most_work = most_work(read);
    const Verdict verdict = check(*result.certificate, path, supplied);
    result.lines.push_back("s VERIFIED " + verdict.claim);
    for (const std::string& note : verdict.notes) result.lines.push_back("c " + note);
  });
  return result;
}

int print_verdicts(const VerdictJob& job) {
  if (job.pair && job.items.size() != 2) throw Error(Code::kUsage, "--pair: expected a network and a bound");
  SuppliedFiles supplied = supplied_to(job);
  int code = kExitDone;
  std::vector<Certificate> read;  // of a pair
  Integer pair_work = 0;
  const auto print = [&](const FileVerdict& verdict) {
    for (const std::string& line : verdict.lines) job.print(line);
    if (code == kExitDone) code = verdict.code;
  };
  const auto verdict_of = [&](const VerdictJob::Item& item, Supplied& files) {
    const auto bytes = [&] {
      if (item.problem) throw *item.problem;
      if (supplied.problem) throw *supplied.problem;
      return read_file(item.path);
    };
    return verdict_on(item.path, bytes, files, job.most_work);
  };
  for (auto item = job.items.begin(); item != job.items.end();) {
    const std::size_t count = side_by_side(job, item);
    if (job.several) job.print("c file " + printable(item->path));  // what a limit that is met is told of
    std::vector<FileVerdict> verdicts(count);
    if (count == 1) {
      verdicts[0] = verdict_of(*item, supplied.files);
    } else {
      Threads(job.jobs)(count, [&](std::size_t k) {
        Supplied files = supplied.files;
        use_threads(files, Threads());
        verdicts[k] = verdict_of(item[static_cast<std::ptrdiff_t>(k)], files);
      });
    }
    for (FileVerdict& verdict : verdicts) {
      if (job.several && &verdict != &verdicts.front()) job.print("c file " + printable(item->path));
      print(verdict);
      const std::string& path = item++->path;
      if (!verdict.certificate) continue;
      if (job.verified) job.verified(*verdict.certificate, path, supplied.files);
      if (!job.pair) continue;
      pair_work = std::max(pair_work, *supplied.files.most_work);
      read.push_back(*std::move(verdict.certificate));
    }
  }
  if (!job.pair || code != kExitDone) return code;
  supplied.files.most_work = pair_work;
  FileVerdict pair;
  give_verdict(pair, "", [&] { pair.lines = {"s VERIFIED " + check_pair(read[0], read[1], supplied.files)}; });
  print(pair);
  return code;
}

}  // namespace ftcert
