"""--jobs: the same answer, to the last byte, whatever the number of threads.

    test_jobs.py FTCERT FTCHECK SOURCE

The points are many enough for several chunks; the labels are those of a network of two neurons, computed here with fractions."""
import os
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
JOBS = 1, 2, 3, 7
POINTS = 3000
DIGITS = os.path.join(SOURCE, "data", "digits")
DIABETES = os.path.join(SOURCE, "data", "diabetes")
NETWORK = "layer,bias,weights\n1,-3/4,1,1\n1,1/2,-2,1/3\n2,0,5/7,-1/3\n"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def points():
    return [(Fraction(i % 53 - 20, 7), Fraction(i // 53 - 11, 9)) for i in range(POINTS)]


def neurons(x, y):
    return x + y - Fraction(3, 4), -2 * x + y / 3 + Fraction(1, 2)


def value(x, y):
    a, b = (max(Fraction(0), z) for z in neurons(x, y))
    return Fraction(5, 7) * a - b / 3


def same(what, output, *command):
    """The answer of a command, and what it writes, which is the same with so many threads."""
    answers = []
    for jobs in JOBS:
        code, out, err = run(*command, "--jobs", jobs)
        answers.append((code, out, err, read(output) if output else b""))
    expect(what + ": whatever the number of threads", answers == answers[:1] * len(JOBS), answers[0][:3])
    return answers[0][:2]


def exact(folder):
    """A network over the rationals: values and margins are those computed here; a wrong label in the last chunk is the same error."""
    data, network, certificate, table = (os.path.join(folder, name) for name in ("d.csv", "g.csv", "g.ftc", "t.csv"))
    with open(data, "w") as file:
        file.write("x,y,label\n" + "".join("%s,%s,%s\n" % (*p, value(*p)) for p in points()))
    with open(network, "w") as file:
        file.write(NETWORK)
    code, out = same("certify", certificate, FTCERT, "certify", "--data", data, "--network", network, "-o", certificate, "--quiet")
    expect("certify", code == 0 and out.startswith("s CERTIFIED interpolation layers=2 neurons=2 samples=%d" % POINTS), out)
    distances = [abs(z) for p in points() for z in neurons(*p)]
    margin = "preactivation 1 least=%s nonzero=%s" % (min(distances), min(d for d in distances if d))
    text = read(certificate).decode()
    expect("margins over all chunks", "\n" + margin + "\n" in text, [line for line in text.splitlines() if line.startswith("preact")])
    code, out = same("ftcheck", None, FTCHECK, certificate)
    expect("ftcheck", code == 0 and out.startswith("s VERIFIED interpolation layers=2 neurons=2"), out)
    code, out = same("evaluate", table, FTCERT, "evaluate", "--data", data, "--certificate", certificate, "-o", table)
    rows = [line.split(",") for line in read(table).decode().splitlines()]
    column = rows[0].index("g")
    expect("evaluate", code == 0 and [Fraction(row[column]) for row in rows[1:]] == [value(*p) for p in points()], rows[0])
    lines = text.split("\n")
    for number, line in [(i, l) for i, l in enumerate(lines) if l.startswith("sample ")][-1:]:
        lines[number] = line.split(":")[0] + ": 1000"
        with open(certificate, "w") as file:
            file.write("\n".join(lines))
        code, out = same("a wrong label in the last chunk", None, FTCHECK, certificate)
        expect("a wrong label in the last chunk", code == 1 and "E204 line %d: sample %d: " % (number + 1, POINTS) in out, out)
    code, out = same("f of a model", table, FTCERT, "evaluate", "--data", os.path.join(DIGITS, "misclassified.csv"), "--class", "class", "--model",
                     os.path.join(DIGITS, "model.onnx"), "-o", table)
    expect("f of a model", code == 0 and "s EVALUATED rows=1797" in out, out)


def executions(folder):
    """Enclosures of executions and the comparison with the model's function."""
    certificate, patched = os.path.join(folder, "e.ftc"), os.path.join(folder, "e.onnx")
    files = ["--data", os.path.join(DIABETES, "changed.csv"), "--model", os.path.join(DIABETES, "model.onnx")]
    code, out = same("certify --patch", certificate, FTCERT, "certify", *files, "--patch", patched, "-o", certificate, "--quiet")
    expect("certify --patch", code == 0 and out.startswith("s CERTIFIED execution"), out)
    code, out = same("ftcheck of executions", None, FTCHECK, certificate, *files, "--patched", patched)
    expect("ftcheck of executions", code == 0 and out.startswith("s VERIFIED execution"), out)
    code, out = same("recheck", None, FTCERT, "recheck", certificate, *files)
    expect("recheck", code == 0 and "at all 442 samples" in out, out)


def directory(folder):
    """Certificates of a directory, small and large ones: verdicts in the order of the names, each behind its file, and the exit code of the first that fails."""
    certificates = os.path.join(folder, "all")
    os.mkdir(certificates)
    table, network, small, large = (os.path.join(folder, name) for name in ("s.csv", "n.csv", "small.ftc", "large.ftc"))
    with open(network, "w") as file:
        file.write(NETWORK)
    texts = []
    for rows, certificate in (points()[:40], small), (points(), large):
        with open(table, "w") as file:
            file.write("x,y,label\n" + "".join("%s,%s,%s\n" % (*p, value(*p)) for p in rows))
        code, out, err = run(FTCERT, "certify", "--data", table, "--network", network, "-o", certificate, "--quiet")
        expect("certify " + certificate, code == 0, out + err)
        texts.append(read(certificate))
    small, large = texts
    expect("sizes of certificates", len(small) < 1 << 16 < len(large), (len(small), len(large)))
    lines = small.split(b"\n")
    row = next(number for number, line in enumerate(lines) if line.startswith(b"sample "))
    wrong = small.replace(lines[row], lines[row].split(b":")[0] + b": 1000")
    files = {"%03d.ftc" % k: small for k in range(0, 90, 2)}
    files.update({"031.ftc": large, "033.ftc": wrong, "035.ftc": b"FTCERT 9.9\n", "041.ftc": b"", "061.ftc": large, "063.ftc": wrong})
    for name, text in files.items():
        with open(os.path.join(certificates, name), "wb") as file:
            file.write(text)
    with open(os.path.join(certificates, "032.txt"), "w") as file:
        file.write("not a certificate")
    starts = {small: "s VERIFIED interpolation layers=2 neurons=2 samples=40 ", large: "s VERIFIED interpolation layers=2 neurons=2 samples=%d " % POINTS,
              wrong: "s NOT VERIFIED E204 line %d: sample 1: " % (row + 1), b"FTCERT 9.9\n": "s NOT VERIFIED E302 line 1: ", b"": "s NOT VERIFIED E3"}
    code, out = same("ftcheck of a directory", None, FTCHECK, certificates)
    blocks = [block.splitlines() for block in out.split("c file ")[1:]]
    expect("the files in the order of their names", [block[0] for block in blocks] == [os.path.join(certificates, name) for name in sorted(files)], out[:300])
    for block, name in zip(blocks, sorted(files)):
        verdicts = [line for line in block[1:] if line.startswith("s ")]
        expect("the verdict on " + name, len(verdicts) == 1 and verdicts[0].startswith(starts[files[name]]), block)
    expect("the exit code is that of the first that fails", code == 1, code)
    for name in ("033.ftc", "063.ftc"):
        os.remove(os.path.join(certificates, name))
    expect("of a malformed one", same("ftcheck of a directory", None, FTCHECK, certificates)[0] == 3)
    for name in ("035.ftc", "041.ftc"):
        os.remove(os.path.join(certificates, name))
    expect("of good ones", same("ftcheck of a directory", None, FTCHECK, certificates)[0] == 0)
    missing = os.path.join(folder, "missing.ftc")
    code, out = same("files one by one", None, FTCHECK, os.path.join(certificates, "000.ftc"), missing, os.path.join(certificates, "002.ftc"))
    expect("a file that is not there among them", code == 3 and out.count("s VERIFIED") == 2 and "s NOT VERIFIED E301" in out, (code, out))


with tempfile.TemporaryDirectory() as scratch:
    exact(scratch)
    executions(scratch)
    directory(scratch)
    for wrong in 0, 257, -1, "two":
        for command in [FTCHECK, "x.ftc"], [FTCERT, "evaluate"], [FTCERT, "certify"], [FTCERT, "recheck", "x.ftc", "--model", "m"]:
            expect("--jobs %s" % wrong, run(*command, "--jobs", wrong)[0] == 2)
print("%d failures" % len(failures))
sys.exit(1 if failures else 0)
