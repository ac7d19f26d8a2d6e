"""ftcert solve: both certificates, what they say together, and what the verb refuses.

usage: test_solve.py FTCERT FTCHECK SOURCE

Both checkers verify every pair. Least numbers on a line are counted here a second time, from the kinks of alternating labels."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

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


def write(name, rows):
    with open(path(name), "w", encoding="ascii") as file:
        file.write(",".join(["x%d" % j for j in range(len(rows[0]) - 1)] + ["label"]) + "\n")
        for row in rows:
            file.write(",".join(str(v) for v in row) + "\n")
    return path(name)


def read(name):
    with open(path(name), "rb") as file:
        return file.read()


def solve(name, *words, files=()):
    """Returns the summary and what the last line says of the pair, both of which checkers confirm."""
    for file in "n.ftc", "b.ftc", "s.json":
        if os.path.exists(path(file)):
            os.remove(path(file))
    code, out, err = run(FTCERT, "solve", *words, "-o", path("n.ftc"), "--bound", path("b.ftc"), "--json", path("s.json"))
    expect(name + ": exit code", code == 0, out + err)
    if code != 0:
        return {}, ""
    last = out.splitlines()[-1]
    said = re.fullmatch(r"s SOLVED ((exact|interval) layers=\d+ neurons=([0-9.]+) samples=\d+ changed=\d+)", last)
    expect(name + ": last line", said, last)
    summary = json.loads(read("s.json"))
    low, high = summary["lower_bound"], summary["neurons"]
    expect(name + ": ends", said[3] == (str(low) if low == high else "%d..%d" % (low, high)), (said[3], summary))
    expect(name + ": exact", summary["exact"] == (low == high) == (said[2] == "exact"), summary)
    expect(name + ": network", summary["network"]["neurons"] == high, summary)
    met = "They meet" in out or "No neuron is needed" in out
    expect(name + ": words", met == (low == high) and ("What would close it" in out) == (low != high), out)
    if high == 0:
        expect(name + ": no bound", summary["bound"] is None and not os.path.exists(path("b.ftc")), summary)
        return summary, said[1]
    expect(name + ": bound", summary["bound"]["lower_bound"] == low, summary)
    for checker in CHECKERS:
        code, out, err = run(*checker, "--pair", path("n.ftc"), path("b.ftc"), *files)
        expect(name + ": pair", code == 0 and out.splitlines()[-1] == "s VERIFIED " + said[1], out + err)
    return summary, said[1]


def on_lines():
    generator = random.Random(14)
    for n in 1, 2, 3:
        rows = [(i, 0) for i in range(3 * n + 2)]
        for k in range(n):  # each changed label between two kept ones: three kinks each
            rows[3 * k + 2] = (3 * k + 2, generator.randint(1, 9) * (-1) ** k)
        summary, said = solve("line %d" % n, "--data", write("line.csv", rows))
        expect("line %d: 3N" % n, said.startswith("exact layers=2 neurons=%d " % (3 * n)), said)
    for trial in range(2):
        count = generator.randint(4, 7)
        rows = [(x, generator.choice([0, 0, 1, -2, 3])) for x in generator.sample(range(40), count)]
        for layers in ("2", "3") if trial else ("2", "auto"):
            summary, said = solve("random line", "--data", write("line.csv", rows), "--layers", layers)
            if layers == "2":  # the least number on a line is known exactly
                expect("random line: exact", summary.get("exact"), (rows, said))


def in_space():
    # The middle of a triangle whose corners are kept: a label takes two neurons, as one is affine where it is not 0; three are enough.
    summary, said = solve("triangle", "--data", write("space.csv", [(-3, -3, 0), (6, -3, 0), (-3, 6, 0), (0, 0, 1)]))
    expect("triangle: two", summary.get("lower_bound") == 2, said)
    generator = random.Random(15)
    for d in 2, 3:
        rows = [tuple(generator.randint(-20, 20) for _ in range(d)) + (generator.choice(["", "", "", 1, -1]),) for _ in range(7)]
        rows[0] = rows[0][:-1] + (2,)
        for layers in 2, 3:
            solve("dimension %d" % d, "--data", write("space.csv", rows), "--layers", layers, "--max-nodes", 300)


def constants():
    for rows in [[(0, 5), (1, 5), (3, 5)], [(0, 0)], [(0, 3)], [(0, ""), (1, "")]]:
        for layers in 2, 3:
            summary, said = solve("constant", "--data", write("constant.csv", rows), "--layers", layers)
            expect("constant: 0", summary.get("neurons") == 0 and " neurons=0 " in said, said)


def with_model():
    data = os.path.join(SOURCE, "data", "diabetes")
    files = ["--data", os.path.join(data, "changed.csv"), "--model", os.path.join(data, "model.onnx")]
    summary, said = solve("diabetes, two hidden layers", *files, "--layers", 3, "--construction", "tents", "--external-data", files=files)
    expect("diabetes: what holds", said.startswith("interval layers=3 neurons=") and summary["lower_bound"] >= 2, said)
    expect("diabetes: external", b"samples external" in read("n.ftc") and b"samples external" in read("b.ftc"))
    # Three neurons are needed (a tree of two neurons is small), seven fit.
    summary, said = solve("diabetes", *files, "--construction", "hyperplane-units", "--max-nodes", 300, "--jobs", 2)
    expect("diabetes: ends", 3 <= summary.get("lower_bound", 0) and summary["neurons"] == 7, said)
    expect("diabetes: method", summary["bound"]["method"] == "patterns", summary["bound"])
    expect("diabetes: what was decided", [d["result"] for d in summary["bound"]["decided"]][:2] == ["refuted"] * 2, summary["bound"])
    bound = read("b.ftc")
    solve("diabetes", *files, "--construction", "hyperplane-units", "--max-nodes", 300)
    expect("diabetes: one job, same bytes", read("b.ftc") == bound)


def kept_search():
    """A search that met its limit is kept and goes on; the certificate is that of one search."""
    data = os.path.join(SOURCE, "data", "diabetes")
    words = ["--data", os.path.join(data, "changed.csv"), "--model", os.path.join(data, "model.onnx"), "--method", "patterns",
             "--construction", "hyperplane-units"]
    summary, said = solve("first part", *words, "--max-nodes", 12)
    expect("first part: not all", summary["lower_bound"] == 2, said)
    expect("first part: kept", os.path.exists(path("b.ftc.state")))
    command = [FTCERT, "solve", *words, "--max-nodes", 300, "-o", path("n.ftc"), "--bound", path("b.ftc")]
    code, out, err = run(*command)
    expect("not without --resume", code == 2 and "E101" in err, (code, err))
    summary, said = solve("second part", *words, "--max-nodes", 300, "--resume")
    expect("second part: more", summary["lower_bound"] >= 3, said)
    bound = read("b.ftc")
    os.remove(path("b.ftc.state"))
    solve("in one go", *words, "--max-nodes", 300)
    expect("in one go: same bytes", read("b.ftc") == bound)
    os.remove(path("b.ftc.state"))


def outputs():
    data = write("line.csv", [(i, int(i == 2)) for i in range(5)])
    before = read("line.csv")
    for words, code, text in [
            (["-o", path("x.ftc")], 2, "E101 --bound is required"),
            (["--bound", path("x.ftc")], 2, "E101 -o is required"),
            (["-o", path("x.ftc"), "--bound", path("x.ftc")], 2, "E103"),
            (["-o", path("x.ftc"), "--bound", data], 2, "E103"),
            (["-o", path("x.ftc"), "--bound", path("y.ftc"), "--json", path("y.ftc")], 2, "E103"),
            (["-o", path("x.ftc"), "--bound", "/nowhere/y.ftc"], 4, "/nowhere/y.ftc"),
            (["-o", path("x.ftc"), "--bound", path("y.ftc"), "--layers", "1"], 2, "E101 --layers '1'"),
            (["-o", path("x.ftc"), "--bound", path("y.ftc"), "--construction", "none"], 2, "E102 construction 'none'")]:
        found, out, err = run(FTCERT, "solve", "--data", data, *words)
        expect("refused: %s" % words, found == code and text in err, (found, out, err))
        expect("nothing written: %s" % words, not os.path.exists(path("x.ftc")) and not os.path.exists(path("y.ftc")))
    expect("data untouched", read("line.csv") == before)
    solve("files", "--data", data)
    network, bound = read("n.ftc"), read("b.ftc")
    code, out, err = run(FTCERT, "solve", "--data", data, "-o", "-", "--bound", path("b.ftc"))
    expect("standard output: network", out.encode() == network and read("b.ftc") == bound and "s SOLVED exact" in err, err)
    code, out, err = run(FTCERT, "solve", "--data", data, "-o", path("n.ftc"), "--bound", "-")
    expect("standard output: bound", out.encode() == bound and "s SOLVED exact" in err, err)


on_lines()
in_space()
constants()
with_model()
kept_search()
outputs()
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed or not passed else 0)
