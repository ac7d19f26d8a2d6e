#!/usr/bin/env python3
"""Exact values of a feed-forward ReLU network, read from an ONNX file.

    exact_values.py MODEL.onnx SAMPLES.csv [--output J] [--rows 1,2,5] [--label NAME]

Prints `row,value`: component J (counted from 0) of the network's output at the chosen data rows (counted from 1 below
the header; all rows when none are named), each value a fraction in lowest terms. The network is read as the real
function with the stored weights: nothing is rounded.

A witness for tests: it reads and evaluates the file with the ONNX reader of proofs/ftcheck.py, which shares no code with
the C++ importer. What that reader does not know is an error, never a guess. The standard library only.
"""
import argparse
import csv
import pathlib
import sys
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "proofs"))
from ftcheck_onnx import Damaged, Meter, Model, Unknown
from ftcheck_read import Failure


class Network:
    """The function of an ONNX file for points with the given number of components."""

    def __init__(self, path, dimension):
        self.model = Model(pathlib.Path(path).read_bytes(), dimension, Meter())

    def __call__(self, features):
        """All components of the output at one sample, a list of fractions."""
        return self.model([Fraction(feature) for feature in features])


def read_samples(path, label="label"):
    """The feature rows of a CSV file, exactly as written: every column but the label."""
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    keep = [i for i, name in enumerate(rows[0]) if name != label]
    return [[Fraction(row[i]) for i in keep] for row in rows[1:]]


def value_lines(network, samples, rows=None, output=0):
    """The lines `row,value`, header first: component `output` at the given rows, counted from 1, or at all of them."""
    yield "row,value"
    for row in rows or range(1, len(samples) + 1):
        yield f"{row},{network(samples[row - 1])[output]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("model")
    parser.add_argument("samples")
    parser.add_argument("--output", type=int, default=0, help="component of the network's output, counted from 0")
    parser.add_argument("--rows", type=lambda rows: list(map(int, rows.split(","))), help="data rows, counted from 1")
    parser.add_argument("--label", default="label", help="the column that is not a feature")
    arguments = parser.parse_args()
    samples = read_samples(arguments.samples, arguments.label)
    for line in value_lines(Network(arguments.model, len(samples[0])), samples, arguments.rows, arguments.output):
        print(line)


if __name__ == "__main__":
    try:
        main()
    except Damaged as problem:
        sys.exit(f"exact_values.py: expected an ONNX model, found {problem}")
    except Unknown as what:
        sys.exit(f"exact_values.py: {what} is not known here")
    except Failure as failure:
        sys.exit(f"exact_values.py: {failure.text}")
