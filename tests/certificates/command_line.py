"""What a checker prints, word for word, for arguments of every form (sections 7 and 13 of certificate-format.md). Used by check_corpus.py.

A case is (name, arguments, exit code, lines). A line that ends in ":" stands for all lines that begin so: what follows is the checker's own."""
import hashlib
import os
import re
import shutil
import tempfile

from case_files import changed, path, place, read, write
from command_line_origins import VALUES_COMPARED, VALUES_EVALUATED, origin_cases, origin_pair_cases
from command_line_specification import npy_cases, specification_cases, specification_pair_cases

NO_DATA = "c data file not supplied: the samples are those in the certificate"
COMPARED = "c model file: digest compared; that network f is the function of that file is not checked here"
EVALUATED = "c model file: network f is the function of that file at all 2 samples"  # what ftcheck.py, which reads models, says in its place
NO_MODEL = "c model file not supplied: f is the network in the certificate"
GOOD = "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=1"
NO_FILE = "s NOT VERIFIED E301:"

WRONG = "s NOT VERIFIED E204 %s: sample 2: f+g = 1, expected 3/2" % place(read("invalid/e204-value.ftc"), "sample 1 :")
UGLY = "s NOT VERIFIED E311 %s:" % place(read("malformed/e311-row-plus.ftc"), "row 0 +1 -2")


def basic_cases(folder):
    good, bad, ugly = path("valid/worked-example.ftc"), path("invalid/e204-value.ftc"), path("malformed/e311-row-plus.ftc")
    missing = os.path.join(folder, "no.ftc")
    yield "a file that does not exist", [missing], 3, [NO_FILE]
    yield "a data file that does not exist", [path("valid/external.ftc"), "--data", os.path.join(folder, "no.csv")], 3, [NO_FILE]
    yield "no certificate", [], 2, []
    yield "an unknown option", [good, "--fast"], 2, []
    yield "an option without its file", [good, "--data"], 2, []
    yield "an option twice", [good, "--model", good, "--model", good], 2, []
    yield "standard input", ["-"], 0, [GOOD]
    yield "standard input and a file", ["-", bad], 1, ["c file -", GOOD, "c file " + bad, WRONG]
    yield "two certificates", [good, good], 0, ["c file " + good, GOOD] * 2
    yield "good and wrong", [good, bad], 1, ["c file " + good, GOOD, "c file " + bad, WRONG]
    yield "wrong and good", [bad, good], 1, ["c file " + bad, WRONG, "c file " + good, GOOD]
    yield "malformed, wrong and good", [ugly, bad, good], 3, ["c file " + ugly, UGLY, "c file " + bad, WRONG, "c file " + good, GOOD]
    yield "wrong, then malformed", [bad, ugly], 1, ["c file " + bad, WRONG, "c file " + ugly, UGLY]
    yield "missing, then good", [missing, good], 3, ["c file " + missing, NO_FILE, "c file " + good, GOOD]
    yield "a value that is wrong", [bad], 1, [WRONG]
    # By hand: 2 - 3/2 = 1/2 and 1 - 3/2 < 0, so g(3/2) = 1/2.
    yield "a kept value that changes", [path("invalid/e204-kept-changes.ftc")], 1, [
        "s NOT VERIFIED E204 %s: sample 3: g = 1/2, expected 0" % place(read("invalid/e204-kept-changes.ftc"), "sample 3/2")]
    kept = changed(read("valid/frozen-values.ftc"), ("sample 0 1 : keep 0 : -2/3 0", "sample 1/4 1 : keep -3/4 : -2/3 0"))
    yield "a kept component that changes", [write(folder, "kept.ftc", kept)], 1, [
        "s NOT VERIFIED E204 %s:" % place(kept, "sample 1/4")]  # g = (2, -3) relu(x_1)


