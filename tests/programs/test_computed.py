"""Models that are known by their values: certificates, what refuses them, and every verb that asks for f.

    test_computed.py FTCERT FTCHECK SOURCE

f is (x1 x2 + max(0, x1), x1 x1), no ReLU network, evaluated here in fractions; a matrix too large to be written out; and small models for external data, tensors and
samples."""
import csv
import hashlib
import os
import struct
import sys
from fractions import Fraction

from expectations import expect, failures, run
from files_of_test import FOLDER, path, write

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
sys.path.insert(0, os.path.join(SOURCE, "tests", "certificates"))
import onnx_bytes as onnx  # noqa: E402

PYTHON = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]
NODES = [onnx.node("Gather", "x i", "a", axis=1), onnx.node("Gather", "x j", "b", axis=1), onnx.node("Mul", "a b", "p"),
         onnx.node("Relu", "a", "r"), onnx.node("Add", "p r", "u"), onnx.node("Mul", "a a", "q"), onnx.node("Concat", "u q", "y", axis=1)]
STORED = [onnx.tensor("i", [1], [0], onnx.INT64), onnx.tensor("j", [1], [1], onnx.INT64)]
# x1, x2 and the labels of both components; None keeps what f says.
ROWS = [(0, 0, None, None), (1, 2, 5, None), (-3, Fraction(1, 2), None, 7), (2, 2, None, None), (Fraction(1, 3), 6, None, None), (4, -1, 0, 0)]


def read(name):
    with open(name, encoding="utf-8") as file:
        return file.read()


def f(x1, x2):
    x1, x2 = Fraction(x1), Fraction(x2)
    return x1 * x2 + max(x1, 0), x1 * x1


def table(rows):
    return "a,b,u,q\n" + "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


MODEL = write("f.onnx", onnx.model(NODES, ("n", 2), STORED))
DATA = write("d.csv", table(ROWS))
FILES = ["--data", DATA, "--model", MODEL]
CHOICE = [*FILES, "--label", "u,q"]


def samples_of(text):
    """Of a certificate: the point, the labels and what f is, of each sample."""
    found = []
    for line in text.splitlines():
        if line.startswith("sample "):
            parts = [part.split() for part in line[len("sample "):].split(" : ")]
            found.append((tuple(map(Fraction, parts[0])), parts[1], [Fraction(v) for v in parts[2]] if len(parts) > 2 else None))
    return found


def values_are_those_of_f(name, labelled):
    text = read(path(name))
    expect(name + " says so", "\nfrozen computed\n" in text and text.startswith("FTCERT 1.6\n"), text[:400])
    expect(name + " binds the model", "\nmodel onnx sha256=%s outputs=0,1\n" % hashlib.sha256(open(MODEL, "rb").read()).hexdigest() in text)
    samples = samples_of(text)
    for point, labels, values in samples:
        stated = any(label != "keep" for label in labels)
        expect("%s has f where a label is: %s" % (name, point), stated == labelled(point) and (values is not None) >= stated)
        expect("%s: f at %s" % (name, point), values is None or tuple(values) == f(*point), values)
    return samples


def certified():
    code, out, err = run(FTCERT, "certify", *CHOICE, "-o", path("c.ftc"))
    expect("certify", code == 0 and "f: values computed from the model" in out, out + err)
    changed = {tuple(map(Fraction, row[:2])) for row in ROWS if row[2:] != (None, None)}
    samples = values_are_those_of_f("c.ftc", lambda point: point in changed)
    expect("values at labels alone", [values is not None for _, _, values in samples] == [row[2:] != (None, None) for row in ROWS])
    for words in ([], FILES, FILES[2:]):
        for checker in ([FTCHECK], PYTHON):
            code, out, err = run(*checker, path("c.ftc"), *words)
            expect("checked %s" % words[::2], code == 0 and out.startswith("s VERIFIED interpolation "), out + err)
    code, out, err = run(FTCERT, "recheck", path("c.ftc"), *FILES)
    expect("recheck", code == 0 and "at all 3 samples of which the certificate says what f is.\n" in out, out + err)
    code, out, err = run(FTCERT, "explain", path("c.ftc"), *FILES)
    expect("explain", code == 0 and "at all 3 samples of which the certificate says" in out, out + err)
    code, out, err = run(FTCERT, "pieces", path("c.ftc"), "--with-f")
    expect("pieces of f", code == 2 and "E104" in err, out + err)


