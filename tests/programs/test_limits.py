#!/usr/bin/env python3
"""Limits of work, memory and time, a closed or full standard output, misspelled verbs.

usage: test_limits.py FTCERT FTCHECK FTCHECK_PY SOURCE

What the corpus cannot hold: limits that depend on the machine. That work is counted right is the corpus's business (tests/certificates/limits)."""
import os
import resource
import subprocess
import sys
import tempfile
from fractions import Fraction

passed, failed = 0, 0


def expect(holds, what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print("FAILED " + what)


def run(command, **options):
    """Exit code, output, errors; a regression is stopped and does not hang."""
    def bounded():
        resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    options.setdefault("stdout", subprocess.PIPE)
    done = subprocess.run(command, stderr=subprocess.PIPE, preexec_fn=bounded, timeout=3600, **options)
    return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()


def closed(command):
    """The command without a standard output."""
    return run(["sh", "-c", 'exec "$@" >&-', "sh"] + command)


def certificate(path, widths, dimension, points):
    """f = 0 and g = 0, by weights that are not all 0; every neuron's margin is looked for at every point. With several layers and components no
    short cut helps, and the numbers are long."""
    lines = ["FTCERT 1.0", "claim interpolation layers=%d neurons=%d samples=%d changed=0" % (len(widths) + 1, sum(widths), points), "dimension %d" % dimension,
             "outputs 1", "construction none", "data none", "model none", "frozen zero", "network g %d" % (len(widths) + 1)]
    for rows, columns in zip(widths, [dimension] + widths):
        lines += ["layer %d %d" % (rows, columns)]
        lines += [" ".join(["row %d" % i] + [str(Fraction(2 * j + 1 + i, i + 2)) for j in range(columns)]) for i in range(rows)]
    lines += ["layer 1 %d" % widths[-1], "row 0" + " 0" * widths[-1], "samples embedded %d" % points]
    lines += ["sample %s : 0" % " ".join(["%d/97" % (i * 97 + 1)] * dimension) for i in range(points)]
    lines += ["margins"] + ["preactivation %d least=1 nonzero=1" % (l + 1) for l in range(len(widths))]
    lines += ["projection none", "bits most=1 total=1", "END", ""]
    with open(path, "w", encoding="ascii") as file:
        file.write("\n".join(lines))


def main(ftcert, ftcheck, python_checker, source):
    checkers = [[ftcheck, "--jobs", "1"], [sys.executable, python_checker]]
    good = os.path.join(source, "tests/certificates/valid/worked-example.ftc")
    verified = "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=1\n"
    with tempfile.TemporaryDirectory() as folder:
        slow = os.path.join(folder, "slow.ftc")
        large = os.path.join(folder, "large.ftc")
        certificate(slow, [300, 300, 300], 2, 40000)  # a minute, with one thread
        certificate(large, [1], 1, 600000)
        for checker in checkers:
            name = os.path.basename(checker[0] if ftcheck in checker else python_checker)
            # The time is that of all: the first has to be verified in it, the second must not be.
            code, output, _ = run(checker + ["--max-time", "4", "--max-work", "1" + 17 * "0", good, slow, good])
            expect(code == 4 and output == "c file %s\n%sc file %s\ns NOT VERIFIED E405: the time limit of 4 s was reached (--max-time)\n"
                   % (good, verified, slow), name + ": the time limit: %d %s" % (code, output))
            code, output, _ = run(checker + ["--max-memory", "20", large])
            expect(code == 4 and output.startswith("s NOT VERIFIED E401: "), name + ": the memory limit: %d %s" % (code, output))
            expect(run(checker + ["--max-memory", "0", good])[:2] == (0, verified), name + ": no memory limit")
            with open("/dev/full", "wb") as full:
                code, _, errors = run(checker + [good], stdout=full)
            expect(code == 4 and "E403" in errors, name + ": a full standard output: %d %s" % (code, errors))
            code, _, errors = closed(checker + [good])
            expect(code == 4 and "E403" in errors, name + ": a closed standard output: %d %s" % (code, errors))

        bounds = [ftcert, "bounds", "--samples", "9", "--changed", "3"]
        with open("/dev/full", "wb") as full:
            code, _, errors = run(bounds, stdout=full)
        expect(code == 4 and "E403" in errors, "ftcert: a full standard output: %d %s" % (code, errors))
        summary = os.path.join(folder, "summary.json")
        code, _, errors = closed(bounds + ["--json", summary])
        expect(code == 4 and "E403" in errors, "ftcert: a closed standard output: %d %s" % (code, errors))
        with open(summary, encoding="utf-8") as file:
            expect(file.read().startswith("{"), "a summary is not mixed with what had no place to go")
        reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
        reader.wait()
        code, _, errors = run(bounds, stdout=reader.stdin)
        expect(code == 4 and "E403" in errors, "ftcert: a reader that is gone: %d %s" % (code, errors))

        code, _, errors = run([ftcert, "explain", good, "--max-work", "39"])
        expect(code == 4 and "E404" in errors and "this takes 40 units of work, at most 39" in errors, "explain obeys: %s" % errors)
        expect(run([ftcert, "explain", good, "--max-work", "100000"])[0] == 0, "explain within the limit")
        table = os.path.join(folder, "line.csv")
        with open(table, "w", encoding="ascii") as file:
            file.write("x,label\n" + "".join("%d,%d\n" % (x * x, x * 7919 % 1009) for x in range(30000)))
        out = os.path.join(folder, "out.ftc")
        code, _, errors = run([ftcert, "certify", "--data", table, "--layers", "2", "-o", out, "--max-time", "1"])
        expect(code in (0, 4) and (code == 0) == os.path.exists(out), "certify within a second: a certificate or E405: %d %s" % (code, errors))
        expect(code == 0 or "E405 the time limit" in errors, "certify says which limit: " + errors)
        code, _, errors = run([ftcert, "certify", "--data", table, "-o", out, "--max-memory", "10"])
        expect(code == 4 and "E401" in errors, "certify without memory: %d %s" % (code, errors))

    for word, meant in ("certfy", "certify"), ("piecs", "pieces"), ("refute ", "refute"), ("wrost", "worst"):
        code, _, errors = run([ftcert, word])
        expect(code == 2 and "E102" in errors and "did you mean '%s'?" % meant in errors, "%s: %s" % (word, errors))
    code, _, errors = run([ftcert, "frobnicate"])
    expect(code == 2 and "E102" in errors and "certify, " in errors and "did you mean" not in errors, "a verb like no other: " + errors)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