def note_cases(folder):
    model, data = path("valid/model.onnx"), path("valid/embedded.csv")
    f = "s VERIFIED interpolation layers=2 neurons=1 samples=2 changed=1"
    yield "a model file", [path("valid/model.ftc"), "--model", model], 0, [f, COMPARED]
    yield "no model file", [path("valid/model.ftc")], 0, [f, NO_MODEL]
    yield "no data file", [path("valid/embedded.ftc")], 0, [GOOD, NO_DATA]
    yield "a data file", [path("valid/embedded.ftc"), "--data", data], 0, [GOOD]
    yield "a data file that must be supplied", [path("valid/external.ftc"), "--data", path("valid/external.csv")], 0, [GOOD]
    yield "no data file for a bound", [write(folder, "low.ftc", changed(
        read("valid/exhaustion-worked-example.ftc"),
        ("data none", "data csv sha256=%s rounding=none\nfeatures x\nlabels y\nfrozen-columns none" % ("0" * 64))))], 0, [
            "s VERIFIED bound layers=2 neurons>=2 samples=4 changed=3", NO_DATA]
    both = changed(read("valid/model.ftc"),
                   ("data none", "data csv sha256=%s rounding=none\nfeatures x\nlabels y\nfrozen-columns none" % ("0" * 64)))
    both = write(folder, "both.ftc", both)
    yield "neither file", [both], 0, [f, NO_DATA, NO_MODEL]
    yield "one file of two", [both, "--model", model], 0, [f, NO_DATA, COMPARED]
    yield "notes of several", [both, path("valid/embedded.ftc")], 0, [
        "c file " + both, f, NO_DATA, NO_MODEL, "c file " + path("valid/embedded.ftc"), GOOD, NO_DATA]
    wrong = changed(read("valid/model.ftc"), ("sample 2 : 9", "sample 2 : 8"))
    yield "no notes behind a rejection", [write(folder, "wrong.ftc", wrong)], 1, [
        "s NOT VERIFIED E204 %s: sample 1: f+g = 9, expected 8" % place(wrong, "sample 2")]


def folder_cases(folder):
    good, bad = read("valid/worked-example.ftc"), read("invalid/e204-value.ftc")
    empty, two, many = (os.path.join(folder, name) for name in ("empty", "two", "many"))
    for name in (empty, two, many, os.path.join(many, "below"), os.path.join(many, "z.ftc")):
        os.mkdir(name)
    yield "a directory without certificates", [empty], 3, ["c file " + empty, NO_FILE]
    first, second = write(two, "a.ftc", bad), write(two, "b.ftc", good)
    yield "a directory", [two], 1, ["c file " + first, WRONG, "c file " + second, GOOD]
    outside = write(folder, "outside.ftc", good)
    os.symlink(outside, os.path.join(many, "c.ftc"))
    write(os.path.join(many, "below"), "d.ftc", good)
    for name in ("e.txt", "f.ftc.gz", "ftc"):
        write(many, name, "not a certificate\n")
    names = ["B.ftc", "a.ftc", "a.ftc.ftc", "b c.ftc", ".hidden.ftc"]
    files = [write(many, name, good) for name in names]
    strange = os.path.join(os.fsencode(many), b"\xc3\xa9\x01.ftc")
    shutil.copyfile(outside, strange)
    listed = [line for file in sorted(files) for line in ("c file " + file, GOOD)]
    listed += ["c file " + os.path.join(many, "\\xC3\\xA9\\x01.ftc"), GOOD]
    yield "a directory with other files, links and folders", [many], 0, listed
    yield "a directory, another one and a file", [empty, two, outside], 3, [
        "c file " + empty, NO_FILE, "c file " + first, WRONG, "c file " + second, GOOD, "c file " + outside, GOOD]
    single = os.path.join(folder, "single")
    os.mkdir(single)
    yield "a directory with one certificate", [single], 0, ["c file " + write(single, "a.ftc", good), GOOD]
    link = os.path.join(folder, "link.ftc")
    os.symlink(outside, link)
    yield "a link that is named", [link], 0, [GOOD]