def other_values_are_refused():
    """Another f and another label, whose difference is what it was: a checker believes it, and whoever reads the model does not."""
    text = read(path("c.ftc"))
    before = "sample 1 2 : 5 keep : 3 1\n"
    expect("the sample is there", before in text, text)
    line = text.splitlines().index(before.strip()) + 1
    forged = write("forged.ftc", text.replace(before, "sample 1 2 : 6 keep : 4 1\n"))
    expect("a checker believes it", run(FTCHECK, forged)[0] == 0)
    wrong = "sample 2 component 1: f = 4 by the certificate, 3 by the model"
    for words in (["recheck"], ["explain"]):
        code, out, err = run(FTCERT, *words, forged, "--model", MODEL)
        expect("%s refuses it" % words[0], code == 1 and wrong in err and (words[0] == "explain" or "E204 line %d" % line in out), out + err)
    code, out, err = run(FTCERT, "evaluate", "--data", write("two.csv", "a,b\n9,9\n1,2\n"), "--model", MODEL, "--certificate", forged, "-o", path("t.csv"))
    expect("evaluate refuses it", code == 1 and "row 2: f = 4 by the certificate, 3 by the model" in err, out + err)
    kept = write("kept.ftc", text.replace("sample 0 0 : keep keep\n", "sample 0 0 : keep keep : 0 1\n"))
    code, out, err = run(FTCERT, "recheck", kept, "--model", MODEL)
    expect("a value at a kept sample is compared", code == 1 and "sample 1 component 2: f = 1" in out, out + err)


def evaluated():
    code, out, err = run(FTCERT, "evaluate", "--data", DATA, "--model", MODEL, "--features", "a,b", "--label", "u,q", "-o", path("t.csv"))
    rows = list(csv.DictReader(open(path("t.csv"))))
    expect("evaluate", code == 0 and [(Fraction(row["f:u"]), Fraction(row["f:q"])) for row in rows] == [f(*row[:2]) for row in ROWS], out + err)
    code, out, err = run(FTCERT, "evaluate", "--data", DATA, "--model", MODEL, "--certificate", path("c.ftc"), "-o", path("t.csv"))
    rows = list(csv.DictReader(open(path("t.csv"))))
    good = all(label is None and Fraction(row["g:" + name]) == 0 or label is not None and Fraction(row["f+g:" + name]) == label
               for row, wanted in zip(rows, ROWS) for name, label in zip("uq", wanted[2:]))
    expect("evaluate f + g", code == 0 and good and len(rows) == len(ROWS) and "Where the certificate says what f is" in out, out + err)
    code, out, err = run(FTCERT, "evaluate", "--data", DATA, "--certificate", path("c.ftc"), "-o", path("t.csv"))
    expect("without a model f is not known", code == 0 and "f is not known at these rows" in out, out + err)


def equal_rows():
    """A row that keeps and one that asks for what f says are one sample, of which f is stated."""
    merged = write("merged.csv", table([(2, 2, None, None), *ROWS[1:3], (2, 2, 6, None)]))
    code, out, err = run(FTCERT, "certify", "--data", merged, "--model", MODEL, "--label", "u,q", "-o", path("m.ftc"))
    expect("equal rows", code == 0, out + err)
    expect("f at the point of both", samples_of(read(path("m.ftc")))[0] == ((2, 2), ["keep", "keep"], [6, 4]), read(path("m.ftc")))
    for checker in ([FTCHECK], PYTHON):
        code, out, err = run(*checker, path("m.ftc"), "--data", merged)
        expect("equal rows, checked with the data", code == 0, out + err)
    wrong = write("wrong.csv", table([(2, 2, None, None), *ROWS[1:3], (2, 2, 7, None)]))
    code, out, err = run(FTCERT, "certify", "--data", wrong, "--model", MODEL, "--label", "u,q", "-o", path("m.ftc"))
    expect("rows that contradict each other", code != 0 and "E315" in err and "keeps f = '6'" in err, out + err)


def bounds_and_pairs():
    code, out, err = run(FTCERT, "refute", *CHOICE, "-o", path("r.ftc"))
    expect("refute", code == 0, out + err)
    values_are_those_of_f("r.ftc", lambda point: point in {(1, 2), (-3, Fraction(1, 2)), (4, -1)})
    expect("the bound", run(FTCHECK, path("r.ftc"), "--model", MODEL)[0] == 0)
    expect("recheck of the bound", run(FTCERT, "recheck", path("r.ftc"), *FILES)[0] == 0)
    for checker in ([FTCHECK], PYTHON):
        code, out, err = run(*checker, "--pair", path("c.ftc"), path("r.ftc"))
        expect("the pair", code == 0 and "\ns " not in out.split("s ", 1)[0], out + err)
    code, out, err = run(FTCERT, "solve", *CHOICE, "-o", path("s.ftc"), "--bound", path("sb.ftc"))
    expect("solve", code == 0 and "s SOLVED" in out, out + err)


