"""Arrays, lists and data frames become files that hold the same numbers: the files are read back here, by numpy.load or csv and Fraction."""
import csv
import decimal
import io
import math
import sys
from fractions import Fraction

import numpy
import pandas
import pytest

import ftcert
from ftcert._inputs import gather


def table_of(file):
    """(names, rows) of a file; None stands for what is missing. Independent of the package: nothing of it is called."""
    name, data = file
    if name.endswith(".npy"):
        array = numpy.load(io.BytesIO(data), allow_pickle=False)
        flat = array.reshape(len(array), -1)
        rows = [[None if v != v else Fraction(*v.as_integer_ratio()) if array.dtype.kind == "f" else Fraction(int(v)) for v in row] for row in flat]
        return [str(j) for j in range(flat.shape[1])], rows
    names, *cells = csv.reader(io.StringIO(data.decode(), newline=""))
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # here alone: the package has to do without
    try:
        return names, [[None if cell == "NaN" else Fraction(cell) for cell in row] for row in cells]
    finally:
        sys.set_int_max_str_digits(limit)


def samples(X, y=None, **options):
    return table_of(gather(X, [0] * len(X) if y is None else y, **options).data[0])


def labels(y, K):
    return table_of(gather(numpy.arange(K), y).labels)[1]


VALUES = [[0, 1, 2], [3, 4, 250]]


@pytest.mark.parametrize("dtype", "? b B h H i I l L q Q e f d g O >f8 >i4 U".split())
def test_every_type(dtype):
    array = numpy.array(VALUES, numpy.uint8).astype(dtype)
    expected = [[Fraction({"?": min(v, 1), "b": v - 256 * (v > 127)}.get(dtype, v)) for v in row] for row in VALUES]
    for layout in (array, numpy.asfortranarray(array), numpy.repeat(array, 2, axis=1)[:, ::2]):
        assert samples(layout)[1] == expected
    assert labels(array[:, 1], 2) == [[row[1]] for row in expected]


def test_extremes_are_exact():
    assert samples(numpy.array([[2**64 - 1], [0]], numpy.uint64))[1] == [[Fraction(2**64 - 1)], [0]]
    assert samples(numpy.array([[-(2**63)], [2**63 - 1]], numpy.int64))[1] == [[Fraction(-(2**63))], [Fraction(2**63 - 1)]]
    for dtype in (numpy.float16, numpy.float32, numpy.float64, numpy.longdouble):
        limits = numpy.finfo(dtype)
        some = [limits.max, limits.tiny, limits.smallest_subnormal, -limits.eps, dtype("0.1"), dtype("-0.0")]
        expected = [[Fraction(*map(int, v.as_integer_ratio()))] for v in some]
        assert samples(numpy.array(some, dtype).reshape(-1, 1))[1] == expected


def test_arrays_that_npy_can_hold_go_through_it():
    """So that a result is that of the command line for the file that numpy.save writes."""
    for array in (numpy.ones((2, 3), numpy.float32), numpy.ones((2, 2, 2)), numpy.ones(2, numpy.uint8), numpy.asfortranarray(numpy.eye(2))):
        stream = io.BytesIO()
        numpy.save(stream, array)
        assert gather(array, [0, 0]).data == [("X.npy", stream.getvalue())]
    assert [name for name, _ in gather(numpy.ones((1, 2), object), [0]).data] == ["X.csv"]


@pytest.mark.parametrize(
    "values, expected",
    [
        ([1, 0.5, "1/3", "0.1", Fraction(2, 3), decimal.Decimal("0.1"), True, numpy.float32(0.5), numpy.int8(-3)], "1 1/2 1/3 1/10 2/3 1/10 1 1/2 -3"),
        ([0.1], "3602879701896397/36028797018963968"),
        (range(3), "0 1 2"),
        ((numpy.array(1.5), 2), "3/2 2"),
        ([10**40, Fraction(1, 10**40)], f"{10**40} 1/{10**40}"),
    ],
)
def test_lists(values, expected):
    expected_rows = [[Fraction(word)] for word in expected.split()]
    assert samples(values)[1] == expected_rows
    assert samples([[v] for v in values])[1] == expected_rows
    assert samples(numpy.array([[v] for v in values], object))[1] == expected_rows
    assert labels(values, len(values)) == expected_rows


