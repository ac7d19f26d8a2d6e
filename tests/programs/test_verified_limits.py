"""The verified checker's limits and its readers of long inputs.

    test_verified_limits.py FTCHECK VERIFIED SOURCE

Units of work, counted here by hand; memory, time and what a compressed file may unfold to; long numbers, words and headers, whose values are
compared with Python's; rows of a data file that are merged."""
import gzip
import hashlib
import os
import random
import struct
import subprocess
import sys
import tempfile
import zlib
from fractions import Fraction

FTCHECK, VERIFIED, SOURCE = sys.argv[1:]
CORPUS = os.path.join(SOURCE, "tests", "certificates", "valid")
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED", name, str(shown)[:500])


def run(*words, program=VERIFIED):
    done = subprocess.run([*([program] if isinstance(program, str) else program), *map(str, words)], capture_output=True, text=True)
    expect("nothing on standard error", done.stderr == "" or done.returncode == 2, done.stderr)
    return done.returncode, done.stdout.splitlines()


def above(units, most, where=" line 2", what=""):
    return 4, ["s NOT VERIFIED E404%s: %sthis takes %d units of work, at most %d are allowed (--max-work)" % (where, what, units, most)]


def corpus(name):
    with open(os.path.join(CORPUS, name + ".ftc")) as file:
        return file.read()


E401 = "s NOT VERIFIED E401: memory ran out (--max-memory)"
WORKED = "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=1"
folder = tempfile.TemporaryDirectory()


def write(name, text):
    path = os.path.join(folder.name, name)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


worked = write("worked.ftc", corpus("worked-example"))


def usage():
    for words in (["--max-work"], ["--max-work", "-1"], ["--max-work", "1e3"], ["--max-work", ""], ["--max-work", "1" + 18 * "0"], ["--max-time", "0"],
                  ["--max-time", "1.5"], ["--max-memory", "x"], ["--max-work", "1", "--max-work", "1"], ["--max-time", "1000000001"]):
        expect("usage %s" % words, run(worked, *words)[0] == 2)
    expect("limits that are not met", run(worked, "--max-work", "9" * 18, "--max-memory", "0", "--max-time", "1000") == (0, [WORKED]))


