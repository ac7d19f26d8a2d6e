"""./run on systems that it cannot set up: one clear line and an exit code other than 0, or it goes on. Nothing is installed or built here: the
commands that it calls are stubs.

usage: test_run.py SOURCE"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = sys.argv[1]
REAL = "sh dirname grep sed tr cat env printf uname mkdir cp cmp cut paste rm date timeout".split()
TOOLS = "g++ make cmake ninja pkg-config python3 protoc".split()
DEBIAN, OTHER = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n', 'PRETTY_NAME="Other 7"\nID=other\nVERSION_ID="7"\n'
INSTALLED, MISSING = "printf 'install ok installed'", "exit 1"
ALL_BUT_NINJA = 'case "$*" in *ninja-build) exit 1 ;; *) printf "install ok installed" ;; esac'
passed = failed = 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown))


def run(stubs, release, *words, **environment):
    """(exit code, lines on standard output, lines on standard error, calls of the stubs that change something)."""
    with tempfile.TemporaryDirectory(prefix="a b ") as folder:
        path, log = os.path.join(folder, "bin"), os.path.join(folder, "log")
        os.mkdir(path)
        stubs = {**{name: "exit 0" for name in TOOLS}, "sleep": "exit 0", **stubs}
        for name in REAL:
            if name not in stubs:
                os.symlink(shutil.which(name), os.path.join(path, name))
        for name, text in stubs.items():
            if text is None:
                continue
            with open(os.path.join(path, name), "w", encoding="ascii") as file:
                logged = 'printf "%%s %%s\\n" %s "$*" >> "%s"\n' % (name, log) if name in ("cmake", "apt-get", "sudo") else ""
                file.write("#!/bin/sh\n%s%s\n" % (logged, text))
            os.chmod(os.path.join(path, name), 0o755)
        with open(os.path.join(folder, "os-release"), "w", encoding="ascii") as file:
            file.write(release)
        if not release:
            os.remove(os.path.join(folder, "os-release"))
        tree = os.path.join(folder, "a tree")  # run changes to its own folder
        os.mkdir(tree)
        os.mkdir(os.path.join(tree, ".ci"))
        for name in ("run", os.path.join(".ci", "run")):
            shutil.copy(os.path.join(SOURCE, name), os.path.join(tree, name))
        os.makedirs(os.path.join(tree, "tests", "runtime"))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(SOURCE, "tests", "runtime", name), os.path.join(tree, "tests", "runtime"))
        os.makedirs(os.path.join(tree, "data", "digits"))  # the demo pastes these together
        for name in ("misclassified.csv", "classes.csv"):
            shutil.copy(os.path.join(SOURCE, "data", "digits", name), os.path.join(tree, "data", "digits"))
        done = subprocess.run([os.path.join(tree, "run"), *(words or ["build"])], capture_output=True, text=True, cwd=folder,
                              env={"PATH": path, "FTCERT_OS_RELEASE": os.path.join(folder, "os-release"), "FTCERT_PYTHON": "system-python", **environment})
        calls = []
        if os.path.exists(log):
            with open(log, encoding="ascii") as file:
                calls = file.read().splitlines()
        return done.returncode, done.stdout.splitlines(), done.stderr.splitlines(), calls


def one_line(name, found, *words):
    code, out, err, calls = found
    expect(name, code == 1 and not out and len(err) == 1 and err[0].startswith("run: ") and all(w in err[0] for w in words) and not calls, found)


def builds(name, found, notes=0, before=()):
    code, _, err, calls = found
    wanted = [*before, "cmake -G Ninja -S . -B build", "cmake --build build"]
    expect(name, code == 0 and len(err) == notes and len(calls) == len(wanted) and all(map(str.startswith, calls, wanted)), found)


USER, ROOT = {"id": "echo 1000"}, {"id": "echo 0"}
APT, SUDO = {"apt-get": "exit 0"}, {"sudo": "exit 0"}
one_line("no sudo", run({**USER, **APT, "dpkg-query": ALL_BUT_NINJA}, DEBIAN), "missing packages: ninja-build;", "root", "sudo")
one_line("no sudo, nothing installed", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN), " g++ ", "libgmp-dev", "root", "sudo")
one_line("no sudo, tests", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN, "test"), "libboost-test-dev", "sudo")
one_line("no sudo, proofs", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN, "proofs"), " coq ", "sudo")
one_line("no sudo, formats", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN, "proofs-float"), " coq ", " libcoq-flocq", "sudo")
one_line("no apt-get", run({**ROOT, "dpkg-query": ALL_BUT_NINJA}, DEBIAN), "ninja-build", "apt-get")
builds("nothing is missing", run({**USER, "dpkg-query": INSTALLED}, DEBIAN))
update = ["apt-get update -q", "apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=600 ninja-build"]
builds("as root", run({**ROOT, **APT, "dpkg-query": ALL_BUT_NINJA}, DEBIAN), before=update)
builds("with sudo", run({**USER, **APT, **SUDO, "dpkg-query": ALL_BUT_NINJA}, DEBIAN),
       before=["sudo " + update[0], "sudo env DEBIAN_FRONTEND=noninteractive " + update[1]])
# What needs the network is tried twice.
code, out, err, calls = run({**ROOT, "apt-get": "exit 100", "dpkg-query": ALL_BUT_NINJA}, DEBIAN)
expect("apt-get without a network", code == 1 and calls == 2 * update[:1] and "== failed; once more in ten seconds" in out
       and err == ["run: apt-get could not install, tried twice: ninja-build; it needs the network, or a mirror of Debian 12"], (code, out, err, calls))
ONCE = '[ -e "$0.failed" ] || { : > "$0.failed"; exit 1; }'
builds("apt-get fails once", run({**ROOT, "apt-get": ONCE, "dpkg-query": ALL_BUT_NINJA}, DEBIAN), before=update[:1] + update)
one_line("another system with dpkg", run({**ROOT, **APT, "dpkg-query": ALL_BUT_NINJA}, OTHER), "Debian 12", "Other 7", "ninja-build")
one_line("another Debian", run({**ROOT, **APT, "dpkg-query": ALL_BUT_NINJA}, DEBIAN.replace("12", "13")), "Debian 12", "Debian GNU/Linux 13", "ninja-build")
builds("another system with all packages", run({**USER, "dpkg-query": INSTALLED}, OTHER), notes=1)
one_line("another system without dpkg", run({**ROOT, "ninja": None, "protoc": None}, OTHER), "Debian 12", "Other 7", "ninja-build protobuf-compiler")
builds("another system with all tools", run(USER, OTHER), notes=1)
one_line("a system without a name", run({**ROOT, "cmake": None}, ""), "Debian 12", "a system without a name", " cmake")
one_line("proofs on another system", run(ROOT, OTHER, "proofs"), "Other 7", "coq ocaml-nox ocaml-findlib")
NODE = {**ROOT, "dpkg-query": INSTALLED, "node": "exit 0"}
one_line("no node", run({**ROOT, "dpkg-query": INSTALLED, "npm": "exit 0"}, DEBIAN, "runtime"), "./run runtime", "node", "Node.js")
one_line("no npm", run(NODE, DEBIAN, "runtime"), "./run runtime", "npm", "Node.js")
code, _, err, _ = run({**NODE, "npm": "echo npm error >&2; exit 1"}, DEBIAN, "runtime")
expect("npm without a network", code == 1 and err[:2] == 2 * ["npm error"] and len(err) == 3 and "npm could not install" in err[2] and "network" in err[2],
       (code, err))
code, out, err, _ = run({**NODE, "npm": ONCE}, DEBIAN, "runtime")
expect("npm fails once", code == 0 and not err and "== failed; once more in ten seconds" in out, (code, out, err))
# The words are those of npm ci, and the install script of the package stays where it is.
code, out, err, _ = run({**NODE, "npm": 'echo "npm $*"', "python3": 'echo "python3 $*"'}, DEBIAN, "runtime")
expect("npm and the test", code == 0 and any(l.startswith("npm ci --ignore-scripts") for l in out)
       and "python3 tests/runtime/test_runtime.py build/ftcert . build/runtime" in out
       and out[-1] == "python3 tests/documentation/check_examples.py build . src/docs/jobs/patch-a-model.md --runtime build/runtime", (code, out, err))
code, out, err, calls = run({**ROOT, "dpkg-query": INSTALLED, "python3": 'echo "python3 $*"'}, DEBIAN, "bench", "--only", "a case")
expect("bench", code == 0 and out == ["python3 tests/benchmarks/bench.py --only a case"] and calls[-1] == "cmake --build build --target bench", (code, out, calls))
# The demo goes on where the patched models cannot be run, and says so; where they can, a model that moves a kept sample ends it.
MADE = {**ROOT, "dpkg-query": INSTALLED, "cmake": 'mkdir -p build; cp "${0%/*}/g++" build/ftcert; cp "${0%/*}/g++" build/ftcheck'}
for name, more in {"no node": {}, "no npm": {"node": "exit 0"}, "npm fails": {"node": "exit 0", "npm": "exit 1"},
                   "onnxruntime does not load": {"node": "exit 1", "npm": "mkdir -p node_modules/onnxruntime-node"}}.items():
    code, out, err, _ = run({**MADE, **more}, DEBIAN, "demo")
    expect("demo, " + name, code == 0 and any("not run here" in l for l in out) and out[-1].startswith("$ build/ftcheck --pair"), (code, out, err))
INSTALLS = {"npm": "mkdir -p node_modules/onnxruntime-node"}
for verdict, wanted in ((0, 0), (1, 1)):
    code, out, err, _ = run({**MADE, **INSTALLS, "node": 'case "$1" in -e) exit 0 ;; *) exit %d ;; esac' % verdict}, DEBIAN, "demo")
    expect("demo, a patched model says %d" % verdict, code == wanted and any(l.startswith("$ node tests/runtime/patched.js") for l in out), (code, out, err))
PYTHON = """case "$*" in
  *importlib*) ;;
  *"-m venv"*) %s mkdir -p build/venv/bin; cp "$0" build/venv/bin/python ;;
  "-c import os"*) ;;
  *"-m pip"*) echo pip "$*"; %s exit 0 ;;
  *) echo python "$*"; %s exit 0 ;;
