"""ftcert explain A B: what two certificates have in common, against a reading and an evaluation of them written here.

    test_compare.py FTCERT FTCHECK SOURCE

Python's standard library only. Every self-contained valid certificate of the corpus is compared with another one, and some with themselves; and
pairs that are made here, of which it is known what has to come out."""
import json
import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(__file__))
from expectations import expect, failures, run  # noqa: E402
from files_of_test import FOLDER, path, read, write  # noqa: E402
from read_certificate import Certificate  # noqa: E402

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
CORPUS = os.path.join(SOURCE, "tests", "certificates")
EIGHT = "x,f,label\n0,1,\n1,1,\n2,2,3\n3,2,\n4,1,\n5,0,2\n6,0,\n7,1,\n"


def compare(name, *words, code=0):
    done, out, err = run(FTCERT, "explain", *words, "--json", path("c.json"))
    expect(name + ": exit code", done == code, out + err)
    if done:
        return err, None
    with open(path("c.json"), encoding="utf-8") as file:
        return out.splitlines(), json.load(file)


def fact(summary, name):
    return next(((f["first"], f["second"]) for f in summary["facts"] if f["name"] == name), None)


def shared(a, b):
    """Pairs of samples with the same point, in the order of the first."""
    places = {tuple(x): j for j, x in enumerate(b.samples)}
    return [(i, places[tuple(x)]) for i, x in enumerate(a.samples) if tuple(x) in places]


def f_values(c, i):
    """The values of f at sample i; None where the certificate does not say them."""
    if c.frozen == "network":
        return c.value("f", c.samples[i])
    return c.values[i] if c.frozen in ("values", "computed") else [Fraction(0)] * c.components


def check(name, a, b, summary):
    both = shared(a, b)
    expect(name + ": shared samples", summary["shared_samples"] == len(both), (summary["shared_samples"], len(both)))
    comparable = bool(both) and a.components == b.components
    if not comparable:
        return expect(name + ": nothing is compared", [summary[key] for key in ("asked_differs", "f_differs", "g_differs", "largest_difference")] == [None] * 4, summary)
    f_differs = [1 for i, j in both if None not in (f_values(a, i), f_values(b, j)) and f_values(a, i) != f_values(b, j)]
    expect(name + ": f", summary["f_differs"] == len(f_differs), (summary["f_differs"], len(f_differs)))
    if not a.specification and not b.specification:
        asked = [1 for i, j in both if a.labels[i] != b.labels[j]]
        expect(name + ": labels", summary["asked_differs"] == len(asked), (summary["asked_differs"], len(asked)))
    if "g" not in a.networks or "g" not in b.networks:
        return expect(name + ": no networks to compare", summary["g_differs"] is None and summary["same_networks"] is None, summary)
    apart = [[abs(v - w) for v, w in zip(a.value("g", a.samples[i]), b.value("g", b.samples[j]))] for i, j in both]
    expect(name + ": g differs", summary["g_differs"] == sum(map(any, apart)), (summary["g_differs"], apart))
    most = max(map(max, apart))
    found = summary["largest_difference"]
    if most == 0:
        return expect(name + ": g is the same", found is None, found)
    at = next((i, j, k) for (i, j), row in zip(both, apart) for k, v in enumerate(row) if v == most)
    expect(name + ": the largest difference", found == {"value": str(most), "sample_first": at[0] + 1, "sample_second": at[1] + 1, "component": at[2] + 1}, (found, at))


def corpus():
    folder = os.path.join(CORPUS, "valid")
    files = []
    for name in sorted(os.listdir(folder)):
        text = read(os.path.join(folder, name)) if name.endswith(".ftc") else b""
        if b"\nsample " in text and len(text) < 20000 and run(FTCHECK, os.path.join(folder, name))[0] == 0:
            files.append(os.path.join(folder, name))
    expect("the corpus is there", len(files) > 80, len(files))
    kinds = set()
    for i, first in enumerate(files):
        for second in (files[i - 7], first)[:1 + (i % 6 == 0)]:
            a, b = Certificate(first), Certificate(second)
            name = os.path.basename(first) + " and " + os.path.basename(second)
            lines, summary = compare(name, first, second)
            if summary is None:
                continue
            kinds.add((fact(summary, "kind")))
            same = [f["first"] == f["second"] for f in summary["facts"]]
            expect(name + ": the last line", lines[-1].startswith("s COMPARED same=%d different=%d shared_samples=%d" % (
                sum(same), len(same) - sum(same), len(shared(a, b)))) and (summary["same"], summary["different"]) == (sum(same), len(same) - sum(same)), lines[-1])
            expect(name + ": what is claimed", (summary["first"], summary["second"]) == (a.verdict, b.verdict) and lines[0] == "A: %s: VERIFIED %s" % (first, a.verdict)
                   and lines[1] == "B: %s: VERIFIED %s" % (second, b.verdict), lines[:2])
            check(name, a, b, summary)
            if first == second:
                expect(name + ": all is the same", all(same) and "s COMPARED" in lines[-1] and not any(line.startswith("Different") for line in lines), lines)
    expect("kinds of all pairs", len(kinds) >= 8, kinds)