def work():
    # Every number is one word. The layers are 2 x 1 and 1 x 2, at 4 samples.
    units = 4 * (2 * (2 + 1) + 1 * (3 + 1))
    expect("enough work", run(worked, "--max-work", units) == (0, [WORKED]))
    for most in 0, units - 1:
        expect("too much work", run(worked, "--max-work", most) == above(units, most))
    # The weights 2^k / 1 of the hidden layer and a point with the denominator 2^j: A_1 = k + 2 + 1, V_0 = j + 1, V_1 = 1 + V_0 + k + 2 + 2.
    k, j = 200, 100
    long = corpus("worked-example").replace("row 2 -1", "row 2 %d" % -2 ** k).replace("sample 1 : 1", "sample 1/%d : 1" % 2 ** j)
    words = [-(-b // 64) for b in (j + 2, 1 + k + 1, 1 + (j + 2) + (k + 1) + 2, 2)]
    last = -(-(1 + 1 + (j + 2) + (k + 1) + 2 + 2 + 2) // 64)
    units = 4 * (2 * (2 * words[0] * words[1] + words[2] ** 2) + 3 * words[2] * words[3] + last ** 2)
    expect("long numbers", run(write("long.ftc", long), "--max-work", 0) == above(units, 0), run(write("long.ftc", long), "--max-work", 0))
    # Marks p + q = 4 of a bound with signs; Q nodes, C marks, S sums and n points of exhaustion.
    expect("alternation", run(write("a.ftc", corpus("lower-worked-example")), "--max-work", 0)[0] == 0)
    signs = corpus("lower-signs-zigzag")
    marks = signs.count("convex") + signs.count("concave")
    expect("signs", marks > 1 and run(write("s.ftc", signs), "--max-work", 0) == above(marks ** 2, 0))
    expect("exhaustion", run(write("e.ftc", corpus("exhaustion-worked-example")), "--max-work", 1000) == above(4 * (2 + 1 + 1) * (100 + 4), 1000))
    huge = corpus("exhaustion-worked-example").replace("nodes=4", "nodes=" + "9" * 18)
    expect("more than any count", run(write("h.ftc", huge), "--max-work", "9" * 18) == above((10 ** 18 - 1) * 4 * 104, 10 ** 18 - 1))
    expect("by default", run(write("h.ftc", huge)) == above((10 ** 18 - 1) * 4 * 104, 10 ** 10))
    padded = huge.replace("method exhaustion", "%" + "a" * 10 ** 6 + "\nmethod exhaustion")
    expect("the square of the size", run(write("h.ftc", padded)) == above((10 ** 18 - 1) * 4 * 104, len(padded) ** 2))
    expect("unpacked", run(write("h.ftc", gzip.compress(padded.encode()))) == above((10 ** 18 - 1) * 4 * 104, len(padded) ** 2))
    for name in "three-layers", "frozen-network", "rationals", "long-numbers", "dimension-three", "lower-frozen-network", "exhaustion-plane":
        lines = [run(os.path.join(CORPUS, name + ".ftc"), "--max-work", 0, program=program)[1]
                 for program in (VERIFIED, FTCHECK, [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")])]
        expect("one number: " + name, lines[0] == lines[1] == lines[2] and "E404" in lines[0][0], lines)


AFFINE = "frozen network\nnetwork f 1\nlayer 1 1\nrow 1 1\n"  # 3 units at a point


def pairs_and_data():
    samples = "samples embedded 4\n" + "".join("sample %d : keep\n" % x for x in range(4))
    net = "FTCERT 1.0\nclaim interpolation layers=2 neurons=0 samples=4 changed=0\ndimension 1\noutputs 1\nconstruction none\ndata none\nmodel none\n" + AFFINE
    net = write("net.ftc", net + "network g 2\nlayer 0 1\nlayer 1 0\nrow 0\n" + samples +
                "margins\npreactivation 1 least=none nonzero=none\nprojection none\nbits most=0 total=0\nEND\n")
    low = "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=4 changed=0\ndimension 1\noutputs 1\nmethod alternation\ndata none\nmodel none\n" + AFFINE
    low = write("low.ftc", low + samples + "line output=1 points=2\nat 1\nat 2\nEND\n")
    # The pair asks for f at all samples, the certificates at none (which counts as one), and for g.
    units = {net: 3 + 4 * 2, low: 3}
    for path in net, low:
        expect("no label", run(path, "--max-work", units[path] - 1) == above(units[path], units[path] - 1), run(path, "--max-work", 0))
    code, lines = run("--pair", net, low, "--max-work", 3 * 4 - 1)
    expect("a pair above", (code, lines[-1:]) == above(12, 11, "", "a pair: "), lines)
    code, lines = run("--pair", net, low, "--max-work", 12)
    expect("a pair within", code == 0 and lines[-1] == "s VERIFIED exact layers=2 neurons=0 samples=4 changed=0", lines)

    def bound(rows, features="features x", samples=2, most=10 ** 9, changed=0):
        data = write("t.csv", rows)
        head = "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=%d changed=%d\ndimension 1\noutputs 1\nmethod alternation\n" % (samples, changed)
        head += "data csv sha256=%s rounding=none\n%s\nlabels y\nfrozen-columns none\nmodel none\n" % (hashlib.sha256(rows.encode()).hexdigest(), features)
        head += AFFINE + "samples external %d\nline output=1 points=2\nat 1\nat 2\nEND\n" % samples
        return run(write("t.ftc", head), "--data", data, "--max-work", most)
    line = "s VERIFIED bound layers=2 neurons>=0 samples=%d changed=%d"
    merged = "x,y\n0,1\n1,\n" + 50 * "0,\n1,2\n"
    # f at the points 0 and 1, once each; then at the one sample with a label
    expect("merged within", bound(merged, most=6) == (0, [line % (2, 0)]), bound(merged, most=6))
    expect("merged above", bound(merged, most=5) == above(6, 5, " line 6"), bound(merged, most=5))
    expect("nothing to compare", bound("x,y\n0,1\n1,\n0,1\n1,\n", most=3) == (0, [line % (2, 0)]))
    for wrong in 40, 99:
        rows = merged.splitlines()
        rows[wrong] = "1,3"
        code, lines = bound("\n".join(rows) + "\n")
        expect("a wrong repetition", code == 3 and lines[0].startswith("s NOT VERIFIED E315 line 6: data file line %d: expected agreement with "
               "the equal point in line 3," % (wrong + 1)), lines)


def memory_and_time():
    count = 100000
    text = "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=%d changed=%d\ndimension 1\noutputs 1\nmethod alternation\n" % (count, count)
    text += "data none\nmodel none\nfrozen zero\nsamples embedded %d\n" % count + "".join("sample %d : 1\n" % x for x in range(count))
    text += "line output=1 points=%d\n" % count + "".join("at %d\n" % (x + 1) for x in range(count)) + "END\n"
    many = write("many.ftc", text)
    expect("by default", run(many) == (0, ["s VERIFIED bound layers=2 neurons>=0 samples=%d changed=%d" % (count, count)]))
    for megabytes in 1, 10, 30, 60:
        expect("little memory", run(many, "--max-memory", megabytes) == (4, [E401]), run(many, "--max-memory", megabytes))
    code, lines = run(worked, many, worked, "--max-memory", 10)
    expect("memory of each", code == 4 and lines == ["c file " + worked, WORKED, "c file " + many, E401, "c file " + worked, WORKED], lines)
    code, lines = run("--pair", many, worked, "--max-memory", 10)
    expect("memory of a pair", code == 4 and lines == ["c file " + many, E401, "c file " + worked, WORKED], lines)
    code, lines = run(worked, "--data", many, "--max-memory", 10)
    expect("memory for data", code == 4 and lines == [E401], lines)
    # 62 convex kinks at neighbours need 31 patterns in 30 cells, each of one of two facings, but cell 60 of both: a tree of 2^30 nodes.
    points, late = 64, "s NOT VERIFIED E405: the time limit of 4 s was reached (--max-time)"
    changes = [-5] + [3 if r in (60, 61) else Fraction(1, 1000) for r in range(2, points)]
    values = [sum((points_ - r) * d for r, d in enumerate(changes) if r < points_) for points_ in range(points)]
    text = "FTCERT 1.1\nclaim bound layers=2 neurons=%d samples=%d changed=%d\ndimension 1\noutputs 1\nmethod exhaustion\n" % (points // 2, points, points - 1)
    text += "data none\nmodel none\nfrozen zero\nsamples embedded %d\n" % points + "".join("sample %d : %s\n" % (x, y) for x, y in enumerate(values))
    text += "line output=1 points=%d\nat 1\n" % points + "".join("at %d convex\n" % (x + 1) for x in range(1, points - 1)) + "at %d\n" % points
    text += "tree sums=2 nodes=1000000000000\nsum positive 60 61\nsum negative %s\nEND\n" % " ".join(str(r) for r in range(2, points) if r not in (60, 61))
    slow = write("slow.ftc", text)
    code, lines = run(slow, "--max-work", "9" * 18, "--max-time", 4)
    expect("time", code == 4 and lines == [late], lines)
    code, lines = run(worked, slow, worked, "--max-work", "9" * 18, "--max-time", 4)
    expect("time of all", code == 4 and lines == ["c file " + worked, WORKED, "c file " + slow, late], lines)
    code, lines = run("--pair", worked, slow, "--max-work", "9" * 18, "--max-time", 4)
    expect("time of a pair", code == 4 and lines == ["c file " + worked, WORKED, "c file " + slow, late], lines)


def compressed():
    text = corpus("worked-example").encode()
    size = 2 ** 23 + 64 * 20000
    text = text.replace(b"\ndimension", b"\n%" + b"a" * (size - len(text) - 2) + b"\ndimension")
    deflated = zlib.compress(text, 9)[2:-4]
    for short, wanted in ((0, (0, [WORKED])), (1, None)):
        # the name in the header makes the file as long as it has to be
        name = b"n" * (20000 - short - 10 - 1 - len(deflated) - 8)
        packed = b"\x1f\x8b\x08\x08" + bytes(6) + name + b"\0" + deflated + struct.pack("<II", zlib.crc32(text), len(text))
        wanted = wanted or (4, ["s NOT VERIFIED E404: the file unfolds to more than %d bytes, which is all that its size of %d bytes allows: unpack it first"
                                % (2 ** 23 + 64 * len(packed), len(packed))])
        found = run(write("packed.ftc", packed))
        expect("unfolds to %d" % len(text), len(text) == size and found == wanted, found)
        expect("the other checker", run(write("packed.ftc", packed), program=FTCHECK)[0] == wanted[0])
    members = b"".join(gzip.compress(b"%" * 10 ** 6 + b"\n", 9) for _ in range(20))
    code, lines = run(write("packed.ftc", gzip.compress(b"FTCERT 1.0\n") + members))
    expect("members", code == 4 and "E404: the file unfolds to more than" in lines[0], lines)
    code, lines = run(worked, "--data", write("data.csv", members))
    expect("a data file", code == 4 and "E404: the file unfolds to more than" in lines[0], lines)


def long_texts():
    # The first differing value is shown: its first digits, and how many there are.
    shuffled = random.Random(5)
    for digits in [14, 15, 16, 29, 30, 31, 44, 45, 46, 60, 61, 100, 121, 500, 100000]:
        n = shuffled.randrange(10 ** (digits - 1), 10 ** digits)
        shown = str(n) if digits <= 80 else "%s...(%d characters)" % (str(n)[:60], digits)
        code, lines = run(write("n.ftc", corpus("worked-example").replace("sample 0 : 0", "sample 0 : %d" % n)))
        expect("%d digits" % digits, code == 1 and lines[0].endswith("f+g = 0, expected " + shown), lines)
    for word, shown in (("a" * 10 ** 6, "a" * 60 + "...(1000000 characters)"), ("a\x01" * 30 + "b" * 120, ("a\\x01" * 12) + "...(270 characters)"),
                        ("\x01" * 50, "\\x01" * 50)):
        bad = hashlib.sha256(("x\n" + word).encode()).hexdigest()
        text = "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=2 changed=0\ndimension 1\noutputs 1\nmethod alternation\ndata csv sha256=%s rounding=none\n"
        text += "features x\nlabels y\nfrozen-columns none\nmodel none\nfrozen zero\nsamples external 2\nline output=1 points=2\nat 1\nat 2\nEND\n"
        rows = "x,y\n%s,1\n" % word
        code, lines = run(write("w.ftc", text % hashlib.sha256(rows.encode()).hexdigest()), "--data", write("w.csv", rows))
        expect("a long word", code == 3 and lines[0].endswith("found '%s'" % shown), (bad, lines))
    # Cells and embedded samples are compared: numbers of many digits, before and behind the point, in both bases; columns in another order.
    def digits(alphabet, n):
        return "".join(shuffled.choice(alphabet) for _ in range(n))
    columns = ["c%d" % i for i in range(300)]
    header, names = columns[:], columns[:200]
    shuffled.shuffle(header)
    shuffled.shuffle(names)
    cells, values = {name: "17" for name in columns}, {}
    for i, name in enumerate(names):
        whole, part = digits("0123456789", i + 1), digits("0123456789", 2 * i if i % 20 else 20000)
        cells[name], values[name] = "-%s.%se%d" % (whole, part, i - 50), -Fraction(int(whole + part)) / 10 ** len(part) * Fraction(10) ** (i - 50)
        if i % 3 == 1:
            whole, part = digits("0123456789abcdefABCDEF", i + 1), digits("0123456789abcdefABCDEF", 2 * i if i % 20 else 20000)
            cells[name], values[name] = "0x%s.%sp%d" % (whole, part, i - 50), Fraction(int(whole + part, 16)) / 16 ** len(part) * Fraction(2) ** (i - 50)
        elif i % 3 == 2:
            p, q = int(digits("0123456789", i + 1)), int("1" + digits("0123456789", i))
            cells[name], values[name] = "%d/%d" % (p, q), Fraction(p, q)
    rows = (",".join(header + ["y"]) + "\n" + ",".join(cells[name] for name in header) + ",\n" + ",".join("1" for _ in header) + ",\n").encode()
    text = "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=2 changed=0\ndimension 200\noutputs 1\nmethod alternation\ndata csv sha256=%s rounding=none\n"
    text = text % hashlib.sha256(rows).hexdigest() + "features %s\nlabels y\nfrozen-columns none\nmodel none\nfrozen zero\nsamples embedded 2\n" % " ".join(names)
    text += "sample %s : keep\nsample %s : keep\nline output=1 points=2\nat 1\nat 2\nEND\n" % (" ".join(str(values[name]) for name in names), " ".join(["1"] * 200))
    wide = write("wide.csv", rows)
    code, lines = run(write("wide.ftc", text), "--data", wide)
    expect("long cells, columns in another order", code == 0, lines)
    code, lines = run(write("wide.ftc", text.replace(" %s " % names[7], " zzz ").replace(" %s " % names[90], " aaa ")), "--data", wide)
    expect("the first column that is missing", code == 3 and lines[0].endswith("line 1: expected a column 'zzz', found none"), lines)
    wrong = text.replace(str(values[names[1]]) + " ", str(values[names[1]] + 1) + " ")
    code, lines = run(write("wide.ftc", wrong), "--data", wide)
    expect("another number", wrong != text and code == 1 and "E208" in lines[0], lines)


with folder:
    usage()
    work()
    pairs_and_data()
    memory_and_time()
    compressed()
    long_texts()
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
