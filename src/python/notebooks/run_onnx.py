"""Runs an ONNX model on samples in onnxruntime: in Python's where it is installed, else in that of Node.js, which `./run python` and
`./run runtime` put in build/runtime. The notebooks use it; it needs the tree that it lies in."""
import json
import pathlib
import shutil
import subprocess
import tempfile
from typing import Any

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[3]
NODE_RUNTIME = ROOT / "build/runtime"
Outputs = dict[str, "numpy.ndarray[Any, Any]"]


def run_onnx(path: str, samples: "numpy.ndarray[Any, Any]") -> Outputs | None:
    """The outputs of the model by name, a row for each sample; None where there is no onnxruntime.

    samples: K x .., in the type and the shape of the model's input; each is run by itself.
    Errors: ImportError and the runtime's own where it is there and fails; RuntimeError with what Node.js says.

        >>> run_onnx("patched.onnx", samples)["f"].shape      # of 442 samples
        (442, 1)
    """
    try:
        import onnxruntime
    except ModuleNotFoundError:
        return _in_node(path, samples) if shutil.which("node") and (NODE_RUNTIME / "node_modules/onnxruntime-node").is_dir() else None
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    parts = [session.run(None, {session.get_inputs()[0].name: sample[None]}) for sample in samples]
    return {name: numpy.concatenate([part[j] for part in parts]) for j, name in enumerate(names)}


def _in_node(path: str, samples: "numpy.ndarray[Any, Any]") -> Outputs:
    kind = str(samples.dtype)
    with tempfile.TemporaryDirectory() as folder:
        numpy.ascontiguousarray(samples).tofile(folder + "/samples")
        job = {"model": str(pathlib.Path(path).resolve()), "input": folder + "/samples", "type": kind, "shape": list(samples.shape[1:]), "batch": 1,
               "level": "all", "out": folder + "/out"}
        pathlib.Path(folder, "jobs.json").write_text(json.dumps([job]))
        done = subprocess.run(["node", str(ROOT / "tests/runtime/run.js"), str(NODE_RUNTIME), folder + "/jobs.json"], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        outputs = json.loads(done.stdout)[0]
        return {output["name"]: numpy.fromfile("%s/out.%d" % (folder, j), output["type"]).reshape(len(samples), -1) for j, output in enumerate(outputs)}
