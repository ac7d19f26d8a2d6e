"""Samples as a program sees them, runs of ONNX models in onnxruntime, and what their outputs have in common. The standard library only.

    task = Task("digits", "changed.csv", "model.onnx", ["label"], [3], [1, 8, 8])
    runs = run_models(node_folder, work_folder, task, {"original": "model.onnx"})
    runs["original"][("all", 17)].rows("f")      # one tuple of bit patterns a sample
"""
import csv
import itertools
import json
import os
import struct
import subprocess
from fractions import Fraction

LEVELS, BATCHES = ("disabled", "basic", "extended", "all"), (1, 17, 0)
HERE = os.path.dirname(os.path.abspath(__file__))
CODES, SIZES = {"float32": "f", "float64": "d"}, {"float32": 4, "float64": 8}


class Unavailable(Exception):
    """Node, or onnxruntime for this system, is not there or does not run."""


def bits_of(number, kind):
    return int.from_bytes(struct.pack("<" + CODES[kind], number), "little")


def value_of(bits, kind):
    """The number of a bit pattern; None for NaN and infinities."""
    number = struct.unpack("<" + CODES[kind], bits.to_bytes(SIZES[kind], "little"))[0]
    return Fraction(number) if abs(number) < float("inf") else None


def nearest(value, kind):
    """The number of the type that is nearest to a fraction, ties to even. Python's own conversion rounds to float64, and struct a second time, so
    that the neighbours are compared exactly."""
    first = bits_of(float(abs(value)), kind)
    if value_of(first, kind) == abs(value):
        return value
    around = [b for b in (first - 1, first, first + 1) if b >= 0 and value_of(b, kind) is not None]
    best = min(around, key=lambda b: (abs(value_of(b, kind) - abs(value)), b % 2))
    return (-1 if value < 0 else 1) * value_of(best, kind)


class Task:
    """A data file with its model. `components`: which output each label column is for; `shape`: of one sample; `tensor`: f, where it is not the
    only output. `reference`: the model whose first output is f; `exact`: f at sample i as fractions, within `slack`, where the test knows it; `bounded`: whether
    certificates bound executions of f."""

    def __init__(self, name, data, model, labels, components, shape, kind="float32", tensor=None):
        self.reference, self.exact, self.slack, self.bounded = model, None, 0, True
        self.name, self.data, self.model, self.components, self.shape, self.kind = name, data, model, components, shape, kind
        with open(data, newline="", encoding="utf-8") as file:
            header, *rows = [row for row in csv.reader(file) if row]
        places = [header.index(label) for label in labels]
        features = [j for j in range(len(header)) if j not in places]
        self.points = [[nearest(Fraction(row[j].strip()), kind) for j in features] for row in rows]
        self.labels = [[Fraction(row[j].strip()) if row[j].strip() else None for j in places] for row in rows]
        # Text of the file is what ftcert reads; `words` choose the same columns.
        self.chosen = ["--tensor", tensor] if tensor else []
        self.words = ["--data", data, "--model", model, *self.chosen, "--label", ",".join(labels), "--output", ",".join(map(str, components))]

    def keeps(self, i, j):
        """Whether output j of sample i is to stay."""
        return j not in self.components or self.labels[i][self.components.index(j)] is None

    def write_points(self, path):
        code = "<%d%s" % (len(self.points[0]), CODES[self.kind])
        with open(path, "wb") as file:
            for point in self.points:
                file.write(struct.pack(code, *map(float, point)))


class Outputs:
    """What one run of a model gave."""

    def __init__(self, described, prefix, count):
        self.names = [entry["name"] for entry in described]
        self.kinds = {entry["name"]: entry["type"] for entry in described}
        self.prefix, self.count = prefix, count

    def rows(self, name):
        """For each sample the bit patterns of all its numbers; -0 counts as 0."""
        size = SIZES[self.kinds[name]]
        with open(f"{self.prefix}.{self.names.index(name)}", "rb") as file:
            data = file.read()
        minus_zero = 1 << (8 * size - 1)
        numbers = [0 if b == minus_zero else b for (b,) in struct.iter_unpack("<" + {4: "I", 8: "Q"}[size], data)]
        width = len(numbers) // self.count
        return [tuple(numbers[i * width:(i + 1) * width]) for i in range(self.count)]


