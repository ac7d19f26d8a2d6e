"""bounds --dimension d --general-position: the numbers against all partitions of the labels, and what the verb refuses.

usage: test_general_position.py FTCERT

The least cost of a partition is found here by trying all numbers of groups."""
import json
import re
import subprocess
import sys

FTCERT = sys.argv[1]
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def run(*words):
    done = subprocess.run([FTCERT, "bounds"] + [str(word) for word in words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def cost(plus, minus, d):
    """Hats of at most d labels of one sign, 3 neurons each; waves of at most d labels, 4 each."""
    best = None
    for waves in range(plus + minus + 1):
        for taken in range(min(plus, waves * d) + 1):  # positive labels in waves; the rest of the waves takes negative ones
            rest = max(0, minus - (waves * d - taken))
            hats = -(-(plus - taken) // d) - (-rest // d)
            if best is None or 4 * waves + 3 * hats < best:
                best = 4 * waves + 3 * hats
    return best


def numbers():
    for d in 1, 2, 3, 5, 10:
        for n in range(0, 25, 1 if d < 4 else 3):
            worst = max(cost(p, q, d) for p in range(n + 1) for q in range(n + 1 - p))
            code, out, err = run("--dimension", d, "--general-position", "--changed", n, "--json", "-", "--quiet")
            summary = json.loads(out) if code == 0 else {}
            expect("d=%d N=%d" % (d, n), summary.get("large_samples", {}).get("value") == worst, (worst, out, err))
            expect("d=%d N=%d last line" % (d, n), err == "s BOUNDS layers=2 neurons=%d changed=%d dimension=%d\n"
                   % (worst, n, d), err)
            for k in n or 1, n + 1, n + d + 1, 3 * n + 2, 1000:
                code, out, err = run("--dimension", d, "--general-position", "--changed", n, "--samples", k)
                last = out.splitlines()[-1] if out else err
                said = re.fullmatch(r"s BOUNDS layers=2 neurons=(\d+)(?:\.\.(\d+))? samples=%d changed=%d dimension=%d"
                                    % (k, n, d), last)
                expect("d=%d N=%d K=%d" % (d, n, k), said, last)
                if said:
                    low, high = int(said[1]), int(said[2] or said[1])
                    line = n if n == 0 else max(0, k - 2) if k > 4 else 3  # at most: min{3N, K-2} along a line
                    expect("ends", low <= high <= worst and high <= (min(3 * n, line) if k > 4 else line or 0), last)
                    expect("parameters", n == 0 or k == 1 or d == 1 or low * (d + 1) + 1 >= n, last)


def refusals():
    for words, code, text in [
            (["--changed", 3, "--dimension", 2], 2, "E101 --dimension: the worst samples of all lie on a line"),
            (["--changed", 3, "--general-position"], 2, "E101 --general-position: give --dimension"),
            (["--changed", 3, "--general-position", "--dimension", 2, "--layers", 3], 2, "one hidden layer"),
            (["--changed", 3, "--general-position", "--dimension", 2, "--samples", 2], 2, "--changed 3 is more than --samples 2"),
            (["--changed", 3, "--general-position", "--dimension", 0], 2, "--dimension"),
            (["--changed", 3], 2, "E101 --samples is required"),
            (["--general-position", "--dimension", 2], 2, "--changed")]:
        found, out, err = run(*words)
        expect("refused: %s" % words, found == code and text in err and out == "", (found, out, err))


numbers()
refusals()
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed or not passed else 0)
