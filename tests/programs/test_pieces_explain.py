"""ftcert pieces and ftcert explain, against an evaluation of the networks written here.

    test_pieces_explain.py FTCERT SOURCE

Python's standard library only. For every valid certificate: the pieces of g along its direction (or its ridge forms) and along lines
through two samples take the values of g, f + g at kinks, between them and beyond; explain writes well-formed SVG, and of a lower bound
draws every marked kink."""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from bisect import bisect_right
from fractions import Fraction

sys.path.insert(0, os.path.dirname(__file__))
from read_certificate import Certificate  # noqa: E402

FTCERT, SOURCE = sys.argv[1:3]
VALID, INVALID = (os.path.join(SOURCE, "tests", "certificates", folder) for folder in ("valid", "invalid"))
failures = []


def expect(name, condition, shown=""):
    if not condition:
        failures.append(name)
        print("FAILED", name, str(shown)[:500])


def ftcert(*words):
    done = subprocess.run([FTCERT, *map(str, words)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def piecewise(table, t):
    kinks = [Fraction(kink["at"]) for kink in table["kinks"]]
    piece = table["pieces"][bisect_right(kinks, t)]
    return [Fraction(s) * t + Fraction(i) for s, i in zip(piece["slopes"], piece["intercepts"])]


def probes(table):
    kinks = [Fraction(kink["at"]) for kink in table["kinks"]] or [Fraction(0)]
    inside = [a + (b - a) * Fraction(share, 7) for a, b in zip(kinks, kinks[1:]) for share in (1, 3, 6)]
    return kinks + inside + [kinks[0] - 1, kinks[0] - 1000, kinks[-1] + 1, kinks[-1] + 1000]


def check_table(name, table):
    kinks = [Fraction(kink["at"]) for kink in table["kinks"]]
    expect(f"{name}: kinks increase", all(a < b for a, b in zip(kinks, kinks[1:])))
    expect(f"{name}: one piece more than kinks", len(table["pieces"]) == len(kinks) + 1)
    for k, kink in enumerate(table["kinks"]):
        changes = [Fraction(b) - Fraction(a) for a, b in zip(table["pieces"][k]["slopes"], table["pieces"][k + 1]["slopes"])]
        signs = [(c > 0) - (c < 0) for c in changes]
        expect(f"{name}: signs of kink {k + 1}", signs == kink["signs"] and any(signs), (signs, kink))


def pieces(name, path, *words):
    code, out, err = ftcert("pieces", path, "--json", "-", "--quiet", *words)
    expect(f"{name}: exit 0", code == 0, err)
    return (json.loads(out) if code == 0 else None), err


def check_pieces(path):
    name, c = os.path.basename(path), Certificate(path)
    table, err = pieces(name, path)
    if table is None:
        return
    if "forms" in table:
        for number, form in enumerate(table["forms"]):
            check_table(f"{name} form {number + 1}", form)
        for x in c.samples:
            value = [Fraction(v) for v in table["constant"]]
            for form in table["forms"]:
                p = sum(Fraction(u) * v for u, v in zip(form["direction"], x))
                value = [a + b for a, b in zip(value, piecewise(form, p))]
            expect(f"{name}: sum of forms", value == c.value("g", x), x)
        count = "forms=%d pieces=%d kinks=%d" % (len(table["forms"]), sum(len(f["pieces"]) for f in table["forms"]),
                                                sum(len(f["kinks"]) for f in table["forms"]))
    else:
        check_table(name, table)
        a = [Fraction(u) for u in table["direction"]]
        for t in probes(table):
            x = [t * u / sum(v * v for v in a) for u in a]
            expect(f"{name}: value at t = {t}", piecewise(table, t) == c.value("g", x))
        if table["everywhere"]:
            for x in c.samples:
                expect(f"{name}: g depends on t", piecewise(table, sum(u * v for u, v in zip(a, x))) == c.value("g", x))
        count = "pieces=%d kinks=%d" % (len(table["pieces"]), len(table["kinks"]))
    expect(f"{name}: last line", err.splitlines()[-1] == "s PIECES layers=%d neurons=%d " % (table["layers"], table["neurons"]) + count, err)
    if len(c.samples) < 2:
        return
    for words in ([], ["--with-f"])[:1 if c.frozen in ("values", "computed") else 2]:
        table, _ = pieces(f"{name} through", path, "--through", "2,1", *words)
        check_table(f"{name} through", table)
        for t in probes(table) + [Fraction(0), Fraction(1)]:
            x = [p + t * (q - p) for p, q in zip(c.samples[1], c.samples[0])]
            value = c.value("g", x)
            if words and c.frozen == "network":
                value = [a + b for a, b in zip(value, c.value("f", x))]
            expect(f"{name} through {words}: value at t = {t}", piecewise(table, t) == value)


def check_explain(path, folder):
    name, svg = os.path.basename(path), os.path.join(folder, "x.svg")
    code, out, err = ftcert("explain", path, "-o", svg)
    c = Certificate(path)
    expect(f"{name}: explained", code == 0 and out.splitlines()[-1] == f"s EXPLAINED {c.verdict}", out + err)
    expect(f"{name}: the claim first", out.split("\n\n")[1].splitlines()[0] == f"What is claimed ({c.verdict})", out)
    first = open(svg, "rb").read()
    root = xml.etree.ElementTree.fromstring(first)
    expect(f"{name}: an SVG", root.tag == "{http://www.w3.org/2000/svg}svg")
    expect(f"{name}: no script, nothing from elsewhere", b"<script" not in first and first.count(b"http") == 1)
    code, out, _ = ftcert("explain", path, "-o", "-")
    expect(f"{name}: same bytes on standard output", code == 0 and out.encode() == first)
    code, out, _ = ftcert("explain", path, "--json", "-")
    summary = json.loads(out)
    if c.specification:
        check_specification(name, c, summary)
    if summary["kind"] == "execution":
        return None if c.specification else check_execution(name, c, summary, first)
    counts = ["layers", "neurons", "samples", "changed", "specified"]
    said = " ".join("%s=%d" % (key, summary[key]) for key in counts if key in summary)
    expect(f"{name}: summary", summary["verified"] and c.claim == f"{summary['kind']} {said}", out)
    if c.method is None:
        return
    if c.method == "patterns":
        return check_patterns(name, path, summary)
    convex, concave = c.marks.count("convex"), c.marks.count("concave")
    shown = (summary["method"], summary["points"], summary["convex_kinks"], summary["concave_kinks"])
    expect(f"{name}: the line in the summary", shown == (c.method, len(c.marks), convex, concave), shown)
    drawn = first.count(b'class="convex"'), first.count(b'class="concave"')
    expect(f"{name}: every marked kink is drawn", drawn == (convex, concave), drawn)
    expect(f"{name}: the method in words", any(line.startswith(f"  Method {c.method}") for line in summary["text"])
           or "nothing is" in " ".join(summary["text"]), summary["text"])


def check_specification(name, c, summary):
    """What is specified, how many samples f meets, and how near the nearest of the others comes, with values computed here."""
    expect(f"{name}: what is specified", (summary["specification"], Fraction(summary.get("margin") or summary["tolerance"])) == (c.specification, c.number), summary)
    every = range(len(c.samples))
    before = [c.rooms(i, c.outputs(i)) for i in every]
    expect(f"{name}: specified samples", summary["specified"] == sum(map(bool, before)), summary)
    expect(f"{name}: met before", summary["met_before"] == sum(bool(r) and min(r) >= 0 for r in before), (before, summary))
    if summary["kind"] == "bound":
        return expect(f"{name}: of g nothing is known", summary["closest"] is None, summary)
    rooms = [room for i in every for room in c.rooms(i, c.outputs(i, True))]
    found = summary["closest"]
    expect(f"{name}: something is closest", (found is None) == (not rooms), summary)
    if found is not None:
        least, room = min(rooms), Fraction(found["room"])
        expect(f"{name}: the least room", room >= 0 and (room == least if found["rounding"] == "0" else room <= least), (found, str(least)))
        expect(f"{name}: real functions do not round", summary["kind"] == "execution" or found["rounding"] == "0", found)


def check_patterns(name, path, summary):
    """The summary of a bound by trees, with counts of the lines of the file."""
    with open(path, encoding="ascii") as file:
        words = [line.split() for line in file]
    said = {key: sum(line[0] in lines for line in words) for key, lines in (
        ("trees", ["tree"]), ("splits", ["split"]), ("leaves", ["leaf"]), ("rows", ["pair", "sum"]))}
    expect(f"{name}: trees in the summary", said == {key: summary[key] for key in said}, (said, summary))
    expect(f"{name}: the method", summary["method"] == "patterns", summary)


def check_execution(name, c, summary, svg):
    """The summary of a certificate of executions, with distances of the real functions computed here."""
    said = " ".join(f"{key}={summary[key]}" for key in ("arithmetic", "g", "layers", "neurons", "samples", "changed"))
    expect(f"{name}: summary", c.claim == f"execution {said} deviation<={summary['deviation']}" and summary["verified"], summary)
    off = {(i + 1, k + 1): abs(g - z) for i, x in enumerate(c.samples) for k, (g, z) in enumerate(zip(c.value("g", x), c.residuals(i))) if z}
    expect(f"{name}: kept components", summary["kept_components"] + len(off) == len(c.samples) * summary["outputs"], summary)
    expect(f"{name}: bars", svg.count(b'class="distance"') == min(len(off), 60))
    for key, limit in ("closest", "deviation"), ("closest_output", "output_deviation"):
        found = summary[key]
        expect(f"{name}: {key} is there", (found is None) == (not off or summary[limit] is None), summary)
        if found is None:
            continue
        real, total = Fraction(found["real"]), Fraction(found["real"]) + Fraction(found["rounding"])
        expect(f"{name}: {key}", off[found["sample"], found["component"]] == real and max(off.values()) <= total <= Fraction(summary[limit]), summary)


def check_errors(folder):
    def refused(name, code, identifier, *words):
        found, out, err = ftcert(*words)
        expect(name, (found, err.split(" ")[:2]) == (code, ["ftcert:", identifier]) and not out, err)

    worked = os.path.join(VALID, "worked-example.ftc")
    wrong = os.path.join(SOURCE, "tests", "certificates", "invalid", "e204-value.ftc")
    refused("one sample twice", 2, "E101", "pieces", worked, "--through", "1,1")
    refused("no such sample", 2, "E101", "pieces", worked, "--through", "1,5")
    refused("sample 0", 2, "E101", "pieces", worked, "--through", "0,1")
    refused("no comma", 2, "E101", "pieces", worked, "--through", "1")
    for name in "frozen-values.ftc", "computed-worked-example.ftc":
        refused("f known at samples only", 2, "E104", "pieces", os.path.join(VALID, name), "--with-f")
    refused("nothing wrong is explained", 1, "E204", "explain", wrong)
    bound = os.path.join(VALID, "lower-worked-example.ftc")
    refused("a bound has no network", 2, "E104", "pieces", bound)
    refused("no wrong bound is explained", 1, "E214", "explain", os.path.join(SOURCE, "tests", "certificates", "invalid", "e214-one-neuron-more.ftc"))
    refused("a claim about executions is no theorem", 2, "E104", "explain", os.path.join(VALID, "execution-worked-example.ftc"), "--coq", folder + "/x.v",
            "-o", folder + "/y.svg")
    expect("nothing is written then", not os.path.exists(folder + "/x.v") and not os.path.exists(folder + "/y.svg"))
    refused("no wrong execution is explained", 1, "E219", "explain",
            os.path.join(INVALID, sorted(n for n in os.listdir(INVALID) if n.startswith("e219") and n.endswith(".ftc"))[0]))
    refused("samples elsewhere", 5, "E502", "explain", os.path.join(VALID, "lower-external.ftc"))
    copy = os.path.join(folder, "copy.ftc")
    with open(copy, "wb") as file:
        file.write(open(worked, "rb").read())
    refused("the picture would overwrite the certificate", 2, "E103", "explain", copy, "-o", copy)
    refused("the summary would overwrite the certificate", 2, "E103", "pieces", copy, "--json", copy)


def main():
    names = sorted(name for name in os.listdir(VALID) if name.endswith(".ftc"))
    paths = [os.path.join(VALID, name) for name in names]
    embedded = [path for path in paths if "\nsamples embedded" in open(path).read()]
    interpolation = [path for path in embedded if "\nclaim interpolation " in open(path).read()]
    expect("certificates found", len(interpolation) >= 15 and len(embedded) >= len(interpolation) + 15, len(embedded))
    with tempfile.TemporaryDirectory() as folder:
        executions = [path for path in embedded if "\nclaim execution " in open(path).read()]
        expect("executions found", len(executions) >= 100, len(executions))
        for path in interpolation + executions[::3]:
            check_pieces(path)
        for path in embedded:
            check_explain(path, folder)
        check_errors(folder)
    print("%d certificates, %d failures" % (len(embedded), len(failures)))
    return 1 if failures else 0


sys.exit(main())
