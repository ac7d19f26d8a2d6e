"""Numbers of every kind become the fractions that they are; expected values come from the bits, or from Python's own Fraction."""
import decimal
import math
import random
import struct
from fractions import Fraction

import numpy
import pytest

from ftcert._network import rounded
from ftcert._numbers import NotANumber, NotFinite, exact, integer, integer_text, is_missing, rational, text


def of_bits(bits: int, exponent_bits: int, fraction_bits: int) -> Fraction:
    """The number of an IEEE format, from its bits."""
    fraction = bits & ((1 << fraction_bits) - 1)
    exponent = (bits >> fraction_bits) & ((1 << exponent_bits) - 1)
    sign = -1 if bits >> (fraction_bits + exponent_bits) else 1
    bias = (1 << (exponent_bits - 1)) - 1
    if exponent:
        fraction += 1 << fraction_bits
    return sign * fraction * Fraction(2) ** (max(exponent, 1) - bias - fraction_bits)


FORMATS = [(numpy.float16, numpy.uint16, 5, 10), (numpy.float32, numpy.uint32, 8, 23), (numpy.float64, numpy.uint64, 11, 52)]


@pytest.mark.parametrize("dtype, holder, exponent_bits, fraction_bits", FORMATS)
def test_floats_are_their_bits(dtype, holder, exponent_bits, fraction_bits):
    width = 1 + exponent_bits + fraction_bits
    random.seed(width)
    corners = [0, 1, 1 << (width - 1), (1 << fraction_bits) - 1, 1 << fraction_bits]
    for bits in corners + [random.getrandbits(width) for _ in range(2000)]:
        value = numpy.array([bits], holder).view(dtype)[0]
        if numpy.isfinite(value):
            assert exact(value) == of_bits(bits, exponent_bits, fraction_bits)
        else:
            with pytest.raises(NotFinite):
                exact(value)
    assert exact(struct.unpack("<d", struct.pack("<Q", 1))[0]) == Fraction(1, 2**1074)


def test_extended_floats():
    third = numpy.longdouble(1) / 3
    assert exact(third) == Fraction(*map(int, third.as_integer_ratio()))
    assert numpy.finfo(numpy.longdouble).nmant <= 52 or exact(third) != Fraction(1 / 3)


@pytest.mark.parametrize("dtype", "b B h H i I l L q Q".split())
def test_integers(dtype):
    limits = numpy.iinfo(dtype)
    for value in (limits.min, limits.max, 0, 1):
        assert exact(numpy.array([value], dtype)[0]) == value


@pytest.mark.parametrize(
    "value, expected",
    [
        (True, 1),
        (numpy.bool_(False), 0),
        (numpy.array(0.5, numpy.float32), Fraction(1, 2)),
        (numpy.array(7, numpy.uint64), 7),
        (7, 7),
        (10**5000, 10**5000),
        (Fraction(6, 4), Fraction(3, 2)),
        (decimal.Decimal("-1.25e-3"), Fraction(-1, 800)),
        (decimal.Decimal("1e400"), 10**400),
        (0.1, Fraction(3602879701896397, 2**55)),
        ("0.1", Fraction(1, 10)),
        ("-1.25e-3", Fraction(-1, 800)),
        ("+7/3", Fraction(7, 3)),
        ("-14/6", Fraction(-7, 3)),
        ("0x1.8p-3", Fraction(3, 16)),
        ("-0X.8", Fraction(-1, 2)),
        (" 5\t", 5),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("1e20000", Fraction(10) ** 20000),
    ],
    ids=lambda value: type(value).__name__,  # 5000 digits are more than Python writes
)
def test_numbers(value, expected):
    assert exact(value) == expected


OTHERS = [1j, numpy.complex64(1), object(), b"1", [1], numpy.datetime64("2020"), numpy.datetime64("2020", "ns"), numpy.array("2020", "M8[ns]")]
TEXTS = ["x", "1/0", "1e20001", "0x", "1_000", "1/2/3", ".", "e5", "1 2", "--1", "0x1p", "1e", "\u0661", "1\n"]


@pytest.mark.parametrize("value", OTHERS + TEXTS)
def test_what_is_no_number(value):
    with pytest.raises(NotANumber):
        exact(value)


@pytest.mark.parametrize("value", [None, math.nan, numpy.float16("nan"), decimal.Decimal("nan"), "NaN", "", "NA", "null", numpy.ma.masked])
def test_what_is_missing(value):
    assert is_missing(value)
    with pytest.raises(NotFinite):
        exact(value)


@pytest.mark.parametrize("value", [math.inf, -math.inf, numpy.float32("inf"), numpy.longdouble("-inf"), decimal.Decimal("inf"), "inf", "-Infinity"])
def test_what_is_infinite(value):
    assert not is_missing(value)
    with pytest.raises(NotFinite):
        exact(value)


@pytest.mark.parametrize("digits", [1, 3999, 4000, 4001, 9000, 40001])
def test_long_integers(digits):
    """Beyond the 4300 digits that Python converts at once; the value by Horner's rule, nine digits a step."""
    random.seed(digits)
    written = random.choice("123456789") + "".join(random.choice("0123456789") for _ in range(digits - 1))
    value = 0
    for at in range(0, digits, 9):
        piece = written[at : at + 9]
        value = value * 10 ** len(piece) + int(piece)
    assert integer(written) == value and integer("-" + written) == -value
    assert integer_text(value) == written and integer_text(-value) == "-" + written


def test_text_and_back():
    random.seed(1)
    for _ in range(500):
        value = Fraction(random.randint(-(10**30), 10**30), random.randint(1, 10**30))
        assert rational(text(value)) == value
        assert text(value) == (str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}")


@pytest.mark.parametrize("dtype, holder, exponent_bits, fraction_bits", FORMATS)
def test_rounding_is_to_the_nearest(dtype, holder, exponent_bits, fraction_bits):
    """Beside both neighbours, whose values are read from the bits; ties go to the even one."""
    random.seed(fraction_bits)
    limits = numpy.finfo(dtype)
    ties = 0
    for _ in range(3000):
        power = random.randint(int(limits.minexp) - int(limits.nmant) - 2, int(limits.maxexp) - 1)
        halves = Fraction(random.getrandbits(fraction_bits + 2), 2 ** (fraction_bits + 1))  # in units of which every fourth is a tie
        value = halves * Fraction(2) ** power / random.choice([1, 1, 3])
        result = rounded(value, dtype)
        assert type(result) is dtype
        if numpy.isinf(result):
            assert value >= (2 - Fraction(1, 2 ** (fraction_bits + 1))) * Fraction(2) ** (int(limits.maxexp) - 1)
            continue
        bits = int(numpy.array([result]).view(holder)[0])
        distance = abs(of_bits(bits, exponent_bits, fraction_bits) - value)
        for other in (bits - 1, bits + 1):
            if other >= 0:
                rest = abs(of_bits(other, exponent_bits, fraction_bits) - value)
                assert distance < rest or (distance == rest and bits % 2 == 0)
                ties += distance == rest
        assert rounded(-value, dtype) == -result
    assert ties > 50


def test_rounding_to_extended_floats():
    random.seed(5)
    for _ in range(500):
        value = Fraction(random.getrandbits(100) + 1, random.getrandbits(90) + 1)
        result = rounded(value, numpy.longdouble)
        error = abs(Fraction(*map(int, result.as_integer_ratio())) - value)
        assert error <= value / 2 ** (int(numpy.finfo(numpy.longdouble).nmant) + 1)
