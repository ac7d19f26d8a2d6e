"""Tables as people have them (sections 5 and 20 of proofs/certificate-format.md): delimiters, arrays of any number of axes, .npz archives, labels in a second file.

usage: test_tables.py FTCERT FTCHECK SOURCE

What is wanted is computed here: the samples are written as numbers, Python's struct and zipfile make arrays and archives of them, and hashlib says which files a
certificate binds. A certificate of any form has the samples, the network and the margins of the one of the same samples as CSV."""
import gzip
import hashlib
import io
import os
import re
import struct
import sys
import zipfile
from fractions import Fraction

from expectations import expect, failures, run
from files_of_test import path, read, write

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
PYTHON = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]
NAN = float("nan")
POINTS = [[0, 0], [1, 0.5], [2, 1], [3, 1.5], [4, 2], [5, 2.5]]
LABELS = [NAN, 1, NAN, -0.25, NAN, NAN]


def digest(name):
    return hashlib.sha256(read(name)).hexdigest()


def csv(header, rows, delimiter=",", missing=""):
    lines = [header] + [[missing if x != x else repr(x) for x in row] for row in rows]
    return "".join(delimiter.join(line) + "\n" for line in lines)


def npy(shape, entries, letter="d", fortran=False):
    """entries in the order in which they are stored."""
    descr = {"d": "<f8", "f": "<f4", "h": "<i2"}[letter]
    head = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }" % (descr, fortran, tuple(shape))
    head += " " * (-(len(head) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode() + b"".join(struct.pack("<" + letter, x) for x in entries)


class Stream(io.BytesIO):
    """A file whose beginning cannot be changed any more: sizes stand behind the members."""
    def seekable(self):
        return False

    def tell(self):
        raise OSError


def npz(arrays, compression=zipfile.ZIP_DEFLATED, zip64=False, buffer=None):
    """As numpy.savez and numpy.savez_compressed write it."""
    buffer = buffer or io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in arrays.items():
            with archive.open(name + ".npy", "w", force_zip64=zip64) as member:
                member.write(content)
    return buffer.getvalue()


def flat(rows):
    return [x for row in rows for x in row]


ROWS = [point + [label] for point, label in zip(POINTS, LABELS)]
X, Y = npy((6, 2), flat(POINTS)), npy((6,), LABELS)
X_FORTRAN = npy((6, 2), [p[0] for p in POINTS] + [p[1] for p in POINTS], fortran=True)
X_IMAGE = npy((6, 1, 2), flat(POINTS))
TWO = npz({"X": X, "y": Y}, zip64=True)

# name: (data file, labels file, words, data line, labels-file line, labels column, features)
FORMS = {
    "commas": (csv("x t label".split(), ROWS), None, [], "csv", None, "label", "x t"),
    "NaN": (csv("x t label".split(), ROWS, missing="NaN"), None, [], "csv", None, "label", "x t"),
    "NA": (csv("x t label".split(), ROWS, missing="NA"), None, [], "csv", None, "label", "x t"),
    "null": (csv("x t label".split(), ROWS, missing="null"), None, [], "csv", None, "label", "x t"),
    "an index": (csv(["", "x", "t", "label"], [[i] + row for i, row in enumerate(ROWS)]), None, [], "csv", None, "label", "x t"),
    "an index of R": (csv(['""', '"x"', '"t"', '"label"'], [[i] + row for i, row in enumerate(ROWS, 1)], missing="NA"), None, [], "csv", None, "label", "x t"),
    "semicolons": (csv("x t label".split(), ROWS, ";"), None, ["--delimiter", ";"], "csv delimiter=3B", None, "label", "x t"),
    "tabs": (csv("x t label".split(), ROWS, "\t"), None, ["--delimiter", "tab"], "csv delimiter=09", None, "label", "x t"),
    "bars": (csv("x t label".split(), ROWS, "|"), None, ["--delimiter=|"], "csv delimiter=7C", None, "label", "x t"),
    "an array": (npy((6, 3), flat(ROWS)), None, [], "npy", None, "2", "0 1"),
    "an archive": (npz({"arr_0": npy((6, 3), flat(ROWS))}), None, [], "npz array=arr_0", None, "2", "0 1"),
    "an archive, stored": (npz({"arr_0": npy((6, 3), flat(ROWS))}, zipfile.ZIP_STORED), None, [], "npz array=arr_0", None, "2", "0 1"),
    "an archive, written to a stream": (npz({"arr_0": npy((6, 3), flat(ROWS))}, zip64=True, buffer=Stream()), None, [], "npz array=arr_0", None, "2", "0 1"),
    "one of two arrays": (npz({"all of it": npy((6, 3), flat(ROWS)), "y": Y}), None, ["--array", "all of it"], "npz array=all%20of%20it", None, "2", "0 1"),
    "labels as CSV": (csv(["x", "t"], POINTS), csv(["y"], [[y] for y in LABELS], missing="NA"), [], "csv", "csv", "y", "x t"),
    "labels and semicolons": (csv(["x", "t"], POINTS, ";"), csv(["", "y"], [[i, y] for i, y in enumerate(LABELS)], ";"), ["--delimiter", ";"], "csv delimiter=3B", "csv delimiter=3B", "y", "x t"),
    "labels as an array": (csv(["x", "t"], POINTS), Y, [], "csv", "npy", "0", "x t"),
    "arrays": (X, Y, [], "npy", "npy", "0", "0 1"),
    "arrays in Fortran order": (X_FORTRAN, Y, [], "npy", "npy", "0", "0 1"),
    "images": (X_IMAGE, Y, [], "npy", "npy", "0", "0 1"),
    "an array and CSV": (X, csv(["x", "label"], [[0, y] for y in LABELS], missing="null"), [], "npy", "csv", "label", "0 1"),
    "two arrays of an archive": (TWO, TWO, ["--array", "X", "--labels-array", "y"], "npz array=X", "npz array=y", "0", "0 1"),
    "two archives": (npz({"X": X}), npz({"y": Y, "X": X}), ["--labels-array", "y"], "npz array=X", "npz array=y", "0", "0 1"),
}


def bound(keyword, form, name, end=""):
    kind, *more = form.split(" ")
    return " ".join([keyword, kind, "sha256=" + digest(name)] + more) + end


def body(text):
    """What does not speak of files: claim and all lines behind `model none`, and the dimension."""
    lines = [line for line in text.decode().split("\n") if not line.startswith("%")]
    return [lines[1]] + lines[lines.index("model none"):]


def samples():
    word = {True: "keep", False: None}
    return ["sample %s : %s" % (" ".join(str(Fraction(x)) for x in p), word[y != y] or Fraction(y)) for p, y in zip(POINTS, LABELS)]


def verified(name, code, out, err):
    expect(name, code == 0 and out.startswith("s VERIFIED interpolation "), out + err)


def forms():
    """Every form, embedded as it is and external as gzip: what the certificate binds, the samples, the verdicts of the checkers."""
    reference = {}
    for name, (data, labels, words, line, labels_line, column, features) in FORMS.items():
        for packed, external in (False, False), (True, True):
            same = labels is data and labels is not None
            pack = (lambda b: gzip.compress(b if isinstance(b, bytes) else b.encode())) if packed else (lambda b: b)
            x = write("x.gz" if packed else "x", pack(data))
            y = None if labels is None else x if same else write("y.gz" if packed else "y", pack(labels))
            supplied = ["--data", x] + (["--labels", y] if y else [])
            what = "%s%s%s: " % (name, ", packed" if packed else "", ", external" if external else "")
            target = path("t.ftc")
            code, out, err = run(FTCERT, "certify", *supplied, *words, "-o", target, "--quiet", *["--external-data"] * external)
            expect(what + "certified", code == 0, out + err)
            if code != 0:
                continue
            text = read(target)
            lines = text.decode().split("\n")
            needs = " " in line or line.startswith("npz") or labels_line
            expect(what + "version", lines[0] == ("FTCERT 1.6" if needs else "FTCERT 1.0"), lines[0])
            wanted = [bound("data", line, x, " rounding=none")] + ([bound("labels-file", labels_line, y)] if y else [])
            wanted += ["features " + features, "labels " + column, "frozen-columns none"]
            place = next(i for i, l in enumerate(lines) if l.startswith("data "))
            expect(what + "what is bound", lines[place:place + len(wanted)] == wanted, (lines[place:place + 5], wanted))
            reference.setdefault(external, body(text))
            expect(what + "the samples and the network are the same", body(text) == reference[external])
            if not external:
                expect(what + "the samples", [l for l in lines if l.startswith("sample ")] == samples(), lines)
            check(what, target, supplied, external, line, labels_line)


def check(what, target, supplied, external, line, labels_line):
    verified(what + "ftcheck", *run(FTCHECK, target, *supplied))
    code, out, err = run(*PYTHON, target, *supplied)
    if line.startswith("csv") and (labels_line or "csv").startswith("csv"):
        verified(what + "ftcheck.py", code, out, err)
    else:
        expect(what + "ftcheck.py reads CSV alone", code == 5 and out.startswith("s NOT VERIFIED E503 line "), out + err)
    for checker in [FTCHECK], PYTHON:
        code, out, err = run(*checker, target)
        if external:
            expect(what + "the data are needed", code == 5 and out.startswith("s NOT VERIFIED E502 line "), out + err)
        else:
            expect(what + "the samples are there", code == 0 and "c data file not supplied: the samples are those in the certificate\n" in out, out + err)
        if labels_line:
            for half in supplied[:2], supplied[2:]:
                code, out, err = run(*checker, target, *half)
                expect(what + "one file of two", code == 5 and out.startswith("s NOT VERIFIED E502 line "), out + err)
    other = write("other", read(supplied[1]) + b"\n")
    for option in supplied[::2]:
        words = [other if before == option else word for before, word in zip([""] + supplied, supplied)]
        code, out, err = run(FTCHECK, target, *words)
        expect(what + "another file for " + option, code == 1 and out.startswith("s NOT VERIFIED E207 line "), out + err)
    code, out, err = run(FTCERT, "explain", target, *supplied)
    expect(what + "explain", code == 0 and digest(supplied[1]) in re.sub(r"\s", "", out), out + err)


def numbers_of_rows():
    """The certificate binds files that have not the same rows."""
    x, y = write("x.csv", csv(["x"], [[0], [1], [2]])), write("y.csv", csv(["y"], [[0], [1], [NAN]], missing="NA"))
    target = path("rows.ftc")
    run(FTCERT, "certify", "--data", x, "--labels", y, "--external-data", "-o", target)
    for rows in 2, 4:
        shorter = write("other.csv", csv(["y"], [[0], [1], [NAN], [NAN]][:rows], missing="NA"))
        changed = write("changed.ftc", read(target).replace(digest(y).encode(), digest(shorter).encode()))
        at = 1 + next(i for i, line in enumerate(read(changed).decode().split("\n")) if line.startswith("labels-file "))
        for checker in [FTCHECK], PYTHON:
            code, out, err = run(*checker, changed, "--data", x, "--labels", shorter)
            expect("%d rows of labels: %s" % (rows, checker[-1]), code == 1 and out.startswith("s NOT VERIFIED E205 line %d: " % at), out + err)
        code, out, err = run(FTCERT, "certify", "--data", x, "--labels", shorter, "-o", target + "2")
        expect("certify with %d rows" % rows, code == 3 and "E313 %s: expected a row of labels for each of the 3 rows of '%s', found %d rows" % (shorter, x, rows) in err, err)


def verbs():
    """What reads data, and what reads certificates, with labels in a second file."""
    x, y = write("x.npz", npz({"X": X, "y": Y})), write("y.csv", csv(["", "y"], [[i, v] for i, v in enumerate(LABELS)], ";"))
    words = ["--data", x, "--array", "X", "--labels", y, "--delimiter", ";"]
    target, lower = path("v.ftc"), path("v-bound.ftc")
    code, out, err = run(FTCERT, "solve", *words, "-o", target, "--bound", lower)
    expect("solve", code == 0, out + err)
    code, out, err = run(FTCHECK, "--pair", target, lower, "--data", x, "--labels", y)
    expect("a pair", code == 0 and "\ns VERIFIED exact " in out, out + err)
    code, out, err = run(FTCERT, "refute", *words, "-o", lower, "--external-data")
    expect("refute", code == 0, out + err)
    code, out, err = run(FTCHECK, lower, "--data", x, "--labels", y)
    expect("a bound", code == 0 and out.startswith("s VERIFIED bound "), out + err)
    code, out, err = run(FTCERT, "certify", *words, "-o", target, "--external-data")
    code, out, err = run(FTCERT, "evaluate", "--data", x, "--labels", y, "--certificate", target, "-o", path("v.csv"))
    expect("evaluate as the certificate says", code == 0 and "2 labels; the largest deviation from one: 0 at" in out and "Certificate: verified" in out, out + err)
    code, out, err = run(FTCERT, "evaluate", "--data", x, "--certificate", target, "-o", path("v.csv"))
    expect("evaluate without labels", code == 0 and "NOT CHECKED" in out and "deviation" not in out, out + err)
    held = write("held.csv", csv(["0", "1"], [[0.5, 0.25]]))
    code, out, err = run(FTCERT, "evaluate", "--data", held, "--certificate", target, "-o", path("v.csv"))
    expect("evaluate other rows, in another form", code == 0 and "1 row, 1 component" in out, out + err)
    for verb in ["explain"], ["pieces"]:
        code, out, err = run(FTCERT, *verb, target, "--data", x, "--labels", y)
        expect("%s with labels" % verb[0], code == 0, out + err)
    code, out, err = run(FTCERT, "explain", target, "--data", x)
    expect("explain without labels", code == 5 and "E502" in err, out + err)
    code, out, err = run(FTCERT, "certify", *words, "-o", y)
    expect("labels are not overwritten", code == 2 and "E103" in err, out + err)
    code, out, err = run(FTCERT, "explain", target, "--data", x, "--labels", y, "-o", y)
    expect("labels are not overwritten by explain", code == 2 and "E103" in err, out + err)


def specifications():
    """Intervals, upper ends and classes from a second file; values of f stand in the first."""
    x = write("s.csv", csv(["x", "f0", "f1"], [[0, 1, 0], [1, 1, 0], [2, 0.5, 0], [3, 1, 0]]))
    target = path("s.ftc")
    for name, table, words, line in (
            ("intervals", "y,f1\n,\n0..1/2,\n,>=1/4\nNA,\n", ["--label", "y,f1"], "labels y f1"),
            ("upper ends", "low,high,l,h\n,,,\n0,0.5,,\nnan,,1/4,\n,,,null\n", ["--label", "low,l", "--label-upper", "high,h"], "upper high h"),
            ("classes", "c\nNA\n1\n\"\"\nnull\n", ["--class", "c"], "labels c")):
        y = write("sy.csv", table)
        code, out, err = run(FTCERT, "certify", "--data", x, "--frozen", "f0,f1", "--labels", y, *words, "-o", target)
        expect(name, code == 0 and ("\n" + line + "\n").encode() in read(target), out + err)
        for checker in [FTCHECK], PYTHON:
            code, out, err = run(*checker, target, "--data", x, "--labels", y)
            expect("%s: %s" % (name, checker[-1]), code == 0 and out.startswith("s VERIFIED specification "), out + err)


def usage():
    """Options that do not go together, and files that are something else."""
    x, y, array = write("u.csv", "a;b\n1;2\n"), write("uy.csv", "y\n5\n"), write("u.npy", X)
    two = write("u.npz", TWO)
    target = path("u.ftc")
    for name, words, code, text in (
            ("a delimiter that is a letter", ["--data", x, "--delimiter", "x"], 2, "--delimiter 'x': expected one character that is no part of names and numbers"),
            ("a delimiter that is a point", ["--data", x, "--delimiter", "."], 2, "--delimiter '.'"),
            ("a delimiter that is a quote", ["--data", x, "--delimiter", '"'], 2, "--delimiter '\"'"),
            ("two delimiters", ["--data", x, "--delimiter", ";;"], 2, "--delimiter ';;'"),
            ("no delimiter", ["--data", x, "--delimiter", ""], 2, "--delimiter ''"),
            ("a delimiter of an array", ["--data", array, "--delimiter", ";"], 2, "--delimiter says what stands between the cells of CSV, and the data are arrays"),
            ("an array of CSV", ["--data", x, "--array", "X"], 3, "E317 %s: expected an .npz archive with the array 'X', found no archive" % x),
            ("an array of labels without labels", ["--data", x, "--labels-array", "X"], 2, "--labels"),
            ("labels of several files", ["--data", x, "--data", x, "--labels", y], 2, "--labels is the file with the labels of one data file"),
            ("no array named", ["--data", two], 3, "E317 %s: the archive has the arrays 'X', 'y': choose one with --array" % two),
            ("no such array", ["--data", two, "--array", "Y"], 3, "E317 %s: the archive has no array 'Y'; it has 'X', 'y'" % two),
            ("a semicolon", ["--data", x], 3, "E312 %s:1: the header is one column, 'a;b': separated by ';'? --delimiter ';'" % x),
            ("a decimal comma", ["--data", write("d.csv", "a;label\n1,5;2\n"), "--delimiter", ";"], 3, "found '1,5': a decimal comma? write the number with a point"),
            ("Parquet", ["--data", write("p", b"PAR1\x15\x04PAR1")], 3, "expected CSV, .npy or .npz, found a Parquet file: write it as CSV first"),
            ("Parquet labels", ["--data", x, "--labels", path("p"), "--delimiter", ";"], 3, "E307 %s: expected CSV" % path("p")),
            ("a pointer", ["--data", write("l", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")], 3, "found a Git LFS pointer, which stands for a large file that was not fetched: fetch it: git lfs pull")):
        found, out, err = run(FTCERT, "certify", *words, "-o", target)
        expect(name, found == code and text in err, (found, out + err))
    expect("nothing was written", not os.path.exists(target))
    code, out, err = run(FTCERT, "certify", "--data", write("n.csv", "x,label\n1,2\n3,\n"), "-o", target)
    for checker in [FTCHECK], PYTHON:
        code, out, err = run(*checker, target, "--data", path("n.csv"), "--labels", y)
        expect("labels that are not bound: " + checker[-1], code == 1 and out.startswith("s NOT VERIFIED E209 line "), out + err)


for test in (forms, numbers_of_rows, verbs, specifications, usage):
    test()
print("%d failed" % len(failures))
sys.exit(1 if failures else 0)