def test_equal_numbers_give_equal_bytes():
    """Of whatever type they are, where they go into text."""
    rows = [[[0.5, 3], [1, -2]], [[Fraction(1, 2), 3.0], [True, "-2"]], [[decimal.Decimal("0.50"), "6/2"], ["1e0", numpy.int8(-2)]]]
    assert len({gather(X, [1, 2]).data[0] for X in rows}) == 1
    assert len({gather([0, 1], y).labels for y in ([1, None], [1.0, math.nan], ["1", "NA"], [Fraction(1), pandas.NA], ["4/4", ""])}) == 1


def test_shapes():
    assert samples(numpy.zeros((3, 2, 2)))[0] == ["0", "1", "2", "3"]
    assert samples(numpy.arange(3))[1] == [[0], [1], [2]]
    assert samples([numpy.zeros(2), numpy.ones(2)])[1] == [[0, 0], [1, 1]]
    assert gather([numpy.zeros(2), numpy.ones(2)], [0, 1]).data[0][0] == "X.npy"
    assert samples([numpy.zeros(2), numpy.ones(2, int)])[1] == [[0, 0], [1, 1]]
    assert table_of(gather((row for row in ([1], [2])), [0, 0]).data[0])[1] == [[1], [2]]


def test_texts_in_bytes():
    """What is masked among them stays masked."""
    assert samples(numpy.array([[b"1/3", b"2.5"]]))[1] == [[Fraction(1, 3), Fraction(5, 2)]]
    assert labels(numpy.ma.masked_array([b"1", b"2", b""], [True, False, False]), 3) == [[None], [2], [None]]


def test_other_holders():
    grid = numpy.array([[1.5, 2], [3, 4]])
    assert samples(memoryview(grid))[1] == samples(grid)[1] == [[Fraction(3, 2), 2], [3, 4]]
    assert samples([numpy.array(Fraction(1, 3)), numpy.array(2.5)])[1] == [[Fraction(1, 3)], [Fraction(5, 2)]]


def test_names_that_a_table_cannot_begin_with():
    """A byte-order mark before the first name is part of the name; a name of blanks is none."""
    frame = pandas.DataFrame({"\ufeffa": [1, 2], "b": [3, 4]})
    assert "\ufeff".encode() not in gather(frame, [0, 0]).data[0][1][:3] and ftcert.certify(frame, [1, None]).dimension == 2
    for name in ("", " ", None):
        assert samples(pandas.Series([1, 2], name=name))[0] == ["0"]
        assert gather([1, 2], pandas.Series([1, 2], name=name)).options["label"] == ["label"]
    assert ftcert.certify(pandas.Series([0, 1], name=""), pandas.Series([None, 1], name=" ")).neurons == 1


def test_what_keeps():
    masked = numpy.ma.masked_array([1, 2, 3], [False, True, False])
    of_pandas = [pandas.array([1, None, 3], dtype="Int64"), pandas.Series([1, None, 3])]
    of_numpy = [masked, *(masked.astype(kind) for kind in (float, numpy.longdouble, object)), numpy.array([1, None, 3])]
    for y in of_pandas + of_numpy + [[1, math.nan, 3], [1, "NA", "3"]]:
        assert labels(y, 3) == [[1], [None], [3]]
    assert labels(numpy.array([[1.0, math.nan], [math.nan, 2]]), 2) == [[1, None], [None, 2]]
    assert labels([[1, None], [None, 2]], 2) == [[1, None], [None, 2]]
    assert labels(numpy.ma.masked_array([1.0, math.nan], [True, False]), 2) == [[None], [None]]
    assert samples(numpy.ma.masked_array([[1.0], [2.0]], False))[1] == [[1], [2]]


