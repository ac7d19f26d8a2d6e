"""Classes and intervals in ftcert evaluate and ftcert explain, and data/digits/misclassified.csv, held against values computed here in fractions.

    test_classes.py FTCERT SOURCE"""
import csv
import hashlib
import json
import os
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run

FTCERT, SOURCE = sys.argv[1:3]
DATA = os.path.join(SOURCE, "data")
DIGITS = os.path.join(DATA, "digits")
MODEL = os.path.join(DIGITS, "model.onnx")


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def evaluate(folder, *words):
    """(rows of the table as lists, the summary, lines for people)"""
    table, summary = os.path.join(folder, "table.csv"), os.path.join(folder, "summary.json")
    code, out, err = run(FTCERT, "evaluate", *words, "-o", table, "--json", summary)
    expect(f"evaluate {words}", code == 0, err)
    return (rows_of(table), json.load(open(summary, encoding="utf-8")), out) if code == 0 else ([[]], {}, err)


def column(table, name):
    return [row[table[0].index(name)] for row in table[1:]]


# --- The digits -------------------------------------------------------------------------------------------------------

def data_folder(_):
    listed = 0
    for line in open(os.path.join(DATA, "SHA256SUMS"), encoding="utf-8"):
        digest, name = line.split()
        listed += 1
        with open(os.path.join(DATA, name), "rb") as file:
            expect(f"{name}: its digest", hashlib.sha256(file.read()).hexdigest() == digest)
    found = sum(len(os.listdir(os.path.join(DATA, case))) for case in ("diabetes", "digits"))
    expect("every file of the data has a digest", listed == found and listed >= 10, (listed, found))


def digits(folder):
    """The file was made with the ONNX reader of proofs/ftcheck.py; here it is the other reader, and the other evaluation, that say what f gets wrong."""
    header, *rows = rows_of(os.path.join(DIGITS, "misclassified.csv"))
    truth = [row[0] for row in rows_of(os.path.join(DIGITS, "classes.csv"))[1:]]
    expect("the pixels are those of changed.csv", [row[:64] for row in rows] == [row[:64] for row in rows_of(os.path.join(DIGITS, "changed.csv"))[1:]])
    expect("the column is called class", header[64:] == ["class"])
    data = write(folder, "all.csv", "\n".join(",".join(line) for line in [header[:64] + ["digit"]] + [row[:64] + [d] for row, d in zip(rows, truth)]) + "\n")
    table, summary, out = evaluate(folder, "--data", data, "--class", "digit", "--model", MODEL)
    says = column(table, "greatest f")
    expect("class is the digit where f says something else, and only there", [row[64] for row in rows] == ["" if f == d else d for f, d in zip(says, truth)])
    expect("25 are wrong", sum(f != d for f, d in zip(says, truth)) == 25)
    expect("right ones are counted", (summary["classified"], summary["right_before"], summary["right_after"]) == (1797, 1772, None), summary)
    expect("and said", "right before: 1772 of 1797." in out and out.splitlines()[-1].endswith(" right_before=1772"), out)
    expect("each row says whether it is right", column(table, "right f") == ["yes" if f == d else "no" for f, d in zip(says, truth)] and column(table, "class") == truth)


# --- A small certificate ----------------------------------------------------------------------------------------------

# f = (1 + x, 2x), g = (3 relu(x - 2), 0).
CLASSES = """FTCERT 1.4
claim specification layers=2 neurons=1 samples=3 changed=1 specified=2
dimension 1
outputs 2
specification classes margin=1/2
construction none
data none
model none
frozen network
network f 1
layer 2 1
row 1 1
row 0 2
network g 2
layer 1 1
row -2 1
layer 2 1
row 0 3
row 0 0
samples embedded 3
sample 0 : keep
sample 2 : 1
sample 3 : 0
margins
preactivation 1 least=0 nonzero=1
projection none
bits most=2 total=5
END
"""
INTERVALS = CLASSES.replace("specification classes margin=1/2", "specification intervals tolerance=0").replace(
    "sample 0 : keep\nsample 2 : 1\nsample 3 : 0\n", "sample 0 : keep keep\nsample 2 : >=2 4\nsample 3 : 13/2..8 <=6\n")


def lead(values, classes):
    return max(values[k] for k in classes) - max(v for k, v in enumerate(values) if k not in classes)


def yes(value):
    return "" if value is None else "yes" if value else "no"


