"""Intervals and classes become the cells that data files have for them."""
import io
import math
from fractions import Fraction

import numpy
import pytest

from ftcert._inputs import gather


def of(**said):
    K = len(next(iter(said.values())))
    inputs = gather(numpy.arange(K), **said)
    name, data = inputs.labels
    assert name == "y.csv"
    return data.decode(), inputs.options


@pytest.mark.parametrize(
    "said, cells",
    [
        (dict(y=["1..2", ">=1/2", "<=-0.5", None, 3, "0x1p-1"]), ["1..2", ">=1/2", "<=-1/2", "NaN", "3", "1/2"]),
        (dict(y=[" 1.5..2 ", ">= 1", "-1..-0.5"]), ["3/2..2", ">=1", "-1..-1/2"]),
        (dict(y=numpy.array(["1..2", "", "7"])), ["1..2", "NaN", "7"]),
        (dict(lower=[0, None, 1, -math.inf], upper=[1, 2, math.inf, None]), ["0..1", "<=2", ">=1", "NaN"]),
        (dict(lower=numpy.array([0, -math.inf, 1]), upper=numpy.array([1, math.nan, 1], "f4")), ["0..1", "NaN", "1..1"]),
        (dict(lower=numpy.array([1, 2])), [">=1", ">=2"]),
        (dict(upper=[Fraction(1, 3), "0.1"]), ["<=1/3", "<=1/10"]),
        (dict(lower=numpy.ma.masked_array([1.0, 2.0], [True, False]), upper=[5, 5]), ["<=5", "2..5"]),
    ],
)
def test_intervals(said, cells):
    text, options = of(**said)
    assert text == "\n".join(["label", *cells]) + "\n"
    assert options == {"label": ["label"], "tolerance": "0"}


def test_intervals_of_several_outputs():
    text, options = of(lower=[[0, None], [1, 2]], upper=numpy.array([[1.0, 5], [math.nan, 2]]))
    assert text == "0,1\n0..1,<=5\n>=1,2..2\n" and options == {"label": ["0", "1"], "tolerance": "0"}


def test_a_tolerance_is_named_only_where_it_is_needed():
    assert "tolerance" not in of(y=[1, None])[1]
    assert of(y=[1, None], tolerance=Fraction(1, 3))[1]["tolerance"] == "1/3"
    assert of(y=["1..2", None], tolerance=0.5)[1]["tolerance"] == "1/2"


@pytest.mark.parametrize(
    "classes, cells",
    [
        ([3, None, "0|1", {2, 0}, (1, 4), frozenset([5]), [1]], ["3", "NaN", "0|1", "0|2", "1|4", "5", "1"]),
        ([3.0, math.nan, numpy.int8(2), Fraction(4, 2), "07"], ["3", "NaN", "2", "2", "7"]),
        (numpy.array([1, {0, 2}, None], object), ["1", "0|2", "NaN"]),
    ],
)
def test_classes(classes, cells):
    text, options = of(classes=classes)
    assert text == "\n".join(["class", *cells]) + "\n" and options == {"class_": "class"}


@pytest.mark.parametrize("dtype", [int, float, numpy.uint8, bool])
def test_classes_in_arrays_stay_arrays(dtype):
    inputs = gather(numpy.arange(2), classes=numpy.array([0, 1], dtype))
    assert inputs.labels[0] == "y.npy" and inputs.options == {"class_": "0"}
    assert numpy.load(io.BytesIO(inputs.labels[1])).tolist() == [0, 1]
