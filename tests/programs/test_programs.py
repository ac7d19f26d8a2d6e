"""Exit codes, first and last lines, and files of ftcert and ftcheck, as scripts rely on them.

usage: test_programs.py FTCERT FTCHECK SOURCE
"""
import gzip
import hashlib
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

FTCERT, FTCHECK, SOURCE = sys.argv[1:]
PYTHON_CHECKER = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]
DIABETES = os.path.join(SOURCE, "data", "diabetes")
DATA, MODEL = os.path.join(DIABETES, "changed.csv"), os.path.join(DIABETES, "model.onnx")

passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {shown}")


def run(*command, stdin=None):
    result = subprocess.run([str(word) for word in command], input=stdin, capture_output=True)
    return result.returncode, result.stdout.decode("utf-8", "replace"), result.stderr.decode("utf-8", "replace")


def ftcert(*words, stdin=None):
    return run(FTCERT, *words, stdin=stdin)


def both_accept(name, certificate, claim, *words):
    for checker in ([FTCHECK], PYTHON_CHECKER):
        code, out, err = run(*checker, certificate, *words)
        expect(f"{name}: {os.path.basename(checker[-1])} accepts", code == 0 and out.splitlines()[0] == f"s VERIFIED {claim}",
               out + err)


def certified(out):
    last = out.splitlines()[-1] if out else ""
    return last[len("s CERTIFIED "):] if last.startswith("s CERTIFIED ") else None


def certify_real_model(folder):
    target = folder / "diabetes.ftc"
    code, out, err = ftcert("certify", "--data", DATA, "--model", MODEL, "-o", target, "--json", folder / "d.json")
    claim = certified(out)
    expect("diabetes: exit 0", code == 0 and claim, out + err)
    summary = json.loads((folder / "d.json").read_text())
    wanted = {"layers", "neurons", "widths", "construction", "samples", "changed", "dimension", "paper_bound", "lower_bound",
              "note", "weight_bits_max", "weight_bits_total", "margin"}
    expect("diabetes: JSON keys", wanted <= summary.keys(), sorted(summary))
    expect("diabetes: 20 of 442 change", (summary["samples"], summary["changed"], summary["dimension"]) == (442, 20, 10), summary)
    expect("diabetes: at most 9 neurons where the paper says 61", summary["neurons"] <= 9 and summary["paper_bound"] == 61, summary)
    expect("diabetes: bounds in order", summary["lower_bound"] <= summary["neurons"] <= summary["bound"], summary)
    expect("diabetes: widths add up", sum(summary["widths"]) == summary["neurons"], summary)
    both_accept("diabetes", target, claim, "--data", DATA, "--model", MODEL)
    both_accept("diabetes alone", target, claim)
    again = folder / "again.ftc"
    ftcert("certify", "--data", DATA, "--model", MODEL, "-o", again)
    expect("same input, same bytes", target.read_bytes() == again.read_bytes())
    text = target.read_text()
    expect("no path and no date in the file", str(folder) not in text and SOURCE not in text and "202" not in text.split("dimension")[0])

    code, out, err = ftcert("certify", "--data", DATA, "--model", MODEL, "-o", "-", "--quiet")
    expect("-o -: standard output is the certificate", code == 0 and out == text, out[:200])
    expect("-o -: the last line goes to standard error", err.splitlines()[-1] == f"s CERTIFIED {claim}", err)
    code, out, _ = run(FTCHECK, "-", stdin=text.encode())
    expect("ftcheck -: standard input", code == 0 and out.splitlines()[0] == f"s VERIFIED {claim}", out)
    (folder / "d.ftc.gz").write_bytes(gzip.compress(text.encode()))
    both_accept("gzip", folder / "d.ftc.gz", claim)
    code, out, _ = run(FTCHECK, target, SOURCE + "/tests/certificates/invalid/e204-value.ftc", target)
    lines = out.splitlines()
    expect("several certificates: a verdict each, the failure's exit code",
           code == 1 and [line.startswith("s VERIFIED") for line in lines if line.startswith("s ")] == [True, False, True], out)
    (folder / "hat.csv").write_text("x,label\n-1,0\n0,0\n1,1\n2,0\n3,0\n")
    (folder / "g.csv").write_text("layer,bias,weights\n1,0,1\n1,-1,1\n1,-2,1\n2,0,1,-2,1\n")
    code, out, _ = ftcert("certify", "--data", str(folder / "hat.csv"), "--network", str(folder / "g.csv"), "-o", str(folder / "own.ftc"), "--quiet")
    expect("--network: a network of one's own", code == 0 and out == "s CERTIFIED interpolation layers=2 neurons=3 samples=5 changed=1\n", out)
    (folder / "g.csv").write_text("layer,bias,weights\n1,0,1\n1,-1,1\n1,-2,1\n2,0,1,-3/2,1\n")
    code, out, err = ftcert("certify", "--data", str(folder / "hat.csv"), "--network", str(folder / "g.csv"), "-o", str(folder / "no.ftc"))
    expect("--network: the sample that is missed, and by how much",
           code == 1 and "sample 4: g = 1/2, expected 0: f+g misses the label by 1/2" in err and not (folder / "no.ftc").exists(), err)
    code, _, err = ftcert("certify", "--data", str(folder / "hat.csv"), "--network", str(folder / "g.csv"), "--construction", "hats", "-o", str(folder / "no.ftc"))
    expect("--network with --construction", code == 2 and "E101" in err, err)
    code, _, err = ftcert("certify", "--data", DATA, "--model", MODEL, "--label", "label,label", "--output", "0,0", "-o", str(folder / "no.ftc"))
    expect("a component or column chosen twice is refused", code in (2, 3) and not (folder / "no.ftc").exists(), err)
    code, out, _ = run(FTCHECK, target, "--model", DATA)
    expect("wrong model file", code == 1 and out.startswith("s NOT VERIFIED E207 line "), out)
    code, out, _ = run(FTCHECK, target, "--data", os.path.join(DIABETES, "samples.csv"))
    expect("wrong data file", code == 1 and out.startswith("s NOT VERIFIED E207 line "), out)

    external = folder / "external.ftc"
    code, out, _ = ftcert("certify", "--data", DATA, "--model", MODEL, "--external-data", "-o", external)
    expect("external: small file", code == 0 and external.stat().st_size < target.stat().st_size)
    both_accept("external", external, claim, "--data", DATA)
    code, out, _ = run(FTCHECK, external)
    expect("external without the data: incomplete", code == 5 and out.startswith("s NOT VERIFIED E502 line "), out)

    for verb in ("pieces", "explain"):
        code, out, err = ftcert(verb, target)
        expect(f"{verb}: exit 0", code == 0 and out.splitlines()[-1].startswith("s "), out[-300:] + err)
    code, _, err = ftcert("explain", target, "-o", folder / "d.svg")
    expect("explain -o: an SVG", code == 0 and (folder / "d.svg").read_text().startswith("<svg"), err)
    for construction in ("canonical", "blocks", "flat-blocks", "hats", "balanced", "fewest-kinks", "hyperplane-units"):
        code, out, err = ftcert("certify", "--data", DATA, "--model", MODEL, "--construction", construction, "-o", target)
        expect(f"{construction}: exit 0", code == 0 and certified(out), out + err)
        both_accept(construction, target, certified(out))


