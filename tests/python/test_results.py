"""The objects that certify, refute, solve and worst return."""
import copy
import html
import json
import os
import pickle
import xml.etree.ElementTree
from fractions import Fraction

import numpy
import pytest

import ftcert

X, Y = [0, 1, 2, 3], [None, 1, None, 5]


@pytest.fixture(scope="module")
def g():
    return ftcert.certify(X, Y)


@pytest.fixture(scope="module")
def running(repository):
    """A network that runs in float32, with its model."""
    data = repository / "data/diabetes"
    return ftcert.certify(data / "changed.csv", model=data / "model.onnx", patch=True)


def test_a_network_fits(g):
    assert (g.layers, g.samples, g.changed, g.dimension, g.outputs) == (2, 4, 2, 1, 1)
    assert g.claim == f"interpolation layers=2 neurons={g.neurons} samples=4 changed=2"
    assert g.last_line == "s CERTIFIED " + g.claim and repr(g) == f"<ftcert.Network: {g.claim}>"
    assert g(X) == [0, 1, 0, 5] and sum(g.widths) == g.neurons == len(g.biases[0])
    assert g.lower_bound <= g.neurons <= int(g.paper_bound) and g.summary["neurons"] == g.neurons
    assert (g.deviation, g.output_deviation, g.class_margin, g.exact_certificate, g.patched) == (None,) * 5


def test_weights_are_those_of_the_certificate(g):
    """Read here from the certificate's lines."""
    lines = [line.split() for line in g.certificate.splitlines()]
    first = lines.index(["network", "g", "2"])
    rows = [[Fraction(word) for word in line[1:]] for line in lines[first : first + 3 + g.neurons + 1] if line[0] == "row"]
    assert [[b, *w] for W, bias in zip(g.weights, g.biases) for w, b in zip(W, bias)] == rows
    for (W, b), matrix, bias in zip(g.weights_float("f4"), g.weights, g.biases):
        assert W.dtype == b.dtype == numpy.float32 and W.tolist() == [list(map(float, row)) for row in matrix]


def test_kinks_are_where_the_slope_changes(g):
    pieces = g.pieces()
    places = [kink.at for kink in pieces.kinks]
    assert places == sorted(places) and len(pieces.slopes) == len(pieces.intercepts) == len(places) + 1 and g.kinks == pieces.kinks
    ends = [places[0] - 1, *places, places[-1] + 1]
    for slope, intercept, left, right in zip(pieces.slopes, pieces.intercepts, ends, ends[1:]):
        for t in (left, (left + right) / 2, right):
            assert g(t) == slope[0] * t + intercept[0]
    for kink, before, after in zip(pieces.kinks, pieces.slopes, pieces.slopes[1:]):
        assert kink.signs == ((1,) if after > before else (-1,))


def test_pieces_through_samples():
    square = [[0, 0], [0, 1], [1, 0], [1, 1], ["1/2", "1/3"]]
    h = ftcert.certify(square, [0, 1, 1, 0, 0])
    pieces = h.pieces((0, 3))  # t = 0 at the first point, 1 at the other
    places = [kink.at for kink in pieces.kinks]
    for slope, intercept, left, right in zip(pieces.slopes, pieces.intercepts, [-1, *places], [*places, 2]):
        for t in (left, right):
            assert h([t, t]) == slope[0] * t + intercept[0]
    with pytest.raises(ftcert.Error):
        h.pieces((0, 9))


def test_margins(g):
    """The least distance of a sample from a kink of a neuron, computed here."""
    sums = [[abs(w[0] * x + b) for x in X] for w, b in zip(g.weights[0], g.biases[0])]
    flat = [value for row in sums for value in row]
    assert g.margin == ftcert.Margin((min(flat),), (min(value for value in flat if value),), Fraction(1))


