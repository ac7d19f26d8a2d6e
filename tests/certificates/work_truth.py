#!/usr/bin/env python3
"""The work of certificates (sections 14 and 15 of certificate-format.md), counted from their lines by a program of its own.

Every certificate of the corpus with `--max-work W` among its arguments is at the edge: in valid/ W is its work, in limits/ one less than its
work, or that of f where rows of its data file are merged (NAME with merged). Prints what differs; the last line is "N passed, M failed"."""
import gzip
import hashlib
import os
import re
import sys
from fractions import Fraction
from math import factorial

HERE = os.path.dirname(os.path.abspath(__file__))


def digits(n):
    return len(format(abs(n), "b")) if n else 0


def words(bits):
    count = 1
    while 64 * count < bits:
        count += 1
    return count


def least_common(numbers):
    """Least number d >= 1 with d q an integer for all numbers q."""
    d = 1
    for q in numbers:
        d *= (q * d).denominator
    return d


def stepped(v, operation, c):
    return {"add": lambda: v + c, "sub": lambda: v - c, "mul": lambda: v * c, "div": lambda: v / c}[operation]()


def with_steps(row, steps):
    """The row behind steps [OP, C1, .., Cn], from its values at 0 and at the unit vectors."""
    def value(x):
        for operation, *numbers in steps:
            x = [stepped(v, operation, Fraction(c)) for v, c in zip(x, numbers)]
        return row[0] + sum(w * v for w, v in zip(row[1:], x))

    n = len(row) - 1
    bias = value([Fraction(0)] * n)
    return [bias] + [value([Fraction(int(i == j)) for j in range(n)]) - bias for i in range(n)]


def behind(row, steps):
    """The row with steps (operation, number) behind it."""
    for operation, c in steps:
        row = [stepped(row[0], operation, c)] + ([stepped(w, operation, c) for w in row[1:]] if operation in ("mul", "div") else row[1:])
    return row


class Lines:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        self.all = [line.split(" ") for line in text.decode("ascii").split("\n") if line and line[0] != "%"]

    def network(self, name):
        """[(columns, [[bias, weights ..], ..]), ..], of the same function without steps."""
        starts = [i for i, line in enumerate(self.all) if line[:2] == ["network", name]]
        layers, steps = [], []
        for line in self.all[starts[0] + 1:] if starts else []:
            if line[0] == "step":
                steps.append(line[1:])
            elif line[0] == "layer":
                layers.append((int(line[2]), []))
                before, steps = steps, []
            elif line[0] == "row":
                layers[-1][1].append(with_steps(list(map(Fraction, line[1:])), before))
            else:
                break
        if steps:
            layers[-1][1][:] = [behind(row, [(step[0], Fraction(step[1 + i])) for step in steps]) for i, row in enumerate(layers[-1][1])]
        return layers

    def read_parts(self, folder, names):
        """Puts the samples of small tables x,y in place of the files of the parts, which say nothing twice."""
        tables = {}
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read()
            rows = [row.split(",") for row in data.decode("ascii").split("\n")[:-1]]
            assert rows[0] == ["x", "y"], name
            tables["sha256=" + hashlib.sha256(data).hexdigest()] = [["sample", x, ":", y or "keep"] for x, y in rows[1:]]
        for line in [line for line in self.all if line[0] == "part"]:
            self.all += tables[line[2]]

    def samples(self):
        """(point, labels)"""
        for line in self.all:
            if line[0] == "sample":
                parts = " ".join(line[1:]).split(" : ")
                yield list(map(Fraction, parts[0].split())), parts[1].split()


def network_work(layers, points, count, more=None):
    """more: words of a format's errors, for the execution work."""
    v = v0 = max(max(digits(least_common(x)), *(digits((q * least_common(x)).numerator) for q in x)) for x in points)
    before, growth, total = 0, 0, 0
    for columns, rows in layers:
        d = max([0] + [digits(least_common(row)) for row in rows])
        m = max([0] + [digits(q.numerator) - digits(q.denominator) + 1 for row in rows for q in row])
        scale = before + d
        growth += m + digits(columns + 1)
        v_next = scale + v0 + growth
        for _ in rows:
            if more is None:
                total += (columns + 1) * words(v) * words(scale + m) + words(v_next) ** 2
            else:
                total += 2 * ((columns + 1) * (words(v) + more) * words(scale + m) + 4 * (words(v_next) + more) ** 2)
        before += digits(least_common([q for row in rows for q in row]))
        v = v_next
    return total * max(count, 1)


def choose(n, k):
    return factorial(n) // factorial(k) // factorial(n - k) if n >= k else 0


