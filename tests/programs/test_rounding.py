"""Rounding of features alone, from the option to every checker and verb.

    test_rounding.py FTCERT FTCHECK SOURCE [VERIFIED]

What the samples of a certificate are is computed here from the cells of the file: Python's struct rounds the features, Fractions are the labels."""
import csv
import json
import os
import struct
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
CHECKERS = [[FTCHECK], [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]] + [[program] for program in sys.argv[4:]]
FORMATS = {"features-float32": "<f", "features-float64": "<d"}
TABLE = "x,t,f,label\n0.1,0,0.1,1/10\n0.2,1,1/3,\n0.3,2,0.3,0.7\n16777217,3,1e39,1e39\n1/3,4,0,0.1\n"


def nearest(cell, letter):
    """The cell's double rounded to the format. None of the cells here is where rounding twice matters."""
    return Fraction(struct.unpack(letter, struct.pack(letter, float(Fraction(cell))))[0])


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


def lines_of(path):
    with open(path, encoding="ascii") as file:
        return file.read().split("\n")


def accepted(name, certificate, *words):
    for checker in CHECKERS:
        code, out, err = run(*checker, certificate, *words)
        expect("%s: %s accepts" % (name, os.path.basename(checker[-1])), code == 0 and out.startswith("s VERIFIED "), out + err)


def round_trip(folder):
    """The samples are those of the file, features rounded, labels and values of f as written."""
    data, target = write(folder, "t.csv", TABLE), os.path.join(folder, "t.ftc")
    for word, letter in FORMATS.items():
        for verb, kind, more in ("certify", "CERTIFIED interpolation", []), ("certify", "CERTIFIED interpolation", ["--external-data"]), ("refute", "BOUND", ["--neurons", 0]):
            name = " ".join([verb, word] + list(map(str, more)))
            code, out, err = run(FTCERT, verb, "--data", data, "--frozen", "f", "--round", word, "-o", target, *more)
            expect(name, code == 0 and "\ns %s " % kind in out, out + err)
            lines = lines_of(target)
            expect(name + ": version and word", lines[0] == "FTCERT 1.2" and [line for line in lines if line.endswith(" rounding=" + word)], lines[:12])
            rows = list(csv.DictReader(TABLE.split("\n")))
            wanted = ["sample %s %s : %s : %s" % (nearest(row["x"], letter), nearest(row["t"], letter),
                                                  Fraction(row["label"]) if row["label"] else "keep", Fraction(row["f"])) for row in rows]
            found = [line for line in lines if line.startswith("sample ")]
            expect(name + ": samples", found == ([] if "--external-data" in more else wanted), (found, wanted))
            accepted(name, target, "--data", data)
            code, out, err = run(FTCERT, "explain", target, "--data", data)
            text = " ".join(out.split())
            expect(name + ": in words", code == 0 and "Every feature was first rounded to binary%s, as a program would; labels and values of f are read exactly as written."
                   % word[-2:] in text, out + err)
    code, out, err = run(FTCERT, "certify", "--data", data, "--frozen", "f", "--round", "float32", "-o", target)
    expect("every cell: 1e39 is no float32", code == 3 and "E316 %s:5: column 'label'" % data in err, out + err)


def other_rounding(folder):
    """A file that was read in another way is not the certificate's; without the option nothing changes."""
    data, target = write(folder, "o.csv", "x,label\n0.1,0.1\n0.2,\n"), os.path.join(folder, "o.ftc")
    run(FTCERT, "certify", "--data", data, "--round", "features-float32", "-o", target)
    text = "\n".join(lines_of(target))
    for word in "none", "float32", "float64", "features-float64":
        other = write(folder, "other.ftc", text.replace("rounding=features-float32", "rounding=" + word))
        for checker in CHECKERS:
            code, out, _ = run(*checker, other, "--data", data)
            expect("read with %s: %s" % (word, checker[-1]), code == 1 and out.startswith("s NOT VERIFIED E208 line "), out)
    for words, version in ([], "FTCERT 1.0"), (["--round", "none"], "FTCERT 1.0"), (["--round", "float32"], "FTCERT 1.0"):
        run(FTCERT, "certify", "--data", data, *words, "-o", target)
        expect("version without the words: %s" % words, lines_of(target)[0] == version)
    code, _, err = run(FTCERT, "certify", "--data", data, "--round", "features-float16", "-o", target)
    expect("features-float16 is no rounding", code == 2 and "features-float32" in err, err)


