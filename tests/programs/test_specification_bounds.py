#!/usr/bin/env python3
"""refute with specifications against both checkers, and against all networks with fewer neurons.

    test_specification_bounds.py FTCERT FTCHECK SOURCE

solve: both ends, and what both checkers say of the pair.

One output (or the difference of two classes) of a network of m hidden neurons is b + sum of +-relu(p_j . x + q_j), the size of the outer weight moved into
p_j and q_j. Which samples a neuron is active at is tried out: every set that an affine function separates from the others; then b, p and q meet linear
inequalities, which an exact simplex method decides. Where refute says that M neurons are needed, no choice for M - 1 has a solution; often one for M has."""
import itertools
import json
import os
import random
import re
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run

ROUNDS, SOLVED = 60, 30
MOST = 2  # neurons of which all choices are tried


def feasible(rows):
    """Whether some x has a . x <= b for all rows (a, b): the least t >= 0 with a . x <= b + t, by the simplex method with Bland's rule."""
    size = len(rows[0][0])
    # Columns: x = x' - x'', t, then the right side; a basic variable a row, slacks first.
    table = [list(a) + [-v for v in a] + [Fraction(-1), b] for a, b in rows]
    columns = 2 * size + 1
    basic = [columns + r for r in range(len(rows))]
    nonbasic = list(range(columns))
    worst = min(range(len(rows)), key=lambda r: table[r][-1])
    if table[worst][-1] >= 0:
        return True
    t = columns - 1

    def pivot(r, c):
        row, entry = table[r], table[r][c]
        basic[r], nonbasic[c] = nonbasic[c], basic[r]
        table[r] = [v / entry for v in row]
        table[r][c] = 1 / entry
        for k in range(len(table)):
            factor = table[k][c]
            if k != r and factor:
                table[k] = [v - factor * w for v, w in zip(table[k], table[r])]
                table[k][c] = -factor / entry

    pivot(worst, t)
    while True:
        if t not in basic:
            return True
        row = table[basic.index(t)]  # t = row[-1] - sum of row[c] times the others
        better = [c for c in range(columns) if row[c] > 0]
        if row[-1] == 0:
            return True
        if not better:
            return False
        c = min(better, key=lambda k: nonbasic[k])
        ratios = [(table[r][-1] / table[r][c], basic[r] != t, basic[r], r) for r in range(len(table)) if table[r][c] > 0]
        pivot(min(ratios)[3], c)


def separated_sets(points):
    """Index sets on which some affine function is positive, and not elsewhere."""
    sets = []
    for bits in range(1 << len(points)):
        active = [bits >> i & 1 for i in range(len(points))]
        rows = [([-v for v in x] + [Fraction(-1)], Fraction(-1)) if on else (list(x) + [Fraction(1)], Fraction(0)) for x, on in zip(points, active)]
        if feasible(rows):
            sets.append(active)
    return sets


def fits(points, intervals, neurons, sets):
    """Whether so many neurons meet all intervals: (low, high), None for an end that is missing."""
    width = len(points[0]) + 1
    forms = [list(x) + [Fraction(1)] for x in points]
    for plus in range(neurons + 1):
        signs = [1] * plus + [-1] * (neurons - plus)
        groups = itertools.combinations_with_replacement(sets, plus), itertools.combinations_with_replacement(sets, neurons - plus)
        for first, second in itertools.product(*[list(group) for group in groups]):
            rows = []
            for i, (form, (low, high)) in enumerate(zip(forms, intervals)):
                total = [Fraction(1)]
                for sign, active in zip(signs, first + second):
                    total += [sign * v if active[i] else Fraction(0) for v in form]
                for j, active in enumerate(first + second):
                    before, behind = [Fraction(0)] * (1 + j * width), [Fraction(0)] * ((neurons - 1 - j) * width)
                    rows.append((before + [-v if active[i] else v for v in form] + behind, Fraction(0)))
                rows += [(total, high)] if high is not None else []
                rows += [([-v for v in total], -low)] if low is not None else []
            if feasible(rows):
                return True
    return False


def distinct_points(random_, count, size):
    points = set()
    while len(points) < count:
        points.add(tuple(Fraction(random_.randint(0, 3 if size > 1 else 12)) for _ in range(size)))
    return sorted(points)


def interval_data(random_, size):
    """Points, cells, intervals of what is to be added to f = 0."""
    points = distinct_points(random_, random_.randint(3, 6 if size == 1 else 5), size)
    cells, intervals = [], []
    for _ in points:
        low, width = Fraction(random_.randint(-6, 6), 2), Fraction(random_.choice((0, 1, 1, 2)), 2)
        kind = random_.randrange(6)
        if kind == 0:
            cells.append("")
            intervals.append((Fraction(0), Fraction(0)))
        elif kind == 1:
            cells.append(">=%s" % low)
            intervals.append((low, None))
        elif kind == 2:
            cells.append("<=%s" % low)
            intervals.append((None, low))
        else:
            cells.append("%s..%s" % (low, low + width))
            intervals.append((low, low + width))
    return points, cells, intervals


