"""The notebooks run from their first cell to their last, and what they assert holds. They are left, with what they showed, in build/python/notebooks."""
import json
import pathlib
import shutil
import sys

import nbclient
import nbformat
import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "src/python/notebooks"
NOTEBOOKS = sorted(path.name for path in SOURCE.glob("*.ipynb"))


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """The name of a kernel that runs this interpreter; what Jupyter, IPython and matplotlib keep is below a scratch folder."""
    folder = tmp_path / "kernels/this"
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "this", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return "this"


def execute(notebook, kernel, folder):
    """Runs all cells, in the folder; fails with the cell that fails."""
    nbclient.NotebookClient(notebook, timeout=3600, startup_timeout=600, iopub_timeout=600, kernel_name=kernel, record_timing=False, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def shown(notebook):
    """What all cells print."""
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook(name, kernel, repository):
    folder = repository / "build/python/notebooks"  # as deep in the tree as src/python/notebooks: the same paths
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCE / "run_onnx.py", folder)
    written = [folder / other for other in ("diabetes.ftc", "diabetes-patched.onnx", "X.npy", "y.npy") if name == "diabetes.ipynb"]
    for path in written:
        path.unlink(missing_ok=True)
    notebook = execute(nbformat.read(SOURCE / name, as_version=4), kernel, folder)
    nbformat.write(notebook, folder / name)
    assert all(path.exists() for path in written)
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")
    here = (repository / "build/runtime/node_modules/onnxruntime-node").is_dir() and shutil.which("node") is not None
    assert not here or "NOT RUN" not in shown(notebook)
    assert "run_onnx" not in str(notebook.cells) or "NOT RUN" in shown(notebook) or "onnxruntime: the bits" in shown(notebook)


def test_pictures(repository):
    """Notebooks that plot show pictures."""
    for name in NOTEBOOKS:
        notebook = nbformat.read(repository / "build/python/notebooks" / name, as_version=4)
        plots = [cell for cell in notebook.cells if cell.cell_type == "code" and "plt.show()" in cell.source]
        assert plots and all(any("image/png" in output.get("data", {}) for output in cell.outputs) for cell in plots), name


def test_first_cell():
    """What people see first: five lines, from arrays to a patched model."""
    notebook = nbformat.read(SOURCE / "diabetes.ipynb", as_version=4)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert len(first.source.splitlines()) == 5 and "ftcert.certify(" in first.source and ".patch(" in first.source


def test_failing_cell(kernel, tmp_path):
    """A cell that fails, fails the test."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 + 1 == 3, 'wrong'")])
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="wrong"):
        execute(notebook, kernel, tmp_path)
