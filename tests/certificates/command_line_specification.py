"""What a checker prints, word for word, of specifications (section 18 of certificate-format.md): verdicts, pairs, .npy files. Used by command_line.py, whose cases these are."""
import hashlib
import os
import struct

from case_files import changed, path, place, read, write

NO_DATA = "c data file not supplied: the samples are those in the certificate"
WORDS = "s VERIFIED specification layers=2 neurons=2 samples=8 changed=5 specified=6"


def with_data(text, kind, columns):
    return changed(text, ("data none", "data %s sha256=%s rounding=none\n%s" % (kind, "0" * 64, columns)))


def lines_of(name):
    return read(name + ".ftc").split("\n")


def messages():
    """(certificate, changes of it, verdict), the values found by hand: g(-1) = -1, g(0) = 0, g(1) = 1 in specification-words, f + g is (3, -3) at 2
    and (5, -6) at 3 in specification-two-outputs."""
    words, two, classes = "valid/specification-words", "valid/specification-two-outputs", "valid/specification-classes"
    yield words, [("1 : >=1\n", "1 : >=2\n")], "E226 LINE: sample 5: f+g = 1, expected >=2"
    yield words, [("-1 : -1\n", "-1 : -2\n")], "E226 LINE: sample 1: f+g = -1, expected -2"
    yield words, [("1 : >=1\n", "1 : keep\n"), ("specified=6", "specified=5")], "E204 LINE: sample 5: g = 1, expected 0"
    yield words, [("specified=6", "specified=5")], "E205 LINE: specified samples: expected 6, found 5"
    yield two, [("2 : 3..4 -4..-3", "2 : 7/2..4 -4..-3")], "E226 LINE: sample 3 component 1: f+g = 3, expected 7/2..4"
    yield two, [("3 : >=5 <=-6", "3 : >=5 <=-7")], "E226 LINE: sample 4 component 2: f+g = -6, expected <=-7"
    yield two, [("2 : 3..4 -4..-3", "2 : 3..4 keep")], "E204 LINE: sample 3 component 2: g = -2, expected 0"
    # f + g is (1, 3/2, -1) at 3 and (1, 1/2, 1/2) at 2, where g is (1, 0, -1)
    yield classes, [("3 : 1|2 :", "3 : 0|2 :")], "E226 LINE: sample 4: 0|2 leads by -1/2, expected at least 1/2"
    yield classes, [("2 : 0 :", "2 : keep :"), ("specified=5", "specified=4")], "E204 LINE: sample 3 component 1: g = 1, expected 0"
    # f + g is 1/8 + 3 2 + 5 (2 - 1/4) = 119/8 at 2; f is (0, 1/8, -1/8) at 0
    runs, class_runs = "valid/specification-execution-intervals", "valid/specification-execution-classes-room"
    yield runs, [("2 : 119/8\n", "2 : 15\n")], "E226 LINE: sample 5: f+g is 119/8 +- 0, expected 15"
    yield runs, [("2 : 119/8\n", "2 : keep\n"), ("specified=5", "specified=4")], "E218 LINE: sample 5: g is 35/4 +- 0, expected exactly 0 in every execution"
    yield class_runs, [("0 : keep", "0 : 2"), ("specified=2", "specified=3")], "E226 LINE: sample 1: 2 leads by at least -1/4, expected at least 1/4"
    for name, said in (("invalid/specification-e223-patterns-no-lower-end", "sum: sample 4 has no least residual"),
                       ("invalid/specification-e223-patterns-no-upper-end", "sum: sample 5 has no greatest residual"),
                       ("invalid/specification-e212-exhaustion-no-first-upper", "sum: expected a number that is positive, found one without a bound"),
                       ("invalid/specification-e212-exhaustion-negative-no-upper", "sum: expected a number that is negative, found one without a bound")):
        with open(path(name + ".expect"), encoding="ascii") as file:
            yield name, [], "%s: %s" % (file.read().strip(), said)


