"""Part of ftcheck.py: the function of a .nnet file, at one sample after the other (section 7), from the format's own description (github.com/sisl/NNet):
inputs are kept between their limits, less their mean, over their range; then the layers; the outputs times their range, plus their mean."""
from fractions import Fraction
from math import lcm

from ftcheck_network import evaluate, integer_network
from ftcheck_onnx_read import Damaged
from ftcheck_read import Failure, show

MOST_DIGITS = 20000  # of an exponent's value


def number(text):
    """The decimal as it is written: digits with a point, an exponent."""
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.lstrip("+-")
    whole, _, part = digits.partition(".")
    signs = len(mantissa) - len(digits)
    plain = exponent.lstrip("+-") if "e" in text.lower() else "0"
    if signs > 1 or not (whole + part).isdigit() or not plain.isdigit() or len(exponent) - len(plain) > 1 or not text.isascii() or int(plain) > MOST_DIGITS:
        raise Damaged("the number %s" % show("'%s'" % text))
    value = Fraction(int(whole + part), 10 ** len(part)) * Fraction(10) ** int(exponent or "0")
    return -value if mantissa.startswith("-") else value


class Network:
    """Damaged tells why there is none. Called with a point, it returns all components of the output."""
    def __init__(self, data, dimension, meter):
        try:
            self.rows = iter(data.decode("ascii").split("\n"))
        except UnicodeDecodeError:
            raise Damaged("a byte that is no ASCII character") from None
        self.meter = meter
        meter.charge(len(data))
        line = next(self.rows)
        while line.startswith("//"):
            line = next(self.rows, "")
        layers, inputs, outputs, _ = self.counts(line, 4)
        sizes = self.counts(next(self.rows, ""), layers + 1)
        if sizes[0] != inputs or sizes[-1] != outputs:
            raise Damaged("sizes of layers that do not fit")
        if inputs != dimension:
            raise Failure("E202", meter.line, "model file: expected %d inputs, found %d" % (dimension, inputs))
        next(self.rows, "")
        self.least, self.greatest = self.numbers(inputs), self.numbers(inputs)
        self.mean, self.range = self.numbers(inputs + 1), self.numbers(inputs + 1)
        if not all(self.range[:-1]) or any(a > b for a, b in zip(self.least, self.greatest)):
            raise Damaged("a range 0 or limits that cross")
        network = []
        for columns, rows in zip(sizes, sizes[1:]):
            weights = [self.numbers(columns) for _ in range(rows)]
            network.append((0, columns, [self.numbers(1) + row for row in weights]))
        if any(line.strip() for line in self.rows):
            raise Damaged("lines behind the last bias")
        meter.charge(2 * sum(m * n for m, n in zip(sizes, sizes[1:])), 256, 256)
        self.network, self.count = integer_network(network), sum(m * n for m, n in zip(sizes, sizes[1:]))
        self.bits = max((w.bit_length() for layer in self.network for b, row, s in layer for w in [b, s] + row), default=0)

    def cells(self, line, count):
        found = [cell.strip(" \t\r") for cell in line.split(",")]
        found = found[:-1] if found[-1] == "" else found
        if len(found) != count:
            raise Damaged("a row of %d numbers in place of %d" % (len(found), count))
        return found

    def counts(self, line, count):
        found = self.cells(line, count)
        if not all(cell.isascii() and cell.isdigit() and len(cell) < 10 and int(cell) > 0 for cell in found):
            raise Damaged("the counts %s" % show(line.strip()))
        return list(map(int, found))

    def numbers(self, count):
        return list(map(number, self.cells(next(self.rows, ""), count)))

    def __call__(self, point):
        kept = [min(max(x, low), high) for x, low, high in zip(point, self.least, self.greatest)]
        x = [(v - mean) / size for v, mean, size in zip(kept, self.mean, self.range)]
        self.meter.charge(self.count, self.bits, self.bits + lcm(*[v.denominator for v in x]).bit_length())
        return [y * self.range[-1] + self.mean[-1] for y in evaluate(self.network, x)]
