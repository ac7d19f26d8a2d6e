"""What is being done, while it is done: to a callable, to tqdm, or to a terminal.

    >>> heard = []
    >>> with reporting(heard.append) as report:
    ...     report("planning")
    >>> heard
    ['planning']
"""
from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, Union

from ftcert._errors import ArgumentTypeError

__all__ = ["Progress", "reporting"]

Progress: TypeAlias = Union[bool, Callable[[str], object], None]


@contextlib.contextmanager
def _bar(tqdm: Any) -> Iterator[Callable[[str], object]]:
    with tqdm(bar_format="{desc} [{elapsed}]", leave=False) as bar:
        yield bar.set_description_str


@contextlib.contextmanager
def _line() -> Iterator[Callable[[str], object]]:
    stream = sys.stderr

    def show(text: str) -> None:
        stream.write("\r\x1b[K" + text)
        stream.flush()

    try:
        yield show
    finally:
        stream.write("\r\x1b[K")
        stream.flush()


@contextlib.contextmanager
def reporting(progress: Progress) -> Iterator[Callable[[str], object] | None]:
    """Whom to tell. True: tqdm where it is installed, else a line on standard error where that is a terminal; False or None: nobody; a
    callable is called with a line of text, in the thread that called the function, and what it raises ends the work and is passed on.

    Errors: ArgumentTypeError for anything else.
    """
    if progress is None or progress is False:
        yield None
    elif progress is True:
        try:
            tqdm = importlib.import_module("tqdm").tqdm
        except ImportError:
            if not sys.stderr.isatty():
                yield None
                return
            with _line() as show:
                yield show
            return
        with _bar(tqdm) as show:
            yield show
    elif callable(progress):
        yield progress
    else:
        raise ArgumentTypeError("E101", "progress", None, "True, False, or a callable with one text", type(progress).__name__)
