"""From the arguments of certify, refute, solve and evaluate to the files and options that the command line would be given.

What is an array, a list or a data frame becomes the file X.npy or X.csv, its labels y.npy or y.csv; what is a path stays that file. So a
result is that of `ftcert certify --data X.npy --labels y.npy ..`, byte for byte.
"""
from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from ftcert._arrays import grid, is_frame, same_index, same_rows
from ftcert._errors import ArgumentError, ArgumentTypeError, UsageError
from ftcert._files import File, is_path, model_file, own_paths, read
from ftcert._grid import Grid, beside
from ftcert._labels import class_grid, interval_grid, label_grid, needs_tolerance
from ftcert._numbers import NotANumber, NotFinite, exact, text

__all__ = ["Inputs", "gather", "number_option"]


@dataclass
class Inputs:
    """data: the files with samples; options: those of the command line that say what stands where; columns: the features of what has no names;
    made: the files that were arrays; paths: absolute ones of the files that were read, which no output may overwrite."""

    data: list[File]
    model: File | None
    labels: File | None = None
    options: dict[str, Any] = field(default_factory=dict)
    columns: list[str] | None = None
    made: list[File] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def make(self, grid: Grid, stem: str, other: str, taken: File | None) -> File:
        """The file of a grid: stem.npy or stem.csv, as long as the user has none of this name (else with the other stem)."""
        name, data = grid.file(stem)
        file = grid.file(other) if taken is not None and taken[0] == name else (name, data)
        self.made.append(file)
        return file


def number_option(value: Any, argument: str) -> str | None:
    """A number as an option's text. Errors: ArgumentError."""
    if value is None:
        return None
    try:
        return text(exact(value))
    except (NotANumber, NotFinite) as error:
        raise ArgumentError("E311", argument, None, "a number", str(error)) from None


