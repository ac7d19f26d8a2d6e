"""Part of ftcheck.py: reads ONNX files, from the specifications of Protocol Buffers' wire format and of ONNX (onnx.proto) alone.

Nothing here is recursive: a message is read when it is asked for, and onnx.proto's fields are asked for by number."""
import struct
from math import prod

from ftcheck_read import show

MOST_AXES = 32
FLOAT, INT32, INT64, BOOL, FLOAT16, DOUBLE, BFLOAT16 = 1, 6, 7, 9, 10, 11, 16
TYPE_NAMES = """UNDEFINED FLOAT UINT8 INT8 UINT16 INT16 INT32 INT64 STRING BOOL FLOAT16 DOUBLE UINT32 UINT64 COMPLEX64 COMPLEX128
    BFLOAT16""".split()
BINARY = {FLOAT16: (5, 10), BFLOAT16: (8, 7), FLOAT: (8, 23), DOUBLE: (11, 52)}  # bits of the exponent and of the fraction
CODES = {FLOAT16: "H", BFLOAT16: "H", FLOAT: "I", DOUBLE: "Q", INT32: "i", INT64: "q", BOOL: "?"}  # of struct, for bit patterns
TYPED = {FLOAT: 4, DOUBLE: 10, INT64: 7, INT32: 5, BOOL: 5, FLOAT16: 5, BFLOAT16: 5}  # the field that holds them unless raw_data does


class Damaged(Exception):
    """The bytes are no message of the kind that they should be."""


class Unknown(Exception):
    """What a model has that is not known here; a noun, as it stands in the note."""


def text(name):
    return show("'%s'" % "".join(chr(b) if 0x20 <= b <= 0x7E else "\\x%02X" % b for b in name))


def type_name(code):
    return TYPE_NAMES[code] if 0 <= code < len(TYPE_NAMES) else "number %d" % code


def signed(value, bits=64):
    value &= 2 ** bits - 1
    return value - 2 ** bits if value >> (bits - 1) else value


def varint(data, at):
    value = 0
    for shift in range(0, 70, 7):
        if at == len(data):
            raise Damaged("a number that is cut short")
        value |= (data[at] & 127) << shift
        at += 1
        if data[at - 1] < 128:
            return value & 2 ** 64 - 1, at
    raise Damaged("a number of more than 10 bytes")


def fields_of(data):
    """{number: [(wire type, value), ..]}; a value is an integer (wire type 0) or bytes. Groups, which ONNX does not have, are skipped."""
    fields, groups, at = {}, [], 0
    while at < len(data):
        key, at = varint(data, at)
        number, kind = key >> 3, key & 7
        if not 1 <= number < 2 ** 29:
            raise Damaged("a field with the number %d" % number)
        if kind == 3:
            groups.append(number)
        elif kind == 4:
            if not groups or groups.pop() != number:
                raise Damaged("the end of a group that was not begun")
        elif kind == 0:
            value, at = varint(data, at)
        elif kind in (1, 2, 5):
            size, at = varint(data, at) if kind == 2 else (8 if kind == 1 else 4, at)
            value, at = data[at:at + size], at + size
            if len(value) < size:
                raise Damaged("a field that is cut short")
        else:
            raise Damaged("wire type %d" % kind)
        if kind not in (3, 4) and not groups:
            fields.setdefault(number, []).append((kind, value))
    if groups:
        raise Damaged("a group without an end")
    return fields


class Message:
    """The accessors pass over values of another wire type than the field's, as Protocol Buffers do with fields that they do not know."""
    def __init__(self, data):
        self.fields = fields_of(data)

    def values(self, number, kind):
        return [value for found, value in self.fields.get(number, ()) if found == kind]

    def has(self, *numbers):
        return any(number in self.fields for number in numbers)

    def bytes(self, number):
        return (self.values(number, 2) or [b""])[-1]

    def parts(self, number):
        return [Message(value) for value in self.values(number, 2)]

    def part(self, number):
        """A message that is not repeated: parts of it that stand apart are merged, which is what reading one behind the other does."""
        return Message(b"".join(self.values(number, 2)))

    def integer(self, number, otherwise=0):
        return signed((self.values(number, 0) or [otherwise])[-1])

    def integers(self, number, bits=64):
        """Repeated integers, packed or not."""
        result = []
        for kind, value in self.fields.get(number, ()):
            if kind == 0:
                result.append(signed(value, bits))
            at = len(value) if kind != 2 and kind != 0 else 0
            while kind == 2 and at < len(value):
                entry, at = varint(value, at)
                result.append(signed(entry, bits))
        return result

    def fixed(self, number, kind):
        """Repeated numbers of 4 bytes (kind 5) or 8 bytes (kind 1), packed or not, as bytes."""
        result = b"".join(value for found, value in self.fields.get(number, ()) if found in (2, kind))
        if len(result) % (4 if kind == 5 else 8):
            raise Damaged("numbers that are cut short")
        return result


