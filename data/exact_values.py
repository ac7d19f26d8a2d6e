#!/usr/bin/env python3
"""Exact values of a feed-forward ReLU network, read from an ONNX file.

    exact_values.py MODEL.onnx SAMPLES.csv [--output J] [--rows 1,2,5] [--label NAME]

Prints `row,value`: component J (counted from 0) of the network's output at the chosen data rows (counted from 1 below
the header; all rows when none are named), each value a fraction in lowest terms. The network is read as the real
function with the stored weights: every number below is a fractions.Fraction, nothing is rounded.

A witness for tests: the standard library only, no code shared with the C++ importer, one sample at a time, the plainest
algorithm for each operator. It knows Add, Constant, Div, Flatten, Gemm, Identity, MatMul, Mul, Relu, Reshape and Sub;
any other operator, attribute or element type is an error, never a guess.
"""
import argparse
import csv
import itertools
import math
import struct
import sys
from fractions import Fraction


class Unsupported(Exception):
    """The file is not an ONNX network of the kind described above."""


# --- Protocol Buffers wire format -------------------------------------------------------------------------------------

def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def signed64(value):
    """int64 fields are varints of the two's complement."""
    return value - (1 << 64) if value >= 1 << 63 else value


def message(data):
    """The fields of one message: {number: [value, ...]}; a value is an int (varint) or bytes (anything else)."""
    fields = {}
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == 0:
            value, at = read_varint(data, at)
        else:
            if wire_type == 2:
                size, at = read_varint(data, at)
            elif wire_type in (1, 5):
                size = 8 if wire_type == 1 else 4
            else:
                raise Unsupported(f"wire type {wire_type} of field {number}")
            value = data[at:at + size]
            at += size
            if at > len(data):
                raise Unsupported(f"field {number} is cut short")
        fields.setdefault(number, []).append(value)
    return fields


def text(fields, number):
    return fields[number][-1].decode() if number in fields else ""


def integers(fields, number):
    """A repeated int64 field, packed or not."""
    result = []
    for value in fields.get(number, []):
        if isinstance(value, int):
            result.append(signed64(value))
            continue
        at = 0
        while at < len(value):
            item, at = read_varint(value, at)
            result.append(signed64(item))
    return result


# --- Tensors: a shape and its entries in row-major order --------------------------------------------------------------

class Tensor:
    def __init__(self, shape, entries):
        self.shape = tuple(shape)
        self.entries = entries
        if math.prod(self.shape) != len(entries):
            raise Unsupported(f"{len(entries)} entries in a tensor of shape {self.shape}")


# data_type: (field of the typed list, struct code); FLOAT, INT64, DOUBLE
ELEMENT_TYPES = {1: (4, "f"), 7: (7, "q"), 11: (10, "d")}


def read_tensor(data):
    """A TensorProto; its entries come from raw_data or from the typed list, whichever is filled."""
    fields = message(data)
    data_type = fields.get(2, [0])[-1]
    if data_type not in ELEMENT_TYPES:
        raise Unsupported(f"tensor {text(fields, 8)}: element type {data_type}")
    if 13 in fields or 14 in fields:
        raise Unsupported(f"tensor {text(fields, 8)}: data outside the file")
    typed_field, code = ELEMENT_TYPES[data_type]
    if 9 not in fields and code == "q":
        numbers = integers(fields, typed_field)
    else:
        raw = fields[9][-1] if 9 in fields else b"".join(fields.get(typed_field, []))
        numbers = struct.unpack(f"<{len(raw) // struct.calcsize(code)}{code}", raw)
    return Tensor(integers(fields, 1), [Fraction(number) for number in numbers])


def read_attributes(fields):
    """The attributes of a NodeProto that are floats, integers, integer lists or tensors, by name."""
    attributes = {}
    for data in fields.get(5, []):
        attribute = message(data)
        kind = attribute.get(20, [0])[-1]
        if kind == 1:
            value = Fraction(struct.unpack("<f", attribute[2][-1])[0])
        elif kind == 2:
            value = signed64(attribute[3][-1])
        elif kind == 4:
            value = read_tensor(attribute[5][-1])
        elif kind == 7:
            value = integers(attribute, 8)
        else:
            raise Unsupported(f"attribute {text(attribute, 1)} of type {kind}")
        attributes[text(attribute, 1)] = value
    return attributes


# --- Operators --------------------------------------------------------------------------------------------------------

def elementwise(operation, a, b):
    """operation(a, b) entry by entry; a dimension that is absent or 1 is stretched to the other's."""
    rank = max(len(a.shape), len(b.shape))
    shape_a = (1,) * (rank - len(a.shape)) + a.shape
    shape_b = (1,) * (rank - len(b.shape)) + b.shape
    shape = []
    for m, n in zip(shape_a, shape_b):
        if m != n and 1 not in (m, n):
            raise Unsupported(f"shapes {a.shape} and {b.shape} do not fit")
        shape.append(n if m == 1 else m)

    def entry(tensor, own_shape, index):
        position = 0
        for size, i in zip(own_shape, index):
            position = position * size + (i if size > 1 else 0)
        return tensor.entries[position]

    return Tensor(shape, [operation(entry(a, shape_a, index), entry(b, shape_b, index))
                          for index in itertools.product(*map(range, shape))])


