"""Networks in the text format .nnet: made here, evaluated here in fractions as NNet's evaluate_network does, and held against ftcert and the Python checker's reader.

    test_nnet.py FTCERT FTCHECK SOURCE"""
import csv
import os
import random
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
sys.path.insert(0, os.path.join(SOURCE, "proofs"))
from ftcheck_nnet import Network, number  # noqa: E402
from ftcheck_onnx import Meter  # noqa: E402
from ftcheck_onnx_read import Damaged  # noqa: E402
from ftcheck_read import Failure  # noqa: E402


class Made:
    """A network with numbers at random, as text and as a function."""
    def __init__(self, draw, sizes):
        self.draw, self.sizes, inputs = draw, sizes, sizes[0]
        self.least = [self.decimal() for _ in range(inputs)]
        self.greatest = ["%s" % (Fraction(m) + 3) if "/" not in str(Fraction(m) + 3) else m for m in self.least]
        self.mean = [self.decimal() for _ in range(inputs + 1)]
        self.range = [self.decimal(True) for _ in range(inputs + 1)]
        self.layers = [([[self.decimal() for _ in range(m)] for _ in range(n)], [self.decimal() for _ in range(n)]) for m, n in zip(sizes, sizes[1:])]

    def decimal(self, positive=False):
        value = self.draw.randrange(1 if positive else -4000, 4000)
        return self.draw.choice(["%d.%03d" % (value // 1000, value % 1000) if value >= 0 else str(value // 100) + ".", "%de-03" % value, "%.5e" % (value / 512), "%d" % (value or 1)])

    def text(self):
        rows = [[len(self.sizes) - 1, self.sizes[0], self.sizes[-1], max(self.sizes)], self.sizes, [0], self.least, self.greatest, self.mean, self.range]
        for weights, biases in self.layers:
            rows += weights + [[bias] for bias in biases]
        return "// made at random\n" + "".join(",".join(map(str, row)) + ",\n" for row in rows)

    def __call__(self, x):
        v = []
        for x_i, low, high, mean, size in zip(x, self.least, self.greatest, self.mean, self.range):
            low, high, mean, size = map(Fraction, (low, high, mean, size))
            v.append(((low if x_i < low else high if x_i > high else x_i) - mean) / size)
        for number_of, (weights, biases) in enumerate(self.layers):
            if number_of:
                v = [max(Fraction(0), a) for a in v]
            v = [sum((Fraction(w) * a for w, a in zip(row, v)), Fraction(bias)) for row, bias in zip(weights, biases)]
        return [a * Fraction(self.range[-1]) + Fraction(self.mean[-1]) for a in v]


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def values_agree(folder, draw):
    for sizes in [2, 3, 2], [1, 1], [5, 4, 4, 3], [3, 2, 1], [7, 1, 2]:
        made = Made(draw, sizes)
        points = [[Fraction(draw.randrange(-64, 64), draw.choice([1, 4, 7, 16])) for _ in range(sizes[0])] for _ in range(12)]
        points += [list(map(Fraction, limits)) for limits in (made.least, made.greatest)]
        wanted = [made(point) for point in points]
        model = write(folder, "f.nnet", made.text())
        rows = [",".join("x%d" % i for i in range(sizes[0]))] + [",".join(map(str, point)) for point in points]
        data, table = write(folder, "d.csv", "\n".join(rows) + "\n"), os.path.join(folder, "t.csv")
        code, _, err = run(FTCERT, "evaluate", "--data", data, "--model", model, "-o", table, "--quiet")
        expect("evaluate %s" % sizes, code == 0, err)
        if code == 0:
            with open(table, newline="", encoding="utf-8") as file:
                head, *found = list(csv.reader(file))
            columns = [j for j, name in enumerate(head) if name == "f" or name.startswith("f:")]
            expect("values %s" % sizes, [[Fraction(row[j]) for j in columns] for row in found] == wanted, (found[:2], wanted[:2]))
        read = Network(made.text().encode(), sizes[0], Meter())
        expect("Python reader %s" % sizes, [read(point) for point in points] == wanted)
        inside = [all(Fraction(a) <= x <= Fraction(b) for x, a, b in zip(point, made.least, made.greatest)) for point in points]
        expect("points outside the limits %s" % sizes, not all(inside))


def certificates(folder, draw):
    """A certificate of it: checked with the model, and refused with another."""
    made = Made(draw, [2, 4, 2])
    points = [[Fraction(i), Fraction(3 * i - 4, 2)] for i in range(5)]
    rows = ["a,b,y,z"] + ["%s,%s,%s,%s" % (*point, "1/3" if i == 2 else "", "") for i, point in enumerate(points)]
    model, data, made_at = write(folder, "f.nnet", made.text()), write(folder, "d.csv", "\n".join(rows) + "\n"), os.path.join(folder, "c.ftc")
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", model, "--label", "y,z", "-o", made_at)
    expect("certify", code == 0, err)
    if code:
        return
    with open(made_at, encoding="utf-8") as file:
        lines = file.read().split("\n")
    expect("model nnet", [line.split()[:2] for line in lines if line.startswith("model ")] == [["model", "nnet"]])
    expect("format", lines[0] == "FTCERT 1.6")
    for name, checker in ("ftcheck", [FTCHECK]), ("ftcheck.py", [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]):
        code, out, err = run(*checker, made_at, "--model", model)
        expect(name, code == 0 and out.startswith("s VERIFIED "), out + err)
        other = write(folder, "other.nnet", made.text() + "\n")
        code, out, err = run(*checker, made_at, "--model", other)
        expect(name + ", another model", code == 1 and "E207" in out, out + err)
    code, out, err = run(sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py"), made_at, "--model", model)
    expect("compared with the file", "c model file: network f is the function of that file at all 5 samples" in out, out)
    code, out, err = run(FTCERT, "evaluate", "--data", data, "--model", model, "--tensor", "y")
    expect("a tensor of it", code == 2 and "E101" in err and "tensor" in err, err)


def refusals(folder):
    for text, wanted in (("-1.50e+02", -150), ("+.5", Fraction(1, 2)), ("5.", 5), ("1E-3", Fraction(1, 1000)), ("00.10", Fraction(1, 10))):
        expect("number " + text, number(text) == wanted)
    for text in "", ".", "e5", "1e", "--1", "1.5.2", "nan", "0x1", "1/3", "1e+-5", "1e99999", "-":
        try:
            expect("refused: " + text, False, number(text))
        except Damaged:
            pass
    rows = "1,2,1,2\n2,1\n0\n0,0\n5,5\n0,0,0\n1,1,1\n1,1\n2\n".split("\n")
    changes = ((0, "1,2,1", "a row of 3"), (0, "0,2,1,2", "the counts"), (1, "2,2", "sizes of layers"), (4, "5,-1", "limits that cross"), (6, "1,0,1", "a range 0"),
               (7, "1,x", "the number 'x'"), (8, "", "a row of 0"), (9, "7", "behind the last bias"))
    for at, line, what in changes:
        text = "\n".join(rows[:at] + [line] + rows[at + 1:])
        try:
            expect("refused: " + what, False, Network(text.encode(), 2, Meter()))
        except Damaged as problem:
            expect("refused: " + what, what in str(problem), problem)
        code, out, err = run(FTCERT, "evaluate", "--data", write(folder, "d.csv", "a,b\n1,2\n"), "--model", write(folder, "g.nnet", text))
        expect("ftcert refuses: " + what, code == 3 and "g.nnet:%d:" % (at + 1) in err, err)
    try:
        expect("another dimension", False, Network("\n".join(rows).encode(), 3, Meter()))
    except Failure as problem:
        expect("another dimension", problem.code == "E202")


def main():
    draw = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        values_agree(folder, draw)
        certificates(folder, draw)
        refusals(folder)
    print("%d failed" % len(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
