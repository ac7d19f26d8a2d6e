"""What certify returns: the network g with its certificate."""
from __future__ import annotations

import contextlib
import json
import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy

from ftcert import _ftcert
from ftcert._call import calling
from ftcert._arrays import in_order, is_frame
from ftcert._certificates import Certificate, feature_names, fraction_of
from ftcert._errors import ArgumentError, UsageError
from ftcert._files import File, PathLike
from ftcert._inputs import Inputs
from ftcert._network import Array, Matrix, ReluNetwork
from ftcert._numbers import exact, shown
from ftcert._patching import Patched, patch

__all__ = ["Kink", "Margin", "Network", "Pieces"]


@dataclass(frozen=True)
class Kink:
    """at: where on the line, t; signs: for each output 1 (convex, the slope grows), -1 (concave) or 0 (none in this output)."""

    at: Fraction
    signs: tuple[int, ...]


@dataclass(frozen=True)
class Pieces:
    """A network along a line, as a function of t: between two kinks it is slope t + intercept.

    direction: t is its product with x, or, along the line through two samples, what `summary` says; kinks: from left to right; slopes,
    intercepts: one more than kinks, each with a number for every output.
    """

    kinks: tuple[Kink, ...]
    slopes: tuple[tuple[Fraction, ...], ...]
    intercepts: tuple[tuple[Fraction, ...], ...]
    summary: dict[str, Any] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Margin:
    """Of a certificate's margins, exactly. preactivation: for each hidden layer how far the samples are from the kinks of its neurons, at least;
    nonzero_preactivation: the same of those that are not on a kink (None: all are, or there is no neuron); projection_gap: between neighbouring
    samples on the direction, or None."""

    preactivation: tuple[Fraction | None, ...]
    nonzero_preactivation: tuple[Fraction | None, ...]
    projection_gap: Fraction | None


