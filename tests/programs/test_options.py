"""Options that count something, and options that contradict each other.

    test_options.py FTCERT FTCHECK SOURCE

Out of range, or a depth that the construction does not make: exit 2, never another network than the one that was asked for."""
import json
import os
import sys
import tempfile

from expectations import expect, failures, run

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
CASES = os.path.join(SOURCE, "tests", "cases", "hostile")


def refused(identifier, *words):
    code, out, err = run(FTCERT, *words)
    expect(f"{identifier} {words}", code == 2 and identifier in err and out == "", (code, out, err))


def counts(folder, data):
    out = ["-o", folder + "/x"]
    for number in (2 ** 64 - 1, 2 ** 64, 2 ** 70, "-1", "1.5", "two", ""):
        refused("E101", "certify", "--data", data, "--layers", number, *out)
        refused("E101", "refute", "--data", data, "--layers", number, *out)
        refused("E101", "refute", "--data", data, "--neurons", number, *out)
        refused("E101", "bounds", "--samples", number, "--changed", 1)
        refused("E101", "bounds", "--samples", 9, "--changed", number)
        refused("E101", "bounds", "--samples", 9, "--changed", 1, "--layers", number)
        refused("E101", "worst", "--samples", number, "--changed", 1, *out)
        refused("E101", "worst", "--samples", 9, "--changed", number, *out)
        refused("E101", "worst", "--samples", 9, "--changed", 1, "--layers", number, *out)
        refused("E101", "worst", "--figure", 2, "--changed", number, *out)
        refused("E101", "audit", "--jobs", number, *out)
        refused("E101", "audit", "--max-samples", number, *out)
    for layers in (0, 1, 1001):
        for verb in (["certify", "--data", data], ["refute", "--data", data], ["worst", "--samples", 9, "--changed", 1]):
            refused("E101", *verb, "--layers", layers, *out)
    refused("E101", "worst", "--figure", 2, "--changed", 10 ** 8, *out)  # 3 * 10^8 + 2 samples
    expect("nothing was written", not os.path.exists(folder + "/x"))


def depths(folder, data):
    code, out, err = run(FTCERT, "certify", "--construction", "list", "--json", folder + "/list.json")
    table = json.load(open(folder + "/list.json"))
    expect("the table", code == 0 and len(table) >= 16, out + err)
    target = folder + "/g.ftc"
    for c in table:
        name, least = c["name"], c["layers"]
        for layers in (2, 3, 4, 5, 7):
            code, out, err = run(FTCERT, "certify", "--data", data, "--layers", layers, "--construction", name, "-o", target)
            makes = layers >= least if c["deeper"] else layers == least
            shown = (name, layers, code, out[-200:], err)
            if makes:  # it may not serve these data, but then it says so
                expect("the depth that was asked for", f"s CERTIFIED interpolation layers={layers} " in out if code == 0 else "E104" in err, shown)
            else:
                more = " or more" if c["deeper"] else ""
                expect("another depth", code == 2 and f"E104 construction '{name}' makes networks with {least}{more} layers, not with {layers}" in err,
                       shown)
        code, out, err = run(FTCERT, "certify", "--data", data, "--construction", name, "-o", target)
        expect("its own depth", f"layers={least} " in out if code == 0 else "E104" in err, (name, code, out[-200:], err))
    refused("E101", "refute", "--data", data, "--layers", 3, "--method", "exhaustion", "-o", target)
    open(folder + "/g.csv", "w").write("layer,bias,weights\n1,0,1\n2,0,1\n")
    refused("E101", "certify", "--data", data, "--network", folder + "/g.csv", "--layers", 2, "-o", target)


def column_named_none(folder):
    data, target = os.path.join(CASES, "none-column.csv"), folder + "/none.ftc"
    refused("E101 --frozen none: a certificate cannot name a column 'none'", "certify", "--data", data, "--frozen", "none", "-o", target)
    refused("E101 --frozen none", "refute", "--data", data, "--frozen", "none", "-o", target)
    expect("nothing was written", not os.path.exists(target))
    # As a feature or a label, and as one of two frozen columns, the name says what it says.
    open(folder + "/two.csv", "w").write("x,a,b,none,c\n1,2,3,0,1\n3,4,5,1,2\n")
    for words in (["--label", "a,b", "--frozen", "none,c"], ["--label", "a,b"], ["--label", "none"]):
        code, out, err = run(FTCERT, "certify", "--data", folder + "/two.csv", *words, "-o", target, "--quiet")
        expect(f"none among others {words}", code == 0, out + err)
        for checker in ([FTCHECK], [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]):
            code, out, err = run(*checker, target, "--data", folder + "/two.csv")
            expect(f"{checker} {words}", code == 0, out + err)


def values(folder, data):
    """A value that is wrong is told with its option; a file of another kind by what it should be."""
    target = folder + "/v.ftc"
    certify = ["certify", "--data", data, "-o", target]
    expect("a certificate", run(FTCERT, *certify, "--quiet")[0] == 0)
    table = folder + "/network.csv"
    open(table, "w").write("layer,bias,w1,w2\n1,-1,1\n2,0,1\n")
    scores = folder + "/scores.csv"
    open(scores, "w").write("x,f0,f1,c\n0,1,2,0\n1,2,1,\n")
    classes = ["certify", "--data", scores, "--frozen", "f0,f1", "--class", "c", "-o", folder + "/c.ftc"]
    for words, code, text in (
            ([*certify, "--tolerance", "0,5"], 3, "E311 --tolerance: expected a decimal, a fraction or a hexadecimal float, found '0,5'"),
            ([*certify, "--format", "float32", "--deviation", "small"], 3, "E311 --deviation: expected a decimal"), ([*certify, "--deviation", "-1"], 2, "E101 --deviation '-1'"),
            ([*classes, "--margin", "x"], 3, "E311 --margin: expected a decimal"), ([*classes, "--margin", "0"], 2, "E101 --margin '0': expected a number that is positive"),
            ([*certify, "--direction", "a"], 3, "E311 --direction: expected an integer"),
            (["pieces", target, "--through", "1,x"], 2, "E101 --through: expected a sample from 1 to 14, found 'x'"),
            (["pieces", target, "--through", "1,"], 2, "found ''"), (["pieces", target, "--through", "0,1"], 2, "found '0'"),
            (["pieces", target, "--through", "1,%d" % 2 ** 64], 2, "found '%d'" % 2 ** 64),
            ([*certify, "--network", table], 3, "E303 %s:1: expected the header 'layer,bias,weights', found 'layer,bias,w1,w2'" % table),
            (["explain", target, "-o", folder + "/g.png"], 2, "E101 -o '%s/g.png': the picture is SVG: expected FILE.svg" % folder)):
        found, out, err = run(FTCERT, *words)
        expect("value %s" % words, found == code and text in err and not out, (found, out, err))
    expect("no picture", not os.path.exists(folder + "/g.png"))


with tempfile.TemporaryDirectory() as temporary:
    samples = temporary + "/d.csv"
    open(samples, "w").write("x,label\n" + "".join(f"{i},{1 if i in (4, 9) else ''}\n" for i in range(1, 15)))
    counts(temporary, samples)
    depths(temporary, samples)
    column_named_none(temporary)
    values(temporary, samples)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
