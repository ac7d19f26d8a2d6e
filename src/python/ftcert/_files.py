"""Files that come in by name or as bytes, and files that go out in one step.

A file is a pair of its name, which stands in messages, and its bytes.
"""
from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from typing import Any, TypeAlias, Union

from ftcert._errors import ArgumentTypeError, CannotRead, CannotWrite, UsageError

__all__ = ["File", "PathLike", "certificate_file", "is_path", "model_file", "read", "write"]

File: TypeAlias = tuple[str, bytes]
PathLike: TypeAlias = Union[str, "os.PathLike[str]"]


def is_path(value: object) -> bool:
    return isinstance(value, (str, os.PathLike))


def read(path: PathLike) -> File:
    """Errors: CannotRead (E301)."""
    name = os.fspath(path)
    try:
        with open(name, "rb") as stream:
            return name, stream.read()
    except OSError as error:
        raise CannotRead("E301", f"cannot be read: {error.strerror}", name) from error


def model_file(model: Any, argument: str = "model") -> File | None:
    """f, or a network: a path, the bytes of an ONNX file, or an object that has them (onnx.ModelProto). None stays None.

    Errors: ArgumentTypeError, CannotRead.
    """
    if model is None:
        return None
    if is_path(model):
        return read(model)
    if isinstance(model, (bytes, bytearray, memoryview)):
        return argument + ".onnx", bytes(model)
    if hasattr(model, "SerializeToString"):
        return argument + ".onnx", bytes(model.SerializeToString())
    hint = "export it first: torch.onnx.export(model, example, 'model.onnx')" if hasattr(model, "state_dict") else ""
    found = f"{type(model).__module__}.{type(model).__qualname__}"
    raise ArgumentTypeError("E101", argument, None, "the path or the bytes of an ONNX file, or an onnx.ModelProto", found, hint)


def certificate_file(certificate: Any, argument: str = "certificate") -> File:
    """A certificate: a path, its text or bytes, or an object of this package that has one.

    Errors: ArgumentTypeError, CannotRead.
    """
    data = getattr(certificate, "certificate_bytes", certificate)
    if isinstance(data, (bytes, bytearray, memoryview)):
        return argument + ".ftc", bytes(data)
    if isinstance(data, str) and data.startswith("FTCERT "):
        return argument + ".ftc", data.encode()
    if is_path(data):
        return read(data)
    expected = "a certificate: a path, text, bytes, or what certify, refute or solve return"
    raise ArgumentTypeError("E101", argument, None, expected, type(certificate).__name__)


def write(path: PathLike, data: bytes, inputs: Iterable[str] = ()) -> None:
    """Writes a file in one step: who is interrupted leaves the old file. A symbolic link stays, and the file that it names is replaced.

    inputs: names of files that must not be overwritten, whatever the name. Errors: UsageError (E103), CannotWrite (E403).
    """
    name = os.fspath(path)
    for other in inputs:
        if os.path.exists(name) and os.path.exists(other) and os.path.samefile(name, other):
            raise UsageError("E103", f"is an input ({other}), and would be overwritten", name)
    target = os.path.realpath(name)
    try:
        if os.path.exists(target) and not os.path.isfile(target):  # a device or a pipe; a folder is refused by open
            with open(target, "wb") as stream:
                stream.write(data)
            return
        _replace(target, data)
    except OSError as error:
        raise CannotWrite("E403", f"cannot be written: {error.strerror}", name) from error


def _replace(target: str, data: bytes) -> None:
    part = f"{target}.part-{secrets.token_hex(8)}"
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.path.exists(target):
            shutil.copymode(target, part)
        os.replace(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
