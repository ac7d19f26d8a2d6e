// Choosing among all constructions.
#include "ftcert/construct/choice.hpp"
#include "ftcert/construct/table.hpp"

#include <boost/test/unit_test.hpp>

#include "support/checks.hpp"
#include "support/line_data.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

LineData some_data(Generator& generator) {
  const auto count = static_cast<std::size_t>(generator.between(1, 18));
  LineData data{positions(count, Spacing::kRandom, generator), {}};
  const std::int64_t zeros = generator.between(1, 3);
  for (std::size_t i = 0; i < count; ++i)
    data.z.push_back(generator.one_in(zeros) ? generator.rational(5, 2) : Rational(0));
  return data;
}

// Two constructions that promise one neuron; only one of them can keep it.
Plan one_neuron(const Problem& problem, std::function<Network()> build) {
  require(problem.samples() == 2 && problem.dimension() == 1, "one_neuron: a line through two samples");
  return Plan{{1}, 1, std::move(build)};
}
Network decline() { throw Error(Code::kNotApplicable, "its weights are irrational"); }
const Construction kDeclines{
    "declines", "", "", "", 2, [](const Problem& problem) -> Outcome {
                               return one_neuron(problem, &decline); }};
const Construction kBroken{"broken", "", "", "", 2, [](const Problem& problem) -> Outcome {
                             return one_neuron(problem, []() -> Network { throw Error(Code::kContract, "broken"); });
                           }};
const Construction kNever{"never", "", "",
                          "",      2,  [](const Problem&) -> Outcome { return Inapplicable{"it never does"}; }};

Candidate candidate(const Construction& construction) { return {&construction, construction.depth, {}, 0, 0, {}}; }

}  // namespace

// The fewest neurons, then the fewest bits, then the first: by building everything.
BOOST_AUTO_TEST_CASE(against_building_everything) {
  Generator generator(11);
  std::size_t ties = 0, deeper = 0;
  for (int round = 0; round < rounds(120); ++round) {
    const LineData data = some_data(generator);
    const Problem problem = on_line(data);
    for (const std::size_t layers : {kAnyLayers, std::size_t{2}, std::size_t{3}, std::size_t{5}}) {
      const Choice choice = choose_construction(problem, {layers, "auto"});
      std::size_t fewest = static_cast<std::size_t>(-1), bits = 0, applicable = 0;
      const Construction* expected = nullptr;
      for (std::size_t l = 2; l <= 5; ++l) {
        if (layers != kAnyLayers && l != layers) continue;
        for (const Construction& c : constructions()) {
          if (layers == kAnyLayers && c.any_depth()) continue;
          const Outcome outcome = plan(c, problem, l);
          const auto* planned = std::get_if<Plan>(&outcome);
          if (planned == nullptr || planned->neurons() > fewest) continue;
          ++applicable;
          const std::size_t here = weight_bits(planned->build()).total;
          if (planned->neurons() == fewest && here >= bits) {
            ++ties;
            continue;
          }
          fewest = planned->neurons();
          bits = here;
          expected = &c;
        }
      }
      BOOST_REQUIRE(applicable > 0);
      const Candidate& best = choice.candidates[choice.best];
      BOOST_TEST(best.neurons == fewest);
      BOOST_TEST(weight_bits(choice.network).total == bits);
      // With equally many bits the order of the table decides.
      BOOST_TEST((best.construction == expected || weight_bits(choice.network).total == bits));
      BOOST_TEST((choice.network.widths() == best.widths));
      BOOST_TEST(choice.network.depth() == best.layers);
      if (layers != kAnyLayers) BOOST_TEST(best.layers == layers);
      if (layers == kAnyLayers && best.layers > 2) ++deeper;
      for (std::size_t i = 0; i < data.x.size(); ++i) {
        BOOST_TEST((choice.network.evaluate(std::vector<Rational>{data.x[i]})[0] == data.z[i]));
      }
      for (const Candidate& c : choice.candidates) BOOST_TEST(c.reason.empty() == !c.widths.empty());
    }
  }
  BOOST_TEST(ties > 10);
  BOOST_TEST(deeper > 10);
}

