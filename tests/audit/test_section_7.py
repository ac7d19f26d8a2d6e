"""The audit's rows on the paper's experiment: the data, the networks and the numbers, made a second time.

usage: test_section_7.py FTCERT FTCHECK

The data come from their description (src/ftcert/families/normal_data.hpp) and nothing else: splitmix64, sums of twelve numbers, a shuffle.
"""
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

FTCERT, FTCHECK = sys.argv[1:]
PYTHON_CHECKER = pathlib.Path(__file__).resolve().parents[2] / "proofs" / "ftcheck.py"
K, D = 1000, 10
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {shown}")


class Splitmix64:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return (z ^ (z >> 31)) % bound


def experiment(seed):
    """Points, differences of new and old labels, and the order in which samples change."""
    g = Splitmix64(seed)
    label = lambda: 2 * g.below(65536) - 65535  # times 2^-16
    points = [[Fraction(sum(2 * g.below(65536) - 65535 for _ in range(12)), 131072) for _ in range(D)] for _ in range(K)]
    differences = []
    for _ in range(K):
        old, difference = label(), 0
        while difference == 0:
            difference = label() - old
        differences.append(Fraction(difference, 65536))
    order = list(range(K))
    for i in range(K - 1, 0, -1):
        j = g.below(i + 1)
        order[i], order[j] = order[j], order[i]
    return points, differences, order


def samples_of(text):
    found = re.findall(r"^sample (.*) : (\S+)$", text, re.M)
    return [[Fraction(w) for w in x.split()] for x, _ in found], [Fraction(y) for _, y in found]


def check_row(folder, seed):
    row = next(r for r in json.loads((folder / "audit.json").read_text())["rows"] if r["id"] == "sec-7")
    points, differences, order = experiment(seed)
    mean = [sum(p[d] for p in points) / K for d in range(D)]
    square = [sum(p[d] ** 2 for p in points) / K for d in range(D)]
    expect("normal in mean and variance", all(abs(m) < Fraction(1, 8) for m in mean) and all(abs(s - 1) < Fraction(1, 6) for s in square), (mean, square))
    expect("verified", row["status"] == "verified" and row["cases"] == len(row["tables"][0]["rows"]))
    residuals = {n: [differences[i] if i in set(order[:n]) else Fraction(0) for i in range(K)] for n in (10, 100, 500)}
    for c in row["certificates"]:
        n = int(re.search(r"N(\d+)-", c["file"])[1])
        text = (folder / c["file"]).read_text()
        x, y = samples_of(text)
        expect(c["file"] + ": the points", x == points)
        expect(c["file"] + ": its kind", c["layers"] == 3 and c["samples"] == K and c["role"] == "supports")
        if c["file"].endswith("-loss.ftc"):
            given_up = [a - b for a, b in zip(residuals[n], y)]
            expect(c["file"] + ": values kept or given up", all(b in (a, 0) for a, b in zip(residuals[n], y)))
            loss = sum(v * v for v in given_up) / K
            smallest = min((abs(v) for v in y if v), default=Fraction(9))
            expect(c["file"] + ": the smallest are given up", loss <= Fraction(1, 25) and all(abs(v) <= smallest for v in given_up), loss)
            expect(c["file"] + ": no more could be", not any(y) or loss + smallest ** 2 / K > Fraction(1, 25))
        else:
            expect(c["file"] + ": all values", y == residuals[n])
            expect(c["file"] + ": changed", c["changed"] == n)
    cells = {int(r[0]): r for r in row["tables"][0]["rows"]}
    found = {c["file"]: c["neurons"] for c in row["certificates"]}
    for n in (10, 100, 500):
        for column, name in ((3, "line"), (4, "units"), (5, "loss")):
            file = f"certificates/sec-7.N{n}-{name}.ftc"
            if file in found:
                expect(f"{file}: its place in the table", int(cells[n][column]) == found[file], cells[n])
    expect("three certificates for N = 100", sum(f"N100-" in file for file in found) == 3, found)
    below = True
    for n, r in sorted(cells.items()):
        lower, upper = map(float, r[1].split(" .. "))
        expect(f"N = {n}: the paper's lower bound", abs(lower - (math.sqrt(2 * min(3 * n, K - 2) + 0.25) - 0.5)) < 0.006, r)
        expect(f"N = {n}: the paper's upper bound", abs(upper - min(4 * math.sqrt(K), 2 * math.sqrt(K) + 3 * n, 6 * math.sqrt(3 * n + 2))) < 0.006, r)
        low, high = map(int, r[2].split(" .. "))
        expect(f"N = {n}: our interval", lower <= low <= high <= upper, r)
        dense = math.ceil(2 * math.sqrt(K - 1))  # with rational weights; theorem 3.2.4 saves a neuron with real ones
        expect(f"N = {n}: our upper end", int(r[3]) <= (dense if high == dense - 1 else high), r)
        expect(f"N = {n}: along a direction", int(r[3]) <= math.ceil(4 * math.sqrt(n + 1)), r)
        expect(f"N = {n}: hyperplane units", int(r[4]) <= 4 * math.ceil(n / D) + 1, r)
        expect(f"N = {n}: a loss is cheaper", int(r[5]) <= min(int(r[3]), int(r[4])), r)
        # d1 (D + 1) + d2 (d1 + 1) + 1 parameters, less one scale a neuron, over all splits of one neuron fewer
        fewer = int(r[7]) - 1
        expect(f"N = {n}: parameters", all(d1 * D + (fewer - d1) * (d1 + 1) + 1 < n for d1 in range(1, fewer)), r)
        loss = sum(differences[i] ** 2 for i in order[:n]) / K
        expect(f"N = {n}: loss of g = 0", abs(Fraction(r[8]) - loss) <= Fraction(1, 20000), (r, float(loss)))
        below = below and int(r[4]) < lower
        if below:
            last = n
    expect("fewer neurons than the printed lower bound", f"N ≤ {last}".replace("≤", "<=") in row["verdict"], (last, row["verdict"]))
    marks = {s["name"]: s["points"] for s in row["plots"][0]["series"]}
    expect("the plot is the table", [p[1] for p in marks["built along one direction, loss 0"]] == [r[3] for _, r in sorted(cells.items())])
    return row


