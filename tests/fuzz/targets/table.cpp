#include <algorithm>
#include <array>

#include "target.hpp"

namespace ftcert::fuzz {

namespace {

constexpr std::array kTargets = {
    Target{"certificate", &certificate},
    Target{"check", &check},
    Target{"number", &number},
    Target{"data-number", &data_number},
    Target{"csv", &csv},
    Target{"table", &table},
    Target{"npy", &npy},
    Target{"onnx", &onnx},
    Target{"network-table", &network_table},
    Target{"patched", &patched},
    Target{"gzip", &gzip},
    Target{"audit-row", &audit_row},
};

}  // namespace

std::span<const Target> targets() { return kTargets; }

const Target* find_target(std::string_view name) {
  const auto found = std::find_if(kTargets.begin(), kTargets.end(), [&](const Target& t) { return t.name == name; });
  return found == kTargets.end() ? nullptr : found;
}

}  // namespace ftcert::fuzz
