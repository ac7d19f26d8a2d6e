#!/usr/bin/env python3
"""Do mutants see a fault? Puts faults into copies of ftcheck.py, one at a time: the checker alone must fail against the judge. And a run in two
parts counts what a whole one does, whatever a run that begins elsewhere has counted in between.

    python3 tests/fuzz/test_mutants.py PROOFS        the folder of ftcheck.py

The last line is "N passed, N failed"; the exit code is 0 only if nothing failed."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

MOST = 2400  # mutants for a fault
HERE = os.path.dirname(os.path.abspath(__file__))
# (what is not checked any more, file, text, replacement)
FAULTS = (("the sets that k patterns can meet", "ftcheck_exhaustion.py", "if kept > k or", "if kept >= k or"),
          ("what ReLU leaves of an error", "ftcheck_execution.py", "if v + e <= 0 else", "if v <= 0 else"),
          ("the error of an output", "ftcheck_execution.py", "if abs(v - wanted) + e > c.deviation", "if abs(v - wanted) > c.deviation"),
          ("the right side of a leaf", "ftcheck_patterns.py", "right == 0 and strict", "right == 0"),
          ("the end of an interval", "ftcheck_specification.py", "low <= least", "low - 1 <= least"),
          ("the ends of a sum", "ftcheck_specification.py", "ends_of_z[a * sign < 0]", "ends_of_z[a * sign > 0]"),
          ("the number of changes", "ftcheck_bound.py", 'if changed != c.claim["changed"]:', "if False:"))


def run(folder, checker, *options):
    done = subprocess.run([sys.executable, os.path.join(HERE, "mutants.py"), "--folder", folder, *options, "--", checker], stdout=subprocess.PIPE)
    name = "counts-from-%s.json" % options[1] if options[0] == "--first" else "counts.json"
    with open(os.path.join(folder, name), encoding="ascii") as file:
        counts = json.load(file)["mutants"]
    return done.returncode, counts, done.stdout.decode("ascii", "replace")


def sees(proofs, place, name, old, new):
    """Whether mutants of some block see the fault, and the unchanged checker has none there."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(proofs, place, ignore=lambda _, names: [n for n in names if not n.startswith("ftcheck")])
    path = os.path.join(place, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert text.count(old) == 1, old
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))
    for first in range(0, MOST, 200):
        found = os.path.join(place, "found-%d" % first)
        code, counts, output = run(found, os.path.join(place, "ftcheck.py"), "--first", str(first), "--mutants", "200")
        if counts["findings"]:
            kept = os.listdir(os.path.join(found, "findings"))
            return code == 1 and output.count("FOUND") == counts["findings"] == sum(n.endswith(".ftc") for n in kept)
    return False


def main(proofs):
    results = []
    with tempfile.TemporaryDirectory() as folder:
        checker, parts, whole = os.path.join(proofs, "ftcheck.py"), os.path.join(folder, "parts"), os.path.join(folder, "whole")
        first, apart = run(parts, checker, "--mutants", "200"), run(parts, checker, "--first", "600", "--mutants", "200")
        second, both = run(parts, checker, "--mutants", "200"), run(whole, checker, "--mutants", "400")
        results.append(("a run that begins elsewhere", apart[0] == 0 and apart[1]["mutants"] == 200 and apart[1]["next"] == 800))
        results.append(("a run in two parts", first[0] == second[0] == both[0] == 0 and first[1]["mutants"] == 200 and second[1] == both[1]))
        for what, *fault in FAULTS:
            results.append((what, sees(proofs, os.path.join(folder, "proofs"), *fault)))
    for what, good in results:
        if not good:
            print("FAILED " + what)
    print("%d passed, %d failed" % (sum(good for _, good in results), sum(not good for _, good in results)))
    return 0 if all(good for _, good in results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
