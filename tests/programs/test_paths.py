"""In a folder whose path has a space, and a quote and a dollar sign: the programs, cmake, ctest and the proofs' Makefile.

usage: test_paths.py FTCERT FTCHECK SOURCE"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FTCERT, FTCHECK, SOURCE = sys.argv[1:]
TESTS = ["onnx_reader", "run"]  # of those that need no compiled program
passed = failed = 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    return done.returncode, done.stdout, done.stdout[-2000:] + done.stderr[-2000:]


def check_programs(folder):
    for program in FTCERT, FTCHECK:
        shutil.copy(program, folder)
    for file in "changed.csv", "model.onnx":
        shutil.copy(pathlib.Path(SOURCE, "data", "diabetes", file), folder / ("the " + file))
    shutil.copytree(pathlib.Path(SOURCE, "proofs"), folder / "proofs", ignore=shutil.ignore_patterns("__pycache__"))
    ftcert, ftcheck, checker = folder / os.path.basename(FTCERT), folder / os.path.basename(FTCHECK), folder / "proofs" / "ftcheck.py"
    files, certificate = ["--data", folder / "the changed.csv", "--model", folder / "the model.onnx"], folder / "the certificate.ftc"
    code, _, shown = run(ftcert, "certify", *files, "-o", certificate, "--json", folder / "the summary.json")
    expect("certify", code == 0 and certificate.exists(), shown)
    code, _, shown = run(ftcert, "explain", certificate, "-o", folder / "the picture.svg")
    expect("explain", code == 0 and (folder / "the picture.svg").exists(), shown)
    for words in [ftcheck], [sys.executable, checker]:
        code, out, shown = run(*words, certificate, *files)
        expect("%s, a certificate" % words[-1].name, code == 0 and out.startswith("s VERIFIED "), shown)
        code, out, shown = run(*words, folder)
        expect("%s, a folder" % words[-1].name, code == 0 and out.startswith("c file %s\ns VERIFIED " % certificate), shown)


def check_tree(folder):
    """A copy of the sources, in which nothing is compiled; without what other programs may write there meanwhile."""
    tree, build = folder / "ftcert", folder / "ftcert" / "build"
    shutil.copytree(SOURCE, tree, ignore=lambda at, names: names if "CMakeCache.txt" in names else {".git", "__pycache__"} & set(names))
    code, _, shown = run("cmake", "-G", "Ninja", "-S", tree, "-B", build, "-DBUILD_TESTING=ON")
    expect("cmake", code == 0, shown)
    code, _, shown = run("ctest", "--test-dir", build, "-R", "^(%s)$" % "|".join(TESTS))
    expect("ctest", code == 0 and "tests passed, 0 tests failed out of %d" % len(TESTS) in shown, shown)
    code, out, shown = run("ctest", "--test-dir", build, "--show-only=json-v1")
    found = [test["command"] for test in json.loads(out[out.index("{"):])["tests"] if test["name"] == "proofs"] if code == 0 else []
    for command in found:  # where Coq is installed: the Makefile of the proofs, and one that they are compiled from
        target = next(word for word in command if word.startswith("BUILD="))[6:]
        code, _, shown = run(*command, target + "/Makefile.coq", target + "/theories/Words.v")
        made = [(build / "proofs" / name).exists() for name in ("Makefile.coq", "theories/Words.v")]
        expect("the proofs' Makefile", code == 0 and all(made), shown)
    code, _, shown = run("make", "-n", "-C", tree / "proofs", "BUILD=%s" % (build / "proofs"))
    expect("a folder that make cannot take", code == 2 and "make takes no paths with a space: expected BUILD" in shown, shown)


with tempfile.TemporaryDirectory(prefix="a b's $c ") as scratch:
    check_programs(pathlib.Path(scratch))
with tempfile.TemporaryDirectory(prefix="a b ") as scratch:
    check_tree(pathlib.Path(scratch))
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed or not passed else 0)