def executions():
    code, out, err = run(FTCERT, "certify", *CHOICE, "--format", "float32", "-o", path("e.ftc"), "--patch", path("p.onnx"))
    text = read(path("e.ftc")) if code == 0 else ""
    expect("executions", code == 0 and "\noutput-deviation none\n" in text and "\nfrozen computed\n" in text, out + err)
    words = ["--model", MODEL, "--patched", path("p.onnx")]
    code, out, err = run(FTCHECK, path("e.ftc"), *words)
    expect("executions, checked with the patched file", code == 0, out + err)
    code, out, err = run(FTCERT, "patch", path("e.ftc"), "--model", MODEL, "--data", DATA, "-o", path("p2.onnx"))
    expect("patch", code == 0 and open(path("p2.onnx"), "rb").read() == open(path("p.onnx"), "rb").read(), out + err)
    # The file without g's output is f plus a ReLU network: f + g by the importer.
    code, out, err = run(FTCERT, "evaluate", "--data", DATA, "--model", path("p.onnx"), "--tensor", "y", "--features", "a,b", "-o", path("t.csv"))
    rows = list(csv.DictReader(open(path("t.csv"))))
    good = all(label is None and Fraction(row["f:%d" % j]) == f(*wanted[:2])[j] or label is not None and abs(Fraction(row["f:%d" % j]) - label) < Fraction(1, 1000)
               for row, wanted in zip(rows, ROWS) for j, label in enumerate(wanted[2:]))
    expect("the patched model", code == 0 and good, out + err)
    code, out, err = run(FTCERT, "certify", *CHOICE, "--tolerance", "1/10", "--format", "float32", "-o", path("es.ftc"))
    expect("specifications by executions need a network", code != 0 and "need f as a network" in err, out + err)


def specifications():
    code, out, err = run(FTCERT, "certify", *CHOICE, "--tolerance", "1/10", "-o", path("i.ftc"))
    expect("intervals", code == 0, out + err)
    values_are_those_of_f("i.ftc", lambda point: point in {(1, 2), (-3, Fraction(1, 2)), (4, -1)})
    expect("intervals, checked", run(FTCHECK, path("i.ftc"), *FILES)[0] == 0)
    data = write("classes.csv", "a,b,c\n0,1,\n1,2,1\n-3,1,0\n2,2,\n1,5,0\n3,1,\n")
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", MODEL, "--class", "c", "-o", path("k.ftc"))
    expect("classes", code == 0, out + err)
    expect("classes, checked", run(FTCHECK, path("k.ftc"), "--data", data)[0] == 0)
    expect("classes, rechecked", run(FTCERT, "recheck", path("k.ftc"), "--data", data, "--model", MODEL)[0] == 0)
    samples = samples_of(read(path("k.ftc")))
    expect("f at all that have a class", all(values is not None and tuple(values) == f(*point) for point, labels, values in samples if labels != ["keep"]), samples)


def embedded_alone():
    code, out, err = run(FTCERT, "certify", *CHOICE, "--external-data", "-o", path("x.ftc"))
    expect("not external", code != 0 and "E101" in err and "--external-data" in err and "(Mul)" in err and not os.path.exists(path("x.ftc")), out + err)
    other = write("other.csv", table([(7, 7, 1, None)]))
    code, out, err = run(FTCERT, "certify", *CHOICE, "--data", other, "-o", path("x.ftc"))
    expect("not of several files", code != 0 and "E101" in err and "one file" in err and not os.path.exists(path("x.ftc")), out + err)


def too_large():
    """1500 x 1500 weights: x1 in all columns of the first matrix, the second one is the identity but for its first row."""
    n = 1500
    first, second = [1.0] * n, [float(i == j or i == 0) for i in range(n) for j in range(n)]
    model = write("large.onnx", onnx.model(
        [onnx.node("MatMul", "x w", "a"), onnx.node("Relu", "a", "r"), onnx.node("MatMul", "r v", "s"), onnx.node("ReduceSum", "s k", "y", keepdims=0)],
        ("n", 1), [onnx.tensor("w", [1, n], first), onnx.tensor("v", [n, n], second), onnx.tensor("k", [1], [1], onnx.INT64)]))
    data = write("line.csv", "x,label\n-1,\n2,7\n3,\n")
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", model, "-o", path("l.ftc"))
    expect("a large model", code == 0 and "values computed from the model" in out, out + err)
    # r is max(0, x) in all of n components; column j of the sum has it once from the identity, and once more from the first row.
    expect("its value", samples_of(read(path("l.ftc")))[1] == ((2,), ["7"], [2 * (2 * n - 1)]), read(path("l.ftc"))[-600:])
    expect("rechecked", run(FTCERT, "recheck", path("l.ftc"), "--data", data, "--model", model)[0] == 0)


