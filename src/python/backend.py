"""Builds the Python package (PEP 517, PEP 660) with CMake and the standard library; pyproject.toml names this file.

    pip install --no-build-isolation .

A wheel holds src/python/ftcert, the extension that CMake builds in build/ (its target ftcert_python), and the checker in
Python, proofs/ftcheck*.py, unchanged in ftcert/_checker. The same files give the same bytes: names in order, one date.
Nothing is downloaded. pip shows what CMake says where it fails, or with -v; `python3 src/python/backend.py` builds the extension alone, and shows it.
"""
import base64
import gzip
import hashlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build"
TARGET = "ftcert_python"
SUFFIXES = (".py", ".pyi", ".typed")
# What a source distribution holds: what CMake and this file read, the notebooks and their data.
SOURCES = ("CHANGELOG.md", "CITATION.cff", "CMakeLists.txt", "LICENSE", "README.md", "pyproject.toml", "proofs/*.md", "proofs/*.py", "data/**/*",
           "src/**/*.cmake", "src/**/*.?pp", "src/**/*.ipynb", "src/**/*.js", "src/**/*.md", "src/**/*.py", "src/**/*.pyi", "src/**/*.typed")
NO_SOURCES = {"__pycache__", ".ipynb_checkpoints"}

Settings = Mapping[str, Any] | None


# ---- what the package is called ------------------------------------------------------------------------------------------------


def project() -> dict[str, Any]:
    """The table [project] of pyproject.toml, with the version that CMakeLists.txt states."""
    with open(ROOT / "pyproject.toml", "rb") as file:
        table: dict[str, Any] = tomllib.load(file)["project"]
    found = re.search(r"^project\(ftcert VERSION ([0-9]+\.[0-9]+\.[0-9]+)\b", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"), re.M)
    if found is None:
        raise SystemExit("CMakeLists.txt: expected a line project(ftcert VERSION x.y.z .., found none")
    return {**table, "version": found[1]}


def stem() -> str:
    """Name and version, as file names have them."""
    table = project()
    return "%s-%s" % (table["name"], table["version"])


def tag() -> str:
    """The interpreters and systems that the wheel is for (PEP 425)."""
    python = "cp%d%d" % sys.version_info[:2]
    return "%s-%s-%s" % (python, python, re.sub("[-.]", "_", sysconfig.get_platform()))


def metadata() -> str:
    """The file METADATA (core metadata 2.1)."""
    table = project()
    lines = ["Metadata-Version: 2.1", "Name: " + table["name"], "Version: " + table["version"], "Summary: " + table["description"]]
    lines += ["Author: " + author["name"] for author in table["authors"]]
    lines += ["License: " + table["license"]["text"]]
    lines += ["Classifier: " + classifier for classifier in table["classifiers"]]
    lines += ["Requires-Python: " + table["requires-python"]]
    lines += ["Requires-Dist: " + needed for needed in table["dependencies"]]
    for extra, names in table.get("optional-dependencies", {}).items():
        lines += ["Provides-Extra: " + extra] + ["Requires-Dist: %s; extra == '%s'" % (name, extra) for name in names]
    lines += ["Description-Content-Type: text/markdown", "", (ROOT / table["readme"]).read_text(encoding="utf-8")]
    return "\n".join(lines)


def information() -> dict[str, bytes]:
    """The folder *.dist-info but for RECORD."""
    wheel = "Wheel-Version: 1.0\nGenerator: ftcert\nRoot-Is-Purelib: false\nTag: %s\n" % tag()
    files = {"LICENSE": (ROOT / "LICENSE").read_bytes(), "METADATA": metadata().encode(), "WHEEL": wheel.encode()}
    return {"%s.dist-info/%s" % (stem(), name): text for name, text in files.items()}


# ---- what it holds -------------------------------------------------------------------------------------------------------------


def run(*command: str) -> None:
    """One command of the build; what it prints, pip keeps."""
    print("$", " ".join(command), flush=True)
    if shutil.which(command[0]) is None:
        raise SystemExit("%s was not found: it builds the extension (./run python installs it on Debian 12)" % command[0])
    code = subprocess.run(command, cwd=ROOT).returncode
    if code != 0:
        raise SystemExit("'%s' ended with exit code %d; what it said stands above (./run python installs what the build needs on Debian 12)"
                         % (" ".join(command), code))


def set_up() -> None:
    """Sets up build/ for the extension and this interpreter: as it was, or for the first time."""
    python = os.path.realpath(sys.executable)  # the same in every virtual environment
    configure = ["cmake", "-S", str(ROOT), "-B", str(BUILD), "-DFTCERT_PYTHON=ON", "-DPython_EXECUTABLE=" + python]
    if not (BUILD / "CMakeCache.txt").exists():
        configure += ["-DCMAKE_BUILD_TYPE=Release", "-DBUILD_TESTING=OFF"] + (["-GNinja"] if shutil.which("ninja") else [])
    run(*configure)


def extension() -> pathlib.Path:
    """Builds the extension and returns its file."""
    set_up()
    run("cmake", "--build", str(BUILD), "--target", TARGET, "--parallel", str(os.cpu_count() or 1))
    return BUILD / "python" / ("_ftcert" + str(sysconfig.get_config_var("EXT_SUFFIX")))


def contents() -> dict[str, pathlib.Path]:
    """The files of the package, by their names in it: the sources, the extension and the checker."""
    package = ROOT / "src/python/ftcert"
    files = {path.relative_to(package).as_posix(): path for path in package.rglob("*") if path.suffix in SUFFIXES and path.is_file()}
    files.update(("_checker/" + path.name, path) for path in (ROOT / "proofs").glob("ftcheck*.py"))
    module = extension()
    files[module.name] = module
    return {"ftcert/" + name: path for name, path in files.items()}


def record(files: Mapping[str, bytes]) -> bytes:
    """The file RECORD: every other file with its digest and size."""
    own = stem() + ".dist-info/RECORD"
    rows = []
    for name in sorted([*files, own]):
        digest = "" if name == own else "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        rows.append("%s,%s,%s\n" % (name, digest, "" if name == own else len(files[name])))
    return "".join(rows).encode()


def write_wheel(folder: str, files: Mapping[str, bytes]) -> str:
    """A wheel of these files and the package's metadata, in the folder; returns its name."""
    everything = {**files, **information()}
    everything[stem() + ".dist-info/RECORD"] = record(everything)
    name = "%s-%s.whl" % (stem(), tag())
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as archive:
        for path in sorted(everything, key=lambda path: (".dist-info/" in path, path)):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr, entry.compress_type = 3, (0o100755 if path.endswith(".so") else 0o100644) << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, everything[path])
    return name


