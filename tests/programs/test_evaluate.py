"""ftcert evaluate: its table and its counts, held against values computed here in fractions.

    test_evaluate.py FTCERT SOURCE

f is evaluated by data/exact_values.py, which shares no code with the importer; g is read from the lines of the certificate."""
import csv
import json
import os
import struct
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run

FTCERT, SOURCE = sys.argv[1:3]
sys.path.insert(0, os.path.join(SOURCE, "data"))
from exact_values import Network  # noqa: E402

DATA, CASES = os.path.join(SOURCE, "data"), os.path.join(SOURCE, "tests", "cases", "hostile")
DIGITS, DIABETES = os.path.join(DATA, "digits"), os.path.join(DATA, "diabetes")


def network_of(certificate, name):
    """The function that the lines `network NAME`, `layer`, `row` write."""
    layers, lines = [], iter(open(certificate, encoding="utf-8"))
    while not next(lines).startswith(f"network {name} "):
        pass
    for line in lines:
        words = line.split()
        if words[0] == "layer":
            layers.append([])
        elif words[0] == "row":
            layers[-1].append([Fraction(word) for word in words[1:]])
        else:
            break

    def function(x):
        for number, rows in enumerate(layers):
            if number:
                x = [max(value, Fraction(0)) for value in x]
            x = [row[0] + sum(w * v for w, v in zip(row[1:], x)) for row in rows]
        return x

    return function


def evaluate(folder, *words):
    """(rows of the table as lists, the summary, lines for people)"""
    table, summary = os.path.join(folder, "table.csv"), os.path.join(folder, "summary.json")
    code, out, err = run(FTCERT, "evaluate", *words, "-o", table, "--json", summary)
    if code:
        expect(f"evaluate {words}", False, err)
        return [], {}, err
    with open(table, newline="", encoding="utf-8") as file:
        return list(csv.reader(file)), json.load(open(summary, encoding="utf-8")), out


def certify(folder, name, *words):
    made = os.path.join(folder, name)
    code, _, err = run(FTCERT, "certify", *words, "-o", made, "--quiet")
    expect(f"certify {name}", code == 0, err)
    return made


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def decision(scores):
    return [j for j, score in enumerate(scores) if score == max(scores)]


def rounded(value, digits):
    """The nearest decimal, ties away from zero, without trailing zeros."""
    numerator, denominator = abs(value.numerator) * 10 ** digits, value.denominator
    whole = (2 * numerator + denominator) // (2 * denominator)
    text = str(whole).rjust(digits + 1, "0")
    text = text if digits == 0 else (text[:-digits] + "." + text[-digits:]).rstrip("0").rstrip(".")
    return ("-" if value < 0 and whole else "") + text