def run_jobs(node_folder, listed, jobs, count):
    """Outputs of each job (run.js says what one is) at `count` points; the list of jobs is written to the file `listed`."""
    with open(listed, "w", encoding="utf-8") as file:
        json.dump(jobs, file)
    try:
        done = subprocess.run(["node", os.path.join(HERE, "run.js"), node_folder, listed], capture_output=True, text=True)
    except FileNotFoundError:
        raise Unavailable("node is not installed") from None
    if done.returncode:
        raise Unavailable(f"onnxruntime does not run: {done.stderr.strip()[:400]}")
    return [Outputs(described, job["out"], count) for described, job in zip(json.loads(done.stdout), jobs)]


def run_models(node_folder, folder, task, models, batches=BATCHES):
    """{name: {(level, batch): Outputs}} for the files `models`, {name: path}, at every level."""
    points = os.path.join(folder, task.name + ".points")
    task.write_points(points)
    jobs, places = [], []
    for (name, path), level, batch in itertools.product(models.items(), LEVELS, batches):
        out = os.path.join(folder, f"{task.name}.{name.replace(' ', '-').replace(',', '')}.{level}.{batch}")
        jobs.append({"model": path, "input": points, "type": task.kind, "shape": task.shape, "batch": batch, "level": level, "out": out})
        places.append((name, level, batch))
    listed = os.path.join(folder, task.name + ".jobs")
    runs = {name: {} for name in models}
    for outputs, (name, level, batch) in zip(run_jobs(node_folder, listed, jobs, len(task.points)), places):
        runs[name][level, batch] = outputs
    return runs


# Protocol Buffers, as far as the batch of an input is concerned.

def varint(number):
    text = bytearray()
    while number > 127:
        text.append(number & 127 | 128)
        number >>= 7
    return bytes(text) + bytes([number])


def fields(message):
    """(number, wire type, content, whole field) of each field."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        begin = at
        key = number()
        length = {0: 0, 1: 8, 5: 4}.get(key & 7)
        content = number() if key & 7 in (0, 2) else b""
        if key & 7 == 2:
            length, content = content, message[at:at + content]
        at += length
        yield key >> 3, key & 7, content, message[begin:at]


def replaced(message, number, make, only=lambda content: True):
    """The message with make(content) for the content of each field with that number for which `only` holds."""
    parts = []
    for field, wire, content, whole in fields(message):
        if field == number and wire == 2 and only(content):
            content = make(content)
            whole = varint(field << 3 | wire) + varint(len(content)) + content
        parts.append(whole)
    return b"".join(parts)


def first(message, number):
    return next((content for field, _, content, _ in fields(message) if field == number), b"")


def with_any_batch(source, target):
    """A model with the batch 1 stated, as one for any batch: the first extent of its input and of its outputs becomes a name."""
    def shape(extents):
        free = [bytes([0x0A, 3, 0x12, 1]) + b"N"]  # TensorShapeProto.dim with Dimension.dim_param
        return b"".join(free + [whole for _, _, _, whole in fields(extents)][1:])

    def graph(content):
        stored = {first(tensor, 8) for field, _, tensor, _ in fields(content) if field == 5}  # GraphProto.initializer, TensorProto.name
        for values in (11, 12):  # GraphProto.input, .output; ValueInfoProto.type, TypeProto.tensor_type, .shape
            content = replaced(content, values, lambda value: replaced(value, 2, lambda t: replaced(t, 1, lambda n: replaced(n, 2, shape))),
                               only=lambda value: first(value, 1) not in stored)
        return content

    with open(source, "rb") as file:
        message = file.read()
    with open(target, "wb") as file:
        file.write(replaced(message, 7, graph))