def pair_cases(folder):
    net, low = path("valid/pair-network.ftc"), path("valid/exhaustion-worked-example.ftc")
    net_text, low_text = read("valid/pair-network.ftc"), read("valid/exhaustion-worked-example.ftc")
    verified = ["s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=3", "s VERIFIED bound layers=2 neurons>=2 samples=4 changed=3"]
    exact = "s VERIFIED exact layers=2 neurons=2 samples=4 changed=3"

    def lines(first, second, *last, verdicts=verified):
        return ["c file " + first, verdicts[0], "c file " + second, verdicts[1], *last]

    yield "a pair", ["--pair", net, low], 0, lines(net, low, exact)
    yield "a pair, the word behind", [net, low, "--pair"], 0, lines(net, low, exact)
    trees = path("valid/patterns-pair.ftc")
    yield "a pair with a bound by patterns", ["--pair", net, trees], 0, lines(net, trees, exact)
    weaker = write(folder, "weaker.ftc", changed(low_text, ("neurons=2", "neurons=1"), ("nodes=4", "nodes=1")))
    yield "a weaker bound", ["--pair", net, weaker], 0, lines(
        net, weaker, "s VERIFIED interval layers=2 neurons=1..2 samples=4 changed=3", verdicts=[verified[0], verified[1].replace("=2 s", "=1 s")])
    yield "a pair in the wrong order", ["--pair", low, net], 1, lines(low, net, "s NOT VERIFIED E201:", verdicts=verified[::-1])
    yield "two networks", ["--pair", net, net], 1, lines(net, net, "s NOT VERIFIED E201:", verdicts=verified[:1] * 2)
    yield "two bounds", ["--pair", low, low], 1, lines(low, low, "s NOT VERIFIED E201:", verdicts=verified[1:] * 2)
    deeper = write(folder, "deeper.ftc", changed(
        low_text, ("layers=2", "layers=3"), ("exhaustion", "alternation"), ("at 3 convex", "at 3"), ("tree sums=1 nodes=4\nsum positive\n", "")))
    yield "a pair of different depth", ["--pair", net, deeper], 1, lines(
        net, deeper, "s NOT VERIFIED E201:", verdicts=[verified[0], verified[1].replace("=2", "=3", 1)])
    other = "s NOT VERIFIED E208:"
    label = write(folder, "label.ftc", changed(read("valid/patterns-pair.ftc"), ("sample 3 : 6", "sample 3 : 7")))
    yield "a pair with a bound by patterns for another label", ["--pair", net, label], 1, lines(net, label, other)
    # The same slopes 1, 2, 3 one unit further right; another last value; two samples exchanged; one sample more.
    moved = changed(low_text, *(("sample %d :" % x, "sample %d :" % (x + 1)) for x in (3, 2, 1, 0)))
    for name, text in (("points", moved), ("labels", changed(low_text, ("3 : 6", "3 : 7"))),
                       ("order", changed(low_text, ("sample 0 : 0\nsample 1 : 1\n", "sample 1 : 1\nsample 0 : 0\n"),
                                         ("at 1\nat 2 convex", "at 2\nat 1 convex")))):
        file = write(folder, name + ".ftc", text)
        yield "a pair of other " + name, ["--pair", net, file], 1, lines(net, file, other)
    more = write(folder, "more.ftc", changed(
        low_text, ("samples=4", "samples=5"), ("embedded 4", "embedded 5"), ("3 : 6\n", "3 : 6\nsample 9 : 0\n")))
    yield "a pair of which one has a sample more", ["--pair", net, more], 1, lines(
        net, more, other, verdicts=[verified[0], verified[1].replace("samples=4", "samples=5")])
    plane = write(folder, "plane.ftc", changed(
        low_text, ("dimension 1", "dimension 2"), *(("sample %d :" % x, "sample %d 0 :" % x) for x in range(4))))
    yield "a pair of different dimension", ["--pair", net, plane], 1, lines(net, plane, other)

    # f = 1 at the first sample and x elsewhere: by its values, or by the network relu(x) + relu(1 - x); the first label is kept.
    values = ("frozen zero", "frozen values"), ("sample 0 : 0", "sample 0 : keep : %s"), (
        "sample 1 : 1", "sample 1 : 2 : 1"), ("sample 2 : 3", "sample 2 : 5 : 2"), ("sample 3 : 6", "sample 3 : 9 : 3")
    network = ("frozen zero", "frozen network\nnetwork f 2\nlayer 2 1\nrow 0 1\nrow 1 -1\nlayer 1 2\nrow 0 1 1"), (
        "sample 1 : 1", "sample 1 : 2"), ("sample 2 : 3", "sample 2 : 5"), ("sample 3 : 6", "sample 3 : 9")
    net_f, low_f = write(folder, "net-f.ftc", changed(net_text, *network, ("sample 0 : 0", "sample 0 : keep"))), write(
        folder, "low-f.ftc", changed(low_text, *values) % "1")
    number = write(folder, "number.ftc", changed(net_text, *network, ("sample 0 : 0", "sample 0 : 1")))
    yield "f by a network and by its values", ["--pair", net_f, low_f], 0, lines(net_f, low_f, exact)
    yield "a label by its word and by its number", ["--pair", number, low_f], 0, lines(number, low_f, exact)
    half = write(folder, "half.ftc", changed(low_text, *values).replace("sample 1 : 2 : 1", "sample 1 : 2 : 3/2") % "1")
    yield "a pair of equal labels with another f", ["--pair", net_f, half], 1, lines(net_f, half, other)
    other_f = write(folder, "other-f.ftc", changed(low_text, *values) % "2")
    yield "a pair with another f where all labels are kept", ["--pair", net_f, other_f], 1, lines(net_f, other_f, other)

    bad = write(folder, "bad.ftc", changed(net_text, ("3 : 6", "3 : 7")))
    missed = "s NOT VERIFIED E204 %s:" % place(net_text, "sample 3")
    yield "a pair with a wrong network", ["--pair", bad, low], 1, lines(bad, low, verdicts=[missed, verified[1]])
    stronger = write(folder, "stronger.ftc", changed(low_text, ("neurons=2", "neurons=3")))
    yield "a pair with a wrong bound", ["--pair", net, stronger], 1, lines(net, stronger, verdicts=[verified[0], "s NOT VERIFIED E214 line 2:"])
    yield "half a pair", ["--pair", net], 2, []
    yield "a pair of three", ["--pair", net, low, low], 2, []
    yield "a pair alone", ["--pair"], 2, []