# ---- tensors -------------------------------------------------------------------------------------------------------------------


class Tensor:
    """Entry i, in row-major order, is values[i] / scale: integers over one common denominator, positive. varies: it depends on the input."""
    def __init__(self, shape, values, scale=1, kind=FLOAT):
        self.shape, self.values, self.scale, self.kind = tuple(shape), values, scale, kind
        self.varies, self.kept = False, {}  # kept: other arrangements of the entries, for operators

    def bits(self):
        """Of the largest numerator or the denominator."""
        if "bits" not in self.kept:
            self.kept["bits"] = max(max(map(int.bit_length, self.values), default=0), self.scale.bit_length())
        return self.kept["bits"]

    def reshaped(self, shape):
        if len(shape) > MOST_AXES:
            raise Unknown("a tensor with more than %d axes" % MOST_AXES)
        return Tensor(shape, self.values, self.scale, self.kind)


def dyadic(bits, kind, what):
    """(values, scale) of bit patterns of an IEEE 754 type: fractions over one power of two."""
    exponent_bits, fraction_bits = BINARY[kind]
    bias, parts = 2 ** (exponent_bits - 1) - 1, []
    for pattern in bits:
        exponent, fraction = pattern >> fraction_bits & 2 ** exponent_bits - 1, pattern & 2 ** fraction_bits - 1
        if exponent == 2 ** exponent_bits - 1:
            raise Unknown("a number that is not finite, in " + what)
        n = fraction + (2 ** fraction_bits if exponent else 0)
        low = (n & -n).bit_length() - 1 if n else 0
        e = max(exponent, 1) - bias - fraction_bits + low if n else 0
        parts.append((-(n >> low) if pattern >> exponent_bits + fraction_bits else n >> low, e))
    least = min([e for _, e in parts] + [0])
    return [n << e - least for n, e in parts], 2 ** -least


def representable(n, scale, kind):
    """Whether n / scale is a number of the type."""
    if n % scale and kind not in BINARY or scale & scale - 1 and n * 2 ** scale.bit_length() % scale:
        return False
    if kind not in BINARY:
        low, high = {BOOL: (0, 1), INT32: (-2 ** 31, 2 ** 31 - 1), INT64: (-2 ** 63, 2 ** 63 - 1)}[kind]
        return low <= n // scale <= high
    digits, n = scale.bit_length(), n * 2 ** scale.bit_length() // scale  # n / 2^digits now
    exponent_bits, fraction_bits = BINARY[kind]
    bias, low = 2 ** (exponent_bits - 1) - 1, (n & -n).bit_length() - 1
    return n == 0 or (n.bit_length() - low <= fraction_bits + 1 and low - digits >= 1 - bias - fraction_bits
                      and n.bit_length() - digits <= bias + 1)


def read_tensor(m, name):
    """The TensorProto m."""
    what, kind, shape = "tensor " + text(name), m.integer(2), m.integers(1)
    if m.integer(14) == 1 or m.has(13):
        raise Unknown("data outside the file, of %s," % what)
    if m.has(3):
        raise Unknown("data in segments, of %s," % what)
    if kind not in CODES:
        raise Unknown("%s with elements of type %s" % (what, type_name(kind)))
    if len(shape) > MOST_AXES or any(size < 0 for size in shape):
        raise Unknown("%s with the shape %s" % (what, show(shape)))
    filled = [number for number in (4, 5, 6, 7, 10, 11) if any(value != b"" for _, value in m.fields.get(number, ()))]
    raw = m.bytes(9)
    if m.has(9):
        filled = ["raw"] * bool(raw) + filled
    if filled not in ([], ["raw"], [TYPED[kind]]):
        raise Unknown("%s with entries in several fields or in that of another type" % what)
    if not m.has(9) and kind in (FLOAT, DOUBLE):
        raw = m.fixed(TYPED[kind], 5 if kind == FLOAT else 1)
    if m.has(9) or kind in (FLOAT, DOUBLE):
        size = struct.calcsize("<" + CODES[kind])
        if len(raw) % size:
            raise Unknown("%s with a part of an entry" % what)
        entries = struct.unpack("<%d%s" % (len(raw) // size, CODES[kind]), raw)
    else:
        entries = m.integers(TYPED[kind], 64 if kind == INT64 else 32)
    if len(entries) != prod(shape):
        raise Unknown("%s with the shape %s and %d entries" % (what, show(shape), len(entries)))
    if kind not in BINARY:
        return Tensor(shape, [int(n != 0) if kind == BOOL else n for n in entries], 1, kind)
    if any(n < 0 or n >> (8 * struct.calcsize("<" + CODES[kind])) for n in entries):
        raise Unknown("%s with an entry that is no bit pattern" % what)
    return Tensor(shape, *dyadic(entries, kind, what), kind)
