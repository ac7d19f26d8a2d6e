#!/usr/bin/env python3
"""The ONNX reader of proofs/ftcheck.py: every operator on a model of its own, with values worked out by hand; ONNX's own operator tests where
they are installed; the exact values of data/ and of public networks, which the C++ importer also computes.

usage: test_onnx_reader.py SOURCE [TESTDATA]"""
import csv
import os
import pathlib
import random
import struct
import sys
from fractions import Fraction

SOURCE = pathlib.Path(sys.argv[1])
TESTDATA = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
sys.path[:0] = [str(SOURCE / folder) for folder in ("proofs", "data", "tests/certificates")]
import exact_values
from ftcheck_onnx import OPERATORS, Damaged, Message, Unknown
from ftcheck_onnx_read import BINARY, dyadic, read_tensor, representable
from ftcheck_read import Failure
from onnx_bytes import BFLOAT16, BOOL, DOUBLE, FLOAT, FLOAT16, INT32, INT64, field, model, node, tensor, value_info
from onnx_choices import choices, pools
from onnx_reading import A, B, counts, expect, floats, integers, outcome, refused, value

def arithmetic():
    w = [floats("w", [3], [2, -4, 0.5])]
    value("Add", node("Add", "x w"), [1, "1/3", 5], [3, "-11/3", "11/2"], stored=w)
    value("Sub", node("Sub", "w x"), [1, "1/3", 5], [1, "-13/3", "-9/2"], stored=w)
    value("Mul", node("Mul", "x w"), [1, "1/3", 5], [2, "-4/3", "5/2"], stored=w)
    value("Div", node("Div", "x w"), [1, "1/3", 5], ["1/2", "-1/12", 10], stored=w)
    value("Div by the input", node("Div", "w x"), [3, -5, "1/7"], ["2/3", "4/5", "7/2"], stored=w)
    value("Neg", node("Neg", "x"), [1, "-1/3"], [-1, "1/3"])
    value("Relu", node("Relu", "x"), [1, "-1/3", 0, "1/9"], [1, 0, 0, "1/9"])
    value("a number repeated", node("Mul", "w x"), [1, 2], [10, 20], stored=[floats("w", [], [10])])
    value("a column and a row", node("Add", "x w"), [1, 2], [11, 12, 21, 22], stored=[floats("w", [2, 1], [10, 20])])
    value("axes on the left", node("Sub", "x w"), [1, 2], [-9, -8, -19, -18], stored=[floats("w", [2, 1, 1], [10, 20])])
    value("0.1 as float", node("Add", "x w"), [0], ["13421773/134217728"], stored=[floats("w", [], [0.1])])
    value("version 6, no axis", node("Add", "x w", axis=1, broadcast=1), [1, 2, 3, 4], [11, 12, 23, 24], shape=[1, 2, 2],
          stored=[floats("w", [2], [10, 20])], version=6)
    value("version 6, the last axis", node("Add", "x w", broadcast=1), [1, 2, 3, 4], [11, 22, 13, 24], shape=[1, 2, 2],
          stored=[floats("w", [2], [10, 20])], version=6)
    refused("version 6 without broadcast", node("Add", "x w"), "operator Add with operands of the shapes", w, version=6)
    refused("a division by zero", node("Div", "x w"), "a division by zero", [floats("w", [3], [1, 0, 1])])
    refused("other shapes", node("Add", "x w"), "operands of the shapes (1, 3) and (2,)", [floats("w", [2], [1, 2])])
    refused("other types", node("Add", "x w"), "operands of type FLOAT and DOUBLE", [tensor("w", [3], [1, 2, 3], DOUBLE)])
    refused("integers", node("Add", "w w"), "operands of type INT64", [integers("w", 1, 2, 3)])


