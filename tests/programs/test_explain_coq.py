"""ftcert explain --coq: the theorem that it writes, and whether Coq accepts it.

    test_explain_coq.py FTCERT SOURCE [COQC BUILD]

Python's standard library only. Data, claim and lines of the .v file are compared with those of the certificate, read and evaluated here. With
COQC and BUILD (the folder of the compiled theories), Coq compiles the file, the theorem rests on no axiom, and the same file with one number
of the data or of the claim changed is refused."""
import gzip
import os
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

FTCERT, SOURCE = map(os.path.abspath, sys.argv[1:3])
COQC, BUILD = map(os.path.abspath, sys.argv[3:5]) if len(sys.argv) > 3 else (None, None)
VALID = os.path.join(SOURCE, "tests", "certificates", "valid")
# Of every kind and method, with f zero, a network, values; labels that are kept; several components; rationals that are no integers.
SMALL = ["worked-example", "three-layers", "frozen-network", "frozen-values", "keep-labels", "dimension-three", "several-outputs", "rationals",
         "zero-neurons", "long-numbers", "lower-worked-example", "lower-three-layers", "lower-signs-zigzag", "lower-line-in-space", "lower-frozen-network",
         "exhaustion-worked-example", "exhaustion-plane", "computed-worked-example", "computed-two-outputs", "computed-lower-kept", "origin-external",
         "table-labels-embedded", "table-semicolon-embedded"]
COMPILED = ["worked-example", "three-layers", "frozen-network", "frozen-values", "keep-labels", "long-numbers", "lower-worked-example",
            "lower-signs-zigzag", "lower-line-in-space", "exhaustion-plane", "computed-worked-example", "computed-lower-kept", "table-labels-embedded"]
HEAD = """From Coq Require Import String List QArith.
From FTCert Require Import Certificate Meaning Certified CertifiedSound.
Import ListNotations.
Local Open Scope string_scope.
Local Open Scope Q_scope.

(* point, value of f, label *)
Definition data : list datum := [
"""
passed, failed = 0, 0
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, str(shown)[:1500]))


