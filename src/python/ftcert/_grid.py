"""Arrays, lists and tables of any kind as grids of exact numbers, and grids as the bytes of files.

A grid has a row for each sample. It is either a numpy array of a type that a .npy file can hold, or rows of cells that hold exact numbers as
text. Nothing is rounded on the way: what cannot be held exactly by an array becomes text.

    >>> Grid(array=numpy.zeros((3, 2))).file("X")[0]
    'X.npy'
    >>> Grid(names=("a", "b"), cells=[["1/3", "NaN"]]).file("y")
    ('y.csv', b'a,b\\n1/3,NaN\\n')
"""
from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy

from ftcert._errors import ArgumentError
from ftcert._numbers import quick_text

__all__ = ["Grid", "KEEP", "beside", "fits_npy", "flat"]

KEEP = "NaN"  # the cell that keeps what f says; an empty one alone in its line would be an empty line, which is no row


def fits_npy(dtype: numpy.dtype[Any]) -> bool:
    """Whether .npy files of this type are read: floats of 16, 32 and 64 bits, integers of up to 64 bits."""
    return dtype.kind in "iu" or (dtype.kind == "f" and dtype.itemsize <= 8)


def flat(array: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """With two axes: a row for each sample, of which there may be none."""
    return array.reshape(len(array), int(numpy.prod(array.shape[1:], dtype=int)))


def _quoted(name: str) -> str:
    plain = name == name.strip(" \t") and not name.startswith("\ufeff") and not any(c in name for c in ',"\n\r')
    return name if plain else '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, eq=False)
class Grid:
    """array: of shape (K, ..), or cells: K rows with a text for each of the names."""

    names: tuple[str, ...] | None = None  # None: as those of an array, "0", "1", ..
    array: numpy.ndarray[Any, Any] | None = None
    cells: list[list[str]] | None = None

    @property
    def rows(self) -> int:
        return len(self.array if self.array is not None else self.cells or ())

    @property
    def width(self) -> int:
        if self.array is not None:
            return int(numpy.prod(self.array.shape[1:], dtype=int))
        return len(self.column_names) if self.names is not None else len((self.cells or [[]])[0])

    @property
    def column_names(self) -> tuple[str, ...]:
        return self.names if self.names is not None else tuple(map(str, range(self.width)))

    def texts(self) -> list[list[str]]:
        """Every cell as exact text; what is not there as KEEP."""
        if self.cells is not None:
            return self.cells
        assert self.array is not None
        table = flat(self.array).tolist()  # Python's ints and floats, which hold the same numbers
        return [[quick_text(value) or KEEP for value in row] for row in table]  # nothing is infinite here, and NaN keeps

    def file(self, stem: str) -> tuple[str, bytes]:
        """The name and the bytes: of an array those that numpy.save writes, else of a CSV file."""
        if self.array is not None:
            stream = io.BytesIO()
            numpy.save(stream, self.array, allow_pickle=False)
            return stem + ".npy", stream.getvalue()
        lines = [",".join(map(_quoted, self.column_names))] + [",".join(row) for row in self.texts()]
        return stem + ".csv", ("\n".join(lines) + "\n").encode()


def beside(left: Grid, right: Grid, names: tuple[str, ...]) -> tuple[Grid, list[str]]:
    """One grid with the columns of both, and how those of the right one are called there: in an array by number, else `names`.

    Errors: ArgumentError where a name is in both.
    """
    a, b = left.array, right.array
    if a is not None and b is not None and (a.dtype == b.dtype or a.dtype.kind == b.dtype.kind == "f"):
        joined = numpy.concatenate([flat(a), flat(b)], axis=1)  # of floats the wider type, which holds the narrower exactly
        return Grid(array=joined), [str(left.width + j) for j in range(right.width)]
    for name in names:
        if name in left.column_names:
            raise ArgumentError("E312", "frozen", (name,), "a column that X does not have", f"{name!r} in both")
    cells = [[*row, *more] for row, more in zip(left.texts(), right.texts())]
    return Grid(left.column_names + names, cells=cells), list(names)
