#!/usr/bin/env python3
"""Random executions, number by number, of the networks of the corpus and of random ones: none leaves the enclosures of execution_truth.py.

    python3 tests/certificates/execution_runs.py [RUNS]      so many for each sample of each certificate valid/execution-*.ftc and
                                                             valid/specification-execution-*.ftc (default: 40), half as many for those of 200
                                                             random certificates (tests/fuzz/settle_execution.py); specifications are met as well

An execution is one in the sense of section 15 of certificate-format.md, in exact fractions: sums in the order of random trees, products that are rounded or go
into a sum as they are, results rounded by way of a wider format, flushed, or kept in that format or unrounded for the next operation, ties either way. Half of the runs use
everything at random, the others one habit throughout. The last line is "N executions, M outside"; the exit code is 0 only if none was and some were not exact."""
import os
import random
import sys
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "fuzz")]
import certificate_text
import settle
import settle_execution
import structure
from execution_truth import FORMATS, Overflow, enclosures, exponent, numbers_fit, of_g, power
from specification_truth import inside, leads

RANDOM = 200

HABITS = ("wider", "flush", "unrounded", "fused", "zero-operands", "up")


class Machine:
    """Executes operations of formats; a habit is how often (0 to 1) it does what may be done."""
    def __init__(self, rng, habits):
        self.rng, self.habits = rng, habits
        self.wider = rng.choice((11, 12, 29, 40))  # digits more: there is one wider format

    def does(self, habit):
        return self.rng.random() < self.habits[habit]

    def nearest(self, t, digits, least):
        """A nearest multiple of the last place, which below the least normal number is that of it."""
        if t == 0:
            return t
        unit = power(exponent(max(abs(t), least)) - digits + 1)
        down, rest = divmod(t, unit)
        return unit * (down + (rest > unit / 2 or rest == unit / 2 and self.does("up")))

    def operation(self, t, a, last=True):
        """What an operation of format a makes of the exact result t; last: it is stored, not an operand of a sum."""
        if not last and self.does("unrounded"):
            return self.nearest(t, a.p + self.wider, a.least * power(-100)) if self.does("wider") else t
        if abs(t) < a.least and self.does("flush"):
            return Fraction(0)
        if self.does("wider"):
            t = self.nearest(t, a.p + self.wider, a.least * power(-100))
        return self.nearest(t, a.p, a.least)

    def read(self, r, a):
        """An operand, which may be taken for 0 if it is subnormal."""
        return Fraction(0) if 0 < abs(r) < a.least and self.does("zero-operands") else r

    def row(self, numbers, x, a):
        terms = [(numbers[0], True)] + [(w * self.read(v, a), False) for w, v in zip(numbers[1:], x)]
        left = [(t if done or self.does("fused") else self.operation(t, a, False)) for t, done in terms if t != 0 or self.rng.random() < .5]
        while len(left) > 1:
            i, j = self.rng.sample(range(len(left)), 2) if self.habits["tree"] else (0, 1)
            s = self.operation(self.read(left[i], a) + self.read(left[j], a), a, False)
            left = [t for k, t in enumerate(left) if k not in (i, j)]
            left.insert(0, s)
        return self.operation(left[0] if left else Fraction(0), a) if self.rng.random() < .9 or not left else left[0]

    def step(self, name, v, c, a):
        v = self.read(v, a)
        if name != "div":
            return self.operation({"add": v + c, "sub": v - c, "mul": v * c}[name], a, self.rng.random() < .9)
        room = 6 * a.u * abs(v / c) + a.least
        return v / c + room * Fraction(self.rng.randint(-1000, 1000), 1000)

    def conversion(self, v, old, new):
        return self.operation(v, new) if new.p < old.p else v

    def network(self, layers, behind, x, a, others=None):
        for l, (steps, rows) in enumerate(layers):
            x = [max(v, Fraction(0)) for v in x] if l else x
            for name, numbers in steps:
                x = [self.step(name, v, c, a) for v, c in zip(x, numbers)]
            if others is not None and not behind and l == len(layers) - 1 and self.rng.random() < .5:
                return [self.row(r + [Fraction(1)], x + [v], a) for r, v in zip(rows, others)]
            x = [self.row(r, x, a) for r in rows]
        for name, numbers in behind:
            x = [self.step(name, v, c, a) for v, c in zip(x, numbers)]
        return x if others is None else [self.operation(self.read(v, a) + self.read(w, a), a) for v, w in zip(x, others)]

    def certificate(self, c, point, with_sum):
        """What g returns, and what f + g returns."""
        A, G = FORMATS[c.arithmetic], FORMATS[c.g_format]
        read = [self.operation(x, A) for x in point]
        x = [self.conversion(v, A, G) for v in read]
        if c.centre is not None:
            x = [self.step("sub", v, b, G) for v, b in zip(x, c.centre)]
        g = [self.conversion(v, G, A) for v in self.network([[[], rows] for rows in c.g], [], x, G)]
        return g, self.network(c.f, c.f_behind, read, A, g) if with_sum else []


def machine(rng, run):
    habits = {habit: rng.random() if run % 2 else float(rng.random() < .5) for habit in HABITS}
    return Machine(rng, {**habits, "tree": rng.random() < .7})


def meets(c, words, g, sums):
    """Whether what is returned at a sample, for g and for f + g, is what the certificate says."""
    kept = words * (c.P // len(words))
    if any(w is None and r != 0 for w, r in zip(kept, g)):
        return False
    if c.specification[0] == "classes":
        return words[0] is None or leads(words[0], sums, sums) >= c.specification[1]
    return all(w is None or inside(w, r) for w, r in zip(words, sums))


def check(c, rng, runs):
    """(executions, those outside, those that are not exactly the real value)"""
    done, outside, inexact = 0, 0, 0
    for point, words, *_ in c.samples:
        try:
            read, g = of_g(c, point)
        except Overflow:
            continue
        try:
            sums = enclosures(c.f, c.f_behind, read, FORMATS[c.arithmetic], g) if c.output_deviation is not None or c.specification else []
        except Overflow:  # at a sample that is kept
            sums = []
        for run in range(runs):
            returned = machine(rng, run).certificate(c, point, bool(sums))
            outside += c.specification is not None and not meets(c, words, *returned)
            for found, bounds in zip(returned, (g, sums)):
                done += 1
                outside += any(abs(r - v) > e for r, (v, e) in zip(found, bounds))
                inexact += any(r != v for r, (v, _) in zip(found, bounds))
    return done, outside, inexact


def certificates(runs):
    """(name, certificate, runs)"""
    names = [name for name in sorted(os.listdir(os.path.join(HERE, "valid"))) if name.startswith(("execution-", "specification-execution-")) and name.endswith(".ftc")]
    for name in names:
        with open(os.path.join(HERE, "valid", name), encoding="ascii") as file:
            yield name, certificate_text.read(file.read()), runs
    for n in range(RANDOM):
        rng = random.Random("execution %d" % n)
        c = settle_execution.made(rng)
        settle.settle(c, rng)
        c = certificate_text.read(structure.written(c))
        if numbers_fit(c):
            yield "random %d" % n, c, runs // 2


def main(arguments):
    totals = [0, 0, 0]
    for name, c, runs in certificates(int(arguments[0]) if arguments else 40):
        counts = check(c, random.Random(name), runs)
        if counts[1]:
            print("OUTSIDE %s: %d of %d executions" % (name, counts[1], counts[0]))
        totals = [a + b for a, b in zip(totals, counts)]
    print("%d executions, %d outside, %d not exact" % tuple(totals))
    return 1 if totals[1] or not totals[2] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