// A deeper network never needs more than one neuron a layer beyond a shallower one.
BOOST_AUTO_TEST_CASE(depth_costs_one_neuron_a_layer) {
  Generator generator(12);
  for (int round = 0; round < rounds(40); ++round) {
    const LineData data = some_data(generator);
    const Problem problem = on_line(data);
    std::size_t before = 0;
    for (std::size_t layers = 2; layers <= 7; ++layers) {
      const Choice choice = choose_construction(problem, {layers, "auto"});
      const std::size_t neurons = choice.candidates[choice.best].neurons;
      if (layers > 2) BOOST_TEST(neurons <= before + 1);
      before = neurons;
    }
  }
}

BOOST_AUTO_TEST_CASE(a_named_construction) {
  const Problem problem = on_line(LineData{{0, 1, 2, 3}, {0, 1, 0, 0}});
  const auto chosen = [&](std::size_t layers, const char* name) {
    const Choice choice = choose_construction(problem, {layers, name});
    BOOST_TEST(choice.candidates.size() == 1);
    BOOST_TEST(choice.candidates[0].construction->name == name);
    return choice.network.depth();
  };
  BOOST_TEST(chosen(2, "hats") == 2);
  BOOST_TEST(chosen(3, "sparse") == 3);
  BOOST_TEST(chosen(kAnyLayers, "sparse") == 3);
  BOOST_TEST(chosen(kAnyLayers, "stacked") == 4);
  BOOST_TEST(chosen(6, "stacked") == 6);
  BOOST_TEST(chosen(7, "embedded") == 7);
  const auto code = [&](std::size_t layers, const char* name) {
    const auto error = error_of([&] { choose_construction(problem, {layers, name}); });
    BOOST_REQUIRE(error);
    return error->code();
  };
  BOOST_TEST(code(3, "stacked") == Code::kNotApplicable);
  BOOST_TEST(code(2, "sparse") == Code::kNotApplicable);
  BOOST_TEST(code(3, "hats") == Code::kNotApplicable);
  BOOST_TEST(code(2, "no such") == Code::kUnknownName);
  BOOST_TEST(code(1, "auto") == Code::kNotApplicable);
}

// A plan that cannot be built is dropped with its reason, with a goal and without; what was built counts.
BOOST_AUTO_TEST_CASE(a_build_that_declines) {
  const LineData data{{0, 1}, {0, 2}};
  PointMatrix points(2, 1), residuals(2, 1);
  points.entries = data.x;
  residuals.entries = data.z;
  const FloatGoal goal{FloatFormat::kBinary32, Rational(1, 1000)};
  const Construction& balanced = *find_construction("balanced");
  for (const bool runs : {false, true}) {
    const Problem problem(points, residuals, std::nullopt, runs ? std::optional(goal) : std::nullopt);
    for (const bool last : {false, true}) {
      std::vector<Candidate> candidates{candidate(kDeclines), candidate(balanced), candidate(kNever)};
      if (last) std::swap(candidates[0], candidates[1]);
      const Choice choice = choose_among(candidates, problem, {2, "auto"});
      BOOST_TEST(choice.best == (last ? 0 : 1));
      const Candidate& declined = choice.candidates[1 - choice.best];
      BOOST_TEST(declined.construction->name == "declines");
      // Equally many neurons and built first, or not at all: the other is not looked at in vain.
      BOOST_TEST(declined.reason == "its weights are irrational");
      BOOST_TEST(declined.widths.empty());
      BOOST_TEST(choice.candidates[2].reason == "it never does");
      BOOST_TEST(choice.network.evaluate(std::vector<Rational>{1})[0] == Rational(2));
    }
    const auto code = [&](const Construction& construction) {
      const auto error = error_of([&] { choose_among({candidate(construction)}, problem, {2, "auto"}); });
      BOOST_REQUIRE(error);
      return error->code();
    };
    BOOST_TEST(code(kBroken) == Code::kContract);
    BOOST_TEST(code(kDeclines) == (runs ? Code::kNotShown : Code::kNotApplicable));
    BOOST_TEST(code(kNever) == Code::kNotApplicable);
  }
  const Problem problem(points, residuals);
  const auto error = error_of([&] { choose_among({candidate(kDeclines), candidate(kNever)}, problem, {2, "auto"}); });
  BOOST_REQUIRE(error);
  BOOST_TEST(error->text() ==
             "construction 'declines' does not apply: its weights are irrational\n"
             "  construction 'never' does not apply: it never does");
}

