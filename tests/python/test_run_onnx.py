"""run_onnx.py of the notebooks: which runtime it takes, and what it gives back."""
import importlib.util
import sys
import types

import numpy
import pytest


@pytest.fixture
def module(repository):
    specification = importlib.util.spec_from_file_location("run_onnx", repository / "src/python/notebooks/run_onnx.py")
    made = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(made)
    return made


class Named:
    def __init__(self, name):
        self.name = name


class Session:
    """What of onnxruntime.InferenceSession is used; the model of one input computes its double and its sum."""

    def __init__(self, path, providers):
        self.path = path

    def get_inputs(self):
        return [Named("x")]

    def get_outputs(self):
        return [Named("double"), Named("sum")]

    def run(self, outputs, inputs):
        assert outputs is None and list(inputs) == ["x"] and len(inputs["x"]) == 1
        return [2 * inputs["x"], inputs["x"].sum(axis=1, keepdims=True)]


def test_module_of_python(module, monkeypatch):
    """Python's onnxruntime comes first; samples one by one, in their shape and type."""
    monkeypatch.setitem(sys.modules, "onnxruntime", types.SimpleNamespace(InferenceSession=Session))
    samples = numpy.arange(6, dtype=numpy.float32).reshape(3, 2)
    found = module.run_onnx("any.onnx", samples)
    assert {name: values.tolist() for name, values in found.items()} == {"double": [[0, 2], [4, 6], [8, 10]], "sum": [[1], [5], [9]]}
    assert found["sum"].dtype == numpy.float32


def test_nothing_there(module, monkeypatch, tmp_path):
    """Neither Python's nor Node.js's: None, and nothing is run."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert module.run_onnx("any.onnx", numpy.zeros((1, 2), numpy.float32)) is None


def test_node(module, repository, monkeypatch):
    """Node.js's: f of the diabetes data has the values that an exact evaluation gives (data/diabetes/f_values.csv), but for rounding."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    table = numpy.genfromtxt(repository / "data/diabetes/changed.csv", delimiter=",", skip_header=1)
    found = module.run_onnx(str(repository / "data/diabetes/model.onnx"), table[:, :10].astype(numpy.float32))
    if found is None:
        pytest.skip("onnxruntime-node is not in build/runtime: ./run python installs it where Node.js and npm are there")
    with open(repository / "data/diabetes/f_values.csv", encoding="ascii") as file:
        rows = [line.strip().split(",") for line in file][1:]
    from fractions import Fraction
    assert len(found) == 1 and all(abs(values[int(row) - 1, 0] - float(Fraction(value))) < 1e-3 for row, value in rows for values in found.values())


def test_error_of_node(module, monkeypatch, tmp_path):
    """What is no model is an error with the runtime's words."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    (tmp_path / "no.onnx").write_bytes(b"no model")
    try:
        found = module.run_onnx(str(tmp_path / "no.onnx"), numpy.zeros((1, 2), numpy.float32))
    except RuntimeError as error:
        assert "no.onnx" in str(error)
    else:
        assert found is None  # there is no Node.js
