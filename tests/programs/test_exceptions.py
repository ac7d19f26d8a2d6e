"""What certify says of exceptional samples, unchanged ones at which neurons are positive and cancel: counted again from the certificate.

usage: test_exceptions.py FTCERT FTCHECK
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

FTCERT, FTCHECK = sys.argv[1:3]
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {shown}")


def write(path, rows):
    names = [f"x{j}" for j in range(len(rows[0]) - 1)] + ["label"]
    path.write_text("\n".join(",".join(map(str, row)) for row in [names, *rows]) + "\n")
    return path


def counted(text, rows):
    """(unchanged samples, those with a positive neuron, those without whose largest form is 0) of a certificate's first layer."""
    hidden = re.search(r"^network g \d+\nlayer .*\n((?:row .*\n)*)", text, re.M)[1].splitlines()
    forms = [[Fraction(w) for w in line.split()[1:]] for line in hidden]
    largest = [max(row[0] + sum(w * x for w, x in zip(row[1:], sample)) for row in forms) for *sample, label in rows if label == 0]
    return len(largest), sum(v > 0 for v in largest), sum(v == 0 for v in largest)


def note_of(text, rows):
    unchanged, positive, zero = counted(text, rows)
    if positive:
        return f"exceptions: at {positive} of {unchanged} unchanged samples neurons are positive and cancel"
    return "exceptions: none; " + ("no neuron is positive at an unchanged sample" if zero else "all neurons are off at all unchanged samples, by a margin")


def certify(place, name, rows, *options):
    target, summary = place / f"{name}.ftc", place / f"{name}.json"
    result = subprocess.run([FTCERT, "certify", "--data", str(write(place / f"{name}.csv", rows)), "-o", str(target), "--json", str(summary), *options],
                            capture_output=True, text=True)
    expect(f"{name}: exit 0", result.returncode == 0, result.stdout + result.stderr)
    checked = subprocess.run([FTCHECK, str(target)], capture_output=True, text=True)
    expect(f"{name}: ftcheck accepts", checked.returncode == 0, checked.stdout + checked.stderr)
    lines = [line for line in result.stdout.splitlines() if line.startswith("exceptions")]
    text = target.read_text()
    expect(f"{name}: the certificate says nothing of it", "exception" not in text)
    return json.loads(summary.read_text()), lines, text


def told(place, name, rows, *options):
    summary, lines, text = certify(place, name, rows, *options)
    expect(f"{name}: the note", summary["note"] == note_of(text, rows) and lines == [summary["note"]], (summary["note"], note_of(text, rows), lines))
    return counted(text, rows)[1]


def ring(changed):
    choose = random.Random(5)
    return sorted({(choose.randint(-50, 50), choose.randint(-50, 50), 0) for _ in range(16)}) + [(*changed, 1)]


def cloud(samples, changed, dimension):
    choose = random.Random(6)
    points = [[sum(choose.randint(-4096, 4096) for _ in range(4)) for _ in range(dimension)] for _ in range(samples)]
    return [(*p, choose.choice([-1, 1]) * choose.randint(1, 255) if i < changed else 0) for i, p in enumerate(points)]


with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    # A neuron that is positive inside the hull of the unchanged samples is positive at one of them.
    expect("inside: with exceptions", told(place, "inside", ring((1, 2)), "--construction", "cuts") >= 1)
    expect("outside: without", told(place, "outside", ring((90, 77)), "--construction", "cuts") == 0)
    expect("to run: without", told(place, "running", ring((90, 77)), "--construction", "cuts", "--format", "float64", "--round", "none") == 0)
    told(place, "cuts-and-units", cloud(120, 50, 5), "--construction", "cuts-and-units")
    result = subprocess.run([FTCERT, "certify", "--data", str(place / "inside.csv"), "-o", str(place / "none.ftc"), "--construction", "cuts", "--format", "float64"],
                            capture_output=True, text=True)
    expect("inside, to run: no network without exceptions", result.returncode == 2 and "E104" in result.stderr, result.stderr)
    # Others say nothing.
    summary, lines, _ = certify(place, "units", ring((1, 2)), "--construction", "hyperplane-units")
    expect("units: no note", summary["note"] is None and not lines, (summary["note"], lines))
    summary, lines, _ = certify(place, "all", [(0, 1, 5), (2, 7, 6), (3, 3, 7), (9, 4, 9)], "--construction", "cuts")
    expect("all samples change: no note", summary["note"] is None and not lines, (summary["note"], lines))

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
