"""The wheel: what it holds, that its bytes depend on the sources alone, and that it installs and uninstalls without a trace."""
import base64
import csv
import email
import hashlib
import io
import os
import pathlib
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile

import pytest

PIP = ["-m", "pip", "--isolated", "--disable-pip-version-check"]


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(repository, backend_of, tmp_path_factory):
    """(the backend, with the extension built once; the wheel)"""
    backend, folder = backend_of(repository), tmp_path_factory.mktemp("wheel")
    module = backend.extension()
    backend.extension = lambda: module
    return backend, folder / backend.build_wheel(str(folder))


@pytest.fixture
def venv(tmp_path):
    """An interpreter with the system's packages, below a folder whose name has a space, and the folder of its own packages."""
    folder = tmp_path / "a folder" / "venv"
    run(os.path.realpath(sys.executable), "-m", "venv", "--system-site-packages", "--without-pip", folder)
    return folder / "bin/python", next(folder.glob("lib/python*/site-packages"))


def files_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def complaints(python):
    """What pip check says: of the system's own packages, at most."""
    return subprocess.run([python, *PIP, "check"], capture_output=True, text=True).stdout.splitlines()


def test_record(built):
    """Every file is in RECORD, with its digest and size, and nothing else is."""
    with zipfile.ZipFile(built[1]) as archive:
        names = archive.namelist()
        own = next(name for name in names if name.endswith(".dist-info/RECORD"))
        rows = list(csv.reader(io.StringIO(archive.read(own).decode())))
        assert sorted(row[0] for row in rows) == sorted(names) and len(set(names)) == len(names)
        for name, digest, size in rows:
            text = archive.read(name)
            wanted = "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text).digest()).decode().rstrip("=")
            assert (digest, size) == (("", "") if name == own else (wanted, str(len(text)))), name


def test_contents(built, repository):
    """Sources, stubs, the extension and the checker, which is that of proofs/ to the last byte; no test, no compiled Python."""
    with zipfile.ZipFile(built[1]) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        checker = {path.name: path.read_bytes() for path in (repository / "proofs").glob("ftcheck*.py")}
        assert "ftcheck.py" in checker and len(checker) > 15
        assert {name.split("/")[-1]: archive.read(name) for name in names if "/_checker/" in name} == checker
        others = {name for name in names if "/_checker/" not in name and not name.endswith(".so")}
        assert {"ftcert/__init__.py", "ftcert/check.py", "ftcert/_ftcert.pyi", "ftcert/py.typed"} <= others
        assert all(archive.read(name) == (repository / "src/python" / name).read_bytes() for name in others)
        assert [name for name in names if name.endswith(".so")] == ["ftcert/_ftcert" + sysconfig.get_config_var("EXT_SUFFIX")]


def test_metadata(built, repository, tmp_path):
    """Name, version, requirements and description; the same before and after the build."""
    backend, wheel = built
    folder = backend.prepare_metadata_for_build_wheel(str(tmp_path))
    with zipfile.ZipFile(wheel) as archive:
        for path in files_below(tmp_path / folder):
            assert archive.read(folder + "/" + path) == (tmp_path / folder / path).read_bytes()
        found = email.message_from_bytes(archive.read(folder + "/METADATA"))
        tags = email.message_from_bytes(archive.read(folder + "/WHEEL"))
    version = re.search("^CMAKE_PROJECT_VERSION:STATIC=(.*)$", (repository / "build/CMakeCache.txt").read_text(), re.M)[1]
    assert (found["Name"], found["Version"], found["Requires-Python"]) == ("ftcert", version, ">=3.11")
    assert found.get_all("Requires-Dist")[0].startswith("numpy")
    assert found.get_payload(decode=True) == (repository / "README.md").read_bytes()
    assert wheel.name == "ftcert-%s-%s.whl" % (version, tags["Tag"]) and tags["Root-Is-Purelib"] == "false"
    assert backend.get_requires_for_build_wheel() == backend.get_requires_for_build_sdist() == backend.get_requires_for_build_editable() == []