def held_out(folder):
    """Classes of another file than the certificate's: right ones, ties, several classes, the margin."""
    certificate = write(folder, "classes.ftc", CLASSES)
    rows = [("0", "0"), ("1", "1"), ("1", "0"), ("3", "0"), ("3", "1"), ("4", ""), ("5/2", "0"), ("9/4", "1"), ("21/8", "0"), ("3", "1"), ("7/2", "0")]
    table, summary, out = evaluate(folder, "--data", write(folder, "held.csv", "x,kind\n" + "\n".join(map(",".join, rows)) + "\n"),
                                   "--certificate", certificate, "--class", "kind", "--features", "x")
    wanted = {"greatest f": [], "greatest f+g": [], "class": [], "right f": [], "right f+g": [], "met f": [], "met f+g": []}
    counts = dict.fromkeys(("classified", "right_before", "right_after", "repaired", "broken", "met_before", "met_after"), 0)
    for x, kind in rows:
        x, classes = Fraction(x), set(map(int, kind.split("|"))) if kind else None
        f = [1 + x, 2 * x]
        both = [f[0] + 3 * max(x - 2, 0), f[1]]
        said = [[k for k, value in enumerate(values) if value == max(values)] for values in (f, both)]
        right = [None if classes is None else set(s) <= classes for s in said]
        met = [None if classes is None else lead(values, classes) >= Fraction(1, 2) for values in (f, both)]
        for name, value in zip(wanted, ["|".join(map(str, s)) for s in said] + [kind] + [yes(r) for r in right] + [yes(m) for m in met]):
            wanted[name].append(value)
        if classes is not None:
            for name, value in zip(counts, [True, *right, right == [False, True], right == [True, False], *met]):
                counts[name] += value
    expect("the test bites", 0 < counts["broken"] and 0 < counts["repaired"] and counts["met_after"] != counts["right_after"] and "0|1" in wanted["greatest f"], counts)
    for name, values in wanted.items():
        expect(f"held out: column {name}", column(table, name) == values, (column(table, name), values))
    expect("held out: counts", summary.items() >= {**counts, "specified": counts["classified"]}.items(), summary)
    of, moves = counts["classified"], f" ({counts['repaired']} repaired, {counts['broken']} broken)."
    for what, before, after, behind in (("Classes:", "right_before", "right_after", moves),
                                        ("By at least the certificate's margin:", "met_before", "met_after", " (margin 1/2).")):
        said = f"{what} right before: {counts[before]} of {of}, after: {counts[after]} of {of}{behind}"
        expect("held out: it is said", said in out, (said, out))
    moved = sum(Fraction(x) > 2 for x, _ in rows)  # where g is not 0
    expect("held out: the last line", out.splitlines()[-1].endswith(
        f" right_before={counts['right_before']} right_after={counts['right_after']} rows_changed={moved}"), out)


