"""Samples in several files (section 19 of proofs/certificate-format.md): every verb and both checkers with --data repeated.

usage: test_parts.py FTCERT FTCHECK SOURCE

What is wanted is computed here: the least margins of the networks that are printed in certificates, by Fractions; which files a certificate binds, by hashlib;
and a certificate of several files has the network, the margins and the claim of the one about the same samples in one file."""
import gzip
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
from fractions import Fraction

from expectations import expect, failures
from files_of_test import path, read, write

FTCERT, FTCHECK, SOURCE = sys.argv[1:]
PYTHON = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]


def run(*command, text=None):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, input=text)
    return done.returncode, done.stdout.decode().splitlines() or [""], done.stderr.decode()


def data(*names):
    return [word for name in names for word in ("--data", name)]


def lines(certificate, start=""):
    return [line for line in read(certificate).decode().splitlines() if line.startswith(start)]


def both(name, certificate, files, verdict, others=()):
    """Both checkers, and the files in both orders."""
    for order in files, files[::-1]:
        for checker in ([FTCHECK], PYTHON):
            code, out, err = run(*checker, certificate, *data(*order), *others)
            expect("%s: %s" % (name, checker[-1]), (code, out[0]) == (0, verdict), (code, out[:2], err))


def part_lines(files, counts, forms=None):
    return ["part %s sha256=%s samples=%d" % (form, hashlib.sha256(read(f)).hexdigest(), count)
            for f, count, form in zip(files, counts, forms or ["csv"] * len(files))]


def network(certificate):
    """[(rows ..), ..] of the network g."""
    layers = []
    text = read(certificate).decode().split("\nnetwork g ")[1].split("\nsamples ")[0]
    for line in text.split("\n"):
        words = line.split(" ")
        if words[0] == "layer":
            layers.append([])
        elif words[0] == "row":
            layers[-1].append(list(map(Fraction, words[1:])))
    return layers


def value(layers, x):
    """g(x), and the pre-activations of the first hidden layer."""
    v, first = list(x), None
    for l, rows in enumerate(layers):
        z = [row[0] + sum(w * a for w, a in zip(row[1:], v)) for row in rows]
        first = z if first is None else first
        v = [max(a, Fraction(0)) for a in z] if l + 1 < len(layers) else z
    return v, first


# ---- a line in two files -----------------------------------------------------------------------------------------------------------
A = write("a.csv", "x,y\n0,0\n1,1\n2,0\n")
B = write("b.csv", "y,note,x\n0,late,3\n2,late,4\n0,\"late,5\",5\n,late,6\n")
ONE = write("one.csv", "x,y\n0,0\n1,1\n2,0\n3,0\n4,2\n5,0\n6,\n")
CHOICE = ["--label", "y", "--features", "x"]
CERT, SINGLE = path("c.ftc"), path("single.ftc")
code, out, err = run(FTCERT, "certify", *data(A, B), *CHOICE, "-o", CERT)
expect("certify", code == 0, (code, err))
run(FTCERT, "certify", *data(ONE), *CHOICE, "--external-data", "-o", SINGLE)
CLAIM = lines(SINGLE, "claim ")[0]
text = read(CERT).decode()
expect("version 1.5", text.startswith("FTCERT 1.5\n" + CLAIM + "\n"), text[:200])
expect("the parts", lines(CERT, "data ") + lines(CERT, "part ") == ["data parts 2 rounding=none"] + part_lines([A, B], [3, 4]), lines(CERT, "part "))
expect("the same network and margins as in one file", text.split("\nmodel none\n")[1] == read(SINGLE).decode().split("\nmodel none\n")[1])
VERDICT = "s VERIFIED " + CLAIM[len("claim "):]
both("certified", CERT, [A, B], VERDICT)
for x, y in (0, 0), (1, 1), (2, 0), (3, 0), (4, 2), (5, 0), (6, 0):
    expect("g(%d)" % x, value(network(CERT), [Fraction(x)])[0] == [y])
