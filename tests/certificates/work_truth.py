#!/usr/bin/env python3
"""The work of certificates (section 14 of certificate-format.md), counted from their lines by a program of its own.

Every certificate of the corpus with `--max-work W` among its arguments is at the edge: in valid/ W is its work, in limits/ one less than its
work, or that of f where rows of its data file are merged (NAME with merged). Prints what differs; the last line is "N passed, M failed"."""
import gzip
import os
import re
import sys
from fractions import Fraction

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


class Lines:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        self.all = [line.split(" ") for line in text.decode("ascii").split("\n") if line and line[0] != "%"]

    def network(self, name):
        """[[(bias, weights), ..], ..] with the columns of each layer."""
        starts = [i for i, line in enumerate(self.all) if line[:2] == ["network", name]]
        layers = []
        for line in self.all[starts[0] + 1:] if starts else []:
            if line[0] == "layer":
                layers.append((int(line[2]), []))
            elif line[0] == "row":
                layers[-1][1].append(list(map(Fraction, line[1:])))
            else:
                break
        return layers

    def samples(self):
        """(point, labels)"""
        for line in self.all:
            if line[0] == "sample":
                parts = " ".join(line[1:]).split(" : ")
                yield list(map(Fraction, parts[0].split())), parts[1].split()


def network_work(layers, points, count):
    v = v0 = max(max(digits(least_common(x)), *(digits((q * least_common(x)).numerator) for q in x)) for x in points)
    before, growth, total = 0, 0, 0
    for columns, rows in layers:
        d = max([0] + [digits(least_common(row)) for row in rows])
        m = max([0] + [digits(q.numerator) - digits(q.denominator) + 1 for row in rows for q in row])
        scale = before + d
        growth += m + digits(columns + 1)
        v_next = scale + v0 + growth
        for _ in rows:
            total += (columns + 1) * words(v) * words(scale + m) + words(v_next) ** 2
        before += digits(least_common([q for row in rows for q in row]))
        v = v_next
    return total * max(count, 1)


def work(lines):
    samples = list(lines.samples())
    points, f, g = [x for x, _ in samples], lines.network("f"), lines.network("g")
    labelled = [x for x, labels in samples if set(labels) != {"keep"}]
    total = network_work(f, points, len(labelled)) if f else 0
    if g:
        return total + network_work(g, points, len(points))
    marks = [line for line in lines.all if line[0] == "at" and len(line) == 3]
    method = next(line[1] for line in lines.all if line[0] == "method")
    if method == "signs":
        return total + len(marks) * len(marks)
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
            data = re.search("--data ([^ \n]+)", arguments)
            if "merged" in stem:
                found = merged_work(Lines(path), os.path.join(HERE, folder, data[1]))
            else:
                found = work(Lines(path))
            holds = int(stated[1]) == found - less
            passed, failed = passed + holds, failed + (not holds)
            if not holds:
                print("FAILED %s/%s: %s, expected %d" % (folder, name, stated[0], found - less))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
