"""What certify and refute return: objects around a certificate."""
from __future__ import annotations

import contextlib
import gzip
import html
import io
import os
import re
import urllib.parse
import zlib
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ftcert import _ftcert
from ftcert._call import calling
from ftcert._checking import Verdict, check
from ftcert._errors import Error, Incomplete, UsageError
from ftcert._files import File, PathLike, write
from ftcert._inputs import Inputs
from ftcert._numbers import exact

__all__ = ["Certificate", "feature_names", "fraction_of"]

HEADER = 1 << 24  # bytes of a certificate in which the names of its columns stand


def fraction_of(summary: dict[str, Any], key: str) -> Fraction | None:
    """A number of a summary, exactly, where it has one."""
    value = summary.get(key)
    return None if value is None else exact(value)


def feature_names(certificate: bytes) -> list[str] | None:
    """Names of the columns that its samples were; None where it has none, or numbers, as those of arrays.

    >>> feature_names(b"features bmi blood%20pressure")
    ['bmi', 'blood pressure']
    """
    if certificate.startswith(b"\x1f\x8b"):
        with contextlib.suppress(OSError, EOFError, zlib.error):  # what is wrong with it, the checker says
            with gzip.open(io.BytesIO(certificate)) as stream:
                certificate = stream.read(HEADER)
    found = re.search(rb"^features (.*)$", certificate[:HEADER], re.M)
    if found is None:
        return None
    names = [urllib.parse.unquote(word) for word in found[1].decode("ascii", "replace").split(" ")]
    return None if names == [str(place) for place in range(len(names))] else names


class Certificate:
    """A certificate, what it claims, and the files that it binds. Equal to another one with the same bytes.

    claim: "interpolation layers=2 neurons=3 samples=4 changed=2"; last_line: what the command line prints last; messages: its lines for
    people; summary: its --json, a dict in which exact numbers are texts, "p" or "p/q".
    """

    def __init__(
        self, certificate: bytes, summary: dict[str, Any], last_line: str, messages: Sequence[str], inputs: Inputs, tensor: str = ""
    ) -> None:
        self.certificate_bytes = certificate
        self.summary = summary
        self.last_line = last_line
        self.messages = tuple(messages)
        self._inputs = inputs
        self._tensor = tensor

    @property
    def claim(self) -> str:
        """The claim as the certificate and its checkers word it."""
        line = self.certificate_bytes.split(b"\n", 2)[1]
        return line.decode().removeprefix("claim ")

    @property
    def certificate(self) -> str:
        """The certificate's text, what `save` writes."""
        return self.certificate_bytes.decode()

    @property
    def files(self) -> dict[str, bytes]:
        """The files that the certificate was made from, and may bind: samples, labels, model. What was an array is X.npy, a list X.csv."""
        some = [*self._inputs.data, self._inputs.labels, self._inputs.model]
        return dict(file for file in some if file is not None)

    @property
    def samples(self) -> int:
        """Different samples; rows with the same values and labels are one."""
        return int(self.summary["samples"])

    @property
    def changed(self) -> int:
        """Samples at which g is not 0."""
        return int(self.summary["changed"])

    @property
    def layers(self) -> int:
        """Affine layers of the networks that it speaks of: 2 is one hidden layer."""
        return int(self.summary["layers"])

    @property
    def dimension(self) -> int:
        """Values that a sample has."""
        return int(self.summary["dimension"])

    def save(self, path: PathLike, *, files: bool = False) -> None:
        """Writes the certificate, in one step. files: also the samples and labels that were arrays, beside it, for those who check it with --data.

        Errors: UsageError (E103) for a path that is an input, or for a file beside it that is there and is another; CannotWrite (E403).

            >>> g.save("net.ftc", files=True)      # net.ftc, X.npy, y.npy
        """
        beside = self._inputs.made if files else []
        folder = os.path.dirname(os.fsdecode(path))
        for name, data in beside:
            place = os.path.join(folder, name)
            if os.path.abspath(place) == os.path.abspath(os.fsdecode(path)):
                raise UsageError("E103", "is the certificate and a file of samples", place)
            if os.path.exists(place):
                with open(place, "rb") as stream:
                    if stream.read() != data:
                        raise UsageError("E103", "is there, and is another file", place)
        write(path, self.certificate_bytes, self._inputs.paths)
        for name, data in beside:
            write(os.path.join(folder, name), data, self._inputs.paths)

    def check(self, **limits: Any) -> Verdict:
        """Checks the certificate with the C++ checker, and the files that it binds. Errors: Rejected; those of ftcert.check."""
        return check(self, patched=self._patched_file(), **limits)

    def _patched_file(self) -> File | None:
        return None

    def explain(self, **limits: Any) -> str:
        """The certificate in words. Errors: those of `check`."""
        with calling(**limits) as control:
            outcome = _ftcert.explain(self._named(), **self._beside(), tensor=self._tensor, control=control)
        return "\n".join(outcome.lines)

    def picture(self, **limits: Any) -> str:
        """The picture of `ftcert explain -o X.svg`: SVG. Errors: UsageError (E104) where there is no direction to draw along."""
        with calling(**limits) as control:
            outcome = _ftcert.explain(self._named(), **self._beside(), tensor=self._tensor, picture=True, control=control)
        if outcome.picture is None:
            raise Incomplete("E501", "this certificate has no picture")
        return outcome.picture

    def _named(self) -> File:
        return "certificate.ftc", self.certificate_bytes

    def _beside(self) -> dict[str, Any]:
        return {"data": self._inputs.data, "labels": self._inputs.labels, "model": self._inputs.model}

    def _repr_html_(self) -> str:
        """In a notebook: the claim and the picture."""
        title = f"<p><b>{html.escape(self.last_line.removeprefix('s '))}</b></p>"
        try:
            return title + self.picture(seconds=20)
        except Error as error:
            return title + f"<p>{html.escape(str(error))}</p>"

    def __repr__(self) -> str:
        return f"<ftcert.{type(self).__name__}: {self.claim}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Certificate):
            return NotImplemented
        return self.certificate_bytes == other.certificate_bytes

    def __hash__(self) -> int:
        return hash(self.certificate_bytes)
