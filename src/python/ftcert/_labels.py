"""What a sample is to be, as cells: numbers, intervals and classes.

    >>> label_grid(["1..2", ">=3", None]).texts()
    [['1..2'], ['>=3'], ['NaN']]
    >>> class_grid([3, {0, 1}, None]).texts()
    [['3'], ['0|1'], ['NaN']]
"""
from __future__ import annotations

import re
from typing import Any

import numpy

from ftcert._arrays import grid, label_cell, number_cell, same_rows
from ftcert._errors import ArgumentError
from ftcert._grid import KEEP, Grid
from ftcert._numbers import NotANumber, NotFinite, exact, is_missing, text

__all__ = ["class_grid", "interval_grid", "label_grid", "needs_tolerance"]

RANGE = re.compile(r"(.+?)\.\.(.+)")


def interval_cell(value: object, argument: str, index: tuple[int | str, ...]) -> str:
    """A label, or the text of an interval: LO..HI, >=LO, <=HI."""
    if isinstance(value, str):
        written = value.strip(" \t")
        if written[:2] in (">=", "<="):
            return written[:2] + number_cell(written[2:], argument, index)
        if match := RANGE.fullmatch(written):
            return "..".join(number_cell(end, argument, index) for end in match.groups())
    return label_cell(value, argument, index)


def class_cell(value: object, argument: str, index: tuple[int | str, ...]) -> str:
    """3, "0|1", (0, 1) or {0, 1}; what is missing keeps all outputs."""
    if is_missing(value):
        return KEEP
    parts: Any = value.split("|") if isinstance(value, str) else value
    if isinstance(parts, (set, frozenset, tuple, list, numpy.ndarray)) and len(parts):
        numbers = {_class(part, argument, index) for part in parts}
    elif isinstance(parts, (set, frozenset, tuple, list, numpy.ndarray)):
        raise ArgumentError("E311", argument, index, "a class", "a collection without one")
    else:
        numbers = {_class(value, argument, index)}
    return "|".join(map(str, sorted(numbers)))


def _class(value: object, argument: str, index: tuple[int | str, ...]) -> int:
    expected = "a class, counted from 0"
    try:
        number = exact(value)
    except (NotANumber, NotFinite) as error:
        raise ArgumentError("E311", argument, index, expected, str(error)) from None
    if number.denominator != 1 or number < 0:
        raise ArgumentError("E311", argument, index, expected, text(number))
    return int(number)


def _of_two_axes(result: Grid, argument: str) -> Grid:
    if result.array is not None and result.array.ndim > 2:
        shape = "x".join(map(str, result.array.shape))
        raise ArgumentError("E202", argument, None, "K, or K x P for P outputs of f", f"an array of shape {shape}")
    return result


def label_grid(y: Any, argument: str = "y", only: list[str] | None = None) -> Grid:
    """Labels: K or K x P. None, NaN and what is masked keep what f says; texts may be intervals. Errors: ArgumentError."""
    return _of_two_axes(grid(y, argument, missing=True, cell=interval_cell, only=only, name="label"), argument)


def class_grid(classes: Any, argument: str = "classes", only: list[str] | None = None) -> Grid:
    """Classes: K of them. Errors: ArgumentError."""
    result = grid(classes, argument, missing=True, cell=class_cell, numbers=False, single=(tuple, list), only=only, name="class")
    if result.array is not None and result.array.ndim == 2 and result.width > 1 or result.array is None and result.width > 1:
        raise ArgumentError("E202", argument, None, "one class, or one set of classes, for each sample", f"rows of {result.width}")
    _of_two_axes(result, argument)
    if result.array is not None and result.array.dtype.kind in "fi":
        for i, value in enumerate(result.array.reshape(-1)):
            if value == value:
                _class(value, argument, (i,))
    return result


def interval_grid(lower: Any, upper: Any) -> Grid:
    """Intervals from the ends, K or K x P each, either of which may be None: what is missing or infinite is no end.

    >>> interval_grid([0, None, None], [1, 2, None]).texts()
    [['0..1'], ['<=2'], ['NaN']]
    """
    sides = {"lower": lower, "upper": upper}
    grids = {side: _of_two_axes(_end_grid(values, side), side) for side, values in sides.items() if values is not None}
    if len(grids) == 2:
        same_rows(grids["lower"], grids["upper"], "upper")
        if grids["lower"].width != grids["upper"].width:
            raise ArgumentError("E202", "upper", None, f"{grids['lower'].width} columns, as lower has", str(grids["upper"].width))
    some = next(iter(grids.values()))
    blank = [[KEEP] * some.width] * some.rows
    low, high = (grids[side].texts() if side in grids else blank for side in sides)
    cells = [[_interval(a, b) for a, b in zip(*rows)] for rows in zip(low, high)]
    names = some.names or (("label",) if some.width == 1 else None)
    return Grid(names, cells=cells)


def _end_grid(ends: Any, side: str) -> Grid:
    values = ends
    infinite = -numpy.inf if side == "lower" else numpy.inf

    def end_cell(value: object, argument: str, index: tuple[int | str, ...]) -> str:
        return KEEP if isinstance(value, (float, numpy.floating)) and value == infinite else label_cell(value, argument, index)

    if isinstance(ends, numpy.ma.MaskedArray) and ends.dtype.kind == "f":
        values = ends.filled(numpy.nan)  # type: ignore[no-untyped-call]
    if isinstance(values, numpy.ndarray) and values.dtype.kind == "f":
        values = numpy.where(values == infinite, values.dtype.type("nan"), values)
    return grid(values, side, missing=True, cell=end_cell, name="label")


def _interval(low: str, high: str) -> str:
    if low == KEEP:
        return KEEP if high == KEEP else "<=" + high
    return ">=" + low if high == KEEP else low + ".." + high


def needs_tolerance(labels: Grid) -> bool:
    """Whether a cell is an interval, which is allowed only where a tolerance is named (0 will do)."""
    return labels.array is None and any("=" in cell or ".." in cell for row in labels.texts() for cell in row)
