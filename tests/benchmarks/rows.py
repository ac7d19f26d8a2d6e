"""Rows: what is measured, the mark that it should meet, and whether it does.

A row has the name group/case/quantity. Its value is a ratio, or bytes a number, or an exponent; none where a program failed. `bound` is "<" or ">" where
a program was stopped, so that the value is only known to be less or more. A row with the mark None is shown and compared, not judged."""
import math
from dataclasses import asdict, dataclass

from measure import Failed

# What a quantity is, and whether more of it is better.
QUANTITIES = {
    "read": ("CPU time over that of reading the numbers", False),
    "bytes": ("peak memory in bytes, a number of the data", False),
    "gigabytes": ("peak memory", False),
    "cores": ("time with one job over time with two", True),
    "python": ("CPU time of ftcheck.py over ftcheck's", True),
    "floor": ("CPU time of ftcheck.py over that of reading the numbers", True),
    "parsing": ("part of its time in which ftcheck.py reads", True),
    "loop": ("CPU time over that of the float64 loop", False),
    "naive": ("CPU time of naive rationals over it", True),
    "growth": ("exponent", False),
    "batch": ("definition over batch", True),
    "margins": ("definition over evaluation with margins", True),
    "enclosures": ("enclosures over batch", False),
}


def kept(value):
    """The digits that a baseline keeps, and marks are judged by."""
    return value if value is None else float("%.4g" % value)


@dataclass
class Row:
    name: str
    value: float
    runs: int
    mark: float = None
    bound: str = ""
    note: str = ""
    took: list = None  # seconds of the two programs, or bytes: for JSON alone

    group = property(lambda self: self.name.split("/")[0])
    case = property(lambda self: self.name.split("/")[1])
    quantity = property(lambda self: self.name.split("/")[2])
    more_is_better = property(lambda self: QUANTITIES[self.quantity.split("-")[0]][1])

    @property
    def met(self):
        """None: not judged."""
        if self.mark is None:
            return None
        if self.value is None:
            return False
        value = kept(self.value)
        return (value >= self.mark and self.bound != "<") if self.more_is_better else (value <= self.mark and self.bound != ">")

    def json(self):
        return {**asdict(self), "met": self.met}


def quotient(name, above, below, mark=None, by="cpu", note=""):
    """The row of a ratio of two programs that were measured."""
    failed = [m for m in (above, below) if isinstance(m, Failed)]
    if failed:
        return Row(name, None, 0, mark, note=str(failed[0]))
    bound = ">" if above.stopped else "<" if below.stopped else ""
    took = [getattr(above, by), getattr(below, by)]
    return Row(name, took[0] / took[1], min(above.runs, below.runs), mark, bound, note, took)


def bytes_a_number(name, measured, numbers, mark=None):
    if isinstance(measured, Failed):
        return Row(name, None, 0, mark, note=str(measured))
    return Row(name, measured.peak / numbers, measured.runs, mark, ">" if measured.stopped else "", took=[measured.peak])


def growth(name, less, more, factor):
    """The exponent e of time = samples^e between two sizes, the greater one `factor` times the other."""
    row = quotient(name, more, less)
    row.value = row.value and math.log(row.value) / math.log(factor)
    return row
