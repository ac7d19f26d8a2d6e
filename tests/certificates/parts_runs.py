#!/usr/bin/env python3
"""Random certificates whose samples are in several files, true ones and ones with a fault, for all checkers and a judge that shares nothing with them.

    python3 tests/certificates/parts_runs.py [--first N] [--certificates N] -- CHECKER... [-- CHECKER...]        default: 300 of them

A certificate of any kind (tests/fuzz/settle.py) gets its samples from one to four files: rows repeated inside a file, other columns and another order of them in
each, some compressed, some .npy; they are supplied in any order, one of them now and then twice. Then one fault (FAULTS), with the identifier that it must have, or
none where certificate_truth.py decides. Checkers agree on exit codes and, where there is only that fault, on identifiers and lines; those that do not read .npy say
E503. The last line is "N certificates, N true, N wrong"; the exit code is 0 only if none was wrong and every fault occurred."""
import hashlib
import os
import random
import re
import struct
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "fuzz")]
import data_files
import settle
import structure
from certificate_truth import Malformed, is_true
from checkers import load, word_of


def npy(header, rows):
    """A float64 array in C order, columns in the order of their numbers."""
    order = sorted(range(len(header)), key=lambda j: int(header[j]))
    text = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(header))
    text += " " * (-(len(text) + 11) % 64) + "\n"
    cells = [float(Fraction(row[j])) if row[j] else float("nan") for row in rows for j in order]
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text.encode("ascii") + struct.pack("<%dd" % len(cells), *cells)


def judged(text, files):
    try:
        return is_true(text, *files)
    except Malformed:
        return False


class Case:
    """A true certificate c, and for each part its rows behind the header, how many samples they are, and its format."""
    def __init__(self, rng):
        self.rng = rng
        while True:
            c = settle.made(rng)
            own, *rows = data_files.table_of(c, rng)
            c["version"] = "1.5"
            if judged(structure.written(c), []) and c["K"] == len(rows):
                break
        self.c, self.rounding, K = c, c["data"][2], len(rows)
        self.dyadic = c["specification"] is None and all(abs(q) < 2 ** 50 and q.denominator == 1 for s in c["samples"] for p in s for q in p if q is not None)
        self.in_arrays = self.dyadic and rng.random() < .3
        if self.in_arrays:
            names = {name: str(j) for j, name in enumerate(own)}
            own, c["columns"] = list(names.values()), [names_ and [names[n] for n in names_] for names_ in c["columns"]]
        cuts = [0] + sorted(rng.sample(range(1, K), min(rng.choice((0, 1, 1, 2, 3)), K - 1))) + [K]
        self.headers, self.parts, self.counts, self.formats, self.supplied = [], [], [], [], []
        for a, b in zip(cuts, cuts[1:]):
            part = [list(row) for row in rows[a:b]]
            for _ in range(rng.choice((0, 0, 1, 3))):  # behind the row that it repeats
                i = rng.randrange(len(part))
                part.insert(rng.randint(i + 1, len(part)), list(part[i]))
            self.formats.append("npy" if self.in_arrays and rng.random() < .5 else "csv")
            header = list(own)
            if self.formats[-1] == "csv" and rng.random() < .4:
                header, part = header + ["other"], [row + ["?"] for row in part]
            self.headers.append(header)
            self.parts.append(part)
            self.counts.append(b - a)

    def shuffled(self, k):
        order = list(range(len(self.headers[k])))
        self.rng.shuffle(order)
        return [[row[j] for j in order] for row in [self.headers[k]] + self.parts[k]]

    def built(self, as_csv=False):
        """Text and files; as_csv: for the judge, who reads no arrays."""
        files = []
        for k, kind in enumerate(self.formats):
            if kind == "npy" and not as_csv:
                files.append(npy(self.headers[k], self.parts[k]))
            else:
                files.append(data_files.file_of(self.shuffled(k), self.rng))
        digests = [hashlib.sha256(file).hexdigest() for file in files]
        self.c.update(external=True, data=[[list(part) for part in zip(self.formats, digests, self.counts)], self.rounding])
        return structure.written(self.c), files

    def count(self, k, more):
        self.counts[k] += more
        self.c["K"] += more
        self.c["claim"][2] += more

    def some(self):
        return self.rng.randrange(len(self.parts))

    def two(self):
        return self.rng.sample(range(len(self.parts)), 2)


# ---- faults: of a case before it is built, or of what was built; the identifier, or None where the judge decides ----------------------


def count_alone(case):
    case.counts[case.some()] += 1


def count_moved(case):
    a, b = case.two()
    case.counts[a] += 1
    case.counts[b] -= 1
    if case.counts[b] == 0:
        raise IndexError


def count_with_sum(case):
    case.count(case.some(), case.rng.choice((1, 1, 2)))


def no_sample(case):
    k = case.some()
    case.counts[k] = 0


def point_twice(case):
    a, b = case.two()
    row, width = list(case.rng.choice(case.parts[a])), len(case.headers[b])
    case.parts[b].insert(case.rng.randint(0, len(case.parts[b])), (row + ["?"])[:width])
    case.count(b, 1)


def contradiction(case):
    k = case.some()
    row = list(case.rng.choice(case.parts[k]))
    j = case.headers[k].index(case.c["columns"][1][0])
    row[j] = "0.." if case.c["specification"] else str(Fraction(row[j] or 0) + 1)
    case.parts[k].append(row)


