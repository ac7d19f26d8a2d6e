"""Whatever is wrong with an argument is said with its name, the place in it, what was expected and what was found: a row for each rule."""
import io
import math
import pickle
from fractions import Fraction

import numpy
import pandas
import pytest

import ftcert
from ftcert._inputs import gather
from ftcert._jobs import network_file

X = numpy.arange(6.0).reshape(3, 2)
Y = [0, None, 1]
NAN = math.nan
FRAME = pandas.DataFrame({"a": [1.0, 2, 3], "b": [1, NAN, 3], "when": pandas.to_datetime(["2020-01-01"] * 3)})


class Sparse:
    def toarray(self):
        raise AssertionError("not asked for")


class Module:
    def state_dict(self):
        raise AssertionError("not asked for")


def at(values, place, value):
    changed = numpy.array(values)
    changed[place] = value
    return changed


def lists(place, value):
    rows = [[1, 2], [3, 4], [5, 6]]
    rows[place[0]][place[1]] = value
    return rows


# arguments of gather, and of the error: identifier, argument, index, part of what was expected, part of what was found
ROWS = [
    # X: values
    (dict(X=at(X, (1, 0), NAN), y=Y), "E316", "X", (1, 0), "finite number", "NaN"),
    (dict(X=at(X, (2, 1), math.inf), y=Y), "E316", "X", (2, 1), "finite number", "infinity"),
    (dict(X=at(X.astype("f2"), (0, 1), -math.inf), y=Y), "E316", "X", (0, 1), "finite number", "-infinity"),
    (dict(X=at(X.astype("g"), (0, 1), NAN), y=Y), "E316", "X", (0, 1), "finite number", "NaN"),
    (dict(X=at(X, (1, 0), NAN).reshape(3, 2, 1), y=Y), "E316", "X", (1, 0, 0), "finite number", "NaN"),
    (dict(X=at(X[:, 0], 1, NAN), y=Y), "E316", "X", (1,), "finite number", "NaN"),
    (dict(X=numpy.ma.masked_greater(X, 4), y=Y), "E316", "X", (2, 1), "finite number", "masked"),
    (dict(X=numpy.ma.masked_greater(X.astype(object), 4), y=Y), "E316", "X", (2, 1), "finite number", "--"),
    (dict(X=lists((1, 1), None), y=Y), "E316", "X", (1, 1), "finite number", "None"),
    (dict(X=lists((1, 1), NAN), y=Y), "E316", "X", (1, 1), "finite number", "NaN"),
    (dict(X=[1, 2, math.inf], y=Y), "E316", "X", (2,), "finite number", "infinity"),
    (dict(X=lists((0, 1), "five"), y=Y), "E311", "X", (0, 1), "number", "'five'"),
    (dict(X=lists((0, 1), "1/0"), y=Y), "E311", "X", (0, 1), "number", "denominator 0"),
    (dict(X=lists((0, 1), 1j), y=Y), "E311", "X", (0, 1), "number", "complex"),
    (dict(X=lists((0, 1), {}), y=Y), "E311", "X", (0, 1), "number", "dict"),
    (dict(X=lists((0, 1), [1]), y=Y), "E311", "X", (0, 1), "number", "list"),
    (dict(X=numpy.array(lists((2, 0), "five"), object), y=Y), "E311", "X", (2, 0), "number", "'five'"),
    (dict(X=numpy.array([["1", "2"], ["3", "?"], ["5", "6"]]), y=Y), "E311", "X", (1, 1), "number", "'?'"),
    # X: types
    (dict(X=X * 1j, y=Y), "E101", "X", None, "numbers", "complex128"),
    (dict(X=numpy.zeros(3, "M8[D]"), y=Y), "E101", "X", None, "numbers", "datetime64"),
    (dict(X=numpy.zeros(3, "i4,f8"), y=Y), "E101", "X", None, "numbers", "('f0'"),
    (dict(X=None, y=Y), "E101", "X", None, "numbers", "None"),
    (dict(X=3, y=Y), "E101", "X", None, "numbers", "int"),
    (dict(X={1: 2}, y=Y), "E101", "X", None, "numbers", "dict"),
    (dict(X=Sparse(), y=Y), "E101", "X", None, "numbers", "X.toarray()"),
    (dict(X=bytearray(b"12"), y=[1, 2]), "E101", "X", None, "numbers", "bytearray"),
    (dict(X=io.StringIO("1\n2\n")), "E101", "X", None, "numbers", "use its path"),
    (dict(X=numpy.ma.masked_array(numpy.zeros(3, "i4,f8")), y=Y), "E101", "X", None, "numbers", "('f0'"),
    (dict(X=[numpy.timedelta64(3, "ns"), 1, 2], y=Y), "E311", "X", (0,), "number", "timedelta64"),
    (dict(X=[{1: 2}, {3: 4}, {5: 6}], y=Y), "E311", "X", (0,), "number", "dict"),
    (dict(X=numpy.array([b"1", b"\xff", b"3"]), y=Y), "E311", "X", (1,), "number", "b'\\xff'"),
    (dict(X=["1", "", "3"], y=Y), "E316", "X", (1,), "finite number", "an empty text"),
    # X: shapes
    (dict(X=numpy.zeros((0, 2)), y=[]), "E314", "X", None, "at least one sample", "none"),
    (dict(X=[], y=[]), "E314", "X", None, "at least one sample", "none"),
    (dict(X=numpy.zeros((0, 2), object), y=[]), "E314", "X", None, "at least one sample", "none"),
    (dict(X=numpy.zeros((0, 2), "g"), y=[]), "E314", "X", None, "at least one sample", "none"),
    (dict(X=numpy.zeros((3, 0)), y=Y), "E312", "X", None, "at least one column", "none"),
    (dict(X=numpy.array(5.0), y=Y), "E202", "X", None, "a row for each sample", "a single value"),
    (dict(X=[[1, 2], [3], [5, 6]], y=Y), "E313", "X", (1,), "2 entries", "1"),
    (dict(X=[[1, 2], 3, [5, 6]], y=Y), "E313", "X", (1,), "a row", "a single value"),
    (dict(X=[1, [2], 3], y=Y), "E313", "X", (1,), "a single value", "a row"),
    # X: data frames
    (dict(X=FRAME[["a", "b"]], y=Y), "E316", "X", (1, "b"), "finite number", "NaN"),
    (dict(X=FRAME[["a", "when"]], y=Y), "E101", "X", ("when",), "column of numbers", "datetime64"),
    (dict(X=FRAME[["a", "a"]], y=Y), "E312", "X", ("a",), "different names", "'a' twice"),
    (dict(X=FRAME[["a"]].rename(columns={"a": " "}), y=Y), "E312", "X", (0,), "a name", "' '"),
    (dict(X=FRAME[["a"]].rename(columns={"a": "a\0"}), y=Y), "E312", "X", (0,), "without NUL", "'a\\x00'"),
    (dict(X=FRAME[["a"]].rename(columns={"a": "\ud800"}), y=Y), "E312", "X", (0,), "lone surrogates", "'\\ud800'"),
    (dict(X=FRAME[["a"]], y=FRAME["a"].rename("\ud800")), "E312", "y", None, "lone surrogates", "'\\ud800'"),
    (dict(X=FRAME[["a"]], lower=FRAME["a"][::-1]), "E313", "lower", None, "index of X", "X.index"),
    (dict(X=FRAME[["a"]], lower=[1, 2, 3], upper=FRAME["a"][::-1]), "E313", "upper", None, "index of X", "X.index"),
    (dict(X=X, lower=FRAME["a"], upper=FRAME["a"][::-1]), "E313", "upper", None, "index of lower", "lower.index"),
    (dict(X=FRAME[["a"]], y="c"), "E312", "y", None, "column of X (a)", "'c'"),
    (dict(X=FRAME[["a"]], classes="c"), "E312", "classes", None, "column of X (a)", "'c'"),
    (dict(X=FRAME[["a"]], y=Y, frozen="c"), "E312", "frozen", None, "column of X (a)", "'c'"),
    (dict(X=FRAME[["a"]], y=FRAME["b"][::-1]), "E313", "y", None, "index of X", "another one"),
    (dict(X=FRAME[["a"]], y=Y, frozen=FRAME[["a"]]), "E312", "frozen", ("a",), "column that X does not have", "in both"),
    # y
    (dict(X=X, y=[1, 2]), "E313", "y", None, "3 rows, as X has", "2"),
    (dict(X=X, y=numpy.zeros((2, 3))), "E313", "y", None, "3 rows, as X has", "2"),
    (dict(X=X, y=None), "E312", "y", None, "labels", "None"),
    (dict(X=X, y="label"), "E101", "y", None, "data frame or a file", "ndarray"),
    (dict(X=X, y=5), "E101", "y", None, "numbers", "int"),
    (dict(X=X, y=numpy.array(5)), "E202", "y", None, "a row for each sample", "a single value"),
    (dict(X=X, y=numpy.zeros((3, 2, 2))), "E202", "y", None, "K x P", "3x2x2"),
    (dict(X=X, y=[0, math.inf, 1]), "E316", "y", (1,), "finite number", "infinity"),
    (dict(X=X, y=numpy.array([[0, 1], [2, math.inf], [0, 1]])), "E316", "y", (1, 1), "finite number", "infinity"),
    (dict(X=X, y=[0, "high", 1]), "E311", "y", (1,), "number", "'high'"),
    (dict(X=X, y=[0, ">=high", 1]), "E311", "y", (1,), "number", "'high'"),
    (dict(X=X, y=["0..inf", 0, 1]), "E316", "y", (0,), "finite number", "inf"),
    (dict(X=X, y=[[0, 1], [0], [1, 2]]), "E313", "y", (1,), "2 entries", "1"),
    (dict(X=X, y=numpy.zeros(3, complex)), "E101", "y", None, "numbers", "complex128"),
    # classes
    (dict(X=X, classes=[0, 1]), "E313", "classes", None, "3 rows, as X has", "2"),
    (dict(X=X, classes=[0, 1.5, 2]), "E311", "classes", (1,), "a class, counted from 0", "3/2"),
    (dict(X=X, classes=numpy.array([0, 1.5, 2])), "E311", "classes", (1,), "a class, counted from 0", "3/2"),
    (dict(X=X, classes=[0, -1, 2]), "E311", "classes", (1,), "a class, counted from 0", "-1"),
    (dict(X=X, classes=numpy.array([0, 1, -2])), "E311", "classes", (2,), "a class, counted from 0", "-2"),
    (dict(X=X, classes=[0, "cat", 2]), "E311", "classes", (1,), "a class, counted from 0", "'cat'"),
    (dict(X=X, classes=[0, "1|", 2]), "E311", "classes", (1,), "a class, counted from 0", ""),
    (dict(X=X, classes=[0, {1, "x"}, 2]), "E311", "classes", (1,), "a class, counted from 0", "'x'"),
    (dict(X=X, classes=[0, set(), 2]), "E311", "classes", (1,), "a class", "without one"),
    (dict(X=X, classes=numpy.zeros((3, 2))), "E202", "classes", None, "one class", "rows of 2"),
    (dict(X=X, classes="cl"), "E101", "classes", None, "data frame or a file", "ndarray"),
    # frozen
    (dict(X=X, y=Y, frozen=[1, 2]), "E313", "frozen", None, "3 rows, as X has", "2"),
    (dict(X=X, y=Y, frozen=[1, None, 2]), "E316", "frozen", (1,), "finite number", "None"),
    (dict(X=X, y=Y, frozen=numpy.array([[1], [NAN], [2]])), "E316", "frozen", (1, 0), "finite number", "NaN"),
    (dict(X=X, y=Y, frozen=X * 1j), "E101", "frozen", None, "numbers", "complex128"),
    (dict(X=X, y=Y, frozen="f"), "E101", "frozen", None, "data frame or a file", "ndarray"),
    # intervals, options
    (dict(X=X, lower=[0, 1]), "E313", "lower", None, "3 rows, as X has", "2"),
    (dict(X=X, upper=[0, 1]), "E313", "upper", None, "3 rows, as X has", "2"),
    (dict(X=X, lower=[0, 1, 2], upper=[0, 1]), "E313", "upper", None, "3 rows", "2"),
    (dict(X=X, lower=X, upper=X[:, 0]), "E202", "upper", None, "2 columns, as lower has", "1"),
    (dict(X=X, lower=[0, math.inf, 0]), "E316", "lower", (1,), "finite number", "infinity"),
    (dict(X=X, upper=numpy.array([0, 0, -math.inf])), "E316", "upper", (2,), "finite number", "-infinity"),
    (dict(X=X, y=Y, tolerance="wide"), "E311", "tolerance", None, "a number", "'wide'"),
    (dict(X=X, y=Y, tolerance=NAN), "E311", "tolerance", None, "a number", "NaN"),
    (dict(X=X, y=Y, model=5), "E101", "model", None, "ONNX file", "int"),
    (dict(X=X, y=Y, model=Module()), "E101", "model", None, "ONNX file", "torch.onnx.export"),
]


