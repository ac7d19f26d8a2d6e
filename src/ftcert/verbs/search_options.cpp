#include "ftcert/verbs/search_options.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

RefuteMethod method_of(const std::string& name) {
  return name == "exhaustion"    ? RefuteMethod::kExhaust
         : name == "alternation" ? RefuteMethod::kKinks
         : name == "patterns"    ? RefuteMethod::kTrees
                                 : RefuteMethod::kAuto;
}

}  // namespace

RefuteRequest search_request(const SearchOptions& options) {
  RefuteRequest request;
  request.method = method_of(options.method);
  request.most_nodes = options.nodes;
  request.jobs = options.jobs;
  request.partial = true;
  request.state = options.state;
  request.keep = options.keep;
  return request;
}

void expect_finished(const SearchOptions& options, const RefuteResult& result, bool enough) {
  const bool time_is_over = options.time_is_over && options.time_is_over();
  if (result.stopped && !(time_is_over && enough)) throw Error(Code::kInterrupted, "stopped on request");
}

}  // namespace ftcert
