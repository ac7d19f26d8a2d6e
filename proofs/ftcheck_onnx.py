"""Part of ftcheck.py: the function of an ONNX file, at one sample after the other, and whether it is f (section 7).

A model is read as the real function with the stored weights: nothing is rounded. What it has that is not known here is said, never guessed.
A graph works on a stack of samples; here the stack is one sample: a symbolic size is 1."""
from fractions import Fraction
from math import lcm, prod

import ftcheck_onnx_operators as operators
import ftcheck_onnx_shapes as shapes
import ftcheck_onnx_windows as windows
from ftcheck_network import frozen_values
from ftcheck_nnet import Network
from ftcheck_onnx_read import BINARY, Damaged, Message, Tensor, Unknown, read_tensor, text, type_name
from ftcheck_read import Failure, show
from ftcheck_work import network_work, within

OPERATORS = {
    b"Add": operators.elementwise(operators.add), b"Cast": shapes.cast, b"Clip": windows.clip, b"Concat": windows.concat, b"Constant": shapes.constant,
    b"Div": operators.elementwise(operators.divide), b"Dropout": shapes.dropout, b"Flatten": shapes.flatten, b"Gemm": operators.gemm,
    b"Identity": shapes.identity, b"MatMul": operators.matmul, b"MaxPool": windows.max_pool, b"Mul": operators.elementwise(operators.multiply), b"Neg": operators.neg,
    b"Relu": operators.relu, b"Reshape": shapes.reshape, b"Slice": windows.slice_of, b"Squeeze": shapes.squeeze,
    b"Sub": operators.elementwise(operators.subtract), b"Transpose": shapes.transpose, b"Unsqueeze": shapes.unsqueeze}
STANDARD = (b"", b"ai.onnx")  # domains