def products():
    table = [floats("w", [3, 2], A)]
    value("MatMul", node("MatMul", "x w"), B, [22, 28], stored=table)
    value("MatMul, the weight on the left", node("MatMul", "w x"), B, [14, 32], shape=[3, 1], stored=[floats("w", [2, 3], A)])
    value("MatMul of a vector on the left", node("MatMul", "x w"), B, [22, 28], shape=[3], stored=table)
    value("MatMul of a vector on the right", node("MatMul", "w x"), B, [14, 32], shape=[3], stored=[floats("w", [2, 3], A)])
    value("MatMul of two vectors", node("MatMul", "x w"), B, [32], shape=[3], stored=[floats("w", [3], [4, 5, 6])])
    value("MatMul of stacks", node("MatMul", "x w"), [1, 2], [5, 11], shape=[1, 1, 2], stored=[floats("w", [2, 2, 1], [1, 2, 3, 4])])
    value("MatMul of a stack on the left", node("MatMul", "w x"), [1, 2], [5, 11], shape=[2, 1], stored=[floats("w", [2, 1, 2], [1, 2, 3, 4])])
    for form in range(16):
        trans_a, trans_b, left, scaled = form & 1, form & 2, form & 4, form & 8
        # The weight is W = ((1, 2), (3, 4), (5, 6)): x W = (22, 28), W^T x the same as a column.
        stands = left and not trans_a or not left and trans_b  # transposed in the file
        w = floats("w", [2, 3] if stands else [3, 2], [1, 3, 5, 2, 4, 6] if stands else A)
        x_shape = ([1, 3] if trans_b else [3, 1]) if left else ([3, 1] if trans_a else [1, 3])
        more = {"alpha": 0.5, "beta": -2.0} if scaled else {}
        gemm = node("Gemm", "w x c" if left else "x w c", transA=int(bool(trans_a)), transB=int(bool(trans_b)), **more)
        c = floats("c", [2, 1] if left else [2], [10, 20])
        value("Gemm, form %d" % form, gemm, B, [11 - 20, 14 - 40] if scaled else [32, 48], shape=x_shape, stored=[w, c])
    value("Gemm without C", node("Gemm", "x w"), B, [22, 28], stored=table)
    value("Gemm with an empty C", node("Gemm", "x w -"), B, [22, 28], stored=table)
    refused("Gemm of a vector", node("Gemm", "x w"), "operands of the shapes (3,) and (3, 2)", table, shape=[3])
    refused("Gemm with a large C", node("Gemm", "x w c"), "an operand C of the shape (2, 2)", table + [floats("c", [2, 2], [1] * 4)])
    refused("MatMul that does not fit", node("MatMul", "x w"), "operands of the shapes (1, 3) and (2, 3)", [floats("w", [2, 3], A)])


def shapes():
    row = list(range(1, 7))
    moved = [1, 3, 5, 2, 4, 6]  # ((1, 2), (3, 4), (5, 6)) by columns
    value("Transpose", [node("Transpose", "x", "t"), node("Identity", "t")], row, moved, shape=[3, 2])
    value("Transpose with perm", node("Transpose", "x", perm=[0, 2, 1]), row, moved, shape=[1, 3, 2])
    value("Transpose of three axes", node("Transpose", "x", perm=[2, 0, 1]), range(8), [0, 2, 4, 6, 1, 3, 5, 7], shape=[2, 2, 2])
    ones = floats("w", [6, 1], [1, 10, 100, 1000, 10000, 100000])
    for axis, shape in (1, [1, 2, 3]), (-2, [1, 2, 3]), (0, [6]):
        value("Flatten at %d" % axis, [node("Flatten", "x", "t", axis=axis), node("MatMul", "t w")], row, [654321], shape=shape, stored=[ones])
    for target in [1, 6], [-1, 6], [0, 6], [0, -1], [1, -1]:
        value("Reshape to %s" % target, [node("Reshape", "x s", "t"), node("MatMul", "t w")], row, [654321], shape=[1, 2, 3],
              stored=[ones, integers("s", *target)])
    value("Reshape, version 1", [node("Reshape", "x", "t", shape=[1, 6]), node("MatMul", "t w")], row, [654321], shape=[1, 2, 3], stored=[ones], version=1)
    value("Squeeze", [node("Squeeze", "x s", "t"), node("Gemm", "t w")], row, [654321], shape=[1, 1, 6], stored=[ones, integers("s", 1)])
    value("Squeeze, version 11", [node("Squeeze", "x", "t", axes=[-2]), node("Gemm", "t w")], row, [654321], shape=[1, 1, 6], stored=[ones], version=11)
    value("Squeeze of all axes", [node("Squeeze", "x", "t"), node("MatMul", "t w")], row, [654321], shape=[1, 1, 6], stored=[ones])
    value("Unsqueeze", [node("Unsqueeze", "x s", "t"), node("Gemm", "t w")], row, [654321], shape=[6], stored=[ones, integers("s", 0)])
    value("Unsqueeze, version 11", [node("Unsqueeze", "x", "t", axes=[0]), node("Gemm", "t w")], row, [654321], shape=[6], stored=[ones], version=11)
    refused("Reshape that does not fit", node("Reshape", "x s"), "the shapes (1, 3) and [2, -1]", [integers("s", 2, -1)])
    refused("Reshape with two unknown sizes", node("Reshape", "x s"), "the shapes (1, 3) and [-1, -1]", [integers("s", -1, -1)])
    refused("Squeeze of a long axis", node("Squeeze", "x s"), "the shape (1, 3)", [integers("s", 1)])
    refused("an axis twice", node("Unsqueeze", "x s"), "an axis twice", [integers("s", 0, 0)])
    refused("a permutation", node("Transpose", "x", perm=[0, 0]), "the permutation [0, 0]")
    refused("an axis", node("Flatten", "x", axis=3), "axis 3 of 2")


