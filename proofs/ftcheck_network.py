"""Part of ftcheck.py: networks at points, over common denominators."""
from fractions import Fraction
from math import lcm
from operator import mul


def composed(layers, steps):
    """The layers that compute the same real function without steps: steps[l] stand before layer l, the last ones behind the last layer."""
    result = []
    for (line, columns, rows), before in zip(layers, steps):
        factors, shifts = affine(columns, before)
        rows = [[row[0] + sum(map(mul, row[1:], shifts))] + list(map(mul, row[1:], factors)) for row in rows]
        result.append((line, columns, rows))
    factors, shifts = affine(len(rows), steps[-1])
    result[-1] = line, columns, [[a * row[0] + b] + [a * w for w in row[1:]] for a, b, row in zip(factors, shifts, rows)]
    return result


def affine(size, steps):
    """What the steps make of a component v: factor v + shift."""
    factors, shifts = [Fraction(1)] * size, [Fraction(0)] * size
    for _, operation, numbers in steps:
        if operation in ("add", "sub"):
            shifts = [b + c if operation == "add" else b - c for b, c in zip(shifts, numbers)]
        else:
            numbers = numbers if operation == "mul" else [1 / c for c in numbers]
            factors, shifts = list(map(mul, factors, numbers)), list(map(mul, shifts, numbers))
    return factors, shifts


def integer_network(layers):
    """Rows (B', [W1', ..], s) of integers such that the integer row gives s times the true value when every component of the
    layer before is its s times too large: relu(s v) = s relu(v) for s > 0."""
    result, before = [], None
    for _, columns, rows in layers:
        before = before or [1] * columns
        layer = []
        for row in rows:
            row = [row[0]] + [w / s for w, s in zip(row[1:], before)]
            s = lcm(*[w.denominator for w in row])
            row = [w.numerator * (s // w.denominator) for w in row]
            layer.append((row[0], row[1:], s))
        result.append(layer)
        before = [s for _, _, s in layer]
    return result


def evaluate(network, point, see=None):
    """The outputs at the point, as Fractions. The value of a row is n / (s q); `see` is told the n of each hidden layer."""
    q = lcm(*[x.denominator for x in point])
    v = [x.numerator * (q // x.denominator) for x in point]
    for l, layer in enumerate(network):
        if len(v) == 1:
            z = [b * q + w[0] * v[0] for b, w, _ in layer]
        else:
            z = [b * q + sum(map(mul, w, v)) for b, w, _ in layer]
        if l == len(network) - 1:
            return [Fraction(n, s * q) for n, (_, _, s) in zip(z, layer)]
        if see:
            see(l, z, layer, q)
        v = [n if n > 0 else 0 for n in z]


def frozen_values(c, point, values):
    if c.frozen == "zero":
        return [Fraction(0)] * c.P
    if c.frozen in ("values", "computed"):
        return values
    c.f_integer = c.f_integer or integer_network(c.f)
    return evaluate(c.f_integer, point)


def needed_values(c, point, labels, values):
    """f where a label is a number. Where all are `keep`, f + g takes them exactly when g is 0: f is not evaluated, the zeros are not looked at."""
    labelled = any(y is not None for y in labels)
    return frozen_values(c, point, values) if labelled else [Fraction(0)] * c.P
