#!/usr/bin/env python3
"""What is known of random data with two hidden layers: neurons that are needed and neurons that suffice, both verified.

    python3 tests/benchmarks/random_data_gap.py FTCERT FTCHECK

For each K, N four sets: labels from -1000 to 1000 without 0 at N random ones of the samples 0, .., K-1, the others 0. A line a pair K, N:
lower..upper and the network's construction for each set. The exit code is 0 only if ftcheck verifies every certificate."""
import os
import random
import subprocess
import sys
import tempfile

SIZES = ((30, 5), (30, 10), (60, 20), (60, 50), (100, 20), (100, 50), (200, 10), (200, 20), (200, 50))


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def word(line, name):
    return next(w[len(name):].lstrip(">=") for w in line.split() if w.startswith(name))


def interval(ftcert, ftcheck, labels, place):
    data, network, bound = (os.path.join(place, name) for name in ("data.csv", "g.ftc", "b.ftc"))
    with open(data, "w", encoding="ascii") as file:
        file.write("x,label\n" + "".join("%d,%d\n" % pair for pair in enumerate(labels)))
    common = ("--layers", "3", "--data", data)
    run(ftcert, "certify", *common, "-o", network)
    run(ftcert, "refute", *common, "-o", bound)
    upper, lower = (run(ftcheck, file).split("\n")[0] for file in (network, bound))
    with open(network, encoding="ascii") as file:
        construction = next(line for line in file if line.startswith("construction ")).split()[1]
    return word(lower, "neurons"), word(upper, "neurons"), construction


def main(ftcert, ftcheck):
    with tempfile.TemporaryDirectory() as place:
        for count, changed in SIZES:
            found = []
            for seed in range(4):
                rng = random.Random("%d %d %d" % (count, changed, seed))
                labels = [0] * count
                for i in rng.sample(range(count), changed):
                    labels[i] = rng.choice((-1, 1)) * rng.randint(1, 1000)
                found.append("%s..%s %s" % interval(ftcert, ftcheck, labels, place))
            print("K = %d, N = %d: %s" % (count, changed, "; ".join(found)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