def tensors_and_files():
    model = write("t.onnx", onnx.model([onnx.node("Neg", "x", "logits"), onnx.node("Softmax", "logits", "y")], ("n", 1)))
    data = write("line.csv", "x,label\n-1,\n2,7\n3,\n")
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", model, "-o", path("t.ftc"))
    expect("a tail is named", code != 0 and "(Softmax)" in err and "--tensor 'logits'" in err and "--frozen" in err, out + err)
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", model, "--tensor", "logits", "-o", path("t.ftc"))
    expect("the tensor is bound", code == 0 and " tensor=logits outputs=0\n" in read(path("t.ftc")), out + err)
    for words in ([], ["--tensor", "logits"]):
        expect("recheck takes it from the certificate %s" % words, run(FTCERT, "recheck", path("t.ftc"), "--model", model, *words)[0] == 0)
    code, out, err = run(FTCERT, "recheck", path("t.ftc"), "--model", model, "--tensor", "y")
    expect("another tensor is refused", code == 1 and "E208" in out and "about tensor 'logits', not about 'y'" in out, out + err)
    # External data: bound, and looked for beside the model.
    beside = onnx.field(1, 1) + onnx.field(2, onnx.FLOAT) + onnx.field(8, "c") + onnx.field(14, 1) + onnx.field(13, onnx.field(1, "location") + onnx.field(2, "w/c"))
    os.mkdir(path("w"))
    numbers = write("w/c", struct.pack("<f", 2.5))
    external = write("e.onnx", onnx.model([onnx.node("Add", "x c")], ("n", 1), [beside]))
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", external, "-o", path("b.ftc"))
    line = "\nexternal w%%2Fc sha256=%s\n" % hashlib.sha256(open(numbers, "rb").read()).hexdigest()
    expect("external data are bound", code == 0 and line in read(path("b.ftc")), out + err)
    expect("checked", run(FTCHECK, path("b.ftc"), "--model", external)[0] == 0 and run(FTCERT, "recheck", path("b.ftc"), "--model", external)[0] == 0)
    write("w/c", struct.pack("<f", 3.5))
    code, out, err = run(FTCHECK, path("b.ftc"), "--model", external)
    expect("changed", code == 1 and "E207" in out, out + err)
    os.remove(numbers)
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", external, "-o", path("b.ftc"))
    expect("missing", code != 0 and "E301" in err and "no such file" in err, out + err)
    pointer = write("p.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", pointer, "-o", path("b.ftc"))
    expect("a pointer", code != 0 and "E321" in err and "Git LFS pointer" in err, out + err)


def what_is_one_sample():
    """[3, 2] is three samples of two numbers, or one of six."""
    model = write("s.onnx", onnx.model([onnx.node("Neg", "x", "y")], (3, 2)))
    two, six = write("two.csv", "a,b\n1,2\n"), write("six.csv", "a,b,c,d,e,f\n1,2,3,4,5,6\n")
    for data, rule, values in ((two, "auto", [-1, -2]), (six, "auto", [-1, -2, -3, -4, -5, -6]), (six, "tensor", [-1, -2, -3, -4, -5, -6]), (two, "rows", [-1, -2])):
        labels = ["--label", ",".join("l%d" % i for i in range(len(values)))]
        rows = read(data).splitlines()
        table = write("rows.csv", "\n".join([rows[0] + "".join(",l%d" % i for i in range(len(values))), rows[1] + "," * len(values), "0" + ",0" * (len(values) - 1) + ",1" + "," * (len(values) - 1)]) + "\n")
        code, out, err = run(FTCERT, "certify", "--data", table, "--model", model, "--sample", rule, *labels, "-o", path("s.ftc"))
        expect("%s of %d" % (rule, len(values)), code == 0 and "\ndimension %d\n" % len(values) in read(path("s.ftc")), out + err)
        expect("rechecked", run(FTCERT, "recheck", path("s.ftc"), "--model", model)[0] == 0)
    code, out, err = run(FTCERT, "evaluate", "--data", six, "--model", model, "--sample", "rows", "-o", path("t.csv"))
    expect("rows of six", code != 0 and "expected 2 feature columns" in err, out + err)


certified()
other_values_are_refused()
evaluated()
equal_rows()
bounds_and_pairs()
executions()
specifications()
embedded_alone()
too_large()
tensors_and_files()
what_is_one_sample()
FOLDER.cleanup()
print("%d failures" % len(failures))
sys.exit(bool(failures))