def digits_held_out(folder):
    model = os.path.join(DIGITS, "model.onnx")
    given = ["--data", os.path.join(DIGITS, "changed.csv"), "--model", model, "--output", 3]
    certificate = certify(folder, "digits.ftc", *given)
    external = certify(folder, "external.ftc", *given, "--external-data")
    header, *rows = rows_of(os.path.join(DIGITS, "changed.csv"))
    # All samples that change, some that do not, some that are in no file; the first stands twice. The columns are turned around.
    chosen = [row[:-1] for row in rows if row[-1]] + [row[:-1] for row in rows[::90]]
    chosen += [[str(min(16, int(p) + 1)) for p in row] for row in chosen[:12]] + [chosen[0]]
    held = write(folder, "held.csv", "\n".join(",".join(row[::-1]) for row in [header[:-1]] + chosen) + "\n")
    network, g = Network(model, 64), network_of(certificate, "g")
    points = [[Fraction(p) for p in row] for row in chosen]
    scores, moved = [network(x) for x in points], [g(x)[0] for x in points]
    after = [s[:3] + [s[3] + z] + s[4:] for s, z in zip(scores, moved)]
    text = "|".join
    wanted = [["row", "f", "g", "f+g", "greatest f", "greatest f+g"]]
    for i, (s, z, t) in enumerate(zip(scores, moved, after)):
        wanted.append([str(i + 1), str(s[3]), str(z), str(t[3]), text(map(str, decision(s))), text(map(str, decision(t)))])
    changed = sum(z != 0 for z in moved)
    decisions = sum(decision(s) != decision(t) for s, t in zip(scores, after))
    largest = max(moved, key=abs)
    expect("the test bites", changed >= 30 and decisions >= 1 and changed < len(points), (changed, decisions))
    for name, checked in ((certificate, True), (external, False)):
        table, summary, out = evaluate(folder, "--data", held, "--model", model, "--certificate", name)
        expect(f"{name}: the table", table == wanted, [row for row in zip(table, wanted) if row[0] != row[1]][:2])
        expect(f"{name}: the summary", summary.items() >= {
            "rows": len(points), "outputs": 1, "components": ["label"], "certificate_checked": checked, "data_of_certificate": False,
            "outputs_changed": changed, "rows_changed": changed, "decisions_changed": decisions, "ties_before": 0, "ties_after": 0,
            "largest_change": {"value": str(largest), "row": moved.index(largest) + 1, "component": "label"}}.items(), summary)
        expect(f"{name}: checked or not is said", ("NOT CHECKED" not in out) == checked, out)
        expect(f"{name}: the last line", out.endswith(
            f"\ns EVALUATED rows={len(points)} outputs=1 changed={changed} decisions_changed={decisions} rows_changed={changed}\n"), out)
    table, summary, _ = evaluate(folder, "--data", held, "--certificate", certificate)
    expect("the certificate alone", table == [row[:4] for row in wanted] and summary["decisions_changed"] is None, summary)
    features = ",".join(header[:-1])
    table, summary, _ = evaluate(folder, "--data", held, "--model", model, "--features", features, "--digits", 7)
    expect("the model alone, rounded", [row[1:11] for row in table[1:]] == [[rounded(v, 7) for v in s] for s in scores], table[:2])
    expect("columns say what is rounded", table[0] == ["row"] + [f"f:{j}~7" for j in range(10)] + ["greatest f"], table[0])
    expect("without g nothing changes", summary["outputs_changed"] is None and summary["decisions_changed"] is None, summary)
    table, _, _ = evaluate(folder, "--data", held, "--model", model, "--features", features, "--output", "7,2")
    expect("components", [row[1:3] for row in table[1:]] == [[str(s[7]), str(s[2])] for s in scores] and table[0][1:3] == ["f:7", "f:2"])
    code, out, err = run(FTCERT, "evaluate", "--data", held, "--certificate", certificate)
    expect("the table goes to standard output", code == 0 and out.splitlines() == [",".join(row[:4]) for row in wanted]
           and err.splitlines()[-1].startswith("s EVALUATED "), err)


def rounding_of_certificate(folder):
    model = os.path.join(DIABETES, "model.onnx")
    certificate = certify(folder, "single.ftc", "--data", os.path.join(DIABETES, "changed.csv"), "--model", model, "--round", "float32")
    header, *rows = rows_of(os.path.join(DIABETES, "samples.csv"))
    rows = rows[:40]
    for row in rows[1::3]:
        row[-1] = ""
    data = write(folder, "some.csv", "\n".join(map(",".join, [header] + rows)) + "\n")
    def single(cell):
        return Fraction(struct.unpack("<f", struct.pack("<f", float(Fraction(cell))))[0])

    for words, convert in (([], single), (["--round", "none"], Fraction)):
        network, g = Network(model, 10), network_of(certificate, "g")
        wanted, most, labels = [["row", "f", "g", "f+g", "label", "f+g-label"]], Fraction(0), 0
        for i, row in enumerate(rows):
            x = [convert(cell) for cell in row[:-1]]
            f, z = network(x)[0], g(x)[0]
            line = [i + 1, f, z, f + z, "", ""]
            if row[-1]:
                labels += 1
                line[4:] = convert(row[-1]), f + z - convert(row[-1])
                most = max(most, line[5], key=abs)
            wanted.append(list(map(str, line)))
        table, summary, _ = evaluate(folder, "--data", data, "--model", model, "--certificate", certificate, *words)
        expect(f"rounding {words}", table == wanted, [row for row in zip(table, wanted) if row[0] != row[1]][:2])
        expect("deviations", summary["labelled"] == labels and summary["largest_deviation"]["value"] == str(most), summary)
        expect("one output decides nothing", summary["decisions_changed"] is None, summary)


