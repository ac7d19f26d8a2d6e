#!/usr/bin/env python3
"""Can groups of changed samples be moved by one unit each? Exact test of the position of the samples.

    general_position.py MODEL.onnx SAMPLES.csv [--output J] [--random COUNT] [--seed S]

A group of at most d affinely independent changed samples can take arbitrary new values through one unit of three
neurons (all residuals of one sign) or four, if its affine hull contains no other sample. For the changed rows of
SAMPLES.csv this script forms groups of d, in row order and by the sign of the residual, and looks for an affine
functional with integer coefficients that is zero on the group and nonzero at every other sample. It prints one line a
group: ok, or what is in the way. --random also draws COUNT groups of d rows from all samples; prints those that fail.

The standard library only; every number is an integer or a fractions.Fraction.
"""
import argparse
import csv
import itertools
import math
import random
from fractions import Fraction

import exact_values


def integer_points(samples):
    """(1, x) with every column scaled to integers; scaling a column changes neither independence nor incidence."""
    scales = [math.lcm(*(entry.denominator for entry in column)) for column in zip(*samples)]
    return [[1, *(int(entry * scale) for entry, scale in zip(row, scales))] for row in samples]


def functionals(points):
    """A basis, with integer coefficients, of the affine functionals that vanish at the points, and the points' rank."""
    rows = [[Fraction(entry) for entry in point] for point in points]
    width, pivots = len(rows[0]), []
    for column in range(width):
        rank = len(pivots)
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [entry / rows[rank][column] for entry in rows[rank]]
        for i, row in enumerate(rows):
            if i != rank and row[column]:
                rows[i] = [entry - row[column] * leading for entry, leading in zip(row, rows[rank])]
        pivots.append(column)
    basis = []
    for free in (column for column in range(width) if column not in pivots):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for i, column in enumerate(pivots):
            vector[column] = -rows[i][free]
        scale = math.lcm(*(entry.denominator for entry in vector))
        basis.append([int(entry * scale) for entry in vector])
    return basis, len(pivots)


def dot(u, point):
    return sum(a * b for a, b in zip(u, point))


def examine(points, group):
    """What keeps the group (row numbers from 1) from being one unit, or None; in that case also its functional."""
    basis, rank = functionals([points[row - 1] for row in group])
    if rank < len(group):
        return "affinely dependent", None
    others = [row for row in range(1, len(points) + 1) if row not in group]
    inside = [row for row in others if not any(dot(u, points[row - 1]) for u in basis)]
    if inside:
        shown = " ".join(map(str, inside[:8])) + (" ..." if len(inside) > 8 else "")
        return f"hull contains {len(inside)} other samples: {shown}", None
    # Every other sample rules out fewer than len(basis) values of t, so this search ends.
    for t in itertools.count(1):
        u = [sum(t**k * entry for k, entry in enumerate(column)) for column in zip(*basis)]
        if all(dot(u, points[row - 1]) for row in others):
            assert not any(dot(u, points[row - 1]) for row in group)
            return None, u


def report(points, name, rows, size):
    for start in range(0, len(rows), size):
        group = rows[start:start + size]
        fault, u = examine(points, group)
        verdict = fault or f"ok, coefficients of at most {max(abs(a) for a in u).bit_length()} bits"
        print(f"group {name} {verdict}: {' '.join(map(str, group))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("model")
    parser.add_argument("samples")
    parser.add_argument("--output", type=int, default=0, help="component of the network's output, counted from 0")
    parser.add_argument("--random", type=int, default=0, help="how many random groups of d samples to examine")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    samples = exact_values.read_samples(arguments.samples)
    network = exact_values.Network(arguments.model, len(samples[0]))
    with open(arguments.samples, newline="") as file:
        labels = {row: Fraction(entry["label"]) for row, entry in enumerate(csv.DictReader(file), 1) if entry["label"]}
    points, dimension = integer_points(samples), len(samples[0])
    residuals = {row: label - network(samples[row - 1])[arguments.output] for row, label in labels.items()}
    changed = [row for row in residuals if residuals[row]]
    above = [row for row in changed if residuals[row] > 0]
    below = [row for row in changed if residuals[row] < 0]
    print(f"{len(samples)} samples in {dimension} dimensions, {len(set(map(tuple, points)))} distinct")
    print(f"{len(changed)} changed: {len(above)} above f, {len(below)} below")
    report(points, "mixed", changed, dimension)
    report(points, "above", above, dimension)
    report(points, "below", below, dimension)
    # A full group of one sign needs three neurons, a mixed one of the rest four.
    common, rest = sorted([above, below], key=len, reverse=True)
    if len(common) > dimension:
        report(points, "rest ", sorted(common[dimension:] + rest), dimension)

    draw = random.Random(arguments.seed)
    faults = []
    for _ in range(arguments.random):
        group = sorted(draw.sample(range(1, len(points) + 1), dimension))
        fault, _ = examine(points, group)
        if fault:
            faults.append(f"  {fault}: {' '.join(map(str, group))}")
    if arguments.random:
        print(f"{len(faults)} of {arguments.random} random groups of {dimension} fail", *faults, sep="\n")


if __name__ == "__main__":
    main()
