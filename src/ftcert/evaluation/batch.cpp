#include "ftcert/evaluation/batch.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <span>
#include <utility>

#include "ftcert/core/error.hpp"
#include "ftcert/evaluation/digit_layer.hpp"
#include "ftcert/evaluation/integer_layer.hpp"

namespace ftcert {

namespace {

// Least |n|/d of the fractions shown for each neuron of a layer that are not 0, and whether one was 0.
class LeastFractions {
 public:
  explicit LeastFractions(std::size_t neurons) : best_(neurons, 2), order_(neurons, kNone), zero_(neurons, false) {}

  void add(std::size_t neuron, const MatrixEntry* numerator, const MatrixEntry* denominator) {
    MatrixEntry* n = best_.at(neuron, 0);
    MatrixEntry* d = best_.at(neuron, 1);
    if (entry::is_zero(numerator)) {
      zero_[neuron] = true;
    } else if (entry::is_zero(d) || comparer_.compare_magnitudes(numerator, denominator, n, d) < 0) {
      entry::set_magnitude(n, numerator);
      entry::set(d, denominator);
      order_[neuron] = order(entry::bits(n), entry::bits(d));
    }
  }

  // Whether |n|/d with at least, resp. exactly so many bits may be 0 or the least: a fraction of p and q bits is more than 2^(p-q-1) and less
  // than 2^(p-q+1).
  bool may_count(std::size_t neuron, std::size_t numerator_bits, std::size_t denominator_bits) const {
    return (numerator_bits == 0 && !zero_[neuron]) || order(numerator_bits, denominator_bits) < order_[neuron] + 2;
  }

  // The fractions shown to other.
  void add(const LeastFractions& other) {
    for (std::size_t r = 0; r < order_.size(); ++r) {
      zero_[r] = zero_[r] || other.zero_[r];
      if (other.order_[r] < order_[r] + 2 && other.order_[r] != kNone)
        add(r, other.best_.at(r, 0), other.best_.at(r, 1));
    }
  }

  // The layer's margins; neuron r's fractions are to be divided by scale[r].
  LayerMargin result(const std::vector<Integer>& scale) const {
    LayerMargin margin;
    for (std::size_t r = 0; r < scale.size(); ++r) {
      if (zero_[r]) margin.add(0);
      if (order_[r] != kNone) margin.add(entry::ratio(best_.at(r, 0), best_.at(r, 1)) / Rational(scale[r]));
    }
    return margin;
  }

 private:
  static constexpr long kNone = std::numeric_limits<long>::max() / 2;
  static long order(std::size_t numerator_bits, std::size_t denominator_bits) {
    return static_cast<long>(numerator_bits) - static_cast<long>(denominator_bits);
  }

  IntegerMatrix best_;
  std::vector<long> order_;
  std::vector<char> zero_;
  FractionComparer comparer_;
};

using MarginTrackers = std::vector<LeastFractions>;

class Batch {
 public:
  Batch(const Network& network, const PointMatrix& points) : points_(points) {
    require(points.dimension == network.inputs(), "evaluate_batch: wrong dimension");
    for (const AffineMap& map : network.layers()) {
      layers_.push_back(integer_layer(map, layers_.empty() ? std::vector<Integer>() : layers_.back().scale));
      digits_.emplace_back(layers_.back().matrix, map.rows, map.columns);
    }
  }

  // Samples first .. first+count-1; trackers: one a hidden layer, or none at all.
  void evaluate(std::size_t first, std::size_t count, PointMatrix& result, MarginTrackers& trackers) const {
    const IntegerMatrix samples = homogeneous_rows(points_, first, count);
    IntegerMatrix products(count, width(layers_.size() - 1));
    const std::size_t bits = most_bits(samples, count);
    if (stay_short(bits)) {
      by_digits(samples, count, bits, products, trackers);
    } else {
      by_matrices(samples, count, products, trackers);
    }
    set_values(products, layers_.back().scale, samples, points_.dimension,
               std::span(result.entries).subspan(first * result.dimension, count * result.dimension));
  }

  std::vector<LayerMargin> margins(const MarginTrackers& trackers) const {
    std::vector<LayerMargin> result;
    for (std::size_t l = 0; l < trackers.size(); ++l) result.push_back(trackers[l].result(layers_[l].scale));
    return result;
  }

 private:
  std::size_t width(std::size_t layer) const { return layers_[layer].scale.size(); }

  std::size_t most_bits(const IntegerMatrix& samples, std::size_t count) const {
    std::size_t most = 0;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c <= points_.dimension; ++c) most = std::max(most, entry::bits(samples.at(i, c)));
    }
    return most;
  }

  // Whether all numbers are short, for samples of at most so many bits.
  bool stay_short(std::size_t bits) const {
    std::size_t most = bits;
    for (const DigitLayer& layer : digits_) {
      if (!layer.fits()) return false;
      most = layer.result_bits(most, bits);
    }
    return most <= DigitLayer::kMostBits;
  }

