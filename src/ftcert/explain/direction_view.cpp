#include "ftcert/explain/direction_view.hpp"

#include <algorithm>

#include "ftcert/common/rational_work.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/pieces/ridge.hpp"

namespace ftcert {

namespace {

bool parallel(const std::vector<Integer>& a, const std::vector<Integer>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      if (a[i] * b[j] != a[j] * b[i]) return false;
    }
  }
  return true;
}

bool has_constant_first_layer(const Network& network) {
  const std::vector<Rational>& weights = network.layers().front().weights;
  return std::all_of(weights.begin(), weights.end(), [](const Rational& w) { return w.is_zero(); });
}

}  // namespace

Rational dot(const std::vector<Integer>& direction, std::span<const Rational> x) {
  require(direction.size() == x.size(), "dot: different dimensions");
  Rational sum;
  for (std::size_t c = 0; c < x.size(); ++c) {
    if (!direction[c].is_zero()) sum += Rational(direction[c]) * x[c];
  }
  return sum;
}

std::string direction_text(const std::vector<Integer>& direction) {
  std::string result;
  for (const Integer& entry : direction) (result += result.empty() ? "(" : ", ") += entry.str();
  return result + ")";
}

LinePieces pieces_along_direction(const Network& network, const std::vector<Integer>& direction, WorkMeter* work) {
  if (work != nullptr) {
    std::size_t bits = 0;  // of the longest entry of the line
    for (const Integer& entry : direction) bits = std::max(bits, 3 * bit_size(entry) + 64);
    work->charge(Integer(direction.size()) * shown_work(bits));
  }
  Integer square = 0;
  for (const Integer& entry : direction) square += entry * entry;
  std::vector<Rational> step;
  for (const Integer& entry : direction) step.push_back(Rational(entry, square));
  return pieces_along(network, std::vector<Rational>(step.size()), step, nullptr, work);
}

std::optional<DirectionView> view_along_direction(const Network& network, const std::vector<Integer>* projection,
                                                  const std::optional<Integer>& most_work) {
  WorkMeter work(most_work);
  DirectionView view;
  if (auto common = common_direction(network)) {
    view.direction = projection && parallel(*projection, *common) ? *projection : std::move(*common);
  } else if (has_constant_first_layer(network)) {
    view.direction.resize(network.inputs());
    view.direction[0] = 1;
    if (projection) view.direction = *projection;
  } else if (projection && network.depth() > 2) {
    view.direction = *projection;
    view.everywhere = false;
  } else {
    return std::nullopt;
  }
  view.pieces = pieces_along_direction(network, view.direction, &work);
  return view;
}

std::optional<DirectionView> view_along_direction(const InterpolationCertificate& c,
                                                  const std::optional<Integer>& most_work) {
  const auto& projection = c.margins.projection;
  return view_along_direction(c.g, projection ? &projection->direction : nullptr, most_work);
}

}  // namespace ftcert
