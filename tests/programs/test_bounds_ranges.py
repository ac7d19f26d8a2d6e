"""ftcert bounds over ranges: every row against a call for it alone and against formulas written here; the table, the picture, what is refused.

    test_bounds_ranges.py FTCERT

Python's standard library only. Square roots are compared by whole numbers."""
import csv
import io
import json
import math
import os
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree
from fractions import Fraction

sys.path.insert(0, os.path.dirname(__file__))
from expectations import expect, failures, run, wait_for_handler  # noqa: E402
from files_of_test import FOLDER, path, read  # noqa: E402

FTCERT = sys.argv[1]
KEYS = ["layers", "samples", "changed", "dimension", "general_position", "lower", "upper", "exact", "large_samples", "paper", "width", "paper_width"]
COLUMNS = ["samples", "changed", "layers", "dimension", "lower", "upper", "paper_lower", "paper_upper", "width_lower", "width_upper", "paper_width"]


def bounds(*words):
    code, out, err = run(FTCERT, "bounds", *words, "--json", "-", "--quiet")
    expect("bounds %s" % (words,), code == 0, err)
    return json.loads(out), err.splitlines()[-1]


def rounds(text, at_most):
    """Whether the decimal with two digits is the nearest one of the number v, which is known by q -> (q <= v)."""
    value, half = Fraction(text), Fraction(1, 200)
    return at_most(value - half) and not at_most(value + half)


def root(scale, radicand, shift):
    """q -> q <= scale sqrt(radicand) + shift"""
    return lambda q: q <= shift or (q - shift) ** 2 <= Fraction(scale) ** 2 * radicand


def least_root(candidates):
    return lambda q: all(at_most(q) for at_most in candidates)


def check_formulas(name, row):
    k, n, layers = row["samples"], row["changed"], row["layers"]
    low, high = row["lower"]["value"], row["upper"]["value"]
    expect(name + ": ends", low <= high and row["exact"] == (low if low == high else None), row)
    if layers == 2:
        exact = 0 if n == 0 or k == 1 else {2: 1, 3: 2, 4: 2 if n == 1 else 3}.get(k, min(3 * n, k - 2))
        expect(name + ": min{3N, K-2}", low == high == exact, (row, exact))
    if layers in (2, 3):
        expect(name + ": the paper speaks", (row["paper"] is not None) == (k >= 3 and n >= 1), row)
    if row["paper"] and layers == 2:
        ends = [int(row["paper"][end]["decimal"]) for end in ("lower", "upper")]
        expect(name + ": equation 7", ends == [min(3 * n, k - 2), min(3 * n + 1, k - 1)] and all(
            eval(re.sub(r"min\{(.*)\}", r"min(\1)", row["paper"][end]["formula"])) == value for end, value in zip(("lower", "upper"), ends)), row)
    if row["paper"] and layers == 3:
        lower = root(1, 2 * min(3 * n, k - 2) + Fraction(1, 4), Fraction(-1, 2))
        upper = least_root([root(4, k, 0), root(2, k, 3 * n), root(6, 3 * n + 2, 0)])
        expect(name + ": Theorem 5.1", rounds(row["paper"]["lower"]["decimal"], lower) and rounds(row["paper"]["upper"]["decimal"], upper), row)
        expect(name + ": inside of the paper's", not lower(low + Fraction(1, 10 ** 9)) and upper(Fraction(high)), row)
    if layers == 3 and n >= 1 and k >= 11:
        m = min(k, 4 * n + 4)  # 2 sqrt(M) - 4 <= m < 2 sqrt(M)
        expect(name + ": section 3.9", low >= math.isqrt(4 * m - 1) + 1 - 4 and high ** 2 < 4 * m, row)
    if layers >= 4 and n >= 1:
        expect(name + ": width", row["width"]["lower"]["value"] <= row["width"]["upper"]["value"] and row["paper"] is None, row)
        q = (layers - 1) // 2
        few = lambda v: v <= 2 or ((v - 2) / 4) ** 2 <= 5 or (((v - 2) / 4) ** 2 - 5) ** 2 * q <= 9 * n * n  # noqa: E731
        expect(name + ": Proposition 6.1", rounds(row["paper_width"]["decimal"], least_root([few, root(4, k, 2)])), row)


