"""Files that come in by name or as bytes, and files that go out in one step.

A file is a pair of its name, which stands in messages, and its bytes.
"""
from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterable
from typing import Any, TypeAlias, TypeGuard, Union

from ftcert._errors import ArgumentTypeError, CannotRead, CannotWrite, UsageError

__all__ = ["File", "PathLike", "certificate_file", "is_named", "is_path", "model_file", "named_file", "own_paths", "read", "write"]

File: TypeAlias = tuple[str, bytes]
PathLike: TypeAlias = Union[str, "os.PathLike[str]"]


def is_path(value: object) -> TypeGuard[PathLike]:
    return isinstance(value, (str, os.PathLike))


def own_paths(*places: object) -> list[str]:
    """Those that are paths, as they are now: whoever changes the folder later means the same files."""
    return [os.path.abspath(os.fsdecode(place)) for place in places if is_path(place)]


def valid_name(name: str) -> str:
    """As messages have it: what is no text, in names that are not UTF-8, becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", name)


def read(path: PathLike) -> File:
    """Errors: CannotRead (E301)."""
    name = os.fsdecode(path)
    try:
        with open(name, "rb") as stream:
            return valid_name(name), stream.read()
    except (OSError, ValueError) as error:  # ValueError: names that no file can have
        raise CannotRead("E301", f"cannot be read: {_reason(error)}", valid_name(name)) from error


def _reason(error: OSError | ValueError) -> str:
    return str((isinstance(error, OSError) and error.strerror) or error)


def named_file(file: Any, argument: str) -> File:
    """A path, or a pair of a name and bytes. Errors: ArgumentTypeError, CannotRead."""
    if is_path(file):
        return read(file)
    if is_named(file):
        return valid_name(file[0]), bytes(file[1])
    raise ArgumentTypeError("E101", argument, None, "a path, or a pair of a name and bytes", type(file).__name__)


def is_named(file: object) -> bool:
    """Whether this is a pair of a name and bytes."""
    return isinstance(file, tuple) and len(file) == 2 and isinstance(file[0], str) and isinstance(file[1], (bytes, bytearray, memoryview))


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
        with contextlib.suppress(TypeError):  # a class in place of an object
            return argument + ".onnx", bytes(model.SerializeToString())
    hint = "export it first: torch.onnx.export(model, example, 'model.onnx')" if hasattr(model, "state_dict") else ""
    found = f"{type(model).__module__}.{type(model).__qualname__}"
    raise ArgumentTypeError("E101", argument, None, "the path or the bytes of an ONNX file, or an onnx.ModelProto", found, hint)


def certificate_file(certificate: Any, argument: str = "certificate", stem: str | None = None) -> File:
    """A certificate: a path, its text or bytes, or an object of this package that has one. stem: of the name of what has none (None: argument).

    Errors: ArgumentTypeError, CannotRead.
    """
    name = (stem or argument) + ".ftc"
    data = getattr(certificate, "certificate_bytes", certificate)
    if isinstance(data, (bytes, bytearray, memoryview)):
        return name, bytes(data)
    if isinstance(data, str) and data.startswith("FTCERT "):
        return name, data.encode("utf-8", "surrogatepass")
    if is_path(data):
        return read(data)
    expected = "a certificate: a path, text, bytes, or what certify, refute or solve return"
    raise ArgumentTypeError("E101", argument, None, expected, type(certificate).__name__)


def write(path: PathLike, data: bytes, inputs: Iterable[str] = ()) -> None:
    """Writes a file in one step: who is interrupted leaves the old file. A symbolic link stays, and the file that it names is replaced; one that
    may not be written is not. Devices, pipes and descriptors (/dev/stdout) are written as they are.

    inputs: paths of files that must not be overwritten, whatever the name. Errors: UsageError (E103), CannotWrite (E403).
    """
    name = os.fsdecode(path)
    for other in inputs:
        if os.path.exists(name) and os.path.exists(other) and os.path.samefile(name, other):
            raise UsageError("E103", f"is an input ({valid_name(other)}), and would be overwritten", valid_name(name))
    try:
        target = os.path.realpath(name)
        number = _descriptor(name)
        if number is not None or os.path.exists(target) and not os.path.isfile(target):
            _write_as_it_is(name if number is None else number, data)
        elif name.endswith("/") or os.path.islink(target):
            raise OSError(errno.EINVAL, "expected the name of a file, found one of a folder, or a symbolic link in a circle")
        else:
            _replace(target, data)
    except (OSError, ValueError) as error:  # ValueError: names that no file can have
        raise CannotWrite("E403", f"cannot be written: {_reason(error)}", valid_name(name)) from error


def _descriptor(name: str) -> int | None:
    """That of an open file of this process which the name stands for, as /dev/stdout does; None for other names."""
    for _ in range(40):
        folder, last = os.path.split(name)
        if os.path.realpath(folder) == f"/proc/{os.getpid()}/fd" and last.isdecimal():
            return int(last)
        if not os.path.islink(name):
            break
        name = os.path.join(folder, os.readlink(name))
    return None


def _write_as_it_is(place: str | int, data: bytes) -> None:
    for printed in (sys.stdout, sys.stderr):
        if printed is not None:
            printed.flush()  # what was printed before stands before
    with open(place, "wb", closefd=not isinstance(place, int)) as stream:  # a folder is refused here
        stream.write(data)


def _replace(target: str, data: bytes) -> None:
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    folder, name = os.path.split(target)
    part = os.path.join(folder, f"{name[:40]}.part-{secrets.token_hex(8)}")
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
