"""worst --dimension d: the samples are in general position, the bound is certified for the file, and nothing is written without one.

usage: test_worst_space.py FTCERT FTCHECK SOURCE

Determinants are computed here, exactly; the largest bound that is possible is found from partitions of the labels."""
import csv
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

FTCERT, FTCHECK, SOURCE = sys.argv[1:]
CHECKERS = [FTCHECK], [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]
FOLDER = tempfile.TemporaryDirectory()
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def path(name):
    return os.path.join(FOLDER.name, name)


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def singular(rows):
    rows = [[Fraction(v) for v in row] for row in rows]
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column] != 0), None)
        if pivot is None:
            return True
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for r in range(column + 1, len(rows)):
            factor = rows[r][column] / rows[column][column]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column])]
    return False


def cost(plus, minus, d):
    """Least cost of groups of at most d labels: 3 for one sign, 4 for both."""
    waves = range(plus + minus + 1)
    return min(4 * w + 3 * (-(-(plus - a) // d) - (-max(0, minus - (w * d - a)) // d)) for w in waves for a in range(min(plus, w * d) + 1))


def data_of(d, samples, changed, neurons, *words):
    name = "d=%d K=%d N=%d" % (d, samples, changed)
    command = [FTCERT, "worst", "--dimension", d, "--samples", samples, "--changed", changed, *words]
    code, out, err = run(*command, "-o", path("w.csv"), "--bound", path("b.ftc"), "--json", path("w.json"))
    expect(name + ": exit code", code == 0, out + err)
    if code != 0:
        return
    said = re.fullmatch(r"s WORST layers=2 neurons>=(\d+) samples=%d changed=%d dimension=%d" % (samples, changed, d),
                        out.splitlines()[-1])
    expect(name + ": last line", said, out)
    found = int(said[1])
    summary = json.loads(read("w.json"))
    expect(name + ": summary", summary["lower_bound"] == found <= summary["upper_bound"], summary)
    expect(name + ": neurons", found >= neurons, out)
    with open(path("w.csv"), encoding="ascii") as file:
        rows = list(csv.reader(file))
    expect(name + ": columns", rows[0] == ["x%d" % j for j in range(1, d + 1)] + ["label"], rows[0])
    points, labels = [[int(v) for v in row[:-1]] for row in rows[1:]], [int(row[-1]) for row in rows[1:]]
    expect(name + ": rows", len(points) == samples and sum(z != 0 for z in labels) == changed, rows)
    plus = sum(z > 0 for z in labels)
    expect(name + ": at most the hyperplane units", found <= cost(plus, changed - plus, d), found)
    bad = [c for c in itertools.combinations(range(samples), d + 1) if singular([points[i] + [1] for i in c])]
    expect(name + ": general position", not bad, bad)
    for checker in CHECKERS:
        code, out, err = run(*checker, path("b.ftc"), "--data", path("w.csv"))
        expect(name + ": certificate", code == 0 and out.startswith("s VERIFIED bound layers=2 neurons>=%d samples=%d changed=%d\n"
                                                                   % (found, samples, changed)), out + err)
    data, bound = read("w.csv"), read("b.ftc")
    code, out, err = run(*command, "-o", "-")
    expect(name + ": same bytes", out.encode() == data, err)
    run(*command, "-o", path("again.csv"), "--bound", path("again.ftc"))
    expect(name + ": same certificate", read("again.ftc") == bound and read("again.csv") == data)
    run(*command, "-o", path("other.csv"), "--seed", 2)
    expect(name + ": other seed", read("other.csv") != data)


def refusals():
    # An affine function takes all labels: no bound, no file.
    code, out, err = run(FTCERT, "worst", "--dimension", 5, "--samples", 5, "--changed", 2, "-o", path("none.csv"), "--bound", path("none.ftc"))
    expect("nothing to certify", code == 5 and "E501" in err and out == "", (code, out, err))
    for words, text in [
            (["--samples", 9], "--changed is required"), (["--changed", 2], "--samples is required"),
            (["--samples", 3, "--changed", 4], "E101 --samples 3"), (["--samples", 9, "--changed", 2, "--layers", 3], "E101 --dimension"),
            (["--samples", 9, "--changed", 2, "--family", "mixed"], "E101 --dimension"), (["--figure", 2], "E101 --dimension"),
            (["--samples", 9, "--changed", 2, "--bound", path("none.csv")], "E103")]:
        code, out, err = run(FTCERT, "worst", "--dimension", 2, *words, "-o", path("none.csv"))
        expect("refused: %s" % words, code == 2 and text in err, (code, out, err))
    for words in ["--bound", path("none.ftc")], ["--candidates", 3], ["--general-position"]:
        code, out, err = run(FTCERT, "worst", "--samples", 9, "--changed", 2, *words, "-o", path("none.csv"))
        expect("refused on a line: %s" % words, code == 2, (code, out, err))
    expect("nothing written", not os.path.exists(path("none.csv")) and not os.path.exists(path("none.ftc")))


data_of(2, 12, 1, 3, "--candidates", 6)
data_of(2, 12, 2, 3, "--candidates", 3)
data_of(3, 16, 1, 2, "--candidates", 2)
refusals()
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed or not passed else 0)
