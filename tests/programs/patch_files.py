"""What the tests of ftcert patch start from: a small model, samples, a network g, and readers of what was written.

f = relu(x W + b) V in two components, with an output y; g is one unit that is on at the last two samples alone."""
import os
import sys
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "certificates"), os.path.join(HERE, "..", "..", "proofs")]
import onnx_bytes as onnx  # noqa: E402
from ftcheck_onnx import Meter, Model  # noqa: E402
from ftcheck_onnx_read import Message  # noqa: E402

POINTS = [(0, 0), (1, 2), (-3, 1), (Fraction(1, 2), -4), (5, 6), (8, Fraction(13, 4))]
CHANGED = (4, 5)
UNIT, BIAS, OUTER = (Fraction(1, 2), Fraction(1, 4)), Fraction(-5, 2), Fraction(-3, 8)  # p = x1/2 + x2/4 - 5/2: -3/2 at (1, 2), 3/2 at (5, 6)
STORED = [onnx.tensor("w", [2, 3], [1, -2, 0.5, 3, 1.25, -1]), onnx.tensor("b", [3], [0.5, 0, -1]),
          onnx.tensor("v", [3, 2], [1, 2, -0.25, 4, 3, -1])]
LAYERS = [onnx.node("MatMul", "x w", "h1"), onnx.node("Add", "h1 b", "h2"), onnx.node("Relu", "h2", "h3")]


def by_hand(x, component):
    """f, and what g adds to component 1."""
    w, b, v = [(1, -2, Fraction(1, 2)), (3, Fraction(5, 4), -1)], (Fraction(1, 2), 0, -1), [(1, 2), (Fraction(-1, 4), 4), (3, -1)]
    hidden = [max(Fraction(0), x[0] * w[0][j] + x[1] * w[1][j] + b[j]) for j in range(3)]
    f = sum(hidden[j] * v[j][component] for j in range(3))
    return f, OUTER * max(Fraction(0), UNIT[0] * x[0] + UNIT[1] * x[1] + BIAS)


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb" if isinstance(content, bytes) else "w") as file:
        file.write(content)
    return path


def plain_model(shape=("n", 2), more=(), outputs="y", inputs=()):
    return onnx.model(LAYERS + [onnx.node("MatMul", "h3 v", "y"), *more], shape, STORED, outputs, inputs=inputs)


def inputs_of(folder, model):
    """Files: the model, the data with labels for component 1 of y, g."""
    rows = ["x1,x2,label"]
    for i, x in enumerate(POINTS):
        f, g = by_hand(x, 1)
        rows.append("%s,%s,%s" % (x[0], x[1], f + g if i in CHANGED else ""))
    network = "layer,bias,weights\n1,%s,%s,%s\n2,0,%s\n" % (BIAS, UNIT[0], UNIT[1], OUTER)
    return write(folder, "f.onnx", model), write(folder, "d.csv", "\n".join(rows) + "\n"), write(folder, "g.csv", network)


def values(path, tensor):
    """The tensor of the file at all points, exactly, by the Python checker's reader of models."""
    with open(path, "rb") as file:
        model = Model(file.read(), 2, Meter(), tensor.encode())
    return [model([Fraction(c) for c in x]) for x in POINTS]


def graph_of(data):
    """{field number: [bytes or number]} of the graph, and the rest of the file."""
    model = Message(data)
    rest = {number: found for number, found in model.fields.items() if number != 7}
    return model.part(7).fields, rest


def node_names(data):
    """[(operator, inputs, outputs)] in the order of the file."""
    return [(m.bytes(4).decode(), [n.decode() for n in m.values(1, 2)], [n.decode() for n in m.values(2, 2)])
            for m in Message(data).part(7).parts(1)]


def output_names(data):
    return [m.bytes(1).decode() for m in Message(data).part(7).parts(12)]
