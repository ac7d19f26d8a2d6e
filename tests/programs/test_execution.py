"""ftcert certify --format: certificates of executions, what is refused, and the model to deploy that they bind.

    test_execution.py FTCERT FTCHECK SOURCE

Verdicts are those of both checkers; deviations are compared with distances that are worked out here."""
import hashlib
import json
import os
import re
import sys
import tempfile
from fractions import Fraction

from expectations import expect, failures, run
from patch_files import POINTS, by_hand, inputs_of, plain_model, write

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
PYTHON = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]
CLAIM = re.compile(r"s CERTIFIED (execution arithmetic=(binary\d\d) g=(binary\d\d) layers=(\d+) neurons=(\d+) samples=(\d+) changed=(\d+)"
                   r" deviation<=(\S+))")


def content(path):
    with open(path, "rb") as file:
        return file.read()


def line_of(certificate, keyword):
    return next(line for line in content(certificate).decode().splitlines() if line.startswith(keyword))


def expect_verified(name, certificate, claim, *words):
    """Both checkers give the claim; returns the lines of the first."""
    found = [run(*program, certificate, *words)[:2] for program in ([FTCHECK], PYTHON)]
    for code, out in found:
        expect(name + ": verified", code == 0 and out.splitlines()[0] == "s VERIFIED " + claim, out)
    return found[0][1].splitlines()


def refused(name, folder, code, word, *arguments):
    """Nothing is written; returns the message."""
    outputs = [os.path.join(folder, part) for part in ("refused.ftc", "refused.exact", "refused.onnx")]
    words = ["-o", outputs[0]]
    if "--format" in arguments and "rational" not in arguments:
        words += ["--exact", outputs[1]]
    if "--model" in arguments:
        words += ["--patch", outputs[2]]
    found, out, err = run(FTCERT, "certify", *arguments, *words)
    expect(name, found == code and word in err and not any(map(os.path.exists, outputs)), (found, out + err))
    return err


def chosen_network(folder):
    """A model in float32: g in its format and wider, with the file to deploy."""
    f, data, _ = inputs_of(folder, plain_model())
    for words, g in (((), "binary32"), (("--format", "float32"), "binary32"), (("--format", "float64"), "binary64")):
        name = " ".join(("certify --patch", *words))
        certificate, patched, summary = (os.path.join(folder, part) for part in ("c.ftc", "p.onnx", "c.json"))
        code, out, err = run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, *words, "--patch", patched, "-o", certificate,
                             "--json", summary)
        match = CLAIM.fullmatch(out.splitlines()[-1])
        if not expect_true(name, code == 0 and match is not None, out + err):
            continue
        claim, arithmetic, format_g, _, neurons, samples, changed, deviation = match.groups()
        expect(name + ": claim", (arithmetic, format_g, samples, changed) == ("binary32", g, "6", "2"), claim)
        notes = expect_verified(name, certificate, claim, "--data", data, "--model", f)
        said = json.load(open(summary))
        wanted = {"arithmetic": arithmetic, "g": g, "deviation": deviation, "neurons": int(neurons), "samples": 6, "changed": 2}
        expect(name + ": --json", {key: said[key] for key in wanted} == wanted, said)
        expect(name + ": f's operators are a chain", "c f + g against the label where it changes: deviation<=" + said["output_deviation"] in notes, notes)
        digest = hashlib.sha256(content(patched)).hexdigest()
        expect(name + ": the file is bound", line_of(certificate, "patched") == "patched onnx sha256=" + digest and said["patched_sha256"] == digest)
        # From the certificate: the same file, and the same certificate.
        again, copy = folder + "/again.onnx", folder + "/copy.ftc"
        code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", again, "--certificate", copy)
        expect(name + ": patch", code == 0 and content(again) == content(patched) and content(copy) == content(certificate), out + err)
        code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", again, "--output-name", "sum", "--certificate", copy)
        expect_verified(name + ": bound anew", copy, claim)
        expect(name + ": another file", line_of(copy, "patched") == "patched onnx sha256=" + hashlib.sha256(content(again)).hexdigest(), out + err)
        other = "float64" if g == "binary32" else "float32"
        code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", folder + "/n.onnx", "--format", other)
        expect(name + ": patch in another format", code == 2 and "E101" in err and not os.path.exists(folder + "/n.onnx"), out + err)


def expect_true(name, condition, detail):
    expect(name, condition, detail)
    return condition


