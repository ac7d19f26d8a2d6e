"""Every operator of the importer in a small model of its own, with random weights: the exact values of `ftcert evaluate` against onnxruntime's, within the rounding
of float32. The standard library and the ONNX bytes of tests/certificates.

    run_operators(ftcert, node_folder, folder, expect)      # how many models were compared
"""
import csv
import os
import random
import struct
import subprocess
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "certificates"))
from model_runs import run_jobs, value_of
from onnx_bytes import BOOL, FLOAT, INT64, model, node, tensor

SAMPLES, UNIT = 5, Fraction(1, 4096)
# Of the largest value of a sample, or of 1: a few roundings of float32.
TOLERANCE = Fraction(1, 2 ** 17)


class Case:
    """Nodes from x, whose samples have this shape, to y; stored tensors; the version of the operator set."""

    def __init__(self, name, nodes, shape, stored=(), version=13):
        self.name, self.shape, self.version = name, shape, version
        self.nodes, self.stored = nodes if isinstance(nodes, list) else [nodes], list(stored)


def floats(draw, name, *shape):
    count = 1
    for extent in shape:
        count *= extent
    return tensor(name, list(shape), [draw.randrange(-64, 65) / 32 for _ in range(count)])


def given(name, *numbers, kind=FLOAT, shape=None):
    return tensor(name, [len(numbers)] if shape is None else shape, numbers, kind)


def integers(name, *numbers):
    return given(name, *numbers, kind=INT64)


def piecewise(draw):
    scalars = [given("low", -0.5, shape=[]), given("high", 0.75, shape=[])]
    w = floats(draw, "w", 6)
    yield Case("Clip", node("Clip", "x low high"), [6], scalars)
    yield Case("Clip of one side", node("Clip", "x - high"), [6], scalars)
    yield Case("Clip, version 6", node("Clip", "x", min=-0.5, max=0.25), [6], version=6)
    yield Case("LeakyRelu", node("LeakyRelu", "x", alpha=0.3), [6])
    yield Case("PRelu", node("PRelu", "x w"), [6], [w])
    yield Case("Abs", node("Abs", "x"), [6])
    yield Case("HardSigmoid", node("HardSigmoid", "x"), [6])
    for operator in ("Max", "Min", "Sum", "Mean"):
        yield Case(operator, [node("Neg", "x", "a"), node(operator, "x a w")], [6], [w])
    for operator in ("ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceSumSquare", "ReduceProd"):
        yield Case(operator, node(operator, "x", axes=[-1], keepdims=0), [3, 4])
    yield Case("ReduceSum", node("ReduceSum", "x a", keepdims=1), [3, 4], [integers("a", 1)])
    yield Case("a skip over a ReLU", [node("Relu", "x", "r"), node("MatMul", "r w", "m"), node("Add", "m x")], [4], [floats(draw, "w", 4, 4)])


