#include "ftcert/floats/execution_error.hpp"

#include <algorithm>

#include "ftcert/core/dyadic.hpp"
#include "ftcert/core/error.hpp"
#include "ftcert/core/rounding.hpp"
#include "ftcert/floats/row_bound.hpp"

namespace ftcert {

namespace {

// A layer as integers, transposed and with the bias as last row: (X | D) * matrix is 2^shift[r] D times the pre-activations.
struct BinaryLayer {
  IntegerMatrix matrix;
  std::vector<long> shift;
};

// Every weight is a binary number, so that the common denominator of a row is a power of two. shift_before: how the inputs are scaled.
BinaryLayer binary_layer(const AffineMap& map, const std::vector<long>& shift_before) {
  BinaryLayer layer{IntegerMatrix(map.columns + 1, map.rows), {}};
  std::vector<Rational> row(map.columns + 1);
  for (std::size_t r = 0; r < map.rows; ++r) {
    for (std::size_t c = 0; c < map.columns; ++c) row[c] = map.weight(r, c) * power_of_two(-shift_before[c]);
    row[map.columns] = map.bias[r];
    const HomogeneousVector integers = common_denominator(row);
    for (std::size_t c = 0; c <= map.columns; ++c) layer.matrix.set(c, r, integers.numerators[c]);
    layer.shift.push_back(static_cast<long>(bit_size(integers.denominator)) - 1);
  }
  return layer;
}

// Some samples on their way through the layers.
struct Chunk {
  IntegerMatrix values{0,
                       0};  // count x (width + 1): 2^shift D times the inputs of the next layer, D in the last column
  std::vector<long> shift;  // one a column
  std::vector<Bounded> bounds;  // count x width
  std::vector<Upper> denominators;
  std::vector<LastPlace> places;  // of the columns
  std::size_t first = 0, count = 0, width = 0;

  Denominator denominator(std::size_t i) const { return {values.at(i, width), denominators[i]}; }
  Rational value(std::size_t i, std::size_t j) const {
    return entry::ratio(values.at(i, j), values.at(i, width)) * power_of_two(-shift[j]);
  }
  Rational error(std::size_t i, std::size_t j) const {
    return bounds[i * width + j].error.rational() * Rational(Integer(1), to_integer(values.at(i, width)));
  }
};

class Executions {
 public:
  Executions(const FloatNetwork& g, const PointMatrix& points, FloatFormat input)
      : g_(g), points_(points), read_(input), own_(g.format), input_(input) {
    std::vector<long> shift(g.network.inputs(), 0);
    for (const AffineMap& map : g.network.layers()) {
      layers_.push_back(binary_layer(map, shift));
      bounds_.emplace_back(map, own_);
      shift = layers_.back().shift;
    }
  }

  // The outputs of g at these samples; nothing where an operation may overflow.
  std::optional<Chunk> run(std::size_t first, std::size_t count) {
    std::optional<Chunk> chunk = read(first, count);
    for (std::size_t l = 0; chunk && l < layers_.size(); ++l) chunk = layer(*chunk, l);
    if (chunk && own_.precision > read_.precision && !convert(*chunk)) chunk.reset();
    return chunk;
  }

 private:
  // Reading, conversion to the format of g, and the subtraction of the centre.
  std::optional<Chunk> read(std::size_t first, std::size_t count) {
    Chunk chunk;
    chunk.first = first, chunk.count = count, chunk.width = points_.dimension;
    PointMatrix moved(count, points_.dimension);
    std::ranges::copy(std::span(points_.entries).subspan(first * points_.dimension, count * points_.dimension),
                      moved.entries.begin());
    for (std::size_t i = 0; i < count && !g_.centre.empty(); ++i) {
      for (std::size_t j = 0; j < chunk.width; ++j) {
        if (!g_.centre[j].is_zero()) moved.row(i)[j] -= g_.centre[j];
      }
    }
    chunk.values = homogeneous_rows(moved, 0, count);
    chunk.shift.assign(chunk.width, 0);
    chunk.places.resize(chunk.width);
    for (std::size_t i = 0; i < count; ++i) {
      chunk.denominators.push_back(Upper::of(chunk.values.at(i, chunk.width), 0));
      for (std::size_t j = 0; j < chunk.width; ++j) {
        const Bounded* const bound = feature(chunk, moved, i, j);
        if (bound == nullptr) return std::nullopt;
        const Rational& x = moved.row(i)[j];
        if (!bound->error.is_zero() || x.is_zero()) continue;
        const long last = *last_place(x);
        chunk.places[j] = std::min(chunk.places[j].value_or(last), last);
      }
    }
    return chunk;
  }

  // Null: overflow.
  const Bounded* feature(Chunk& chunk, const PointMatrix& moved, std::size_t i, std::size_t j) {
    const Rational& x = points_.row(chunk.first + i)[j];
    const Denominator denominator = chunk.denominator(i);
    const bool subtracted = !g_.centre.empty() && !g_.centre[j].is_zero();
    Bounded bound{Upper::of(chunk.values.at(i, j), 0), {}};
    Bounded before = subtracted ? Bounded{Upper::of(x) * denominator.upper, {}} : bound;
    const auto step = [&](const Arithmetic& arithmetic, Bounded& value, bool exact) {
      const std::optional<Upper> error = operation_error(arithmetic, value, exact, denominator);
      if (error) value.error = *error;
      return error.has_value();
    };
    bool exact = is_number_of(input_, x);
    if (!step(read_, before, exact)) return nullptr;
    // A wider format holds every number of the narrower one.
    if (own_.precision < read_.precision) {
      exact = exact && is_number_of(g_.format, x);
      if (!step(own_, before, exact)) return nullptr;
    }
    bound.error = before.error;
    if (subtracted && !step(own_, bound, exact && is_number_of(g_.format, moved.row(i)[j]))) return nullptr;
    chunk.bounds.push_back(bound);
    return &chunk.bounds.back();
  }

