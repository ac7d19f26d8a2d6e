"""Two certificates beside one another."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ftcert import _ftcert
from ftcert._call import calling
from ftcert._checking import bound_files
from ftcert._files import certificate_file
from ftcert._progress import Progress

__all__ = ["Comparison", "Fact", "compare"]


@dataclass(frozen=True)
class Fact:
    """What both certificates say of the same thing, as text; None: one says nothing of it."""

    name: str
    first: str | None
    second: str | None


@dataclass(frozen=True)
class Comparison:
    """first, second: the claims; same, different: facts; summary, messages, last_line: as `ftcert compare` has them."""

    first: str
    second: str
    same: tuple[Fact, ...] = field(repr=False)
    different: tuple[Fact, ...]
    summary: dict[str, Any] = field(compare=False, repr=False)
    messages: tuple[str, ...] = field(default=(), compare=False, repr=False)
    last_line: str = field(default="", compare=False, repr=False)


def compare(
    certificate: Any,
    other: Any,
    *,
    data: Any = None,
    labels: Any = None,
    model: Any = None,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Comparison:
    """Checks two certificates and says in what they agree and in what they differ: claims, sizes, margins, and g at the samples of both.

    certificate, other, data, labels, model: as for ftcert.check; the files are those that either of them binds.
    Errors: those of ftcert.check.

        >>> X, y = [0, 1, 2, 3], [None, 1, None, 5]
        >>> result = ftcert.compare(ftcert.certify(X, y), ftcert.certify(X, y, construction="hats"))
        >>> [fact for fact in result.different if fact.name == "neurons"]
        [Fact(name='neurons', first='3', second='4')]
    """
    named, beside = certificate_file(certificate), certificate_file(other, "other")
    files = bound_files(certificate, data, labels, model)
    with calling(progress, seconds, max_work, jobs) as control:
        outcome = _ftcert.compare(named, beside, files["data"], labels=files["labels"], model=files["model"], control=control)
    said = json.loads(outcome.summary)
    facts = [Fact(**fact) for fact in said["facts"]]
    same, different = (tuple(fact for fact in facts if (fact.first == fact.second) == equal) for equal in (True, False))
    return Comparison(said["first"], said["second"], same, different, said, tuple(outcome.lines), outcome.last_line)
