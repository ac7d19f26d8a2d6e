"""The example of continuous integration: its script accepts certificates that are verified as expected, and nothing else; what the workflow calls is
the script as it is tested here.

usage: test_ci.py FTCERT FTCHECK SOURCE"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FTCERT, FTCHECK, SOURCE = (os.path.abspath(word) for word in sys.argv[1:])
SCRIPT = pathlib.Path(SOURCE, "src/docs/ci/check_certificates.sh")
CHECKERS = ["ftcheck", "ftcheck.py"]
MODEL = pathlib.Path(SOURCE, "data/diabetes/model.onnx")
passed = failed = 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def check(folder, *checkers):
    done = subprocess.run(["sh", str(SCRIPT), str(folder), *(checkers or CHECKERS)], capture_output=True, text=True, env=ENVIRONMENT)
    return done.returncode, done.stdout


def make(folder, *options):
    """A certificate with what it binds, by the names that the script knows."""
    folder.mkdir(parents=True)
    shutil.copy(pathlib.Path(SOURCE, "data/diabetes/changed.csv"), folder / "data.csv")
    shutil.copy(MODEL, folder / "model.onnx")
    said = subprocess.run([FTCERT, "certify", "--data", "data.csv", "--model", "model.onnx", "-o", "claim.ftc", "--quiet", *options], cwd=folder,
                          capture_output=True, text=True, check=True).stdout
    (folder / "claim.txt").write_text(said.splitlines()[-1].replace("s CERTIFIED", "s VERIFIED") + "\n")


with tempfile.TemporaryDirectory(prefix="a b ") as scratch:
    programs = pathlib.Path(scratch, "programs")
    programs.mkdir()
    ENVIRONMENT = dict(os.environ, PATH=str(programs) + os.pathsep + os.environ["PATH"])
    (programs / "ftcheck").symlink_to(FTCHECK)
    (programs / "ftcheck.py").write_text("#!/bin/sh\nexec '%s' '%s/proofs/ftcheck.py' \"$@\"\n" % (sys.executable, SOURCE))
    (programs / "ftcheck.py").chmod(0o755)
    good = pathlib.Path(scratch, "good")
    make(good / "exact", "--construction", "hats")
    make(good / "of executions", "--patch", "patched.onnx")
    code, out = check(good)
    verified = [line for line in out.splitlines() if ": s VERIFIED " in line]
    expect("two certificates, two checkers", code == 0 and len(verified) == 4 and all(str(good) in line for line in verified), out)
    expect("the patched model was compared", "c patched file: its g is the certificate's" in out, out)
    expect("one checker", check(good, CHECKERS[0])[0] == 0)
    expect("a checker that is not there", check(good, "no-such-checker")[0] == 1)
    expect("a checker that fails", check(good, CHECKERS[0], "false")[0] == 1)
    expect("no checker", subprocess.run(["sh", str(SCRIPT), str(good)], capture_output=True).returncode == 2)
    (pathlib.Path(scratch) / "empty").mkdir()
    expect("no certificate", check(pathlib.Path(scratch, "empty"))[0] == 1)
    expect("no folder", check(pathlib.Path(scratch, "missing"))[0] == 1)
    flaws = {
        "another claim is expected": lambda place: (place / "claim.txt").write_text("s VERIFIED interpolation layers=2 neurons=1 samples=442 changed=20\n"),
        "no claim is expected": lambda place: (place / "claim.txt").unlink(),
        "a certificate that says too much": lambda place: (place / "claim.ftc").write_text((place / "claim.ftc").read_text().replace("neurons=12", "neurons=11")),
        "an empty certificate": lambda place: (place / "claim.ftc").write_text(""),
        "other data": lambda place: (place / "data.csv").write_bytes((place / "data.csv").read_bytes() + b"\n"),
        "another model": lambda place: (place / "model.onnx").write_bytes(MODEL.read_bytes() + b"\0"),
        "another patched model": lambda place: shutil.copy(MODEL, place / "patched.onnx"),
    }
    for name, spoil in flaws.items():
        bad = pathlib.Path(scratch, name)
        shutil.copytree(good, bad)
        spoil(bad / "of executions")
        code, out = check(bad)
        expect(name, code == 1 and str(bad / "exact") + ": ftcheck: s VERIFIED" in out, (code, out))
    workflow = pathlib.Path(SOURCE, "src/docs/ci/github.yml").read_text()
    call = SCRIPT.read_text().split("#        ")[1].splitlines()[0]
    expect("the workflow calls the script as it says", "run: sh ci/" + call + "\n" in workflow, (call, workflow))
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed or not passed else 0)
