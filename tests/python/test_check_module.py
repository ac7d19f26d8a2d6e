"""`python3 -m ftcert.check` is proofs/ftcheck.py, and needs nothing but Python's standard library."""
import os
import re
import subprocess
import sys
import types
import zipfile

import pytest

VALID = "tests/certificates/valid/"


def both(repository, python, environment, *arguments, **options):
    """What proofs/ftcheck.py and the module do: (exit code, standard output, standard error) of each."""
    answers = []
    for checker in (["proofs/ftcheck.py"], ["-m", "ftcert.check"]):
        done = subprocess.run([*python, *checker, *arguments], cwd=repository, env=environment, capture_output=True, text=True, **options)
        answers.append((done.returncode, done.stdout, done.stderr))
    return answers


@pytest.fixture
def bare(built_package):
    """The package without the extension, and an interpreter that sees the standard library and it alone: (command, environment)."""
    environment = {"PYTHONPATH": str(built_package), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    python = [os.path.realpath(sys.executable), "-S"]
    for name, found in (("numpy", False), ("pandas", False), ("ftcert", True), ("ftcert._ftcert", False)):
        code = "import importlib.util as i, sys; sys.exit(i.find_spec(%r) is None)" % name
        assert (subprocess.run([*python, "-c", code], env=environment).returncode == 0) == found, name
    return python, environment


@pytest.fixture(scope="module")
def built_package(repository, backend_of, tmp_path_factory):
    """The files of the wheel but the extension, in a folder."""
    folder = tmp_path_factory.mktemp("package")
    backend = backend_of(repository)
    empty = folder / "_ftcert.so"
    empty.write_bytes(b"")
    backend.extension = lambda: empty
    with zipfile.ZipFile(folder / backend.build_wheel(str(folder))) as archive:
        archive.extractall(folder / "package", [name for name in archive.namelist() if not name.endswith(".so")])
    return folder / "package"


@pytest.mark.parametrize("arguments, code", [
    (["--help"], 0), ([], 2), (["--data"], 2), (["no such file"], 3), ([VALID + "worked-example.ftc"], 0), (["tests/certificates/malformed"], 3),
    ([VALID + "worked-example.ftc", "--max-work", "0"], 4), (["tests/certificates/invalid"], 1),
    (["--pair", VALID + "pair-network.ftc", VALID + "exhaustion-worked-example.ftc"], 0), ([VALID + "external.ftc"], 5),
    ([VALID + "external.ftc", "--data", VALID + "external.csv"], 0)])
def test_same_answers(repository, bare, arguments, code):
    """Without numpy, pandas and the extension: the same exit code and the same lines."""
    ours, module = both(repository, *bare, *arguments)
    assert ours == module and ours[0] == code


def test_standard_input(repository, bare):
    with open(repository / VALID / "worked-example.ftc", encoding="ascii") as file:
        ours, module = both(repository, *bare, "-", input=file.read())
    assert ours == module and ours[0] == 0


def test_closed_output(repository, bare):
    for checker in (["proofs/ftcheck.py"], ["-m", "ftcert.check"]):
        done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *bare[0], *checker, VALID + "worked-example.ftc"], cwd=repository, env=bare[1],
                              stderr=subprocess.PIPE, text=True)
        assert (done.returncode, done.stderr[:19]) == (4, "ftcheck.py: E403 ca")


def test_files_of_the_current_folder_are_not_its_modules(bare, repository, tmp_path):
    (tmp_path / "ftcheck_read.py").write_text("raise SystemExit(99)\n")
    done = subprocess.run([*bare[0], "-m", "ftcert.check", repository / VALID / "worked-example.ftc"], cwd=tmp_path, env=bare[1])
    assert done.returncode == 0


def test_standard_library_only(repository, bare):
    """What is imported, as the interpreter lists it: modules of the standard library, the package, and the checker's own."""
    done = subprocess.run([*bare[0], "-X", "importtime", "-m", "ftcert.check", VALID + "worked-example.ftc"], cwd=repository, env=bare[1], capture_output=True, text=True)
    names = {line.split("|")[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")} - {"imported package"}
    foreign = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    assert done.returncode == 0 and "fractions" in names and foreign and all(re.fullmatch("ftcert|ftcheck(_[a-z_]+)?", name) for name in foreign), foreign


def test_whole_corpus(repository):
    """Every certificate of the corpus and every command line, by the installed module."""
    done = subprocess.run([sys.executable, "tests/certificates/check_corpus.py", "--", sys.executable, "-m", "ftcert.check"], cwd=repository, capture_output=True, text=True)
    passed = re.search("([0-9]+) passed, 0 failed", done.stdout.splitlines()[-1])
    assert done.returncode == 0 and passed and int(passed[1]) > 1000, done.stdout[-3000:] + done.stderr[-3000:]


def test_module_is_called():
    """ftcert.check is a module and a function, and importing it loads neither numpy nor the extension."""
    code = "import sys, ftcert.check; assert callable(ftcert.check) and not {'numpy', 'ftcert._ftcert'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    import ftcert
    assert isinstance(ftcert.check, types.ModuleType)