def transpose(a):
    rows, columns = a.shape
    return Tensor((columns, rows), [a.entries[i * columns + j] for j in range(columns) for i in range(rows)])


def matmul(a, b):
    if len(a.shape) != 2 or len(b.shape) != 2 or a.shape[1] != b.shape[0]:
        raise Unsupported(f"matrix product of shapes {a.shape} and {b.shape}")
    rows, inner = a.shape
    columns = b.shape[1]
    return Tensor((rows, columns), [
        sum((a.entries[i * inner + k] * b.entries[k * columns + j] for k in range(inner)), Fraction(0))
        for i in range(rows) for j in range(columns)])


def gemm(inputs, alpha=Fraction(1), beta=Fraction(1), transA=0, transB=0):
    a = transpose(inputs[0]) if transA else inputs[0]
    b = transpose(inputs[1]) if transB else inputs[1]
    product = matmul(a, b)
    result = Tensor(product.shape, [alpha * entry for entry in product.entries])
    if len(inputs) > 2:
        result = elementwise(lambda p, c: p + beta * c, result, inputs[2])
        if result.shape != product.shape:
            raise Unsupported("Gemm: C is larger than the product")
    return result


def flatten(inputs, axis=1):
    shape = inputs[0].shape
    axis += len(shape) if axis < 0 else 0
    return Tensor((math.prod(shape[:axis]), math.prod(shape[axis:])), inputs[0].entries)


def reshape(inputs, allowzero=0):
    old = inputs[0].shape
    new = [int(size) for size in inputs[1].entries]
    new = [old[i] if size == 0 and not allowzero else size for i, size in enumerate(new)]
    if -1 in new:
        new[new.index(-1)] = math.prod(old) // -math.prod(new)
    return Tensor(new, inputs[0].entries)


OPERATORS = {
    "Add": lambda inputs: elementwise(lambda p, q: p + q, *inputs),
    "Sub": lambda inputs: elementwise(lambda p, q: p - q, *inputs),
    "Mul": lambda inputs: elementwise(lambda p, q: p * q, *inputs),
    "Div": lambda inputs: elementwise(lambda p, q: p / q, *inputs),
    "MatMul": lambda inputs: matmul(*inputs),
    "Relu": lambda inputs: Tensor(inputs[0].shape, [max(entry, Fraction(0)) for entry in inputs[0].entries]),
    "Identity": lambda inputs: inputs[0],
    "Constant": lambda inputs, value: value,
    "Gemm": gemm,
    "Flatten": flatten,
    "Reshape": reshape,
}


# --- The network ------------------------------------------------------------------------------------------------------

class Network:
    """One input tensor, a list of operators in the order of the file, one output tensor."""

    def __init__(self, path):
        with open(path, "rb") as file:
            model = message(file.read())
        graph = message(model[7][-1])
        self.constants = {}
        for data in graph.get(5, []):
            self.constants[text(message(data), 8)] = read_tensor(data)
        self.nodes = []
        for data in graph.get(1, []):
            node = message(data)
            if text(node, 7) not in ("", "ai.onnx") or text(node, 4) not in OPERATORS:
                raise Unsupported(f"operator {text(node, 7)} {text(node, 4)}")
            self.nodes.append((text(node, 4), [name.decode() for name in node.get(1, [])],
                               [name.decode() for name in node.get(2, [])], read_attributes(node)))
        # Older files list the initializers among the inputs as well.
        inputs = [value for value in map(message, graph.get(11, [])) if text(value, 1) not in self.constants]
        outputs = [message(data) for data in graph.get(12, [])]
        if len(inputs) != 1 or len(outputs) != 1:
            raise Unsupported(f"{len(inputs)} inputs and {len(outputs)} outputs")
        self.input, self.output = text(inputs[0], 1), text(outputs[0], 1)
        tensor_type = message(message(inputs[0][2][-1])[1][-1])
        dimensions = map(message, message(tensor_type[2][-1]).get(1, []))
        # A symbolic dimension (the batch) is taken as 1: one sample at a time.
        self.input_shape = [dimension.get(1, [1])[-1] for dimension in dimensions]

    def __call__(self, features):
        """All components of the output at one sample, a list of fractions."""
        tensors = dict(self.constants)
        tensors[self.input] = Tensor(self.input_shape, [Fraction(feature) for feature in features])
        for operator, inputs, outputs, attributes in self.nodes:
            try:
                (name,) = outputs
                tensors[name] = OPERATORS[operator]([tensors[i] for i in inputs], **attributes)
            except (KeyError, TypeError, ValueError) as error:
                raise Unsupported(f"{operator} node with inputs {inputs}: {error}") from error
        return tensors[self.output].entries


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
    for line in value_lines(Network(arguments.model), samples, arguments.rows, arguments.output):
        print(line)


if __name__ == "__main__":
    try:
        main()
    except Unsupported as error:
        sys.exit(f"exact_values.py: {error}")