def limit_cases(folder):
    """Section 14. At each of the four points f takes 2 (2 + 1) + (3 + 1) = 10 units and g 1 + 1; f is needed by the pair alone, and counts once."""
    good, bound = path("valid/worked-example.ftc"), path("valid/lower-worked-example.ftc")
    for option in "--max-work", "--max-memory", "--max-time":
        for value in "", "many", "-1", "1.5":
            yield "%s '%s'" % (option, value), [good, option, value], 2, []
        yield option + " twice", [good, option, "9", option, "9"], 2, []
    yield "limits that are not reached", [good, "--max-work", "60", "--max-memory", "900", "--max-time", "60"], 0, [GOOD]
    yield "no work", [good, "--max-work", "0"], 4, ["s NOT VERIFIED E404 line 2: this takes 40 units of work, at most 0 are allowed (--max-work)"]
    yield "a bound that takes no work", [bound, "--max-work", "0"], 0, ["s VERIFIED bound layers=2 neurons>=6 samples=8 changed=2"]
    data = "data none\nmodel none\nfrozen network\nnetwork f 2\nlayer 2 1\nrow 0 1\nrow 1 -1\nlayer 1 2\nrow 0 1 1\n"
    samples = "samples embedded 4\n" + "".join("sample %d : keep\n" % x for x in range(4))
    net = write(folder, "net.ftc", "FTCERT 1.0\nclaim interpolation layers=2 neurons=0 samples=4 changed=0\ndimension 1\noutputs 1\nconstruction none\n" + data
                + "network g 2\nlayer 0 1\nlayer 1 0\nrow 0\n" + samples
                + "margins\npreactivation 1 least=none nonzero=none\nprojection none\nbits most=0 total=0\nEND\n")
    low = write(folder, "low.ftc", "FTCERT 1.1\nclaim bound layers=2 neurons=0 samples=4 changed=0\ndimension 1\noutputs 1\nmethod alternation\n" + data
                + samples + "line output=1 points=2\nat 1\nat 4\nEND\n")
    rest = "layers=2 neurons%s0 samples=4 changed=0"
    both = ["c file " + net, "s VERIFIED interpolation " + rest % "=", "c file " + low, "s VERIFIED bound " + rest % ">="]
    refused = "s NOT VERIFIED E404: a pair: this takes 40 units of work, at most 39 are allowed (--max-work)"
    yield "a pair at the limit", ["--pair", net, low, "--max-work", "40"], 0, both + ["s VERIFIED exact " + rest % "="]
    yield "a pair above the limit", ["--pair", net, low, "--max-work", "39"], 4, both + [refused]


