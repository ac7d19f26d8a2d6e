#!/usr/bin/env python3
"""worst --hard: the data are a subset sum, the two answers are right, certify and refute agree with them.

    test_worst_hard.py FTCERT FTCHECK SOURCE

Numbers and target are read off the labels; subsets are tried one by one."""
import json
import os
import re
import subprocess
import sys
import tempfile
from itertools import combinations

FTCERT, FTCHECK = sys.argv[1:3]


def expect(condition, what):
    if not condition:
        sys.exit("FAILED: %s" % (what,))


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=1200)
    return done.returncode, done.stdout, done.stderr


def subset_sum(labels):
    """Numbers and target of the labels."""
    slopes = [b - a for a, b in zip(labels, labels[1:])]
    changes = [t - s for s, t in zip(slopes, slopes[1:])]
    expect(changes[::2] == changes[1::2] and slopes[0] % 2 == 0 and min(changes) > 0, labels)
    return changes[::2], -slopes[0] // 2


def sets_at_the_target(numbers, target):
    """Subsets that are above the target, and below it without any of their numbers, or below it, and above with any other one: each needs a
    sum of its own in a certificate of exhaustion (proofs/theorems.md, 2.16.3)."""
    subsets = [set(c) for k in range(len(numbers) + 1) for c in combinations(range(len(numbers)), k)]
    total = {frozenset(s): sum(numbers[k] for k in s) for s in subsets}
    others = [(t, [t - numbers[k] for k in s], [t + numbers[k] for k in range(len(numbers)) if k not in s]) for s, t in total.items()]
    return sum(t > target > max(less, default=0) or t < target < min(more, default=target + 1) for t, less, more in others)


def main(folder):
    data, certificate = os.path.join(folder, "d.csv"), os.path.join(folder, "d.ftc")
    seen, nodes = set(), []
    for samples, seed, words in [(4, 1, []), (6, 2, []), (10, 1, []), (14, 1, []), (12, 5, ["--subset"]), (16, 1, ["--subset"])]:
        case = ["worst", "--hard", "--samples", samples, "--seed", seed, *words]
        code, out, err = run(FTCERT, *case, "--json", "-", "-o", data)
        expect(code == 0, (case, err))
        summary = json.loads(out)
        with open(data, encoding="ascii") as file:
            rows = file.read().splitlines()
        expect(rows[0] == "x,label" and [r.split(",")[0] for r in rows[1:]] == [str(i) for i in range(1, samples + 1)], rows)
        labels = [int(r.split(",")[1]) for r in rows[1:]]
        numbers, target = subset_sum(labels)
        n = samples // 2 - 1
        fits = any(sum(c) == target for k in range(n + 1) for c in combinations(numbers, k))
        expect(fits == bool(words), (case, numbers, target))
        least = n if fits else n + 1
        expect([int(v) for v in summary["numbers"]] == numbers and int(summary["target"]) == target, summary)
        expect((summary["family"], summary["samples"], summary["changed"], summary["lower_bound"], summary["upper_bound"],
                summary["forced_kinks"]) == ("hard", samples, sum(v != 0 for v in labels), least, least, n), summary)
        expect("s WORST layers=2 neurons>=%d samples=%d changed=%d\n" % (least, samples, summary["changed"]) in err, err)
        code, out, err = run(FTCERT, "certify", "--data", data, "--construction", "exact", "-o", certificate)
        expect(code == 0 and " neurons=%d " % least in out, (case, out, err))
        expect(run(FTCHECK, certificate)[0] == 0, case)
        code, out, err = run(FTCERT, "refute", "--data", data, "-o", certificate)
        expect(code == 0 and " neurons>=%d " % least in out, (case, out, err))
        expect(run(FTCHECK, certificate)[0] == 0, case)
        if not fits:
            with open(certificate, encoding="ascii") as file:
                tree = re.search(r"^tree sums=([0-9]+) nodes=([0-9]+)$", file.read(), re.M)
            expect(int(tree[1]) == sets_at_the_target(numbers, target), (case, tree[0]))
            nodes.append(int(tree[2]))
        seen.add(tuple(labels))
    expect(len(seen) == 6, "other seeds, other labels")
    expect(nodes == sorted(nodes) and nodes[-1] > 5 * nodes[1], ("trees grow", nodes))

    # A file for people: what it is and both answers.
    code, out, err = run(FTCERT, "worst", "--hard", "--samples", 10, "-o", data)
    expect(code == 0 and "A = 4 neurons fits if and only if" in out and "the least number is A+1 = 5." in out, (out, err))
    code, out, err = run(FTCERT, "worst", "--hard", "--subset", "--samples", 10, "-o", data)
    expect(code == 0 and "the least number is A = 4." in out, (out, err))
    with open(data, encoding="ascii") as file:
        first = file.read()
    code, out, err = run(FTCERT, "worst", "--hard", "--subset", "--samples", 10, "-o", "-")
    expect(code == 0 and out == first, "the same bytes again")

    # Beyond the limit of sums nothing is promised: the least that is left is A+1.
    code, out, err = run(FTCERT, "worst", "--hard", "--samples", 60, "-o", data)
    expect(code == 0, err)
    code, out, err = run(FTCERT, "certify", "--data", data, "-o", certificate)
    expect(code == 0 and re.search(r"exact: does not apply: whether 29 neurons suffice takes more than", out) and " neurons=30 " in out, (out, err))

    os.remove(data)
    for words in (["--samples", 7], ["--samples", 2], ["--samples", 0], ["--samples", 10002], [], ["--samples", 8, "--changed", 3],
                  ["--samples", 8, "--layers", 3], ["--samples", 8, "--family", "mixed"], ["--samples", 8, "--figure", 2],
                  ["--samples", 8, "--counterexample", "4.2.1"], ["--samples", 8, "--dimension", 2]):
        code, out, err = run(FTCERT, "worst", "--hard", *words, "-o", data)
        expect(code == 2 and err.startswith("ftcert: E101") and not os.path.exists(data), (words, code, err))
    code, out, err = run(FTCERT, "worst", "--subset", "--samples", 8, "--changed", 2, "-o", data)
    expect(code == 2 and not os.path.exists(data), (code, err))
    print("ok")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(name)
