"""./run bench: its programs compute what they should, its driver measures every row, and --compare finds what is worse. Never a time.

usage: test_bench.py BUILD SOURCE"""
import json
import os
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
from fractions import Fraction

BUILD, SOURCE = map(os.path.abspath, sys.argv[1:3])
HERE = os.path.join(SOURCE, "tests", "benchmarks")
for place in (HERE, os.path.join(SOURCE, "tests", "programs"), os.path.join(SOURCE, "data")):
    sys.path.insert(0, place)
from exact_values import Network  # noqa: E402
from expectations import expect, failures, run  # noqa: E402
from report import BEGIN, END, read_baseline, tables  # noqa: E402

PROGRAMS, DRIVER = os.path.join(BUILD, "bench", "programs"), os.path.join(HERE, "bench.py")
LINES = ["line-%d-layers-%d" % (size, layers) for size in (4, 5, 6) for layers in (2, 3, 4)]


def make(*words):
    code, out, err = run(sys.executable, os.path.join(HERE, "make_data.py"), *words)
    expect("make_data %s" % words[0], code == 0 and not out, err)
    return words[-1]


def test_reader(folder):
    """The reader counts what it should, in C++ and in Python; the table's numbers are known by its sizes."""
    line, space = make("line", 50, 7, os.path.join(folder, "l.csv")), make("space", 4, 30, 3, os.path.join(folder, "s.csv"))
    odd = os.path.join(folder, "odd")
    with open(odd, "w", encoding="ascii") as file:
        file.write("a,-,-0.50,7\n-3/6 x1 1.2.3 00.5 12345678901234567890123456789/10 : neurons=3 4")
    for name, count in ((line, 150), (space, 180), (odd, 6)):
        for words in ([os.path.join(PROGRAMS, "read_numbers"), name], [sys.executable, os.path.join(HERE, "read_numbers.py"), name]):
            expect("count of %s" % words, run(*words)[:2] == (0, "%d\n" % count), run(*words))
    with open(line, encoding="ascii") as file:
        rows = [[Fraction(word) for word in text.split(",")] for text in file.read().split()[1:]]
    expect("line data", len({row[0] for row in rows}) == 50 and sum(row[1] != row[2] for row in rows) == 7, rows)
    expect("the same bytes", open(line, "rb").read() == open(make("line", 50, 7, os.path.join(folder, "again.csv")), "rb").read())
    expect("a certificate", int(run(os.path.join(PROGRAMS, "read_numbers"), os.path.join(SOURCE, "tests", "certificates", "valid", "dimension-three.ftc"))[1]) ==
           int(run(sys.executable, os.path.join(HERE, "read_numbers.py"), os.path.join(SOURCE, "tests", "certificates", "valid", "dimension-three.ftc"))[1]))


def test_function(folder):
    """The float loop and naive rationals against fractions and the ONNX reader of the Python checker, with numbers of which float64 holds every value."""
    network, points = make("model", "3-6-5-2", "64", os.path.join(folder, "f.onnx")), os.path.join(folder, "f.f64")
    rows = [[Fraction((7 * i * j + 3 * i + j) % 33 - 16, 8) for j in range(1, 4)] for i in range(9)]
    with open(points, "wb") as file:
        file.write(b"".join(struct.pack("<3d", *map(float, row)) for row in rows))
    code, out, err = run(os.path.join(PROGRAMS, "function"), network, points, "values")
    lines, exact = [line.split() for line in out.splitlines()], Network(network, 3)
    expect("function runs", code == 0 and len(lines) == len(rows), err)
    for row, words in zip(rows, lines):
        values = exact(row)
        expect("float loop", [Fraction(float.fromhex(word)) for word in words[:2]] == values, (row, words))
        expect("naive", words[2:] == [str(value) for value in values], (row, words))
    expect("values that are not all 0", len({line[2] for line in lines}) > 3, lines)


def names_of(rows):
    return [row["name"] for row in rows]


def wanted_names(public):
    """Every row that a run has, written down from what the benchmark is to measure."""
    cases, cores = [*LINES, "d10", "d784", "line-7-layers-2"], ["cores"] if (os.cpu_count() or 1) > 1 else []
    names = ["certify/%s/%s" % (case, what) for case in cases for what in ["read", "bytes", *cores]]
    names += ["ftcheck/%s/%s" % (case, what) for case in cases for what in ["read", "bytes", *cores]]
    names += ["ftcheck/%s/%s" % (case, what) for case in cases if case[:6] not in ("line-6", "line-7") for what in ("python", "floor", "parsing")]
    names += ["certify/line-7-layers-2/gigabytes", "ftcheck/line-7-layers-2/gigabytes"]
    names += ["growth/line-layers-%d/growth-%s-%s" % (k, verb, step) for k in (2, 3, 4) for verb in ("certify", "ftcheck") for step in ("4-5", "5-6")]
    names += ["function/%s/%s" % (case, what) for case in ["mnist-shaped", "acas-shaped", *public] for what in ["loop", "naive", *cores]]
    names += ["evaluation/%s" % name for name in ("64-64-32-10/batch", "64-64-32-10/margins", "64-64-32-10/enclosures", "64-3-1/enclosures",
                                                  "1-200-1/batch", "1-200-1/margins", "1-20-20-1/batch", "1-20-20-1/margins")]
    return names


