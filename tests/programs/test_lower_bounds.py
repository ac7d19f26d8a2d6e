"""Verbs refute, worst and bounds, with both checkers.

usage: test_lower_bounds.py FTCERT FTCHECK SOURCE

Random data are generated here (a fixed generator) and the least number of kinks is counted here a second time."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

FTCERT, FTCHECK, SOURCE = sys.argv[1:]
PYTHON_CHECKER = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]
FOLDER = tempfile.TemporaryDirectory()
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines() or [""], done.stderr


def path(name):
    return os.path.join(FOLDER.name, name)


def write(name, text):
    with open(path(name), "w", encoding="ascii") as file:
        file.write(text)
    return path(name)


def refute(name, data, *words):
    """Runs refute; both checkers must verify what it says. Returns (exit code, summary or None)."""
    certificate, summary = path("r.ftc"), path("r.json")
    for file in certificate, summary:
        if os.path.exists(file):
            os.remove(file)
    code, out, err = run(FTCERT, "refute", "--data", data, "-o", certificate, "--json", summary, *words)
    if code != 0:
        expect(name + ": no certificate", not os.path.exists(certificate), out + [err])
        return code, None
    said = re.fullmatch(r"s BOUND (layers=\d+ neurons>=(\d+) samples=\d+ changed=\d+)", out[-1])
    expect(name + ": last line", said, out)
    for checker in [FTCHECK], PYTHON_CHECKER:
        for more in [], ["--data", data]:
            checked, lines, err = run(*checker, certificate, *more)
            expect(name + ": verified", checked == 0 and lines[0] == "s VERIFIED bound " + said[1], lines + [err])
    with open(summary, encoding="ascii") as file:
        loaded = json.load(file)
    expect(name + ": summary", loaded["lower_bound"] == int(said[2]), loaded)
    return code, loaded


def kinks(x, z):
    """Most forced kinks: of each sign greedily, by slopes."""
    last, count = {}, 0
    slopes = [(b - a) / (q - p) for a, b, p, q in zip(z, z[1:], x, x[1:])]
    for r, (s, t) in enumerate(zip(slopes, slopes[1:])):
        sign = (t > s) - (t < s)
        if sign and last.get(sign) != r - 1:
            last[sign] = r
            count += 1
    return count


def random_data():
    generator = random.Random(5)
    for trial in range(12):
        count = generator.randint(2, 40)
        x = sorted({Fraction(generator.randint(-300, 300), generator.choice([1, 2, 3, 7])) for _ in range(count)})
        z = [Fraction(generator.choice([0, 0, 1, -1, 2, Fraction(1, 3)])) for _ in x]
        rows = [(a, b) for a, b in zip(x, z)]
        generator.shuffle(rows)
        f = [Fraction(generator.randint(-3, 3), 2) for _ in rows]
        text = "f,x,label\n" + "".join("%s,%s,%s\n" % (v, a, "" if b == 0 else v + b) for (a, b), v in zip(rows, f))
        data = write("random.csv", text)
        name = "random %d" % trial
        constant = len(set(z)) == 1
        two, summary = refute(name, data, "--frozen", "f")
        if constant:
            expect(name + ": a constant", two == 5)
            continue
        least = max(1, kinks(x, z))
        expect(name + ": kinks", summary["lower_bound"] == least or (summary["method"] == "exhaustion" and summary["lower_bound"] > least),
               summary)
        expect(name + ": changed", summary["changed"] == sum(map(bool, z)), summary)
        code, out, _ = run(FTCERT, "certify", "--data", data, "--frozen", "f", "-o", path("c.ftc"))
        neurons = int(re.search(r"neurons=(\d+)", out[-1])[1])
        expect(name + ": not above the construction", code == 0 and summary["lower_bound"] <= neurons, (summary, out[-1]))
        less = refute(name + ", one less", data, "--frozen", "f", "--neurons", summary["lower_bound"] - 1)
        more = refute(name + ", as many", data, "--frozen", "f", "--neurons", summary["lower_bound"])
        expect(name + ": --neurons", (less[0], more[0]) == (0, 5), (less, more))
        deeper = [refute(name + ", %d layers" % layers, data, "--frozen", "f", "--layers", layers)[1]["lower_bound"] for layers in (3, 4)]
        expect(name + ": deeper networks need no more, but for a neuron a layer",
               deeper[0] <= summary["lower_bound"] + 1 and deeper[1] <= deeper[0] + 1, deeper)


def two_hidden_layers(labels):
    """Theorem 3.7.2 and corollary 3.7.5 for labels at equal distances: the word of the kinks' signs, cut from the left for every pair."""
    word, run = [], 0
    for a, b, c in zip(labels, labels[1:], labels[2:]):
        second = a - 2 * b + c
        sign = (second > 0) - (second < 0)
        run = run + 1 if word and sign == last else 1
        if sign and run % 2:
            word.append(sign)
        last = sign
    best = len(word) + 1
    for second in range(1, best):
        for up in range(second + 1):
            each, room, cuts = {1: up, -1: second - up}, {1: up, -1: second - up}, 0
            for sign in word:
                if room[sign]:
                    room[sign] -= 1
                else:
                    room, cuts = dict(each), cuts + 1
            first = max(cuts, 1)
            while first <= 2 and sum(max(word.count(s) - first * each[s], 0) for s in each) > first:
                first += 1
            best = min(best, second + first)
    return best


