"""The C++ checker on bytes in memory: what `ftcert.check(...)` calls."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ftcert import _ftcert
from ftcert._call import calling, given
from ftcert._errors import ArgumentTypeError
from ftcert._files import File, certificate_file, is_named, is_path, model_file, named_file
from ftcert._progress import Progress

__all__ = ["Verdict", "bound_files", "check"]


@dataclass(frozen=True)
class Verdict:
    """What was verified. claim: in the words of the verdict line; notes: what was not checked, or was believed.

    There is no verdict for what was rejected: that is an exception.
    """

    claim: str
    notes: tuple[str, ...] = ()
    line: str = ""

    def __str__(self) -> str:
        return "\n".join((self.line, *(f"c {note}" for note in self.notes)))


def _data_files(data: Any) -> list[File]:
    """One file, or several."""
    if data is None:
        return []
    if is_path(data) or is_named(data):
        return [named_file(data, "data")]
    if not isinstance(data, (list, tuple, Iterator)):
        expected = "paths, or pairs of a name and bytes"
        raise ArgumentTypeError("E101", "data", None, expected, type(data).__name__, "what a certificate binds is a file, byte for byte")
    return [named_file(file, "data") for file in data]


def _model_file(model: Any, argument: str) -> File | None:
    """A model in any form, or a pair of a name and bytes."""
    return named_file(model, argument) if isinstance(model, tuple) else model_file(model, argument)


def bound_files(certificate: Any, data: Any, labels: Any, model: Any) -> dict[str, Any]:
    """The files beside a certificate, as the extension takes them: paths, or pairs of a name and bytes; of the model also bytes. Those that are
    not named are the files that an object around a certificate was made from."""
    own = getattr(certificate, "_inputs", None)
    if data is None and labels is None and own is not None:
        some, of_labels = own.data, own.labels
    else:
        some, of_labels = _data_files(data), None if labels is None else named_file(labels, "labels")
    if model is None and own is not None:
        f = own.model
    else:
        f = _model_file(model, "model")
    return {"data": some, "labels": of_labels, "model": f}


def check(
    certificate: Any,
    *,
    data: Any = None,
    labels: Any = None,
    model: Any = None,
    patched: Any = None,
    tensor: str | None = None,
    pair: Any = None,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Verdict:
    """Checks a certificate: every statement in it, over the rationals. Trusts nothing else.

    certificate: a path, text, bytes, or an object that certify, refute or solve returned; data, labels, model, patched: the files that it binds
    (paths, or pairs of a name and bytes; by default those that such an object was made from); pair: the certificate of a bound, to be compared
    with that of a network; tensor: with patched.
    jobs, seconds, max_work: limits; progress: see certify.
    Errors: Rejected (E2xx) for what is not true, with the line and the two values that differ, and the verdict line in `last_line`; Malformed
    (E3xx); LimitReached (E4xx); Incomplete (E502) where a file is missing.
    Source: proofs/certificate-format.md.

        >>> ftcert.check(ftcert.certify([0, 1, 2, 3], [None, 1, None, 5])).claim
        'interpolation layers=2 neurons=3 samples=4 changed=2'
    """
    first = certificate_file(certificate)
    both: Any = first if pair is None else [first, certificate_file(pair, "pair", "bound")]
    files = bound_files(certificate, data, labels, model)
    if patched is not None:
        files["patched"] = _model_file(patched, "patched")
    with calling(progress, seconds, max_work, jobs) as control:
        outcome = _ftcert.check(both, files.pop("data"), **given(**files, tensor=tensor), control=control)
    return Verdict(outcome.claim, tuple(line.removeprefix("c ") for line in outcome.lines), outcome.last_line)