def specification_cases(folder):
    words = path("valid/specification-words.ftc")
    yield "a specification", [words], 0, [WORDS]
    yield "a specification and its data file that is not there", [path("valid/specification-data-not-supplied.ftc")], 0, [WORDS, NO_DATA]
    runs = "s VERIFIED execution arithmetic=binary32 g=binary32 layers=2 neurons=1 samples=7 changed=4 specification specified=5"
    yield "an execution with specifications", [path("valid/specification-execution-intervals.ftc")], 0, [runs]
    text = read("valid/specification-execution-intervals.ftc")
    all_ = changed(with_data(text, "csv", "features x\nlabels y\nupper none\nfrozen-columns none"),
                   ("model none", "model onnx sha256=%s outputs=0" % ("0" * 64)), ("patched none", "patched onnx sha256=" + "0" * 64))
    yield "an execution with specifications, no file of three", [write(folder, "all.ftc", all_)], 0, [
        runs, NO_DATA, "c model file not supplied: f is the network in the certificate", "c patched file not supplied"]
    yield "a bound with specifications", [path("valid/specification-bound-second-output.ftc")], 0, [
        "s VERIFIED bound layers=2 neurons>=1 samples=3 specified=2"]
    yield "a data file for none", [words, "--data", path("valid/embedded.csv")], 1, ["s NOT VERIFIED E209 %s:" % place(read("valid/specification-words.ftc"), "data")]
    yield "a patched file for a network with specifications", [words, "--patched", words], 1, ["s NOT VERIFIED E209 line 2:"]
    for i, (name, changes, said) in enumerate(messages()):
        text = changed(read(name + ".ftc"), *changes)
        where = "line %d" % next(n for n, (a, b) in enumerate(zip(text.split("\n"), lines_of(name)), 1) if a != b and (n > 2 or len(changes) == 1)) if changes else ""
        yield "what is said of %s, %d" % (name, i), [write(folder, "message-%d.ftc" % i, text)], 1, ["s NOT VERIFIED " + said.replace("LINE", where)]


def specification_pair_cases(folder):
    net, low = path("valid/specification-pair.ftc"), path("valid/specification-pair-bound.ftc")
    net_text, low_text = read("valid/specification-pair.ftc"), read("valid/specification-pair-bound.ftc")
    verified = ["s VERIFIED specification layers=2 neurons=2 samples=4 changed=1 specified=2", "s VERIFIED bound layers=2 neurons>=2 samples=4 specified=2"]
    exact, other = "s VERIFIED exact layers=2 neurons=2 samples=4 specified=2", "s NOT VERIFIED E208: a pair:"

    def lines(first, second, *last, verdicts=verified):
        return ["c file " + first, verdicts[0], "c file " + second, verdicts[1], *last]

    def changed_low(name, *changes):
        return write(folder, name + ".ftc", changed(low_text, *changes))

    yield "a pair with specifications", ["--pair", net, low], 0, lines(net, low, exact)
    weaker = changed_low("weaker", ("neurons=2", "neurons=1"))
    yield "a weaker bound of specifications", ["--pair", net, weaker], 0, lines(
        net, weaker, "s VERIFIED interval layers=2 neurons=1..2 samples=4 specified=2", verdicts=[verified[0], verified[1].replace("=2 s", "=1 s")])
    tolerance = changed_low("tolerance", ("tolerance=0", "tolerance=1/4"))
    yield "a pair with another tolerance", ["--pair", net, tolerance], 0, lines(net, tolerance, exact)
    for name, *changes in (("another end", (">=1", ">=3/2")), ("an end more", (">=1", "1..9")), ("another point", ("3 : keep", "4 : keep")),
                           ("another order", ("sample 0 : keep\nsample 1 : >=1\n", "sample 1 : >=1\nsample 0 : keep\n"), ("at 1\nat 2 concave\n", "at 2\nat 1 concave\n"))):
        file = changed_low(name.replace(" ", "-"), *changes)
        yield "a pair with specifications, " + name, ["--pair", net, file], 1, lines(net, file, other)
    spelled = changed_low("spelled", ("3 : keep", "3 : 0"), ("specified=2", "specified=3"))
    yield "a pair with specifications, keep and the number f", ["--pair", net, spelled], 1, lines(
        net, spelled, other, verdicts=[verified[0], verified[1].replace("specified=2", "specified=3")])
    # the same numbers 0 by a network, by values, and another f at a sample that is kept
    values = ("frozen zero", "frozen values"), ("0 : keep", "0 : keep : VALUE"), ("1 : >=1", "1 : >=1 : 0"), ("2 : <=0", "2 : <=0 : 0"), ("3 : keep", "3 : keep : 0")
    same, another = (write(folder, name, changed(low_text, *values).replace("VALUE", f)) for name, f in (("same.ftc", "0"), ("another.ftc", "1/3")))
    yield "a pair with specifications, f by its values", ["--pair", net, same], 0, lines(net, same, exact)
    yield "a pair with specifications, another f where it is kept", ["--pair", net, another], 1, lines(net, another, other)
    deeper = changed_low("deeper", ("layers=2", "layers=3"), ("alternation", "signs"))
    yield "a pair with specifications of different depth", ["--pair", net, deeper], 1, lines(
        net, deeper, "s NOT VERIFIED E201: a pair:", verdicts=[verified[0], verified[1].replace("layers=2", "layers=3")])
    yield from kinds(folder, net, low, verified)
    # classes: the margin is part of what is specified
    net, low = path("valid/specification-pair-classes.ftc"), path("valid/specification-pair-classes-bound.ftc")
    yield "a pair with classes", ["--pair", net, low], 0, lines(net, low, exact)
    for margin in "1/4", "3/4":
        file = write(folder, "margin-%s.ftc" % margin[0], changed(read("valid/specification-pair-classes-bound.ftc"), ("margin=1/2", "margin=" + margin)))
        yield "a pair with another margin, " + margin, ["--pair", net, file], 1, lines(net, file, other)
    chosen = write(folder, "chosen.ftc", changed(read("valid/specification-pair-classes.ftc"), ("3 : keep : 0 1", "3 : 1 : 0 1"), ("specified=2", "specified=3")))
    yield "a pair with other classes", ["--pair", chosen, low], 1, lines(chosen, low, other, verdicts=[verified[0].replace("specified=2", "specified=3"), verified[1]])