namespace {

// Plans of so many neurons, counted; the networks are hinges that none of the samples sees.
std::size_t planned = 0;

template <std::size_t neurons>
Outcome some_neurons(const Problem& problem) {
  ++planned;
  return Plan{{neurons}, neurons, [&problem] {
                AffineMap hidden(neurons, problem.dimension()), outer(1, neurons);
                return Network(problem.dimension(), {std::move(hidden), std::move(outer)});
              }};
}

template <std::size_t neurons>
std::size_t at_least(const Problem&) {
  return neurons;
}

}  // namespace

// Of many numbers, plans that cannot win are not made; of few, all are.
BOOST_AUTO_TEST_CASE(plans_that_cannot_win) {
  const Construction early{"early", "", "", "", 2, &some_neurons<2>, nullptr, &at_least<1>};
  const Construction late{"late", "", "", "", 2, &some_neurons<3>, nullptr, &at_least<3>};
  const Construction unknown{"unknown", "", "", "", 2, &some_neurons<2>};
  const Construction declines{"declines", "",          "",
                              "",         2,           [](const Problem&) -> Outcome { return Plan{{1}, 1, &decline}; },
                              nullptr,    &at_least<1>};
  for (const std::size_t samples : {std::size_t{4}, std::size_t{250'000}}) {
    const bool many = samples > 4;
    PointMatrix points(samples, 2);
    for (std::size_t i = 0; i < samples; ++i) points.row(i)[0] = Rational(static_cast<std::int64_t>(i));
    const Problem problem(std::move(points), PointMatrix(samples, 1));
    planned = 0;
    const Choice choice = choose_among({candidate(late), candidate(unknown), candidate(early)}, problem, {});
    BOOST_TEST(planned == (many ? 2U : 3U));  // one neuron would be possible for `unknown`
    BOOST_TEST(choice.candidates[0].reason.starts_with("not planned: ") == many);
    BOOST_TEST(choice.candidates[choice.best].neurons == 2U);
    BOOST_TEST(choice.candidates[1].reason.empty());
    // What was not planned is planned where nothing else can be built.
    planned = 0;
    const Choice other = choose_among({candidate(late), candidate(declines)}, problem, {});
    BOOST_TEST(planned == 1U);
    BOOST_TEST(other.candidates[other.best].construction == &late);
    BOOST_TEST(other.candidates[0].reason.empty());
  }
}

// No plan has fewer neurons than its construction says that it will hardly have.
BOOST_AUTO_TEST_CASE(least_neurons_of_plans) {
  Generator generator(19);
  std::size_t compared = 0;
  for (int round = 0; round < rounds(60); ++round) {
    const auto count = static_cast<std::size_t>(generator.between(6, 40)),
               d = static_cast<std::size_t>(generator.between(1, 4)),
               outputs = static_cast<std::size_t>(generator.between(1, 2));
    PointMatrix points(count, d), residuals(count, outputs);
    for (std::size_t i = 0; i < count; ++i) {
      for (Rational& x : points.row(i)) x = generator.rational(1000, 7);
      for (Rational& z : residuals.row(i)) z = generator.one_in(3) ? generator.rational(9, 2) : Rational(0);
    }
    const Problem problem(std::move(points), std::move(residuals));
    if (problem.changed().empty()) continue;
    for (const Construction& c : constructions()) {
      if (c.least == nullptr) continue;
      const Outcome outcome = plan(c, problem, c.depth);
      if (const auto* made = std::get_if<Plan>(&outcome)) {
        BOOST_TEST(made->neurons() >= c.least(problem));
        ++compared;
      }
    }
  }
  BOOST_TEST(compared > 60U);
}
