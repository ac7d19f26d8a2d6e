"""Small ONNX files as bytes, for tests: the wire format of Protocol Buffers and the fields of onnx.proto, written plainly."""
import struct

FLOAT, INT32, INT64, BOOL, FLOAT16, DOUBLE, BFLOAT16 = 1, 6, 7, 9, 10, 11, 16
PACK = {FLOAT: "f", DOUBLE: "d", FLOAT16: "e", INT64: "q", INT32: "i", BOOL: "?"}


def varint(n):
    n &= 2 ** 64 - 1
    result = b""
    while n > 127:
        result, n = result + bytes([n & 127 | 128]), n >> 7
    return result + bytes([n])


def field(number, *values):
    """A value is an int, a float (4 bytes), a str or bytes."""
    result = b""
    for value in values:
        if isinstance(value, int):
            result += varint(number << 3) + varint(value)
        elif isinstance(value, float):
            result += varint(number << 3 | 5) + struct.pack("<f", value)
        else:
            value = value.encode("ascii") if isinstance(value, str) else value
            result += varint(number << 3 | 2) + varint(len(value)) + value
    return result


def tensor(name, shape, numbers, kind=FLOAT):
    """Entries in raw_data."""
    return field(1, *shape) + field(2, kind) + field(8, name) + field(9, struct.pack("<%d%s" % (len(numbers), PACK[kind]), *numbers))


def attribute(name, value):
    """By the type of the value: int, float, str, list of numbers, or the bytes of a tensor."""
    if isinstance(value, int):
        return field(1, name) + field(3, value) + field(20, 2)
    if isinstance(value, float):
        return field(1, name) + field(2, value) + field(20, 1)
    if isinstance(value, str):
        return field(1, name) + field(4, value) + field(20, 3)
    if isinstance(value, bytes):
        return field(1, name) + field(5, value) + field(20, 4)
    if value and isinstance(value[0], float):
        return field(1, name) + field(7, *value) + field(20, 6)
    return field(1, name) + field(8, *value) + field(20, 7)


def node(operator, inputs, outputs="y", **attributes):
    """Names are words, separated by spaces; `-` is an input that is left out."""
    names = [("" if name == "-" else name) for name in inputs.split()]
    return field(1, *names) + field(2, *outputs.split()) + field(4, operator) + field(5, *[attribute(*a) for a in attributes.items()])


def value_info(name, shape, kind=FLOAT):
    """A size is a number, or a str: the name of a size that is not fixed."""
    sizes = [field(1, field(1, size) if isinstance(size, int) else field(2, size)) for size in shape]
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, b"".join(sizes))))


def model(nodes, shape, stored=(), outputs="y", version=13, kind=FLOAT, inputs=()):
    """A model with the input x and the outputs; stored tensors are initializers, `inputs` more inputs."""
    graph = field(1, *nodes) + field(5, *stored) + field(11, value_info("x", shape, kind), *inputs)
    graph += b"".join(field(12, field(1, name)) for name in outputs.split())
    return field(1, 8) + field(7, graph) + field(8, field(2, version))
