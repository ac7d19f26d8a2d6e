// Threads: every chunk once, errors of the least chunk, and evaluations that do not depend on their number.
#include "ftcert/common/threads.hpp"

#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <vector>

#include "ftcert/evaluation/batch.hpp"
#include "ftcert/evaluation/enclosure.hpp"
#include "support/checks.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using ftcert::test::Generator;

namespace {

constexpr unsigned kJobs[] = {1, 2, 3, 7};

Network random_network(Generator& random) {
  std::vector<AffineMap> maps;
  for (const auto& [rows, columns] : {std::pair<std::size_t, std::size_t>{4, 3}, {3, 4}, {2, 3}}) {
    AffineMap map(rows, columns);
    for (Rational& w : map.weights) w = Rational(random.between(-64, 64), 16);
    for (Rational& b : map.bias) b = Rational(random.between(-64, 64), 16);
    maps.push_back(std::move(map));
  }
  return Network(3, std::move(maps));
}

// So many that they are several chunks.
PointMatrix random_points(Generator& random) {
  PointMatrix points(2500 + random.below(3000), 3);
  for (Rational& x : points.entries) x = Rational(random.between(-64, 64), 16);
  return points;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_chunk_is_worked_on_once) {
  for (const unsigned jobs : kJobs) {
    for (const std::size_t chunks : {0U, 1U, 2U, 5U, 100U}) {
      std::vector<int> calls(chunks);
      Threads threads(jobs);
      const ThreadCount count = threads(chunks, [&](std::size_t k) { ++calls[k]; });
      BOOST_TEST(calls == std::vector<int>(chunks, 1), boost::test_tools::per_element());
      BOOST_TEST(count.wanted == std::max<std::size_t>(1, std::min<std::size_t>(jobs, chunks)));
      BOOST_TEST(count.started == count.wanted);
    }
  }
}

// The stacks of three threads would fit, but then the work would have nothing left: it is done by the calling thread alone.
BOOST_AUTO_TEST_CASE(no_thread_takes_the_last_memory) {
  rlimit before{};
  BOOST_REQUIRE(getrlimit(RLIMIT_DATA, &before) == 0);
  rlimit little = before;
  little.rlim_cur = 100U << 20U;
  BOOST_REQUIRE(setrlimit(RLIMIT_DATA, &little) == 0);
  std::vector<int> calls(10);
  const ThreadCount count = Threads(4)(calls.size(), [&](std::size_t k) { ++calls[k]; });
  BOOST_REQUIRE(setrlimit(RLIMIT_DATA, &before) == 0);
  BOOST_TEST(count.started == 1U);
  BOOST_TEST(count.wanted == 4U);
  BOOST_TEST(calls == std::vector<int>(10, 1), boost::test_tools::per_element());
}

// The chunks from `first` on fail: the error is that of the first, whatever the number of threads.
BOOST_AUTO_TEST_CASE(the_error_is_that_of_the_least_chunk) {
  for (int round = 0; round < test::rounds(20); ++round) {
    for (const unsigned jobs : kJobs) {
      for (const std::size_t first : {0U, 3U, 99U}) {
        const auto all = [&] {
          Threads{jobs}(100, [&](std::size_t k) {
            if (k >= first) throw Error(Code::kWrongValue, "chunk " + std::to_string(k));
          });
        };
        BOOST_CHECK_EXCEPTION(all(), Error,
                              [&](const Error& error) { return error.text() == "chunk " + std::to_string(first); });
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_stop_ends_all_threads) {
  for (const unsigned jobs : kJobs) {
    std::atomic<bool> stop = false;
    std::atomic<std::size_t> done = 0;
    const Threads threads(jobs, &stop);
    const std::function<void(std::size_t)> work = [&](std::size_t) {
      stop = true;
      ++done;
    };
    FTCERT_CHECK_ERROR(threads(1000, work), Code::kInterrupted);
    BOOST_TEST(done <= jobs);
  }
}

BOOST_AUTO_TEST_CASE(evaluations_do_not_depend_on_the_number_of_threads) {
  Generator random(1);
  for (int round = 0; round < test::rounds(4); ++round) {
    const Network network = random_network(random);
    const PointMatrix points = random_points(random);
    std::vector<LayerMargin> margins(2);
    for (std::size_t i = 0; i < points.count; ++i) {  // by the definition
      std::vector<Rational> x(points.row(i).begin(), points.row(i).end());
      for (std::size_t l = 0; l < 2; ++l) {
        const AffineMap& map = network.layers()[l];
        x = Network(map.columns, {map}).evaluate(x);
        for (Rational& value : x) {
          margins[l].add(value);
          if (value.sign() < 0) value = 0;
        }
      }
    }
    const Enclosures enclosed = enclose_patch(FloatFormat::kBinary32, FloatFormat::kBinary32, {}, network, points);
    for (const unsigned jobs : kJobs) {
      const Threads threads(jobs);
      const Evaluation evaluation = evaluate_batch_with_margins(network, points, threads);
      for (std::size_t i = 0; i < points.count; ++i) {
        const std::vector<Rational> value = network.evaluate(points.row(i));
        BOOST_REQUIRE(std::equal(value.begin(), value.end(), evaluation.values.row(i).begin()));
      }
      BOOST_TEST((evaluation.layers == margins));
      BOOST_TEST((evaluate_batch(network, points, threads).entries == evaluation.values.entries));
      const Enclosures again =
          enclose_patch(FloatFormat::kBinary32, FloatFormat::kBinary32, {}, network, points, threads);
      BOOST_TEST((again.values.entries == enclosed.values.entries));
      BOOST_TEST((again.errors.entries == enclosed.errors.entries));
    }
  }
}

// A sample of the last chunk overflows, and one of another chunk behind it does, too.
BOOST_AUTO_TEST_CASE(an_overflow_is_told_of_the_first_sample) {
  const Network network(1, {AffineMap(1, 1, {1}, {0}), AffineMap(1, 1, {1}, {0})});
  PointMatrix points(5000, 1);
  const Rational large = Rational(Integer(1) << 127);
  for (const std::vector<std::size_t>& rows : {std::vector<std::size_t>{4999}, {2000, 4999}, {4000, 100, 4999}}) {
    PointMatrix some = points;
    for (const std::size_t i : rows) some.row(i)[0] = large;
    for (const unsigned jobs : kJobs) {
      const auto enclose = [&] {
        return enclose_patch(FloatFormat::kBinary32, FloatFormat::kBinary32, {}, network, some, Threads(jobs));
      };
      BOOST_CHECK_EXCEPTION(enclose(), MayOverflow, [&](const MayOverflow& overflow) {
        return overflow.row == *std::min_element(rows.begin(), rows.end());
      });
    }
  }
}
