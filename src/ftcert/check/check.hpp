// The checker: is what a certificate says true?
//
// Purpose: the part of ftcert that has to be trusted, and why a stranger need not trust any other. The kernel (core, evaluation, certificate,
// check) is all that a certificate which holds its samples needs: no file, no table, no digest. Those come from outside through Supplied. It
// trusts no statement of the certificate: everything is recomputed.
//
// Cost, K samples, D features, W weights of f and g: K W multiplications of integers over common denominators (f only where a sample has a
// label) and a sort of K points. Samples of an interpolation in several files are in memory file by file: beside them a word or a rational a sample, in
// which files are told apart (check/parts.cpp). Beside that alternation is linear in the line; signs does about m^2 scans of at most m cuts (K = 1,000,
// m = 34: 1 ms); exhaustion visits the stated number of nodes, each reading all conditions (10^6 nodes of 20 conditions: about 3 s).
//
//   const Verdict verdict = check(read_certificate(name, text), name);
//   verdict.claim;   // "interpolation layers=2 neurons=9 samples=442 changed=20", "bound layers=3 neurons>=25 samples=1000 changed=49"
//   verdict.notes;   // what was believed rather than checked; or an Error 2xx (wrong) or 5xx (a file is missing) or 404 (too much work) was thrown
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/certificate.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/evaluation/batch.hpp"

namespace ftcert {

// A file given beside the certificate.
struct SuppliedFile {
  std::string name;
  std::string bytes;   // as they are, gzip not undone
  std::string sha256;  // 64 lower-case hexadecimal digits
};

// A data file given beside the certificate. It need not be in memory: bytes() reads it, and fails unless they are those of the digest.
struct SuppliedData {
  std::string name;
  std::string sha256;
  std::size_t size = 0;                // bytes
  std::function<std::string()> bytes;  // as they are, gzip not undone
};

// A data file, and how the certificate says that the table stands in it.
struct DataSource {
  const SuppliedData& file;
  const TableForm& form;
};

// What the kernel does not do itself.
struct Supplied {
  std::vector<SuppliedData> data{};      // in any order
  std::optional<SuppliedData> labels{};  // the file with the columns of labels, where they are in a second one
  std::optional<SuppliedFile> model{};
  // SHA-256 of a file beside the model, by its path below the model's folder; nullopt: there is none. Needed with `model`.
  std::function<std::optional<std::string>(const std::string& name)> external_digest{};
  std::optional<SuppliedFile> patched{};  // a model with g in it; for a certificate of executions
  // The samples that a data file holds, and another one their labels (null: the same), merged; f where one of two equal points alone has a label. Errors
  // name the file; kDataMismatch: it has another form; kWrongCount: the files have different numbers of rows. Needed with `data`.
  std::function<Samples(const DataSource& data, const DataSource* labels, const ColumnChoice& columns,
                        const ValuesAtRows& f)>
      read_samples{};
  // Values and margins of g: the kernel's evaluation, or one that is faster where both are large.
  std::function<Evaluation(const Network& g, const PointMatrix& points)> evaluate =
      [](const auto& g, const auto& points) { return evaluate_batch_with_margins(g, points); };
  ForChunks for_chunks = in_turn;  // for f, and for enclosures
  std::optional<Integer> most_work =
      kMostWork;         // units of work (section 14) that a certificate may ask for; nullopt: any
  std::string tensor{};  // of the model: what f is in a patched file; empty: what the certificate says
};

struct Verdict {
  std::string claim;
  std::vector<std::string> notes;
  Integer work = 0;  // units that it took
};

// A certificate with any of the methods that there are. `name` is for messages. Errors: 3xx.
Certificate read_certificate(const std::string& name, std::string_view text);

// The claim in the words of the verdict line. Errors carry the certificate's line.
Verdict check(const Certificate& certificate, const std::string& name, const Supplied& supplied = {});

}  // namespace ftcert
