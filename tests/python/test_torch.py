"""The lines of src/docs/jobs/python.md about PyTorch, run where torch is installed: a model goes in through ONNX, and g comes back as a module."""
import re
import subprocess
import sys

import numpy
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: the documented lines about PyTorch are not run")


def documented(repository, name):
    """The file of this name, as the page has it."""
    page = (repository / "src/docs/jobs/python.md").read_text(encoding="utf-8")
    return re.search(r"^```python\n(# %s\n.*?)^```$" % re.escape(name), page, re.M | re.S)[1]


def test_documented_lines(repository, tmp_path):
    """f from torch, patched; in torch f + g keeps the bits of f, and meets the labels as the certificate says."""
    import ftcert

    (tmp_path / "export.py").write_text("import torch\n\ntorch.manual_seed(5)\n" + documented(repository, "export.py") + "torch.save(f.state_dict(), 'f.pt')\n")
    subprocess.run([sys.executable, "export.py"], cwd=tmp_path, check=True)
    names = {}
    exec(documented(repository, "correction.py"), names)
    f = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
    f.load_state_dict(torch.load(tmp_path / "f.pt"))
    X = numpy.random.default_rng(1).normal(size=(60, 2)).astype(numpy.float32)
    y = numpy.full(60, numpy.nan)
    y[[3, 17, 41]] = 2, -1, 1
    g = ftcert.certify(X, y, model=tmp_path / "f.onnx", format="float32")
    module = names["Correction"](g)
    with torch.no_grad():
        before, sums = f(torch.from_numpy(X)).numpy()[:, 0], (f(torch.from_numpy(X)) + module(torch.from_numpy(X))).numpy()[:, 0]
    kept = numpy.isnan(y)
    assert (before.view(numpy.uint32) == sums.view(numpy.uint32)).tolist() == kept.tolist()
    assert g.changed == 3 and numpy.abs(sums[~kept].astype(float) - y[~kept]).max() <= g.output_deviation


def test_two_hidden_layers_and_a_centre(repository):
    """g of the diabetes data, which subtracts a point first: 0 in torch at every kept sample, elsewhere near what it is exactly."""
    import ftcert

    table = numpy.genfromtxt(repository / "data/diabetes/changed.csv", delimiter=",", skip_header=1)
    X, y = table[:, :10].astype(numpy.float32), table[:, 10]
    g = ftcert.certify(X, y, model=repository / "data/diabetes/model.onnx", format="float32")
    assert g.centre and len(g.widths) == 2
    names = {}
    exec(documented(repository, "correction.py"), names)
    with torch.no_grad():
        values = names["Correction"](g)(torch.from_numpy(X)).numpy()[:, 0]
    exact = [float(v) for v in g([[float(x) for x in row] for row in X])]
    assert ((values == 0) == numpy.isnan(y)).all()
    assert numpy.abs(values - exact).max() <= 2 * g.deviation
