"""What refute, solve, bounds and worst return."""
from __future__ import annotations

import html
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, overload

import numpy

from ftcert import _ftcert
from ftcert._certificates import Certificate
from ftcert._checking import Verdict, check
from ftcert._correction import Network
from ftcert._errors import UsageError
from ftcert._files import PathLike, write
from ftcert._inputs import Inputs
from ftcert._network import rounded
from ftcert._numbers import exact, is_missing

__all__ = ["Bound", "Interval", "PaperEnd", "PaperInterval", "WorstCase", "WorstCases", "WorstData", "worst_case", "worst_data"]

Array = numpy.ndarray[Any, Any]


class Bound(Certificate):
    """The certificate that no network of its depth with fewer than `lower_bound` neurons fits the data."""

    @property
    def claim(self) -> str:
        """The claim as checkers word it."""
        return super().claim.replace("neurons=", "neurons>=")

    @property
    def lower_bound(self) -> int:
        """Neurons that every network which fits has, at least."""
        return int(self.summary["lower_bound"])

    @property
    def method(self) -> str:
        """How it is shown: alternation, exhaustion or patterns."""
        return str(self.summary["method"])

    @property
    def changed(self) -> int:
        """Samples that have a label other than what f says, or a specification."""
        return int(self.summary.get("changed", self.summary.get("specified", 0)))


class Interval:
    """How many neurons these data need, with a certificate for each end.

    network: for the upper end; bound: for the lower one, None where no neuron is needed; summary, messages, last_line: as of a Network.
    """

    def __init__(self, outcome: _ftcert.Outcome, inputs: Inputs, tensor: str = "") -> None:
        self.summary: dict[str, Any] = json.loads(outcome.summary)
        self.messages: tuple[str, ...] = tuple(outcome.lines)
        self.last_line = outcome.last_line
        assert outcome.certificate is not None
        said = self.summary["network"]
        self.network = Network(outcome.certificate, said, "", (), inputs, tensor)
        self.network.last_line = "s CERTIFIED " + self.network.claim
        self.bound: Bound | None = None
        if outcome.bound is not None:
            self.bound = Bound(outcome.bound, self.summary["bound"], "", (), inputs, tensor)
            self.bound.last_line = "s BOUND " + self.bound.claim.removeprefix("bound ")

    @property
    def lower(self) -> int:
        """Neurons that every network which fits has, at least."""
        return int(self.summary["lower_bound"])

    @property
    def upper(self) -> int:
        """Neurons of the network that was found."""
        return self.network.neurons

    @property
    def exact(self) -> bool:
        """Whether both ends meet."""
        return self.lower == self.upper

    def check(self, **limits: Any) -> Verdict:
        """Checks both certificates, and that they speak of the same data. Errors: those of ftcert.check."""
        if self.bound is None:
            return self.network.check(**limits)
        return check(self.network, pair=self.bound, **limits)

    def save(self, network: PathLike, bound: PathLike) -> None:
        """Writes both certificates; no bound where no neuron is needed. Errors: UsageError (E103) for one path twice; those of Network.save."""
        if os.path.abspath(os.fsdecode(network)) == os.path.abspath(os.fsdecode(bound)):
            raise UsageError("E103", "is the place of both certificates", os.fsdecode(bound))
        self.network.save(network)
        if self.bound is not None:
            self.bound.save(bound)

    def __repr__(self) -> str:
        return f"<ftcert.Interval: {self.last_line.removeprefix('s SOLVED ')}>"

    def _repr_html_(self) -> str:
        return "".join(part._repr_html_() for part in (self.network, self.bound) if part is not None)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Interval):
            return NotImplemented
        return self.network == other.network and self.bound == other.bound

    def __hash__(self) -> int:
        return hash((self.network, self.bound))


@dataclass(frozen=True)
class PaperEnd:
    """What a theorem of the paper gives, which need not be whole: the formula, its value rounded to two decimals, and the theorem."""

    formula: str
    decimal: str
    source: str

    def __float__(self) -> float:
        return float(self.decimal)


@dataclass(frozen=True)
class PaperInterval:
    """The paper's ends."""

    lower: PaperEnd
    upper: PaperEnd