def others():
    value("Identity", node("Identity", "x"), B, B)
    value("Dropout", node("Dropout", "x", ratio=0.5), B, B, version=11)
    value("Dropout of inference", node("Dropout", "x - t"), B, B, stored=[tensor("t", [], [False], BOOL)])
    refused("Dropout in training", node("Dropout", "x - t"), "training mode", [tensor("t", [], [True], BOOL)])
    refused("Dropout, version 6", node("Dropout", "x"), "training mode", version=6)
    add = node("Add", "x c")
    for name, found in (("value", {"value": floats("", [3], [10, 20, 30])}), ("value_floats", {"value_floats": [10.0, 20.0, 30.0]})):
        value("Constant " + name, [node("Constant", "", "c", **found), add], B, [11, 22, 33])
    value("Constant value_float", [node("Constant", "", "c", value_float=0.5), add], B, ["3/2", "5/2", "7/2"])
    value("Constant value_ints", [node("Constant", "", "s", value_ints=[3, 1]), node("Reshape", "x s")], B, B)
    value("Constant value_int", [node("Constant", "", "s", value_int=-1), node("Reshape", "x s")], B, B)
    value("Cast of integers", [node("Cast", "w", "c", to=FLOAT), add], B, [6, 8, 10], stored=[integers("w", 5, 6, 7)])
    value("Cast that widens", node("Cast", "x", to=DOUBLE), B, B)
    refused("Cast that may round", node("Cast", "x", to=FLOAT16), "rounding from FLOAT to FLOAT16")
    refused("Cast that rounds", [node("Cast", "w", "c", to=INT64), node("Reshape", "x c")], "rounding from FLOAT to INT64", [floats("w", [1], [2.5])])
    value("nodes that are not needed", [node("Softmax", "x", "z"), node("Relu", "x")], B, B)
    value("initializers among the inputs", node("Add", "x w"), B, [3, 4, 5], stored=[floats("w", [1], [2])], inputs=[value_info("w", [1])])
    value("the samples' axis by a name", node("Relu", "x"), B, B, shape=["batch", 3])
    value("a stack of five samples", node("Relu", "x"), B, B, shape=[5, 3])
    for operator in ("Sigmoid", "Softmax", "LeakyRelu"):
        refused(operator, node(operator, "x"), "operator " + operator)
    refused("another domain", node("Relu", "x") + field(7, "com.microsoft"), "operator com.microsoft.Relu")
    refused("an attribute", node("Relu", "x", slope=0.5), "operator Relu with the attribute 'slope'")
    refused("an attribute of another type", node("Flatten", "x", axis=1.0), "the attribute 'axis' of another type")
    refused("a name twice", [node("Relu", "x"), node("Neg", "x")], "a name that is defined twice, 'y'")
    refused("a name used too early", [node("Relu", "z"), node("Neg", "x", "z")], "'z'")
    refused("two outputs", [node("Relu", "x"), node("Neg", "x", "z")], "2 outputs", outputs="y z")
    refused("two inputs", node("Add", "x z"), "2 inputs", inputs=[value_info("z", [3])])
    refused("two sizes that are not fixed", node("Relu", "x"), "the shape [N, N]", shape=["a", "b"])
    own = model([node("Relu", "x")], [1, 3]) + field(25, field(1, "Relu"))
    expect("refused: a function with the name of an operator", outcome(own, B) == "operator Relu", outcome(own, B))