def made():
    data = write("eight.csv", EIGHT)
    made = {"one": ["certify"], "blocks": ["certify", "--construction", "blocks"], "two": ["certify", "--layers", "3"], "low": ["refute"],
            "outside": ["certify", "--external-data"]}
    for name, words in made.items():
        code, _, err = run(FTCERT, *words, "--data", data, "--frozen", "f", "-o", path(name + ".ftc"))
        expect("made " + name, code == 0, err)
    lines, summary = compare("two networks", path("one.ftc"), path("blocks.ftc"))
    expect("both fit, so that g is the same at all samples", summary["g_differs"] == 0 and not summary["same_networks"] and summary["pair"] is None, summary)
    expect("constructions", fact(summary, "construction")[1] == "blocks" and summary["different"] >= 1, summary)
    expect("in words", "  The networks are not the same: elsewhere g may differ." in lines, lines)
    lines, summary = compare("two depths", path("one.ftc"), path("two.ftc"))
    expect("layers", fact(summary, "layers") == ("2", "3"), summary)
    for first, second in (("one", "low"), ("low", "one")):
        lines, summary = compare("a pair", path(first + ".ftc"), path(second + ".ftc"))
        code, out, _ = run(FTCHECK, "--pair", path("one.ftc"), path("low.ftc"))
        verdict = out.splitlines()[-1]
        expect("a pair, as ftcheck says it", code == 0 and verdict == "s VERIFIED " + summary["pair"] and lines[-1].endswith(
            " pair=" + summary["pair"].split()[0]) and summary["pair"].split()[0] in ("exact", "interval"), (verdict, summary["pair"], lines[-1]))
    lines, summary = compare("another depth is no pair", path("two.ftc"), path("low.ftc"))
    expect("why", summary["pair"] is None and "pair=" not in lines[-1] and any("do not belong together" in line and "layers" in line for line in lines), lines)
    other = write("other.csv", EIGHT.replace("5,0,2", "5,0,7/2"))
    run(FTCERT, "certify", "--data", other, "--frozen", "f", "-o", path("other.ftc"))
    _, summary = compare("other labels", path("one.ftc"), path("other.ftc"))
    expect("one label, by 3/2", (summary["asked_differs"], summary["g_differs"], summary["f_differs"]) == (1, 1, 0) and summary["largest_difference"] == {
        "value": "3/2", "sample_first": 6, "sample_second": 6, "component": 1}, summary)
    lines, summary = compare("samples in a file", path("outside.ftc"), path("one.ftc"), "--data", data)
    expect("in the file and in the certificate", fact(summary, "samples are in") == ("the data file", "the certificate") and summary["g_differs"] == 0, summary)
    err, _ = compare("a file that is missing", path("outside.ftc"), path("one.ftc"), code=5)
    expect("E502", "E502" in err, err)
    err, _ = compare("a file that nobody binds", path("one.ftc"), path("two.ftc"), "--data", other, code=1)
    expect("E209", err.startswith("ftcert: E209 %s: neither certificate binds" % other), err)
    plane = write("plane.csv", "x,y,label\n0,0,\n1,0,1\n0,1,1\n1,1,\n2,3,\n3,1,-1\n")
    run(FTCERT, "certify", "--data", plane, "-o", path("plane.ftc"))
    lines, summary = compare("other data", path("one.ftc"), path("plane.ftc"))
    expect("no sample in both", lines[-1].endswith("shared_samples=0") and fact(summary, "features") == ("1", "2"), lines[-1])


def refusals():
    good = path("one.ftc")
    for name, words, code, text in (
            ("malformed", [good, write("bad.ftc", "FTCERT 1.0\nnothing\n")], 3, "E303 " + path("bad.ftc")),
            ("the first one", [path("bad.ftc"), good], 3, "E303 " + path("bad.ftc")), ("no file", [good, path("none.ftc")], 3, "E301"),
            ("wrong", [good, os.path.join(CORPUS, "invalid", "e204-value.ftc")], 1, "E204"), ("a picture", [good, good, "-o", path("x.svg")], 2, "E101"),
            ("a theorem", [good, good, "--coq", path("x.v")], 2, "E101"), ("a summary over it", [good, path("low.ftc"), "--json", path("low.ftc")], 2, "E103"),
            ("no work", [good, path("low.ftc"), "--max-work", 0], 4, "E404")):
        before = read(path("low.ftc"))
        found, out, err = run(FTCERT, "explain", *words)
        expect(name, found == code and err.startswith("ftcert: ") and text in err and not out and read(path("low.ftc")) == before, (found, out, err))


with FOLDER:
    corpus()
    made()
    refusals()
print("FAILED" if failures else "passed")
sys.exit(1 if failures else 0)
