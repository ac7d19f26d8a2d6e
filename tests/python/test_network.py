"""A network as a function: beside another evaluation, by matrices of objects."""
import gzip
import pickle
import random
from fractions import Fraction

import numpy
import pandas
import pytest

import ftcert


def random_network(shape, seed):
    """Layers of texts, as a certificate has them, and the same of Fractions."""
    random.seed(seed)

    def number():
        return Fraction(random.randint(-9, 9), random.choice([1, 2, 4, 3]))

    layers = [([[number() for _ in range(n)] for _ in range(m)], [number() for _ in range(m)]) for n, m in zip(shape, shape[1:])]
    return ftcert.ReluNetwork([([[str(w) for w in row] for row in W], [str(b) for b in bias]) for W, bias in layers]), layers


def by_matrices(layers, x):
    """Affine maps of augmented vectors: a matrix with the bias as its last column, in numpy's products of objects."""
    values = numpy.array([*x, Fraction(1)], object)
    for number, (W, bias) in enumerate(layers):
        values = numpy.append(numpy.column_stack([numpy.array(W, object), numpy.array(bias, object)]).dot(values), Fraction(1))
        if number + 1 < len(layers):
            values = (values + abs(values)) / 2
    return values[:-1].tolist()


def test_values_by_hand():
    """|x - 1| - 2 max(y, 0) + 1/2."""
    g = ftcert.ReluNetwork([([["1", "0"], ["-1", "0"], ["0", "1"]], ["-1", "1", "0"]), ([["1", "1", "-2"]], ["1/2"])])
    assert g([[0, 0], [3, "1/3"], ["1/2", -5], [1, 0]]) == [Fraction(3, 2), Fraction(11, 6), 1, Fraction(1, 2)]


@pytest.mark.parametrize("shape", [(1, 3, 1), (2, 3, 2), (3, 2, 2, 1), (2, 2, 3, 2, 2), (2, 1)])
def test_exact_values(shape):
    for seed in range(5):
        g, layers = random_network(shape, seed)
        points = [[Fraction(random.randint(-20, 20), random.randint(1, 5)) for _ in range(shape[0])] for _ in range(6)]
        expected = [by_matrices(layers, x) for x in points]
        if shape[-1] == 1:
            expected = [values[0] for values in expected]
        assert g(points) == expected
        assert g([[str(v) for v in x] for x in points]) == expected
        assert g(numpy.array(points, object)).tolist() == expected
        whole = [[int(v) for v in x] for x in points]
        assert g(numpy.array(whole)).tolist() == g(whole) == g(tuple(map(tuple, whole)))
        if shape[0] > 1:
            assert g(points[0]) == expected[0]
        else:
            assert g(points[0][0]) == expected[0] and g([x[0] for x in points]) == expected


@pytest.mark.parametrize("dtype", [numpy.float16, numpy.float32, numpy.float64, numpy.longdouble])
def test_float_arrays_are_computed_in_their_type(dtype):
    g, layers = random_network((3, 4, 2), 1)
    x = numpy.array([[0.5, 1, -2], [3, 0.25, 1]], dtype)
    result = g(x)
    assert result.dtype == dtype and result.shape == (2, 2)
    exact = g([[Fraction(float(v)) for v in row] for row in x])
    for found, expected in zip(result.ravel(), numpy.array(exact).ravel()):
        assert abs(Fraction(*map(int, found.as_integer_ratio())) - expected) <= 200 * Fraction(float(numpy.finfo(dtype).eps))
    (W, b), (V, c) = g.weights_float(dtype)
    assert W.dtype == dtype and W.shape == (4, 3) and b.shape == (4,)
    assert (result == numpy.maximum(x @ W.T + b, dtype(0)) @ V.T + c).all()
    assert g(x[0]).shape == (2,) and g(x.reshape(2, 3, 1)).tolist() == result.tolist()


def test_shapes_of_one_variable_and_one_output():
    g, _ = random_network((1, 2, 1), 3)
    assert g(numpy.array([1.0, 2])).shape == g(numpy.array([[1.0], [2]])).shape == (2,)
    assert g(numpy.float64(1)).shape == () and isinstance(g(numpy.float32(1)), numpy.float32)
    assert g(numpy.array([1, 2])).dtype == object and g(numpy.array(1)) == g(1) == g("1") == g(1.0)
    assert g([0.5]) == [g(Fraction(1, 2))]
    assert g(pandas.DataFrame({"a": [1.0, 2]})).dtype == float and g(pandas.Series([1, 2])).tolist() == g([1, 2])


