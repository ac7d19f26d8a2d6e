"""Part of ftcheck.py: ONNX operators that choose entries, by place or as the least or greatest (see ftcheck_onnx_operators.py)."""
from math import lcm, prod

from ftcheck_onnx_operators import axis_in, constant_list, positions, same_type, strides
from ftcheck_onnx_read import Tensor, text, type_name
from ftcheck_read import show


def over(tensor, scale):
    """The numerators over another denominator, a multiple of the tensor's."""
    return tensor.values if scale == tensor.scale else [n * (scale // tensor.scale) for n in tensor.values]


def clip(node):
    """min(max(x, least), greatest); the limits are attributes before version 11, and what has none is not limited there."""
    attributes = node.version < 11
    node.expect(1, 1 if attributes else 3)
    least, greatest = (node.real(b"min"), node.real(b"max")) if attributes else (None, None)
    if attributes:
        node.integers(b"consumed_inputs")

    def apply(x, low=least, high=greatest):
        limits = [limit for limit in (low, high) if limit]
        if attributes:
            for limit in limits:
                limit.kind = x.kind
        same_type(node, x, *limits)
        if any(limit.shape not in ((), (1,)) for limit in limits):
            node.unknown("a limit of the shape %s" % show([limit.shape for limit in limits if limit.shape][0]))
        scale = lcm(x.scale, *[limit.scale for limit in limits])
        node.meter.charge(3 * len(x.values), x.bits(), scale.bit_length())
        values = over(x, scale)
        if low:
            bound = over(low, scale)[0]
            values = [n if n > bound else bound for n in values]
        if high:
            bound = over(high, scale)[0]
            values = [n if n < bound else bound for n in values]
        return Tensor(x.shape, values, scale, x.kind)
    return apply


def concat(node):
    node.expect(1, len(node.inputs))
    if not all(node.inputs):
        node.unknown("an input that is left out")
    axis = node.integer(b"axis", 1 if node.version < 4 else None)
    if axis is None:
        node.unknown("no axis")

    def apply(*tensors):
        first = tensors[0]
        at = axis_in(node, axis, len(first.shape))
        if any(x.kind != first.kind for x in tensors):
            node.unknown("operands of type " + " and ".join(type_name(x.kind) for x in tensors))
        if any(len(x.shape) != len(first.shape) or x.shape[:at] + x.shape[at + 1:] != first.shape[:at] + first.shape[at + 1:] for x in tensors):
            node.unknown("operands of the shapes " + " and ".join(show(x.shape) for x in tensors))
        scale = lcm(*[x.scale for x in tensors])
        count = sum(len(x.values) for x in tensors)
        node.meter.charge(2 * count, max(x.bits() for x in tensors), scale.bit_length())
        parts = [(over(x, scale), prod(x.shape[at:])) for x in tensors]
        values = [n for i in range(prod(first.shape[:at])) for entries, size in parts for n in entries[i * size:i * size + size]]
        return Tensor(first.shape[:at] + (sum(x.shape[at] for x in tensors),) + first.shape[at + 1:], values, scale, first.kind)
    return apply


def taken(node, size, start, end, step):
    """The places along an axis that Slice takes, as NumPy counts them."""
    if step == 0:
        node.unknown("a step 0")
    return range(*slice(start, end, step).indices(size))


def slice_of(node):
    """Attributes before version 10, inputs from then on. An end beyond the axis is its end; with a negative step, -1 - size or less is all."""
    attributes = node.version < 10
    node.expect(1 if attributes else 3, 1 if attributes else 5)
    lists = [node.integers(name) for name in (b"starts", b"ends", b"axes")] if attributes else None
    if attributes and None in lists[:2]:
        node.unknown("no starts or no ends")

    def apply(x, *given):
        starts, ends, axes, steps = (lists + [None] if attributes else [constant_list(node, t) if t else None for t in given] + [None] * (4 - len(given)))
        rank = len(x.shape)
        axes = list(range(len(starts))) if axes is None else axes
        steps = [1] * len(starts) if steps is None else steps
        if not len(starts) == len(ends) == len(axes) == len(steps):
            node.unknown("lists of different lengths")
        chosen = {}
        for start, end, axis, step in zip(starts, ends, axes, steps):
            axis = axis_in(node, axis, rank)
            if axis in chosen:
                node.unknown("an axis twice")
            chosen[axis] = taken(node, x.shape[axis], start, end, step)
        places = [chosen.get(i, range(x.shape[i])) for i in range(rank)]
        shape, steps = [len(p) for p in places], [p.step * s for p, s in zip(places, strides(x.shape))]
        begin = sum(p.start * s for p, s in zip(places, strides(x.shape)))
        node.meter.charge(2 * prod(shape))
        return Tensor(shape, [x.values[begin + at] for at in positions(shape, steps)] if prod(shape) else [], x.scale, x.kind)
    return apply


# ---- windows -------------------------------------------------------------------------------------------------------------------


class Windows:
    """The windows of a pooling operator along each axis behind the first two, from its attributes."""
    def __init__(self, node):
        self.node, self.kernel = node, node.integers(b"kernel_shape")
        if not self.kernel or any(size < 1 for size in self.kernel):
            node.unknown("the kernel %s" % show(self.kernel))
        rank = len(self.kernel)
        self.strides, self.dilations = node.integers(b"strides") or [1] * rank, node.integers(b"dilations") or [1] * rank
        pads = node.integers(b"pads")
        m = node.attribute(b"auto_pad", 3, 4)
        self.automatic = (m.bytes(4) if m else b"") or b"NOTSET"
        if self.automatic not in (b"NOTSET", b"VALID", b"SAME_UPPER", b"SAME_LOWER"):
            node.unknown("auto_pad %s" % text(self.automatic))
        self.ceil = node.integer(b"ceil_mode", 0) != 0
        self.pads = pads or [0] * (2 * rank)
        if len(self.strides) != rank or len(self.dilations) != rank or len(self.pads) != 2 * rank:
            node.unknown("lists of different lengths")
        if min(self.strides + self.dilations) < 1 or min(self.pads) < 0 or self.automatic != b"NOTSET" and (any(self.pads) or self.ceil):
            node.unknown("strides %s, dilations %s, pads %s, auto_pad %s" % tuple(
                map(show, (self.strides, self.dilations, self.pads, text(self.automatic)))))

    def along(self, axis, size):
        """For each window, the places in it that are not padding."""
        step, dilation, kernel = self.strides[axis], self.dilations[axis], self.kernel[axis]
        reach = (kernel - 1) * dilation + 1
        if self.automatic.startswith(b"SAME"):
            count = -(-size // step)
            total = max((count - 1) * step + reach - size, 0)
            head = total // 2 if self.automatic == b"SAME_UPPER" else total - total // 2
        else:
            head, tail = self.pads[axis], self.pads[axis + len(self.kernel)]
            room = size + head + tail - reach
            count = (-(-room // step) if self.ceil else room // step) + 1
            if self.ceil and (count - 1) * step >= size + head:
                count -= 1  # the last one would begin in the padding behind
        result = [[at for at in range(i * step - head, i * step - head + reach, dilation) if 0 <= at < size] for i in range(count)]
        if not result or not all(result):
            self.node.unknown("a window without an entry")
        return result


def max_pool(node):
    """The greatest entry of each window. The second output, where the entries stand, is not known here."""
    node.expect(1, 1)
    windows, kept = Windows(node), {}
    node.integer(b"storage_order", 0)

    def apply(x):
        same_type(node, x)
        if len(x.shape) != len(windows.kernel) + 2:
            node.unknown("an operand of the shape %s" % show(x.shape))
        planes, area = prod(x.shape[:2]), prod(x.shape[2:])
        if x.shape not in kept:
            lists, places = [windows.along(i, size) for i, size in enumerate(x.shape[2:])], [[0]]
            node.meter.charge(prod(map(len, lists)) * prod(windows.kernel))
            for axis, size in zip(lists, x.shape[2:]):
                places = [[at * size + i for at in window for i in more] for window in places for more in axis]
            kept[x.shape] = [len(axis) for axis in lists], places
        counts, places = kept[x.shape]
        node.meter.charge(planes * len(places) * prod(windows.kernel) // 4)  # comparing is the fastest of steps
        values = [max(map(plane.__getitem__, window)) for plane in (x.values[i * area:i * area + area] for i in range(planes)) for window in places]
        return Tensor(x.shape[:2] + tuple(counts), values, x.scale, x.kind)
    return apply
