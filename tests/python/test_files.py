"""Files that come in and go out: odd names, what must not be overwritten, and a current folder that changes."""
import os
import pathlib
import subprocess
import sys

import pytest

import ftcert

TABLE = b"x,label\n0,\n1,1\n2,\n3,5\n"
NAMES = ["spa ce.csv", "ünï.csv", "new\nline.csv", "-", "-o.csv", "a:7.csv", "n" * 250, os.fsdecode(b"\xff\xfe.csv")]


@pytest.fixture
def relu(repository, tmp_path):
    """A small model in a folder of its own: f has one input and one output."""
    path = tmp_path / "models" / "f.onnx"
    path.parent.mkdir()
    path.write_bytes((repository / "tests/certificates/models/relu.onnx").read_bytes())
    return path


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names(tmp_path, relu, monkeypatch, name):
    path = tmp_path / name
    path.write_bytes(TABLE)
    g = ftcert.certify(path, model=relu)
    monkeypatch.chdir(tmp_path)
    assert ftcert.certify(name, model=relu.read_bytes()).weights == g.weights and g.check().claim == g.claim
    with pytest.raises(ftcert.UsageError) as caught:
        g.save(name)
    assert caught.value.identifier == "E103" and path.read_bytes() == TABLE
    str(caught.value).encode()  # can be printed, whatever the name
    g.save(tmp_path / ("out" + name[3:]))
    assert (tmp_path / ("out" + name[3:])).read_bytes() == g.certificate_bytes
    path.write_bytes(b"\xff?")
    with pytest.raises(ftcert.Malformed) as caught:
        ftcert.certify([0, 1], [None, 1], model=name)
    str(caught.value).encode()


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "no/such/file", "n" * 256, ".", ""])
def test_names_that_no_file_can_have(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for call in (lambda: ftcert.certify(name), lambda: ftcert.certify([0], [1], model=name), lambda: ftcert.check("cert", data=name, labels=name)):
        with pytest.raises(ftcert.CannotRead) as caught:
            call()
        str(caught.value).encode()
    with pytest.raises(ftcert.CannotWrite) as caught:
        ftcert.certify([0], [1]).save(name)
    str(caught.value).encode()
    assert os.listdir(tmp_path) == []


def test_the_folder_changes(tmp_path, relu, monkeypatch):
    """A relative path goes on to mean the file that it named: this one is protected, and no other one of the name."""
    (tmp_path / "d.csv").write_bytes(TABLE)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    g = ftcert.certify("d.csv", model="models/f.onnx")
    values = ftcert.evaluate("d.csv", certificate=g)
    monkeypatch.chdir("elsewhere")
    for save in (g.save, values.save):
        with pytest.raises(ftcert.UsageError):
            save("../d.csv")
        save("d.csv")
        os.unlink("d.csv")
    assert (tmp_path / "d.csv").read_bytes() == TABLE


def test_all_inputs_are_protected(tmp_path, relu, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pathlib.Path("d.csv").write_text("x\n0\n1\n2\n3\n")
    pathlib.Path("y.csv").write_text("label\nNaN\n1\nNaN\n5\n")
    pathlib.Path("own.csv").write_text("layer,bias,weights\n1,0,1\n2,0,1\n")
    g = ftcert.certify("d.csv", pathlib.Path("y.csv"), model=relu, format="float32", patch=True)
    g.save("net.ftc")
    patched = ftcert.patch("net.ftc", relu, data="d.csv", labels=pathlib.Path("y.csv"))
    values = ftcert.evaluate("d.csv", certificate="net.ftc", model=relu)
    own = ftcert.certify([0, 1], [0, 1], network="own.csv")
    before = {path: path.read_bytes() for path in [pathlib.Path("d.csv"), pathlib.Path("y.csv"), pathlib.Path("own.csv"), pathlib.Path("net.ftc"), relu]}
    for save, names in (
        (g.save, ["d.csv", "y.csv", relu]),
        (g.patch, ["d.csv", "y.csv", relu]),
        (patched.save, ["d.csv", "y.csv", "net.ftc", relu]),
        (values.save, ["d.csv", "net.ftc", relu]),
        (own.save, ["own.csv"]),
    ):
        for name in names:
            with pytest.raises(ftcert.UsageError) as caught:
                save(name)
            assert caught.value.identifier == "E103"
    assert {path: path.read_bytes() for path in before} == before


def test_files_of_arrays_are_no_inputs(tmp_path, monkeypatch):
    """X.csv is what a list is called; a file of this name is something else, and is neither protected nor taken for it."""
    monkeypatch.chdir(tmp_path)
    pathlib.Path("X.csv").write_text("mine")
    g = ftcert.certify([0, 1], [None, 1])
    (tmp_path / "new").mkdir()
    g.save("new/net.ftc", files=True)
    assert sorted(os.listdir("new")) == ["X.csv", "net.ftc", "y.csv"]
    with pytest.raises(ftcert.UsageError):
        g.save("net.ftc", files=True)
    assert pathlib.Path("X.csv").read_text() == "mine" and not pathlib.Path("net.ftc").exists()
    g.save("X.csv")
    assert pathlib.Path("X.csv").read_text() == g.certificate


def test_labels_beside_a_file_of_their_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pathlib.Path("y.csv").write_text("a\n1\n2\n")
    assert [*ftcert.certify("y.csv", [3, 4]).files] == ["y.csv", "labels.csv"]
    assert [*ftcert.certify([3, 4], pathlib.Path("y.csv")).files] == ["X.csv", "y.csv"]
    os.rename("y.csv", "X.csv")
    assert [*ftcert.certify([3, 4], pathlib.Path("X.csv")).files] == ["samples.csv", "X.csv"]


def test_two_certificates_need_two_places(tmp_path):
    interval = ftcert.solve([0, 1, 2, 3], [None, 1, None, 5])
    with pytest.raises(ftcert.UsageError):
        interval.save(tmp_path / "a", os.path.join(tmp_path, ".", "a"))
    assert os.listdir(tmp_path) == []


def test_what_is_printed_stays(tmp_path):
    """/dev/stdout is written where it stands, also where it is a file."""
    program = "import ftcert; print('before'); ftcert.bounds(range(5, 7), 1).save('/dev/stdout'); print('after')"
    with open(tmp_path / "out", "w+") as out:
        subprocess.run([sys.executable, "-c", program], stdout=out, check=True)
        out.seek(0)
        lines = out.read().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("before", "after", 2 + 3)


def test_links_and_permissions(tmp_path, monkeypatch):
    g = ftcert.certify([0, 1], [None, 1])
    loop, folder = tmp_path / "loop", str(tmp_path / "new") + "/"
    loop.symlink_to(loop)
    for place in (loop, folder, "/dev/full"):
        with pytest.raises(ftcert.CannotWrite):
            g.save(place)
    assert loop.is_symlink() and os.listdir(tmp_path) == ["loop"]
    kept = tmp_path / "kept"
    kept.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # who may write everything is asked all the same
    with pytest.raises(ftcert.CannotWrite, match="Permission denied"):
        g.save(kept)
    assert kept.read_text() == "old"


@pytest.mark.parametrize("data", [5, b"bytes", {"X.npy": b""}, [5], [b"bytes"], [("name", "text")], [("name",)]])
def test_what_is_no_file(data):
    g = ftcert.certify([0, 1], [None, 1])
    for call in (ftcert.check, lambda c, **files: ftcert.compare(c, g, **files)):
        with pytest.raises(ftcert.ArgumentTypeError) as caught:
            call(g, data=data)
        assert caught.value.argument == "data"
    with pytest.raises(ftcert.ArgumentTypeError) as caught:
        ftcert.check(g, labels=b"bytes")
    assert caught.value.argument == "labels"
    with pytest.raises(ftcert.ArgumentTypeError) as caught:
        ftcert.check(g, pair=5)
    assert caught.value.argument == "pair"
    with open(__file__) as stream, pytest.raises(ftcert.ArgumentTypeError, match="use its path"):
        ftcert.certify(stream)