TWO = """FTCERT 1.0
claim interpolation layers=2 neurons=1 samples=2 changed=1
dimension 1
outputs 2
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
row 0 1
row 0 0
samples embedded 2
sample 0 : keep keep
sample 3 : 5 6
margins
preactivation 1 least=1 nonzero=1
projection none
bits most=2 total=4
END
"""


# f = (1 + x, 2x) ties at 1; g = (relu(x - 2), 0), f + g ties at 1 and nowhere else.
def ties(folder):
    certificate = write(folder, "two.ftc", TWO)
    table, summary, _ = evaluate(folder, "--data", write(folder, "x.csv", "x\n1\n0\n3\n1.5\n9/2\n"), "--certificate", certificate)
    expect("two outputs", table == [["row", "f:0", "g:0", "f+g:0", "f:1", "g:1", "f+g:1", "greatest f", "greatest f+g"],
                                    ["1", "2", "0", "2", "2", "0", "2", "0|1", "0|1"], ["2", "1", "0", "1", "0", "0", "0", "0", "0"],
                                    ["3", "4", "1", "5", "6", "0", "6", "1", "1"], ["4", "5/2", "0", "5/2", "3", "0", "3", "1", "1"],
                                    ["5", "11/2", "5/2", "8", "9", "0", "9", "1", "1"]], table)
    expect("ties", (summary["ties_before"], summary["ties_after"], summary["decisions_changed"], summary["outputs_changed"])
           == (1, 1, 0, 2), summary)
    # More rows than are evaluated together.
    points = [Fraction(i, 1000) for i in range(5000)]
    table, summary, _ = evaluate(folder, "--data", write(folder, "many.csv", "x\n" + "\n".join(map(str, points)) + "\n"), "--certificate", certificate)
    g = [max(x - 2, Fraction(0)) for x in points]
    expect("many rows", [row[:7] for row in table[1:]] == [[str(i + 1), str(1 + x), str(z), str(1 + x + z), str(2 * x), "0", str(2 * x)]
                                                           for i, (x, z) in enumerate(zip(points, g))])
    expect("many rows, counted", (summary["rows_changed"], summary["largest_change"]) == (
        2999, {"value": str(g[-1]), "row": 5000, "component": "0"}), summary)
    # g = 2 relu(x - 2): at 3 the outputs tie, at 4 and 5 the first one wins.
    steep = TWO.replace("row 0 1\nrow 0 0\n", "row 0 2\nrow 0 0\n").replace(": 5 6", ": 6 6").replace("total=4", "total=5")
    _, summary, _ = evaluate(folder, "--data", write(folder, "y.csv", "x\n3\n4\n5\n2\n"), "--certificate", write(folder, "s.ftc", steep))
    expect("decisions", (summary["ties_before"], summary["ties_after"], summary["decisions_changed"]) == (0, 1, 3), summary)