distances = [abs(z) for x in range(7) for z in value(network(CERT), [Fraction(x)])[1]]
expect("margins of all parts", lines(CERT, "preactivation 1") == ["preactivation 1 least=%s nonzero=%s" % (min(distances), min(filter(None, distances)))])
again = path("again.ftc")
run(FTCERT, "certify", *data(A, B), *CHOICE, "-o", again)
expect("the same bytes", read(again) == read(CERT))
run(FTCERT, "certify", *data(B, A), *CHOICE, "-o", again)
expect("parts in the order of --data", lines(again, "part ") == part_lines([B, A], [4, 3]), lines(again, "part "))
both("the other order", again, [A, B], VERDICT)

# ---- files that are missing, foreign, twice, changed -----------------------------------------------------------------------------
FOREIGN = write("foreign.csv", "x,y\n3,0\n4,2\n5,0\n6,\n")
second = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("part ")][1]
parts = second - 2
for name, files, wanted in (("a part is missing", [A], (5, "s NOT VERIFIED E502 line %d:" % second)), ("no file", [], (5, "s NOT VERIFIED E502 line %d:" % (second - 1))),
                            ("a foreign file", [A, B, FOREIGN], (1, "s NOT VERIFIED E207 line %d:" % parts)),
                            ("a foreign file in place of a part", [A, FOREIGN], (1, "s NOT VERIFIED E207 line %d:" % parts)),
                            ("a file twice", [B, A, B], (0, VERDICT))):
    for checker in ([FTCHECK], PYTHON):
        code, out, err = run(*checker, CERT, *data(*files))
        expect("%s: %s" % (name, checker[-1]), code == wanted[0] and out[0].startswith(wanted[1]), (code, out, err))
for checker in ([FTCHECK], PYTHON):
    code, out, _ = run(*checker, SINGLE, *data(ONE, A))
    expect("two files for one", code == 1 and out[0].startswith("s NOT VERIFIED E207"), out)
code, out, err = run(FTCHECK, CERT, *data(A, path("nothing.csv")))
expect("no such file", code == 3 and out[0].startswith("s NOT VERIFIED E301: " + path("nothing.csv")), out)
code, out, err = run(FTCHECK, "-", *data(A, B), text=read(CERT))
expect("the certificate on standard input", (code, out[0]) == (0, VERDICT), (code, out))
code, out, err = run(FTCHECK, CERT, *data(A, "-"), text=read(B))
expect("a part on standard input", (code, out[0]) == (0, VERDICT), (code, out, err))
code, out, err = run("sh", "-c", 'cat "$3" | "$0" "$1" --data "$2" --data /dev/fd/0', FTCHECK, CERT, A, B)
expect("a part in a pipe", (code, out[0]) == (0, VERDICT), (code, out, err))
code, out, err = run(FTCHECK, CERT, CERT, *data(A, B))
expect("several certificates", (code, out) == (0, ["c file " + CERT, VERDICT] * 2), (code, out))

# ---- one point in two files -----------------------------------------------------------------------------------------------------
for name, row in ("agree", "2,0"), ("contradict", "2.0,1"):
    other = write("other.csv", "x,y\n7,0\n\n%s\n" % row)
    code, out, err = run(FTCERT, "certify", *data(A, other), *CHOICE, "-o", path("no.ftc"))
    expect("a point in two files: " + name, code == 2 and "E101 %s:4:" % other in err and "'%s' line 4" % A in err, (code, err))
    expect("and nothing is written", not os.path.exists(path("no.ftc")))
code, out, err = run(FTCERT, "certify", *data(A, A), *CHOICE, "-o", path("no.ftc"))
expect("one file twice", code == 2 and "E101 %s:2:" % A in err, (code, err))
code, out, err = run(FTCERT, "certify", *data(A, write("column.csv", "t,y\n7,0\n")), *CHOICE, "-o", path("no.ftc"))
expect("a column is missing in the second file", code == 3 and "E312" in err and path("column.csv") in err, (code, err))
code, out, err = run(FTCERT, "certify", *data(A, write("number.csv", "x,y\n7,0\n8,ten\n")), *CHOICE, "-o", path("no.ftc"))
expect("no number in the second file", code == 3 and "E311 %s:3:" % path("number.csv") in err, (code, err))
code, out, err = run(FTCERT, "certify", *data(A, B), *CHOICE, "-o", B)
expect("an output over a part", code == 2 and "E103" in err and read(B).startswith(b"y,note"), (code, err))

