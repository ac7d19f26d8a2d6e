#!/usr/bin/env python3
"""Bounds by patterns for random small data, against what is known of these data without a tree.

    python3 tests/certificates/pattern_runs.py -- CHECKER... [-- CHECKER...]

1. pattern_search.py, which looks at all patterns, finds a network of m neurons, evaluated here exactly, or trees. Trees: every checker accepts the
   certificate. On a line the answer is compared with the least number of neurons, by all conditions of section 11 (exhaustion_truth.py).
2. Labels made by a network of m neurons: no bound of m + 1 holds. Trees for almost the same labels are put behind them, unchanged and changed in
   one word, and trees by a search that breaks one rule; every checker refuses all of them.
The last line is "N passed, N failed"; the exit code is 0 only if nothing failed."""
import os
import random
import re
import sys
import tempfile
from fractions import Fraction
from itertools import combinations

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import exhaustion_truth
import patterns_truth
from checkers import load, word_of
from mutate import other_words
from pattern_search import Search, certificate, network_at, sample_lines, search, wanted_trees

ROUNDS = 50  # of each kind


def least_on_a_line(t, z):
    """By the conditions of section 11; t increases."""
    if len(set(z)) == 1:
        return 0
    if len(t) == 2:
        return 1
    own = exhaustion_truth.bends(t, z)
    kinks = [(r, 1 if own[r] > 0 else -1) for r in range(1, len(t) - 1) if own[r]]
    chosen = [list(places) for size in range(len(t) - 1) for places in combinations(range(2, len(t)), size)]
    totals = [(own[0] + sum(own[p - 1] for p in places), places) for places in chosen]
    sets = exhaustion_truth.conditions(t, z, kinks, [(1 if total > 0 else -1, places) for total, places in totals if total])
    return next(k for k in range(1, len(t) + 1) if exhaustion_truth.number_of_nodes(sets, k) is None)


def random_data(rng, m):
    """Points in order of their first component; and m."""
    D = rng.choice((1, 2, 2, 3)) if m == 1 else 1
    K = rng.randint(D + 2, D + 5) if m == 1 else rng.randint(4, 5)
    points = set()
    while len(points) < K:
        points.add(tuple(Fraction(rng.randint(-4, 4), rng.choice((1, 1, 1, 3))) for _ in range(D)))
    return sorted(points), m


def some_cover(points, z, m, rng):
    """(lines, H); one that holds, with trees or without trees of constants."""
    for H in rng.sample(range(2 ** m), 2 ** m):
        if patterns_truth.cover_holds(("ranks", H, None, [], []), points, [(value,) * 2 for value in z], m):
            return ["cover ranks hyperplanes=%d" % H], H
    return ["cover none"], 0


def fits(points, z, m):
    """Whether a network of m neurons fits: one is found and evaluated, or there is none."""
    for plus, minus, constant in wanted_trees(m, 0, False):
        kind, found = search(points, z, plus, minus, constant)
        if kind == "network":
            signs = [constant] + [1] * plus + [-1] * minus
            assert all(network_at(found, signs, x) == value for x, value in zip(points, z))
            return True
    return False


def true_bounds(rng, verdicts):
    points, m = random_data(rng, rng.choice((1, 1, 2)))
    z = [Fraction(rng.choice((0, 0, 0, 1, 2, -1, -3)), rng.choice((1, 1, 2))) for _ in points]
    network = fits(points, z, m)
    if len(points[0]) == 1:
        yield "the least number on a line", network == (least_on_a_line([x[0] for x in points], z) <= m)
    cover, H = some_cover(points, z, m, rng)
    lines = certificate(points, z, m + 1, cover, H, rng.random() < .7)
    yield "a tree where no network fits", (lines is None) == network
    if lines:
        yield "a true bound", all(v == (0, "VERIFIED") for v in verdicts(lines))


def made_by_a_network(rng, neurons):
    points, m = random_data(rng, neurons)
    signs = [0] + [rng.choice((1, -1)) for _ in range(m)]
    forms = [([Fraction(rng.randint(-2, 2)) for _ in points[0]], Fraction(rng.randint(-3, 3))) for _ in range(m)]
    network = [Fraction(rng.choice((0, 0, 1, -2)))] + forms
    return points, m, [network_at(network, signs, x) for x in points]