class Meter:
    """Counts work before it is done, without a limit if most is None. A step of this interpreter takes about as long as 200 units (section 14)
    do elsewhere, a node about as long as 10,000."""
    def __init__(self, most=None, line=0):
        self.most, self.line, self.done = most, line, 0

    def charge(self, steps, bits=0, other_bits=0):
        self.add(steps * (200 + 10 * (bits // 64 + 1) * (other_bits // 64 + 1)))

    def add(self, units):
        self.done += units
        if self.most is not None:
            within(self.done, self.most, self.line)


class Model:
    """The graph of an ONNX file up to a tensor (bytes; None: its only output), for points with a number of components. Damaged or Unknown tell
    why there is none."""
    def __init__(self, data, dimension, meter, tensor=None):
        model = Message(data)
        if not model.values(7, 2):
            raise Damaged("a file without a graph")
        graph = model.part(7)
        self.meter, self.version = meter, 1
        for m in model.parts(8):
            self.version = m.integer(2) if m.bytes(1) in STANDARD else self.version
        self.own = {m.bytes(1) for m in model.parts(25) if m.bytes(10) in STANDARD}  # functions of the file with the name of an operator
        self.stored, self.tensors, names = {}, {}, set()

        def define(name):
            if name in names:
                raise Unknown("a name that is defined twice, %s," % text(name))
            names.add(name)

        for m in graph.parts(5):
            define(m.bytes(8))
            self.stored[m.bytes(8)] = m
        sparse = {m.part(1).bytes(8) for m in graph.parts(15)}
        inputs = [m for m in graph.parts(11) if m.bytes(1) not in self.stored and m.bytes(1) not in sparse]  # older files list all
        outputs = graph.parts(12)
        if len(inputs) != 1 or tensor is None and len(outputs) != 1:
            raise Unknown("a graph with %d inputs and %d outputs%s" % (len(inputs), len(outputs), " (--tensor)" * (len(outputs) > 1)))
        self.input, self.output = inputs[0].bytes(1), outputs[0].bytes(1) if tensor is None else tensor
        define(self.input)
        self.read_input(inputs[0].part(2), dimension)
        nodes = graph.parts(1)
        for m in nodes:
            for name in filter(None, m.values(2, 2)):
                define(name)
        self.nodes = [self.bound(m) for m in self.needed(nodes)]
        self.nodes = [step for step in self.nodes if not self.fixed(step)]

    def read_input(self, kind, dimension):
        if kind.has(4, 5, 7, 8, 9):
            raise Unknown("an input that is no tensor")
        kind = kind.part(1)
        self.kind, sizes = kind.integer(1), []
        if self.kind not in BINARY:
            raise Unknown("an input of type %s" % type_name(self.kind))
        for m in kind.part(2).parts(1):  # a size is a number or a name, whichever stands last
            sizes.append(m.integer(1) if m.values(1, 0) and not m.has(2) else None)
        written = show("[%s]" % ", ".join("N" if size is None else str(size) for size in sizes))
        if not kind.has(2) or sizes.count(None) > 1 or any(size is not None and size < 1 for size in sizes):
            raise Unknown("an input of the shape %s" % written)
        known = prod(size for size in sizes if size is not None)
        if sizes and None not in sizes and known != dimension and known == sizes[0] * dimension:
            sizes[0] = None  # a stack of a fixed number of samples
        self.shape = [1 if size is None else size for size in sizes]
        if prod(self.shape) != dimension:
            raise Failure("E202", self.meter.line, "model file: expected an input of %d numbers, found the shape %s" % (dimension, written))

    def needed(self, nodes):
        """Those that the output depends on, in the order of the file."""
        producers = {name: i for i, m in enumerate(nodes) for name in m.values(2, 2)}
        found, left = set(), [self.output]
        while left:
            i = producers.get(left.pop())
            if i is not None and i not in found:
                found.add(i)
                left += nodes[i].values(1, 2)
        return [nodes[i] for i in sorted(found)]

    def bound(self, m):
        node = operators.Node(m, self.version, self.meter)
        if m.bytes(7) not in STANDARD or node.name not in OPERATORS or node.name in self.own:
            raise Unknown("operator " + show(text((m.bytes(7) + b"." if m.bytes(7) not in STANDARD else b"") + node.name)[1:-1]))
        if not node.outputs or not node.outputs[0]:
            node.unknown("a first output without a name")
        apply = OPERATORS[node.name](node)
        if node.attributes:
            node.unknown("the attribute %s" % text(sorted(node.attributes)[0]))
        return node, apply

    def value(self, name, tensors):
        found = tensors.get(name)
        if found is None and name in self.stored:
            found = self.tensors[name] = tensors[name] = read_tensor(self.stored[name], name)
        if found is None:
            raise Unknown("a name that is not defined where it is used, %s," % text(name))
        return found

    def run(self, step, tensors):
        node, apply = step
        self.meter.add(10000)
        inputs = [self.value(name, tensors) if name else None for name in node.inputs]
        result = apply(*inputs)
        if any(x is not None and x.varies for x in inputs) and not result.varies:
            result.varies = True
        tensors[node.outputs[0]] = result

    def fixed(self, step):
        """Whether the node does not depend on the input; then its output is computed once."""
        if not all(name == b"" or name in self.stored or name in self.tensors for name in step[0].inputs):
            return False
        self.run(step, self.tensors)
        return True

    def __call__(self, point):
        """All components of the output at the point: (numerators, denominator)."""
        self.meter.add(10000)
        q = lcm(*[x.denominator for x in point])
        x = Tensor(self.shape, [x.numerator * (q // x.denominator) for x in point], q, self.kind)
        x.varies = True
        tensors = {**self.tensors, self.input: x}
        for step in self.nodes:
            self.run(step, tensors)
        result = self.value(self.output, tensors)
        if result.kind not in BINARY:
            raise Unknown("an output of type %s" % type_name(result.kind))
        self.meter.charge(4 * len(result.values), result.bits(), result.bits())
        return [Fraction(n, result.scale) for n in result.values]


def compare(c, data, most_work, tensor=None):
    """Whether network f is the function of the file (of one of its tensors) at all samples, or has the values there that the certificate says: the
    words of the note; Failure where it is another."""
    meter, known = Meter(most_work, c.at["model"]), 0
    what = "the values of f are those" if c.frozen == "computed" else "network f is the function"
    try:
        model = Model(data, c.D, meter, tensor) if c.model == "onnx" else Network(data, c.D, meter)
        if c.f:
            meter.add(100 * network_work(c.f, [sample[1] for sample in c.samples], c.K))
        for i, (line, point, _, values) in enumerate(c.samples, 1):
            if c.frozen == "computed" and values is None:
                continue
            found, known = model(point), known + 1
            if max(c.model_file[1]) >= len(found):
                text = "model file: expected a component %d of the output (counted from 0), found %d components"
                raise Failure("E202", c.at["model"], text % (max(c.model_file[1]), len(found)))
            for j, (wanted, value) in enumerate(zip(frozen_values(c, point, values), [found[k] for k in c.model_file[1]]), 1):
                if wanted != value:
                    where = "sample %d" % i if c.P == 1 else "sample %d component %d" % (i, j)
                    raise Failure("E204", line, "%s: f = %s, but %s by the model file" % (where, show(wanted), show(value)))
    except Damaged as problem:
        raise Failure("E321", c.at["model"], "model file: expected a model in the format %s, found %s" % (c.model, problem))
    except Unknown as problem:
        return "model file: digest compared; %s is not known here: that %s of that file is not checked" % (problem, what)
    if c.frozen == "computed":
        return "model file: f has these values at all %d samples that have one" % known
    return "model file: network f is the function of that file at all %d samples" % c.K