def windows(draw):
    image = [4, 6, 7]
    bias = floats(draw, "b", 6)
    yield Case("Conv", node("Conv", "x w b"), image, [floats(draw, "w", 6, 4, 3, 3), bias])
    yield Case("Conv, strides and pads", node("Conv", "x w b", strides=[2, 1], pads=[1, 0, 2, 1]), image, [floats(draw, "w", 6, 4, 3, 2), bias])
    yield Case("Conv, dilations", node("Conv", "x w", dilations=[2, 3]), image, [floats(draw, "w", 3, 4, 2, 2)])
    yield Case("Conv, groups", node("Conv", "x w b", group=2), image, [floats(draw, "w", 6, 2, 3, 3), bias])
    yield Case("Conv, one group a channel", node("Conv", "x w", group=4), image, [floats(draw, "w", 4, 1, 3, 3)])
    for rule in ("SAME_UPPER", "SAME_LOWER", "VALID"):
        yield Case(f"Conv, {rule}", node("Conv", "x w", auto_pad=rule, strides=[2, 2]), image, [floats(draw, "w", 2, 4, 3, 2)])
    yield Case("Conv of one axis", node("Conv", "x w"), [2, 9], [floats(draw, "w", 3, 2, 4)])
    yield Case("Conv of three axes", node("Conv", "x w"), [2, 3, 4, 3], [floats(draw, "w", 2, 2, 2, 2, 2)])
    transposed = [floats(draw, "w", 4, 3, 3, 3), floats(draw, "b", 3)]
    yield Case("ConvTranspose", node("ConvTranspose", "x w b"), [4, 3, 4], transposed)
    yield Case("ConvTranspose, strides and pads", node("ConvTranspose", "x w b", strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1]), [4, 3, 4], transposed)
    yield Case("ConvTranspose, groups", node("ConvTranspose", "x w", group=2, strides=[2, 3]), [4, 3, 4], [floats(draw, "w", 4, 2, 2, 2)])
    yield Case("ConvTranspose, dilations", node("ConvTranspose", "x w", dilations=[2, 1]), [4, 3, 4], [floats(draw, "w", 4, 2, 2, 2)])
    yield Case("MaxPool", node("MaxPool", "x", kernel_shape=[2, 3], strides=[2, 2]), image)
    yield Case("MaxPool, pads and ceiling", node("MaxPool", "x", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], ceil_mode=1), image)
    yield Case("AveragePool", node("AveragePool", "x", kernel_shape=[2, 3], strides=[2, 2]), image)
    for counted in 0, 1:
        yield Case(f"AveragePool, padding counted {counted}", node("AveragePool", "x", kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=counted), image)
    yield Case("AveragePool, SAME_UPPER", node("AveragePool", "x", kernel_shape=[3, 2], auto_pad="SAME_UPPER"), image)
    yield Case("GlobalAveragePool", node("GlobalAveragePool", "x"), image)
    yield Case("GlobalMaxPool", node("GlobalMaxPool", "x"), image)
    scale = [floats(draw, "s", 4), floats(draw, "b", 4), floats(draw, "m", 4), tensor("v", [4], [draw.randrange(1, 99) / 16 for _ in range(4)])]
    yield Case("BatchNormalization", node("BatchNormalization", "x s b m v"), image, scale)
    yield Case("BatchNormalization of rows", node("BatchNormalization", "x s b m v", epsilon=0.01), [4], scale)
    yield Case("Conv, BatchNormalization, Relu, MaxPool, Gemm", [
        node("Conv", "x w", "c", pads=[1, 1, 1, 1]), node("BatchNormalization", "c s b m v", "n"), node("Relu", "n", "r"),
        node("MaxPool", "r", "p", kernel_shape=[2, 2], strides=[2, 2]), node("Flatten", "p", "f"), node("Gemm", "f g")],
        [2, 4, 4], [floats(draw, "w", 4, 2, 3, 3), *scale, floats(draw, "g", 16, 3)])


def images(draw):
    twice = given("s", 1.0, 1.0, 2.0, 3.0)
    yield Case("Upsample, version 9", node("Upsample", "x s", mode="nearest"), [2, 3, 2], [twice], version=9)
    for coordinates, rounding in (("asymmetric", "floor"), ("half_pixel", "round_prefer_floor"), ("asymmetric", "ceil"), ("pytorch_half_pixel", "round_prefer_ceil")):
        yield Case(f"Resize, {coordinates}, {rounding}", node("Resize", "x - s", mode="nearest", coordinate_transformation_mode=coordinates, nearest_mode=rounding),
                   [2, 3, 2], [twice])
    yield Case("Resize to half", node("Resize", "x - s", mode="nearest"), [2, 4, 6], [given("s", 1.0, 1.0, 0.5, 0.5)])
    for coordinates in ("half_pixel", "asymmetric", "align_corners"):
        yield Case(f"Resize, linear, {coordinates}", node("Resize", "x - s", mode="linear", coordinate_transformation_mode=coordinates), [2, 3, 2], [twice])
    for mode in ("DCR", "CRD"):
        yield Case(f"DepthToSpace, {mode}", node("DepthToSpace", "x", blocksize=2, mode=mode), [8, 2, 3])
    yield Case("SpaceToDepth", node("SpaceToDepth", "x", blocksize=2), [2, 4, 6])