def kinds(folder, net, low, verified):
    """Which two certificates make a pair."""
    old_net, old_low = path("valid/pair-network.ftc"), path("valid/exhaustion-worked-example.ftc")
    old = ["s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=3", "s VERIFIED bound layers=2 neurons>=2 samples=4 changed=3"]
    mixed, kind = "s NOT VERIFIED E201: a pair: expected specifications in both certificates, or in none", "s NOT VERIFIED E201: a pair:"
    runs = path("valid/specification-execution-intervals.ftc")
    run = "s VERIFIED execution arithmetic=binary32 g=binary32 layers=2 neurons=1 samples=7 changed=4 specification specified=5"
    for name, first, second, verdicts, last in (
            ("an interpolation and a bound with specifications", old_net, low, [old[0], verified[1]], mixed),
            ("specifications and a bound of labels", net, old_low, [verified[0], old[1]], mixed),
            ("specifications in the wrong order", low, net, verified[::-1], kind),
            ("two networks with specifications", net, net, [verified[0]] * 2, kind),
            ("two bounds with specifications", low, low, [verified[1]] * 2, kind),
            ("an execution with specifications", runs, low, [run, verified[1]], kind)):
        yield "a pair: " + name, ["--pair", first, second], 1, ["c file " + first, verdicts[0], "c file " + second, verdicts[1], last]
    # nothing is specified, by intervals and by classes
    body = "dimension 1\noutputs 2\nspecification %s\n%sdata none\nmodel none\nfrozen zero\n%ssamples embedded 2\nsample 0 : %s\nsample 1 : %s\n%sEND\n"
    none = write(folder, "none.ftc", "FTCERT 1.4\nclaim specification layers=2 neurons=0 samples=2 changed=0 specified=0\n" + body % (
        "intervals tolerance=0", "construction none\n", "network g 2\nlayer 0 1\nlayer 2 0\nrow 0\nrow 0\n", "keep keep", "keep keep",
        "margins\npreactivation 1 least=none nonzero=none\nprojection none\nbits most=0 total=0\n"))
    for sp, line, words in (("classes margin=1", "difference=0-1", "keep"), ("intervals tolerance=2", "output=1", "keep keep")):
        bound = write(folder, sp[:3] + ".ftc", "FTCERT 1.4\nclaim bound layers=2 neurons=0 samples=2 specified=0\n" + body % (
            sp, "method alternation\n", "", words, words, "line %s points=2\nat 1\nat 2\n" % line))
        found = ["c file " + none, "s VERIFIED specification layers=2 neurons=0 samples=2 changed=0 specified=0", "c file " + bound,
                 "s VERIFIED bound layers=2 neurons>=0 samples=2 specified=0"]
        good = words != "keep"
        yield "a pair: nothing is specified, " + sp, ["--pair", none, bound], int(not good), found + [
            "s VERIFIED exact layers=2 neurons=0 samples=2 specified=0" if good else "s NOT VERIFIED E208: a pair:"]


