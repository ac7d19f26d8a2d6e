"""What people hand in as samples, labels and values, as grids: numpy and masked arrays, lists, Fractions, data frames.

Nothing is imported for data frames: whatever has columns with names, each of which can be had as an array, is one (pandas, polars). Nothing is
rounded. Every error names the argument, the place in it, what was expected and what was found.

    >>> grid([[1, "1/3"], [0.5, 2]], "X").texts()
    [['1', '1/3'], ['1/2', '2']]
    >>> grid([None, 5, float("nan")], "y", missing=True).texts()
    [['NaN'], ['5'], ['NaN']]
"""
from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import numpy

from ftcert._errors import ArgumentError, ArgumentTypeError
from ftcert._grid import KEEP, Grid, fits_npy, flat
from ftcert._numbers import NotANumber, NotFinite, exact, is_missing, quick_text, shown, text

__all__ = ["grid", "in_order", "is_frame", "is_row", "same_index", "same_rows", "unmasked"]

Array = numpy.ndarray[Any, Any]
MISSING_HINT = "only a label may be missing"
Cell = Callable[[object, str, tuple[int | str, ...]], str]  # the text of a cell, from the value, the argument and the index


def is_frame(values: object) -> bool:
    """Whether this is a table with named columns."""
    return hasattr(values, "columns") and hasattr(values, "__getitem__") and not isinstance(values, numpy.ndarray)


def number_cell(value: object, argument: str, index: tuple[int | str, ...]) -> str:
    """The text of a number. Errors: ArgumentError."""
    try:
        return text(exact(value))
    except NotFinite as error:
        raise ArgumentError("E316", argument, index, "a finite number", str(error), MISSING_HINT) from None
    except NotANumber as error:
        raise ArgumentError("E311", argument, index, "a number", str(error)) from None


def label_cell(value: object, argument: str, index: tuple[int | str, ...]) -> str:
    """The same of a label: what is missing keeps what f says."""
    return KEEP if is_missing(value) else number_cell(value, argument, index)


def _refuse_type(argument: str, found: str, hint: str = "") -> NoReturn:
    raise ArgumentTypeError("E101", argument, None, "numbers: an array, nested lists, or a data frame", found, hint)


def _as_array(values: object, argument: str) -> Array | None:
    """A numpy array where the values are one, or say how to become one; None for lists of Python's values."""
    if isinstance(values, numpy.ndarray):
        return values
    if isinstance(values, (str, bytes, bytearray, dict, set, frozenset)) or values is None:
        _refuse_type(argument, "None" if values is None else f"{type(values).__name__}")
    if isinstance(values, memoryview):
        return numpy.asarray(values)
    if hasattr(values, "toarray"):
        _refuse_type(argument, f"a sparse matrix ({type(values).__name__})", f"use {argument}.toarray()")
    if hasattr(values, "__array__"):
        array: Array = numpy.asanyarray(values)
        return array
    if hasattr(values, "read"):
        _refuse_type(argument, f"an open file ({type(values).__name__})", "use its path")
    if isinstance(values, (list, tuple)) and values and all(isinstance(row, numpy.ndarray) for row in values):
        rows = list(values)
        if all(row.dtype == rows[0].dtype and row.shape == rows[0].shape for row in rows):
            masked = any(isinstance(row, numpy.ma.MaskedArray) for row in rows)
            stacked: Array = numpy.ma.stack(rows) if masked else numpy.stack(rows)
            return stacked
    return None


def _first(wrong: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in numpy.argwhere(wrong)[0])


def unmasked(array: Array, argument: str) -> Array:
    """The array as one of numpy's own. Errors: ArgumentError for an entry that is masked."""
    if isinstance(array, numpy.ma.MaskedArray) and numpy.any(array.mask):
        place = _first(numpy.zeros(array.shape, bool) | array.mask)
        raise ArgumentError("E316", argument, place, "a finite number", "a masked entry", MISSING_HINT)
    return numpy.asarray(array)


