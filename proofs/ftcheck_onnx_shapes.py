"""Part of ftcheck.py: ONNX operators that move entries or give them as they are (see ftcheck_onnx_operators.py)."""
from math import prod

from ftcheck_onnx_operators import axis_in, constant_list, positions, strides
from ftcheck_onnx_read import BFLOAT16, BINARY, BOOL, CODES, DOUBLE, FLOAT, FLOAT16, INT64, Tensor, read_tensor, representable, type_name
from ftcheck_read import show


def identity(node):
    node.expect(1, 1)
    return lambda x: x


def dropout(node):
    """That of inference: nothing. Versions 1 and 6 are for training unless is_test is set, 12 and later when the third input is true."""
    node.expect(1, 1 if node.version < 12 else 3)
    node.real(b"ratio"), node.integer(b"seed", 0), node.integers(b"consumed_inputs")
    if node.version < 7 and node.integer(b"is_test", 0) == 0:
        node.unknown("training mode")

    def apply(x, ratio=None, training=None):
        if training and (training.varies or training.kind != BOOL or any(training.values)):
            node.unknown("training mode")
        return x
    return apply


def constant(node):
    node.expect(0, 0)
    stored = node.attribute(b"value", 4, 5)
    if stored is not None:
        result = read_tensor(stored.part(5), node.outputs[0])
    else:
        result = node.real(b"value_float")
        result = node.reals(b"value_floats") if result is None else result
        single, several = node.integer(b"value_int", None), node.integers(b"value_ints")
        if result is None and (single is not None or several is not None):
            result = Tensor([], [single], 1, INT64) if single is not None else Tensor([len(several)], several, 1, INT64)
        if result is None:
            node.unknown("no value")
    return lambda: result


WIDER = {FLOAT16: (FLOAT16, FLOAT, DOUBLE), BFLOAT16: (BFLOAT16, FLOAT, DOUBLE), FLOAT: (FLOAT, DOUBLE), DOUBLE: (DOUBLE,)}


def cast(node):
    """Only one that keeps every number as it is: to a type that has all numbers of the first, or of a constant."""
    node.expect(1, 1)
    kind = node.integer(b"to", 0)
    if kind not in CODES:
        node.unknown("the type %s" % type_name(kind))

    def apply(x):
        if kind not in WIDER.get(x.kind, ()):
            node.meter.charge(len(x.values), x.bits(), x.scale.bit_length())
            if x.varies or not all(representable(n, x.scale, kind) for n in x.values):
                node.unknown("rounding from %s to %s" % (type_name(x.kind), type_name(kind)))
        return Tensor(x.shape, x.values, x.scale, kind)
    return apply


def flatten(node):
    node.expect(1, 1)
    axis = node.integer(b"axis", 1)

    def apply(x):
        at = axis if axis == len(x.shape) else axis_in(node, axis, len(x.shape))
        return x.reshaped((prod(x.shape[:at]), prod(x.shape[at:])))
    return apply


def reshape(node):
    """0 copies a size (unless allowzero), -1 stands for the one size that is left."""
    attribute = node.version < 5
    node.expect(1 if attribute else 2, 1 if attribute else 2)
    given = node.integers(b"shape") if attribute else None
    if attribute:
        node.integers(b"consumed_inputs")
    keep_zero = node.integer(b"allowzero", 0) != 0

    def apply(x, wanted=None):
        target = list(given or []) if attribute else constant_list(node, wanted)
        if len(target) > len(x.shape) and any(size == 0 for size in target[len(x.shape):]) and not keep_zero:
            node.unknown("the shape %s" % show(target))
        shape = [x.shape[i] if size == 0 and not keep_zero else size for i, size in enumerate(target)]
        rest = -prod(shape)
        if shape.count(-1) == 1 and rest > 0 and len(x.values) % rest == 0:
            shape[shape.index(-1)] = len(x.values) // rest
        if any(size < 0 for size in shape) or prod(shape) != len(x.values):
            node.unknown("the shapes %s and %s" % (show(x.shape), show(target)))
        return x.reshaped(shape)
    return apply


def axes(node, operation):
    """The axes of Squeeze and Unsqueeze: an attribute at first, an input from version 13 on."""
    node.expect(1, 1 if node.version < 13 else 2)
    given = node.integers(b"axes") if node.version < 13 else None
    return lambda x, wanted=None: operation(node, x, constant_list(node, wanted) if wanted else given)


def chosen(node, wanted, rank):
    found = {axis_in(node, axis, rank) for axis in wanted}
    if len(found) < len(wanted):
        node.unknown("an axis twice")
    return found


def without_axes(node, x, wanted):
    rank = len(x.shape)
    removed = {i for i in range(rank) if x.shape[i] == 1} if wanted is None else chosen(node, wanted, rank)
    if any(x.shape[i] != 1 for i in removed):
        node.unknown("the shape %s" % show(x.shape))
    return x.reshaped([size for i, size in enumerate(x.shape) if i not in removed])


def with_axes(node, x, wanted):
    if wanted is None:
        node.unknown("no axes")
    rank = len(x.shape) + len(wanted)
    added, rest = chosen(node, wanted, rank), iter(x.shape)
    return x.reshaped([1 if i in added else next(rest) for i in range(rank)])


def squeeze(node):
    return axes(node, without_axes)


def unsqueeze(node):
    return axes(node, with_axes)


def transpose(node):
    node.expect(1, 1)
    given = node.integers(b"perm")

    def apply(x):
        order = list(range(len(x.shape)))[::-1] if given is None else given
        if sorted(order) != list(range(len(x.shape))):
            node.unknown("the permutation %s of %d axes" % (show(order), len(x.shape)))
        node.meter.charge(2 * len(x.values))
        shape, steps = [x.shape[i] for i in order], strides(x.shape)
        moved = positions(shape, [steps[i] for i in order])
        return Tensor(shape, [x.values[at] for at in moved], x.scale, x.kind)
    return apply