def class_data(random_, size):
    """Two classes: a network of g_0 - g_1 is one of g. Points, cells with the values of f, intervals of g_0 - g_1; margin 1/2."""
    points = distinct_points(random_, random_.randint(3, 6 if size == 1 else 5), size)
    cells, intervals = [], []
    for _ in points:
        f = Fraction(random_.randint(-3, 3)), Fraction(random_.randint(-3, 3))
        wanted = random_.choice(("", "0", "1", "0", "1"))
        lead = f[0] - f[1]
        cells.append("%s,%s,%s" % (wanted, *f))
        intervals.append({"": (Fraction(0), Fraction(0)), "0": (Fraction(1, 2) - lead, None), "1": (None, -Fraction(1, 2) - lead)}[wanted])
    return points, cells, intervals


def common_number(intervals):
    lows = [low for low, _ in intervals if low is not None]
    highs = [high for _, high in intervals if high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def solves(ftcert, checkers, data, words, least, folder):
    """A network and a bound of one hidden layer, as good as refute's, and a pair."""
    network, bound = os.path.join(folder, "n.ftc"), os.path.join(folder, "b.ftc")
    code, out, err = run(ftcert, "solve", "--data", data, "-o", network, "--bound", bound, "--max-nodes", "3000", *words)
    expect("solve", code == 0 and " specified=" in out, (out, err))
    said = out.rstrip("\n").split("\n")[-1]
    found = re.fullmatch("s SOLVED (exact|interval) layers=2 neurons=(?:([0-9]+)[.][.])?([0-9]+) samples=[0-9]+ specified=[0-9]+", said)
    expect("solve: the last line", found and (found[2] is None) == (found[1] == "exact"), said)
    # The search for trees ends where a network is known.
    expect("solve: the bound", found and int(found[2] or found[3]) == min(least, int(found[3])), (said, least))
    for checker in checkers:
        code, out, err = run(*checker, "--pair", network, bound)
        expect("pair", code == 0 and out.rstrip("\n").split("\n")[-1] == said.replace("SOLVED", "VERIFIED"), (said, out, err))


def main(ftcert, ftcheck, source):
    checkers = [ftcheck], [sys.executable, os.path.join(source, "proofs", "ftcheck.py")]
    random_ = random.Random(18)
    methods, exact, nothing = {}, [], 0
    with tempfile.TemporaryDirectory() as folder:
        data, certificate = os.path.join(folder, "d.csv"), os.path.join(folder, "d.ftc")
        for k in range(ROUNDS):
            size, classes = 1 + k % 2, k % 4 >= 2
            points, cells, intervals = (class_data if classes else interval_data)(random_, size)
            with open(data, "w", encoding="ascii") as file:
                file.write(",".join("xy"[:size]) + (",c,f0,f1\n" if classes else ",label\n"))
                file.writelines(",".join(str(c) for c in x) + "," + cell + "\n" for x, cell in zip(points, cells))
            if not classes and not any(".." in cell or "=" in cell for cell in cells):
                continue  # labels
            words = ["--class", "c", "--frozen", "f0,f1", "--margin", "1/2"] if classes else []
            code, out, err = run(ftcert, "refute", "--data", data, "-o", certificate, "--max-nodes", "3000", "--json", "-", *words)
            serves = common_number(intervals)  # of a constant
            expect("a bound, unless a constant serves", code == (5 if serves else 0), (points, cells, code, out, err))
            if code != 0:
                nothing += 1
                continue
            summary = json.loads(out)
            neurons = summary["lower_bound"]
            methods[summary["method"]] = methods.get(summary["method"], 0) + 1
            specified = sum(cell != "" and cell[0] != "," for cell in cells)
            claim = "s VERIFIED bound layers=2 neurons>=%d samples=%d specified=%d" % (neurons, len(points), specified)
            for checker in checkers:
                code, out, err = run(*checker, certificate)
                expect("checker", code == 0 and out.split("\n")[0] == claim, (points, cells, checker, out, err))
            expect("summary", summary["specified"] == specified and (summary.get("difference") == [0, 1]) == classes, summary)
            if k < SOLVED:
                solves(ftcert, checkers, data, words, neurons, folder)
            sets = separated_sets(points)
            if neurons <= MOST + 1:
                expect("fewer do not meet the specifications", not fits(points, intervals, neurons - 1, sets), (points, cells, neurons))
            if neurons <= MOST:
                exact.append(fits(points, intervals, neurons, sets))
        # Options that do not go together, and numbers that are none.
        for words, code in ((["--class", "c", "--label", "x"], 2), (["--class", "c"], 2), (["--margin", "1"], 2),
                            (["--tolerance", "-1"], 2), (["--tolerance", "1", "--label-upper", "y"], 2),
                            (["--class", "c", "--frozen", "f0,f1", "--margin", "0"], 2), (["--tolerance", "a"], 3)):
            found, out, err = run(ftcert, "refute", "--data", data, "-o", certificate, *words)
            expect("options", found == code and err.startswith("ftcert: E"), (words, found, out, err))
    bounds = sum(methods.values())
    expect("all ways to show a bound", set(methods) >= {"alternation", "exhaustion", "patterns"}, methods)
    expect("most bounds are exact", 2 * sum(exact) > len(exact) > 10, exact)
    print("%s of %d, none in %d; exact %d of %d" % (methods, bounds, nothing, sum(exact), len(exact)))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