# ---- the other verbs ------------------------------------------------------------------------------------------------------------
low, low_one = path("low.ftc"), path("low-one.ftc")
code, out, err = run(FTCERT, "refute", *data(A, B), *CHOICE, "-o", low)
run(FTCERT, "refute", *data(ONE), *CHOICE, "--external-data", "-o", low_one)
claim = lines(low_one, "claim ")[0][len("claim "):].replace(" neurons=", " neurons>=")
expect("refute", code == 0 and lines(low, "part ") == part_lines([A, B], [3, 4]), (code, err))
both("refuted", low, [A, B], "s VERIFIED " + claim)
exact = path("exact.ftc")
code, out, err = run(FTCERT, "solve", *data(A, B), *CHOICE, "-o", exact, "--bound", low)
expect("solve", code == 0, (code, err))
code, pair, err = run(FTCHECK, "--pair", exact, low, *data(A, B))
expect("a pair", code == 0 and pair[-1].startswith("s VERIFIED ") and pair[-1].split()[2] in ("exact", "interval"), (code, pair, err))
expect("ftcheck.py says the same of the pair", run(*PYTHON, "--pair", exact, low, *data(B, A))[1] == pair)
table = path("table.csv")
code, out, err = run(FTCERT, "evaluate", *data(A, B), "--certificate", CERT, "-o", table, "--json", path("table.json"))
expect("evaluate", code == 0 and json.loads(read(path("table.json")))["certificate_checked"] is True, (code, err))
code, _, err = run(FTCERT, "evaluate", *data(ONE), "--certificate", SINGLE, "-o", path("table-one.csv"))
expect("rows one after the other", read(table) == read(path("table-one.csv")) and len(read(table).splitlines()) == 8, read(table))
code, out, err = run(FTCERT, "evaluate", *data(A), "--certificate", CERT, "-o", table)
expect("evaluate at other rows", code == 0 and any("NOT CHECKED" in line for line in out), (code, out, err))
code, out, err = run(FTCERT, "explain", CERT, *data(B, A))
words = " ".join(" ".join(out).split())
expect("explain", code == 0 and "They come from 2 files, one after the other" in words and "Part 2: 4 samples of a CSV file with SHA-256 " + hashlib.sha256(read(B)).hexdigest() in words, (code, words, err))
expect("how to check", "ftcheck %s --data %s --data %s" % (CERT, B, A) in words.replace("'", ""), words)
code, out, err = run(FTCERT, "explain", CERT, *data(A))
expect("explain without a part", code == 5 and "E502" in err, (code, err))
code, out, err = run(FTCERT, "recheck", CERT, *data(A, B))
expect("recheck", code == 0 or "E104" in err or "model" in err, (code, out, err))

# ---- f: a model's, values; rounding; merging in each file -----------------------------------------------------------------------
first = write("first.csv", "x,y,f\n0.1,1/3,0\n0.10000000000000000001,1/3,0\n1,,1/2\n")
later = write("later.csv", "f,y,x\n0,,0.2\n0,0,0.2\n1/7,1/7,3\n")
code, out, err = run(FTCERT, "certify", *data(first, later), "--label", "y", "--features", "x", "--frozen", "f", "--round", "features-float32", "-o", CERT)
expect("merged in each file", code == 0 and lines(CERT, "part ") == part_lines([first, later], [2, 2]) and lines(CERT, "samples ") == ["samples external 4"], (code, err, lines(CERT, "part ")))
both("merged in each file", CERT, [first, later], "s VERIFIED " + lines(CERT, "claim ")[0][len("claim "):])
expect("features are rounded", value(network(CERT), [Fraction(13421773, 134217728)])[0] == [Fraction(1, 3)])
expect("one sample changes", " changed=1" in lines(CERT, "claim ")[0])

# ---- gzip, .npy -----------------------------------------------------------------------------------------------------------------
zipped = write("b.csv.gz", gzip.compress(read(B)))
code, out, err = run(FTCERT, "certify", *data(A, zipped), *CHOICE, "-o", CERT)
expect("gzip", code == 0 and lines(CERT, "part ") == part_lines([A, zipped], [3, 4]), (code, err))
both("gzip", CERT, [A, zipped], VERDICT)


