"""The verified checker against ftcheck, on certificates of real data, of both kinds and of all methods.

    test_verified.py FTCERT FTCHECK VERIFIED SOURCE

First lines and exit codes agree, on the certificates and on altered ones, with and without the files that they bind; a network and a lower bound
for the same data give the exact number, or an interval. The samples of a pair are compared here a second time."""
import gzip
import os
import subprocess
import sys
import tempfile

FTCERT, FTCHECK, VERIFIED, SOURCE = sys.argv[1:]
DATA = os.path.join(SOURCE, "data")
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
        most, least = (int(lines[i].split("neurons")[1].split()[0].strip("=>")) for i in (0, 2))
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

print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