def test_equal_by_certificate(g):
    again = ftcert.certify(numpy.array(X, object), Y)
    assert again == g and hash(again) == hash(g) and again is not g
    assert g != ftcert.certify(X, [None, 1, None, 6]) and g != g.certificate
    assert len({g, again, ftcert.refute(X, Y)}) == 2


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, *(lambda value, n=n: pickle.loads(pickle.dumps(value, n)) for n in range(2, 6))])
def test_copies(g, copied):
    h = copied(g)
    assert (h, h.weights, h.files, h.messages, h.summary) == (g, g.weights, g.files, g.messages, g.summary) and h(X) == g(X)
    assert h.check() == g.check()
    for value in (ftcert.solve(X, Y), ftcert.refute(X, Y), ftcert.worst(6, 2), ftcert.bounds(6, 2), ftcert.evaluate(X, certificate=g)):
        assert copied(value) == value


def test_checks(g):
    verdict = g.check()
    assert verdict.claim == g.claim and str(verdict).splitlines()[0] == "s VERIFIED " + g.claim
    tampered = copy.copy(g)
    tampered.certificate_bytes = g.certificate_bytes.replace(b": 5", b": 6")
    with pytest.raises(ftcert.Rejected) as caught:
        tampered.check()
    assert caught.value.last_line.startswith("s NOT VERIFIED E2") and caught.value.exit_code == 1
    for certificate in (g, g.certificate, g.certificate_bytes):
        assert ftcert.check(certificate).claim == g.claim
    with pytest.raises(ftcert.ArgumentTypeError):
        ftcert.check(5)


def test_a_certificate_beside_its_files(tmp_path):
    h = ftcert.certify(numpy.array(X, float), numpy.array(Y, float), external_data=True)
    assert "samples external 4" in h.certificate and h.check().claim == h.claim
    h.save(tmp_path / "net.ftc", files=True)
    assert sorted(os.listdir(tmp_path)) == ["X.npy", "net.ftc", "y.npy"]
    assert (tmp_path / "net.ftc").read_text() == h.certificate
    verdict = ftcert.check(tmp_path / "net.ftc", data=tmp_path / "X.npy", labels=tmp_path / "y.npy")
    assert verdict == h.check()
    assert ftcert.check(h) == verdict
    with pytest.raises(ftcert.Incomplete):
        ftcert.check(h.certificate)
    h.save(tmp_path / "net.ftc", files=True)  # the same bytes are there
    (tmp_path / "X.npy").write_bytes(b"mine")
    with pytest.raises(ftcert.UsageError) as caught:
        h.save(tmp_path / "other.ftc", files=True)
    assert caught.value.identifier == "E103" and not (tmp_path / "other.ftc").exists() and (tmp_path / "X.npy").read_bytes() == b"mine"


def test_compare(g):
    h = ftcert.certify(X, Y, construction="hats")
    result = ftcert.compare(g, h)
    assert (result.first, result.second) == (g.claim, h.claim) and result.last_line.startswith("s COMPARED ")
    assert len(result.same) == result.summary["same"] and len(result.different) == result.summary["different"]
    assert ftcert.Fact("neurons", str(g.neurons), str(h.neurons)) in result.different
    assert ftcert.compare(g, g).different == () and ftcert.compare(g.certificate, h.certificate_bytes) == result
    with pytest.raises(ftcert.Rejected):
        ftcert.compare(g, h.certificate.replace(": 5", ": 6"))


def test_what_is_written_and_what_is_not(g, tmp_path):
    path = tmp_path / "net.ftc"
    path.write_text("old")
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    g.save(link)
    assert path.read_text() == g.certificate and link.is_symlink() and path.stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(tmp_path)) == ["link", "net.ftc"]  # nothing is left beside
    for place in (tmp_path, tmp_path / "no" / "net.ftc"):
        with pytest.raises(ftcert.CannotWrite) as caught:
            g.save(place)
        assert caught.value.identifier == "E403" and isinstance(caught.value, OSError)


def test_inputs_are_never_overwritten(tmp_path):
    data = tmp_path / "d.csv"
    data.write_text("x,label\n0,0\n1,1\n2,0\n")
    link = tmp_path / "link.csv"
    os.link(data, link)
    h = ftcert.certify(data)
    for path in (data, str(data), link, os.path.join(tmp_path, ".", "d.csv")):
        with pytest.raises(ftcert.UsageError) as caught:
            h.save(path)
        assert caught.value.identifier == "E103"
    assert data.read_text().startswith("x,label")