class Network(Certificate):
    """The network g that repairs f at the samples, with its certificate. `g(x)` computes it.

    Exact numbers are Fractions. exact_certificate: text of the certificate that f + g equals every label exactly, beside one about executions,
    where there is one (exact=True); patched: the bytes of the model, where certify made it (patch=True). Of certificates about executions (format="float32", patch=True) the weights are numbers of that format.
    """

    def __init__(
        self,
        certificate: bytes,
        summary: dict[str, Any],
        last_line: str,
        messages: Sequence[str],
        inputs: Inputs,
        tensor: str = "",
        exact: bytes | None = None,
        patched: bytes | None = None,
    ) -> None:
        super().__init__(certificate, summary, last_line, messages, inputs, tensor)
        self.exact_certificate = None if exact is None else exact.decode()
        self.patched = patched
        self._g: ReluNetwork | None = None

    @property
    def g(self) -> ReluNetwork:
        """The network itself."""
        if self._g is None:
            read = _ftcert.network(self._named())
            self._g = ReluNetwork([(layer.weights, layer.bias) for layer in read.network], read.centre, self.dimension)
        return self._g

    @property
    def neurons(self) -> int:
        """Hidden neurons."""
        return int(self.summary["neurons"])

    @property
    def widths(self) -> tuple[int, ...]:
        """Neurons of each hidden layer."""
        return tuple(self.summary["widths"])

    @property
    def outputs(self) -> int:
        """Values of g at a sample."""
        return int(self.summary["outputs"])

    @property
    def construction(self) -> str | None:
        """Which one built g (`ftcert certify --construction list`)."""
        name: str | None = self.summary["construction"]
        return name

    @property
    def weights(self) -> tuple[Matrix, ...]:
        """For each layer its matrix, rows of Fractions, a row for each neuron (or output)."""
        return self.g.weights

    @property
    def biases(self) -> tuple[tuple[Fraction, ...], ...]:
        """For each layer a Fraction for each neuron (or output)."""
        return self.g.biases

    @property
    def centre(self) -> tuple[Fraction, ...]:
        """What g subtracts from a sample before its first layer, as networks that run may do; empty: nothing."""
        return self.g.centre

    def weights_float(self, dtype: Any = numpy.float64) -> list[tuple[Array, Array]]:
        """For each layer (W, b), every number rounded correctly to the type. A layer is x @ W.T + b, with the ReLU between two layers; from the
        samples `centre` is subtracted first, where there is one."""
        return self.g.weights_float(dtype)

    def __call__(self, x: Any) -> Any:
        names = feature_names(self.certificate_bytes) if is_frame(x) else None
        return self.g(x if names is None else in_order(x, names))

    __call__.__doc__ = ReluNetwork.__call__.__doc__

    @property
    def lower_bound(self) -> int | None:
        """No network of this depth with fewer neurons fits these data (`refute` and `solve` look harder)."""
        return self.summary.get("lower_bound")

    @property
    def paper_bound(self) -> str | None:
        """Neurons that the paper's theorem promises for so many samples and changed labels, rounded to two decimals; None: it promises none."""
        bound = self.summary.get("paper_bound")
        return None if bound is None else str(bound)

    @property
    def margin(self) -> Margin | None:
        """How far the samples are from kinks, and from one another."""
        said = self.summary.get("margin")
        if said is None:
            return None
        layers, others = (
            tuple(None if value is None else exact(value) for value in said[key]) for key in ("preactivation", "nonzero_preactivation")
        )
        return Margin(layers, others, fraction_of(said, "projection_gap"))

    @property
    def class_margin(self) -> Fraction | None:
        """By how much a class leads in every execution, at least (classes=, with a float format)."""
        return fraction_of(self.summary, "margin_certified")

    @property
    def deviation(self) -> Fraction | None:
        """What g misses what the label asks for by, in every execution, at most; None for a certificate over the rationals."""
        return fraction_of(self.summary, "deviation")

    @property
    def output_deviation(self) -> Fraction | None:
        """The same of f + g and the label, rounding inside f and in the sum included."""
        return fraction_of(self.summary, "output_deviation")

    def pieces(self, through: tuple[int, int] | None = None, *, with_f: bool = False, **limits: Any) -> Pieces:
        """g (with_f: f + g) along a line, exactly: along its direction, or through two samples, counted from 0.

        Errors: UsageError (E104) for a g that has no single direction, without `through`.

            >>> ftcert.certify([0, 1, 2, 3], [None, 1, None, 5]).pieces().slopes
            ((Fraction(0, 1),), (Fraction(1, 1),), (Fraction(-1, 1),), (Fraction(5, 1),))
        """
        line = "" if through is None else self._line(through)
        with calling(**limits) as control:
            outcome = _ftcert.pieces(self._named(), **self._beside(), through=line, with_f=with_f, control=control)
        said = json.loads(outcome.summary)
        if "kinks" not in said:
            hint = f"it is a sum of {len(said['forms'])} functions, each along its own; pieces((I, J)) is along the line through two samples"
            raise UsageError("E104", f"expected a g that changes along one direction, found one that does not: {hint}")
        kinks = tuple(Kink(exact(kink["at"]), tuple(kink["signs"])) for kink in said["kinks"])
        slopes, intercepts = (tuple(tuple(map(exact, piece[key])) for piece in said["pieces"]) for key in ("slopes", "intercepts"))
        return Pieces(kinks, slopes, intercepts, said)

    def _line(self, through: Any) -> str:
        """Two samples as the command line takes them, counted from 1."""
        with contextlib.suppress(TypeError, ValueError):
            places = [operator.index(place) for place in through]
            if len(set(places)) == len(places) == 2 and all(0 <= place < self.samples for place in places):
                return f"{places[0] + 1},{places[1] + 1}"
        expected = f"two different samples, counted from 0 to {self.samples - 1}"
        raise ArgumentError("E101", "through", None, expected, shown(through))

    @property
    def kinks(self) -> tuple[Kink, ...]:
        """Kinks of g along its direction: those of `pieces()`. Errors: UsageError (E104) where g has no single direction."""
        return self.pieces().kinks

    def patch(self, path: PathLike | None = None, *, model: Any = None, **options: Any) -> Patched:
        """f + g as an ONNX model to deploy, written to `path` where one is given. model: f's file, where it is not the one that certify was given;
        options: those of ftcert.patch (only_g, output_name, format, uncertified, ..).

        After certify(.., patch=True) it is the model that the certificate binds. Errors: those of ftcert.patch; UsageError (E103) for the path
        of an input.
        """
        if self.patched is not None and model is None and not options:
            paths = tuple(self._inputs.paths)
            result = Patched(self.patched, self.certificate_bytes, self.summary["patch"], self.messages, self.last_line, paths)
        else:
            options.setdefault("tensor", self._tensor or None)
            result = patch(self, model, **options)
        if path is not None:
            result.save(path)
        return result

    def _patched_file(self) -> File | None:
        return None if self.patched is None else ("patched.onnx", self.patched)
