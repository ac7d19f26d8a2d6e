"""Exact certificates that a small ReLU network g repairs a frozen network f at given samples.

    import ftcert
    g = ftcert.certify(X, y, model="model.onnx", patch=True)    # NaN in y: keep what f says
    print(g.claim, g.neurons)
    g.patch("patched.onnx")                                      # f + g, to deploy
    g.save("repair.ftc")                                         # what ftcheck and python3 -m ftcert.check verify

certify     a network that meets the labels, classes or intervals, with its certificate
refute      a certificate that no network with fewer neurons does
solve       both
bounds      how many neurons the worst data need: the paper's interval, and ours
worst       such data
check       the checker (C++); `python3 -m ftcert.check` is the one in Python
compare     two certificates beside one another
evaluate    f, g and f + g at samples, exactly
patch       f + g as an ONNX model
recheck     whether a certificate's f is the function of a model

Nothing is rounded, but where a name says float. Names but those of errors are loaded when they are asked for; `ftcert.check` as a program needs Python alone.
"""
from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ftcert import _errors
from ftcert._errors import *  # they are small, and import nothing

if TYPE_CHECKING:  # `as` makes them public for type checkers
    from ftcert._bounding import (
        Bound as Bound,
        Interval as Interval,
        PaperEnd as PaperEnd,
        PaperInterval as PaperInterval,
        WorstCase as WorstCase,
        WorstCases as WorstCases,
        WorstData as WorstData,
    )
    from ftcert._certificates import Certificate as Certificate
    from ftcert._certify import certify as certify, evaluate as evaluate
    from ftcert._checking import Verdict as Verdict, check as check
    from ftcert._comparing import Comparison as Comparison, Fact as Fact, compare as compare
    from ftcert._correction import Kink as Kink, Margin as Margin, Network as Network, Pieces as Pieces
    from ftcert._network import ReluNetwork as ReluNetwork
    from ftcert._patching import Patched as Patched, patch as patch, recheck as recheck
    from ftcert._refute import bounds as bounds, refute as refute, solve as solve, worst as worst
    from ftcert._values import Values as Values

    __version__: str

_PLACES = {
    "_bounding": ("Bound", "Interval", "PaperEnd", "PaperInterval", "WorstCase", "WorstCases", "WorstData"),
    "_certificates": ("Certificate",),
    "_certify": ("certify", "evaluate"),
    "_checking": ("Verdict",),
    "_comparing": ("Comparison", "Fact", "compare"),
    "_correction": ("Kink", "Margin", "Network", "Pieces"),
    "_network": ("ReluNetwork",),
    "_patching": ("Patched", "patch", "recheck"),
    "_refute": ("bounds", "refute", "solve", "worst"),
    "_values": ("Values",),
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names}

__all__ = sorted([*_MODULES, *_errors.__all__, "check"])


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("ftcert")
    if name == "check":  # a module that can be called
        return importlib.import_module("ftcert.check")
    if name in _MODULES:
        value = getattr(importlib.import_module("ftcert." + _MODULES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'ftcert' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