def equal_rows(folder):
    """Rows that become equal: one sample if they agree as written, else an error that names both."""
    target = os.path.join(folder, "e.ftc")
    data = write(folder, "agree.csv", "x,label\n0.1,1/3\n0.5,\n0.10000000000000000001,2/6\n")
    code, out, err = run(FTCERT, "certify", "--data", data, "--round", "features-float32", "-o", target)
    expect("rows that agree", code == 0 and "samples=2 changed=1" in out, out + err)
    accepted("rows that agree", target, "--data", data)
    data = write(folder, "differ.csv", "x,label\n0.1,1\n0.5,\n0.10000000000000000001,1.00000000000000000001\n")
    for verb in "certify", "refute":
        code, out, err = run(FTCERT, verb, "--data", data, "--round", "features-float32", "-o", target)
        expect(verb + ": rows that differ", code == 3 and "E315 %s:4: line 4 has, by rounding, the same features as line 2" % data in err
               and "column 'label': expected '1', found '100000000000000000001/100000000000000000000'" in err and "or do not round" in err, out + err)
    code, out, err = run(FTCERT, "certify", "--data", data, "--round", "float32", "-o", target)
    expect("with every cell rounded they agree", code == 0 and "samples=2" in out, out + err)
    code, out, err = run(FTCERT, "certify", "--data", data, "-o", target)
    expect("unrounded they are two samples", code == 0 and "samples=3" in out, out + err)


def real_model(folder):
    """Diabetes with its model: f is evaluated at the rounded features; recheck and explain read --data as the certificate says."""
    data, model = (os.path.join(SOURCE, "data", "diabetes", name) for name in ("changed.csv", "model.onnx"))
    target, summary = os.path.join(folder, "d.ftc"), os.path.join(folder, "d.json")
    for more in [], ["--external-data"]:
        code, out, err = run(FTCERT, "certify", "--data", data, "--model", model, "--round", "features-float32", "-o", target, *more)
        expect("diabetes %s" % more, code == 0 and "changed=20" in out, out + err)
        accepted("diabetes %s" % more, target, "--data", data, "--model", model)
        for verb in "recheck", "explain":
            code, out, err = run(FTCERT, verb, target, "--data", data, "--model", model, "--json", summary)
            expect("diabetes %s %s" % (verb, more), code == 0 and "f is the function of " in out, out + err)
            with open(summary, encoding="utf-8") as file:
                expect("diabetes %s %s: summary" % (verb, more), json.load(file)["verified"] is True)
    with open(data, encoding="utf-8", newline="") as file:
        labels = [Fraction(row["label"]) for row in csv.DictReader(file) if row["label"]]
    run(FTCERT, "certify", "--data", data, "--model", model, "--round", "features-float32", "-o", target)
    found = [Fraction(line.split(" : ")[1]) for line in lines_of(target) if line.startswith("sample ") and " : keep" not in line]
    expect("diabetes: labels as written", found == labels, found)


def implied(folder):
    """--format and --patch round features to the type of the model's input, or where there is no model to the format, and say so; --round is stronger."""
    model, target, patched = os.path.join(SOURCE, "data", "diabetes", "model.onnx"), os.path.join(folder, "i.ftc"), os.path.join(folder, "i.onnx")
    alone = write(folder, "alone.csv", "x,label\n0,1\n1,\n2.00000001,\n")
    beside = write(folder, "beside.csv", "age,sex,bmi,bp,s1,s2,s3,s4,s5,s6,label\n59,2,32.1,101.0,157,93.2,38.0,4.0,4.8598,87,\n48,1,21.6,87.0,183,103.2,70.0,3.0,3.8918,69,80\n")
    network, reads = "in which the network runs", "as the model reads them"
    f = ["--model", model]
    for data, words, kind, reason, word in ((alone, ["--format", "float32"], "float32", network, "features-float32"),
                                            (alone, ["--format", "float64"], "float64", network, "features-float64"),
                                            (beside, f + ["--format", "float64", "--patch", patched], "float32", reads, None),
                                            (beside, f + ["--patch", patched], "float32", reads, "features-float32"),
                                            (beside, f, None, None, "none"),
                                            (beside, f + ["--patch", patched, "--round", "none"], None, None, "none"),
                                            (alone, ["--format", "float32", "--round", "float64"], None, None, "float64")):
        name = "implied by " + " ".join(word for word in words if word.startswith("-") or "float" in word)
        code, out, err = run(FTCERT, "certify", "--data", data, *words, *(["-o", target] if word else []))
        said = [line for line in out.split("\n") if line.startswith("Features are rounded")]
        expect(name, code == 0 and said == (["Features are rounded to %s, %s (--round none restores)." % (kind, reason)] if kind else []), out + err)
        if word:
            expect(name + ": the certificate", [line for line in lines_of(target) if line.endswith(" rounding=" + word)], lines_of(target)[:12])
            accepted(name, target, "--data", data)
    data = write(folder, "equal.csv", "x,label\n0.1,1\n0.10000000000000000001,2\n0.5,\n")
    code, out, err = run(FTCERT, "certify", "--data", data, "--format", "float32", "-o", target)
    expect("rows that an implied rounding makes equal", code == 3 and "E315" in err and "line 3 has, by rounding, the same features as line 2" in err
           and "(features are rounded to float32: --round none restores)" in err, out + err)


with tempfile.TemporaryDirectory() as temporary:
    round_trip(temporary)
    other_rounding(temporary)
    equal_rows(temporary)
    real_model(temporary)
    implied(temporary)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
