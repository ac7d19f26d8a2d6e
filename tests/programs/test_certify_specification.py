"""ftcert certify with specifications: classes, intervals, what runs, and what is refused.

usage: test_certify_specification.py FTCERT FTCHECK SOURCE

Both checkers verify every certificate. What f meets already, and least numbers of kinks, are counted here a second time."""
import itertools
import json
import os
import random
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


def write(name, header, rows):
    with open(path(name), "w", encoding="ascii") as file:
        for row in [header] + rows:
            file.write(",".join(str(cell) for cell in row) + "\n")
    return path(name)


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def certify(name, *words, files=()):
    """The summary and the words; both checkers say what the last line says."""
    for file in "c.ftc", "s.json":
        if os.path.exists(path(file)):
            os.remove(path(file))
    code, out, err = run(FTCERT, "certify", *words, "-o", path("c.ftc"), "--json", path("s.json"))
    expect(name + ": exit code", code == 0, out + err)
    if code != 0:
        return {}, ""
    claim = out.splitlines()[-1].replace("s CERTIFIED ", "")
    for checker in CHECKERS:
        code, said, err = run(*checker, path("c.ftc"), *files)
        expect(name + ": verified", code == 0 and said.splitlines()[0] == "s VERIFIED " + claim, said + err)
    summary = json.loads(read("s.json"))
    expect(name + ": counts", "changed=%d" % summary["changed"] in claim and "specified=%d" % summary["specified"] in claim, claim)
    return summary, out


def refused(name, exit_code, said, *words):
    """Nothing is written, and the words name what is wrong."""
    code, out, err = run(FTCERT, "certify", *words, "-o", path("refused.ftc"))
    expect(name, code == exit_code and said in err and not os.path.exists(path("refused.ftc")), (code, out, err))


def lead(scores, classes):
    return max(scores[c] for c in classes) - max(v for k, v in enumerate(scores) if k not in classes)


