// Compiled so that the compiler neither fuses nor folds, nor moves operations to where they round otherwise.
#include "executor/arithmetic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "support/generator.hpp"

namespace ftcert::test {

namespace {

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559);

// The wider type in which rows of T may be added, with at least 11 more bits where there is one.
template <typename T>
using Wider = std::conditional_t<std::is_same_v<T, float>, double, long double>;

class Environment {
 public:
  Environment(int rounding, [[maybe_unused]] bool flush) {
    std::fegetenv(&before_);
    std::fesetround(rounding);
#if defined(__SSE2__)
    if (flush) _mm_setcsr(_mm_getcsr() | 0x8040);  // flush to zero, denormals are zero
#endif
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { std::fesetenv(&before_); }

 private:
  std::fenv_t before_;
};

template <typename T>
struct Layer {
  std::size_t rows, columns;
  std::vector<T> weights, bias;
};

template <typename T>
std::vector<T> numbers_of(const std::vector<double>& numbers) {
  std::vector<T> result;
  for (const double number : numbers) result.push_back(static_cast<T>(number));
  return result;
}

template <typename T>
std::vector<Layer<T>> layers_of(const std::vector<FloatLayer>& layers) {
  std::vector<Layer<T>> result;
  for (const FloatLayer& l : layers)
    result.push_back({l.rows, l.columns, numbers_of<T>(l.weights), numbers_of<T>(l.bias)});
  return result;
}

template <typename T>
struct Step {
  FloatStep::Operation operation;
  std::vector<T> numbers;
};

class Machine {
 public:
  explicit Machine(const Habits& habits) : h_(habits), random_(habits.seed) {}

  template <typename T>
  T row(const T* weights, const std::vector<T>& x, T bias, const T* more) {
    return h_.wider ? static_cast<T>(row_in<Wider<T>, T>(weights, x, bias, more))
                    : row_in<T, T>(weights, x, bias, more);
  }

  // more: a term with weight 1 for each row, or nothing.
  template <typename T>
  std::vector<T> layer(const Layer<T>& map, const std::vector<T>& x, const std::vector<T>* more = nullptr) {
    std::vector<T> result;
    for (std::size_t r = 0; r < map.rows; ++r) {
      result.push_back(
          row<T>(map.weights.data() + r * map.columns, x, map.bias[r], more == nullptr ? nullptr : &(*more)[r]));
    }
    return result;
  }

  template <typename T>
  void step(const Step<T>& s, std::vector<T>& x) const {
    for (std::size_t k = 0; k < x.size(); ++k) {
      const T c = s.numbers[k];
      if (s.operation == FloatStep::kAdd) x[k] = x[k] + c;
      if (s.operation == FloatStep::kSub) x[k] = x[k] - c;
      if (s.operation == FloatStep::kMul) x[k] = x[k] * c;
      if (s.operation == FloatStep::kDiv) x[k] = h_.reciprocal ? x[k] * (T(1) / c) : x[k] / c;
    }
  }

  template <typename T>
  static void relu(std::vector<T>& x) {
    for (T& value : x) value = value > T(0) ? value : T(0);
  }

 private:
  // A sum of W of products of T. In W = T a product is rounded unless it is fused.
  template <typename W, typename T>
  W row_in(const T* weights, const std::vector<T>& x, T bias, const T* more) {
    order_.clear();
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (!h_.skip_zeros || (weights[j] != T(0) && x[j] != T(0))) order_.push_back(j);
    }
    if (h_.shuffled) shuffle(order_);
    const auto product = [&](std::size_t j) { return static_cast<W>(weights[j]) * static_cast<W>(x[j]); };
    std::vector<W> parts;
    const std::size_t lanes = lane_count();
    bool started = false;  // the bias stands in the first part
    if (h_.order == Order::kTree || h_.order == Order::kProductsFirst) {
      // In a tree leaves may be pairs, the second product fused into the first.
      for (std::size_t t = 0; t < order_.size(); ++t) {
        W value = product(order_[t]);
        if (h_.order == Order::kTree && h_.fused && t + 1 < order_.size() && random_.one_in(2)) {
          ++t;
          value = std::fma(static_cast<W>(weights[order_[t]]), static_cast<W>(x[order_[t]]), value);
        }
        parts.push_back(value);
      }
    } else {
      started = h_.bias == BiasPlace::kFirst;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        W sum = lane == 0 && started ? static_cast<W>(bias) : W(0);
        const auto [first, last, by] = lane_of(lane, lanes);
        for (std::size_t t = first; t < last; t += by) {
          const std::size_t j = order_[t];
          sum = h_.fused ? std::fma(static_cast<W>(weights[j]), static_cast<W>(x[j]), sum) : sum + product(j);
        }
        parts.push_back(sum);
      }
    }
    if (more != nullptr) parts.insert(parts.begin() + place(parts.size()), static_cast<W>(*more));
    if (!started && h_.bias == BiasPlace::kAnywhere)
      parts.insert(parts.begin() + place(parts.size()), static_cast<W>(bias));
    if (!started && h_.bias == BiasPlace::kFirst) parts.insert(parts.begin(), static_cast<W>(bias));
    const W sum = total(parts);
    return !started && h_.bias == BiasPlace::kLast ? sum + static_cast<W>(bias) : sum;
  }

