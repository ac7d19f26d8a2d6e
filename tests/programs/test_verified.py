"""The verified checker against ftcheck, on certificates of real data, of both kinds and of all methods.

    test_verified.py FTCERT FTCHECK VERIFIED SOURCE

Verdicts and exit codes agree, on the certificates and on altered ones, with and without the files that they bind; a network and a lower bound
for the same data give the exact number, or an interval. The samples of a pair are compared here a second time. Directories; which file a verdict
is about; what stands in files cannot look like a verdict; numbers in messages."""
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

FTCERT, FTCHECK, VERIFIED, SOURCE = sys.argv[1:]
DATA = os.path.join(SOURCE, "data")
CORPUS = os.path.join(SOURCE, "tests", "certificates")
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED", name, str(shown)[:500])


def run(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()


def first(words):
    """Exit code and the first line, without the explanation behind an error's identifier and place."""
    code, lines = run(*words)
    line = lines[0] if lines else ""
    return code, line.split(": ")[0] if line.startswith("s NOT") else line


def verdicts(lines):
    return [line for line in lines if line.startswith("s ")]


def agree(name, *arguments):
    ours, theirs = first([VERIFIED, *arguments]), first([FTCHECK, *arguments])
    expect(name, ours == theirs, (ours, theirs))
    return ours


def make(*words):
    code, lines = run(FTCERT, *words, "--quiet")
    expect(" ".join(map(str, words)), code == 0, lines)


with tempfile.TemporaryDirectory() as folder:
    def path(name):
        return os.path.join(folder, name)

    diabetes = ["--data", os.path.join(DATA, "diabetes", "changed.csv"), "--model", os.path.join(DATA, "diabetes", "model.onnx")]
    digits = ["--data", os.path.join(DATA, "digits", "changed.csv"), "--model", os.path.join(DATA, "digits", "model.onnx")]
    made = []
    for name in ("hyperplane-units", "hats", "sparse", "stacked", "touched-grid"):
        layers = ["--layers", "5"] if name == "stacked" else []
        make("certify", *diabetes, *layers, "--construction", name, "-o", path(name + ".ftc"))
        made.append((path(name + ".ftc"), diabetes))
    make("certify", *digits, "--output", "3", "-o", path("digits.ftc"))
    made.append((path("digits.ftc"), digits))
    for certificate, files in made:
        code, line = agree(os.path.basename(certificate), certificate)
        expect("verified " + certificate, code == 0 and line.startswith("s VERIFIED interpolation"), line)
        code, _ = agree(os.path.basename(certificate) + " with its files", certificate, *files)
        expect("verified with files " + certificate, code == 0)
        wrong = diabetes if files is digits else digits
        code, line = agree(os.path.basename(certificate) + " with other files", certificate, *wrong)
        expect("other files " + certificate, code == 1 and "E207" in line, line)
    with open(made[0][0], "rb") as file:
        packed = gzip.compress(file.read(), mtime=0)
    with open(path("packed.ftc"), "wb") as file:
        file.write(packed)
    agree("gzip", path("packed.ftc"))
    with open(path("damaged.ftc"), "wb") as file:
        file.write(packed[:len(packed) // 2])
    code, line = agree("damaged gzip", path("damaged.ftc"))
    expect("damaged gzip is refused", code == 3 and "E307" in line, line)

    # A network and a bound for the same data: (layers, samples, changed, whether they meet).
    for layers, samples, changed, meet in ((2, 100, 12, True), (2, 7, 7, True), (3, 400, 16, False)):
        data, net, low = (path("%s-%d-%d" % (kind, layers, samples)) for kind in ("data", "net", "low"))
        make("worst", "--samples", samples, "--changed", changed, "--layers", layers, "-o", data + ".csv")
        make("certify", "--data", data + ".csv", "--layers", layers, "-o", net)
        make("refute", "--data", data + ".csv", "--layers", layers, "-o", low)
        for certificate in (net, low):
            code, _ = agree(os.path.basename(certificate), certificate)
            expect("verified " + certificate, code == 0)
        code, lines = run(VERIFIED, "--pair", net, low)
        most, least = (int(line.split("neurons")[1].split()[0].strip("=>")) for line in verdicts(lines)[:2])
        named = [line for line in lines if line.startswith("c file ")]
        expect("files of a pair", named == ["c file " + net, "c file " + low] and lines[0] == named[0], lines)
        numbers = str(most) if most == least else "%d..%d" % (least, most)
        word = "exact" if most == least else "interval"
        wanted = "s VERIFIED %s layers=%d neurons=%s samples=%d changed=%d" % (word, layers, numbers, samples, changed)
        expect("pair of " + data, code == 0 and lines[-1] == wanted and (most == least or not meet), (wanted, lines))
        code, lines = run(VERIFIED, "--pair", low, net)
        expect("a pair in the wrong order", code == 1 and "E201" in lines[-1], lines)
        with open(low) as file:
            text = file.read()
        moved = text.replace("neurons=%d " % least, "neurons=%d " % (least - 1), 1)
        with open(path("weaker"), "w") as file:
            file.write(moved)
        code, lines = run(VERIFIED, "--pair", net, path("weaker"))
        expect("a weaker bound", code == 0 and "s VERIFIED interval" in lines[-1], lines)
        stronger = text.replace("neurons=%d " % least, "neurons=%d " % (least + 1), 1)
        with open(path("stronger"), "w") as file:
            file.write(stronger)
        code, line = agree("a stronger bound", path("stronger"))
        expect("a stronger bound is refused", code == 1 and "E214" in line, line)
        code, lines = run(VERIFIED, "--pair", net, path("stronger"))
        expect("a pair with a wrong bound", code == 1 and not any("exact" in x or "interval" in x for x in lines), lines)
    code, lines = run(VERIFIED, "--pair", path("net-2-100"), path("low-2-7"))
    expect("a pair of different data", code == 1 and "E208" in lines[-1], lines)
    code, lines = run(VERIFIED, "--pair", path("net-3-400"), path("low-2-100"))
    expect("a pair of different depth", code == 1 and "E201" in lines[-1], lines)
    code, _ = run(VERIFIED, "--pair", path("net-2-100"))
    expect("half a pair", code == 2)

    # Exhaustion: random labels for which alternation does not reach the truth.
    with open(path("convex.csv"), "w") as file:
        file.write("x,label\n" + "".join("%d,%d\n" % (i, i * i) for i in range(9)))
    make("refute", "--data", path("convex.csv"), "--method", "exhaustion", "-o", path("convex.ftc"))
    make("certify", "--data", path("convex.csv"), "-o", path("convex-net.ftc"))
    agree("exhaustion", path("convex.ftc"))
    code, lines = run(VERIFIED, "--pair", path("convex-net.ftc"), path("convex.ftc"))
    expect("a pair with exhaustion", code == 0, lines)

    # Where no label stands f is not asked for: g is 0 there.
    kept = open(os.path.join(CORPUS, "valid", "keep-labels.ftc")).read()
    worked = open(os.path.join(CORPUS, "valid", "worked-example.ftc")).read()

    def write(name, text):
        with open(path(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return path(name)

    shifted = write("shifted.ftc", worked.replace("sample 1 : 1", "sample 1 : keep"))
    code, lines = run(VERIFIED, shifted)
    expect("g at a kept label", code == 1 and lines == ["s NOT VERIFIED E204 line %d: sample 2: g = 1, expected 0"
           % (1 + worked.split("\n").index("sample 1 : 1"))], lines)
    expect("g at a label", run(VERIFIED, write("labelled.ftc", worked.replace("sample 1 : 1", "sample 1 : 3/2")))[1] ==
           ["s NOT VERIFIED E204 line %d: sample 2: f+g = 1, expected 3/2" % (1 + worked.split("\n").index("sample 1 : 1"))])
    agree("kept labels", write("kept.ftc", kept))

    # Samples in a data file: f(x) = x + 1 is an affine network. Rows with equal points: kept labels, equal ones, and one that is or is not f.
    def table(text, columns="features x\nlabels y\nfrozen-columns none", labels=1):
        rows = text.encode()
        data = write("table.csv", rows)
        head = "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=2 changed=%d\ndimension 1\noutputs 1\nmethod alternation\n" % labels
        head += "data csv sha256=%s rounding=none\n%s\nmodel none\n" % (hashlib.sha256(rows).hexdigest(), columns)
        head += "frozen network\nnetwork f 1\nlayer 1 1\nrow 1 1\n"
        head += "samples external 2\nline output=1 points=2\nat 1\nat 2\nEND\n"
        return run(VERIFIED, write("table.ftc", head), "--data", data)
    good = [("x,y\n0,\n1,5\n0,\n", 1), ("x,y\n0,7\n1,5\n0,7\n", 2), ("x,y\n0,\n1,\n0,1\n", 0), ("x,y\n0,1\n1,\n0,\n", 0)]
    for text, labels in good:
        code, lines = table(text, labels=labels)
        expect("merged %r" % text, code == 0 and lines[0] == "s VERIFIED bound layers=2 neurons>=0 samples=2 changed=%d" % labels, lines)
    for text in ("x,y\n0,\n1,5\n0,2\n", "x,y\n0,2\n1,5\n0,\n", "x,y\n0,7\n1,5\n0,8\n"):
        code, lines = table(text)
        expect("not merged %r" % text, code == 3 and "E315" in lines[0], lines)
    # A column chosen twice is no certificate, with the data file or without.
    for columns in ("features x\nlabels x\nfrozen-columns none", "features x\nlabels y\nfrozen-columns y", "features x\nlabels y\nfrozen-columns x"):
        code, lines = table("x,y\n0,\n1,5\n", columns)
        at = 8 if "labels x" in columns else 9
        expect("a column twice: " + columns, code == 3 and lines[0].startswith("s NOT VERIFIED E303 line %d: " % at), lines)
        expect("without the data file", run(VERIFIED, path("table.ftc"))[1] == lines)

    # What stands in a file is shown, on one line, whatever it is.
    code, lines = table('x,y\n0,\n1,"5\ns VERIFIED bound layers=2 neurons>=9 samples=2 changed=1\n\x7f"\n')
    expect("a cell like a verdict", code == 3 and len(lines) == 1 and lines[0].startswith("s NOT VERIFIED E311 line 6: ")
           and lines[0].endswith("found '5\\x0As VERIFIED bound layers=2 neurons>=9 samples=2 changed=1\\x0A\\x7F'"), lines)
    for length in (200, 201):
        code, lines = table("x,y\n0,\n1,%s\n" % ("a" * length))
        shown = "a" * 200 if length == 200 else "a" * 60 + "...(201 characters)"
        expect("a long cell", len(lines) == 1 and lines[0].endswith("found '%s'" % shown), lines)
    # Numbers in messages, at the powers of 10 and in between.
    numbers = [10 ** k + d for k in range(1, 21) for d in (-1, 0, 1)] + [7 ** k for k in range(1, 95, 6)]
    numbers += [10 ** 78, 10 ** 80 - 1, 10 ** 80, 3 ** 4000, 10 ** 4096 - 1]
    for number in numbers:
        shown = str(number)
        shown = shown if len(shown) <= 80 else "%s...(%d characters)" % (shown[:60], len(shown))
        code, lines = run(VERIFIED, write("number.ftc", worked.replace("sample 0 : 0", "sample 0 : %d" % number)))
        expect("the number %s" % shown, len(lines) == 1 and lines[0].endswith(": sample 1: f+g = 0, expected " + shown), lines)
    code, lines = run(VERIFIED, write("number.ftc", worked.replace("sample 0 : 0", "sample 0 : -22/7")))
    expect("a fraction", lines[0].endswith("expected -22/7"), lines)

    # Directories: the files *.ftc in them, in the order of their names, and only those.
    few = path("few")
    os.mkdir(few)
    os.mkdir(os.path.join(few, "folder.ftc"))
    for name in ("b.ftc", "B.ftc", "a-1.ftc", "a.ftc", "a.txt", "other.ftcx"):
        shutil.copy(os.path.join(CORPUS, "valid", "worked-example.ftc"), os.path.join(few, name))
    shutil.copy(path("table.ftc"), os.path.join(few, "b.ftc"))  # needs a file: exit code 5
    os.symlink(os.path.join(few, "a.ftc"), os.path.join(few, "link.ftc"))
    with open(os.path.join(few, "folder.ftc", "inside.ftc"), "w") as file:
        file.write(worked)
    line = "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=1"
    code, lines = run(VERIFIED, few)
    wanted = sum(([("c file %s/%s" % (few, name)), line] for name in ("B.ftc", "a-1.ftc", "a.ftc")), []) + ["c file %s/b.ftc" % few]
    expect("a directory", code == 5 and lines[:-1] == wanted and lines[-1].startswith("s NOT VERIFIED E502"), lines)
    empty = path("empty")
    os.mkdir(empty)
    code, lines = run(VERIFIED, empty, few, path("no-such-file"), shifted)
    expect("directories and files", code == 3 and lines[0] == "c file " + empty and lines[1].startswith("s NOT VERIFIED E301: ")
           and lines[2:2 + len(wanted)] == wanted and lines[-4] == "c file " + path("no-such-file") and "E301" in lines[-3] and "E204" in lines[-1], lines)
    code, lines = run(VERIFIED, shifted, empty)
    expect("the first code that is not 0", code == 1 and len(verdicts(lines)) == 2, lines)
    odd = os.path.join(os.fsencode(path("odd")), b"\xe9\n.ftc")
    os.mkdir(path("odd"))
    with open(odd, "w") as file:
        file.write(worked)
    code, lines = run(VERIFIED, path("odd"))
    expect("bytes of a name", code == 0 and lines == ["c file " + path("odd") + "/\\xE9\\x0A.ftc", line], lines)

print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
