"""What goes wrong, as exceptions that carry what the programs print: the identifier, the place, the exit code.

    ftcert.Error              every error
      UsageError              E1xx  what was asked for cannot be understood or does not apply        (a ValueError)
        ArgumentError         an argument in Python: .argument, .index, .expected, .found           (also with E3xx)
          ArgumentTypeError   its type can hold no numbers                                            (a TypeError too)
      Rejected                E2xx  something was checked and is not true                            (a ValueError)
      Malformed               E3xx  a file, a number or a model cannot be read                       (a ValueError)
        CannotRead            E301  a file cannot be opened                                          (an OSError)
      LimitReached            E4xx  memory or work would be more than is allowed
        TimeReached           E405  the time is over                                                  (a TimeoutError)
      CannotWrite             E403  a file cannot be written                                         (an OSError)
      Incomplete              E5xx  what was asked for could not be shown, or a file is missing
      InternalError           E6xx  a fault of ftcert

    >>> try:
    ...     ftcert.certify([[0.0], [math.nan]], [1, 2])
    ... except ftcert.Error as error:
    ...     print(error.identifier, error)
    E316 E316 X[1, 0]: expected a finite number, found NaN; only a label may be missing
"""
from __future__ import annotations

from typing import Any

__all__ = [
    "ArgumentError",
    "ArgumentTypeError",
    "CannotRead",
    "CannotWrite",
    "Error",
    "Incomplete",
    "InternalError",
    "LimitReached",
    "Malformed",
    "Rejected",
    "TimeReached",
    "UsageError",
]


class Error(Exception):
    """An error with its identifier ("E204"; `ftcert` has a table of them in src/ftcert/explain/error_table.cpp).

    identifier: "E204"; number: 204; file: the name of the file or argument, or None; line: counted from 1, or None; exit_code: what the
    programs would return (1 rejected, 2 usage, 3 malformed, 4 resources, 5 incomplete, 6 internal); text: without identifier and place.
    str(error) is the line that the programs print.
    """

    messages: tuple[str, ...] = ()  # what the command line says for people before it fails
    last_line: str = ""  # of checks: "s NOT VERIFIED E204 line 12: .."

    def __init__(self, identifier: str, text: str, file: str | None = None, line: int | None = None) -> None:
        self.identifier = identifier
        self.text = text
        self.file = file
        self.line = line
        super().__init__(str(self))

    @property
    def number(self) -> int:
        """204 of "E204"."""
        return int(self.identifier[1:])

    @property
    def exit_code(self) -> int:
        """What the programs would return."""
        return {1: 2, 2: 1, 9: 6}.get(self.number // 100, self.number // 100)

    def __str__(self) -> str:
        place = "" if self.file is None else self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{self.identifier} {place}: {self.text}" if place else f"{self.identifier} {self.text}"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.identifier, self.text, self.file, self.line), vars(self)


class UsageError(Error, ValueError):
    """What was asked for cannot be understood, or does not apply."""


class ArgumentError(UsageError):
    """An argument is not what it has to be.

    argument: its name, "X"; index: where in it, for example (3, 2), or None; expected, found: in words.
    """

    def __init__(
        self, identifier: str, argument: str, index: tuple[int | str, ...] | None, expected: str, found: str, hint: str = ""
    ) -> None:
        self.argument = argument
        self.index = index
        self.expected = expected
        self.found = found
        self.hint = hint
        place = argument if index is None else f"{argument}[{', '.join(map(repr, index))}]"
        super().__init__(identifier, f"expected {expected}, found {found}" + (f"; {hint}" if hint else ""), place)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.identifier, self.argument, self.index, self.expected, self.found, self.hint), vars(self)


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument is of a type that can hold no numbers, or no file."""


class Rejected(Error, ValueError):
    """Something was checked, and it is not true: a certificate, or a network that misses a label."""


class Malformed(Error, ValueError):
    """A certificate, a data file, a number or a model cannot be read."""


class CannotRead(Malformed, OSError):
    """A file cannot be opened or read."""


class CannotWrite(Error, OSError):
    """A file cannot be written."""


class LimitReached(Error):
    """Memory or work would be more than is allowed."""


class TimeReached(LimitReached, TimeoutError):
    """The time that `seconds` allows is over."""


class Incomplete(Error):
    """What was asked for could not be shown, or a file that a certificate needs is missing."""


class InternalError(Error, RuntimeError):
    """A fault of ftcert. Please report it."""


_BY_IDENTIFIER: dict[str, type[Error]] = {"E301": CannotRead, "E403": CannotWrite, "E405": TimeReached}
_BY_FAMILY: dict[int, type[Error]] = {
    1: UsageError,
    2: Rejected,
    3: Malformed,
    4: LimitReached,
    5: Incomplete,
    9: InternalError,
}


def error_of(identifier: str, text: str, file: str | None = None, line: int | None = None) -> Error:
    """The exception of an identifier.

    >>> error_of("E405", "the time limit was reached")
    TimeReached('E405 the time limit was reached')
    """
    family = _BY_IDENTIFIER.get(identifier) or _BY_FAMILY[int(identifier[1:]) // 100]
    return family(identifier, text, file, line)