def test_same_bytes(built, backend_of, tmp_path):
    """From the source distribution, unpacked elsewhere with other dates, comes the same wheel, and the same source distribution; CMake finds what it needs."""
    backend, wheel = built
    first = pathlib.Path(tmp_path, backend.build_sdist(str(tmp_path)))
    with tarfile.open(first) as archive:
        assert {(entry.mtime, entry.uid, entry.mode) for entry in archive.getmembers()} == {(0, 0, 0o644)}
        archive.extractall(tmp_path / "un packed")
    tree = tmp_path / "un packed" / first.name.removesuffix(".tar.gz")
    for path in tree.rglob("*"):
        os.utime(path, (10 ** 9, 10 ** 9))
    other = backend_of(tree)
    other.extension = backend.extension
    assert (tmp_path / other.build_wheel(str(tmp_path))).read_bytes() == wheel.read_bytes()
    again = tmp_path / "again"
    again.mkdir()
    assert (again / other.build_sdist(str(again))).read_bytes() == first.read_bytes()
    other.set_up()
    assert (tree / "build/CMakeCache.txt").exists()


def test_install(built, venv, tmp_path, repository):
    """Installed by pip without an index, in a path with a space: complete, imported from anywhere; uninstalled, nothing is left."""
    python, packages = venv
    before, broken = files_below(packages), complaints(python)
    run(python, *PIP, "install", "--no-index", built[1], cwd=tmp_path)
    assert complaints(python) == broken and not any("ftcert" in line for line in broken)
    with zipfile.ZipFile(built[1]) as archive:
        for name in archive.namelist():
            assert name.endswith("/RECORD") or (packages / name).read_bytes() == archive.read(name), name
    said = run(python, "-c", "import ftcert, ftcert._ftcert, ftcert.check; print(ftcert.__file__, ftcert.__version__)", cwd=tmp_path)
    assert said.split("\n")[0] == "%s %s" % (packages / "ftcert/__init__.py", built[1].name.split("-")[1])
    certificate = repository / "tests/certificates/valid/worked-example.ftc"
    assert run(python, "-m", "ftcert.check", certificate, cwd=tmp_path).startswith("s VERIFIED interpolation ")
    run(python, *PIP, "uninstall", "--yes", "ftcert", cwd=tmp_path)
    assert files_below(packages) == before


def test_by_pip(built, tmp_path, repository):
    """pip makes the same wheel from the tree, with build isolation and without, and gets nothing from an index."""
    for more in (["--no-build-isolation"], []):
        folder = tmp_path / ("wheel%d" % len(more))
        run(sys.executable, *PIP, "wheel", "--no-index", "--no-deps", "-w", folder, *more, repository, cwd=tmp_path)
        assert (folder / built[1].name).read_bytes() == built[1].read_bytes()


def test_editable(built, venv, tmp_path, repository):
    """An editable installation runs the files of the tree."""
    python, packages = venv
    before = files_below(packages)
    run(python, *PIP, "install", "--no-index", "--no-build-isolation", "--editable", repository, cwd=tmp_path)
    said = run(python, "-c", "import os, ftcert, ftcert._ftcert; print(os.path.realpath(ftcert.__file__), ftcert._ftcert.__file__)", cwd=tmp_path).split()
    assert said == [str(repository / "src/python/ftcert/__init__.py"), str(repository / "build/editable/ftcert" / pathlib.Path(said[1]).name)]
    assert run(python, "-m", "ftcert.check", repository / "tests/certificates/valid/worked-example.ftc", cwd=tmp_path).startswith("s VERIFIED ")
    run(python, *PIP, "uninstall", "--yes", "ftcert", cwd=tmp_path)
    assert files_below(packages) == before


def test_without_cmake(repository, backend_of, monkeypatch, tmp_path):
    """What is missing is named."""
    backend = backend_of(repository)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="cmake was not found"):
        backend.extension()


def test_failure_of_cmake(backend_of, repository, monkeypatch, tmp_path):
    """What fails ends the build."""
    backend = backend_of(repository)
    monkeypatch.setattr(backend, "ROOT", tmp_path)
    monkeypatch.setattr(backend, "BUILD", tmp_path / "build")
    with pytest.raises(SystemExit, match="'cmake .*' ended with exit code 1"):
        backend.extension()