def elements():
    """Tensors in every field that may hold them."""
    half, brain = struct.unpack("<H", struct.pack("<e", -1.5))[0], struct.unpack("<I", struct.pack("<f", -1.5))[0] >> 16

    def entry(kind, *fields):
        found = read_tensor(Message(field(1, 2) + field(2, kind) + b"".join(fields)), b"w")
        return [Fraction(n, found.scale) for n in found.values]

    packed = {FLOAT: (4, "<2f"), DOUBLE: (10, "<2d")}
    for kind, (number, form) in packed.items():
        data = struct.pack(form, -1.5, 2 ** -20)
        expect("type %d" % kind, entry(kind, field(9, data)) == entry(kind, field(number, data)) == [Fraction(-3, 2), Fraction(1, 2 ** 20)])
    expect("float_data, not packed", entry(FLOAT, field(4, -1.5, 3.0)) == [Fraction(-3, 2), 3])
    for kind, bits in (FLOAT16, half), (BFLOAT16, brain):
        expect("type %d" % kind, entry(kind, field(9, struct.pack("<2H", bits, 0))) == entry(kind, field(5, bits, 0)) == [Fraction(-3, 2), 0])
    expect("int64_data", entry(INT64, field(7, -1, 2 ** 62)) == entry(INT64, field(9, struct.pack("<2q", -1, 2 ** 62))) == [-1, 2 ** 62])
    expect("int32_data", entry(INT32, field(5, -1, 7)) == entry(INT32, field(9, struct.pack("<2i", -1, 7))) == [-1, 7])
    expect("least and largest", entry(DOUBLE, field(9, struct.pack("<2Q", 1, 0x7FEFFFFFFFFFFFFF))) == [Fraction(1, 2 ** 1074), 2 ** 1024 - 2 ** 971])
    refusals = (("NaN", FLOAT, [field(9, struct.pack("<2f", 1, float("nan")))], "not finite"), ("strings", 8, [field(6, "a", "b")], "type STRING"),
                ("too few", FLOAT, [field(4, 1.0)], "1 entries"), ("outside", FLOAT, [field(14, 1)], "outside the file"),
                ("two fields", FLOAT, [field(9, bytes(8)) + field(4, 1.0, 1.0)], "several fields"), ("uint8", 2, [field(5, 1, 2)], "type UINT8"),
                ("bits", FLOAT16, [field(5, 70000, 1)], "no bit pattern"), ("bytes", FLOAT, [field(9, bytes(7))], "part of an entry"))
    for name, kind, fields, what in refusals:
        try:
            expect("refused: " + name, False, entry(kind, *fields))
        except Unknown as problem:
            expect("refused: " + name, what in str(problem), problem)
    for kind, code in (FLOAT, "f"), (DOUBLE, "d"), (FLOAT16, "e"):
        for number in (0.0, 1.0, -0.1, 65504.0, 2.0 ** -24, 2.0 ** -25, 65536.0, 1 / 3, 2.0 ** -149, 2.0 ** 127, 2.0 ** 128, 2.0 ** 1023, 2.0 ** -1074):
            try:
                same = struct.unpack("<" + code, struct.pack("<" + code, number))[0] == number
            except OverflowError:
                same = False
            expect("%r in type %d" % (number, kind), representable(*number.as_integer_ratio(), kind) == same)


def altered():
    """A model with bytes changed at random has values, or is refused by one of the three names of refusals, soon."""
    draw = random.Random(1)
    whole = [model([node("Reshape", "x s", "t"), node("Gemm", "t w c", alpha=0.5, transB=1)], ["N", 2, 3], [
        integers("s", 0, -1), floats("w", [2, 6], range(12)), floats("c", [2], [1, 2])]),
             model([node("Transpose", "x", "t", perm=[1, 0]), node("Div", "t w", "u"), node("Squeeze", "u s", "v"), node("MatMul", "v m")], [1, 3], [
                 floats("w", [3, 1], [1, 2, 3]), integers("s", 1), floats("m", [3], [1, 2, 3])]),
             model([node("Constant", "", "c", value_floats=[1.0, 2.0]), node("Add", "x c", axis=1, broadcast=1)], [1, 2], version=6),
             model([node("Concat", "x w", "t", axis=1), node("Slice", "t a b c", "u"), node("Clip", "u - w"), node("MaxPool", "y", "z", kernel_shape=[2], pads=[0, 1])],
                   [1, 1, 3], [floats("w", [], [2]), integers("a", -3), integers("b", 9), integers("c", 2)], outputs="z", version=11),
             model([node("Cast", "x", "c", to=DOUBLE), node("Mul", "c c"), node("Relu", "y", "z")], [2], outputs="z"), model([node("Neg", "x")], [])]
    kinds = {}
    for _ in range(6000):
        onnx = bytearray(draw.choice(whole))
        for _ in range(draw.choice([1, 1, 2])):
            at = draw.randrange(len(onnx))
            onnx[at:at + draw.choice([0, 1, 1, 1, 2])] = bytes([draw.choice([draw.randrange(256), onnx[at] ^ 1 << draw.randrange(8), 0, 1, 128, 255])])
        for dimension in 1, 2, 3, 6:
            try:
                kind = type(outcome(bytes(onnx), [1] * dimension)).__name__
            except Failure as problem:
                kind = problem.code
            except Exception as problem:
                kind = "%r, %s" % (problem, bytes(onnx))
            kinds[kind] = kinds.get(kind, 0) + 1
    expect("altered models", set(kinds) - {"E404"} == {"list", "str", "E202"}, kinds)


