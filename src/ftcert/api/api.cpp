// The public interface (ftcert.hpp) on top of the library: numbers and shapes in, errors and text out.
#include <new>

#include "ftcert/api/convert.hpp"
#include "ftcert/certify/certify.hpp"
#include "ftcert/certify/refute.hpp"
#include "ftcert/ftcert.hpp"
#include "ftcert/supply/supply.hpp"

namespace ftcert {
inline namespace public_api {

namespace {

// Errors of the library as those of the interface.
template <typename Work>
auto translated(const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Failure(static_cast<int>(error.code()), exit_code(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    throw Failure(static_cast<int>(Code::kMemory), kExitResources, identifier(Code::kMemory) + " memory ran out");
  }
}

Control control_of(const Limits& limits) { return {limits.progress, limits.stop, limits.most_tree_nodes}; }

Subject subject_of_table(const SampleTable& table) {
  std::optional<Network> f;
  if (table.frozen_network) f = to_network(*table.frozen_network, "f");
  return subject_of(to_samples(table), std::move(f));
}

Certified to_certified(const CertifyResult& result) {
  const InterpolationClaim& claim = result.certificate.claim;
  return {result.bytes,  claim.text(),  claim.layers,       claim.neurons,
          claim.samples, claim.changed, result.lower_bound, to_text(result.certificate.g)};
}

}  // namespace

Certified certify(const SampleTable& samples, const CertifyOptions& options, const Limits& limits) {
  return translated([&] {
    CertifyRequest request;
    request.layers = options.layers;
    request.construction = options.construction;
    return to_certified(certify(subject_of_table(samples), request, control_of(limits)));
  });
}

Certified certify_network(const SampleTable& samples, const LayerList& g, const Limits& limits) {
  return translated(
      [&] { return to_certified(certify_network(subject_of_table(samples), to_network(g, "g"), control_of(limits))); });
}

Refuted refute(const SampleTable& samples, std::size_t layers, const Limits& limits) {
  return translated([&] {
    RefuteRequest request;
    request.layers = layers;
    const RefuteResult result = refute(subject_of_table(samples), request, control_of(limits));
    if (!result.attested) return Refuted{};
    const BoundClaim& claim = result.attested->certificate.claim;
    return Refuted{result.attested->bytes, claim.verdict(), claim.neurons};
  });
}

Checked check(const std::string& certificate) {
  return translated([&] {
    const std::string name = "certificate";
    const Verdict verdict = check(read_certificate(name, decompress_if_gzip(certificate, name)), name,
                                  supplied_files(std::nullopt, std::nullopt));
    return Checked{verdict.claim, verdict.notes};
  });
}

}  // namespace public_api
}  // namespace ftcert