def ftcert(*words):
    done = subprocess.run([FTCERT, *map(str, words)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def valid(name):
    return os.path.join(VALID, name + ".ftc")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def value(layers, x):
    for number, layer in enumerate(layers):
        x = [row[0] + sum(w * v for w, v in zip(row[1:], x)) for row in layer]
        if number + 1 < len(layers):
            x = [max(v, Fraction(0)) for v in x]
    return x


def data_of(text):
    """(point, value of f, label) of every sample of a certificate."""
    networks, samples, outputs = {}, [], 0
    for words in (line.split() for line in text.splitlines() if not line.startswith("%")):
        if words[0] == "outputs":
            outputs = int(words[1])
        elif words[0] == "network":
            networks[words[1]] = layers = []
        elif words[0] == "layer":
            layers.append([])
        elif words[0] == "row":
            layers[-1].append([Fraction(w) for w in words[1:]])
        elif words[0] == "sample":
            point, label, *frozen = " ".join(words[1:]).split(" : ")
            point = [Fraction(w) for w in point.split()]
            frozen = [Fraction(w) for w in frozen[0].split()] if frozen else value(networks["f"], point) if "f" in networks else [Fraction(0)] * outputs
            samples.append((point, frozen, [f if w == "keep" else Fraction(w) for w, f in zip(label.split(), frozen)]))
    return samples


def numbers(text):
    return [Fraction(int(p, 0), int(q, 0)) for p, q in re.findall(r"(-?\w+) # (\w+)", text)]


def check_text(name, coq, certificate):
    """coq: the file that is written; certificate: the text of that certificate with embedded samples."""
    comment, _, rest = coq.partition(" *)\n")
    expect(name + ": a comment first", comment.startswith("(* Layers ") and "\n   Compile: coqc -Q build/proofs/theories FTCert " in comment, coq)
    bare = "frozen computed" in certificate and re.search(r"^sample [^:]*:[^:]*$", certificate, re.M)
    expect(name + ": what 0 stands for", ("0 stands for it" in comment) == bool(bare), comment)
    expect(name + ": header", rest.startswith(HEAD), rest[:500])
    data, _, rest = rest[len(HEAD):].partition("\n].\n\n")
    items = data.split(";\n")
    shape = re.compile(r"  Datum \[([-\w# ;]+)\] \[([-\w# ;]+)\] \[([-\w# ;]+)\]")
    found = [shape.fullmatch(item) for item in items]
    expect(name + ": data", all(found) and [tuple(map(numbers, item.groups())) for item in found] == data_of(certificate), data)
    lines, _, rest = rest.partition("\n].\n\n")
    words = [line for line in certificate.splitlines() if not line.startswith("%")]
    if "method signs" in words:  # counted as version 1.4 does, whatever the file says
        words[0] = "FTCERT 1.4"
    wanted = ";\n".join('  "%s"' % line for line in words)
    expect(name + ": the certificate's lines", lines == "(* the certificate, line by line *)\nDefinition certificate : list string := [\n" + wanted, lines)
    kind, *counts = re.search(r"^claim (\w+) layers=(\d+) neurons=(\d+) samples=(\d+) changed=(\d+)$", certificate, re.M).groups()
    sizes = re.search(r"^dimension (\d+)\noutputs (\d+)$", certificate, re.M).groups()
    expect(name + ": the theorem", rest == "Theorem claim : forall F, %s_claim F %s %s data %s.\n"
           "Proof. intro F. apply (%s_certified F certificate). vm_cast_no_check (eq_refl true). Qed.\nPrint Assumptions claim.\n"
           % (kind, *sizes, " ".join(counts), kind), rest)


def written(name, folder, path, *words):
    target = os.path.join(folder, "t.v")
    code, out, err = ftcert("explain", path, "--coq", target, *words)
    expect(name + ": exit 0", code == 0 and "\nTheorem: " + target + "\ns EXPLAINED " in out, out + err)
    coq = read(target)
    code, out, err = ftcert("explain", path, "--coq", "-", *words)
    expect(name + ": same bytes on standard output", code == 0 and out == coq and "\ns EXPLAINED " in err, out + err)
    expect(name + ": no name of a file", folder not in coq and SOURCE not in coq and os.path.basename(path) not in coq)
    return coq


def check_texts(folder):
    for name in SMALL:
        check_text(name, written(name, folder, valid(name)), read(valid(name)))
    # Samples in a data file become embedded ones; everything else stays as it is.
    for name in "external", "lower-external", "csv-merged-external", "csv-features-merged":
        bound = read(valid(name))
        data = os.path.join(VALID, re.search(r"--data (\S+)", read(valid(name)[:-4] + ".args")).group(1))
        coq = written(name, folder, valid(name), "--data", data)
        embedded = re.findall(r'^  "(sample .*)";$', coq, re.M)
        check_text(name, coq, re.sub(r"samples external (\d+)\n", lambda m: "samples embedded %s\n%s\n" % (m[1], "\n".join(embedded)), bound))
        path = os.path.join(folder, "embedded.ftc")
        with open(path, "w", encoding="ascii") as file:
            file.write("\n".join(re.findall(r'^  "(.*)";?$', coq, re.M)) + "\n")
        code, out, err = ftcert("explain", path, "--data", data, "--quiet")
        expect(name + ": the embedded samples are those of the file", code == 0, out + err)
        code, _, err = ftcert("explain", valid(name), "--coq", os.path.join(folder, "none.v"))
        expect(name + ": needs the data", code == 5 and err.startswith("ftcert: E502 ") and not os.path.exists(os.path.join(folder, "none.v")), err)
    packed = os.path.join(folder, "packed.ftc.gz")
    with open(packed, "wb") as file:
        file.write(gzip.compress(read(valid("lower-signs")).encode()))
    check_text("gzip", written("gzip", folder, packed), read(valid("lower-signs")))


def check_options(folder):
    def refused(name, code, identifier, *words):
        found, out, err = ftcert("explain", *words)
        expect(name, (found, err.split(" ")[:2]) == (code, ["ftcert:", identifier]) and not out, err)

    copy, theorem, svg = (os.path.join(folder, name) for name in ("copy.ftc", "both.v", "both.svg"))
    with open(copy, "w", encoding="ascii") as file:
        file.write(read(valid("worked-example")))
    refused("the theorem would overwrite the certificate", 2, "E103", copy, "--coq", copy)
    refused("picture and theorem in one file", 2, "E103", copy, "--coq", svg, "-o", svg)
    refused("picture and theorem on standard output", 2, "E103", copy, "--coq", "-", "-o", "-")
    refused("a wrong certificate", 1, "E204", os.path.join(SOURCE, "tests", "certificates", "invalid", "e204-value.ftc"), "--coq", theorem)
    refused("more layers than Coq counts", 2, "E104", valid("lower-many-layers"), "--coq", theorem)
    expect("nothing is written then", not os.path.exists(theorem) and not os.path.exists(svg))
    code, out, err = ftcert("explain", copy, "--coq", theorem, "-o", svg)
    expect("both", code == 0 and read(theorem).startswith("(* Layers 2") and read(svg).startswith("<svg"), out + err)


def compiled(folder, coq):
    """(exit code, standard output, standard error) of coqc, which with -test-mode says why what stands behind Fail fails."""
    with open(os.path.join(folder, "claim.v"), "w", encoding="ascii") as file:
        file.write(coq)
    done = subprocess.run([COQC, "-test-mode", "-w", "none", "-Q", os.path.join(BUILD, "theories"), "FTCert", "claim.v"], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def changed(coq):
    """The file with another number in the data, and with another one in the claim."""
    label = list(re.finditer(r"(-?\w+) # \w+\];?\n", coq))[-1]
    yield "label", coq[:label.start(1)] + hex(int(label[1], 0) + 1) + coq[label.end(1):]
    point = re.search(r"Datum \[(-?\w+) #", coq)
    yield "point", coq[:point.start(1)] + hex(int(point[1], 0) + 1000) + coq[point.end(1):]
    neurons = re.search(r"data \d+ (\d+) \d+ \d+\.\n", coq)
    yield "claim", coq[:neurons.start(1)] + str(int(neurons[1]) + 1) + coq[neurons.end(1):]


ASSUMPTIONS, PROVED = "Print Assumptions claim.\n", "Qed.\n"
LINES = re.compile(r"Definition certificate : .*?^\]\.\n", re.M | re.S)
REFUSED = re.compile(r'^The command has indeed failed with message:\n(?:(?!The command).*\n)*?.*"accepts ', re.M)


def check_compiled(folder):
    """The first theorem as it is written; then all in one file, each in a module, as loading the theories and looking for axioms take longer than
    the theorems. Those with a change share the certificate's lines, and have Fail before Qed, so that Coq stops where it would accept one; numbers
    of thousands of digits, for which Coq takes half a minute, are not changed."""
    modules, theorems, refused = [], [], []
    for number, name in enumerate(COMPILED):
        _, coq, _ = ftcert("explain", valid(name), "--coq", "-")
        expect(name + ": one proof, and what it rests on last", coq.count(PROVED) == 1 and coq.endswith(PROVED + ASSUMPTIONS), coq)
        if number == 0:
            code, out, err = compiled(folder, coq)
            expect(name + ": Coq accepts it, with no axiom", (code, out) == (0, "Closed under the global context\n"), out + err)
        modules.append("Module T%d.  (* %s *)\n%sEnd T%d.\n" % (number, name, coq.removesuffix(ASSUMPTIONS), number))
        theorems.append("T%d.claim" % number)
        for what, other in changed(coq) if name != "long-numbers" else ():
            refused.append("%s with another %s" % (name, what))
            other, lines = LINES.subn(lambda _: "Definition certificate := T%d.certificate.\n" % number, other.removesuffix(PROVED + ASSUMPTIONS) + "Fail Qed.\nAbort.\n")
            expect(name + ": the certificate's lines stand apart", lines == 1, other)
            modules.append("Module R%d.  (* %s *)\n%sEnd R%d.\n" % (len(refused), refused[-1], other, len(refused)))
    code, out, err = compiled(folder, "".join(modules) + "Definition all := (%s).\nPrint Assumptions all.\n" % ", ".join(theorems))
    expect("Coq accepts all of " + ", ".join(COMPILED), code == 0, err)
    expect("no axiom", out.endswith("Closed under the global context\n"), out[-500:])
    expect("what was changed is refused: " + ", ".join(refused), len(REFUSED.findall(out)) == len(refused) == 3 * len(COMPILED) - 3, out)


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_texts(folder)
        check_options(folder)
        if COQC is not None:
            check_compiled(folder)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())