def test_a_centre_is_subtracted_first():
    texts = [([["1", "2"], ["-1", "1/2"]], ["1/3", "0"]), ([["1", "-3"]], ["2"])]
    centred, plain = ftcert.ReluNetwork(texts, ["1/2", "-2"]), ftcert.ReluNetwork(texts)
    points = [[Fraction(i, 3), Fraction(2 - i)] for i in range(-4, 5)]
    assert [centred(x) for x in points] == [plain([x - Fraction(1, 2), y + 2]) for x, y in points]
    assert pickle.loads(pickle.dumps(centred))(points) == centred(points)
    x = numpy.array([[0.3, 1e9], [5, -2]], "f4")
    assert (centred(x) == plain(x - numpy.array([0.5, -2], "f4"))).all()


def test_sizes_and_weights():
    g, layers = random_network((2, 3, 4, 2), 3)
    assert (g.layers, g.widths, g.neurons, g.dimension, g.outputs) == (3, (3, 4), 7, 2, 2)
    assert [[list(row) for row in W] for W in g.weights] == [W for W, _ in layers]
    assert [list(b) for b in g.biases] == [b for _, b in layers]
    again = pickle.loads(pickle.dumps(g))
    assert (again.weights, again.biases) == (g.weights, g.biases)


@pytest.mark.parametrize("x", [[1, 2, 3], [[1, 2, 3]], numpy.ones((2, 3)), numpy.ones(3), 5, numpy.ones((2, 3), int), numpy.float64(1)])
def test_wrong_shapes(x):
    g, _ = random_network((2, 3, 1), 3)
    with pytest.raises(ftcert.ArgumentError) as caught:
        g(x)
    assert (caught.value.identifier, caught.value.argument) == ("E202", "x") and caught.value.expected == "samples of 2 values"


def test_wrong_values():
    g, _ = random_network((2, 3, 1), 3)
    for x, identifier in (([[1, None]], "E316"), ([[1, "a"]], "E311"), (numpy.array([[1, None]]), "E316"), ([1, 2j], "E311")):
        with pytest.raises(ftcert.ArgumentError) as caught:
            g(x)
        assert (caught.value.identifier, caught.value.argument) == (identifier, "x")


@pytest.mark.parametrize("layers, format", [(2, None), (3, None), (2, "float32")])
def test_a_constant(layers, format):
    """Without neurons: samples have as many values as before all the same."""
    g = ftcert.certify([[1, 2, 3], [4, 5, 6]], [5, 5], layers=layers, format=format)
    assert (g.neurons, g.dimension, g.g.dimension) == (0, 3, 3)
    assert g([[1, 2, 3], [0, "1/2", 0]]) == [5, 5] and g([1, 2, 3]) == 5
    assert g(numpy.zeros((2, 3), "f4")).tolist() == [5, 5] and pickle.loads(pickle.dumps(g.g))([1, 2, 3]) == 5
    assert [W.shape for W, _ in g.weights_float()] == [(0, 3)] + [(0, 0)] * (layers - 2) + [(1, 0)]
    assert g.margin is None or g.margin.nonzero_preactivation == (None,) * (layers - 1)
    with pytest.raises(ftcert.ArgumentError, match="samples of 3 values"):
        g([[1, 2]])


def test_weights_beyond_the_largest_float():
    """Then the values are exact ones, rounded: not infinity less infinity."""
    g = ftcert.certify([0, 1, 2], [None, 10**400, None])
    assert not numpy.isfinite(g.weights_float()[1][0]).all()
    assert g(numpy.array([0.0, 1, 2, numpy.nan]))[:3].tolist() == [0, numpy.inf, 0] and numpy.isnan(g(numpy.array(numpy.nan)))
    h = ftcert.certify([0, 1, 2], [None, 60000, None])
    assert not numpy.isfinite(h.weights_float("f2")[1][0]).all() and h(numpy.array([0, 1, 1.5], "f2")).tolist() == [0, 60000, 30000]
    assert h(numpy.array([0, 1, 1.5], "f2")).dtype == numpy.float16