def movement(draw):
    slices = [integers("from", 3, -1), integers("to", -9, 0), integers("axes", 1, 2), integers("steps", -2, -1)]
    yield Case("Slice", node("Slice", "x from to axes steps"), [4, 5], slices)
    yield Case("Slice, version 9", node("Slice", "x", starts=[1, 0], ends=[3, -2], axes=[1, 2]), [4, 5], version=9)
    yield Case("Split and Concat", [node("Split", "x p", "a b c", axis=1), node("Concat", "c a b", axis=1)], [4, 3], [integers("p", 1, 2, 1)])
    yield Case("Split, version 11", [node("Split", "x", "a b", axis=-1, split=[1, 4]), node("Concat", "b a", axis=2)], [2, 5], version=11)
    yield Case("Gather", node("Gather", "x i", axis=1), [4, 3], [integers("i", 2, -1, 0)])
    yield Case("Gather of one position", node("Gather", "x i", axis=2), [4, 3], [tensor("i", [], [1], INT64)])
    for mode in ("constant", "reflect", "edge"):
        yield Case(f"Pad, {mode}", node("Pad", "x p", mode=mode), [2, 4, 5], [integers("p", 0, 0, 1, 2, 0, 0, 3, 1)])
    yield Case("Pad, version 2", node("Pad", "x", pads=[0, 1, 0, 2], value=0.5), [4], version=2)
    yield Case("Expand", node("Expand", "x s"), [4, 1], [integers("s", 1, 1, 3)])
    yield Case("Tile", node("Tile", "x r"), [2, 3], [integers("r", 1, 2, 2)])
    yield Case("Where by a constant", node("Where", "c x w"), [4], [given("c", True, False, False, True, kind=BOOL), floats(draw, "w", 4)])
    yield Case("a shape with the number of samples", [
        node("Shape", "x", "s"), node("Gather", "s zero", "n", axis=0), node("Unsqueeze", "n axis", "u"), node("Concat", "u rest", "t", axis=0),
        node("Reshape", "x t", "f"), node("MatMul", "f w")], [2, 3], [tensor("zero", [], [0], INT64), integers("axis", 0), integers("rest", -1), floats(draw, "w", 6, 2)])
    yield Case("a table of zeros for all samples", [
        node("Shape", "x", "s"), node("ConstantOfShape", "s", "z", value=tensor("", [1], [0.5])), node("Add", "x z")], [2, 3])
    # A batch of one alone, so that indices name every axis.
    yield Case("ScatterND", node("ScatterND", "w i x"), [1, 3], [floats(draw, "w", 4, 1, 3), tensor("i", [1, 1], [2], INT64)])


def points_only(draw):
    w = floats(draw, "w", 6)
    for operator in ("Floor", "Ceil", "Round", "Sign", "Softsign", "HardSwish"):
        yield Case(operator, node(operator, "x"), [6], version=14)
    yield Case("ThresholdedRelu", node("ThresholdedRelu", "x", alpha=0.5), [6])
    yield Case("Mul of functions", [node("Neg", "x", "a"), node("Add", "a w", "b"), node("Mul", "x b")], [6], [w])
    yield Case("Div of functions", [node("Abs", "x", "a"), node("Add", "a one", "b"), node("Div", "x b")], [6], [given("one", 1.0)])
    yield Case("MatMul of functions", [node("Transpose", "x", "t", perm=[0, 2, 1]), node("MatMul", "x t")], [3, 4])
    yield Case("Pow", node("Pow", "x k"), [6], [given("k", 3.0, shape=[])])
    yield Case("Reciprocal", [node("Abs", "x", "a"), node("Add", "a one", "b"), node("Reciprocal", "b")], [6], [given("one", 1.0)])
    yield Case("Mod", node("Mod", "x w", fmod=1), [6], [given("w", 0.5, 0.75, 0.25, 2.0, 1.0, 3.0)])
    for operator in ("Less", "Greater", "LessOrEqual", "GreaterOrEqual"):
        yield Case(operator, [node(operator, "x w", "c"), node("Where", "c x w")], [6], [w])
    yield Case("logic", [node("Less", "x w", "a"), node("Greater", "x zero", "b"), node("And", "a b", "c"), node("Xor", "a b", "d"), node("Or", "c d", "e"),
                         node("Not", "e", "f"), node("Cast", "f", "y", to=FLOAT)], [6], [w, given("zero", 0.0)])
    yield Case("Cast to integers and back", [node("Cast", "x", "i", to=INT64), node("Cast", "i", "y", to=FLOAT)], [6])
    yield Case("ArgMax, OneHot", [node("ArgMax", "x", "i", axis=1, keepdims=0), node("OneHot", "i depth values")], [6],
               [tensor("depth", [], [6], INT64), given("values", 0.0, 1.0)])
    yield Case("ArgMin", [node("ArgMin", "x", "i", axis=2), node("Cast", "i", "y", to=FLOAT)], [3, 4])


