"""Part of ftcheck.py: ONNX operators that keep rational numbers rational, from ONNX's Operators.md alone.

An operator is a function that gets a node, reads its attributes, and returns the function of its inputs. Meanings are those of the real
numbers: what ONNX leaves to rounding does not happen. What differs between versions of an operator is told by the version of its set."""
from math import lcm, prod
from operator import mul

from ftcheck_onnx_read import BINARY, FLOAT, INT32, INT64, Tensor, Unknown, dyadic, text, type_name
from ftcheck_read import show


class Node:
    """One node of a graph: its operator, the names of its inputs and outputs, and its attributes, each of which must be asked for."""
    def __init__(self, m, version, meter):
        self.name, self.version, self.meter = m.bytes(4), version, meter
        self.inputs, self.outputs, self.attributes = m.values(1, 2), m.values(2, 2), {}
        for attribute in m.parts(5):
            name = attribute.bytes(1)
            if name in self.attributes or attribute.bytes(21):
                self.unknown("an attribute %s that refers to another one or stands twice" % text(name))
            self.attributes[name] = attribute

    def unknown(self, what):
        raise Unknown("operator %s with %s" % (show(text(self.name)[1:-1]), what))

    def expect(self, least, most):
        if not least <= len(self.inputs) <= most or not all(self.inputs[:least]):
            self.unknown("%d inputs" % len(self.inputs))

    def attribute(self, name, kind, field):
        """The message of the attribute, or None. Files from before IR version 2 do not say of which type it is."""
        m = self.attributes.pop(name, None)
        if m is not None and m.integer(20) != kind and (m.integer(20) != 0 or not m.has(field)):
            self.unknown("the attribute %s of another type" % text(name))
        return m

    def integer(self, name, otherwise):
        m = self.attribute(name, 2, 3)
        return otherwise if m is None else m.integer(3)

    def integers(self, name):
        m = self.attribute(name, 7, 8)
        return None if m is None else m.integers(8)

    def real(self, name):
        """A tensor without axes, or None."""
        m = self.attribute(name, 1, 2)
        return None if m is None else self.tensor(name, (m.values(2, 5) or [bytes(4)])[-1], [])

    def reals(self, name):
        """A list, or None."""
        m = self.attribute(name, 6, 7)
        return None if m is None else self.tensor(name, m.fixed(7, 5), [len(m.fixed(7, 5)) // 4])

    def tensor(self, name, data, shape):
        bits = [int.from_bytes(data[i:i + 4], "little") for i in range(0, len(data), 4)]
        return Tensor(shape, *dyadic(bits, FLOAT, "attribute " + text(name)))


def same_type(node, *tensors):
    kinds = {tensor.kind for tensor in tensors}
    if len(kinds) > 1 or not kinds <= set(BINARY):
        node.unknown("operands of type " + " and ".join(type_name(tensor.kind) for tensor in tensors))


def constant_list(node, tensor):
    if tensor.varies or tensor.kind not in (INT32, INT64) or len(tensor.shape) > 1:
        node.unknown("a list that is no constant list of integers")
    return tensor.values


def axis_in(node, axis, rank):
    if not -rank <= axis < rank:
        node.unknown("axis %d of %d" % (axis, rank))
    return axis % rank


# ---- arrangements of entries ---------------------------------------------------------------------------------------------------


def strides(shape):
    return [prod(shape[i + 1:]) for i in range(len(shape))]


def positions(sizes, steps):
    """Of the entries of a tensor of these sizes, in row-major order, when one step along each axis is so far."""
    result = [0]
    for size, step in zip(sizes, steps):
        result = [at + step * i for at in result for i in range(size)]
    return result


def common_shape(node, a, b):
    """NumPy's broadcasting."""
    rank = max(len(a), len(b))
    pairs = list(zip((1,) * (rank - len(a)) + a, (1,) * (rank - len(b)) + b))
    if any(m != n and 1 not in (m, n) for m, n in pairs):
        node.unknown("operands of the shapes %s and %s" % (show(a), show(b)))
    return tuple(n if m == 1 else m for m, n in pairs)


def stretched(shape, target):
    """The step along each axis of the target, in a tensor of this shape that is repeated to it."""
    steps = [0 if size == 1 else step for size, step in zip(shape, strides(shape))]
    return [0] * (len(target) - len(shape)) + steps


def entries(node, tensor, shape):
    """The tensor's entries, repeated to the shape."""
    count = prod(shape)
    if count == len(tensor.values):
        return tensor.values  # no axis is repeated
    node.meter.charge(count)
    if len(tensor.values) == 1:
        return tensor.values * count
    return [tensor.values[at] for at in positions(shape, stretched(tensor.shape, shape))]


# ---- arithmetic ----------------------------------------------------------------------------------------------------------------


def add(node, a, b, sign=1):
    shape = common_shape(node, a.shape, b.shape)
    node.meter.charge(4, a.bits(), b.bits())
    scale = lcm(a.scale, b.scale)
    s, t = scale // a.scale, sign * (scale // b.scale)
    node.meter.charge(2 * prod(shape), max(a.bits(), b.bits()), scale.bit_length())
    return Tensor(shape, [p * s + q * t for p, q in zip(entries(node, a, shape), entries(node, b, shape))], scale, a.kind)


def subtract(node, a, b):
    return add(node, a, b, -1)


def multiply(node, a, b):
    shape = common_shape(node, a.shape, b.shape)
    node.meter.charge(prod(shape), a.bits(), b.bits())
    return Tensor(shape, list(map(mul, entries(node, a, shape), entries(node, b, shape))), a.scale * b.scale, a.kind)


def divide(node, a, b):
    if not all(b.values):
        node.unknown("a division by zero")
    divisors = set(b.values)
    bits = b.bits() * len(divisors)
    node.meter.charge(len(divisors), bits, b.bits())
    common = lcm(*divisors)
    node.meter.charge(prod(common_shape(node, a.shape, b.shape)), common.bit_length(), b.bits())
    inverses = {q: common // q * b.scale for q in divisors}
    return multiply(node, a, Tensor(b.shape, [inverses[q] for q in b.values], common, b.kind))


def before_version_7(node, a, b):
    """b as the operators Add, Sub, Mul and Div of the first versions saw it: repeated on request only, to the shape of a, from `axis` on."""
    shape = b.shape
    if node.repeat and node.axis is not None:
        if not 0 <= node.axis <= len(a.shape) - len(shape):
            node.unknown("the axis %d" % node.axis)
        shape += (1,) * (len(a.shape) - node.axis - len(shape))
    if (common_shape(node, a.shape, shape) if node.repeat else shape) != a.shape:
        node.unknown("operands of the shapes %s and %s" % (show(a.shape), show(b.shape)))
    return b.reshaped(shape)


def elementwise(operation):
    def make(node):
        node.expect(2, 2)
        if node.version < 7:
            node.repeat, node.axis = node.integer(b"broadcast", 0) != 0, node.integer(b"axis", None)

        def apply(a, b):
            same_type(node, a, b)
            return operation(node, a, before_version_7(node, a, b) if node.version < 7 else b)
        return apply
    return make


def lines(tensor, width, step):
    """Its entries as tuples of this width, as they lie (step 1) or each with a step between neighbours: rows, or columns."""
    if (width, step) not in tensor.kept:
        v = tensor.values
        size = width * step
        tensor.kept[width, step] = [v[block + at:block + at + size:step] for block in range(0, len(v), size or 1) for at in range(step)]
    return tensor.kept[width, step]


def matrix_product(node, a, b, transposed=(False, False)):
    """NumPy's product: of matrices in the last two axes; a vector is a row on the left and a column on the right."""
    left = a.shape if len(a.shape) > 1 else (1,) + a.shape
    right = b.shape if len(b.shape) > 1 else b.shape + (1,)
    if not a.shape or not b.shape:
        node.unknown("an operand without axes")
    (m, k), (l, n) = (left[:-3:-1] if transposed[0] else left[-2:]), (right[:-3:-1] if transposed[1] else right[-2:])
    if k != l or 0 in left + right:
        node.unknown("operands of the shapes %s and %s" % (show(a.shape), show(b.shape)))
    outer = common_shape(node, left[:-2], right[:-2])
    node.meter.charge(prod(outer) * m * n * k, a.bits(), b.bits())
    node.meter.charge(len(a.values) + len(b.values))
    rows, columns = lines(a, k, m if transposed[0] else 1), lines(b, k, 1 if transposed[1] else n)
    starts = zip(positions(outer, stretched(left[:-2], outer)), positions(outer, stretched(right[:-2], outer)))
    values = [sum(map(mul, row, column)) for i, j in starts for row in rows[i * m:i * m + m] for column in columns[j * n:j * n + n]]
    return Tensor(outer + (m,) * (len(a.shape) > 1) + (n,) * (len(b.shape) > 1), values, a.scale * b.scale, a.kind)


def matmul(node):
    node.expect(2, 2)

    def apply(a, b):
        same_type(node, a, b)
        return matrix_product(node, a, b)
    return apply


def gemm(node):
    """alpha A B + beta C, C repeated to the shape of A B."""
    node.expect(2, 3)
    transposed = node.integer(b"transA", 0) != 0, node.integer(b"transB", 0) != 0
    alpha, beta = node.real(b"alpha"), node.real(b"beta")
    if node.version < 7:
        node.integer(b"broadcast", 0)

    def apply(a, b, c=None):
        same_type(node, *[tensor for tensor in (a, b, c) if tensor])
        if len(a.shape) != 2 or len(b.shape) != 2:
            node.unknown("operands of the shapes %s and %s" % (show(a.shape), show(b.shape)))
        result = matrix_product(node, a, b, transposed)
        if alpha:
            result = multiply(node, result, alpha)
        if c:
            if common_shape(node, result.shape, c.shape) != result.shape:
                node.unknown("an operand C of the shape %s" % show(c.shape))
            result = add(node, result, multiply(node, c, beta) if beta else c)
        result.kind = a.kind
        return result
    return apply


def relu(node):
    node.expect(1, 1)

    def apply(x):
        same_type(node, x)
        node.meter.charge(len(x.values))
        return Tensor(x.shape, [n if n > 0 else 0 for n in x.values], x.scale, x.kind)
    return apply


def neg(node):
    node.expect(1, 1)

    def apply(x):
        same_type(node, x)
        node.meter.charge(len(x.values))
        return Tensor(x.shape, [-n for n in x.values], x.scale, x.kind)
    return apply
