"""Exceptions: classes, attributes, and that they go through pickle."""
import pickle
import re

import pytest

import ftcert
from ftcert._errors import error_of

FAMILIES = [
    ("E101", ftcert.UsageError, 2, ValueError),
    ("E204", ftcert.Rejected, 1, ValueError),
    ("E301", ftcert.CannotRead, 3, OSError),
    ("E311", ftcert.Malformed, 3, ValueError),
    ("E403", ftcert.CannotWrite, 4, OSError),
    ("E404", ftcert.LimitReached, 4, ftcert.Error),
    ("E405", ftcert.TimeReached, 4, TimeoutError),
    ("E501", ftcert.Incomplete, 5, ftcert.Error),
    ("E901", ftcert.InternalError, 6, RuntimeError),
]


@pytest.mark.parametrize("identifier, kind, exit_code, base", FAMILIES)
def test_families(identifier, kind, exit_code, base):
    for file, line, place in ((None, None, ""), ("d.csv", None, " d.csv:"), ("d.csv", 7, " d.csv:7:")):
        error = error_of(identifier, "expected 1, found 2", file, line)
        error.messages = ("said before",)
        assert type(error) is kind and isinstance(error, base) and isinstance(error, ftcert.Error)
        assert (error.identifier, error.number, error.exit_code) == (identifier, int(identifier[1:]), exit_code)
        assert (error.file, error.line, error.text) == (file, line, "expected 1, found 2")
        assert str(error) == f"{identifier}{place} expected 1, found 2"
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


def test_every_identifier_has_a_class(repository):
    """Those of src/ftcert/core/error.hpp."""
    text = (repository / "src/ftcert/core/error.hpp").read_text()
    numbers = re.findall(r"^  k\w+ = ([0-9]{3}),", text, re.M)
    assert len(numbers) > 50
    for number in numbers:
        error = error_of("E" + number, "text")
        assert error.exit_code in range(1, 7) and type(error) is not ftcert.Error


def test_a_file_and_a_line(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("x,label\n0,1\n1,two\n")
    with pytest.raises(ftcert.Malformed) as caught:
        ftcert.certify(path)
    error = caught.value
    assert (error.identifier, error.number, error.file, error.line, error.exit_code) == ("E311", 311, str(path), 3, 3)
    assert "'two'" in error.text and str(error).startswith(f"E311 {path}:3: ")
    assert error.__suppress_context__  # the extension's own exception is not shown beside it


def test_what_was_said_before(tmp_path):
    with pytest.raises(ftcert.Incomplete) as caught:
        ftcert.refute([0, 1, 2, 3], [None, 1, None, 5], neurons=3)
    assert any("samples" in message for message in caught.value.messages)
    with pytest.raises(ftcert.Malformed) as caught:
        ftcert.check("FTCERT 9.0\nEND\n")
    assert caught.value.identifier == "E302" and caught.value.last_line.startswith("s NOT VERIFIED E302")
