"""The arguments that certify, refute, solve and evaluate have in common, made into those of the extension."""
from __future__ import annotations

import numbers
import operator
from collections.abc import Iterable, Mapping
from typing import Any

from ftcert._arrays import grid
from ftcert._errors import ArgumentError, ArgumentTypeError
from ftcert._files import File, model_file, own_paths
from ftcert._inputs import Inputs, gather, number_option
from ftcert._network import ReluNetwork
from ftcert._numbers import integer_text, shown, text

__all__ = ["Job", "direction_option", "layers_option", "network_file"]

GATHERED = ("X", "y", "model", "frozen", "classes", "lower", "upper", "tolerance")
LIMITS = ("progress", "seconds", "max_work", "jobs")


class Job:
    """inputs: the files; options: keywords of the extension's function; limits: keywords of `calling`."""

    def __init__(self, arguments: Mapping[str, Any], labelled: bool = True) -> None:
        said = dict(arguments)
        self.inputs: Inputs = gather(**{name: said.pop(name) for name in GATHERED if name in said}, labelled=labelled)
        self.limits: dict[str, Any] = {name: said.pop(name) for name in LIMITS}
        self.tensor: str = said["tensor"] or ""
        for name in ("margin", "deviation"):
            if said.get(name) is not None:
                said[name] = number_option(said[name], name)
        self.inputs.paths += own_paths(said.get("network"), said.get("certificate"))
        for name in ("label", "label_upper", "features"):
            if said.get(name) is not None:
                said[name] = _names(said[name], name)
        if said.get("output") is not None:
            said["output"] = _components(said["output"])
        chosen = {name: value for name, value in said.items() if value is not None}
        self.options: dict[str, Any] = {"labels": self.inputs.labels, **self.inputs.options, **chosen}


def _names(value: Any, argument: str) -> list[str]:
    """Names of columns; those of arrays are numbers."""
    some = list(value) if isinstance(value, Iterable) and not isinstance(value, (str, bytes)) else [value]
    for name in some:
        if not isinstance(name, (str, numbers.Integral)) or isinstance(name, bool):
            raise ArgumentTypeError("E101", argument, None, "names of columns", shown(name))
    return [name if isinstance(name, str) else integer_text(int(name)) for name in some]


def _integers(value: Any, argument: str, expected: str) -> list[int]:
    """One, or several."""
    try:
        return [operator.index(entry) for entry in (value if isinstance(value, Iterable) else [value])]
    except TypeError:
        raise ArgumentTypeError("E101", argument, None, expected, shown(value)) from None


def _components(output: Any) -> list[int]:
    expected = "components of f, counted from 0"
    places = _integers(output, "output", expected)
    if any(place < 0 or place >= 2**63 for place in places):
        raise ArgumentError("E101", "output", None, expected, shown(output))
    return places


def direction_option(direction: Any) -> str:
    """"auto", or integers."""
    if isinstance(direction, str):
        return direction
    return ",".join(map(integer_text, _integers(direction, "direction", '"auto", or an integer for each value of a sample')))


def layers_option(layers: Any) -> str:
    """"auto", or a number."""
    if isinstance(layers, str):
        return layers
    if not isinstance(layers, numbers.Integral) or isinstance(layers, bool):
        raise ArgumentTypeError("E101", "layers", None, '"auto", or how many affine layers', shown(layers))
    return integer_text(int(layers))


def network_file(network: Any) -> File | None:
    """A network of the user's own: what model_file takes, or a ReluNetwork, or its layers [(W, b), ..] with W of shape (rows, columns).

    Errors: ArgumentError, with the layer and the place.
    """
    if isinstance(network, ReluNetwork) or isinstance(getattr(network, "g", None), ReluNetwork):
        g = network if isinstance(network, ReluNetwork) else network.g
        layers = [([[text(w) for w in row] for row in W], [text(v) for v in b]) for W, b in zip(g.weights, g.biases)]
        if g.centre:  # W (x - c) + b = W x + (b - W c), as a real function
            first = (b - sum(w * c for w, c in zip(row, g.centre)) for row, b in zip(g.weights[0], g.biases[0]))
            layers[0] = layers[0][0], [text(b) for b in first]
    elif isinstance(network, (list, tuple)):
        layers = [_layer(number, layer) for number, layer in enumerate(network)]
    else:
        return model_file(network, "network")
    for number, (_, bias) in enumerate(layers):
        if not bias:  # which a table of neurons cannot say
            raise ArgumentError("E202", "network", (number,), "at least one neuron in each layer", "none")
    lines = [",".join([str(i + 1), b, *row]) for i, (W, bias) in enumerate(layers) for row, b in zip(W, bias)]
    return "network.csv", ("\n".join(["layer,bias,weights", *lines]) + "\n").encode()


def _layer(number: int, layer: Any) -> tuple[list[list[str]], list[str]]:
    if not isinstance(layer, (list, tuple)) or len(layer) != 2:
        raise ArgumentTypeError("E101", "network", (number,), "a pair (W, b)", f"{type(layer).__name__}")
    W = grid(layer[0], f"network[{number}][0]").texts()
    b = [row[0] for row in grid(layer[1], f"network[{number}][1]").texts()]
    if len(W) != len(b):
        raise ArgumentError("E202", "network", (number,), f"as many biases as rows of weights, {len(W)}", str(len(b)))
    return W, b