def cheapest(p, q):
    """Groups of at most D samples: 3 for one sign, 4 for both; full groups first."""
    rest = (p % D > 0) + (q % D > 0)
    mixed = 4 if p % D + q % D <= D else 6
    return 3 * (p // D + q // D) + (0, 3, mixed)[rest]


def check_one_layer(folder, seed):
    row = next(r for r in json.loads((folder / "audit.json").read_text())["rows"] if r["id"] == "sec-7-one-layer")
    points, differences, order = experiment(seed)
    cells = {int(r[0]): list(map(int, r[1:])) for r in row["tables"][0]["rows"]}
    expect("one layer: verified", row["status"] == "verified" and row["cases"] == len(cells))
    for n, (paper, worst, units, cuts, certified, parameters) in sorted(cells.items()):
        changed = [differences[i] for i in order[:n]]
        plus = sum(z > 0 for z in changed)
        expect(f"one layer, N = {n}: bounds", paper == min(3 * n, K - 2) and worst == max(cheapest(p, n - p) for p in range(n + 1)), cells[n])
        expect(f"one layer, N = {n}: units", units == cheapest(plus, n - plus) <= worst, cells[n])
        expect(f"one layer, N = {n}: order", 1 <= certified <= cuts <= units and parameters == math.ceil((n - 1) / (D + 1)) <= cuts, cells[n])
    expect("one layer: fewer than units", cells[300][3] < cells[300][2] and cells[500][3] < cells[500][2], cells)
    expect("one layer: the verdict", f"with {cells[500][3]} neurons for N = 500" in row["verdict"])
    kinds = {}
    for c in row["certificates"]:
        n = int(re.search(r"N(\d+)-", c["file"])[1])
        x, y = samples_of((folder / c["file"]).read_text())
        kept = set(order[:n])
        expect(c["file"] + ": data", x == points and y == [differences[i] if i in kept else Fraction(0) for i in range(K)])
        expect(c["file"] + ": neurons", c["layers"] == 2 and c["neurons"] == cells[n][3 if c["kind"] == "interpolation" else 4])
        kinds[n, c["kind"]] = c["neurons"]
    expect("one layer: certificates", (300, "interpolation") in kinds, kinds)
    return row, kinds


with tempfile.TemporaryDirectory() as place:
    for seed, options in ((1, ()), (7, ("--seed", "7", "--max-samples", "5"))):
        folder = pathlib.Path(place, f"seed{seed}")
        result = subprocess.run([FTCERT, "audit", "--layers", "2,3", "--jobs", "2", "--quiet", *options, "-o", str(folder)], capture_output=True, text=True)
        expect("audit", result.returncode == 0, result.stderr)
        row = check_row(folder, seed)
        one_layer, kinds = check_one_layer(folder, seed)
        expect("two neurons are refuted for N = 10", kinds.get((10, "bound")) == (3 if seed == 1 else None), kinds)
        files = [str(folder / c["file"]) for r in (row, one_layer) for c in r["certificates"]]
        result = subprocess.run([FTCHECK, *files], capture_output=True, text=True)
        expect("ftcheck", result.returncode == 0 and result.stdout.count("s VERIFIED") == len(files), result.stdout + result.stderr)
        for c in one_layer["certificates"]:
            result = subprocess.run([sys.executable, str(PYTHON_CHECKER), str(folder / c["file"])], capture_output=True, text=True)
            expect("ftcheck.py " + c["file"], result.returncode == 0 and result.stdout.startswith("s VERIFIED "), result.stdout + result.stderr)
        if seed == 1:
            expect("N = 10, 20, .., 500", row["cases"] == 50 and len(row["certificates"]) == 10, (row["cases"], files))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