def false_bounds(rng, verdicts):
    points, m, z = made_by_a_network(rng, rng.choice((1, 1, 2)))
    other = list(z)
    other[rng.randrange(len(z))] += rng.choice((1, -1, 2))
    other[rng.randrange(len(z))] += Fraction(rng.choice((1, -1)), rng.choice((1, 7)))
    cover, H = some_cover(points, other, m, rng)
    lines = certificate(points, other, m + 1, cover, H)
    if not lines:
        return
    lines[1] = re.sub("changed=.*", "changed=%d" % sum(value != 0 for value in z), lines[1])
    lines[9:9 + len(z)] = sample_lines(points, z)
    yield "a false bound", all(v[0] == 1 for v in verdicts(lines))
    for _ in range(6):
        i = rng.randrange(9 + len(z), len(lines) - 1)
        words = lines[i].split(" ")
        k = rng.randrange(1, len(words))
        pieces = re.split("(=)", words[k])
        pieces[-1] = rng.choice(other_words(pieces[-1], lines[i]) if not re.fullmatch("[01]+", pieces[-1]) else ["0", "1", "01", "10", "11", "2"])
        changed = lines[:i] + [" ".join(words[:k] + ["".join(pieces)] + words[k + 1:])] + lines[i + 1:]
        yield "a false bound with another word", all(v[0] in (1, 3) for v in verdicts(changed))


class AnyDigits(Search):
    """Neurons that are decided may have either digit in a sum, and those that are not as well."""
    def rows(self, states):
        return super().rows(states) + [row for i in range(len(self.points)) for row in Search.rows(self, self.one_more(states, i)) if row[0][0] == "sum"]

    def one_more(self, states, i):
        return {**states, **{(j, i): not states.get((j, i), self.signs[j] > 0) for j in range(1, self.m + 1)}}


class AnyPairs(Search):
    """Pairs that are not decided may be taken for active."""
    def rows(self, states):
        undecided = {(j, i): True for j in range(1, self.m + 1) for i in range(len(self.points)) if (j, i) not in states}
        return super().rows(states) + [row for row in Search.rows(self, undecided) if row[0][0] == "pair" and row[0][2]]


class InactivePairs(AnyPairs):
    """Or for inactive."""
    def rows(self, states):
        undecided = {(j, i): False for j in range(1, self.m + 1) for i in range(len(self.points)) if (j, i) not in states}
        return Search.rows(self, states) + [row for row in Search.rows(self, undecided) if row[0][0] == "pair" and row[0][2]]


class NoConstants(Search):
    """The numbers themselves need not add up to 0."""
    def form_row(self, i, neurons, factor):
        size = len(self.points[0]) + 1
        return [Fraction(0) if k % size == size - 1 else a for k, a in enumerate(super().form_row(i, neurons, factor))]


class NoFeature(Search):
    """The last feature need not."""
    def form_row(self, i, neurons, factor):
        size = len(self.points[0]) + 1
        return [Fraction(0) if k % size == size - 2 else a for k, a in enumerate(super().form_row(i, neurons, factor))]


class AllStrict(Search):
    """All rows are strict."""
    def rows(self, states):
        return [(kind, (*row[:2], True)) for kind, row in super().rows(states)]


LIES = AnyDigits, AnyPairs, InactivePairs, NoConstants, NoFeature, AllStrict


def lies(rng, verdicts):
    """Labels made by a network, and a search that breaks one rule."""
    points, m, z = made_by_a_network(rng, 1)
    for way in LIES:
        lines = certificate(points, z, m + 1, *some_cover(points, z, m, rng), way=way)
        if lines:
            yield "a false bound by " + way.__name__, all(v[0] == 1 for v in verdicts(lines))


def main(arguments):
    commands = [[]]
    for word in arguments:
        commands.append([]) if word == "--" else commands[-1].append(word)
    if commands[0] or len(commands) < 2 or not all(commands[1:]):
        print("\n".join(__doc__.split("\n")[2:3]), file=sys.stderr)
        return 2
    calls, results = [load(command) for command in commands[1:]], {}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "c.ftc")

        def verdicts(lines):
            with open(path, "w", encoding="ascii") as file:
                file.write("\n".join(lines) + "\n")
            return [word_of(call([path])[1][0]) or (None, None) for call in calls]

        for n in range(ROUNDS):
            for kind in true_bounds, false_bounds, lies:
                for what, good in kind(random.Random("%s %d" % (kind.__name__, n)), verdicts):
                    results.setdefault(what, []).append(good)
                    if not good:
                        print("FAILED %s, round %d" % (what, n))
    wanted = {"the least number on a line", "a tree where no network fits", "a true bound", "a false bound", "a false bound with another word"}
    wanted |= {"a false bound by " + way.__name__ for way in LIES}
    failed = sum(not good for own in results.values() for good in own) + len(wanted - set(results))
    print("%d passed, %d failed" % (sum(sum(own) for own in results.values()), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
