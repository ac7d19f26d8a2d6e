"""What certify and explain say of a network where it runs, against a recomputation here.

    test_quality.py FTCERT SOURCE

Python's standard library only: kappa and the touched volume by their definitions (src/ftcert/floats), bounds by the formulas of
proofs/executions.md and by executions in float32 and float64, whose every operation is rounded exactly."""
import json
import math
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)  # weights may have thousands of digits
FTCERT, SOURCE = sys.argv[1:3]
PRECISION = {"float32": (24, -126), "float64": (53, -1022)}


def rounded(x, bits):
    """The number of so many bits nearest to x, ties to even; far from underflow."""
    if x == 0:
        return Fraction(0)
    exponent = abs(x.numerator).bit_length() - x.denominator.bit_length() - bits - 1
    while abs(x) / Fraction(2) ** exponent >= 2 ** bits:
        exponent += 1
    return round(x / Fraction(2) ** exponent) * Fraction(2) ** exponent


class Case:
    """A network g on data whose f is 0: labels where it is not 0, nothing elsewhere."""
    def __init__(self, layers, points):
        self.layers, self.points = layers, points
        self.values = [self.run(x) for x in points]

    def run(self, x):
        for number, layer in enumerate(self.layers):
            x = [row[0] + sum(w * v for w, v in zip(row[1:], x)) for row in layer]
            if number + 1 < len(self.layers):
                x = [max(v, Fraction(0)) for v in x]
        return x[0]

    def execution(self, x, bits, chance):
        """Weights rounded; the terms of every row in a random order, each product and each addition rounded."""
        x = [rounded(v, bits) for v in x]
        for number, layer in enumerate(self.layers):
            out = []
            for row in layer:
                terms = [rounded(row[0], bits)] + [rounded(rounded(w, bits) * v, bits) for w, v in zip(row[1:], x)]
                while len(terms) > 1:
                    chance.shuffle(terms)
                    terms.append(rounded(terms.pop() + terms.pop(), bits))
                out.append(terms[0])
            x = [max(v, Fraction(0)) for v in out] if number + 1 < len(self.layers) else out
        return x[0]

    def certify(self, folder, name):
        data, net, out = ("%s/%s%s" % (folder, name, end) for end in (".csv", "-g.csv", ".ftc"))
        with open(data, "w") as file:
            names = ["x%d" % j for j in range(len(self.points[0]))]
            file.write(",".join(names + ["label"]) + "\n")
            for x, z in zip(self.points, self.values):
                file.write(",".join([str(v) for v in x] + [str(z) if z else ""]) + "\n")
        with open(net, "w") as file:
            file.write("layer,bias,weights\n")
            for number, layer in enumerate(self.layers):
                for row in layer:
                    file.write(",".join([str(number + 1)] + [str(v) for v in row]) + "\n")
        summaries, texts = [], []
        for words in (["certify", "--data", data, "--network", net, "-o", out], ["explain", out]):
            done = subprocess.run([FTCERT, *words, "--json", out + ".json"], capture_output=True, text=True)
            expect(name + ": exit code", done.returncode == 0, done.stderr)
            texts.append(done.stdout)
            with open(out + ".json") as file:
                summary = json.load(file)
            summaries.append({key: summary[key] for key in ("kappa", "touched", "float32_error", "float64_error")})
        expect(name + ": certify and explain say the same", summaries[0] == summaries[1], summaries)
        return summaries[0], texts


def check_bounds(name, case, said):
    """The bounds hold for executions, and are those of the formulas, for one hidden layer."""
    chance = random.Random(name)
    for format_name, (bits, _) in PRECISION.items():
        error = said[format_name + "_error"]
        kept = [i for i, z in enumerate(case.values) if z == 0]
        expect(name + ": kept", error["kept"] == len(kept) and not error["overflows"], error)
        seen = {"kept_bound": Fraction(0), "changed_bound": Fraction(0)}
        moved = set()
        for i, x in enumerate(case.points):
            key = "changed_bound" if case.values[i] else "kept_bound"
            for _ in range(6):
                distance = abs(case.execution(x, bits, chance) - case.values[i])
                seen[key] = max(seen[key], distance)
                if distance and not case.values[i]:
                    moved.add(i)
        expect(name + ": kept samples that move are not called exact", error["kept_exact"] <= len(kept) - len(moved), error)
        for key, distance in seen.items():
            expect("%s: %s %s holds" % (name, format_name, key), distance <= Fraction(error[key]), (distance, error[key]))
        for key, bound in formula(case, bits).items():
            expect("%s: %s %s is near the formula" % (name, format_name, key),
                   Fraction(error[key]) <= bound * Fraction(103, 100), (float(bound), error[key]))