def tables():
    for words, ks, ns in (
            (["--samples", "1..40"], range(1, 41), [5]), (["--samples", "7..40..9", "--changed", "0..30..3"], range(7, 41, 9), range(0, 31, 3)),
            (["--samples", 25, "--changed", "1..60"], [25], range(1, 61)), (["--samples", "5..60..5", "--layers", 3], range(5, 61, 5), [5]),
            (["--samples", "9..200..19", "--changed", "0..50..7", "--layers", 3], range(9, 201, 19), range(0, 51, 7)),
            (["--samples", "3..200..30", "--layers", 4], range(3, 201, 30), [5]), (["--samples", 100000, "--changed", "1..100..33", "--layers", 9], [100000], range(1, 101, 33)),
            (["--samples", "9..30..7", "--dimension", 3, "--general-position"], range(9, 31, 7), [5]),
            (["--changed", "0..9", "--dimension", 4, "--general-position"], [None], range(10))):
        words = words if "--changed" in words else words + ["--changed", 5]
        table, last = bounds(*words, "-o", path("t.csv"))
        pairs = [(k, n) for n in ns for k in ks if k is None or n <= k]
        name = " ".join(map(str, words))
        expect(name + ": the pairs", [(r["samples"], r["changed"]) for r in table["rows"]] == pairs, [(r["samples"], r["changed"]) for r in table["rows"]])
        lows, highs = ([r[end]["value"] for r in table["rows"]] for end in ("lower", "upper"))
        said = re.fullmatch(r"s BOUNDS layers=(\d+) neurons=(\d+)(?:\.\.(\d+))?((?: samples=\S+)?) changed=(\S+)( dimension=\d+)? rows=(\d+)", last)
        expect(name + ": last line", said and [int(said[1]), int(said[2]), int(said[3] or said[2]), int(said[7])] == [
            table["layers"], min(lows), max(highs), len(pairs)], last)
        rest = ["--layers", table["layers"]] + (["--dimension", table["dimension"], "--general-position"] if table["dimension"] else [])
        for i, row in enumerate(table["rows"]):
            expect(name + ": keys", list(row) == KEYS, list(row))
            if row["dimension"] is None:
                check_formulas("%s K=%s N=%s" % (name, row["samples"], row["changed"]), row)
            if i % 5 == 0:
                alone, _ = bounds("--changed", row["changed"], *(["--samples", row["samples"]] if row["samples"] else []), *rest)
                expect(name + ": alone", alone == row, (alone, row))
        cells = list(csv.reader(io.StringIO(read(path("t.csv")).decode())))
        expect(name + ": columns", cells[0][:11] == COLUMNS and cells[0][11:] == [
            c + "_source" for c in COLUMNS[4:11]] and len(cells) == len(pairs) + 1, cells[0])
        for line, row in zip(cells[1:], table["rows"]):
            ends = [row["lower"], row["upper"]] + [row[of] and row[of][end] for of in ("paper", "width") for end in ("lower", "upper")] + [row["paper_width"]]
            values = ["" if e is None else str(e.get("value", e.get("decimal"))) for e in ends]
            wanted = ["" if row[c] is None else str(row[c]) for c in COLUMNS[:4]] + values + ["" if e is None else e["source"] for e in ends]
            expect(name + ": the table's line", line == wanted, (line, wanted))


def outputs():
    code, out, err = run(FTCERT, "bounds", "--samples", "5..9", "--changed", 2, "-o", "-")
    expect("-o -", code == 0 and out.splitlines()[0].startswith("samples,changed,") and len(out.splitlines()) == 6 and err.splitlines()[-1].startswith("s BOUNDS "), out + err)
    code, out, err = run(FTCERT, "bounds", "--samples", "5..50", "--changed", "1..4")
    lines = out.splitlines()
    expect("20 rows are told", code == 0 and lines[1] == "  K = 5, N = 1: 3; paper: 3.00 .. 4.00".replace(".00", "") and lines[21] == "  and 164 rows more (-o FILE.csv writes all of them)", lines[:24])
    code, out, _ = run(FTCERT, "bounds", "--samples", "5..9", "--changed", 2, "-o", path("a.csv"), "-o", path("b.svg"))
    expect("both", code == 0 and ["Table: " + path("a.csv"), "Picture: " + path("b.svg")] == out.splitlines()[-3:-1] and out.splitlines()[-1].startswith("s BOUNDS"), out)
    first = read(path("b.svg"))
    run(FTCERT, "bounds", "--samples", "5..9", "--changed", 2, "-o", path("b.svg"))
    expect("the same bytes", read(path("b.svg")) == first)


def lines_of(name):
    """Class -> the points of its curve."""
    root_element = xml.etree.ElementTree.fromstring(read(path(name)))
    expect("an SVG", root_element.tag == "{http://www.w3.org/2000/svg}svg")
    return {line.get("class"): [tuple(map(Fraction, p.split(","))) for p in line.get("points").split()]
            for line in root_element.iter("{http://www.w3.org/2000/svg}polyline")}


