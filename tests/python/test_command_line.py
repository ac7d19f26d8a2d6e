"""What Python returns is what the command line writes and prints, byte for byte, for every verb and many options.

The files are those that numpy.save writes here, or CSV files written here by hand; `ftcert` runs in a folder with them.
"""
import json
import pathlib
import re
import subprocess

import numpy
import pytest

import ftcert

RANDOM = numpy.random.default_rng(1)
LINE = numpy.arange(9.0)
LABELS = numpy.array([numpy.nan, 1, numpy.nan, 5, -2, numpy.nan, 2.5, numpy.nan, numpy.nan])
SPACE = RANDOM.integers(-50, 50, (20, 3)).astype(numpy.float32) / 8
SPACE_LABELS = numpy.where(RANDOM.random((20, 2)) < 0.2, RANDOM.integers(-3, 4, (20, 2)), numpy.nan).astype(numpy.float16)
FROZEN = RANDOM.integers(-9, 9, (20, 3)).astype(numpy.float32)
CLASSES = numpy.where(numpy.arange(20) % 5 == 0, numpy.arange(20) % 3, numpy.nan)


class Program:
    """ftcert in a folder with files."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)

    def arrays(self, **arrays):
        for name, array in arrays.items():
            numpy.save(self.folder / name, array)

    def run(self, *words, expected=0):
        done = subprocess.run([self.program, *map(str, words)], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == expected, done.stderr
        return done

    def bytes(self, name):
        return (self.folder / name).read_bytes()

    def text(self, name):
        return (self.folder / name).read_text()


@pytest.fixture
def program(ftcert_program, tmp_path):
    return Program(ftcert_program, tmp_path)


@pytest.fixture
def diabetes(repository):
    return repository / "data/diabetes"


def said_for_people(text):
    """The lines before the last one, without the name of the certificate's file, which Python has not."""
    lines = (re.sub("; certificate: net.ftc$", ".", line) for line in text.splitlines()[:-1])
    return [line for line in lines if line != "Certificate: net.ftc"]


def agree(result, program, done, certificate="net.ftc", summary="s.json", summary_at=None):
    assert result.certificate_bytes == program.bytes(certificate)
    said = json.loads(program.text(summary))
    assert result.summary == (said if summary_at is None else said[summary_at])
    if summary_at is None:
        assert result.last_line == done.stdout.splitlines()[-1]
        assert list(result.messages) == said_for_people(done.stdout)


CERTIFY = [
    (dict(X=LINE, y=LABELS), {}, []),
    (dict(X=LINE, y=LABELS), dict(construction="hats"), ["--construction", "hats"]),
    (dict(X=LINE, y=LABELS), dict(layers=3), ["--layers", "3"]),
    (dict(X=LINE, y=LABELS), dict(layers="auto"), ["--layers", "auto"]),
    (dict(X=LINE, y=LABELS), dict(tolerance=0.5), ["--tolerance", "1/2"]),
    (dict(X=LINE, y=LABELS), dict(format="float32"), ["--format", "float32"]),
    (dict(X=LINE, y=LABELS), dict(format="float64", prefer="robust"), ["--format", "float64", "--prefer", "robust"]),
    (dict(X=LINE, y=LABELS), dict(format="float32", deviation="1/10"), ["--format", "float32", "--deviation", "1/10"]),
    (dict(X=LINE, y=LABELS), dict(external_data=True), ["--external-data"]),
    (dict(X=LINE.astype(numpy.uint8), y=LABELS.astype("f4")), dict(jobs=2), ["--jobs", "2"]),
    (dict(X=SPACE, y=SPACE_LABELS), {}, []),
    (dict(X=SPACE.reshape(20, 3, 1), y=SPACE_LABELS[:, 0]), {}, []),
    (dict(X=SPACE, y=SPACE_LABELS[:, 0]), dict(direction=[1, 2, 4]), ["--direction", "1,2,4"]),
    (dict(X=SPACE.astype(float) / 3, y=SPACE_LABELS), dict(round="float32"), ["--round", "float32"]),
    (dict(X=numpy.asfortranarray(SPACE), y=SPACE_LABELS), dict(features=["0", "2"]), ["--features", "0", "2"]),
]