def test_pictures(g):
    assert xml.etree.ElementTree.fromstring(g.picture()).tag == "{http://www.w3.org/2000/svg}svg"
    page = g._repr_html_()
    assert g.last_line[2:] in page and "<svg" in page
    assert "What is claimed" in g.explain() and g.claim in g.explain()


def test_a_network_that_runs(running, repository, tmp_path):
    model = repository / "data/diabetes/model.onnx"
    said = running.summary
    assert running.deviation == Fraction(said["deviation"]) > 0 and running.output_deviation == Fraction(said["output_deviation"])
    for matrix, bias in zip(running.weights, running.biases):
        for value in [*bias, *(w for row in matrix for w in row)]:
            assert Fraction(float(numpy.float32(float(value)))) == value  # nothing is lost in its format
    patched = running.patch(tmp_path / "p.onnx")
    assert (tmp_path / "p.onnx").read_bytes() == patched.model == running.patched and model.read_bytes() != patched.model
    assert any("patched file" in note for note in running.check().notes)
    with pytest.raises(ftcert.UsageError):
        running.patch(model)
    assert ftcert.patch(running, model).model == ftcert.patch(running).model == running.patched
    with pytest.raises(ftcert.ArgumentTypeError, match="model"):
        ftcert.patch(running.certificate)
    other = running.patch(output_name="repaired")
    assert other.model != running.patched and other.summary["patched"] == "repaired"
    assert ftcert.check(other.certificate, data=repository / "data/diabetes/changed.csv", model=model, patched=other.model).claim == running.claim
    changed = bytearray(running.patched)
    changed[-1] ^= 1
    with pytest.raises(ftcert.Error):
        ftcert.check(running, data=repository / "data/diabetes/changed.csv", model=model, patched=bytes(changed))
    verdict = ftcert.recheck(running, model, data=repository / "data/diabetes/changed.csv")
    assert verdict.claim == running.claim and "442 samples" in verdict.notes[0] and ftcert.recheck(running) == verdict


def test_solve_and_refute():
    interval, bound = ftcert.solve(X, Y), ftcert.refute(X, Y)
    assert interval.bound.lower_bound == bound.lower_bound == interval.lower <= interval.upper == interval.network.neurons
    assert interval.bound == bound and bound.claim == f"bound layers=2 neurons>={bound.lower_bound} samples=4 changed=2"
    assert bound.check().claim == bound.claim and interval.check().claim.startswith("exact" if interval.exact else "interval")
    assert (bound.changed, bound.samples, bound.layers, bound.method) == (2, 4, 2, bound.summary["method"])
    nothing = ftcert.solve(X, [None] * 4)
    assert nothing.bound is None and (nothing.lower, nothing.upper) == (0, 0) and nothing.check().claim == nothing.network.claim
    with pytest.raises(ftcert.Incomplete) as caught:
        ftcert.refute(X, Y, neurons=bound.lower_bound)
    assert caught.value.identifier == "E501" and caught.value.exit_code == 5


def test_both_are_saved(tmp_path):
    interval = ftcert.solve(X, Y)
    interval.save(tmp_path / "n.ftc", tmp_path / "b.ftc")
    assert ftcert.check(tmp_path / "n.ftc", pair=tmp_path / "b.ftc").claim == interval.check().claim