def _native(array: Array, argument: str, missing: bool) -> Grid | None:
    """Arrays whose type a .npy file can hold, as they are; None for all others."""
    plain = numpy.asarray(array)
    if plain.dtype.kind == "b":
        plain = plain.astype(numpy.uint8)
    if not fits_npy(plain.dtype):
        return None
    if not missing:
        unmasked(array, argument)
    elif isinstance(array, numpy.ma.MaskedArray) and numpy.any(array.mask):
        if plain.dtype.kind != "f":
            return None
        plain = numpy.where(array.mask, plain.dtype.type("nan"), plain)
    if plain.dtype.kind == "f":
        wrong = numpy.isinf(plain) if missing else ~numpy.isfinite(plain)
        if wrong.any():
            place = _first(wrong)
            number_cell(float(plain[place]), argument, place)
    return Grid(array=plain)


def _rows_of_array(array: Array, argument: str) -> tuple[list[list[Any]], int]:
    """The rows, and how many axes their indices have."""
    if array.dtype.kind not in "biufOUS":
        _refuse_type(argument, f"an array of type {array.dtype}")
    table = flat(array)
    return [[_text_of(table[i, j]) for j in range(table.shape[1])] for i in range(table.shape[0])], min(array.ndim, 2)


def _text_of(cell: Any) -> Any:
    """What an array of bytes holds as text, where it is that."""
    with contextlib.suppress(UnicodeDecodeError):
        return cell.decode("utf-8") if isinstance(cell, bytes) else cell
    return cell


def is_row(value: object) -> bool:
    """Whether this is a sequence of values, and no single one."""
    no_rows = (str, bytes, bytearray, set, frozenset, dict)
    return hasattr(value, "__len__") and not isinstance(value, no_rows) and getattr(value, "shape", None) != ()


def _rows_of_list(values: Any, argument: str, single: type | tuple[type, ...]) -> tuple[list[list[Any]], int]:
    """Rows of single values are rows of one; all rows must be of one length. single: types that are values and no rows."""
    if not isinstance(values, Iterable):
        _refuse_type(argument, f"{type(values).__name__}")
    rows: list[list[Any]] = []
    nested = False
    for i, value in enumerate(values):
        nests = is_row(value) and not isinstance(value, single)
        if i > 0 and nests != nested:
            words = ("a single value, as before", "a row"), ("a row, as before", "a single value")
            raise ArgumentError("E313", argument, (i,), *words[nested])
        nested = nests
        row = list(value) if nests else [value]
        if rows and len(row) != len(rows[0]):
            raise ArgumentError("E313", argument, (i,), f"{len(rows[0])} entries, as in row 0", str(len(row)))
        rows.append(row)
    return rows, 2 if nested else 1


def _column(series: Any) -> Array:
    """What is missing among integers must not make floats of them, as polars does."""
    if hasattr(series, "null_count") and hasattr(series, "to_list") and series.null_count():
        return numpy.array(series.to_list(), object)
    return numpy.asarray(series)


def _column_name(name: object, argument: str, place: tuple[int, ...] | None) -> str:
    """A name of a column, or of a series, as a file can have it."""
    written = str(name)
    if "\0" in written or any("\ud800" <= c <= "\udfff" for c in written):
        raise ArgumentError("E312", argument, place, "a name of a column without NUL and lone surrogates", shown(written))
    return written