def frozen_values(folder):
    data = write(folder, "frozen.csv", "x,f,label\n0,1,\n1,3,3\n2,1/2,4\n3,7,\n")
    certificate = certify(folder, "values.ftc", "--data", data, "--frozen", "f")
    table, _, _ = evaluate(folder, "--data", data, "--certificate", certificate)
    expect("f by its column", table == [["row", "f", "g", "f+g", "label", "f+g-label"], ["1", "1", "0", "1", "", ""],
                                        ["2", "3", "0", "3", "3", "0"], ["3", "1/2", "7/2", "4", "4", "0"], ["4", "7", "0", "7", "", ""]], table)
    table, _, out = evaluate(folder, "--data", write(folder, "only.csv", "x\n2\n"), "--certificate", certificate)
    expect("f not known", table == [["row", "g"], ["1", "7/2"]] and "f is not known at these rows" in out, (table, out))
    array = struct.pack("<3d", 0, 2, 3)
    head = b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 1), }".ljust(117) + b"\n"
    with open(os.path.join(folder, "a.npy"), "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + array)
    table, _, _ = evaluate(folder, "--data", os.path.join(folder, "a.npy"), "--certificate", certificate, "--features", 0)
    expect("an array without labels", table == [["row", "g"], ["1", "0"], ["2", "7/2"], ["3", "0"]], table)


def refused(folder):
    model, data = os.path.join(CASES, "m.onnx"), os.path.join(CASES, "m.csv")
    good = write(folder, "good.ftc", TWO)
    x = write(folder, "x.csv", "x\n1\n0\n")

    def refuses(name, code, *words, says=()):
        found, out, err = run(FTCERT, "evaluate", *words, "-o", os.path.join(folder, "none.csv"))
        expect(name, found == code and all(word in err for word in says) and not os.path.exists(os.path.join(folder, "none.csv")), out + err)

    refuses("nothing to evaluate", 2, "--data", x, says=["E101"])
    refuses("no data", 2, "--model", model, says=["E101"])
    refuses("a cell that is no number", 3, "--data", write(folder, "bad.csv", "x\n1\nn/a\n"), "--certificate", good,
            says=[f"E311 {folder}/bad.csv:3: column 'x'"])
    refuses("an empty feature", 3, "--data", write(folder, "gap.csv", "x,y\n1,\n"), "--certificate", good, "--features", "y", says=["gap.csv:2"])
    refuses("a short row", 3, "--data", write(folder, "short.csv", "x,y\n1\n"), "--certificate", good, says=["E313", "short.csv:2"])
    refuses("no such column", 3, "--data", x, "--certificate", good, "--features", "z", says=["E312", "'z'"])
    refuses("too many features", 1, "--data", write(folder, "wide.csv", "x,y\n1,2\n"), "--certificate", good, says=["E202", "--features"])
    refuses("too many features for the model", 3, "--data", os.path.join(folder, "wide.csv"), "--model", model, says=["E324"])
    refuses("one label for two outputs", 2, "--data", write(folder, "l.csv", "x,label\n1,2\n"), "--certificate", good, "--label", "label",
            says=["E101", "2 components", "1 label columns"])
    refuses("a component that is not there", 2, "--data", x, "--model", model, "--output", 1, says=["E101", "0..0"])
    refuses("components of a certificate", 2, "--data", x, "--certificate", good, "--output", 1, says=["E101", "--output"])
    refuses("too much work", 4, "--data", x, "--certificate", good, "--max-work", 3, says=["E404"])
    refuses("digits", 2, "--data", x, "--certificate", good, "--digits", -1, says=["E101"])
    refuses("f twice", 2, "--data", data, "--model", model, "--frozen", "label", says=["E101", "--frozen"])
    refuses("a column for a network", 2, "--data", write(folder, "v.csv", "x,v\n1,2\n"), "--certificate", good, "--frozen", "v",
            "--features", "x", says=["E101", "--frozen"])
    # A wrong weight, another model, an f that is not the model's, a bound.
    wrong = write(folder, "wrong.ftc", TWO.replace("row -2 1\n", "row -1 1\n"))
    refuses("a network that misses its samples", 1, "--data", x, "--certificate", wrong, says=["E204", "wrong.ftc"])
    refuses("a model that it does not bind", 1, "--data", x, "--certificate", good, "--model", model, says=["E209"])
    forged = os.path.join(CASES, "forged.ftc")
    refuses("another model", 1, "--data", x, "--certificate", forged, "--model", os.path.join(CASES, "two.onnx"), says=["E207"])
    refuses("f is not the model's", 1, "--data", data, "--certificate", forged, "--model", model,
            says=["E204", "row 1: f = 5 by the certificate, 1 by the model"])
    bound = os.path.join(SOURCE, "tests", "certificates", "valid", "lower-worked-example.ftc")
    refuses("a bound has no network", 2, "--data", x, "--certificate", bound, says=["E104"])
    before = open(x, encoding="utf-8").read()
    code, _, err = run(FTCERT, "evaluate", "--data", x, "--certificate", good, "-o", x)
    expect("an output that is an input", code == 2 and "E103" in err and open(x, encoding="utf-8").read() == before, err)


with tempfile.TemporaryDirectory() as temporary:
    for part in (digits_held_out, rounding_of_certificate, ties, frozen_values, refused):
        part(temporary)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