def check_classes():
    """Points on a grid; class 2 is asked for in a corner, 0 or 1 in another; f has another class there but for one sample of each, at an end."""
    rng = random.Random(5)
    rows, satisfied, specified = [], 0, 0
    for x, y in itertools.product(range(8), range(8)):
        scores = [Fraction(8 + rng.randrange(8), 8), Fraction(rng.randrange(8), 8), Fraction(rng.randrange(4), 8)]
        classes = "2" if x + y >= 11 else "0|1" if x + y <= 2 else ""
        if (x, y) == (4, 7) or (classes == "0|1" and (x, y) != (0, 2)):
            scores = [Fraction(rng.randrange(8), 8), Fraction(rng.randrange(8), 8), Fraction(12 + rng.randrange(8), 8)]
        if classes:
            specified += 1
            satisfied += lead(scores, [int(c) for c in classes.split("|")]) >= Fraction(1, 4)
        rows.append([x, y] + [float(v) for v in scores] + [classes])
    expect("classes: some are met", satisfied == 2, satisfied)
    data = write("classes.csv", ["x", "y", "f0", "f1", "f2", "class"], rows)
    words = ["--data", data, "--frozen", "f0,f1,f2"]
    summary, out = certify("classes", *words, "--class", "class", "--margin", "1/4", files=["--data", data])
    if not summary:
        return
    expect("classes: specified", summary["specified"] == specified, summary)
    expect("classes: satisfied", summary["satisfied"] == satisfied, summary)
    expect("classes: changed", summary["changed"] == specified - satisfied, summary)
    expect("classes: a half-space each", summary["neurons"] <= 2 and summary["layers"] == 2, summary)
    expect("classes: margin", Fraction(summary["margin_attained"]) >= Fraction(summary["margin_asked"]) == Fraction(1, 4), summary)
    expect("classes: words", "f meets %d of %d" % (satisfied, specified) in out, out)
    first = read("c.ftc")
    certify("classes again", *words, "--class", "class", "--margin", "1/4")
    expect("classes: the same bytes", read("c.ftc") == first)
    for name in "half-spaces", "polytopes":
        layers = {"half-spaces": 2, "polytopes": 3}[name]
        summary, out = certify(name, *words, "--class", "class", "--margin", "1/4", "--layers", "auto", "--construction", name)
        expect(name + ": as asked", summary and summary["construction"] == name and summary["layers"] == layers, summary)
    summary, out = certify("hats on labels", *words, "--class", "class", "--construction", "hats")
    expect("hats: labels inside", summary and summary["construction"] == "hats", summary)
    # All gaps of f at the kept samples, their lower median.
    summary, out = certify("default margin", *words, "--class", "class")
    gaps = sorted(sorted(row[2:5])[2] - sorted(row[2:5])[1] for row in rows if not row[5])
    if summary:
        median, asked = Fraction(gaps[(len(gaps) - 1) // 2]), Fraction(summary["margin_asked"])
        expect("default margin", median / 110 < asked <= median / 100, (median, asked))
    # Without --class the column is a feature like any other, with empty cells.
    refused("a feature", 3, "column 'class'", "--data", data, "--label", "f0", "--features", "x,y,class")


def check_met_already():
    data = write("met.csv", ["x", "f0", "f1", "c"], [[0, 1, 0, 0], [1, 0, 2, 1], [2, 5, 5, ""]])
    summary, out = certify("met already", "--data", data, "--frozen", "f0,f1", "--class", "c", "--margin", "1")
    expect("met already: no neuron", summary and summary["neurons"] == 0 and summary["changed"] == 0, summary)


def check_intervals():
    rows = [[0, 0, ""], [1, 0, "1..3/2"], [2, 0, ">=1"], [3, 0, "<=1/2"], [4, 0, ""], [5, 0, "-2"], [6, 0, ""]]
    data = write("intervals.csv", ["x", "f", "label"], rows)
    words = ["--data", data, "--frozen", "f"]
    summary, out = certify("intervals", *words, files=["--data", data])
    if summary:
        expect("intervals: counts", (summary["specified"], summary["satisfied"], summary["changed"]) == (4, 1, 3), summary)
        expect("intervals: no margin", summary["margin_asked"] is None, summary)
    summary, out = certify("tolerance", *words, "--tolerance", "1/4")
    expect("tolerance", summary and summary["specified"] == 4, summary)
    ends = [[x, 0, low, high] for x, low, high in [(0, "", ""), (1, 1, 2), (2, 1, ""), (3, "", -1), (4, "", "")]]
    data = write("ends.csv", ["x", "f", "low", "high"], ends)
    words = ["--data", data, "--frozen", "f", "--label", "low"]
    summary, out = certify("two columns", *words, "--label-upper", "high", files=["--data", data])
    expect("two columns", summary and (summary["specified"], summary["changed"]) == (3, 3), summary)
    refused("both", 2, "not both", *words, "--label-upper", "high", "--tolerance", "1")


def check_line():
    """Boxes that a tent of one kink meets, while numbers in them need more; then a zigzag that no choice straightens."""
    tent = [[x, 0, "%d..%d" % (min(x, 8 - x), min(x, 8 - x) + 1)] for x in range(1, 8)]
    data = write("tent.csv", ["x", "f", "label"], tent)
    summary, out = certify("tent", "--data", data, "--frozen", "f")
    expect("tent: one kink", summary and summary["neurons"] <= 2, summary)
    zigzag = [[x, 0, "1..2" if x % 2 else "-2..-1"] for x in range(9)]
    data = write("zigzag.csv", ["x", "f", "label"], zigzag)
    summary, out = certify("zigzag", "--data", data, "--frozen", "f")
    # Each interior sample is between two on the other side: a kink of its sign for each, and neighbours differ.
    expect("zigzag: every kink", summary and summary["neurons"] >= 7, summary)


def check_digits():
    data, model = (os.path.join(SOURCE, "data", "digits", name) for name in ("misclassified.csv", "model.onnx"))
    words = ["--data", data, "--model", model, "--class", "class", "--patch", path("patched.onnx"), "--exact", path("exact.ftc")]
    summary, out = certify("digits", *words, files=["--data", data, "--model", model])
    if not summary:
        return
    expect("digits: few neurons", summary["neurons"] <= 3 and summary["layers"] == 2, summary)
    expect("digits: all wrong images", (summary["specified"], summary["changed"], summary["satisfied"]) == (25, 25, 0), summary)
    expect("digits: margin", Fraction(summary["margin_attained"]) >= Fraction(summary["margin_certified"]) > 0, summary)
    expect("digits: claim", "arithmetic=binary32" in out.splitlines()[-1], out)
    code, said, err = run(FTCHECK, path("c.ftc"), "--data", data, "--model", model, "--patched", path("patched.onnx"))
    expect("digits: patched", code == 0 and "patched file: its g is the certificate's" in said, said + err)
    code, said, err = run(FTCHECK, path("exact.ftc"))
    expect("digits: over the rationals", code == 0 and "VERIFIED specification" in said, said + err)
    code, said, err = run(FTCERT, "patch", path("c.ftc"), "--model", model, "-o", path("again.onnx"))
    expect("digits: patch", code == 0 and "changed=25 kept_zero=1772" in said.splitlines()[-1], said + err)
    expect("digits: the same file", read("again.onnx") == read("patched.onnx"))
    code, said, err = run(FTCERT, "patch", path("exact.ftc"), "--model", model, "--uncertified", "-o", path("other.onnx"))
    expect("digits: patch of the exact one", code == 0 and "changed=25 kept_zero=1772" in said.splitlines()[-1], said + err)


def check_refusals():
    def classes(cell, *words):
        data = write("bad.csv", ["x", "f0", "f1", "c"], [[0, 1, 0, cell], [1, 1, 0, ""]])
        return ["--data", data, "--frozen", "f0,f1", "--class", "c", *words]

    for cell in "2", "0|1", "1.5", "x", "-1", "0|0":
        refused("class " + cell, 3, "bad.csv:2", *classes(cell))
    refused("class and label", 2, "--class", *classes("1", "--label", "x"))
    refused("class and tolerance", 2, "--class", *classes("1", "--tolerance", "1"))
    refused("class and output", 2, "--class", *classes("1", "--output", "1"))
    refused("no margin", 2, "positive", *classes("1", "--margin", "0"))
    refused("margin alone", 2, "--class", "--data", write("m.csv", ["x", "label"], [[0, 1]]), "--margin", "1")
    refused("no f", 2, "--class", "--data", path("bad.csv"), "--class", "c")
    refused("not negative", 2, "not negative", "--data", path("m.csv"), "--tolerance", "-1")
    data = write("equal.csv", ["x", "f0", "f1", "c"], [[0, 1, 0, 1], [1, 1, 0, ""], [0, 1, 0, 0]])
    refused("deviation", 2, "--deviation", *classes("1", "--deviation", "1"))
    refused("robust", 2, "robust", *classes("1", "--prefer", "robust"))
    refused("equal points", 3, "line 2", "--data", data, "--frozen", "f0,f1", "--class", "c")
    data = write("wrong.csv", ["x", "label"], [[0, "2..1"], [1, ""]])
    refused("LO > HI", 3, "wrong.csv:2", "--data", data)
    data = write("same.csv", ["x", "label"], [[0, "1..2"], [0, "1..3"]])
    refused("equal points, other intervals", 3, "line 2", "--data", data)
    # A user's own network that misses: the sample, and by how much.
    data = write("own.csv", ["x", "f0", "f1", "c"], [[0, 1, 0, 1], [1, 1, 0, ""]])
    network = write("own_network.csv", ["layer", "bias", "weights"], [[1, 1, -1], [2, 0, 0], [2, 0, "1/2"]])
    refused("own network", 1, "sample 1: 1 leads by -1/2, expected at least 1/4", "--data", data, "--frozen", "f0,f1",
            "--class", "c", "--margin", "1/4", "--network", network)


check_classes()
check_met_already()
check_intervals()
check_line()
check_digits()
check_refusals()
print("%d expectations, %d failed" % (passed + failed, failed))
sys.exit(1 if failed else 0)