def pictures():
    """The curves are affine images of the rows: two of our points fix the scale of each axis, all others are where it says."""
    for words, kinds in ((["--samples", "10..40", "--changed", 5], {"claimed-lower", "claimed-upper", "theorem-lower", "theorem-upper"}),
                         (["--samples", 60, "--changed", "1..40", "--layers", 3], {"claimed-lower", "claimed-upper", "theorem-lower", "theorem-upper"}),
                         (["--samples", "20..200..20", "--changed", 9, "--layers", 5], {"claimed-upper", "theorem-lower", "theorem-upper"}),
                         (["--changed", "1..30", "--dimension", 4, "--general-position"], {"theorem-lower", "theorem-upper"})):
        table, _ = bounds(*words, "-o", path("p.svg"))
        curves = lines_of("p.svg")
        expect("curves of %s" % words, set(curves) == set(kinds), set(curves))
        kinds = sorted(kinds)
        axis = "changed" if ".." in str(words[words.index("--changed") + 1]) else "samples"
        rows = table["rows"]
        ours = "width" if table["layers"] >= 4 else None
        truth = {"theorem-lower": [(r[ours] if ours else r)["lower"]["value"] for r in rows], "theorem-upper": [(r[ours] if ours else r)["upper"]["value"] for r in rows]}
        if "claimed-upper" in kinds:
            truth["claimed-upper"] = [Fraction((r["paper_width"] if ours else r["paper"]["upper"])["decimal"]) for r in rows]
        if "claimed-lower" in kinds:
            truth["claimed-lower"] = [Fraction(r["paper"]["lower"]["decimal"]) for r in rows]
        x = [r[axis] for r in rows]
        points = [(x[i], Fraction(truth[kind][i]), *curves[kind][i]) for kind in kinds for i in range(len(rows))]
        left, right = points[0], points[len(rows) - 1]
        down, up = min(points, key=lambda p: p[1]), max(points, key=lambda p: p[1])
        for kind in kinds:
            expect("%s: a point a row" % kind, len(curves[kind]) == len(rows), len(curves[kind]))
        for v, height, px, py in points:
            across = left[2] + (right[2] - left[2]) * Fraction(v - left[0], right[0] - left[0])
            along = down[3] + (up[3] - down[3]) * (height - down[1]) / (up[1] - down[1])
            expect("%s: the point of %s, %s" % (words, v, height), abs(px - across) < Fraction(1, 10) and abs(py - along) < Fraction(1, 10), (px, py, across, along))
        expect("%s: upwards" % words, up[3] < down[3] and left[2] < right[2])


def refusals():
    for words, text in (
            (["--samples", "10..5", "--changed", 2], "'10..5': expected a range that goes from the smaller number to the greater one"),
            (["--samples", "10..", "--changed", 2], "'10..': expected a number, or a range"), (["--samples", "..9", "--changed", 2], "expected a number, or a range"),
            (["--samples", "1..9..0", "--changed", 1], "a step of at least 1"), (["--samples", "1..9..2..3", "--changed", 1], "expected a number, or a range"),
            (["--samples", "1...9", "--changed", 1], "expected a number, or a range"), (["--samples", "0..9", "--changed", 1], "numbers from 1 to"),
            (["--samples", 9, "--changed", "-1..3"], "--changed"), (["--samples", 9, "--changed", "1.5"], "expected a number, or a range"),
            (["--samples", "1..2000000000000000000", "--changed", 1], "numbers from 1 to"), (["--samples", "3..9", "--changed", 12], "--changed 12 is more than --samples 3..9"),
            (["--samples", "1..100001", "--changed", 1], "more than 100000 pairs of K and N: take steps"),
            (["--samples", "1..1000000000000000000", "--changed", "0..1000000000000000000"], "more than 100000 pairs"),
            (["--samples", "3..9", "--changed", 1, "-o", path("x.txt")], "expected FILE.csv, FILE.svg, or -"),
            (["--samples", 9, "--changed", 1, "-o", path("x.svg")], "a picture has one axis: give a range like 10..1000 for --samples or for --changed"),
            (["--samples", "3..9", "--changed", "1..2", "-o", path("x.svg")], "for only one of --samples and --changed"),
            (["--samples", "3..9", "--changed", 9, "-o", path("x.svg")], "at least two pairs"),
            (["--samples", "3..9", "--changed", 1, "-o", path("x.csv"), "-o", path("x.csv")], "is also the output"),
            (["--changed", "1..3"], "--samples is required"), (["--samples", "3..9"], "--changed is required")):
        code, out, err = run(FTCERT, "bounds", *words)
        expect("refuses %s" % words, code == 2 and err.startswith("ftcert: E10") and text in err and out == "" and not os.path.exists(path("x.svg"))
               and not os.path.exists(path("x.csv")), (code, out, err))


def interrupts():
    words = [FTCERT, "bounds", "--samples", "8000..8300", "--changed", "2100..2400", "--layers", "3", "-o", path("long.csv")]
    started = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for_handler(started, signal.SIGINT)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate()
    expect("an interrupt", started.returncode == 4 and err.startswith("ftcert: E402 ") and out == "" and not os.path.exists(path("long.csv")), (started.returncode, out, err))
    code, out, err = run(*words, "--max-time", 1)
    expect("--max-time", code == 4 and err.startswith("ftcert: E405 ") and out == "" and not os.path.exists(path("long.csv")), (code, out, err))


with FOLDER:
    tables()
    outputs()
    pictures()
    refusals()
    interrupts()
print("FAILED" if failures else "passed")
sys.exit(1 if failures else 0)