class TestFrames:
    frame = pandas.DataFrame({"a": [1, 2], "b, \"c\"": [0.1, Fraction(1, 3)], "label": [None, 2.5], "k": pandas.array([1, None], dtype="Int64"), "f": [0, 1]})
    features = [[Fraction(1), Fraction(0.1)], [Fraction(2), Fraction(1, 3)]]

    def read(self, X, y=None, **options):
        inputs = gather(X, y, **options)
        return inputs, *table_of(inputs.data[0])

    def test_parts(self):
        X = self.frame[["a", 'b, "c"', "label", "f"]]
        inputs, names, rows = self.read(X, frozen=["f"])
        assert names == ["a", 'b, "c"', "label", "f"] and inputs.labels is None
        assert rows == [self.features[0] + [None, 0], self.features[1] + [Fraction(5, 2), 1]]
        assert inputs.options == {"features": ["a", 'b, "c"'], "label": ["label"], "frozen": ["f"]}

    def test_series(self):
        inputs, names, rows = self.read(self.frame[["a"]], self.frame["k"])
        assert (names, rows) == (["a"], [[1], [2]])
        assert table_of(inputs.labels) == (["k"], [[1], [None]]) and inputs.options["label"] == ["k"]

    def test_classes(self):
        inputs, names, rows = self.read(self.frame[["a", "k"]], classes="k")
        assert (names, rows) == (["a", "k"], [[1, 1], [2, None]])
        assert inputs.options == {"features": ["a"], "class_": "k"}

    def test_several_labels(self):
        inputs, names, rows = self.read(self.frame[["a", "label", "k"]], ["label", "k"])
        assert names == ["a", "label", "k"] and inputs.options["label"] == ["label", "k"]
        assert rows == [[1, None, 1], [2, Fraction(5, 2), None]]

    def test_frames_like_those_of_other_libraries(self):
        """With the names that polars has: integers of which some are missing become floats as arrays, and not as lists."""

        class Series:
            def __init__(self, values):
                self.values = values

            def null_count(self):
                return self.values.count(None)

            def to_list(self):
                return self.values

            def __array__(self, dtype=None):
                return numpy.array(self.values, float)

        class Frame:
            columns = ["u", "v", "label"]

            def __getitem__(self, name):
                return Series({"u": [1.5, 2], "v": [3, 4], "label": [None, 2**60 + 1]}[name])

        inputs, names, rows = self.read(Frame(), "label")
        assert (names, rows) == (["u", "v", "label"], [[Fraction(3, 2), 3, None], [2, 4, 2**60 + 1]])


@pytest.mark.parametrize(
    "X, frozen, names, kind",
    [
        (numpy.ones((2, 3)), numpy.ones(2), ["3"], "npy"),
        (numpy.ones((2, 3), numpy.float32), numpy.ones((2, 2)), ["3", "4"], "npy"),
        (numpy.ones((2, 3), int), numpy.ones(2), ["f0"], "csv"),
        (numpy.ones((2, 3)), [Fraction(1, 3), "0.1"], ["f0"], "csv"),
        ([[1], [2]], [[1, 2], [3, 4]], ["f0", "f1"], "csv"),
        (numpy.ones((2, 1)), pandas.Series([1, 2], name="old"), ["old"], "csv"),
    ],
)
def test_values_of_f_stand_beside_the_samples(X, frozen, names, kind):
    inputs = gather(X, [0, 1], frozen=frozen)
    found, rows = table_of(inputs.data[0])
    assert inputs.data[0][0] == "X." + kind and inputs.options["frozen"] == names and found[-len(names) :] == names
    expected = [[Fraction(v) for v in numpy.atleast_1d(numpy.array(row, object))] for row in list(frozen)]
    assert [row[-len(names) :] for row in rows] == expected


def test_files_stay_files(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("x,label\n1,2\n")
    other = tmp_path / "l.csv"
    other.write_text("label\n3\n")
    for X in (path, str(path), [path]):
        assert gather(X).data == [(str(path), b"x,label\n1,2\n")]
    inputs = gather(path, other, frozen=["f"])
    assert inputs.labels == (str(other), b"label\n3\n") and inputs.options == {"frozen": ["f"]}
    assert gather(path, "label").options == {"label": ["label"]} and gather(path, classes="c").options == {"class_": "c"}
    assert gather(path, [5]).labels == ("y.csv", b"label\n5\n")
    assert gather([path, path]).data == 2 * [(str(path), b"x,label\n1,2\n")]
