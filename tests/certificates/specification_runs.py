#!/usr/bin/env python3
"""Random networks against random bounds of the same specifications: no bound that holds asks for more neurons than a network has that meets them.

    python3 tests/certificates/specification_runs.py [RUNS]      so many networks (default: 400), each with bounds by alternation, signs and exhaustion

A network g on a line is made first, then f and, around f + g, intervals or classes, often met with equality. Marks and sums are those
that hold by section 18 of certificate-format.md (tests/fuzz/settle_specification.py), both certificates are true for certificate_truth.py, and then M0 <= M. The
last line is "N pairs, K of them exact, M wrong"; the exit code is 0 only if none was wrong and some were exact."""
import os
import random
import sys
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "fuzz")]
import settle
import settle_specification
import structure
from certificate_truth import is_true


def network(rng):
    """A certificate of a network with specifications, on a line."""
    P, K, depth = rng.choice((1, 2, 3)), rng.randint(3, 7), rng.choice((2, 2, 3))
    places = sorted(rng.sample(range(-5, 6), K))
    g, inputs = [], 1
    for l in range(depth):
        rows = P if l == depth - 1 else rng.randint(1, 4 - l)
        g.append([inputs, [[Fraction(rng.randint(-4, 4)) for _ in range(inputs + 1)] for _ in range(rows)]])
        inputs = rows
    c = {"version": "1.4", "kind": "interpolation", "claim": [2, 0, K, 0], "specification": None, "specified": 0, "upper": None, "D": 1, "P": P, "data": None,
         "columns": None, "model": "none", "frozen": "values", "f": [], "external": False, "K": K, "construction": "none", "g": g, "margins": [], "projection": None,
         "bits": [0, 0], "samples": [[[Fraction(x)], [Fraction(0)] * P, [Fraction(rng.randint(-2, 2)) for _ in range(P)]] for x in places]}
    settle_specification.specify(c, [s[2] for s in c["samples"]], rng)
    settle.settle(c, rng)
    return c


def bounds(c, rng):
    """Bounds of the same samples, as much as each method shows with all marks, in each component or a few differences."""
    classes = c["specification"][0] == "classes"
    what = [rng.sample(range(c["P"]), 2) for _ in range(3)] if classes else range(1, c["P"] + 1)
    L = c["claim"][0]
    for J in what:
        for method in ["alternation"] + ["signs"] * (L == 3) + ["exhaustion"] * (L == 2):
            low = structure.copied(c)
            inner = range(2, c["K"])
            low.update(kind="bound", method=method, J=J, line=[[i, ""] for i in range(1, c["K"] + 1)], nodes=1,
                       sums=[["positive", [p for p in inner if rng.random() < .5]] for _ in range(8 * (method == "exhaustion"))])
            low["claim"] = [L, 0, c["K"], 0]
            settle_specification.settle_bound(low, [s[2] for s in c["samples"]], rng, settle.MOST_POINTS)
            if low["claim"][1] or method != "exhaustion":
                yield low


def main(arguments):
    pairs, exact, wrong = 0, 0, 0
    for n in range(int(arguments[0]) if arguments else 400):
        rng = random.Random("pair %d" % n)
        c = network(rng)
        if not is_true(structure.written(c)):  # f + g has all components equal where g is not 0
            continue
        for low in bounds(c, rng):
            pairs += 1
            exact += low["claim"][1] == c["claim"][1]
            if low["claim"][1] > c["claim"][1] or not is_true(structure.written(low)):
                print("WRONG\n%s%s" % (structure.written(c), structure.written(low)))
                wrong += 1
    print("%d pairs, %d of them exact, %d wrong" % (pairs, exact, wrong))
    return 1 if wrong or not exact else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