  void by_digits(const IntegerMatrix& samples, std::size_t count, std::size_t bits, IntegerMatrix& products,
                 MarginTrackers& trackers) const {
    DigitRow x, denominator, product;
    for (std::size_t i = 0; i < count; ++i) {
      const MatrixEntry* common = samples.at(i, points_.dimension);
      x.reset(points_.dimension, bits);
      for (std::size_t c = 0; c < points_.dimension; ++c) x.set(c, samples.at(i, c));
      denominator.reset(1, bits);
      denominator.set(0, common);
      for (std::size_t l = 0; l < layers_.size(); ++l) {
        digits_[l].multiply(x, denominator, product);
        if (l + 1 < layers_.size()) relu(product, common, trackers.empty() ? nullptr : &trackers[l], width(l));
        std::swap(x, product);
      }
      for (std::size_t r = 0; r < width(layers_.size() - 1); ++r) x.get(r, products.at(i, r));
    }
  }

  // Shows the fractions to the tracker, and leaves what the next layer reads.
  static void relu(DigitRow& x, const MatrixEntry* denominator, LeastFractions* tracker, std::size_t width) {
    std::size_t most = 0;
    for (std::size_t r = 0; r < width; ++r) {
      const std::size_t bits = x.bits_of(r);
      if (tracker != nullptr && tracker->may_count(r, bits, entry::bits(denominator))) {
        IntegerMatrix number(1, 1);
        x.get(r, number.at(0, 0));
        tracker->add(r, number.at(0, 0), denominator);
      }
      if (x.is_negative(r)) {
        x.set_zero(r);
      } else {
        most = std::max(most, bits);
      }
    }
    x.shorten(most);
  }

  void by_matrices(const IntegerMatrix& samples, std::size_t count, IntegerMatrix& result,
                   MarginTrackers& trackers) const {
    IntegerMatrix hidden(0, 0);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      IntegerMatrix products(count, width(l));
      products.set_product(l == 0 ? samples : hidden, layers_[l].matrix);
      if (l + 1 == layers_.size()) {
        result = std::move(products);
        return;
      }
      IntegerMatrix next(count, width(l) + 1);
      for (std::size_t i = 0; i < count; ++i) {
        const MatrixEntry* denominator = samples.at(i, points_.dimension);
        for (std::size_t r = 0; r < width(l); ++r) {
          if (!trackers.empty()) trackers[l].add(r, products.at(i, r), denominator);
          if (entry::sign(products.at(i, r)) > 0) entry::swap(next.at(i, r), products.at(i, r));
        }
        entry::set(next.at(i, width(l)), denominator);
      }
      hidden = std::move(next);
    }
  }

  const PointMatrix& points_;
  std::vector<IntegerLayer> layers_;
  std::vector<DigitLayer> digits_;
};

// Samples at a time: kLeast, or what takes about a tenth of a second if it is more.
std::size_t chunk_size(const Network& network) {
  constexpr std::size_t kMostWeights = 100'000'000, kLeast = 256, kMost = 1024;
  std::size_t weights = 1;
  for (const AffineMap& map : network.layers()) weights += map.weights.size();
  return points_at_once(network.inputs(), network.layers(), std::clamp(kMostWeights / weights, kLeast, kMost));
}

PointMatrix evaluate_all(const Network& network, const PointMatrix& points, const ForChunks& for_chunks,
                         std::vector<LayerMargin>* margins) {
  const Batch batch(network, points);
  const auto new_trackers = [&] {
    MarginTrackers trackers;
    for (std::size_t l = 0; margins != nullptr && l + 1 < network.depth(); ++l)
      trackers.emplace_back(network.layers()[l].rows);
    return trackers;
  };
  MarginTrackers all = new_trackers();
  std::mutex mutex;
  PointMatrix result(points.count, network.outputs());
  const std::size_t chunk = chunk_size(network);
  for_chunks((points.count + chunk - 1) / chunk, [&](std::size_t k) {
    MarginTrackers trackers = new_trackers();
    batch.evaluate(k * chunk, std::min(chunk, points.count - k * chunk), result, trackers);
    const std::lock_guard lock(mutex);
    for (std::size_t l = 0; l < all.size(); ++l) all[l].add(trackers[l]);
  });
  if (margins != nullptr) *margins = batch.margins(all);
  return result;
}

}  // namespace

void in_turn(std::size_t chunks, const std::function<void(std::size_t)>& work) {
  for (std::size_t k = 0; k < chunks; ++k) work(k);
}

std::size_t points_at_once(std::size_t inputs, const std::vector<AffineMap>& layers, std::size_t most) {
  for (const AffineMap& map : layers) inputs = std::max(inputs, map.rows);
  return std::clamp(1'000'000 / (inputs + 1), std::size_t{1}, most);
}

PointMatrix evaluate_batch(const Network& network, const PointMatrix& points, const ForChunks& for_chunks) {
  return evaluate_all(network, points, for_chunks, nullptr);
}

Evaluation evaluate_batch_with_margins(const Network& network, const PointMatrix& points, const ForChunks& for_chunks) {
  Evaluation evaluation;
  evaluation.values = evaluate_all(network, points, for_chunks, &evaluation.layers);
  return evaluation;
}

}  // namespace ftcert