def npy(rows):
    header = ("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(rows[0]))).ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + b"".join(struct.pack("<d", v) for row in rows for v in row)


array = write("p.npy", npy([[0.5, 2.0, 1.0], [0.25, 1.0, 0.0]]))
table = write("p.csv", "2,1,0\n1,3,0.5\n,4,1/3\n")
code, out, err = run(FTCERT, "certify", *data(array, table), "-o", CERT)
expect(".npy and CSV", code == 0 and lines(CERT, "part ") == part_lines([array, table], [2, 2], ["npy", "csv"]), (code, err))
expect("columns by name", lines(CERT, "features ") == ["features 0 1"] and lines(CERT, "labels ") == ["labels 2"])
verdict = "s VERIFIED " + lines(CERT, "claim ")[0][len("claim "):]
for order in [array, table], [table, array]:
    code, out, err = run(FTCHECK, CERT, *data(*order))
    expect(".npy and CSV: ftcheck", (code, out[0]) == (0, verdict), (code, out, err))
code, out, _ = run(*PYTHON, CERT, *data(array, table))
expect(".npy: ftcheck.py does not read it", code == 5 and out[0].startswith("s NOT VERIFIED E503"), out)
swapped = write("swapped.ftc", read(CERT).replace(b"part csv", b"part npy"))
code, out, _ = run(FTCHECK, swapped, *data(array, table))
expect("a part of another format", code == 1 and out[0].startswith("s NOT VERIFIED E208 line %d:" % (lines(swapped).index(lines(swapped, "part ")[1]) + 1)), out)

# ---- executions, specifications -------------------------------------------------------------------------------------------------
code, out, err = run(FTCERT, "certify", *data(A, B), *CHOICE, "--format", "float32", "-o", CERT)
expect("executions", code == 0 and lines(CERT, "claim execution") != [] and lines(CERT, "part ") == part_lines([A, B], [3, 4]), (code, err))
both("executions", CERT, [A, B], "s VERIFIED " + lines(CERT, "claim ")[0][len("claim "):])
between = write("between.csv", "x,y\n0,0..1\n1,\n2,>=1\n")
numbers = write("numbers.csv", "x,y\n3,0\n4,2\n5,\n")
for files, counts in ([between, numbers], [3, 3]), ([numbers, between], [3, 3]):
    code, out, err = run(FTCERT, "certify", *data(*files), *CHOICE, "-o", CERT)
    expect("intervals in one of two files", code == 0 and lines(CERT, "part ") == part_lines(files, counts) and lines(CERT, "claim specification") != [], (code, err))
    both("intervals", CERT, files, "s VERIFIED " + lines(CERT, "claim ")[0][len("claim "):])

# ---- many files -----------------------------------------------------------------------------------------------------------------
many = [write("m%d.csv" % i, "x,z,y\n%d,1,%s\n" % (i, {3: "1", 500: "-1/2"}.get(i, "0"))) for i in range(1000)]
code, out, err = run(FTCERT, "certify", *data(*many), "--label", "y", "-o", CERT)
expect("1,000 parts", code == 0 and len(lines(CERT, "part ")) == 1000 and lines(CERT, "claim ")[0].endswith(" samples=1000 changed=2"), (code, err))
code, out, err = run(FTCHECK, CERT, *data(*many[::-1]))
expect("1,000 parts: ftcheck", (code, out[0]) == (0, "s VERIFIED " + lines(CERT, "claim ")[0][len("claim "):]), (code, out[:2], err))
changed = lines(CERT)
row = next(i for i, line in enumerate(changed) if line == part_lines([many[999]], [1])[0])
changed[row] = part_lines([many[0]], [1])[0]
code, out, err = run(FTCHECK, write("again.ftc", "\n".join(changed) + "\n"), *data(*many[:999]))
expect("1,000 parts, one twice", code == 1 and re.match("s NOT VERIFIED E20[36] ", out[0]), (code, out[:2], err))
sys.exit(1 if failures else 0)
