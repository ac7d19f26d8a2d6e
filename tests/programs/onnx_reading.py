"""What the tests of the ONNX reader of proofs/ftcheck.py share: a model's values at a point, or why it has none."""
from fractions import Fraction

from ftcheck_onnx import Damaged, Meter, Model, Unknown
from onnx_bytes import INT64, model, tensor

counts = {"passed": 0, "failed": 0}
A, B = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1, 2, 3]  # a table of 2 by 3 or 3 by 2; a list


def expect(name, condition, shown=""):
    counts["passed" if condition else "failed"] += 1
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def outcome(onnx, point, most=10 ** 8):
    try:
        return Model(onnx, len(point), Meter(most))(list(map(Fraction, point)))
    except (Unknown, Damaged) as problem:
        return str(problem)


def value(name, nodes, point, expected, shape=None, stored=(), **more):
    found = outcome(model(nodes if isinstance(nodes, list) else [nodes], shape or [1, len(point)], stored, **more), point)
    expect(name, found == list(map(Fraction, expected)), found)


def refused(name, nodes, what, stored=(), point=(1, 2, 3), shape=None, **more):
    found = outcome(model(nodes if isinstance(nodes, list) else [nodes], shape or [1, len(point)], stored, **more), point)
    expect("refused: " + name, isinstance(found, str) and what in found, found)


def floats(name, shape, numbers):
    return tensor(name, shape, list(map(float, numbers)))


def integers(name, *numbers):
    return tensor(name, [len(numbers)], numbers, INT64)