@pytest.mark.parametrize("arguments, identifier, argument, index, expected, found", ROWS)
def test_arguments(arguments, identifier, argument, index, expected, found):
    with pytest.raises(ftcert.ArgumentError) as caught:
        gather(**arguments)
    error = caught.value
    assert (error.identifier, error.argument, error.index) == (identifier, argument, index)
    assert expected in error.expected and found in error.found + error.hint
    place = argument if index is None else f"{argument}[{', '.join(map(repr, index))}]"
    assert str(error).startswith(f"{identifier} {place}: expected {error.expected}, found {error.found}")
    assert isinstance(error, ValueError) and isinstance(error, TypeError) == (identifier == "E101")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    "arguments, words",
    [
        (dict(y=Y, classes=[0, 1, 2]), "one of y and classes, found both"),
        (dict(y=Y, lower=Y), "one of y and lower or upper, found both"),
        (dict(classes=Y, upper=Y, y=Y), "one of y and classes and lower or upper, found all"),
        (dict(y=Y, model="f.onnx", frozen=Y), "one of model and frozen, found both"),
    ],
)
def test_arguments_that_exclude_each_other(arguments, words):
    with pytest.raises(ftcert.UsageError, match=words):
        gather(X, **arguments)


def test_files_that_are_not_there(tmp_path):
    for arguments in (dict(X=tmp_path / "no.csv"), dict(X=X, y=Y, model=str(tmp_path / "no.csv")), dict(X=X, y=tmp_path / "no.csv")):
        with pytest.raises(ftcert.CannotRead) as caught:
            gather(**arguments)
        assert isinstance(caught.value, OSError) and caught.value.file == str(tmp_path / "no.csv")
        assert str(caught.value) == f"E301 {tmp_path / 'no.csv'}: cannot be read: No such file or directory"


@pytest.mark.parametrize(
    "network, argument, index",
    [
        ([[1, 2]], "network[0][0]", None),
        ([1], "network", (0,)),
        ([([[1], [2]], [0])], "network", (0,)),
        ([([[1], [Fraction(1, 2)]], [0, 1]), ([[1, NAN]], [0])], "network[1][0]", (0, 1)),
        (ftcert.ReluNetwork([([], []), ([[]], ["5"])], dimension=2), "network", (0,)),
    ],
)
def test_networks(network, argument, index):
    with pytest.raises(ftcert.ArgumentError) as caught:
        network_file(network)
    assert (caught.value.argument, caught.value.index) == (argument, index)