def certify_small(folder):
    def csv(text):
        path = folder / "small.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    target = folder / "small.ftc"

    def job(name, text, claim, *words):
        code, out, err = ftcert("certify", "--data", csv(text), "-o", target, *words)
        expect(name, code == 0 and certified(out) == claim, out + err)
        if code == 0:
            both_accept(name, target, claim)

    zero = "interpolation layers=2 neurons=0 samples=%d changed=%d"
    job("one sample", "x,label\n3,7/2\n", zero % (1, 1))
    job("nothing changes", "x,label\n1,0\n2,\n3,0x0p0\n", zero % (3, 0))
    job("equal residuals need no neuron", "x,label,f\n1,2,1\n2,3,2\n5,1e0,0\n", zero % (3, 3), "--frozen", "f")
    job("duplicates merge", "x,label\n1,0\n1.0,0\n2,1\n2/1,1\n", "interpolation layers=2 neurons=1 samples=2 changed=1")
    job("frozen column", "x,label,f\n0,,5\n1,7,6\n2,,7\n3,,9\n", "interpolation layers=2 neurons=2 samples=4 changed=1", "--frozen", "f")
    job("chosen features", "a,b,c,label\n0,9,1,0\n0,8,2,1\n", "interpolation layers=2 neurons=1 samples=2 changed=1",
        "--features", "c")
    job("rounding", "x,label\n0.1,0.1\n0.2,0.2\n", "interpolation layers=2 neurons=1 samples=2 changed=2", "--round", "float32")
    expect("rounding: 0.1 is its float32", "13421773/134217728" in target.read_text())
    job("two outputs", "x,u,v\n0,0,1\n1,1,0\n2,0,0\n", "interpolation layers=2 neurons=2 samples=3 changed=2", "--label", "u,v")
    job("a given direction", "x,y,label\n0,0,0\n0,1,1\n1,0,0\n", "interpolation layers=2 neurons=1 samples=3 changed=1",
        "--construction", "canonical", "--direction", "1,2")
    job("UTF-8 column names", "größe,label\n0,0\n1,1\n", "interpolation layers=2 neurons=1 samples=2 changed=1")

    npy = folder / "a.npy"
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }"
    header += b" " * (118 - len(header) - 1) + b"\n"
    npy.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + struct.pack("<6d", 0, 0, 1, 1, 2, float("nan")))
    code, out, err = ftcert("certify", "--data", npy, "-o", target)
    expect("npy", code == 0 and certified(out) == "interpolation layers=2 neurons=2 samples=3 changed=1", out + err)
    code, out, _ = run(FTCHECK, target, "--data", npy)
    expect("npy: checked against the file", code == 0, out)


