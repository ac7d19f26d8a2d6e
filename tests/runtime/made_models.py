"""Small models with data for them, made from a seed: dense layers whose weights and features are few-bit numbers, so that every value of f is known
exactly here and written in full. The standard library and the ONNX bytes of tests/certificates.

    made = MadeModel(folder, "wide", [784, 16, 10], seed=1, samples=200)
    made.write_data("wide.csv", changed=range(100))
    made.exact(0)            # z at the first sample, as fractions
"""
import functools
import os
import random
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "certificates"))
from onnx_bytes import model, node, tensor

WEIGHT_UNIT, FEATURE_UNIT = Fraction(1, 256), Fraction(1, 1024)


class MadeModel:
    """Input `x` of any batch; Gemm and Relu by turns, the last makes the tensor `z`. `path`: the model with the output z; `softmax`: the same with
    the output y = Softmax(z) alone."""

    def __init__(self, folder, name, widths, seed, samples):
        self.folder, self.name, self.widths = folder, name, widths
        self.random = random.Random(seed)
        draw = self.random.randrange
        self.layers = [([[draw(-64, 65) for _ in range(n)] for _ in range(m)], [draw(-64, 65) for _ in range(m)]) for n, m in zip(widths, widths[1:])]
        # A third of the features is 0, as in images.
        self.points = [[draw(1024) if draw(3) else 0 for _ in range(widths[0])] for _ in range(samples)]
        self.path, self.softmax = os.path.join(folder, name + ".onnx"), os.path.join(folder, name + "-softmax.onnx")
        nodes, stored, value = [], [], "x"
        for k, (rows, bias) in enumerate(self.layers):
            out = "z" if k + 2 == len(widths) else f"p{k}"
            stored += [tensor(f"w{k}", [len(rows), len(rows[0])], [float(c * WEIGHT_UNIT) for row in rows for c in row]),
                       tensor(f"b{k}", [len(bias)], [float(c * WEIGHT_UNIT) for c in bias])]
            nodes.append(node("Gemm", f"{value} w{k} b{k}", out, transB=1))
            if out != "z":
                nodes.append(node("Relu", out, f"h{k}"))
            value = f"h{k}"
        for path, more, output in ((self.path, [], "z"), (self.softmax, [node("Softmax", "z", "y", axis=1)], "y")):
            with open(path, "wb") as file:
                file.write(model([*nodes, *more], ["N", widths[0]], stored, output))

    @functools.lru_cache(maxsize=None)
    def exact(self, i):
        """z at sample i, over the rationals."""
        values, unit = self.points[i], FEATURE_UNIT
        for k, (rows, bias) in enumerate(self.layers):
            one = int(1 / unit)  # a bias, beside products of weights with values of this unit
            values = [sum(w * v for w, v in zip(row, values)) + b * one for row, b in zip(rows, bias)]
            unit *= WEIGHT_UNIT
            if k + 1 < len(self.layers):
                values = [max(0, v) for v in values]
        return [v * unit for v in values]

    def write_data(self, name, changed):
        """A table with labels for all components of z at the samples of `changed`: hundredths, within 3 of f; elsewhere nothing."""
        path, outputs = os.path.join(self.folder, name), self.widths[-1]
        with open(path, "w", encoding="ascii") as file:
            file.write(",".join([f"x{j}" for j in range(self.widths[0])] + [f"l{j}" for j in range(outputs)]) + "\n")
            for i, point in enumerate(self.points):
                labels = [""] * outputs
                if i in changed:
                    labels = ["%.2f" % ((round(value * 100) + self.random.randrange(-300, 301)) / 100) for value in self.exact(i)]
                file.write(",".join([repr(float(v * FEATURE_UNIT)) for v in point] + labels) + "\n")
        return path