# ---- the hooks -----------------------------------------------------------------------------------------------------------------


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """Nothing from an index: CMake, a compiler and the libraries are the system's."""
    return []


get_requires_for_build_sdist = get_requires_for_build_editable = get_requires_for_build_wheel


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Settings = None) -> str:
    """The metadata alone, before anything is built."""
    for name, text in information().items():
        path = pathlib.Path(metadata_directory, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return stem() + ".dist-info"


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """The package, to install."""
    return write_wheel(wheel_directory, {name: path.read_bytes() for name, path in contents().items()})


def build_editable(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """The package as links to the files of this tree, in build/editable: what is changed there is what runs. A new file needs a new installation."""
    folder = BUILD / "editable"
    shutil.rmtree(folder, ignore_errors=True)
    for name, path in contents().items():
        link = folder / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path)
    return write_wheel(wheel_directory, {"ftcert.pth": (str(folder) + "\n").encode()})


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """The sources (SOURCES) as an archive from which the package can be built."""
    paths = {path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file() and not NO_SOURCES & set(path.relative_to(ROOT).parts)}
    files = {path.relative_to(ROOT).as_posix(): path for path in paths}
    name = stem() + ".tar.gz"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted([*files, "PKG-INFO"]):
            text = metadata().encode() if path == "PKG-INFO" else files[path].read_bytes()
            entry = tarfile.TarInfo("%s/%s" % (stem(), path))
            entry.size, entry.mode = len(text), 0o644
            archive.addfile(entry, io.BytesIO(text))
    pathlib.Path(sdist_directory, name).write_bytes(gzip.compress(packed.getvalue(), mtime=0))
    return name


if __name__ == "__main__":  # the extension alone, with what CMake says
    print(extension())