def _of_frame(frame: Any, argument: str, cell: Cell, numbers: bool, only: list[str] | None) -> Grid:
    names = [_column_name(name, argument, (j,)) for j, name in enumerate(frame.columns)]
    for j, name in enumerate(names):
        if not name.strip(" \t"):
            raise ArgumentError("E312", argument, (j,), "a name for every column", repr(name))
        if name in names[:j]:
            raise ArgumentError("E312", argument, (name,), "different names of columns", f"{name!r} twice")
    chosen = [(key, str(key)) for key in frame.columns if only is None or str(key) in only]
    columns = []
    for key, name in chosen:
        column = _column(frame[key])
        if column.dtype.kind not in "biufOUS":
            raise ArgumentTypeError("E101", argument, (name,), "a column of numbers", f"one of type {column.dtype}")
        quick = [quick_text(value) for value in column.tolist()] if numbers and fits_npy(column.dtype) else [None] * len(column)
        columns.append([q if q is not None else cell(column[i], argument, (i, name)) for i, q in enumerate(quick)])
    rows = [list(row) for row in zip(*columns)]
    return Grid(tuple(name for _, name in chosen), cells=rows)


def in_order(frame: Any, names: list[str]) -> Any:
    """A data frame with these columns alone. Errors: ArgumentError where it has not all of them."""
    keys = {str(key): key for key in frame.columns}
    for name in names:
        if name not in keys:
            hint = "use x.to_numpy() for columns by their order"
            raise ArgumentError("E312", "x", None, f"the columns {', '.join(names)}", f"none of the name {name!r}", hint)
    return frame[[keys[name] for name in names]]


def grid(
    values: Any,
    argument: str,
    *,
    missing: bool = False,
    cell: Cell | None = None,
    numbers: bool = True,
    single: type | tuple[type, ...] = (),
    only: list[str] | None = None,
    name: str | None = None,
) -> Grid:
    """The values with a row for each sample. A list or an array of one axis, of K numbers, has K rows of one number.

    argument: its name, for errors; missing: whether entries may be missing, as labels may; cell: what makes text of a value, where that need
    not be a number (intervals, classes); single: types of such values; only: columns of a data frame (None: all); name: of a single column
    that has none (None: "0", as in an array).
    Errors: ArgumentError, ArgumentTypeError.
    """
    make = cell or (label_cell if missing else number_cell)
    if is_frame(values):
        result = _of_frame(values, argument, make, numbers, only)
    else:
        series = hasattr(values, "to_numpy") and hasattr(values, "name")
        array = _as_array(values, argument)
        if array is not None and array.ndim == 0:
            raise ArgumentError("E202", argument, None, "a row for each sample", "a single value")
        native = None if array is None or series else _native(array, argument, missing)
        if native is not None:
            result = native
        else:
            rows, axes = _rows_of_list(values, argument, single) if array is None else _rows_of_array(array, argument)
            cells = [[make(v, argument, (i, j)[:axes]) for j, v in enumerate(row)] for i, row in enumerate(rows)]
            own = _column_name(values.name, argument, None) if series and values.name is not None else ""
            column = own if own.strip(" \t") else name
            result = Grid((column,) if column is not None and cells and len(cells[0]) == 1 else None, cells=cells)
    if result.rows == 0:
        raise ArgumentError("E314", argument, None, "at least one sample", "none")
    if result.width == 0:
        raise ArgumentError("E312", argument, None, "at least one column", "none")
    return result


def same_index(values: Any, argument: str, others: Any, other: str = "X") -> None:
    """Errors: ArgumentError where both have an index, as pandas' tables and series, and these are not the same."""
    ours: Any = getattr(others, "index", None)
    theirs: Any = getattr(values, "index", None)
    if hasattr(ours, "equals") and hasattr(theirs, "equals") and not ours.equals(theirs):
        hint = f"use {argument}.reindex({other}.index), or {argument}.to_numpy() where the order is right"
        raise ArgumentError("E313", argument, None, f"the index of {other}", "another one", hint)


def same_rows(first: Grid, second: Grid, argument: str, values: Any = None, samples: Any = None) -> None:
    """Errors: ArgumentError unless both grids have as many rows, and, where both values have an index, the same."""
    if first.rows != second.rows:
        raise ArgumentError("E313", argument, None, f"{first.rows} rows, as X has", str(second.rows))
    same_index(values, argument, samples)
