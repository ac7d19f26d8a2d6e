"""Calls of the extension: limits and progress go in, failures come out as this package's exceptions."""
from __future__ import annotations

import contextlib
import numbers
from collections.abc import Iterator
from typing import Any

from ftcert import _ftcert
from ftcert._errors import ArgumentError, ArgumentTypeError, error_of
from ftcert._numbers import shown
from ftcert._progress import Progress, reporting

__all__ = ["calling", "given"]

LEAST_SECONDS = 1e-9  # a fraction that a float has not is no 0


def _whole(name: str, value: Any, least: int, most: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, numbers.Integral) or isinstance(value, bool) or not least <= int(value) <= most:
        raise ArgumentError("E101", name, None, f"a whole number from {least} to {most}", shown(value))
    return int(value)


def _seconds(value: Any) -> float | None:
    if value is None:
        return None
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not real or not 0 < value <= 10**9:
        raise ArgumentError("E101", "seconds", None, "a number greater than 0, at most 10^9", shown(value))
    return max(float(value), LEAST_SECONDS)


@contextlib.contextmanager
def calling(
    progress: Progress = None, seconds: float | None = None, max_work: int | None = None, jobs: int | None = None
) -> Iterator[_ftcert.Control]:
    """Within it failures of the extension are raised as errors of this package, with `messages` and `last_line`.

    Errors: ArgumentError for limits that are none, and for what the extension does not take; Error.
    """
    limits = _seconds(seconds), _whole("max_work", max_work, 0, 10**18 - 1), _whole("jobs", jobs, 1, 256)
    with reporting(progress) as report:
        control = _ftcert.Control(report, *limits)
        try:
            yield control
        except _ftcert.ArgumentError as wrong:
            kind = ArgumentTypeError if wrong.of_type else ArgumentError
            raise kind("E101", wrong.argument, None, wrong.expected, wrong.found) from None
        except _ftcert.Failure as failure:
            error = error_of(failure.identifier, failure.text, failure.file or None, failure.line or None)
            error.messages = tuple(failure.lines)
            error.last_line = failure.last_line
            raise error from None


def given(**options: Any) -> dict[str, Any]:
    """The options that were given; the others are what the extension has them by default."""
    return {name: value for name, value in options.items() if value is not None}
