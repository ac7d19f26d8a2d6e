#include "ftcert/verbs/refute.hpp"

#include "ftcert/explain/text.hpp"
#include "ftcert/verbs/say_work.hpp"

namespace ftcert {

RefuteResult refute(const RefuteJob& job, const Files& files, const Control& control) {
  RefuteRequest request = search_request(job.search);
  request.layers = job.layers;
  request.neurons = job.neurons;
  Control search = control;
  search.jobs = job.search.jobs;
  RefuteResult result = refute(read_subject(job.input, files, search), request, search);
  expect_finished(job.search, result, result.attested.has_value());
  return result;
}

void refuted_said(Said& said, const RefuteJob& job, const RefuteResult& result, const std::string& kept) {
  said.line(
      counted(result.samples, "sample") + " in dimension " + std::to_string(result.dimension) + ", " +
      (result.specified ? std::to_string(*result.specified) + " specified" : counted(result.changed, "changed label")));
  say_kept(said, kept);
  if (!result.attested) explain_failure(said, result, job.question());
  say_bound(said, result, job.question());
  if (job.output != "-" && !job.output.empty()) said.line("Certificate: " + job.output);
  say_work(said, result.attested->work, result.attested->bytes.size());
  said.summary = refute_summary(result, job.question());
  said.last_line = "s BOUND" + result.attested->certificate.claim.verdict().substr(5);
}

}  // namespace ftcert