def npy(rows):
    header = ("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(rows[0]))).ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("ascii") + b"".join(struct.pack("<d", x) for row in rows for x in row)


def npy_cases(folder):
    """For checkers that read .npy files: a NaN is an empty cell."""
    nan, inf = float("nan"), float("inf")
    pair, classes = read("valid/specification-pair.ftc"), read("valid/specification-pair-classes.ftc")
    whole = "s VERIFIED specification layers=2 neurons=2 samples=4 changed=1 specified=2"
    upper = changed(with_data(pair, "npy", "features 0\nlabels 1\nupper 2\nfrozen-columns none"))
    wide = changed(with_data(pair, "npy", "features 0\nlabels 1\nupper none\nfrozen-columns none"), ("tolerance=0", "tolerance=1/4"), (">=1", "3/4..5/4"), ("<=0", "0..1/2"))
    chosen = changed(with_data(classes, "npy", "features 0\nlabels 1\nfrozen-columns 2 3"))
    ends = [[0, nan, nan], [1, 1, nan], [2, nan, 0], [3, nan, nan]]
    numbers = [[0, nan], [1, 1], [2, .25], [3, nan], [3, nan]]
    one = [[0, nan, 7, 8], [1, 1, .5, 0], [2, 0, .5, 0], [3, nan, 0, 1]]
    for i, (name, text, rows, code, said) in enumerate((
            ("two columns of ends", upper, ends, 0, whole),
            ("an end that is a number", upper, [[0, nan, nan], [1, 1, nan], [2, nan, 0], [3, nan, .5]], 1, "E208 %s:" % place(upper, "sample 3")),
            ("ends that are exchanged", upper, [[0, nan, nan], [1, 1, nan], [2, 1, 0], [3, nan, nan]], 3, "E311 %s:" % place(upper, "data")),
            ("an end that is infinite", upper, [[0, nan, nan], [1, 1, inf], [2, nan, 0], [3, nan, nan]], 3, "E316 %s:" % place(upper, "data")),
            ("a tolerance", wide, numbers, 0, whole),
            ("a tolerance, another number", wide, [[0, nan], [1, 1], [2, 0], [3, nan]], 1, "E208 %s:" % place(wide, "sample 2")),
            ("equal points, one of them kept", wide, numbers[:4] + [[3, 0]], 3, "E315 %s:" % place(wide, "data")),
            ("classes", chosen, one, 0, whole),
            ("a class that is none", chosen, one[:2] + [[2, 2, .5, 0]] + one[3:], 3, "E311 %s:" % place(chosen, "data")),
            ("a class that is no integer", chosen, one[:2] + [[2, .5, .5, 0]] + one[3:], 3, "E311 %s:" % place(chosen, "data")),
            ("a NaN for a value of f", chosen, one[:3] + [[3, nan, nan, 1]], 3, "E316 %s:" % place(chosen, "data")))):
        data = os.path.join(folder, "%d.npy" % i)
        with open(data, "wb") as file:
            file.write(npy(rows))
        bound = changed(text, ("0" * 64, hashlib.sha256(npy(rows)).hexdigest()))
        external = "".join(line for line in bound.replace("samples embedded", "samples external").splitlines(True) if not line.startswith("sample "))
        wanted = [said if code == 0 else "s NOT VERIFIED " + said]
        yield ".npy: " + name, [write(folder, "%d.ftc" % i, bound), "--data", data], code, wanted
        if "E208" not in said:
            wanted = wanted if code != 3 else [wanted[0]]
            yield ".npy, external: " + name, [write(folder, "%d-external.ftc" % i, external), "--data", data], code, wanted
