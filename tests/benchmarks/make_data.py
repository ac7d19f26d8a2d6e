#!/usr/bin/env python3
"""Seeded data for ./run bench: the same bytes every time.

    make_data.py line K N FILE                  a table x,label,frozen: K distinct thousandths in random order, N labels that differ from f
    make_data.py space D K N FILE               a table x0,..,label,frozen; up to 100 features are millionths, more are bytes, four of five 0, as in images
    make_data.py model WIDTHS UNIT FILE         an ONNX model of dense layers, WIDTHS as in 5-50-50-5; UNIT: float32 for normal weights, or n: n-ths
    make_data.py points D K FILE                K points for a model, float64: up to 100 features are float32 in [-1/2, 1/2], more are such bytes over 255
"""
import os
import random
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "certificates"))
from onnx_bytes import model, node, tensor  # noqa: E402

MANY_FEATURES = 100


def line(rng, count, changed, file):
    places, chosen = rng.sample(range(1, 1000 * count), count), set(rng.sample(range(count), changed))
    file.write("x,label,frozen\n")
    for i, place in enumerate(places):
        f = rng.randint(-9999, 9999)
        label = f + rng.randint(1, 999) * rng.choice((-1, 1)) if i in chosen else f
        file.write("%.3f,%.2f,%.2f\n" % (place / 1000, label / 100, f / 100))


def byte(rng):
    return rng.randint(0, 255) if rng.random() < 0.2 else 0


def space(rng, dimension, count, changed, file):
    chosen = set(rng.sample(range(count), changed))
    file.write(",".join("x%d" % j for j in range(dimension)) + ",label,frozen\n")
    for i in range(count):
        f = rng.randint(-9999, 9999)
        label = f + rng.randint(1, 999) if i in chosen else f
        if dimension > MANY_FEATURES:
            row = ["%d" % byte(rng) for _ in range(dimension)]
        else:
            row = ["%.6f" % (rng.randint(-10 ** 6, 10 ** 6) / 10 ** 6) for _ in range(dimension)]
        file.write(",".join(row) + ",%.2f,%.2f\n" % (label / 100, f / 100))


def layers(rng, widths, unit):
    """Weights row by row and biases of each layer."""
    for columns, rows in zip(widths, widths[1:]):
        if unit == "float32":
            yield [rng.gauss(0, (2 / columns) ** 0.5) for _ in range(rows * columns)], [rng.gauss(0, 0.1) for _ in range(rows)]
        else:
            yield [[rng.randint(-99, 99) / int(unit) for _ in range(n)] for n in (rows * columns, rows)]


def dense(rng, widths, unit, file):
    nodes, stored, value = [], [], "x"
    for k, (weights, bias) in enumerate(layers(rng, widths, unit)):
        last = k + 2 == len(widths)
        stored += [tensor("w%d" % k, [widths[k + 1], widths[k]], weights), tensor("b%d" % k, [widths[k + 1]], bias)]
        nodes.append(node("Gemm", "%s w%d b%d" % (value, k, k), "y" if last else "p%d" % k, transB=1))
        value = "h%d" % k
        if not last:
            nodes.append(node("Relu", "p%d" % k, value))
    file.write(model(nodes, ["N", widths[0]], stored))


def float32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def points(rng, dimension, count, file):
    for _ in range(count):
        if dimension > MANY_FEATURES:
            row = [float32(byte(rng) / 255) for _ in range(dimension)]
        else:
            row = [float32(rng.random() - 0.5) for _ in range(dimension)]
        file.write(struct.pack("<%dd" % dimension, *row))


def main(kind, *words):
    rng = random.Random(1)
    *words, name = words
    with open(name, "wb" if kind in ("model", "points") else "w", **({} if kind in ("model", "points") else {"encoding": "ascii"})) as file:
        if kind == "model":
            dense(rng, [int(n) for n in words[0].split("-")], words[1], file)
        else:
            {"line": line, "space": space, "points": points}[kind](rng, *map(int, words), file)


if __name__ == "__main__":
    main(*sys.argv[1:])