def test_bounds():
    case = ftcert.bounds(442, 20)
    assert case.lower == case.upper == min(3 * 20, 442 - 2) and case.exact  # proofs/theorems.md, section 2.5
    assert case.paper.upper.source and float(case.paper.upper) == 3 * 20 + 1 and float(case.paper.lower) == 60
    table = ftcert.bounds(range(5, 12, 2), range(1, 3))
    assert [(row.changed, row.samples) for row in table] == [(n, k) for n in (1, 2) for k in (5, 7, 9, 11)]
    assert [row.upper for row in table] == [min(3 * row.changed, row.samples - 2) for row in table]
    assert [row.samples for row in ftcert.bounds("5..6", 1)] == [5, 6] and len(ftcert.bounds(range(5, 6), 1)) == 1
    line = ftcert.bounds(range(5, 12), 2)
    assert xml.etree.ElementTree.fromstring(line.picture).tag.endswith("svg") and line._repr_html_() == line.picture
    assert table.picture is None and table.table.decode() in html.unescape(table._repr_html_())
    assert line.table.count(b"\n") == 1 + len(line) == 1 + len(range(5, 12)) and pickle.loads(pickle.dumps(line)) == line != table
    general = ftcert.bounds(changed=20, dimension=10, general_position=True)
    assert general.samples is None and general.upper == 7 and general.paper is None
    for wrong in (dict(changed=None), dict(changed=2.5), dict(changed=range(5, 1, -1)), dict(changed=True)):
        with pytest.raises(ftcert.ArgumentTypeError):
            ftcert.bounds(10, **wrong)
    with pytest.raises(ftcert.UsageError):
        ftcert.bounds(3, 5)


def test_worst_data(tmp_path):
    data = ftcert.worst(10, 3)
    assert len(data.X) == len(data.y) == 10 and sum(y != 0 for y in data.y) <= 3
    assert ftcert.refute(data.X, data.y).lower_bound == data.lower_bound == 8  # min{3N, K-2}
    X, y = data.arrays("f4")
    assert X.dtype == numpy.float32 and X.shape == (10, 1) and y.tolist() == list(map(float, data.y))
    data.save(tmp_path / "w.csv")
    assert ftcert.certify(tmp_path / "w.csv").samples == 10
    space = ftcert.worst(12, 4, dimension=3)
    assert len(space.names) == 3 and ftcert.check(space.bound).claim.startswith(f"bound layers=2 neurons>={space.lower_bound}")


def test_evaluate(g):
    values = ftcert.evaluate([0, "1/2", 3], certificate=g, y=[0, 1, 5])
    assert values.g == values.sum == tuple((g(x),) for x in (0, "1/2", 3)) and values.f == ((0,),) * 3
    assert values.floats("g").tolist() == [0, 0.5, 5] and values.floats("g", "f4").dtype == numpy.float32
    assert values.column("row") == ("1", "2", "3") and json.loads(json.dumps(values.summary))["rows"] == 3
    with pytest.raises(KeyError):
        values.floats("h")
    assert ftcert.evaluate([0, "1/3"], certificate=g, digits=2).column("g~2") == ("0", "0.33")


def test_evaluate_a_model(running, repository):
    """Two outputs that are one: rows of a single Fraction, and f + g where g is known."""
    model = repository / "data/diabetes/model.onnx"
    X = numpy.array([[50, 1, 25, 90, 180, 110, 50, 4, 4.5, 90], [30, 2, 20.5, 80, 150, 90, 60, 3, 4, 80]], "f4")
    f = ftcert.evaluate(X, model=model)
    assert f.names == ("row", "f:0") or f.names == ("row", "f")
    with pytest.raises(KeyError):
        f.floats("g")
    both = ftcert.evaluate(X, certificate=running, model=model)
    assert both.f == f.f and both.g == tuple((value,) for value in running([list(map(float, row)) for row in X]))
    assert [row[0] for row in both.sum] == [a[0] + b[0] for a, b in zip(both.f, both.g)]


def test_a_network_of_ones_own(g):
    layers = [(W, b) for W, b in zip(g.weights, g.biases)]
    moved = ftcert.ReluNetwork([([["1"], ["1"]], ["0", "-1/2"]), ([["1", "-2"]], ["0"])], ["1/2"])  # relu(x - 1/2) - 2 relu(x - 1)
    assert ftcert.certify([0, "1/2", 1], [None, None, "1/2"], network=moved).biases == ((Fraction(-1, 2), -1), (0,))
    for network in (layers, g, g.g, [(numpy.array(W, float), numpy.array(b, float)) for W, b in layers]):
        assert ftcert.certify(X, Y, network=network).weights == g.weights
    wrong = [layers[0], (layers[1][0], (Fraction(1, 2),))]
    with pytest.raises(ftcert.Rejected) as caught:
        ftcert.certify(X, Y, network=wrong)
    assert caught.value.identifier == "E204" and "1/2" in str(caught.value)