def worst():
    # (options, layers) -> neurons: 2 layers min{3N, K-2}; 3 layers a count of its own, and at least what theorem 3.6.3 promises
    for samples, changed, layers, least in [(8, 2, 2, 6), (5, 5, 2, 3), (60, 20, 2, 58), (100, 7, 2, 21), (1000, 49, 3, 25), (41, 10, 3, 10),
                                           (400, 100, 3, 37), (18, 5, 3, 7), (58, 15, 3, 12), (93, 26, 3, 16), (30, 25, 3, 8)]:
        name = "worst %d %d %d" % (samples, changed, layers)
        data = path("worst.csv")
        code, out, err = run(FTCERT, "worst", "--samples", samples, "--changed", changed, "--layers", layers, "-o", data)
        with open(data, encoding="ascii") as file:
            labels = [int(row.split(",")[1]) for row in file.read().splitlines()[1:]]
        used = sum(map(bool, labels))
        expect(name + ": no more samples and labels", (len(labels), used) == (samples, min(used, changed)), (len(labels), used))
        counted = two_hidden_layers(labels) if layers == 3 else least
        expect(name, code == 0 and out[-1] == "s WORST layers=%d neurons>=%d samples=%d changed=%d" % (layers, counted, samples, used),
               out + [err, counted])
        expect(name + ": enough", counted >= least, counted)
        expect(name + ": refuted", refute(name, data, "--layers", layers)[1]["lower_bound"] == counted)
        if layers == 3:
            _, low, high = re.match(r"s BOUNDS layers=3 neurons=((\d+)\.\.)?(\d+) ", run(FTCERT, "bounds", "--samples", samples, "--changed", changed,
                                                                                      "--layers", 3)[1][-1]).groups()
            expect(name + ": bounds", int(low or high) == counted <= int(high), (low, high))
    for words, labels in [(["--figure", 2, "--changed", 3], "0,0,-1,0,0,2,0,0,-1,0,0"), (["--figure", 3, "--changed", 3], "0,-1,0,2,0,-1,0"),
                          (["--counterexample", "4.2.1"], "0,1,0,0"), (["--figure", 2, "--changed", 1, "--samples", 6], "0,0,-1,0,0,0")]:
        code, out, err = run(FTCERT, "worst", *words, "-o", path("w.csv"))
        with open(path("w.csv"), encoding="ascii") as file:
            rows = file.read().splitlines()
        expected = ["x,label"] + ["%d,%s" % (i, y) for i, y in enumerate(labels.split(","), 1)]
        expect("worst %s" % words, code == 0 and rows == expected, (rows, err))
    code, out, _ = run(FTCERT, "certify", "--data", write("c.csv", "x,label\n1,0\n2,1\n3,0\n4,0\n"), "-o", path("c.ftc"))
    expect("two neurons refute Corollary 4.2.1", code == 0 and " neurons=2 " in out[-1], out)
    for words in (["--samples", 3, "--changed", 4], ["--samples", 3], ["--figure", 3, "--changed", 2, "--samples", 6],
                  ["--figure", 2, "--changed", 2, "--samples", 7], ["--figure", 4, "--changed", 2], ["--counterexample", "4.2.2"],
                  ["--samples", 0, "--changed", 0], ["--family", "mixed", "--samples", 7, "--changed", 2]):
        code, _, err = run(FTCERT, "worst", *words, "-o", path("no.csv"))
        expect("worst refuses %s" % words, code == 2 and re.match("ftcert: E10", err) and not os.path.exists(path("no.csv")), err)