def refusals(folder):
    good = folder / "good.csv"
    good.write_text("x,label\n0,0\n1,1\n2,0\n")

    def refuse(name, code, identifier, *words):
        target = folder / "refused.ftc"
        found, out, err = ftcert(*[str(target) if word == "OUT" else word for word in words])
        expect(name, found == code and identifier in err and not target.exists(), f"exit {found}: {out}{err}")
        expect(f"{name}: no half file", not list(folder.glob("refused*")))

    def data(text):
        path = folder / "bad.csv"
        path.write_bytes(text)
        return path

    refuse("no verb", 2, "E101")
    refuse("unknown verb", 2, "E102", "certifyy")
    refuse("unknown option", 2, "E101", "certify", "--dta", good, "-o", "OUT")
    refuse("no data", 2, "E101", "certify", "-o", "OUT")
    refuse("no output", 2, "E101", "certify", "--data", good)
    refuse("unknown construction", 2, "E102", "certify", "--data", good, "--construction", "magic", "-o", "OUT")
    refuse("a direction that does not separate", 2, "E104", "certify", "--data", data(b"x,y,label\n0,0,0\n0,1,1\n"), "--direction", "1,0",
           "--construction", "canonical", "-o", "OUT")
    refuse("no file", 3, "E301", "certify", "--data", folder / "nothing.csv", "-o", "OUT")
    refuse("not a number", 3, "E311", "certify", "--data", data(b"x,label\n0,0\nn/a,1\n"), "-o", "OUT")
    refuse("no label column", 3, "E312", "certify", "--data", data(b"x,y\n0,0\n"), "-o", "OUT")
    refuse("short row", 3, "E313", "certify", "--data", data(b"x,label\n0\n"), "-o", "OUT")
    refuse("header only", 3, "E314", "certify", "--data", data(b"x,label\n"), "-o", "OUT")
    refuse("contradiction", 3, "E315", "certify", "--data", data(b"x,label\n0,0\n0,1\n"), "-o", "OUT")
    refuse("not a model", 3, "E321", "certify", "--data", good, "--model", good, "-o", "OUT")
    refuse("a model of other inputs", 3, "E324", "certify", "--data", good, "--model", MODEL, "-o", "OUT")
    refuse("component out of range", 2, "E101", "certify", "--data", DATA, "--model", MODEL, "--output", "1", "-o", "OUT")
    refuse("a folder that is not there", 4, "E403", "certify", "--data", good, "-o", folder / "no" / "where.ftc")
    refuse("more changed than samples", 2, "E101", "bounds", "--samples", "3", "--changed", "4")
    digest = hashlib.sha256(good.read_bytes()).hexdigest()
    code, _, err = ftcert("certify", "--data", good, "-o", good)
    expect("the output is an input", code == 2 and "E103" in err and hashlib.sha256(good.read_bytes()).hexdigest() == digest, err)
    _, _, err = ftcert("certify", "--data", data(b"x,label\n0,0\nn/a,1\n"), "-o", "-")
    expect("an error names file and line", f"{folder / 'bad.csv'}:3:" in err and "'n/a'" in err, err)
    for words in (["certify", "--help"], ["--help"], ["--version"], ["certify", "--construction", "list"]):
        code, out, _ = ftcert(*words)
        expect(" ".join(words), code == 0 and out, out)
    code, _, err = run(FTCHECK)
    expect("ftcheck without a certificate", code == 2 and "E101" in err, err)


def bounds():
    for samples, changed, value in ((442, 20, 60), (1000, 1000, 998), (4, 1, 2), (4, 2, 3), (10**12, 10**11, 3 * 10**11)):
        code, out, _ = ftcert("bounds", "--samples", samples, "--changed", changed)
        expect(f"bounds {samples} {changed}", code == 0 and str(value) in out.splitlines()[-1], out)


def links():
    """ftcheck is linked with the checking half alone."""
    libraries = run("ldd", FTCHECK)[1]
    expect("ftcheck links GMP", "libgmp" in libraries, libraries)
    for name in ("protobuf", "onnx", "cdd", "qsopt", "glpk", "z3"):
        expect(f"ftcheck does not link {name}", name not in libraries, libraries)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        certify_real_model(folder)
        certify_small(folder)
        refusals(folder)
    bounds()
    links()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