def own_network(folder):
    """g as it is given: exact where its numbers and the labels are binary, refused where one is no number of the format."""
    f, data, g = inputs_of(folder, plain_model())
    words = ["--data", data, "--model", f, "--output", 1]
    certificate, exact = folder + "/c.ftc", folder + "/e.ftc"
    code, out, err = run(FTCERT, "certify", *words, "--network", g, "--format", "float32", "-o", certificate, "--exact", exact)
    claim = "execution arithmetic=binary32 g=binary32 layers=2 neurons=1 samples=6 changed=2 deviation<=0"
    expect("a network of one's own", code == 0 and out.splitlines()[-1] == "s CERTIFIED " + claim, out + err)
    expect_verified("a network of one's own", certificate, claim)
    expect_verified("--exact", exact, "interpolation layers=2 neurons=1 samples=6 changed=2")
    expect("bound to no file", line_of(certificate, "patched") == "patched none")
    text = open(g).read()
    for weight, in_format in (("1/3", "float32"), ("0x1p-130", "float32"), ("1/3", "float64"), ("0x1p-1030", "float64")):
        other = write(folder, "other.csv", text.replace("2,0,", "2,%s," % weight))
        err = refused(f"{weight} in {in_format}", folder, 5, "E501", *words, "--network", other, "--format", in_format)
        expect(f"{weight} in {in_format}: named", "layer 2" in err and "is no number of binary" in err, err)
    # 2^-130 is a number of binary64: off by that everywhere, at kept samples too.
    other = write(folder, "other.csv", text.replace("2,0,", "2,0x1p-130,"))
    err = refused("a kept sample", folder, 5, "E501", *words, "--network", other, "--format", "float64")
    expect("a kept sample: named", "sample 1: " in err and "1/%d" % 2 ** 130 in err, err)
    # -1/4 relu(p) in place of -3/8 relu(p).
    other = write(folder, "other.csv", text.replace("-3/8", "-1/4"))
    misses = [Fraction(1, 8) * (x[0] / Fraction(2) + x[1] / Fraction(4) - Fraction(5, 2)) for x in (POINTS[4], POINTS[5])]
    code, out, err = run(FTCERT, "certify", *words, "--network", other, "--format", "float32", "-o", certificate, "--exact", folder + "/none.ftc")
    match = CLAIM.fullmatch(out.splitlines()[-1]) if out else None
    if expect_true("a miss", code == 0 and match is not None, out + err):
        bound = Fraction(match.group(8))
        expect("a miss: at least", max(misses) <= bound <= max(misses) * Fraction(129, 128), bound)
        expect("a miss: no exact certificate", "there is no exact certificate" in out and not os.path.exists(folder + "/none.ftc"), out)
    for wish, met in ((max(misses), True), (max(misses) - Fraction(1, 2 ** 20), False)):
        arguments = [*words, "--network", other, "--format", "float32", "--deviation", wish]
        if met:
            code, out, err = run(FTCERT, "certify", *arguments, "-o", certificate)
            expect("a deviation that is met", code == 0 and out.splitlines()[-1].endswith(f"deviation<={wish}"), out + err)
        else:
            err = refused("a deviation that is missed", folder, 5, "E501", *arguments)
            expect("a deviation that is missed: named", "sample 6: " in err and str(wish) in err, err)
    huge = write(folder, "huge.csv", "layer,bias,weights\n1,0,0x1p125,0x1p125\n2,0,1\n")
    refused("overflow", folder, 5, "may overflow", *words, "--network", huge, "--format", "float32")
    flat = write(folder, "flat.csv", "layer,bias,weights\n1,0,1\n2,0,1\n")
    refused("another shape", folder, 1, "E202", *words, "--network", flat, "--format", "float32")