  std::optional<Chunk> layer(const Chunk& before, std::size_t l) {
    Chunk after;
    after.first = before.first, after.count = before.count, after.width = layers_[l].shift.size();
    after.shift = layers_[l].shift;
    after.denominators = before.denominators;
    after.places = bounds_[l].look_at_places(before.places);
    IntegerMatrix products(after.count, after.width);
    products.set_product(before.values, layers_[l].matrix);
    after.values = IntegerMatrix(after.count, after.width + 1);
    after.bounds.resize(after.count * after.width);
    const bool last = l + 1 == layers_.size();
    for (std::size_t i = 0; i < after.count; ++i) {
      const auto inputs = std::span(before.bounds).subspan(i * before.width, before.width);
      bounds_[l].look_at(inputs);
      for (std::size_t r = 0; r < after.width; ++r) {
        const std::optional<Upper> error = bounds_[l].row(r, before.denominator(i));
        if (!error) return std::nullopt;
        MatrixEntry* value = products.at(i, r);
        if (!last && entry::sign(value) <= 0) {
          const bool off = error->at_most(value, -after.shift[r]);  // off in every execution
          after.bounds[i * after.width + r] = {{}, off ? Upper() : *error};
          continue;
        }
        after.bounds[i * after.width + r] = {Upper::of(value, -after.shift[r]), *error};
        entry::swap(after.values.at(i, r), value);
      }
      entry::set(after.values.at(i, after.width), before.values.at(i, before.width));
    }
    return after;
  }

  // The outputs brought to the model's format; a wider one holds every number.
  bool convert(Chunk& chunk) const {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      for (std::size_t j = 0; j < chunk.width; ++j) {
        Bounded& bound = chunk.bounds[i * chunk.width + j];
        if (bound.error.is_zero() && bound.magnitude.is_zero()) continue;
        const bool exact = bound.error.is_zero() && is_number_of(input_, chunk.value(i, j));
        const std::optional<Upper> error = operation_error(read_, bound, exact, chunk.denominator(i));
        if (!error) return false;
        bound.error = *error;
      }
    }
    return true;
  }

  const FloatNetwork& g_;
  const PointMatrix& points_;
  Arithmetic read_, own_;
  FloatFormat input_;
  std::vector<BinaryLayer> layers_;
  std::vector<LayerBounds> bounds_;
};

// What the samples of a chunk add.
void add(ExecutionError& result, const Chunk& chunk, const PointMatrix& residuals, FloatFormat input) {
  const Rational most = largest_power(input) * Rational(1, 2);
  for (std::size_t i = 0; i < chunk.count; ++i) {
    const auto z = residuals.row(chunk.first + i);
    const bool kept = std::ranges::all_of(z, [](const Rational& component) { return component.is_zero(); });
    bool zero = true;
    Rational& largest = kept ? result.kept_error : result.changed_error;
    for (std::size_t j = 0; j < chunk.width; ++j) {
      const Bounded& bound = chunk.bounds[i * chunk.width + j];
      if (bound.magnitude.is_zero() && bound.error.is_zero() && z[j].is_zero()) continue;
      zero = false;
      const Rational value = chunk.value(i, j), error = chunk.error(i, j);
      largest = std::max(largest, Upper::of(abs(value - z[j]) + error).rational());
      // The last Add has room for values of f up to half of the greatest numbers.
      if (abs(value) + error > most) result.finite = false;
    }
    if (kept && !zero && !result.first_moved) result.first_moved = chunk.first + i;
    if (kept)
      result.kept += 1, result.kept_zero += zero ? 1 : 0;
    else
      result.changed += 1;
  }
}

constexpr std::size_t kMostEntries = 2000000, kMostChunk = 4096;

}  // namespace

ExecutionError execution_error(const FloatNetwork& g, const PointMatrix& points, const PointMatrix& residuals,
                               FloatFormat input) {
  require(points.dimension == g.network.inputs() && residuals.dimension == g.network.outputs() &&
              residuals.count == points.count && (g.centre.empty() || g.centre.size() == points.dimension),
          "execution_error: wrong shape");
  std::size_t width = points.dimension;
  for (const AffineMap& map : g.network.layers()) width = std::max(width, map.rows);
  const std::size_t size = std::clamp(kMostEntries / (width + 1), std::size_t{1}, kMostChunk);
  Executions executions(g, points, input);
  ExecutionError result;
  result.finite = true;
  for (std::size_t first = 0; first < points.count && result.finite; first += size) {
    const std::optional<Chunk> chunk = executions.run(first, std::min(size, points.count - first));
    if (!chunk)
      result.finite = false;
    else
      add(result, *chunk, residuals, input);
  }
  return result;
}

}  // namespace ftcert
