#include <memory>
#include <string>

#include "ftcert/core/error.hpp"
#include "programs/certify_input.hpp"
#include "programs/data_input.hpp"
#include "programs/outputs.hpp"

namespace ftcert {

namespace {

// The model first: no certificate binds a file that could not be written.
void write(const CertifyJob& job, const CertifyOutcome& outcome) {
  if (outcome.patched) write_file(job.patched, outcome.patched->model.bytes);
  if (!job.output.empty()) write_file(job.output, outcome.certificate());
  if (!job.exact.empty() && outcome.exact() != nullptr) write_file(job.exact, *outcome.exact());
}

void run(const CertifyInput& input) {
  const CertifyJob& job = input.job;
  if (job.construction == "list") return Report(input.common, false).print(list_constructions());
  if (job.output.empty() && job.patched.empty()) throw Error(Code::kUsage, "-o or --patch is required");
  expect_consistent(job);
  refuse_outputs({job.output, job.exact, job.patched, input.common.json}, {job.input.model, job.network},
                 files_of(job.input));
  expect_writable_folders({job.output, job.exact, job.patched, input.common.json});
  const CertifyOutcome outcome = certify(job, FilesOnDisk(), control_of(input.common));
  write(job, outcome);
  Report(input.common, job.output == "-" || job.patched == "-" || job.exact == "-").print(outcome.said);
}

}  // namespace

void add_certify(CLI::App& app) {
  auto input = std::make_shared<CertifyInput>();
  CLI::App& verb =
      *app.add_subcommand("certify", "build a network g with f+g = y at every sample, check it, write the certificate");
  add_certify_input(verb, *input);
  verb.callback([input] { run(*input); });
}

}  // namespace ftcert
