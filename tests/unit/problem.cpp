// Problem: the changed samples, and the projection that is computed once.
#include "ftcert/construct/problem/problem.hpp"

#include <barrier>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "support/checks.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

BOOST_AUTO_TEST_CASE(changed_samples_have_a_nonzero_residual) {
  PointMatrix points(4, 1), residuals(4, 2);
  points.entries = {3, 1, 2, 0};
  residuals.entries = {0, 1, 0, 0, Rational(-1, 2), 0, 0, 0};
  BOOST_TEST((Problem(points, residuals).changed() == std::vector<std::size_t>{0, 2}));
}

// Threads that ask at the same time get one object, computed once, and so do copies of the problem.
BOOST_AUTO_TEST_CASE(one_projection_for_all_threads_and_copies) {
  constexpr std::size_t kThreads = 8;
  Generator generator(1);
  for (int round = 0; round < rounds(50); ++round) {
    const std::vector<Rational> x = positions(1000, Spacing::kRandom, generator);
    const Problem problem = on_line({x, std::vector<Rational>(x.size())});
    const Problem copy = problem;
    std::vector<const Rational*> seen(kThreads);
    std::barrier start(static_cast<std::ptrdiff_t>(kThreads));
    std::vector<std::thread> threads;
    for (std::size_t k = 0; k < kThreads; ++k) {
      threads.emplace_back([&, k] {
        start.arrive_and_wait();
        seen[k] = (k % 2 == 0 ? problem : copy).projection().values.data();
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const Rational* values : seen) BOOST_REQUIRE(values == problem.projection().values.data());
    BOOST_REQUIRE(problem.projection().values == x);
  }
}

// A direction that fails is told of each time; it leaves nothing half computed.
BOOST_AUTO_TEST_CASE(a_direction_that_does_not_separate_fails_every_time) {
  PointMatrix points(2, 2), residuals(2, 1);
  points.entries = {0, 0, 0, 1};
  const Problem problem(points, residuals, std::vector<Integer>{1, 0});
  for (int call = 0; call < 2; ++call) FTCERT_CHECK_ERROR(problem.projection(), Code::kNotApplicable);
}