def other_value(case):
    k = case.some()
    row, j = case.rng.choice(case.parts[k]), case.rng.randrange(len(case.headers[k]))
    row[j] = case.rng.choice(("", "0", "1", "2", "-1"))


def exchanged(case):
    a, b = case.two()
    for own in case.headers, case.parts, case.counts, case.formats:
        own[a], own[b] = own[b], own[a]


def no_column(case):
    k = case.some()
    if case.formats[k] == "npy":
        raise IndexError
    case.headers[k][case.rng.randrange(len(case.headers[k]) - ("other" in case.headers[k]))] = "another"


def missing(case, text, files):
    files.pop(case.some())
    return text


def unbound(case, text, files):
    files.insert(case.rng.randint(0, len(files)), b"x\n1\n")
    return text


def changed_file(case, text, files):
    files[case.some()] += b"\n"
    return text


def array_as_csv(case, text, files):
    if case.formats[0] != "npy":
        raise IndexError
    return text.replace("part npy", "part csv", 1)


def replaced(old, new):
    def fault(case, text, files):
        found = re.sub(old, new, text, count=1, flags=re.M)
        assert found != text
        return found
    return fault


def number_of_parts(more):
    return lambda case, text, files: re.sub("^data parts [0-9]+", "data parts %d" % (len(files) + more), text, flags=re.M)


BEFORE = {count_alone: "E205", count_moved: "E208", count_with_sum: "E208", no_sample: "E314", point_twice: "E203", contradiction: None, other_value: None,
          exchanged: None, no_column: "E312"}
AFTER = {missing: "E502", unbound: "E207", changed_file: "E207", array_as_csv: "E208", replaced("^FTCERT 1.5", "FTCERT 1.4"): "E303", replaced("^samples external", "samples embedded"): "E303",
         replaced("^data parts [0-9]+", "data parts 0"): "E303", number_of_parts(1): "E304", number_of_parts(-1): None,
         replaced("^(part csv .*)$", r"\1\n\1"): "E304", replaced("^part .*\n", ""): "E304", replaced("^part (csv|npy)", "part tsv"): "E303",
         replaced("^(part .*) samples=.*$", r"\1"): "E303", replaced("^(part .* samples=)", r"\g<1>0"): "E311"}
FAULTS = [None] * 6 + list(BEFORE) + list(AFTER)


def made(n):
    """(fault, identifier, text, files, whether it is true, whether an array is read) of case n."""
    rng = random.Random("parts %d" % n)
    while True:
        case, fault = Case(rng), FAULTS[n % len(FAULTS)]
        try:
            if fault in BEFORE:
                fault(case)
            text, files = case.built()
            true = judged(*case.built(as_csv=True))
            if fault in AFTER:
                changed, true = fault(case, text, files), False
                text = changed
            return fault, (BEFORE | AFTER).get(fault), text, files, true, "npy" in case.formats
        except (AssertionError, IndexError, ValueError):  # there is nothing of the kind to change
            continue


def wrong(verdicts, identifier, true, arrays):
    """What is wrong with [(exit code, VERIFIED or identifier, line), ..], or None. A checker may say that it reads no arrays, and nothing else then."""
    read = [v for v in verdicts if not (arrays and v[1] == "E503")]
    if not all(v[1] for v in verdicts):
        return "no verdict"
    if any((v[0] == 0) != true for v in read):
        return "expected %s" % ("VERIFIED" if true else identifier or "another verdict")
    if len({v[0] for v in read}) > 1 or true and len({v[2] for v in read}) > 1:
        return "different verdicts"
    if identifier and any(v[1] != identifier for v in read):
        return "expected %s" % identifier
    return None


def main(arguments):
    groups = [[]]
    for word in arguments:
        groups.append([]) if word == "--" else groups[-1].append(word)
    options = {"--first": "0", "--certificates": "300", **dict(zip(groups[0][::2], groups[0][1::2]))}
    if len(groups[0]) % 2 or len(options) > 2 or len(groups) < 2 or not all(groups[1:]):
        print(__doc__.split("\n")[2].strip(), file=sys.stderr)
        return 2
    calls, occurred, number, true_ones, failed = [load(command) for command in groups[1:]], set(), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for n in range(int(options["--first"]), int(options["--first"]) + int(options["--certificates"])):
            fault, identifier, text, files, true, arrays = made(n)
            rng, paths = random.Random("supplied %d" % n), []
            for name, content in [("c.ftc", text.encode("ascii"))] + [("%d" % k, file) for k, file in enumerate(files)]:
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
                paths.append(os.path.join(folder, name))
            supplied = paths[1:] + ([rng.choice(paths[1:])] if files and rng.random() < .1 else [])
            rng.shuffle(supplied)
            verdicts = []
            for call in calls:
                code, lines, _ = call(paths[:1] + [word for path in supplied for word in ("--data", path)])
                verdicts.append((code, (word_of(lines[0]) or (None, None))[1], lines[0]))
            problem = wrong(verdicts, identifier, true, arrays)
            occurred.add(fault)
            number, true_ones, failed = number + 1, true_ones + true, failed + (problem is not None)
            if problem:
                print("WRONG %d (%s): %s: %s" % (n, getattr(fault, "__name__", fault), problem, [line[:120] for _, _, line in verdicts]))
    print("%d certificates, %d true, %d wrong" % (number, true_ones, failed))
    return 1 if failed or occurred != set(FAULTS) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