def formula(case, bits):
    """Theorem 1 without any refinement, and a ReLU that is off where it is off in every execution."""
    u = Fraction(1025, 1024) / 2 ** bits
    hidden, outer = case.layers
    result = {"kept_bound": Fraction(0), "changed_bound": Fraction(0)}

    def gamma(terms):
        t = (terms + 1) * u
        return t + t * t

    for x, z in zip(case.points, case.values):
        read = [0 if rounded(v, bits) == v else u * abs(v) for v in x]
        values, errors = [], []
        for row in hidden:
            weights = [rounded(w, bits) for w in row]
            s = weights[0] + sum(w * v for w, v in zip(weights[1:], x))
            carried = sum(abs(w) * e for w, e in zip(weights[1:], read))
            size = abs(weights[0]) + sum(abs(w * v) for w, v in zip(weights[1:], x)) + carried
            e = carried + gamma(len(row)) * size
            off = s + e <= 0
            values.append(max(s, Fraction(0)))
            errors.append(0 if off else e)
        weights = [rounded(w, bits) for w in outer[0]]
        s = weights[0] + sum(w * v for w, v in zip(weights[1:], values))
        carried = sum(abs(w) * e for w, e in zip(weights[1:], errors))
        size = sum(abs(w) * v for w, v in zip(weights[1:], values)) + abs(weights[0]) + carried
        total = abs(s - z) + carried + (gamma(len(weights)) * size if carried or size else 0)
        key = "changed_bound" if z else "kept_bound"
        result[key] = max(result[key], total + Fraction(1, 2 ** 100))
    return result