@dataclass(frozen=True)
class WorstCase:
    """Neurons that networks need for the worst data: at least `lower` for some data, and at most `upper` for all.

    samples: None is all large K; sources: the theorems that give lower and upper; paper: the paper's interval, where it says something;
    summary: what --json says.
    """

    layers: int
    samples: int | None
    changed: int
    lower: int
    upper: int
    sources: tuple[str, str]
    paper: PaperInterval | None
    summary: dict[str, Any] = field(compare=False, repr=False)

    @property
    def exact(self) -> bool:
        """Whether both ends meet."""
        return self.lower == self.upper


class WorstCases(Sequence[WorstCase]):
    """Those of ranges, by N and then by K. table: the CSV file of `ftcert bounds`; picture: SVG where one count is a range, else None."""

    def __init__(self, rows: Sequence[WorstCase], table: bytes, picture: str | None) -> None:
        self.rows = tuple(rows)
        self.table = table
        self.picture = picture

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> WorstCase: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[WorstCase]: ...

    def __getitem__(self, place: int | slice) -> WorstCase | Sequence[WorstCase]:
        return self.rows[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorstCases) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)

    def save(self, path: PathLike) -> None:
        """Writes the CSV file, in one step. Errors: CannotWrite (E403)."""
        write(path, self.table)

    def __repr__(self) -> str:
        return f"<ftcert.WorstCases: {len(self)} rows>"

    def _repr_html_(self) -> str:
        return self.picture or f"<pre>{html.escape(self.table.decode())}</pre>"


def worst_case(said: dict[str, Any]) -> WorstCase:
    """From a row of a summary."""
    paper = said["paper"]
    lower, upper = said["lower"], said["upper"]
    return WorstCase(
        layers=said["layers"],
        samples=said["samples"],
        changed=said["changed"],
        lower=lower["value"],
        upper=upper["value"],
        sources=(lower["source"], upper["source"]),
        paper=None if paper is None else PaperInterval(PaperEnd(**paper["lower"]), PaperEnd(**paper["upper"])),
        summary=said,
    )


@dataclass(frozen=True)
class WorstData:
    """Data that need many neurons. X: K rows of Fractions; y: K Fractions, or None (keep); names: of the columns of X; table: the CSV file;
    lower_bound: neurons that every network which fits has; bound: in general position its certificate."""

    X: tuple[tuple[Fraction, ...], ...] = field(repr=False)
    y: tuple[Fraction | None, ...] = field(repr=False)
    names: tuple[str, ...]
    table: bytes = field(repr=False)
    summary: dict[str, Any] = field(compare=False, repr=False)
    messages: tuple[str, ...] = field(default=(), compare=False, repr=False)
    last_line: str = field(default="", compare=False)
    bound: bytes | None = field(default=None, repr=False)

    @property
    def lower_bound(self) -> int:
        """Neurons that every network which fits has, at least."""
        return int(self.summary["lower_bound"])

    def arrays(self, dtype: Any = numpy.float64) -> tuple[Array, Array]:
        """(X, y) of shapes (K, D) and (K,), each number rounded correctly to the type; NaN: keep."""
        X = numpy.array([[rounded(x, dtype) for x in row] for row in self.X], dtype).reshape(len(self.X), len(self.names))
        return X, numpy.array([numpy.nan if y is None else rounded(y, dtype) for y in self.y], dtype)

    def save(self, path: PathLike) -> None:
        """Writes the CSV file. Errors: CannotWrite (E403)."""
        write(path, self.table)


def worst_data(outcome: _ftcert.Outcome) -> WorstData:
    """From the table that the command line would write."""
    assert outcome.table is not None
    header, *lines = outcome.table.decode().splitlines()
    rows = [line.split(",") for line in lines]
    X = tuple(tuple(map(exact, row[:-1])) for row in rows)
    y = tuple(None if is_missing(row[-1]) else exact(row[-1]) for row in rows)
    said = json.loads(outcome.summary)
    return WorstData(X, y, tuple(header.split(",")[:-1]), outcome.table, said, tuple(outcome.lines), outcome.last_line, outcome.bound)