def patterns_work(lines, points):
    """Section 16, line by line."""
    D, K = len(points[0]), len(points)
    M = int(next(line for line in lines.all if line[0] == "claim")[3].split("=")[1])
    v0 = max(max(digits(least_common(x)), *(digits((q * least_common(x)).numerator) for q in x)) for x in points)
    n = sum(len({x[k] for x in points}) > 1 for k in range(D))
    total, leaf = (D + 1) * K * words(v0), []

    def leaf_work():
        return len(leaf) * M * (D + 1) * words(max(leaf) + (len(leaf) + 1) * v0) ** 2 if leaf else 0

    for line in lines.all:
        numbers = [int(word.split("=")[1]) for word in line[1:] if "=" in word and word.split("=")[1].isdigit()]
        if line[0] == "cover" and line[1] == "ranks":
            total += K * choose(n + numbers[0], numbers[0]) ** 2
        elif line[0] == "cover" and line[1] == "slices":
            total += sum(K * choose(n - 1 + numbers[0] - i, n - 1) ** 2 for i in range(numbers[2]) if i <= numbers[0])
        elif line[0] == "cover" and line[1] == "points":
            total += choose(numbers[1], n + 1) * (n + 1) ** 3
        elif line[0] == "tree":
            total += M * K
        elif line[0] in ("split", "leaf"):
            total += leaf_work() + M + (K * (len(line) - 3) if line[0] == "split" else 0)
            leaf = []
        elif line[0] in ("pair", "sum"):
            leaf.append(digits(abs(int(line[3]))))
    return total + leaf_work()


def work(lines):
    samples = list(lines.samples())
    points, f, g = [x for x, _ in samples], lines.network("f"), lines.network("g")
    labelled = [x for x, labels in samples if set(labels) != {"keep"}]
    total = network_work(f, points, len(labelled)) if f else 0
    claim = next(line for line in lines.all if line[0] == "claim")
    if claim[1] == "execution":
        more = {"binary32": 5, "binary64": 34}
        centre = next(line[1:] for line in lines.all if line[0] == "centre")
        inputs = points if centre == ["none"] else [[q - Fraction(b) for q, b in zip(x, centre)] for x in points]
        total += network_work(g, inputs, len(inputs), more[claim[3][len("g="):]])
        if ["output-deviation", "none"] not in lines.all:
            total += network_work(f, points, len(labelled), more[claim[2][len("arithmetic="):]])
        return total
    if g:
        return total + network_work(g, points, len(points))
    marks = [line for line in lines.all if line[0] == "at" and len(line) == 3]
    method = next(line[1] for line in lines.all if line[0] == "method")
    if method == "signs":
        return total + len(marks) * len(marks)
    if method == "patterns":
        return total + patterns_work(lines, points)
    if method == "exhaustion":
        tree = next(line for line in lines.all if line[0] == "tree")
        at = [line for line in lines.all if line[0] == "at"]
        sums, nodes = (int(word.split("=")[1]) for word in tree[1:])
        return total + nodes * (len(marks) + sums + 1) * (100 + len(at))
    return total


def merged_work(lines, path):
    """f at the points of which one row of the table x,label keeps what another one gives."""
    rows = {}
    with open(path, encoding="ascii") as file:
        for line in file.read().split("\n")[1:-1]:
            x, label = line.split(",")
            rows.setdefault(Fraction(x), []).append(label == "")
    points = [[x] for x, kept in rows.items() if len(set(kept)) == 2]
    return network_work(lines.network("f"), points, len(points))


def main():
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    passed, failed = 0, 0
    for folder, less in ("valid", 0), ("limits", 1):
        for name in sorted(os.listdir(os.path.join(HERE, folder))):
            stem, end = os.path.splitext(name)
            path = os.path.join(HERE, folder, name)
            if end != ".ftc" or not os.path.exists(path[:-4] + ".args"):
                continue
            with open(path[:-4] + ".args", encoding="ascii") as file:
                arguments = file.read()
            stated = re.search("--max-work ([0-9]+)", arguments)
            if not stated:
                continue
            data, lines = re.findall("--data ([^ \n]+)", arguments), Lines(path)
            lines.read_parts(os.path.join(HERE, folder), data if any(line[0] == "part" for line in lines.all) else [])
            found = merged_work(lines, os.path.join(HERE, folder, data[0])) if "merged" in stem else work(lines)
            holds = int(stated[1]) == found - less
            passed, failed = passed + holds, failed + (not holds)
            if not holds:
                print("FAILED %s/%s: %s, expected %d" % (folder, name, stated[0], found - less))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