# ---- files made by others ----------------------------------------------------------------------------------------------------------


def read_pb(path):
    data = path.read_bytes()
    found = read_tensor(Message(data), b"stored")
    return data, found.kind, [Fraction(n, found.scale) for n in found.values]


def check_operator_test(folder, seen):
    """The model as a function of each input of a floating type, the others fixed at their values. The stored outputs are rounded."""
    data = (folder / "model.onnx").read_bytes()
    graph = Message(data).part(7)
    names = [m.bytes(1) for m in graph.parts(11)]
    used = {m.bytes(4) for m in graph.parts(1)}
    if not used <= set(OPERATORS):
        return
    try:
        stored = [read_pb(folder / "test_data_set_0" / ("input_%d.pb" % i)) for i in range(len(names))]
        wanted = read_pb(folder / "test_data_set_0" / "output_0.pb")[2]
    except (Unknown, Damaged, OSError):
        return
    for i, (_, kind, point) in enumerate(stored):
        if kind not in BINARY or not point:
            continue
        others = [field(7, field(5, tensor_data + field(8, names[j]))) for j, (tensor_data, _, _) in enumerate(stored) if j != i]
        found = outcome(data + b"".join(others), point, 10 ** 10)
        if isinstance(found, str):
            continue
        near = len(found) == len(wanted) and all(abs(a - b) <= (1 + abs(b)) / 10 ** 5 for a, b in zip(found, wanted))
        expect("%s, input %d" % (folder.name, i), near, (found[:3], wanted[:3]))
        seen.update({name: seen.get(name, 0) + 1 for name in used})


def check_files():
    for folder, output, count in ("diabetes", 0, 12), ("digits", 3, 6):
        base = SOURCE / "data" / folder
        samples = exact_values.read_samples(base / "changed.csv")
        network = exact_values.Network(base / "model.onnx", len(samples[0]))
        rows = list(csv.reader((base / "f_values.csv").read_text().splitlines()))[1:]
        expect(folder, len(rows) == count and all(network(samples[int(row) - 1])[output] == Fraction(q) for row, q in rows))
    if os.path.isdir(os.environ.get("FTCERT_MODELS", "")):
        rows = list(csv.reader((SOURCE / "tests/cases/onnx/public_networks.csv").read_text().splitlines()))[1:]
        for name, dimension in ("ACASXU_run2a_1_1_batch_2000.onnx", 5), ("lunarlander.onnx", 8), ("mnist-net_256x2.onnx", 784):
            found = exact_values.Network(pathlib.Path(os.environ["FTCERT_MODELS"]) / name, dimension)(
                [Fraction((37 * i + 11) % 101 - 50, 64) for i in range(dimension)])
            expect(name, {str(i): str(q) for i, q in enumerate(found)} == {row[1]: row[2] for row in rows if row[0] == name})
    seen = {}
    for folder in sorted(TESTDATA.glob("*/test_*")) if TESTDATA and TESTDATA.is_dir() else []:
        if (folder / "model.onnx").exists():
            check_operator_test(folder, seen)
    if seen:
        print("ONNX's own tests:", {name.decode(): number for name, number in sorted(seen.items())})
        missing = set(OPERATORS) - set(seen) - {b"Constant"}
        expect("every operator in ONNX's own tests", sum(seen.values()) >= 60 and not missing, missing)


for part in (arithmetic, products, shapes, choices, pools, others, elements, altered, check_files):
    part()
print("%d passed, %d failed" % (counts["passed"], counts["failed"]))
sys.exit(1 if counts["failed"] or not counts["passed"] else 0)