def space():
    rows = ["%d,%d,%d" % (3 - i, 2 * i, i % 2) for i in range(8)] + ["100,7,0", "55,-3,0", "-20,11,0"]
    data = write("space.csv", "a,b,label\n" + "\n".join(rows) + "\n")
    code, summary = refute("a line in the plane", data)
    expect("a line in the plane", code == 0 and summary["lower_bound"] == 6, summary)
    diabetes = os.path.join(SOURCE, "data", "diabetes")
    words = ["refute", "--data", os.path.join(diabetes, "changed.csv"), "--model", os.path.join(diabetes, "model.onnx"), "-o", path("d.ftc")]
    code, out, err = run(FTCERT, *words, "--method", "alternation")
    told = any("(N-1)/(d+1) = (20-1)/11" in line for line in out)
    expect("general position", code == 5 and err.startswith("ftcert: E501 ") and told and not os.path.exists(path("d.ftc")), out + [err])
    code, out, err = run(FTCERT, *words, "--neurons", 0)
    expect("not constant", code == 0 and out[-1] == "s BOUND layers=2 neurons>=1 samples=442 changed=20", out + [err])
    for wrong in ["--layers", 1], ["--neurons", "x"]:
        code, _, err = run(FTCERT, *words, *wrong)
        expect("refute refuses %s" % wrong, code == 2, err)
    code, _, err = run(FTCERT, "pieces", path("r.ftc"))
    expect("pieces needs a network", code == 2 and err.startswith("ftcert: E104 "), err)
    code, out, err = run(FTCERT, "explain", path("r.ftc"), "-o", path("r.svg"))
    expect("a bound is explained", code == 0 and out[-1].startswith("s EXPLAINED bound layers="), out + [err])


def bounds():
    def ask(*words):
        code, out, err = run(FTCERT, "bounds", "--samples", *words, "--json", path("b.json"))
        expect("bounds %s" % (words,), code == 0, err)
        with open(path("b.json"), encoding="ascii") as file:
            return out[-1], json.load(file)

    last, json_two = ask(442, "--changed", 20)
    expect("bounds, two layers", last == "s BOUNDS layers=2 neurons=60 samples=442 changed=20" and json_two["exact"] == 60, last)
    last, three = ask(400, "--changed", 100, "--layers", 3)
    expect("bounds, three layers", last == "s BOUNDS layers=3 neurons=38..39 samples=400 changed=100", last)
    expect("paper, three layers", (three["paper"]["lower"]["decimal"], three["paper"]["upper"]["decimal"]) == ("24.00", "80.00"), three)
    last, many = ask(10 ** 12, "--changed", 10 ** 12 // 4, "--layers", 3)
    expect("bounds, a million million", many["lower"]["value"] >= 1999995 and many["upper"]["value"] <= 2000000, many)
    last, deep = ask(100000, "--changed", 100, "--layers", 9)
    expect("bounds, nine layers", deep["width"]["upper"]["value"] == 11 and deep["paper_width"]["decimal"] == "51.80", deep)
    for words in (["--samples", 3, "--changed", 4], ["--samples", 0, "--changed", 0], ["--samples", 3, "--changed", 1, "--layers", 1]):
        expect("bounds refuses %s" % words, run(FTCERT, "bounds", *words)[0] == 2)


with FOLDER:
    random_data()
    worst()
    space()
    bounds()
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