def splitmix(seed):
    mask, state = 2 ** 64 - 1, seed
    while True:
        state = (state + 0x9e3779b97f4a7c15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & mask
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & mask
        yield z ^ (z >> 31)


def check_touched(name, case, said):
    """The same moves, made here."""
    kept = [x for x, z in zip(case.points, case.values) if z == 0]
    count = len(case.points)
    reach = []
    for column in zip(*case.points):
        mean = Fraction(sum(column), count)
        variance = sum((v - mean) ** 2 for v in column) / count
        k = 16 - math.floor(Fraction(exponent_of(variance), 2))  # the root has 17 bits
        reach.append(Fraction(math.isqrt(math.ceil(variance * Fraction(4) ** k) - 1) + 1) / Fraction(2) ** k)
    numbers = splitmix(said["touched"]["seed"])
    for v in said["touched"]["radii"]:
        moves = [step_up(Fraction(v["radius"]) * s) for s in reach]
        sizes = []
        for t in range(said["touched"]["points"]):
            x = kept[t * len(kept) // said["touched"]["points"]]
            sizes.append(abs(case.run([a + m * Fraction(2 * (next(numbers) >> 48) + 1 - 65536, 65536) for a, m in zip(x, moves)])))
        touched = [s for s in sizes if s]
        expect(name + ": touched", v["touched"] == len(touched) and Fraction(v["share"]) == Fraction(len(touched), 1000), v)
        if touched:
            mean = sum(touched) / len(touched)
            expect(name + ": mean", mean <= Fraction(v["mean"]) <= mean * Fraction(101, 100), (v, float(mean)))


def exponent_of(x):
    e = x.numerator.bit_length() - x.denominator.bit_length()
    return e - 1 if x < Fraction(2) ** e else e


def step_up(x):
    step = Fraction(2) ** (exponent_of(x) - 15)
    return math.ceil(x / step) * step


def fractions(rows):
    return [[Fraction(v) for v in row] for row in rows]


def main(folder):
    # A tent at 5 over integers: all sums are exact, the kinks are 1 apart, and the largest sum is 9 + 6.
    tent = Case([fractions([[-4, 1], [-5, 1], [-6, 1]]), fractions([[0, 1, -2, 1]])], [[Fraction(i)] for i in range(10)])
    said, texts = tent.certify(folder, "tent")
    exact = {"overflows": False, "kept": 9, "kept_exact": 9, "kept_bound": "0", "changed_bound": "0"}
    expect("tent: errors", said["float32_error"] == said["float64_error"] == exact, said)
    expect("tent: kappa", said["kappa"] == "15", said)
    check_touched("tent", tent, said)
    # The standard deviation is sqrt(8.25): with r = 1/2 a point is moved by up to 1.4361, so that 4 and 6 reach (4, 6) in half of the moves,
    # 3 and 7 where they move by more than 1; with r = 1/10 only the former.
    reach = math.sqrt(8.25) / 2
    for v, share in zip(said["touched"]["radii"], (1 / 9, 1 / 9, (1 + (reach - 1) / reach) / 9)):
        expect("tent: share", abs(float(v["share"]) - share) < 0.04, (v, share))
    for text in texts:
        expect("tent: words", "Run in float32 this network leaves f at all 9 kept samples as it is, to the last bit, and meets the changed "
               "labels exactly." in " ".join(text.split()), text)

    # The same shape with weights that no float is, in two dimensions: sums beyond the kinks do not cancel.
    chance = random.Random(5)
    row = [Fraction(1, 3), Fraction(-7, 11)]
    points = [[Fraction(chance.randrange(-99, 100), 10) for _ in range(2)] for _ in range(40)]
    centre = row[0] * points[7][0] + row[1] * points[7][1]
    least = min(abs(row[0] * x[0] + row[1] * x[1] - centre) for x in points if x != points[7])
    hat = Case([[[-centre - d] + row for d in (-least / 3, 0, least / 3)], [[Fraction(0), 3 / least, -6 / least, 3 / least]]], points)
    expect("hat: one sample changes", [i for i, z in enumerate(hat.values) if z] == [7], hat.values)
    said, texts = hat.certify(folder, "hat")
    check_bounds("hat", hat, said)
    check_touched("hat", hat, said)
    for text in texts:
        first = text.split("\n")[:20]
        expect("hat: announced", any(line.startswith("Run in float32 this network may change ") and " of 39 kept samples (by up to " in line
                                     for line in first), text)
    sizes = [abs(row[0] * x[0]) + abs(row[1] * x[1]) for x in points]
    kappa = (max(sizes) + max(abs(centre + least / 3), abs(centre - least / 3))) / (least / 3)
    expect("hat: kappa", kappa <= Fraction(said["kappa"]) <= kappa * Fraction(101, 100), (float(kappa), said["kappa"]))

    # One ReLU for one label, off by a margin elsewhere: measured against the label; and its bounds.
    single = Case([[[Fraction(-89, 10), Fraction(1, 3), Fraction(2, 3)]], [[Fraction(0), Fraction(5, 2)]]],
                  points + [[Fraction(10), Fraction(99, 10)]])
    expect("single: one sample changes", [i for i, z in enumerate(single.values) if z] == [40], single.values)
    said, texts = single.certify(folder, "single")
    check_bounds("single", single, said)
    expect("single: exact at kept samples", said["float32_error"]["kept_exact"] == 40, said)
    size = max(abs(x[0]) / 3 + abs(x[1]) * 2 / 3 for x in single.points) + Fraction(89, 10)
    kappa = size / (single.values[40] / Fraction(5, 2))
    expect("single: kappa", kappa <= Fraction(said["kappa"]) <= kappa * Fraction(101, 100), (float(kappa), said["kappa"]))

    # Two hidden layers: a tent that is 1 - p+ - p-, against the bias 1.
    deep = Case([fractions([[-5, 1], [5, -1]]), fractions([[1, -1, -1]]), fractions([[0, 7]])], [[Fraction(i)] for i in range(10)])
    said, _ = deep.certify(folder, "deep")
    expect("deep: kappa", said["kappa"] == "14" and said["float32_error"]["kept_exact"] == 9, said)
    check_touched("deep", deep, said)

    # Beyond the range of one format, and of both.
    for power, overflows in ((60, (True, False)), (400, (True, True))):
        huge = Case([[[Fraction(0), Fraction(10) ** power]], [[Fraction(0), Fraction(1)]]], [[Fraction(-1)], [Fraction(0)], [Fraction(1)]])
        said, texts = huge.certify(folder, "huge%d" % power)
        expect("huge: overflows", (said["float32_error"]["overflows"], said["float64_error"]["overflows"]) == overflows, said)
        expect("huge: words", "Run in float32 this network may overflow" in texts[0].split("certificate:")[1], texts[0])
        expect("huge: no bound", said["float32_error"]["kept_bound"] is None, said)

    # Weights of 66,000 bits: nothing is said that was not computed.
    power = Fraction(10) ** 19999
    long = Case([[[Fraction(0), power]] * 400, [[Fraction(0)] + [Fraction(1)] * 400]], [[Fraction(-1)], [Fraction(0)], [Fraction(1)]])
    said, texts = long.certify(folder, "long")
    expect("long: nothing", all(value is None for value in said.values()), said)
    expect("long: words", "What this network does in float32 was not computed: too much work." in texts[0], texts[0][-2000:])


with tempfile.TemporaryDirectory() as folder:
    main(folder)
print("%d failures" % len(failures))
sys.exit(1 if failures else 0)
