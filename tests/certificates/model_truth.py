#!/usr/bin/env python3
"""What ftcheck.py says of a certificate whose model it reads; the other checkers read no models and accept these certificates.

    python3 tests/certificates/model_truth.py

models/NAME.ftc with the words of NAME.args is to give the lines of NAME.expect; a line that ends in ":" stands for all that begin so. Then
hostile models: each ends soon, by the limits of work and memory that hold when nothing is said. The last line is "N passed, N failed"; the exit code is 0 only when nothing failed."""
import hashlib
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "models")
CHECKER = [sys.executable, os.path.join(os.path.dirname(os.path.dirname(HERE)), "proofs", "ftcheck.py")]
sys.path.insert(0, HERE)
from onnx_bytes import DOUBLE, INT64, field, model, node, tensor

EXIT_CODE = {"E2": 1, "E3": 3, "E4": 4}


def run(_, arguments, text=b""):
    done = subprocess.run(CHECKER + arguments, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    return done.returncode, done.stdout.decode("ascii", "replace").split("\n"), done.stderr.decode("ascii", "replace")


def one_line(name):
    with open(os.path.join(FOLDER, name), encoding="ascii") as file:
        return file.read().rstrip("\n")


def check_models(run):
    """(name, None or what is wrong). run: as in command_line.py."""
    for name in sorted(file[:-4] for file in os.listdir(FOLDER) if file.endswith(".ftc")):
        beside = {word: os.path.join(FOLDER, word) for word in one_line(name + ".args").split()}
        words = [path if os.path.exists(path) else word for word, path in beside.items()]
        code, lines, errors = run(None, [os.path.join(FOLDER, name + ".ftc")] + words)
        wanted = one_line(name + ".expect").split("\n")
        wanted_code = 0 if wanted[0].startswith("s VERIFIED") else EXIT_CODE[wanted[0].split()[3][:2]]
        same = len(lines) == len(wanted) + 1 and lines[-1] == "" and all(
            a.startswith(b) and len(a) > len(b) if b.endswith(":") else a == b for a, b in zip(lines, wanted))
        yield "models/" + name, None if same and code == wanted_code and not errors else "exit code %d, %s%s" % (code, lines, errors)


# ---- hostile models --------------------------------------------------------------------------------------------------------------


def certificate(onnx, samples, dimension=1, f="layer 1 1\nrow 0 1"):
    """g = 0, and f as it is printed; all labels are kept."""
    lines = ["sample %s : keep" % " ".join([str(i)] * dimension) for i in range(samples)]
    return """FTCERT 1.0
claim interpolation layers=2 neurons=0 samples=%d changed=0
dimension %d
outputs 1
construction none
data none
model onnx sha256=%s outputs=0
frozen network
network f 1
%s
network g 2
layer 0 %d
layer 1 0
row 0
samples embedded %d
%s
margins
preactivation 1 least=none nonzero=none
projection none
bits most=0 total=0
END
""" % (samples, dimension, hashlib.sha256(onnx).hexdigest(), f, dimension, samples, "\n".join(lines))


def chain(operator, count, **attributes):
    """count nodes, one behind the other, each with the output of the one before as every input."""
    inputs = 2 if operator in ("Add", "Mul") else 1
    names = ["x"] + ["t%d" % i for i in range(count - 1)] + ["y"]
    return [node(operator, " ".join([a] * inputs), b, **attributes) for a, b in zip(names, names[1:])]


def growing():
    """A column plus a row, as a column again: n, n^2, n^4 .. entries."""
    nodes, stored = [node("Add", "x ones", "c0")], [
        tensor("ones", [60, 1], [1.0] * 60), tensor("row", [2], [1, -1], INT64), tensor("column", [2], [-1, 1], INT64)]
    for i in range(6):
        nodes += [node("Reshape", "c%d row" % i, "r%d" % i), node("Add", "c%d r%d" % (i, i), "m%d" % i),
                  node("Reshape", "m%d column" % i, "c%d" % (i + 1))]
    return model(nodes + [node("Identity", "c6")], ["N", 1], stored)


def hostile():
    """(name, model, samples, dimension, the verdict's beginning)."""
    over, good = "s NOT VERIFIED E404", "s VERIFIED"
    broken = "s NOT VERIFIED E321"
    yield "30 copies of a million numbers", model(chain("Identity", 30), ["N", 10 ** 6]), 2, 1, "s NOT VERIFIED E202"
    yield "3,000 copies, 3,000 samples", model(chain("Identity", 3000), ["N", 1]), 3000, 1, over
    yield "squares of squares", model(chain("Mul", 60), ["N", 1]), 3, 1, over
    yield "sums of sums", model(chain("Add", 3000), ["N", 1]), 2, 1, "s NOT VERIFIED E204"
    yield "tables of tables", growing(), 2, 1, over
    yield "a table of 3,300 by 3,300", model([node("Add", "x ones", "c"), node("Transpose", "c", "r"), node("Add", "c r")], ["N", 1], [
        tensor("ones", [3300, 1], [1.0] * 3300)]), 2, 1, "s NOT VERIFIED E40"
    yield "a shape of 2^62 numbers", model([node("Reshape", "x s")], ["N", 1], [tensor("s", [2], [2 ** 31, 2 ** 31], INT64)]), 2, 1, good
    yield "a shape with 5,000 axes", model([node("Reshape", "x s")], ["N", 1], [tensor("s", [5000], [1] * 5000, INT64)]), 2, 1, good
    yield "a tensor of 10^18 numbers", model([node("Add", "x w")], ["N", 1], [field(1, 10 ** 9, 10 ** 9) + field(2, 1) + field(8, "w")]), 2, 1, good
    spread = [float(i + 2) for i in range(10000)]
    yield "10,000 divisors", model([node("Div", "x w", "z"), node("MatMul", "z v")], ["N", 1], [
        tensor("w", [1, 10000], spread), tensor("v", [10000, 1], spread)]), 2, 1, "s NOT VERIFIED E204 line 18: sample 2: f = 1, but 10000 by"
    ends = [2.0 ** 1000, 2.0 ** -1000] * 5000
    yield "numbers far apart", model([node("MatMul", "x w", "z"), node("MatMul", "z v")], ["N", 1], [
        tensor("w", [1, 10000], ends, DOUBLE), tensor("v", [10000, 1], ends, DOUBLE)], kind=DOUBLE), 2, 1, "s NOT VERIFIED E204"
    deep = b""
    for _ in range(5000):
        deep = field(6, field(1, field(5, deep)))  # an attribute that is a graph with a node with an attribute ..
        if len(deep) > 90000:
            break
    yield "graphs in graphs", model([node("If", "x") + field(5, field(1, "then_branch") + deep)], ["N", 1]), 2, 1, good
    yield "groups in groups", bytes([0x0B]) * 90000, 2, 1, broken
    yield "an endless number", bytes([0x08]) + b"\xFF" * 90000, 2, 1, broken
    yield "a size of 2^63", bytes([0x3A]) + b"\xFF" * 9 + b"\x00" + b"x" * 100, 2, 1, broken
    whole = model([node("Relu", "x")], ["N", 1])
    for end in range(0, len(whole) - 1, 7):
        yield "the first %d bytes" % end, whole[:end], 2, 1, "s "


def check_hostile(folder):
    for name, onnx, samples, dimension, wanted in hostile():
        paths = [os.path.join(folder, file) for file in ("hostile.ftc", "hostile.onnx")]
        for path, data in zip(paths, (certificate(onnx, samples, dimension).encode("ascii"), onnx)):
            with open(path, "wb") as file:
                file.write(data)
        before = time.monotonic()
        code, lines, errors = run(None, [paths[0], "--model", paths[1]])
        told = "in %.1f s: exit code %d, %s %s" % (time.monotonic() - before, code, lines[:3], errors[-200:])
        if "--show" in sys.argv:
            print(name, told)
        wrong = not lines[0].startswith(wanted) or errors or "E901" in lines[0]
        said = wanted != "s VERIFIED" or "is not known here: that network f is the function of that file is not checked" in lines[1]
        yield name, told if wrong or not said or wanted == "s " and len(lines) == 2 and lines[0].startswith("s VERIFIED") else None


def main():
    results = list(check_models(run))
    with tempfile.TemporaryDirectory() as folder:
        results += check_hostile(folder)
    failed = [(name, problem) for name, problem in results if problem is not None]
    for failure in failed:
        print("FAILED %s: %s" % failure)
    print("%d passed, %d failed" % (len(results) - len(failed), len(failed)))
    return 1 if failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())