def execution_cases(folder):
    """Section 15. f and g are exact at x = 3: f + g = 5 + 7 3 + 3 = 29."""
    real = "c f is a real function here: how its own executions round is not bounded"
    claim = "s VERIFIED execution arithmetic=binary32 g=binary32 layers=2 neurons=1 samples=1 changed=1 deviation<=0"
    both, text = path("valid/execution-sum-on-grid.ftc"), read("valid/execution-sum-on-grid.ftc")
    yield "an execution", [both], 0, [claim, "c f + g against the label where it changes: deviation<=0"]
    yield "an execution, f a real function", [path("valid/execution-deviation-zero.ftc")], 0, [claim, real]
    data = "data csv sha256=%s rounding=none\nfeatures x\nlabels y\nfrozen-columns none" % ("0" * 64)
    all_ = write(folder, "all.ftc", changed(text, ("data none", data), ("model none", "model onnx sha256=%s outputs=0" % ("0" * 64)),
                                            ("patched none", "patched onnx sha256=" + "0" * 64), ("output-deviation 0", "output-deviation 1/3")))
    yield "no file of three", [all_], 0, [claim, "c f + g against the label where it changes: deviation<=1/3", NO_DATA, NO_MODEL, "c patched file not supplied"]
    net, low = path("valid/pair-network.ftc"), path("valid/exhaustion-worked-example.ftc")
    yield "a patched file for an interpolation", [path("valid/worked-example.ftc"), "--patched", low], 1, ["s NOT VERIFIED E209 line 2:"]
    yield "a patched file that does not exist", [both, "--patched", os.path.join(folder, "no.onnx")], 3, [NO_FILE]
    yield "a patched file twice", [both, "--patched", low, "--patched", low], 2, []
    yield "a pair with an execution", ["--pair", both, low], 1, [
        "c file " + both, claim, "c f + g against the label where it changes: deviation<=0", "c file " + low,
        "s VERIFIED bound layers=2 neurons>=2 samples=4 changed=3", "s NOT VERIFIED E201:"]
    yield "an execution for a bound", ["--pair", net, both], 1, [
        "c file " + net, "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=3", "c file " + both, claim,
        "c f + g against the label where it changes: deviation<=0", "s NOT VERIFIED E201:"]
    for file, line, said in (
            ("e215-execution-bias", "layer 1 1\nrow 1/3", "E215 %s: network g, layer 1: 1/3 is no number of binary32"),
            ("e216-execution-row-edge", "sample ", "E216 %s: sample 1: an operation may overflow: expected sums of at most 2^127"),
            ("e218-execution-kept-value", "sample 1 ", "E218 %s: sample 1: g is 1 +- 0, expected exactly 0 in every execution"),
            ("e218-execution-kept-component", "sample ", "E218 %s: sample 1 component 2: g is 1 +- 0, expected exactly 0 in every execution"),
            ("e219-execution-deviation-last-sample", "sample 4 ", "E219 %s: sample 2: g is within 2 of y - f, expected deviation<=1"),
            ("e220-execution-last-sample", "sample 2 ", "E220 %s: sample 2: f + g is within 1 of the label, expected output-deviation 1/2")):
        lines = read("invalid/%s.ftc" % file)
        where = "line %d" % (lines[:lines.index("\n" + line) + 1].count("\n") + 1)
        yield "what is said of " + file, [path("invalid/%s.ftc" % file)], 1, ["s NOT VERIFIED " + said % where]


def patched_cases(folder):
    """For checkers that do not read patched models."""
    onnx, bound = path("valid/model.onnx"), read("valid/execution-patched-not-supplied.ftc")
    with open(onnx, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    own = write(folder, "own.ftc", changed(bound, ("patched onnx sha256=" + "0123456789abcdef" * 4, "patched onnx sha256=" + digest)))
    yield "a patched file", [own, "--patched", onnx], 0, [
        "s VERIFIED execution arithmetic=binary32 g=binary32 layers=2 neurons=2 samples=4 changed=1 deviation<=0",
        "c f is a real function here: how its own executions round is not bounded",
        "c patched file: digest compared; what it computes is not checked here"]
    none = path("valid/execution-worked-example.ftc")
    yield "a patched file that is not bound", [none, "--patched", onnx], 5, ["s NOT VERIFIED E503 %s:" % place(read("valid/execution-worked-example.ftc"), "patched")]


def cases(folder, reads_all):
    """reads_all: whether the checker reads .npy and patched models."""
    own = (basic_cases, note_cases, folder_cases, pair_cases, limit_cases, execution_cases, specification_cases, specification_pair_cases, origin_cases, origin_pair_cases)
    for function in own + ((npy_cases,) if reads_all else (patched_cases,)):
        own = os.path.join(folder, function.__name__)
        os.mkdir(own)
        yield from function(own)


def check_command_line(run, checker):
    """(name, None or what is wrong). run: (checker, arguments, text) -> exit code, lines, errors."""
    text = read("valid/worked-example.ftc").encode("ascii")
    with tempfile.TemporaryDirectory() as folder:
        python = checker is None or checker[-1].endswith(("ftcheck.py", "ftcert.check"))
        for name, arguments, wanted_code, wanted in cases(folder, not python and "verified" not in checker[-1]):
            if python:
                wanted = [{COMPARED: EVALUATED, VALUES_COMPARED: VALUES_EVALUATED}.get(line, line) for line in wanted]
            if not python and "verified" in checker[-1]:  # it has its own words for sums
                wanted = [re.sub("(s NOT VERIFIED E(?:212|223) line [0-9]+:) sum: .*", "\\1", line) for line in wanted]
            code, lines, errors = run(checker, arguments, text)
            found = lines[:-1] if lines[-1:] == [""] else lines
            same = len(found) == len(wanted) and all(
                a.startswith(b) and len(a) > len(b) if b.endswith(":") and b.startswith("s ") else a == b for a, b in zip(found, wanted))
            holds = same and code == wanted_code and "Traceback" not in errors
            yield name, None if holds else "exit code %d, output %s, expected %d and %s" % (code, found, wanted_code, wanted)
