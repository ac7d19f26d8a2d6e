"""Checks certificates, in two ways that share no code.

`python3 -m ftcert.check CERT.. [--data D].. [--labels D] [--model F] [--patched P]` is the checker that is written in Python,
with its standard library alone: what proofs/ftcheck.py prints and returns, word for word. It needs neither numpy nor the
compiled extension, and reads certificates and files with readers of its own.

`ftcert.check(certificate, ...)` calls the checker that is written in C++; its arguments are those of `ftcert._checking.check`.

    >>> import subprocess, sys
    >>> done = subprocess.run([sys.executable, "-m", "ftcert.check", "tests/certificates/valid/worked-example.ftc"], capture_output=True, text=True)
    >>> done.returncode, done.stdout.split()[:3]
    (0, ['s', 'VERIFIED', 'interpolation'])
"""
import importlib
import inspect
import os
import runpy
import sys
import types
from typing import Any

_CHECKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_checker")  # the files proofs/ftcheck*.py as they are


class _CallableModule(types.ModuleType):
    """A module that is called as a function."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """The checker that is written in C++; loaded when it is called."""
        from ._checking import check

        return check(*arguments, **options)

    @property
    def __signature__(self) -> inspect.Signature:
        """For help and completion; what is called is loaded for it."""
        from ._checking import check

        return inspect.signature(check)

    def __reduce__(self) -> Any:
        """By name, as functions are: it goes to other processes."""
        return importlib.import_module, (self.__name__,)


if __name__ == "__main__":
    # As for `python3 _checker/ftcheck.py`: its folder is the first on the path, in place of the current one.
    sys.path[:0 if sys.flags.safe_path else 1] = [_CHECKER]
    runpy.run_path(os.path.join(_CHECKER, "ftcheck.py"), run_name="__main__")
else:
    sys.modules[__name__].__class__ = _CallableModule