  std::size_t lane_count() const {
    if (h_.order == Order::kLanes4) return 4;
    if (h_.order == Order::kLanes8) return 8;
    if (h_.order == Order::kLanes16) return 16;
    return h_.order == Order::kPieces ? 3 : 1;
  }

  struct Lane {
    std::size_t first, last, by;
  };
  Lane lane_of(std::size_t lane, std::size_t lanes) const {
    const std::size_t n = order_.size();
    if (h_.order == Order::kPieces) return {lane * n / lanes, (lane + 1) * n / lanes, 1};
    return {lane, n, lanes};
  }

  // A place among so many parts.
  std::ptrdiff_t place(std::size_t parts) { return static_cast<std::ptrdiff_t>(random_.below(parts + 1)); }

  template <typename W>
  W total(std::vector<W>& parts) {
    const bool by_chance = h_.order == Order::kTree || h_.order == Order::kProductsFirst;
    while (parts.size() > 1) {
      const std::size_t i = by_chance ? random_.below(parts.size() - 1) : 0;
      const std::size_t j = by_chance ? i + 1 + random_.below(parts.size() - 1 - i) : 1;
      parts[i] = parts[i] + parts[j];
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(j));
    }
    return parts.empty() ? W(0) : parts[0];
  }

  void shuffle(std::vector<std::size_t>& order) {
    for (std::size_t t = order.size(); t > 1; --t) std::swap(order[t - 1], order[random_.below(t)]);
  }

  const Habits& h_;
  Generator random_;
  std::vector<std::size_t> order_;
};

// A: the model's type; G: that of g.
template <typename A, typename G>
class Runner {
 public:
  explicit Runner(const Program& program)
      : centre_(numbers_of<G>(program.centre)), g_(layers_of<G>(program.g)), f_(layers_of<A>(program.f)) {
    for (const auto& some : program.f_steps) {
      steps_.emplace_back();
      for (const FloatStep& step : some) steps_.back().push_back({step.operation, numbers_of<A>(step.numbers)});
    }
  }

  struct Results {
    std::vector<A> g, f, sum;
  };

  // Not inlined: between the changes of the environment.
  [[gnu::noinline]] Results run(const std::vector<A>& point, const Habits& habits) const {
    Machine machine(habits);
    Results results;
    std::vector<G> x(point.begin(), point.end());
    if (!centre_.empty()) machine.step(Step<G>{FloatStep::kSub, centre_}, x);
    for (std::size_t l = 0; l < g_.size(); ++l) {
      if (l > 0) Machine::relu(x);
      x = machine.layer(g_[l], x);
    }
    for (const G value : x) results.g.push_back(static_cast<A>(value));
    if (f_.empty()) return results;
    std::vector<A> y = point;
    const bool joined = habits.joined && steps_.back().empty();
    for (std::size_t l = 0; l < f_.size(); ++l) {
      if (l > 0) Machine::relu(y);
      for (const Step<A>& step : steps_[l]) machine.step(step, y);
      y = machine.layer(f_[l], y, joined && l + 1 == f_.size() ? &results.g : nullptr);
    }
    for (const Step<A>& step : steps_.back()) machine.step(step, y);
    if (joined) {
      results.sum = y;
      return results;
    }
    results.f = y;
    for (std::size_t k = 0; k < y.size(); ++k) results.sum.push_back(y[k] + results.g[k]);
    return results;
  }

 private:
  std::vector<G> centre_;
  std::vector<Layer<G>> g_;
  std::vector<Layer<A>> f_;
  std::vector<std::vector<Step<A>>> steps_;
};

template <typename A, typename G>
Execution execute_in(const Program& program, const std::vector<double>& point, const Habits& habits) {
  const Runner<A, G> runner(program);
  const std::vector<A> read = numbers_of<A>(point);
  typename Runner<A, G>::Results results;
  {
    const Environment environment(habits.rounding, habits.flush);
    results = runner.run(read, habits);
  }
  const auto doubles = [](const std::vector<A>& values) { return std::vector<double>(values.begin(), values.end()); };
  return {doubles(results.g), doubles(results.f), doubles(results.sum)};
}

}  // namespace

bool flushes() {
  Program program;
  program.g = {{1, 1, {0.5}, {0}}};
  return execute(program, {static_cast<double>(std::numeric_limits<float>::min())}, {.flush = true}).g[0] == 0;
}

Execution execute(const Program& program, const std::vector<double>& point, const Habits& habits) {
  if (program.wide_model)
    return program.wide_g ? execute_in<double, double>(program, point, habits)
                          : execute_in<double, float>(program, point, habits);
  return program.wide_g ? execute_in<float, double>(program, point, habits)
                        : execute_in<float, float>(program, point, habits);
}

}  // namespace ftcert::test
