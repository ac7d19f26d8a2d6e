// The algorithms of std::ranges that the sources use, where the standard library has none of them: emscripten 3.1.6 brings libc++ 13.
//
// Purpose: included before each file that is compiled for the page, so that the kernel stays one text for all compilers. Each is the algorithm of <algorithm>
// on begin and end, with a projection where one is used.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#if !defined(_LIBCPP_VERSION) || _LIBCPP_VERSION >= 15000
#error "this standard library has std::ranges: leave this file out"
#endif

namespace std::ranges {

template <class Range>
using iterator_of = decltype(std::begin(std::declval<Range&>()));

template <class Range, class Out>
struct in_out {
  iterator_of<Range> in;
  Out out;
};

// Invokes the projection of each argument, and the function of what comes out.
template <class Function, class Projection>
auto projected_call(Function& function, Projection& projection) {
  return [&](auto&&... values) -> decltype(auto) { return std::invoke(function, std::invoke(projection, values)...); };
}

template <class Range, class Value, class Projection = std::identity>
auto find(Range&& range, const Value& value, Projection projection = {}) {
  return std::find_if(std::begin(range), std::end(range),
                      [&](const auto& x) { return std::invoke(projection, x) == value; });
}

template <class Range, class Value, class Projection = std::identity>
auto count(Range&& range, const Value& value, Projection projection = {}) {
  return std::count_if(std::begin(range), std::end(range),
                       [&](const auto& x) { return std::invoke(projection, x) == value; });
}

template <class Range, class Condition, class Projection = std::identity>
auto count_if(Range&& range, Condition condition, Projection projection = {}) {
  return std::count_if(std::begin(range), std::end(range), projected_call(condition, projection));
}

template <class Range, class Condition, class Projection = std::identity>
bool any_of(Range&& range, Condition condition, Projection projection = {}) {
  return std::any_of(std::begin(range), std::end(range), projected_call(condition, projection));
}

template <class Range, class Condition, class Projection = std::identity>
bool all_of(Range&& range, Condition condition, Projection projection = {}) {
  return std::all_of(std::begin(range), std::end(range), projected_call(condition, projection));
}

template <class Range, class Condition, class Projection = std::identity>
bool none_of(Range&& range, Condition condition, Projection projection = {}) {
  return std::none_of(std::begin(range), std::end(range), projected_call(condition, projection));
}

template <class Range, class Other>
bool equal(Range&& range, Other&& other) {
  return std::equal(std::begin(range), std::end(range), std::begin(other), std::end(other));
}

template <class Range, class Other>
bool lexicographical_compare(Range&& range, Other&& other) {
  return std::lexicographical_compare(std::begin(range), std::end(range), std::begin(other), std::end(other));
}

template <class Range, class Value>
bool binary_search(Range&& range, const Value& value) {
  return std::binary_search(std::begin(range), std::end(range), value);
}

template <class Range, class Less = std::less<>, class Projection = std::identity>
auto min_element(Range&& range, Less less = {}, Projection projection = {}) {
  return std::min_element(std::begin(range), std::end(range), projected_call(less, projection));
}

template <class Range, class Same = std::equal_to<>, class Projection = std::identity>
auto adjacent_find(Range&& range, Same same = {}, Projection projection = {}) {
  return std::adjacent_find(std::begin(range), std::end(range), projected_call(same, projection));
}

template <class Range, class Out>
in_out<Range, Out> copy(Range&& range, Out out) {
  return {std::end(range), std::copy(std::begin(range), std::end(range), out)};
}

template <class Range, class Out, class Condition, class Projection = std::identity>
in_out<Range, Out> copy_if(Range&& range, Out out, Condition condition, Projection projection = {}) {
  return {std::end(range),
          std::copy_if(std::begin(range), std::end(range), out, projected_call(condition, projection))};
}

template <class Range, class Out>
in_out<Range, Out> move(Range&& range, Out out) {
  return {std::end(range), std::move(std::begin(range), std::end(range), out)};
}

template <class Range, class Out, class Function, class Projection = std::identity>
in_out<Range, Out> transform(Range&& range, Out out, Function function, Projection projection = {}) {
  return {std::end(range),
          std::transform(std::begin(range), std::end(range), out, projected_call(function, projection))};
}

template <class Range, class Less = std::less<>, class Projection = std::identity>
void sort(Range&& range, Less less = {}, Projection projection = {}) {
  std::sort(std::begin(range), std::end(range), projected_call(less, projection));
}

template <class Range, class Less = std::less<>, class Projection = std::identity>
void stable_sort(Range&& range, Less less = {}, Projection projection = {}) {
  std::stable_sort(std::begin(range), std::end(range), projected_call(less, projection));
}

template <class Range, class Place, class Less = std::less<>, class Projection = std::identity>
void nth_element(Range&& range, Place place, Less less = {}, Projection projection = {}) {
  std::nth_element(std::begin(range), place, std::end(range), projected_call(less, projection));
}

}  // namespace std::ranges
