"""Docstrings' examples are run, types are checked, and the package loads nothing before it is asked."""
import decimal
import doctest
import importlib
import math
import os
import pathlib
import pkgutil
import re
import subprocess
import sys
import types
from fractions import Fraction

import numpy
import pytest

import ftcert

PACKAGE = pathlib.Path(ftcert.__file__).parent
MODULES = sorted(module.name for module in pkgutil.iter_modules([str(PACKAGE)]) if module.name != "_ftcert")


@pytest.fixture(scope="session")
def diabetes(repository):
    data = repository / "data/diabetes"
    return ftcert.certify(data / "changed.csv", model=data / "model.onnx", patch=True)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name, diabetes, repository, tmp_path, monkeypatch):
    """In a folder with data and diabetes.ftc; names are ftcert, g (of the data on a line), and those of the module."""
    (tmp_path / "data").symlink_to(repository / "data")
    (tmp_path / "tests").symlink_to(repository / "tests")
    diabetes.save(tmp_path / "diabetes.ftc")
    monkeypatch.chdir(tmp_path)
    module = importlib.import_module("ftcert." + name)
    names = {"ftcert": ftcert, "Fraction": Fraction, "numpy": numpy, "math": math, "decimal": decimal}
    names["g"] = ftcert.certify(numpy.arange(3.0), numpy.array([numpy.nan, 1, numpy.nan]))
    found = doctest.DocTestFinder().find(module, globs={**names, **{k: v for k, v in vars(module).items() if not k.startswith("__")}})
    for test in found:
        result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
        assert result.failed == 0, test.name


def test_every_public_name_is_documented():
    for name in ftcert.__all__:
        assert (getattr(ftcert, name).__doc__ or "").strip(), name
        for member, value in vars(getattr(ftcert, name)).items() if name != "check" else ():
            public = not member.startswith("_") and isinstance(value, (property, types.FunctionType))
            assert not public or value.__doc__, (name, member)
    for name in ("certify", "refute", "solve", "bounds", "worst", "evaluate", "patch", "recheck"):
        text = getattr(ftcert, name).__doc__
        assert "Errors" in text and ">>> " in text, name
    assert set(ftcert.__all__) <= set(dir(ftcert))
    with pytest.raises(AttributeError):
        ftcert.certified


def test_types(tmp_path):
    """The package itself, strictly, and a program that uses it, in which one line is wrong."""
    files = [str(path) for ending in ("*.py", "*.pyi") for path in PACKAGE.glob(ending)]
    mypy = [os.path.realpath(sys.executable), "-m", "mypy", "--strict"]  # of the system's Python, which ./run python asks for it
    done = subprocess.run([*mypy, *files], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "mine.py").write_text(
        "import ftcert\n"
        "g: ftcert.Network = ftcert.certify([0, 1], [None, 1])\n"
        "verdict: ftcert.Verdict = ftcert.check(g)\n"
        "case: ftcert.WorstCase = ftcert.bounds(10, 2)\n"
        "wrong: int = g.claim\n"
    )
    options = {"MYPYPATH": str(PACKAGE.parent), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([*mypy, "mine.py"], capture_output=True, text=True, cwd=tmp_path, env=options)
    assert re.findall(r"^mine.py:([0-9]+): error", done.stdout, re.M) == ["5"], done.stdout + done.stderr


def test_nothing_is_loaded_before_it_is_asked_for():
    program = "import sys, ftcert, ftcert.check; print(sorted(name for name in sys.modules if name in ('numpy', 'ftcert._ftcert', 'pandas', 'tqdm')))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
