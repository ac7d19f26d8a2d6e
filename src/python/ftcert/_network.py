"""A ReLU network whose numbers are exact, as a function on fractions and on arrays.

    >>> g = ReluNetwork([([["1"], ["1"]], ["0", "-1"]), ([["2", "-4"]], ["0"])])    # 2 relu(x) - 4 relu(x - 1)
    >>> g(Fraction(1, 3)), g([1, 2])
    (Fraction(2, 3), [Fraction(2, 1), Fraction(0, 1)])
    >>> g(numpy.array([0.5, 1.5]))
    array([1., 1.])
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy

from ftcert._arrays import grid, is_frame, is_row, unmasked
from ftcert._errors import ArgumentError, ArgumentTypeError
from ftcert._grid import flat
from ftcert._numbers import exact, rational, shown, text

__all__ = ["ReluNetwork", "rounded"]

Array = numpy.ndarray[Any, Any]
Matrix = tuple[tuple[Fraction, ...], ...]


def float_type(dtype: Any) -> numpy.dtype[Any]:
    """Errors: ArgumentTypeError for a type that is none of real floating-point numbers."""
    try:
        kind = numpy.dtype(dtype)
    except TypeError:
        kind = numpy.dtype(object)
    if kind.kind != "f":
        raise ArgumentTypeError("E101", "dtype", None, "a type of floats: float16, float32, float64 or longdouble", shown(dtype))
    return kind


def rounded(value: Fraction, dtype: Any = numpy.float64) -> Any:
    """The number of this type nearest to the value, a tie to even; beyond the largest: infinity.

    >>> rounded(Fraction(1, 3), numpy.float16)
    0.3333
    """
    kind = float_type(dtype).type
    limits = numpy.finfo(kind)
    if value == 0:
        return kind(0)
    above, below = abs(value.numerator), value.denominator
    power = above.bit_length() - below.bit_length()  # 2^(power-1) < |value| < 2^(power+1)
    if above << max(-power, 0) < below << max(power, 0):
        power -= 1  # now 2^power <= |value|
    unit = max(power, int(limits.minexp)) - int(limits.nmant)  # the last place has the value 2^unit
    count, rest = divmod(above << max(-unit, 0), below << max(unit, 0))
    half = 2 * rest - (below << max(unit, 0))
    if half > 0 or half == 0 and count % 2:
        count += 1
    if count.bit_length() + unit > int(limits.maxexp):
        return kind(numpy.inf if value > 0 else -numpy.inf)
    sign = -1 if value < 0 else 1
    # counts of up to 64 bits, in halves: numpy makes extended floats from integers by way of doubles
    parts = (numpy.ldexp(kind(sign * float(part)), unit + shift) for part, shift in ((count >> 32, 32), (count & 0xFFFFFFFF, 0)))
    if numpy.dtype(kind).itemsize <= 8:
        return kind(sign * numpy.ldexp(float(count), unit))
    return kind(sum(parts))


class ReluNetwork:
    """Affine layers with the ReLU between them: x -> W_L relu(.. relu(W_1 (x - c) + b_1) ..) + b_L.

    weights: for each layer its matrix, a tuple of rows of Fractions, a row for each neuron (or output); biases: for each layer a tuple; centre:
    c, a Fraction for each value of a sample, or empty: nothing is subtracted. Networks that run subtract it first, as an operation of its own:
    put into the first bias it would be rounded otherwise. dimension: values that a sample has; None: as the rows of the first matrix are long, of
    which a constant has none.
    """

    def __init__(
        self, layers: Sequence[tuple[Sequence[Sequence[str]], Sequence[str]]], centre: Sequence[str] = (), dimension: int | None = None
    ) -> None:
        self.centre: tuple[Fraction, ...] = tuple(map(rational, centre))
        self.weights: tuple[Matrix, ...] = tuple(tuple(tuple(map(rational, row)) for row in rows) for rows, _ in layers)
        self.biases: tuple[tuple[Fraction, ...], ...] = tuple(tuple(map(rational, bias)) for _, bias in layers)
        self.dimension: int = len(self.weights[0][0]) if dimension is None and self.weights[0] else dimension or len(self.centre)
        self._floats_of: dict[Any, list[tuple[Array, Array]]] = {}  # the layers as arrays of a type, once they were asked for

    @property
    def layers(self) -> int:
        """Affine layers; one more than hidden layers."""
        return len(self.weights)

    @property
    def widths(self) -> tuple[int, ...]:
        """Neurons of each hidden layer."""
        return tuple(len(bias) for bias in self.biases[:-1])

    @property
    def neurons(self) -> int:
        """Hidden neurons, of all layers."""
        return sum(self.widths)

    @property
    def outputs(self) -> int:
        """Values of g at a sample."""
        return len(self.biases[-1])

    def weights_float(self, dtype: Any = numpy.float64) -> list[tuple[Array, Array]]:
        """For each layer (W, b), of shapes (rows, columns) and (rows,), every number rounded correctly to the type; beyond its largest: infinity.

        Of a certificate about executions the numbers are of its format, and nothing is rounded. A layer is x @ W.T + b, with the ReLU between two
        layers; from the samples `centre` is subtracted first, where there is one.
        """
        kind = float_type(dtype)
        if kind not in self._floats_of:
            self._floats_of[kind] = self._rounded_layers(kind)
        return [(W.copy(), b.copy()) for W, b in self._floats_of[kind]]

    def _rounded_layers(self, dtype: Any) -> list[tuple[Array, Array]]:
        columns = [self.dimension, *self.widths]
        result = []
        for matrix, bias, width in zip(self.weights, self.biases, columns):
            W = numpy.array([[rounded(w, dtype) for w in row] for row in matrix], dtype).reshape(len(bias), width)
            result.append((W, numpy.array([rounded(b, dtype) for b in bias], dtype)))
        return result

    def _exact_row(self, x: Sequence[Fraction]) -> list[Fraction]:
        values = [v - c for v, c in zip(x, self.centre)] if self.centre else list(x)
        for l, (matrix, bias) in enumerate(zip(self.weights, self.biases)):
            if l > 0:
                values = [max(v, Fraction(0)) for v in values]
            values = [b + sum((w * v for w, v in zip(row, values) if w and v), Fraction(0)) for row, b in zip(matrix, bias)]
        return values

    def __call__(self, x: Any) -> Any:
        """g at one sample, or at K of them.

        x: K x D for K samples, D for one; where D is 1 also K values, or a single one. Result: K x P, or K where P is 1; of one sample P
        values, or one number.

        Arrays of floats are computed in floating point, in the array's own type: the weights are rounded to it, and so is every sum, in
        numpy's order; it is fast, and the result is near g(x), not g(x). NaN gives NaN. Where a weight is beyond the type's largest number, g is
        computed exactly and then rounded. Everything else is exact: Fractions, integers, Decimals, texts and Python's floats, in lists (the
        result is Fractions in lists) or in arrays (Fractions in an array of objects).
        Of a data frame the columns are taken in their order; a Network whose certificate names its columns takes those of these names.
        Errors: ArgumentError (E202 for another shape, E312 for another column, E311 and E316 for what is no number).

            >>> ftcert.certify([0, 1, 2], [None, 1, None])("1/2")
            Fraction(1, 2)
        """
        if is_frame(x) and hasattr(x, "to_numpy"):
            x = x.to_numpy()
        array = x if isinstance(x, numpy.ma.MaskedArray) else numpy.asarray(x) if hasattr(x, "__array__") else None
        if array is not None and array.dtype.kind == "f":
            return self._floats(unmasked(array, "x"))
        if array is None and isinstance(x, Iterable) and not isinstance(x, (str, bytes, bytearray, dict, set, frozenset)):
            x = list(x)
        single = array is None and not isinstance(x, list) or array is not None and array.ndim == 0
        values = [x] if single and array is None else [array.item()] if single and array is not None else x if array is None else array
        table = [[rational(cell) for cell in row] for row in grid(values, "x").texts()]
        one_row = array.ndim == 1 if array is not None else single or not any(map(is_row, x))
        if one_row and self.dimension != 1:
            table, single = [[row[0] for row in table]], True
        if len(table[0]) != self.dimension:
            raise ArgumentError("E202", "x", None, self._samples, f"{len(table[0])}")
        rows: list[Any] = [self._exact_row(row) for row in table]
        if self.outputs == 1:
            rows = [row[0] for row in rows]
        if array is not None and not single:
            result = numpy.empty((len(rows),) if self.outputs == 1 else (len(rows), self.outputs), object)
            result[...] = rows
            return result
        return rows[0] if single else rows

    @property
    def _samples(self) -> str:
        return f"samples of {self.dimension} value{'s' if self.dimension != 1 else ''}"

    def _floats(self, array: Array) -> Any:
        single = array.ndim == 0 or array.ndim == 1 and self.dimension != 1
        samples = array.reshape(1, -1) if single else flat(array)
        if not len(samples):
            raise ArgumentError("E314", "x", None, "at least one sample", "none")
        if samples.shape[1] != self.dimension:
            shape = "x".join(map(str, array.shape)) or "()"
            raise ArgumentError("E202", "x", None, self._samples, f"an array of shape {shape}")
        layers = self.weights_float(array.dtype)
        if all(numpy.isfinite(part).all() for layer in layers for part in layer):
            values = self._by_matrices(samples, layers)
        else:
            values = numpy.array([self._rounded_row(row, array.dtype) for row in samples], array.dtype)
        if self.outputs == 1:
            values = values[:, 0]
        return values[0] if single else values

    def _rounded_row(self, row: Array, dtype: Any) -> list[Any]:
        if not numpy.isfinite(row).all():
            return [numpy.nan] * self.outputs
        return [rounded(value, dtype) for value in self._exact_row([exact(cell) for cell in row])]

    def _by_matrices(self, values: Array, layers: list[tuple[Array, Array]]) -> Array:
        """In the type of the values."""
        if self.centre:
            values = values - numpy.array([rounded(c, values.dtype) for c in self.centre], values.dtype)
        for l, (W, b) in enumerate(layers):
            if l > 0:
                values = numpy.maximum(values, values.dtype.type(0))
            values = values @ W.T + b
        return values

    def __reduce__(self) -> Any:
        layers = [([[text(w) for w in row] for row in W], [text(b) for b in bias]) for W, bias in zip(self.weights, self.biases)]
        return ReluNetwork, (layers, [text(c) for c in self.centre], self.dimension)
