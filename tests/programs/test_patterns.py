"""Lower bounds by patterns: ftcert refute --method patterns and auto, with both checkers.

usage: test_patterns.py FTCERT FTCHECK SOURCE

What must not be refuted is a network that this file evaluates; what must be refuted is known from a proof (proofs/theorems.md) or by hand."""
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
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


def path(name):
    return os.path.join(FOLDER.name, name)


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines() or [""], done.stderr


def read(name):
    with open(name, "rb") as file:
        return file.read()


def write(name, points, labels):
    columns = ["x%d" % c for c in range(len(points[0]))]
    with open(path(name), "w", encoding="ascii") as file:
        file.write(",".join(columns) + ",label\n")
        for point, label in zip(points, labels):
            file.write(",".join(str(v) for v in point) + "," + str(label) + "\n")
    return path(name)


def refute(name, data, *words, checkers=([FTCHECK], PYTHON_CHECKER)):
    """(exit code, summary or None, standard error); a certificate is verified by both checkers."""
    certificate, summary = path("p.ftc"), path("p.json")
    for file in certificate, summary, certificate + ".state":
        if os.path.exists(file):
            os.remove(file)
    code, out, err = run(FTCERT, "refute", "--data", data, "-o", certificate, "--json", summary, *words)
    if code != 0:
        expect(name + ": no certificate", not os.path.exists(certificate), out + [err])
        return code, None, err
    said = re.fullmatch(r"s BOUND (layers=2 neurons>=(\d+) samples=\d+ changed=\d+)", out[-1])
    expect(name + ": last line", said, out)
    for checker in checkers:
        checked, lines, problems = run(*checker, certificate)
        expect(name + ": verified", checked == 0 and lines[0] == "s VERIFIED bound " + said[1], lines + [problems])
    with open(summary, encoding="ascii") as file:
        loaded = json.load(file)
    expect(name + ": summary", loaded["lower_bound"] == int(said[2]), loaded)
    return code, loaded, err


def relu(x):
    return x if x > 0 else Fraction(0)


def by_hand():
    square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    # relu(x + y) - 2 relu(x + y - 1); one neuron and a constant do not, by the middle of the square
    for method in "auto", "patterns":
        _, found, _ = refute("parity, " + method, write("parity.csv", square, [0, 1, 1, 0]), "--method", method)
        expect("parity, " + method, found and found["lower_bound"] == 2 and found["method"] == "patterns", found)
        decided = [(d["neurons"], d["result"]) for d in found["decided"]]
        expect("parity, what was decided", decided == [(1, "refuted"), (2, "network found in floating point")], decided)
    # proofs/certificate-format.md, section 17
    worked = write("worked.csv", [(0, 0), (1, 0), (0, 1), (2, 2), (-1, -1)], [0, 0, 0, 1, -2])
    _, found, _ = refute("worked example", worked, "--method", "patterns", "--neurons", 1)
    expect("worked example", found and found["lower_bound"] == 2, found)
    for name, labels, words, code in [("a constant", [3, 3, 3, 3], [], 5), ("one neuron fits", [0, 0, 0, 1], [], 5),
                                      ("two neurons fit parity", [0, 1, 1, 0], ["--neurons", 2], 5),
                                      ("three layers", [0, 1, 1, 0], ["--layers", 3], 2)]:
        got = refute(name, write("few.csv", square, labels), "--method", "patterns", *words)
        expect(name, got[0] == code and re.match("ftcert: E(501|101)", got[2]), got)
    line = write("line.csv", [(i,) for i in range(7)], [0, 0, 1, 0, -1, 0, 0])
    _, found, _ = refute("a line", line)
    expect("a line is not searched for patterns", found and "decided" not in found and found["method"] != "patterns", found)
    # two labels apart, on the first component and on the second
    with open(path("two.csv"), "w", encoding="ascii") as file:
        file.write("x,y,a,b\n0,0,0,0\n0,1,0,1\n1,0,0,1\n1,1,1,0\n")
    _, found, _ = refute("two outputs", path("two.csv"), "--label", "a,b", "--method", "patterns")
    expect("two outputs", found and found["lower_bound"] == 2 and found["output"] == 2, found)


def planted():
    """Networks that exist: the bound found is never above their number of neurons."""
    generator = random.Random(3)
    shown = 0
    for trial in range(12):
        dimension, neurons = generator.randint(1, 3), generator.randint(1, 3)
        if trial % 3 == 0:  # corners of a cube: binary features
            points = [tuple((i >> c) & 1 for c in range(3)) for i in range(8)]
        else:
            points = sorted({tuple(Fraction(generator.randint(-6, 6), generator.choice([1, 1, 2])) for _ in range(dimension))
                             for _ in range(11)})
        units = [([Fraction(generator.randint(-3, 3)) for _ in points[0]], Fraction(generator.randint(-4, 4), 3),
                  generator.choice([-1, 1])) for _ in range(neurons)]
        labels = [sum(s * relu(sum(a * x for a, x in zip(w, point)) + b) for w, b, s in units) for point in points]
        data = write("planted.csv", points, labels)
        code, found, err = refute("planted %d" % trial, data, "--method", "patterns", "--max-nodes", 3000)
        expect("planted %d" % trial, code in (4, 5) or found["lower_bound"] <= neurons, (units, points, found))
        shown += code == 0
        code, _, err = refute("planted %d, as many" % trial, data, "--method", "patterns", "--neurons", neurons, "--max-nodes", 1000)
        expect("planted %d, as many" % trial, code in (4, 5), err)
    expect("some planted data are refuted below", shown >= 3, shown)