esac"""
# All at once, in stages: proofs beside the build, then the tests and the rest; the first that fails ends it. One line for each stage at the end.
ALL = {**MADE, **INSTALLS, "node": "exit 0", "nproc": "echo 2", "python3": 'echo "python3 $*"', "ctest": 'echo "ctest $*"', "make": 'echo "make $*"',
       "system-python": PYTHON % ("", "", "")}
STAGES = ["proofs", "test", "runtime", "python", "docs", "page"]
BESIDE = ["the build", "the proofs"]
for name, more, passed_stages, did, timed in (
        ("all", {}, len(STAGES), ["make", "ctest", "python3", "python", "python3", "python3"], BESIDE), ("a test fails", {"ctest": "echo no test; exit 8"}, 1, ["make"], BESIDE),
        ("npm is missing", {"npm": None}, 2, ["make", "ctest"], BESIDE), ("the proofs fail", {"make": "echo no proof; exit 2"}, 0, [], BESIDE[:1]),
        ("the build fails", {"cmake": "exit 1"}, 0, ["make"], BESIDE[1:])):
    code, out, err, _ = run({**ALL, **more}, DEBIAN, "all")
    summary = out[len(out) - out[::-1].index(""):] if "" in out else []
    wanted = [r"ci: %s \d+ s" % stage for stage in STAGES[:passed_stages]]
    wanted.append(r"ci: all \d+ s" if passed_stages == len(STAGES) else r"ci: %s failed after \d+ s \(exit code \d\)" % STAGES[passed_stages])
    expect(name + ": the end", len(summary) == len(wanted) and all(map(re.fullmatch, wanted, summary)), out)
    expect(name + ": said when it happens", [l for l in out if l.startswith("ci: ")] == 2 * summary, out)
    expect(name + ": exit code", (code == 0) == (passed_stages == len(STAGES)), code)
    expect(name + ": what was done", [l.split()[0] for l in out if l.startswith(("make -C", "ctest -", "python3 tests/runtime", "python -m pytest", "python3 src/docs", "python3 tests/page"))] == did, out)
    expect(name + ": what failed is shown", ("no proof" in out) == ("make" in more) and ("no test" in out) == ("ctest" in more), out)
    expect(name + ": how long side by side", [l[3:].split(":")[0] for l in out if re.match("== the (proofs|build): [0-9]+ s", l)] == timed, out)
# By this clock every stage takes 599 s, however long it really does, so that one second of 600 is left for the second stage.
CLOCK = {"timeout": '%s "$@" || code=$?; echo >> "$0.ends"; exit ${code:-0}' % shutil.which("timeout"),
         "date": 'n=0; [ ! -e "${0%/*}/timeout.ends" ] || while read -r _; do n=$((n + 599)); done < "${0%/*}/timeout.ends"; echo $n'}
code, out, err, _ = run({**ALL, **CLOCK, "ctest": "exec %s 600" % shutil.which("sleep")}, DEBIAN, "all", FTCERT_CI_LIMIT="600")
expect("what takes too long is stopped", code == 1 and out[-1] == "ci: test was stopped after 599 s: 600 seconds are over", (code, out, err))
code, out, err, _ = run({**ALL, **CLOCK}, DEBIAN, "all", FTCERT_CI_LIMIT="599")
expect("what has no time left is not begun", code == 1 and out[-1] == "ci: test was not begun: 599 seconds are over", (code, out, err))
one_line("no sudo, compile", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN, "compile"), "libboost-test-dev", " coq ", "sudo")
# The package: what is missing is named; with all there, a virtual environment, the package in it, its tests, and the verdict on the patched model.
one_line("no sudo, package", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN, "python"), "pybind11-dev", "python3-venv", "sudo")
one_line("no Python of the system", run({**ROOT, "dpkg-query": INSTALLED}, DEBIAN, "python"), "system-python", "FTCERT_PYTHON")
one_line("no pip", run({**ROOT, "dpkg-query": INSTALLED, "system-python": "echo ensurepip pip"}, DEBIAN, "python"), "system-python", "ensurepip pip", "python3-venv")
one_line("a Python that does not run", run({**ROOT, "dpkg-query": INSTALLED, "system-python": "exit 1"}, DEBIAN, "python"), "system-python", "does not run")
for name, fails, said in (("package", ("", "", ""), None), ("no venv", ("exit 1;", "", ""), "could not make a virtual environment"),
                          ("no extension", ("", "", 'case "$*" in *backend.py) exit 1 ;; esac;'), "extension could not be built"), ("no wheel", ("", "exit 1;", ""), "pip could not install"), ("a test fails", ("", "", 'case "$*" in *pytest*) exit 1 ;; esac;'), "tests of the Python package failed")):
    code, out, err, _ = run({**MADE, "system-python": PYTHON % fails}, DEBIAN, "python")
    if said:
        expect(name, code == 1 and said in err[-1] and not any(l.startswith("$ build/ftcheck") for l in out), (code, out, err))
    else:
        calls = [l for l in out if l.startswith(("pip ", "python ", "$ "))]
        expect(name, code == 0 and not err and len(calls) == 5 and calls[0] == "python src/python/backend.py" and "--no-index" in calls[1]
               and calls[2] == "python -m pytest -q tests/python" and "check_examples.py build . src/docs/jobs/python.md" in calls[3]
               and calls[4].startswith("$ build/ftcheck build/python/notebooks/diabetes.ftc"), (code, out, err))
# The page: compiled with emscripten, compared in Chromium.
one_line("no sudo, page", run({**USER, **APT, "dpkg-query": MISSING}, DEBIAN, "page"), "emscripten", "chromium", "sudo")
code, out, err, calls = run({**MADE, "python3": 'echo "python3 $*"'}, DEBIAN, "page")
expect("page", code == 0 and not err and [l for l in out if l.startswith("python3 ")] == [
    "python3 src/page/set_up.py build/page", "python3 tests/page/test_page.py chromium build/ftcheck build/page/ftcheck.html . build/page/screenshots"]
    and any(l.startswith("cmake -G Ninja -S src/page -B build/page") for l in out + calls), (code, out, err, calls))
code, _, err, calls = run(ROOT, DEBIAN, "unknown")
expect("an unknown word", code == 2 and err and err[0].startswith("./run demo") and not calls, (code, err, calls))
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed or not passed else 0)