def own_samples(folder):
    """A certificate that binds its data file: its column is found, and read as it was."""
    data = write(folder, "own.csv", "x,class,note\n0,,a\n2,1,b\n3,0,c\n")
    with open(data, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    bound = CLASSES.replace("data none\n", f"data csv sha256={digest} rounding=none\nfeatures x\nlabels class\nfrozen-columns none\n")
    table, summary, out = evaluate(folder, "--data", data, "--certificate", write(folder, "own.ftc", bound))
    expect("own samples: the certificate is checked with them", summary["certificate_checked"] and summary["data_of_certificate"], summary)
    expect("own samples: classes", column(table, "class") == ["", "1", "0"], table)
    expect("own samples: met", column(table, "met f") == ["", "yes", "no"] and column(table, "met f+g") == ["", "yes", "yes"], table)
    expect("own samples: counts", (summary["specified"], summary["met_before"], summary["met_after"], summary["rows_changed"]) == (2, 1, 2, 1), summary)
    expect("own samples: said", "(margin 1/2): met before: 1 of 2, after: 2 of 2" in out, out)
    wrong = write(folder, "wrong.ftc", CLASSES.replace("margin=1/2", "margin=5/4"))
    code, out, err = run(FTCERT, "evaluate", "--data", data, "--features", "x", "--certificate", wrong)
    expect("nothing is said of a wrong certificate", code == 1 and "E226" in err and "sample 2: 1 leads by 1, expected at least 5/4" in err and "greatest" not in out, err)


def intervals(folder):
    certificate = write(folder, "intervals.ftc", INTERVALS)
    cells = [("0", "", ""), ("2", ">=2", "4"), ("3", "13/2..8", "<=6"), ("4", "<=8", ""), ("4", "", "9..10")]
    data = write(folder, "i.csv", "x,a,b\n" + "\n".join(map(",".join, cells)) + "\n")
    table, summary, out = evaluate(folder, "--data", data, "--certificate", certificate, "--label", "a,b", "--features", "x")
    expect("intervals: what may be", column(table, "label:a") == [c[1] for c in cells] and column(table, "label:b") == [c[2] for c in cells], table)
    expect("intervals: met", column(table, "met f") == ["", "yes", "no", "yes", "no"] and column(table, "met f+g") == ["", "yes", "yes", "no", "no"], table)
    expect("intervals: counts", (summary["specified"], summary["met_before"], summary["met_after"], summary["classified"]) == (4, 2, 2, None), summary)
    expect("intervals: said", "met before: 2 of 4, after: 2 of 4" in out, out)


def labels_and_classes(folder):
    """A certificate of labels with a column of classes beside them: decisions are counted over all outputs of the model."""
    header, *rows = rows_of(os.path.join(DIGITS, "changed.csv"))
    truth = [row[0] for row in rows_of(os.path.join(DIGITS, "classes.csv"))[1:]]
    made = os.path.join(folder, "three.ftc")
    code, _, err = run(FTCERT, "certify", "--data", os.path.join(DIGITS, "changed.csv"), "--model", MODEL, "--output", 3, "-o", made, "--quiet")
    expect("certify", code == 0, err)
    chosen = [i for i in range(len(rows)) if rows[i][64] or i % 40 == 0]
    data = write(folder, "some.csv", "\n".join([",".join(header[:64] + ["digit"])] + [",".join(rows[i][:64] + [truth[i]]) for i in chosen]) + "\n")
    table, summary, _ = evaluate(folder, "--data", data, "--certificate", made, "--model", MODEL, "--class", "digit")
    before, after = ([said == truth[i] for said, i in zip(column(table, name), chosen)] for name in ("greatest f", "greatest f+g"))
    expect("labels and classes: two decisions change", before != after and summary["decisions_changed"] == 2, summary)
    expect("labels and classes: counts", (summary["right_before"], summary["right_after"], summary["met_before"]) == (sum(before), sum(after), None), summary)


def refused(folder):
    classes, x = write(folder, "c.ftc", CLASSES), write(folder, "x.csv", "x,class\n1,0\n0,2\n")
    none = os.path.join(folder, "none.csv")

    def refuses(name, code, *words, says=()):
        found, out, err = run(FTCERT, *words)
        expect(name, found == code and all(word in err for word in says) and not os.path.exists(none), out + err)

    refuses("a class that is no output", 3, "evaluate", "--data", x, "--certificate", classes, "--class", "class", "-o", none, says=["E311", "x.csv:3", "0 to 1"])
    refuses("classes and labels", 2, "evaluate", "--data", x, "--certificate", classes, "--class", "class", "--label", "class", "-o", none, says=["E101", "--class"])
    refuses("no such column", 3, "evaluate", "--data", x, "--certificate", classes, "--class", "kind", "-o", none, says=["E312", "'kind'"])
    cases = os.path.join(SOURCE, "tests", "cases", "hostile")
    refuses("classes of one output", 2, "evaluate", "--data", os.path.join(cases, "m.csv"), "--model", os.path.join(cases, "m.onnx"), "--class", "label", "-o", none,
            says=["E101", "--class"])
    names = write(folder, "names", "no\nyes\n")
    refuses("names too many", 3, "explain", classes, "--class-names", write(folder, "three", "a\nb\nc\n"), says=["E304", "expected 2, found 3"])
    refuses("a name that is empty", 3, "explain", classes, "--class-names", write(folder, "empty", "a\n\n"), says=["E304", "empty:2"])
    refuses("a name with a tab", 3, "explain", classes, "--class-names", write(folder, "tab", "a\tb\nc\n"), says=["E307", "tab:1"])
    refuses("names without classes", 2, "explain", write(folder, "i.ftc", INTERVALS), "--class-names", names, says=["E101", "--class-names"])
    refuses("a specification is no theorem", 2, "explain", classes, "--coq", none, says=["E104", "specification"])
    refuses("names that would be overwritten", 2, "explain", classes, "--class-names", names, "-o", names, says=["E103"])


def explained(folder):
    classes = write(folder, "c.ftc", CLASSES)
    names = os.path.join(folder, "bytes")
    with open(names, "wb") as file:
        file.write("clear of conflict\r\nleft \u00e4\xff".encode("latin-1"))  # not UTF-8, without an end of line
    summary = os.path.join(folder, "s.json")
    code, _, err = run(FTCERT, "explain", classes, "--class-names", names, "--json", summary, "--quiet")
    said = json.load(open(summary, encoding="utf-8")) if code == 0 else {"text": []}
    text = " ".join(" ".join(said["text"]).split())
    expect("explain: names", code == 0 and "class 0 (clear of conflict) at 1 sample, class 1 (left \ufffd\ufffd) at 1 sample." in text, err + text)
    expect("explain: JSON", said.items() >= {"kind": "specification", "specification": "classes", "margin": "1/2", "specified": 2, "changed": 1, "met_before": 1,
                                             "closest": {"sample": 2, "value": "1", "rounding": "0", "room": "1/2"}}.items(), said)
    for part in ("f meets the specification of 1 of these samples by itself.", "Sample 3: class 0 (clear of conflict); f says 1 (left",
                 "and the class is behind by 2; in f + g it leads by 1.", "At the other 1 sample nothing is specified"):
        expect(f"explain: {part}", part in text, text)
    code, _, err = run(FTCERT, "explain", write(folder, "i.ftc", INTERVALS), "--json", summary)
    said = json.load(open(summary, encoding="utf-8")) if code == 0 else {"text": []}
    text = " ".join(" ".join(said["text"]).split())
    expect("explain: intervals", said.items() >= {"specification": "intervals", "tolerance": "0", "specified": 2, "met_before": 1}.items(), said)
    for part in ("exactly a number (1), between two numbers (1), at least a number (1), at most a number (1)",
                 "Sample 3, component 1: from 13/2 to 8; f is 4, f + g 7.", "Sample 2, component 1: at least 2; f is 3, f + g 3."):
        expect(f"explain: {part}", part in text, text)


with tempfile.TemporaryDirectory() as temporary:
    for part in (data_folder, digits, held_out, own_samples, intervals, labels_and_classes, refused, explained):
        part(temporary)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