def test_kinds_of_samples():
    g, h = ftcert.certify([0, 1, 2], [None, 1, None]), ftcert.certify([[0, 0], [1, 0], [0, 1]], [None, 1, None])
    for some in (range(3), iter([0, 1, 2]), (x for x in (0, "1", 2)), [numpy.array(0.0), 1, 2], numpy.array([0, 1, 2]), pandas.Series([0, 1, 2])):
        assert list(g(some)) == [0, 1, 0]
    for some in (numpy.matrix([[1.0, 0]]), numpy.ma.masked_array([[1.0, 0]], False), ([1, 0] for _ in range(1)), [numpy.array([1, 0])]):
        assert list(h(some)) == [1]
    for masked in (numpy.ma.masked_array([[1.0, 0]], [[False, True]]), numpy.ma.masked_array([[1, 0]], [[False, True]])):
        with pytest.raises(ftcert.ArgumentError) as caught:
            h(masked)
        assert (caught.value.identifier, caught.value.index) == ("E316", (0, 1))
    for empty in (numpy.zeros((0, 2)), numpy.zeros((0, 2), int), [], numpy.zeros((0, 3), "f4")):
        with pytest.raises(ftcert.ArgumentError) as caught:
            h(empty)
        assert caught.value.identifier == "E314"
    for wrong in ({1: 2}, {1, 2}, b"1", numpy.zeros(2, complex), object()):
        with pytest.raises(ftcert.ArgumentError):
            g(wrong)


@pytest.mark.parametrize("dtype", [int, "O", "c8", "U", "?", "M8[ns]", "no type"])
def test_types_that_are_none_of_floats(dtype):
    g = ftcert.certify([0, 1, 2], [None, 1, None])
    for call in (g.weights_float, ftcert.worst(6, 2).arrays, lambda kind: ftcert.evaluate([0], certificate=g).floats("g", kind)):
        with pytest.raises(ftcert.ArgumentTypeError) as caught:
            call(dtype)
        assert caught.value.argument == "dtype"


def test_columns_of_a_frame_are_taken_by_name():
    """As evaluate takes those of a file."""
    frame = pandas.DataFrame({"a": [0, 1, 2, 3], "b c": [5, 7, 1, 0], "label": [None, 1, 2, None]})
    g = ftcert.certify(frame)
    expected = g(frame[["a", "b c"]].to_numpy()).tolist()
    for other in (frame[["a", "b c"]], frame[["b c", "a"]], frame.assign(more=1)[["more", "b c", "a"]]):
        assert g(other).tolist() == expected
        for certificate in (g, g.certificate, gzip.compress(g.certificate_bytes)):
            assert [row[0] for row in ftcert.evaluate(other, certificate=certificate).g] == expected
    for call in (g, lambda X: ftcert.evaluate(X, certificate=g)):
        with pytest.raises(ftcert.Error) as caught:
            call(frame[["a"]].assign(c=1))
        assert caught.value.identifier == "E312" and "b c" in str(caught.value)
    of_arrays = ftcert.certify(frame[["a", "b c"]].to_numpy(), frame["label"])
    for X in (frame[["a", "b c"]], frame[["a", "b c"]].to_numpy()):
        assert of_arrays(X).tolist() == expected and [row[0] for row in ftcert.evaluate(X, certificate=of_arrays).g] == expected


def test_pieces_of_a_sum():
    """g of several directions has none of its own."""
    random.seed(3)
    X = [[random.randint(-9, 9) for _ in range(4)] for _ in range(40)]
    g = ftcert.certify(X, [5 if i % 7 == 0 else None for i in range(40)], construction="hyperplane-units")
    with pytest.raises(ftcert.UsageError) as caught:
        g.kinks
    assert caught.value.identifier == "E104" and g.pieces((0, 1)).kinks and hash(g.pieces((0, 1))) == hash(g.pieces((0, 1)))
    for through in ((0, 0), (0, 40), (-1, 0), (0,), (0, 1, 2), (0.5, 1), "01", 5):
        with pytest.raises(ftcert.ArgumentError) as caught:
            g.pieces(through)
        assert caught.value.argument == "through" and "0 to 39" in str(caught.value)