def cases(seed=1):
    draw = random.Random(seed)
    return [case for kind in (piecewise, windows, images, movement, points_only) for case in kind(draw)]


def prepare(folder, number, case, draw):
    """Files of the model and of its points: (model, table, raw floats)."""
    paths = [os.path.join(folder, f"operator{number}.{ending}") for ending in ("onnx", "csv", "points")]
    with open(paths[0], "wb") as file:
        file.write(model(case.nodes, ["N", *case.shape], case.stored, version=case.version))
    width = 1
    for extent in case.shape:
        width *= extent
    points = [[draw.randrange(-8192, 8193) for _ in range(width)] for _ in range(SAMPLES)]
    with open(paths[1], "w", encoding="ascii") as file:
        file.write(",".join(f"x{j}" for j in range(width)) + "\n")
        file.writelines(",".join("%.12f" % (n / 4096) for n in point) + "\n" for point in points)
    with open(paths[2], "wb") as file:
        for point in points:
            file.write(struct.pack("<%df" % width, *[n / 4096 for n in point]))
    return paths


def exact_rows(ftcert, path, table):
    """f at every sample as fractions, or the error."""
    done = subprocess.run([ftcert, "evaluate", "--model", path, "--data", table], capture_output=True, text=True)
    if done.returncode:
        return done.stderr.strip()
    header, *rows = list(csv.reader(done.stdout.splitlines()))
    places = [j for j, name in enumerate(header) if name == "f" or name.startswith("f:")]
    return [[Fraction(row[j]) for j in places] for row in rows]


def onnxruntime_rows(node_folder, folder, prepared, listed):
    jobs = [{"model": path, "input": points, "type": "float32", "shape": case.shape, "batch": 1, "level": level, "out": f"{path}.{level}"}
            for case, (path, _, points) in prepared for level in ("disabled", "all")]
    outputs = run_jobs(node_folder, listed, jobs, SAMPLES)
    return {(job["model"], job["level"]): output.rows(output.names[0]) for job, output in zip(jobs, outputs)}


def run_operators(ftcert, node_folder, folder, expect):
    draw = random.Random(2)
    prepared = [(case, prepare(folder, number, case, draw)) for number, case in enumerate(cases())]
    found = onnxruntime_rows(node_folder, folder, prepared, os.path.join(folder, "operators.jobs"))
    for case, (path, table, _) in prepared:
        exact = exact_rows(ftcert, path, table)
        expect(f"{case.name} is read", isinstance(exact, list), exact)
        for level in ("disabled", "all") if isinstance(exact, list) else ():
            rows = [[value_of(bits, "float32") for bits in row] for row in found[path, level]]
            same = [len(a) for a in exact] == [len(b) for b in rows]
            expect(f"{case.name}, {level}: as many outputs", same, ([len(a) for a in exact], [len(b) for b in rows]))
            for i, (a, b) in enumerate(zip(exact, rows) if same else ()):
                room = TOLERANCE * max([Fraction(1), *map(abs, a)])
                worst = max(abs(p - q) if q is not None else Fraction(10) ** 9 for p, q in zip(a, b))
                expect(f"{case.name}, {level}: sample {i + 1} within the rounding of float32", worst <= room, (float(worst), float(room)))
    return len(prepared)