def test_driver(folder):
    """A tiny run measures all rows, leaves nothing outside of its folder, and writes no baseline that it was not asked for."""
    before = {name: os.stat(os.path.join(HERE, name)).st_mtime_ns for name in os.listdir(HERE) if not name.startswith("__")}
    found = os.path.join(folder, "rows.json")
    code, out, err = run(sys.executable, DRIVER, "--build", BUILD, "--tiny", "--large", "--json", found)
    expect("tiny run", code == 0 and "marks are met" in out and "\nline-6-layers-4\n" in err, (code, err[-300:]))
    rows = json.load(open(found, encoding="utf-8"))["rows"]
    public = ["mnist-public", "acas-public"] if any("public" in name for name in names_of(rows)) else []
    wanted = wanted_names(public)
    expect("all rows", sorted(names_of(rows)) == sorted(wanted), set(names_of(rows)) ^ set(wanted))
    expect("values", all(row["value"] is not None and (row["value"] > 0 or row["name"].startswith("growth")) for row in rows), rows)
    expect("marks", all(row["met"] is None if row["mark"] is None else row["met"] in (True, False) for row in rows), rows)
    expect("nothing else written", before == {name: os.stat(os.path.join(HERE, name)).st_mtime_ns for name in os.listdir(HERE) if not name.startswith("__")})
    return found


def compare(folder, found, *words):
    return run(sys.executable, DRIVER, "--rows", found, "--baseline", os.path.join(folder, "baseline.json"), "--compare", *words)


def test_compare(folder, found):
    """Equal rows are no worse; one that is, in either direction of better, is found and named; so is one that failed."""
    shutil.copy(os.path.join(HERE, "README.md"), folder)
    baseline = os.path.join(folder, "baseline.json")
    code, _, err = run(sys.executable, DRIVER, "--rows", found, "--baseline", baseline, "--refresh")
    expect("refresh", code == 0 and os.path.exists(baseline), err)
    text = open(os.path.join(folder, "README.md"), encoding="utf-8").read()
    expect("refreshed tables", text.split(BEGIN)[1].split(END)[0].strip() == tables(read_baseline(baseline)).strip())
    code, out, _ = compare(folder, found)
    expect("equal", code == 0 and "WORSE" not in out and out.rstrip().endswith("none is"), out[-300:])
    for name, factor, worse in (("certify/d10/read", 2, True), ("ftcheck/line-5-layers-3/read", 1.6, True), ("ftcheck/line-4-layers-2/python", 0.5, True),
                                ("evaluation/1-200-1/margins", 0.6, True), ("certify/d784/bytes", 1.7, True), ("certify/d10/read", 1.4, False),
                                ("certify/d10/read", 0.1, False), ("ftcheck/line-4-layers-2/python", 3, False), ("function/acas-shaped/loop", None, True)):
        rows = json.load(open(found, encoding="utf-8"))
        for row in rows["rows"]:
            if row["name"] == name:
                row["value"] = None if factor is None else row["value"] * factor
        changed = os.path.join(folder, "changed.json")
        json.dump(rows, open(changed, "w", encoding="utf-8"))
        code, out, _ = compare(folder, changed)
        said = re.findall(r"^(\S+) .*WORSE", out, re.M)
        expect("%s times %s" % (name, factor), (code, said) == ((1, [name]) if worse else (0, [])), (code, said))
        if factor == 1.4:
            expect("a smaller factor", compare(folder, changed, "--factor", "1.3")[0] == 1)


def fake(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="ascii") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)


def test_failures(folder):
    """A program that fails, says nothing, or takes too long; a driver that is interrupted."""
    build, found = os.path.join(folder, "build"), os.path.join(folder, "fake.json")
    os.makedirs(os.path.join(build, "bench"))
    os.symlink(PROGRAMS, os.path.join(build, "bench", "programs"))
    words = [sys.executable, DRIVER, "--build", build, "--tiny", "--only", "line-4-layers-2", "--json", found]
    os.symlink(os.path.join(BUILD, "ftcert"), os.path.join(build, "ftcert"))
    name = "ftcheck/line-4-layers-2/read"
    for what, text, codes, value in (("fails", "exit 3", (1,), (True, "")), ("says nothing", "exit 0", (1,), None), ("takes long", "while :; do :; done", (0, 1), (False, ">"))):
        fake(build, "ftcheck", text)
        code, _, err = run(*words, "--limit", "4")
        rows = {row["name"]: row for row in json.load(open(found, encoding="utf-8"))["rows"]} if os.path.exists(found) else {}
        got = (rows[name]["value"] is None, rows[name]["bound"]) if name in rows else None
        expect("ftcheck that %s" % what, code in codes and got == value and (value is None or rows[name]["met"] is False), (code, got, err[-300:]))
        if os.path.exists(found):
            os.remove(found)
    # What a shell starts in the background ignores an interrupt, and so does what that starts.
    child = subprocess.Popen(words[:-2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    child.stderr.readline()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=600)
    expect("interrupted", child.returncode == 130 and not out and "interrupted" in err, (child.returncode, out, err))


def test_committed():
    """The tables of README.md are those of the baseline."""
    text = open(os.path.join(HERE, "README.md"), encoding="utf-8").read()
    expect("tables of README.md", text.split(BEGIN)[1].split(END)[0].strip() == tables(read_baseline(os.path.join(HERE, "baseline.json"))).strip())


def main():
    with tempfile.TemporaryDirectory() as folder:
        test_reader(folder)
        test_function(folder)
        test_compare(folder, test_driver(folder))
        test_failures(folder)
    test_committed()
    print("failed: %d" % len(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
