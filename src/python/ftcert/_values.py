"""What evaluate returns: f, g and f + g at samples, exactly."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy

from ftcert import _ftcert
from ftcert._files import PathLike, write
from ftcert._network import rounded
from ftcert._numbers import exact

__all__ = ["Values", "values_of"]

Array = numpy.ndarray[Any, Any]


Rows = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Values:
    """A table with a row for each sample.

    names: of its columns, as `ftcert evaluate` calls them; cells: its rows, texts; table: the CSV file; summary: what --json says: how many
    outputs and class decisions g changes, how many rows are right before and after.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...] = field(repr=False)
    table: bytes = field(repr=False)
    summary: dict[str, Any] = field(compare=False, repr=False)
    messages: tuple[str, ...] = field(default=(), compare=False, repr=False)
    last_line: str = field(default="", compare=False, repr=False)
    inputs: tuple[str, ...] = field(default=(), compare=False, repr=False)  # paths that are not overwritten

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column. Errors: KeyError for a name that is none of `names`."""
        if name not in self.names:
            raise KeyError(name)
        place = self.names.index(name)
        return tuple(row[place] for row in self.cells)

    def _part(self, part: str) -> Rows:
        places = [j for j, name in enumerate(self.names) if name == part or name.startswith(part + ":")]
        return tuple(tuple(exact(row[j]) for j in places) for row in self.cells)

    @property
    def f(self) -> Rows:
        """f at the samples, exactly: K rows of P Fractions."""
        return self._part("f")

    @property
    def g(self) -> Rows:
        """g; without a certificate the rows are empty."""
        return self._part("g")

    @property
    def sum(self) -> Rows:
        """f + g."""
        return self._part("f+g")

    def floats(self, part: str = "f+g", dtype: Any = numpy.float64) -> Array:
        """"f", "g" or "f+g" as an array of shape (K, P), or (K,) where P is 1, every number rounded correctly to the type.

        Errors: KeyError for another part, and for one that is not there.
        """
        rows = self._part(part) if part in ("f", "g", "f+g") else ()
        if not rows or not rows[0]:
            raise KeyError(part)
        values = numpy.array([[rounded(value, dtype) for value in row] for row in rows], dtype)
        return values[:, 0] if values.shape[1] == 1 else values

    def save(self, path: PathLike) -> None:
        """Writes the CSV file, in one step. Errors: UsageError (E103) for the path of an input; CannotWrite (E403)."""
        write(path, self.table, self.inputs)


def values_of(outcome: _ftcert.Outcome, inputs: Sequence[str]) -> Values:
    """From the table that the command line would write; inputs: paths that are not overwritten."""
    assert outcome.table is not None
    names, *cells = [tuple(row) for row in csv.reader(io.StringIO(outcome.table.decode(), newline=""))]
    said = json.loads(outcome.summary)
    return Values(names, tuple(cells), outcome.table, said, tuple(outcome.lines), outcome.last_line, tuple(inputs))