def plane(seed):
    generator = random.Random(seed)
    points = [(Fraction(generator.randint(-999, 999), 100), Fraction(generator.randint(-999, 999), 100)) for _ in range(12)]
    labels = [generator.choice([-1, 1]) * generator.randint(1, 9) if i < 5 else 0 for i in range(12)]
    return write("plane.csv", [tuple(map(float, p)) for p in points], labels)


def limits():
    data = plane(7)
    words = ["refute", "--data", data, "--method", "patterns", "--neurons", 2]
    whole, other = path("whole.ftc"), path("other.ftc")
    code, out, err = run(FTCERT, *words, "-o", whole)
    expect("the plane", code == 0 and not os.path.exists(whole + ".state"), out + [err])
    bytes_of = read(whole)
    for jobs in 2, 3:
        run(FTCERT, *words, "-o", other, "--jobs", jobs)
        expect("%d jobs" % jobs, read(other) == bytes_of)
        os.remove(other)
    code, out, err = run(FTCERT, *words, "-o", other, "--max-nodes", 3)
    expect("a limit", code == 4 and err.startswith("ftcert: E404 ") and "--max-nodes" in err and not os.path.exists(other), out + [err])
    if os.path.exists(other + ".state"):
        os.remove(other + ".state")
    # Two neurons are refuted, three are not decided within so few nodes: the bound is written, the work kept.
    words = ["refute", "--data", data, "--method", "patterns"]
    code, out, err = run(FTCERT, *words, "-o", other, "--max-nodes", 1200, "--jobs", 2)
    state = other + ".state"
    expect("a bound and a limit", code == 0 and os.path.exists(other) and any("limit (--max-nodes)" in line for line in out), out + [err])
    expect("a limit keeps the work", os.path.exists(state) and any(state in line for line in out), out)
    kept = read(state)
    code, out, err = run(FTCERT, *words, "-o", other, "--max-nodes", 1200)
    expect("a state without --resume", code == 2 and err.startswith("ftcert: E10") and "--resume" in err and read(state) == kept, err)
    code, _, err = run(FTCERT, "refute", "--data", plane(8), "--method", "patterns", "-o", other, "--resume")
    expect("a state of other data", code == 2 and "other data" in err and read(state) == kept, err)
    data = plane(7)
    code, _, err = run(FTCERT, *words, "-o", other, "--resume", "--neurons", 2)
    expect("a state of another question", code == 2 and "other data" in err and read(state) == kept, err)
    for spoiled in kept[:-9], kept.replace(b"leaf", b"laef", 1):
        with open(state, "wb") as file:
            file.write(spoiled)
        code, _, err = run(FTCERT, *words, "-o", other, "--resume")
        expect("a spoiled state", code == 2 and "not whole" in err, err)
    with open(state, "wb") as file:
        file.write(b"notes of somebody\n")
    code, _, err = run(FTCERT, *words, "-o", other, "--resume")
    expect("a file of somebody", code == 2 and read(state) == b"notes of somebody\n", err)
    with open(state, "wb") as file:
        file.write(kept)
    code, out, err = run(FTCERT, *words, "-o", other, "--resume", "--max-nodes", 2500)
    os.remove(state) if os.path.exists(state) else None
    run(FTCERT, *words, "-o", whole, "--max-nodes", 2500, "--jobs", 2)
    expect("resumed: the same bytes", code == 0 and read(other) == read(whole), out + [err])
    os.remove(whole + ".state") if os.path.exists(whole + ".state") else None
    for wrong in ["--resume", "--method", "auto"], ["--max-nodes", 0], ["--jobs", 0], ["--method", "pattern"]:
        code, _, err = run(FTCERT, "refute", "--data", data, "-o", path("no.ftc"), *wrong)
        expect("refused: %s" % wrong, code == 2 and not os.path.exists(path("no.ftc")), err)


def stopped():
    diabetes = os.path.join(SOURCE, "data", "diabetes")
    words = ["refute", "--data", os.path.join(diabetes, "changed.csv"), "--model", os.path.join(diabetes, "model.onnx"), "--method", "patterns"]
    output = path("diabetes.ftc")
    code, out, err = run(FTCERT, *words, "-o", output, "--max-time", 4, "--max-nodes", 10 ** 9)
    expect("the time is over", code == 0 and out[-1] == "s BOUND layers=2 neurons>=3 samples=442 changed=20", out + [err])
    expect("what was decided", any(line.startswith("3 neurons: not decided: stopped") for line in out), out)
    code, lines, err = run(FTCHECK, output)
    expect("diabetes", code == 0, lines + [err])
    os.remove(output)
    os.remove(output + ".state")
    process = subprocess.Popen([FTCERT, *words, "-o", output, "--max-nodes", str(10 ** 9)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while not os.path.exists(output + ".state") and time.monotonic() < end:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    expect("interrupted", process.returncode == 4 and err.startswith("ftcert: E402 ") and not os.path.exists(output), err)
    code, out, err = run(FTCERT, *words, "-o", output, "--resume", "--max-nodes", 300)
    expect("the bound that was found before", code == 0 and out[-1] == "s BOUND layers=2 neurons>=3 samples=442 changed=20", out + [err])
    digits = os.path.join(SOURCE, "data", "digits")
    code, out, err = run(FTCERT, "refute", "--data", os.path.join(digits, "changed.csv"), "--model", os.path.join(digits, "model.onnx"),
                         "--output", 3, "--neurons", 1, "-o", output)
    expect("digits", code == 0 and out[-1] == "s BOUND layers=2 neurons>=2 samples=1797 changed=30", out + [err])
    code, lines, err = run(FTCHECK, output)
    expect("digits verified", code == 0, lines + [err])


with FOLDER:
    by_hand()
    planted()
    limits()
    stopped()
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
