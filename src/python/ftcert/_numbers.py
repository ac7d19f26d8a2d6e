"""Numbers of any kind as exact fractions, and fractions as the text that data files hold.

Standard library only. What a float holds is taken exactly: 0.1 is 3602879701896397/36028797018963968, and the string "0.1" is 1/10.

    >>> exact(0.5), exact("0x1.8p-3"), exact(decimal.Decimal("0.1"))
    (Fraction(1, 2), Fraction(3, 16), Fraction(1, 10))
    >>> text(exact("6/4"))
    '3/2'
"""
from __future__ import annotations

import decimal
import math
import numbers
import re
from fractions import Fraction

__all__ = ["NotANumber", "NotFinite", "exact", "is_missing", "integer", "integer_text", "quick_text", "rational", "shown", "text"]

EXPONENT_LIMIT = 20000  # of a number that is written as text, as in the program: a few characters must not fill the memory
DIGITS_AT_ONCE = 600  # Python converts no more than 4300 digits at once, as it takes quadratic time, and users may set a limit as low as 640

FRACTION = re.compile(r"([+-]?)([0-9]+)/([0-9]+)")
DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?")
HEXADECIMAL = re.compile(r"([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?")
MISSING_TEXTS = frozenset(["", "NaN", "nan", "NA", "null"])
MISSING_TYPES = frozenset(["NAType", "NaTType", "MaskedConstant"])  # of pandas and numpy, which need not be there


class NotANumber(Exception):
    """A value that is no number; the text says what it is."""


class NotFinite(Exception):
    """A value that is NaN, missing, or infinite; the text says which."""


def shown(value: object) -> str:
    """A value in an error: as Python writes it, on one line, cut after 60 characters.

    >>> shown("half"), shown(10 ** 5000)
    ("'half'", 'a value of type int')
    """
    try:
        return " ".join(repr(value).split())[:60]
    except Exception:  # too many digits, or an error of a class of somebody else
        return f"a value of type {type(value).__name__}"


def integer_text(value: int) -> str:
    """Decimal digits, however many they are.

    >>> len(integer_text(10 ** 5000))
    5001
    """
    if -(10**DIGITS_AT_ONCE) < value < 10**DIGITS_AT_ONCE:
        return str(value)
    sign, value = ("-", -value) if value < 0 else ("", value)
    digits = max(1, int(value.bit_length() * 0.30103) // 2)
    above, below = divmod(value, 10**digits)
    return sign + integer_text(above) + integer_text(below).rjust(digits, "0")


def integer(digits: str) -> int:
    """The integer of decimal digits with an optional sign, however many they are.

    >>> integer("1" + "0" * 5000) == 10 ** 5000
    True
    """
    if len(digits) <= DIGITS_AT_ONCE:
        return int(digits)
    if digits[0] in "+-":
        return -integer(digits[1:]) if digits[0] == "-" else integer(digits[1:])
    half = len(digits) // 2
    scale: int = 10 ** (len(digits) - half)
    return integer(digits[:half]) * scale + integer(digits[half:])


def text(value: Fraction) -> str:
    """"p", or "p/q" in lowest terms: the same number gives the same text, wherever it came from."""
    above = integer_text(value.numerator)
    return above if value.denominator == 1 else above + "/" + integer_text(value.denominator)


def quick_text(value: int | float) -> str | None:
    """The same for Python's own ints and floats, which tables have by the million; None for what is not finite.

    >>> quick_text(0.75), quick_text(3), quick_text(math.inf)
    ('3/4', '3', None)
    """
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return None
    above, below = value.as_integer_ratio()
    return str(above) if below == 1 else f"{above}/{below}"


def rational(written: str) -> Fraction:
    """The number of a certificate, "p" or "p/q".

    >>> rational("-7/3")
    Fraction(-7, 3)
    """
    above, _, below = written.partition("/")
    return Fraction(integer(above), integer(below) if below else 1)


def _scientific(match: re.Match[str], base: int) -> Fraction | None:
    sign, whole, fraction, exponent = match.groups()
    digits = (whole or "") + (fraction or "")
    if not digits or (exponent and len(exponent.lstrip("+-").lstrip("0")) > 6):
        return None
    power = int(exponent or "0")
    if abs(power) > EXPONENT_LIMIT:
        return None
    if base == 16:
        value = Fraction(int(digits, 16)) * Fraction(2) ** (power - 4 * len(fraction or ""))
    else:
        value = Fraction(integer(digits)) * Fraction(10) ** (power - len(fraction or ""))
    return -value if sign == "-" else value


def _of_text(written: str) -> Fraction:
    stripped = written.strip(" \t")
    if match := FRACTION.fullmatch(stripped):
        below = integer(match[3])
        if below == 0:
            raise NotANumber(f"{written!r}, with the denominator 0")
        value = Fraction(integer(match[2]), below)
        return -value if match[1] == "-" else value
    for form, base in ((DECIMAL, 10), (HEXADECIMAL, 16)):
        if match := form.fullmatch(stripped):
            scientific = _scientific(match, base)
            if scientific is not None:
                return scientific
    if stripped.lstrip("+-").lower() in ("nan", "inf", "infinity"):
        raise NotFinite(stripped)
    raise NotANumber(repr(written))


def is_missing(value: object) -> bool:
    """Whether a label says "keep what f says": None, NaN, pandas' NA and NaT, what is masked, and the texts that CSV has for it."""
    if value is None or type(value).__name__ in MISSING_TYPES:
        return True
    if isinstance(value, str):
        return value.strip(" \t") in MISSING_TEXTS
    if isinstance(value, decimal.Decimal):
        return value.is_nan()
    return isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational) and bool(value != value)


def exact(value: object) -> Fraction:
    """The number, exactly. Python's and numpy's integers, floats (of any width) and bools, Fraction, Decimal, and texts: decimals,
    fractions, hexadecimal floats.

    Errors: NotFinite for NaN, None, what is missing, and infinities; NotANumber for anything else, complex numbers too.
    """
    if is_missing(value):
        raise NotFinite({"nan": "NaN", "": "an empty text"}.get(str(value).strip(), str(value)))
    if isinstance(value, str):
        return _of_text(value)
    kind = getattr(getattr(value, "dtype", None), "kind", "f")
    if kind == "m":  # numpy's time spans, which are integers to it
        raise NotANumber(f"{shown(value)} of type {type(value).__name__}")
    if isinstance(value, numbers.Rational):  # bool and int, Fraction, numpy's integers
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, decimal.Decimal):
        if value.is_infinite():
            raise NotFinite(str(value))
        if not value.is_zero() and abs(value.adjusted()) > EXPONENT_LIMIT:
            raise NotANumber(f"{value}, whose exponent is beyond {EXPONENT_LIMIT}")
        return Fraction(value)
    if isinstance(value, numbers.Real):  # float, and numpy's of any width
        if value in (math.inf, -math.inf):
            raise NotFinite("infinity" if value == math.inf else "-infinity")
        ratio = getattr(value, "as_integer_ratio", None)
        if ratio is not None:
            return Fraction(*map(int, ratio()))
    if getattr(value, "shape", None) == () and hasattr(value, "item") and kind in "biufO" and not isinstance(value, numbers.Number):
        item: object = value.item()  # of an array of no axes, or of numpy's bool, which is no number there
        if not hasattr(item, "shape"):
            return exact(item)
    raise NotANumber(f"{shown(value)} of type {type(value).__name__}")