def slabs(folder):
    """Sums that cancel over the rationals and not where they run."""
    f = write(folder, "f.onnx", plain_model())
    data = write(folder, "slab.csv", "x1,x2,label\n" + "".join(
        "%d/3,%d/7,%s\n" % (10 * i, i, by_hand((Fraction(10 * i, 3), Fraction(i, 7)), 1)[0] + 1 if i == 2 else "") for i in range(1, 7)))
    words = ["--data", data, "--model", f, "--output", 1, "--construction", "hats"]
    err = refused("slabs", folder, 5, "E501", *words, "--format", "float32")
    expect("slabs: the sample and the number", re.search(r"sample [13-6]: .* is not 0 in every execution: \S+ \+- \S+", err), err)
    refused("rational slabs to deploy", folder, 2, "--uncertified", *words, "--format", "rational")
    certificate, made = folder + "/slab.ftc", folder + "/slab.onnx"
    code, out, err = run(FTCERT, "certify", *words, "--format", "rational", "--patch", made, "--uncertified", "-o", certificate)
    expect("--uncertified", code == 0 and "s CERTIFIED interpolation " in out and "WARNING: at" in out, out + err)
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", folder + "/n.onnx")
    expect("patch refuses it", code == 2 and "E104" in err and "--uncertified" in err and not os.path.exists(folder + "/n.onnx"), out + err)
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", folder + "/n.onnx", "--uncertified")
    expect("patch --uncertified", code == 0 and content(folder + "/n.onnx") == content(made), out + err)
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--uncertified", "--certificate", folder + "/copy.ftc")
    expect("an interpolation binds no file", code == 2 and "E101" in err and not os.path.exists(folder + "/copy.ftc"), out + err)


def without_operators(folder):
    """f as values, as zero, and as a model that is no chain: its own rounding is not bounded, and that is said."""
    none = "c f is a real function here: how its own executions round is not bounded"
    data = write(folder, "values.csv", "x1,x2,f,label\n0,1,3,\n1,0,5,7\n4,4,6,\n")
    import onnx_bytes as onnx
    model = onnx.model([onnx.node("MatMul", "x w", "h"), onnx.node("Mul", "h c", "k"), onnx.node("Relu", "k", "y")], ("n", 2),
                       [onnx.tensor("w", [2, 1], [1, 2]), onnx.tensor("c", [1], [0.5])], "y")
    scaled = write(folder, "scaled.onnx", model)
    plain = write(folder, "plain.csv", "x1,x2,label\n0,1,\n1,0,7\n4,4,\n")
    for name, words in (("values", ["--data", data, "--frozen", "f"]), ("zero", ["--data", plain]),
                        ("no chain", ["--data", plain, "--model", scaled])):
        code, out, err = run(FTCERT, "certify", *words, "--format", "float32", "-o", folder + "/c.ftc", "--json", folder + "/c.json")
        match = CLAIM.fullmatch(out.splitlines()[-1]) if out else None
        if expect_true(name, code == 0 and match is not None, out + err):
            notes = expect_verified(name, folder + "/c.ftc", match.group(1))
            expect(name + ": said", notes[1] == none and json.load(open(folder + "/c.json"))["output_deviation"] is None, notes)
            expect(name + ": said by certify", ("How f itself rounds is not bounded" in out) == (name == "no chain"), out)


def usage(folder):
    f, data, g = inputs_of(folder, plain_model())
    words = ["--data", data, "--model", f, "--output", 1]
    for name, arguments in (("--exact without a format", ["--exact", folder + "/e.ftc"]),
                            ("--uncertified without --patch", ["--uncertified"]),
                            ("--uncertified of executions", ["--uncertified", "--format", "float32", "--patch", folder + "/p.onnx"]),
                            ("one file twice", ["--format", "float32", "--exact", folder + "/c.ftc"])):
        code, out, err = run(FTCERT, "certify", *words, *arguments, "-o", folder + "/c.ftc")
        expect(name, code == 2 and not os.listdir(folder) == [] and not os.path.exists(folder + "/c.ftc"), out + err)
    run(FTCERT, "certify", *words, "--network", g, "--format", "float32", "-o", folder + "/bound.ftc")
    code, out, err = run(FTCERT, "patch", folder + "/bound.ftc", "--model", f, "-o", folder + "/g.onnx", "--only-g", "--certificate", folder + "/copy.ftc")
    expect("g alone is bound by no certificate", code == 2 and "E101" in err and not os.path.exists(folder + "/g.onnx"), out + err)
    code, out, err = run(FTCERT, "certify", *words, "--network", g, "--format", "float32", "-o", "-")
    expect("on standard output", code == 0 and out.endswith("END\n") and "\nclaim execution " in out, out[:300] + err)


with tempfile.TemporaryDirectory() as temporary:
    for number, test in enumerate((chosen_network, own_network, slabs, without_operators, usage)):
        place = os.path.join(temporary, str(number))
        os.mkdir(place)
        test(place)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