@pytest.mark.parametrize("arrays, options, words", CERTIFY, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_certify(program, arrays, options, words):
    program.arrays(**arrays)
    done = program.run("certify", "--data", "X.npy", "--labels", "y.npy", *words, "-o", "net.ftc", "--json", "s.json")
    agree(ftcert.certify(**arrays, **options), program, done)


def test_certify_beside_values_of_f(program):
    program.arrays(X=numpy.column_stack([SPACE, FROZEN[:, :2]]), y=SPACE_LABELS)
    done = program.run("certify", "--data", "X.npy", "--labels", "y.npy", "--frozen", "3", "4", "-o", "net.ftc", "--json", "s.json")
    agree(ftcert.certify(SPACE, SPACE_LABELS, frozen=FROZEN[:, :2]), program, done)


@pytest.mark.parametrize("options, words", [({}, []), (dict(margin="1/4"), ["--margin", "1/4"])])
def test_classes(program, options, words):
    program.arrays(X=numpy.column_stack([SPACE, FROZEN]), y=CLASSES)
    words = ["--data", "X.npy", "--labels", "y.npy", "--class", "0", "--frozen", "3", "4", "5", *words]
    done = program.run("certify", *words, "-o", "net.ftc", "--json", "s.json")
    agree(ftcert.certify(SPACE, classes=CLASSES, frozen=FROZEN, **options), program, done)


def test_lists_and_frames(program):
    rows = [["0", "1/3"], ["1", "-2"], ["5/2", "7"], ["1/10", "0"]]
    (program.folder / "X.csv").write_text("a,b\n" + "".join(",".join(row) + "\n" for row in rows))
    (program.folder / "y.csv").write_text("t\n1\nNaN\n1/3\n2..3\n")
    done = program.run(
        "certify", "--data", "X.csv", "--labels", "y.csv", "--label", "t", "--tolerance", "0", "-o", "net.ftc", "--json", "s.json"
    )
    import pandas

    frame = pandas.DataFrame(rows, columns=["a", "b"])
    y = pandas.Series(["1", None, "1/3", "2..3"], name="t")
    agree(ftcert.certify(frame, y), program, done)
    lists = ftcert.certify([[0, "1/3"], [1.0, -2], [2.5, 7], ["0.1", 0]], [1, None, "1/3", "2..3"])
    assert lists.weights == ftcert.certify(frame, y).weights and lists.summary == ftcert.certify(frame, y).summary


def test_files(program, diabetes):
    for words, options in (([], {}), (["--tolerance", "50"], dict(tolerance=50)), (["--layers", "3"], dict(layers=3))):
        done = program.run(
            "certify", "--data", diabetes / "changed.csv", "--model", diabetes / "model.onnx", *words, "-o", "net.ftc", "--json", "s.json"
        )
        agree(ftcert.certify(diabetes / "changed.csv", model=diabetes / "model.onnx", **options), program, done)


def test_a_patched_model(program, diabetes):
    table = numpy.genfromtxt(diabetes / "changed.csv", delimiter=",", skip_header=1)
    X, y = table[:, :-1].astype(numpy.float32), table[:, -1]
    program.arrays(X=X, y=y)
    words = ["--data", "X.npy", "--labels", "y.npy", "--model", diabetes / "model.onnx"]
    done = program.run("certify", *words, "--patch", "patched.onnx", "--exact", "exact.ftc", "-o", "net.ftc", "--json", "s.json")
    g = ftcert.certify(X, y, model=(diabetes / "model.onnx").read_bytes(), patch=True)
    assert g.certificate_bytes == program.bytes("net.ftc") and g.patched == program.bytes("patched.onnx")
    assert g.summary == json.loads(program.text("s.json")) and g.last_line == done.stdout.splitlines()[-1]
    assert g.exact_certificate == (program.text("exact.ftc") if (program.folder / "exact.ftc").exists() else None)
    for options, flags in (
        ({}, []),
        (dict(output_name="repaired"), ["--output-name", "repaired"]),
        (dict(only_g=True), ["--only-g"]),
        (dict(constant_weights=True), ["--constant-weights"]),
    ):
        keep = [] if options.get("only_g") else ["--certificate", "new.ftc"]
        done = program.run("patch", "net.ftc", "--model", diabetes / "model.onnx", *flags, *keep, "-o", "p.onnx", "--json", "p.json")
        patched = ftcert.patch(g, diabetes / "model.onnx", **options)
        assert patched.model == program.bytes("p.onnx") and patched.summary == json.loads(program.text("p.json"))
        assert patched.last_line == done.stdout.splitlines()[-1]
        assert patched.certificate == (program.bytes("new.ftc") if keep else None)
    done = program.run("recheck", "net.ftc", "--model", diabetes / "model.onnx", "--data", "X.npy", "--labels", "y.npy")
    verdict = ftcert.recheck(g, diabetes / "model.onnx", data=program.folder / "X.npy", labels=program.folder / "y.npy")
    assert [*verdict.notes, verdict.line] == done.stdout.splitlines()


REFUTE = [
    (dict(X=LINE, y=LABELS), {}, []),
    (dict(X=LINE, y=LABELS), dict(method="alternation"), ["--method", "alternation"]),
    (dict(X=LINE, y=LABELS), dict(neurons=2), ["--neurons", "2"]),
    (dict(X=LINE, y=LABELS), dict(layers=3), ["--layers", "3"]),
    (dict(X=LINE, y=LABELS), dict(tolerance=1), ["--tolerance", "1"]),
    (dict(X=SPACE[:12], y=SPACE_LABELS[:12, 0]), dict(method="patterns", max_nodes=200, jobs=2), ["--method", "patterns", "--max-nodes", "200", "--jobs", "2"]),
]


@pytest.mark.parametrize("arrays, options, words", REFUTE, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_refute(program, arrays, options, words):
    program.arrays(**arrays)
    done = program.run("refute", "--data", "X.npy", "--labels", "y.npy", *words, "-o", "net.ftc", "--json", "s.json")
    agree(ftcert.refute(**arrays, **options), program, done)


@pytest.mark.parametrize("options, words", [({}, []), (dict(layers=3), ["--layers", "3"]), (dict(layers="auto", construction="auto"), ["--layers", "auto"])])
def test_solve(program, options, words):
    program.arrays(X=LINE, y=LABELS)
    done = program.run("solve", "--data", "X.npy", "--labels", "y.npy", *words, "-o", "net.ftc", "--bound", "b.ftc", "--json", "s.json")
    interval = ftcert.solve(LINE, LABELS, **options)
    agree(interval.network, program, done, summary_at="network")
    agree(interval.bound, program, done, "b.ftc", summary_at="bound")
    assert interval.summary == json.loads(program.text("s.json")) and interval.last_line == done.stdout.splitlines()[-1]


@pytest.mark.parametrize("options, words", [({}, []), (dict(digits=3), ["--digits", "3"])])
def test_evaluate(program, diabetes, options, words):
    program.run("certify", "--data", diabetes / "changed.csv", "--model", diabetes / "model.onnx", "-o", "net.ftc")
    words = ["--certificate", "net.ftc", "--model", diabetes / "model.onnx", "--data", diabetes / "changed.csv", *words]
    done = program.run("evaluate", *words, "-o", "t.csv", "--json", "s.json")
    values = ftcert.evaluate(diabetes / "changed.csv", certificate=program.folder / "net.ftc", model=diabetes / "model.onnx", **options)
    assert values.table == program.bytes("t.csv") and values.summary == json.loads(program.text("s.json"))
    assert values.last_line == done.stdout.splitlines()[-1]


def test_evaluate_what_arrays_were_certified_with(program):
    """The column 0 of the labels is not the column 0 of the samples."""
    program.arrays(X=SPACE, y=SPACE_LABELS, new=SPACE[:7] + 1)
    program.run("certify", "--data", "X.npy", "--labels", "y.npy", "-o", "net.ftc")
    done = program.run("evaluate", "--certificate", "net.ftc", "--data", "new.npy", "-o", "t.csv", "--json", "s.json")
    values = ftcert.evaluate(SPACE[:7] + 1, certificate=program.folder / "net.ftc")
    assert values.table == program.bytes("t.csv") and values.summary == json.loads(program.text("s.json"))
    assert values.last_line == done.stdout.splitlines()[-1] and values.summary["labelled"] == 0
    g = ftcert.certify(SPACE, SPACE_LABELS)
    assert [list(row) for row in values.g] == g((SPACE[:7] + 1).astype(object)).tolist()
    for dimension in (1, 2):  # samples whose columns are as many as the labels, or fewer
        part = ftcert.certify(SPACE[:, :dimension], SPACE_LABELS[:, :2])
        assert ftcert.evaluate(SPACE[:, :dimension], certificate=part).summary["labelled"] == 0


WORST = [
    (dict(samples=10, changed=3), "--samples 10 --changed 3"),
    (dict(samples=10, changed=3, layers=3, family="alternating"), "--samples 10 --changed 3 --layers 3 --family alternating"),
    (dict(figure=2, samples=11, changed=3), "--figure 2 --samples 11 --changed 3"),
    (dict(counterexample="4.2.1"), "--counterexample 4.2.1"),
    (dict(samples=10, hard=True, subset=True, seed=5), "--samples 10 --hard --subset --seed 5"),
    (dict(samples=10, changed=3, dimension=2, candidates=3, seed=2), "--samples 10 --changed 3 --dimension 2 --candidates 3 --seed 2 --bound b.ftc"),
]


@pytest.mark.parametrize("options, words", WORST)
def test_worst(program, options, words):
    done = program.run("worst", *words.split(), "-o", "t.csv", "--json", "s.json")
    data = ftcert.worst(**options)
    assert data.table == program.bytes("t.csv") and data.summary == json.loads(program.text("s.json"))
    assert data.last_line == done.stdout.splitlines()[-1]
    assert data.bound == (program.bytes("b.ftc") if "--bound" in words else None)


BOUNDS = [
    (dict(samples=442, changed=20), "--samples 442 --changed 20"),
    (dict(samples=442, changed=20, layers=3), "--samples 442 --changed 20 --layers 3"),
    (dict(samples=100, changed=9, layers=5), "--samples 100 --changed 9 --layers 5"),
    (dict(changed=20, dimension=10, general_position=True), "--changed 20 --dimension 10 --general-position"),
]


@pytest.mark.parametrize("options, words", BOUNDS)
def test_bounds(program, options, words):
    program.run("bounds", *words.split(), "--json", "s.json")
    assert ftcert.bounds(**options).summary == json.loads(program.text("s.json"))
    program.run("bounds", "--samples", "5..20..5", "--changed", "1..2", "--json", "t.json")
    rows = json.loads(program.text("t.json"))["rows"]
    assert [case.summary for case in ftcert.bounds(range(5, 21, 5), range(1, 3))] == rows


def test_check_and_explain(program, ftcheck_program):
    program.arrays(X=LINE, y=LABELS)
    program.run("certify", "--data", "X.npy", "--labels", "y.npy", "-o", "net.ftc")
    g = ftcert.certify(LINE, LABELS)
    done = subprocess.run([ftcheck_program, "net.ftc", "--data", "X.npy", "--labels", "y.npy"], cwd=program.folder, capture_output=True, text=True)
    assert str(g.check()) == done.stdout.rstrip("\n")
    program.run("explain", "net.ftc", "-o", "x.svg")
    assert g.picture() == program.text("x.svg")
    program.run("pieces", "net.ftc", "--json", "p.json")
    assert g.pieces().summary == json.loads(program.text("p.json"))


def test_failures(program, diabetes):
    """The same identifier, text and exit code."""
    program.arrays(X=LINE, y=LABELS, z=numpy.zeros(9), w=LABELS[:5])
    for words, call in (
        (["certify", "--data", "X.npy", "--labels", "y.npy", "--construction", "best"], lambda: ftcert.certify(LINE, LABELS, construction="best")),
        (["certify", "--data", "X.npy", "--labels", "y.npy", "--direction", "0"], lambda: ftcert.certify(LINE, LABELS, direction=[0])),
        (["certify", "--data", "z.npy", "--labels", "y.npy"], lambda: ftcert.certify(program.folder / "z.npy", program.folder / "y.npy")),
        (["certify", "--data", "X.npy", "--labels", "w.npy"], lambda: ftcert.certify(program.folder / "X.npy", program.folder / "w.npy")),
        (["certify", "--data", diabetes / "changed.csv", "--model", diabetes / "model.onnx", "--max-work", "1000"], lambda: ftcert.certify(diabetes / "changed.csv", model=diabetes / "model.onnx", max_work=1000)),
        (["refute", "--data", "X.npy", "--labels", "y.npy", "--neurons", "9"], lambda: ftcert.refute(LINE, LABELS, neurons=9)),
    ):
        with pytest.raises(ftcert.Error) as caught:
            call()
        error = caught.value
        done = program.run(*words, "-o", "no.ftc", expected=error.exit_code)
        assert done.stderr.splitlines()[-1].replace("ftcert: ", "") == str(error).replace(str(program.folder) + "/", "")
