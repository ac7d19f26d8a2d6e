"""Checkers as functions of their arguments. Used by check_corpus.py, mutate.py and tests/fuzz."""
import contextlib
import importlib.util
import io
import os
import re
import runpy
import subprocess
import sys
from unittest import mock


def load(checker):
    """A function (arguments) -> (exit code, lines, errors); a checker in Python is called without starting an interpreter: NAME.py, or a module of this one."""
    if checker[:2] == [sys.executable, "-m"]:
        return lambda arguments: run_module(checker[2], arguments)
    if not checker[-1].endswith(".py"):
        return lambda arguments: run(checker, arguments)
    sys.path.insert(0, os.path.dirname(os.path.abspath(checker[-1])))  # its modules
    specification = importlib.util.spec_from_file_location("checker", checker[-1])
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)

    def call(arguments):
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            code = module.main(arguments)
        return code, output.getvalue().split("\n"), errors.getvalue()
    return call


def run_module(name, arguments):
    """What `python3 -m NAME ARGUMENTS` does, by which sys.exit ends it."""
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors), mock.patch("sys.argv", [name, *arguments]), mock.patch("sys.path", list(sys.path)):
        try:
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            return end.code, output.getvalue().split("\n"), errors.getvalue()
    return None, ["no exit code"], errors.getvalue()


def run(checker, arguments, text=b""):
    done = subprocess.run(checker + arguments, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    return done.returncode, done.stdout.decode("ascii", "replace").split("\n"), done.stderr.decode("ascii", "replace")


def word_of(line):
    """(exit code that goes with a verdict, VERIFIED or identifier); None when the line is no verdict."""
    found = re.match(r"s (VERIFIED) (?:interpolation|specification|bound|execution) |s NOT VERIFIED (E[0-9]{3})(?: line [0-9]+)?: ", line)
    word = found and (found[1] or found[2])
    code = {"V": 0, "E2": 1, "E3": 3, "E4": 4, "E5": 5, "E9": 6}.get("V" if word == "VERIFIED" else word[:2] if word else "")
    return None if code is None else (code, word)