def _columns(value: Any, samples: Any) -> list[str] | None:
    """Names of columns where the value is such: a text, or a list of texts, with samples that have columns by name."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)) and value and all(isinstance(name, str) for name in value):
        if not is_frame(samples) or all(name in map(str, samples.columns) for name in value):
            return list(value)
    return None


def _only_one(**given: Any) -> str | None:
    names = [name for name, value in given.items() if value is not None]
    if len(names) > 1:
        words = [name.replace("bounds", "lower or upper") for name in names]
        raise UsageError("E101", f"expected one of {' and '.join(words)}, found {'both' if len(words) == 2 else 'all'}")
    return names[0] if names else None


def _paths(X: Any) -> list[Any] | None:
    if is_path(X):
        return [X]
    if isinstance(X, (list, tuple)) and X and all(isinstance(path, os.PathLike) for path in X):
        return list(X)
    return None


def gather(
    X: Any,
    y: Any = None,
    *,
    model: Any = None,
    frozen: Any = None,
    classes: Any = None,
    lower: Any = None,
    upper: Any = None,
    tolerance: Any = None,
    labelled: bool = True,
) -> Inputs:
    """The files, and the options label, class_, frozen and tolerance. labelled: whether samples without any labels are an error.

    Errors: ArgumentError, ArgumentTypeError; UsageError where two arguments exclude each other; CannotRead.
    """
    _only_one(model=model, frozen=frozen)
    bounds = lower if lower is not None else upper
    said = _only_one(y=y, classes=classes, bounds=bounds)
    paths = _paths(X)
    labels = y if isinstance(y, os.PathLike) else None
    inputs = Inputs([], model_file(model), None if labels is None else read(labels))
    inputs.paths = own_paths(*(paths or []), labels, model)
    if tolerance is not None:
        inputs.options["tolerance"] = number_option(tolerance, "tolerance")
    if paths is not None:
        inputs.data = [read(path) for path in paths]
        columns = _columns(frozen, X)
        if columns is None and frozen is not None:
            raise ArgumentTypeError("E101", "frozen", None, "names of columns of the file X", type(frozen).__name__)
        if columns:
            inputs.options["frozen"] = columns
        _add_labels(inputs, None, X, y, classes, lower, upper)
        return inputs
    if said is None and is_frame(X) and "label" in map(str, X.columns):
        y = said = "label"
    named = {"y": _columns(y, X), "classes": _columns(classes, X), "frozen": _columns(frozen, X)}
    if is_frame(X):
        samples = _of_frame(inputs, X, named)
    else:
        for argument, value in (("y", y), ("classes", classes), ("frozen", frozen)):
            if isinstance(value, str):
                expected = "values, or the name of a column where X is a data frame or a file"
                raise ArgumentTypeError("E101", argument, None, expected, f"a text, with X of type {type(X).__name__}")
        samples = grid(X, "X")
        inputs.columns = list(samples.column_names)
    if said is None and labelled:
        raise ArgumentError("E312", "y", None, "labels (y, classes, lower or upper)", "None")
    if frozen is not None and "frozen" not in inputs.options:
        values = grid(frozen, "frozen")
        same_rows(samples, values, "frozen", frozen, X)
        names = values.names or tuple(f"f{j}" for j in range(values.width))
        samples, inputs.options["frozen"] = beside(samples, values, names)
    inputs.data = [inputs.make(samples, "X", "samples", inputs.labels)]
    _add_labels(inputs, samples, X, y, classes, lower, upper)
    return inputs


def _of_frame(inputs: Inputs, X: Any, named: dict[str, list[str] | None]) -> Grid:
    """The features, and behind them the columns that are labels, classes and values of f. Errors: ArgumentError."""
    names = [str(name) for name in X.columns]
    taken = [name for chosen in named.values() for name in chosen or []]
    for argument, chosen in named.items():
        for name in chosen or []:
            if name not in names:
                raise ArgumentError("E312", argument, None, f"a column of X ({', '.join(names)})", repr(name))
    result = grid(X, "X", only=[name for name in names if name not in taken])
    inputs.options["features"] = list(result.column_names)
    for argument, chosen in named.items():
        if not chosen:
            continue
        if argument == "frozen":
            part = grid(X, "X", only=chosen)
            inputs.options["frozen"] = chosen
        elif argument == "classes":
            part = class_grid(X, "X", chosen)
        else:
            part = label_grid(X, "X", chosen)
            if needs_tolerance(part):
                inputs.options.setdefault("tolerance", "0")
        cells = [left + right for left, right in zip(result.texts(), part.texts())]
        result = Grid(result.column_names + part.column_names, cells=cells)
    return result


def _add_labels(inputs: Inputs, samples: Grid | None, X: Any, y: Any, classes: Any, lower: Any, upper: Any) -> None:
    """The file of labels, or the columns that they are; the tolerance that cells of intervals need."""
    argument, value = ("classes", classes) if classes is not None else ("y", y)
    columns = _columns(value, X) if samples is None or is_frame(X) else None
    if columns is not None:
        if argument == "classes":
            inputs.options["class_"] = columns[0]
        else:
            inputs.options["label"] = columns
        return
    if inputs.labels is not None:
        return
    if lower is not None or upper is not None:
        argument, value, labels = "lower" if lower is not None else "upper", None, interval_grid(lower, upper)
    elif value is None:
        return
    else:
        labels = class_grid(value) if argument == "classes" else label_grid(value)
    if samples is not None:
        same_rows(samples, labels, argument, value, X)
    for name, ends in (("lower", lower), ("upper", upper)):
        same_index(ends, name, X)
    same_index(upper, "upper", lower, "lower")
    inputs.labels = inputs.make(labels, "y", "labels", inputs.data[0] if len(inputs.data) == 1 else None)
    if argument == "classes":
        inputs.options["class_"] = labels.column_names[0]
    else:
        if labels.array is None:
            inputs.options["label"] = list(labels.column_names)
        if needs_tolerance(labels):
            inputs.options.setdefault("tolerance", "0")
