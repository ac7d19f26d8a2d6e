"""The cases of ./run bench: what is made, which programs run by turns, which rows come of it."""
import glob
import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass

from measure import Failed, by_turns, run, Measured, say
from rows import Row, bytes_a_number, growth, quotient

HERE = os.path.dirname(os.path.abspath(__file__))
# Below, bytes a number and two jobs say more of the program than of the work.
MANY_NUMBERS, LONG_WORK = 100000, 1.0
# ftcheck.py is stopped where it has taken so many times what ftcheck takes.
PYTHON_TIMES = 200


@dataclass
class Data:
    """A data case: made by make_data.py with these words. certify_mark: of its time over that of reading. python: whether ftcheck.py is measured."""
    name: str
    made: str
    numbers: int
    layers: int
    certify_mark: float
    python: bool = True
    quick: bool = True
    large: bool = False

    case = property(lambda self: self.name + ("" if self.layers == 2 and not self.name.startswith("line") else "-layers-%d" % self.layers))


@dataclass
class Function:
    """A model f: made by make_data.py, or a public one where FTCERT_MODELS names its folder."""
    name: str
    made: str
    inputs: int
    samples: int
    naive: int
    public: str = ""


def data_cases(tiny):
    if tiny:
        sizes, changed, spaces = ((4, 60), (5, 120), (6, 240)), 12, ((3, 24, 4), (120, 12, 3))
    else:
        sizes, changed, spaces = ((4, 10 ** 4), (5, 10 ** 5), (6, 10 ** 6)), 2500, ((10, 10 ** 5, 1000), (784, 10 ** 4, 50))
    result = [Data("line-%d" % k, "line %d %d" % (count, changed), 3 * count, layers, 15, python=k < 6, quick=k < 6)
              for k, count in sizes for layers in (2, 3, 4)]
    for name, mark, (dimension, count, n) in zip(("d10", "d784"), (15, 8), spaces):
        result.append(Data(name, "space %d %d %d" % (dimension, count, n), (dimension + 2) * count, 2, mark, quick=False))
    count = 300 if tiny else 10 ** 7
    return result + [Data("line-7", "line %d %d" % (count, changed), 3 * count, 2, 15, python=False, quick=False, large=True)]


def function_cases(tiny):
    mnist, acas = ("20-8-8-4", "5-6-6-6-5") if tiny else ("784-256-256-10", "5-50-50-50-50-50-50-5")
    many, few = (40, 60) if tiny else (4000, 20000)
    result = [Function("mnist-shaped", "model %s float32" % mnist, int(mnist.split("-")[0]), many, 2), Function("acas-shaped", "model %s float32" % acas, 5, few, 20)]
    for name, pattern, inputs, samples, naive in (("mnist-public", "mnist-net_256x2.onnx", 784, many, 2), ("acas-public", "ACASXU_*_1_1_*.onnx", 5, few, 20)):
        found = glob.glob(os.path.join(os.environ.get("FTCERT_MODELS") or os.devnull, pattern))
        if found:
            result.append(Function(name, "", inputs, samples, naive, found[0]))
    return result


class Bench:
    """Programs and files of one run. folder: build/bench; what is made there is kept for the next run."""

    def __init__(self, ftcert, ftcheck, programs, folder, most, limit, tiny):
        self.ftcert, self.ftcheck, self.programs, self.most, self.limit, self.tiny = ftcert, ftcheck, programs, most, limit, tiny
        with open(os.path.join(HERE, "make_data.py"), "rb") as file:
            version = hashlib.sha256(file.read()).hexdigest()[:12]
        self.folder = os.path.join(folder, "tiny-" * tiny + version)
        for old in glob.glob(os.path.join(folder, "tiny-" * tiny + "?" * 12)):
            if old != self.folder:
                shutil.rmtree(old)
        os.makedirs(self.folder, exist_ok=True)
        self.growing = {}  # (layers, size) -> measured programs of the line with 10^size samples

    def made(self, words, ending):
        """A file of make_data.py, made once."""
        path = os.path.join(self.folder, words.replace(" ", "-") + ending)
        if not os.path.exists(path):
            say("  making %s" % os.path.basename(path))
            run([sys.executable, os.path.join(HERE, "make_data.py"), *words.split(), path + ".part"], Measured())
            os.replace(path + ".part", path)
        return path

    def program(self, name):
        return os.path.join(self.programs, name)

    def certificates(self, case):
        """Rows of certify and of ftcheck for a data case."""
        table, certificate = self.made(case.made, ".csv"), os.path.join(self.folder, case.case + ".ftc")
        certify = [self.ftcert, "certify", "--data", table, "--frozen", "frozen", "--layers", str(case.layers), "-o", certificate, "--quiet", "--jobs"]
        check = [self.ftcheck, certificate, "--jobs"]
        if os.path.exists(certificate):
            os.remove(certificate)
        programs = {"read table": [self.program("read_numbers"), table], "certify": [*certify, "1"], "certify, 2 jobs": [*certify, "2"],
                    "read certificate": [self.program("read_numbers"), certificate], "ftcheck": [*check, "1"], "ftcheck, 2 jobs": [*check, "2"]}
        if case.python:
            programs["read in Python"] = [sys.executable, os.path.join(HERE, "read_numbers.py"), certificate]
            programs["ftcheck.py"] = [sys.executable, os.path.join(HERE, "..", "..", "proofs", "ftcheck.py"), certificate]
        done = by_turns(programs, os.path.join(self.folder, "measured.txt"), self.program("measured"), self.most, self.limit,
                        {"ftcheck.py": ("ftcheck", PYTHON_TIMES)})
        for name in ("certify", "ftcheck", "ftcheck.py"):
            if not isinstance(done.get(name, Failed()), Failed) and not done[name].stopped and "\ns " not in "\n" + done[name].output:
                raise Failed("%s: no verdict: %s" % (name, done[name].output[-300:]))
        if case.name.startswith("line"):
            self.growing[case.layers, int(case.name[-1])] = done
        yield quotient("certify/%s/read" % case.case, done["certify"], done["read table"], case.certify_mark)
        yield bytes_a_number("certify/%s/bytes" % case.case, done["certify"], case.numbers, 120 if case.numbers >= MANY_NUMBERS else None)
        yield from self.two_cores("certify/%s/cores" % case.case, done, "certify")
        yield quotient("ftcheck/%s/read" % case.case, done["ftcheck"], done["read certificate"], 5)
        yield bytes_a_number("ftcheck/%s/bytes" % case.case, done["ftcheck"], case.numbers)
        yield from self.two_cores("ftcheck/%s/cores" % case.case, done, "ftcheck")
        if case.large:
            yield from (bytes_a_number("%s/%s/gigabytes" % (name, case.case), done[name], 1e9, 4) for name in ("certify", "ftcheck"))
        if case.python:
            yield from self.python(case, done)

    @staticmethod
    def two_cores(name, done, program):
        if (os.cpu_count() or 1) < 2:
            return
        row = quotient(name, done[program], done[program + ", 2 jobs"], by="time")
        if row.value and done[program].cpu >= LONG_WORK:
            row.mark = 1.6
        yield row

    @staticmethod
    def python(case, done):
        """Parsing dominates where both checkers could not be a hundred times apart although one of them did nothing but read."""
        row = quotient("ftcheck/%s/python" % case.case, done["ftcheck.py"], done["ftcheck"])
        floor = quotient("ftcheck/%s/floor" % case.case, done["ftcheck.py"], done["read certificate"])
        parsing = quotient("ftcheck/%s/parsing" % case.case, done["read in Python"], done["ftcheck.py"])
        if row.value is None or floor.bound or floor.value >= 100:
            row.mark = 100
        yield from (row, floor, parsing)

    def growths(self):
        for (layers, size), done in sorted(self.growing.items()):
            more = self.growing.get((layers, size + 1)) if size < 6 else None
            for program in ("certify", "ftcheck") if more else ():
                yield growth("growth/line-layers-%d/growth-%s-%d-%d" % (layers, program, size, size + 1), done[program], more[program], 2 if self.tiny else 10)

    def function(self, case):
        """Rows of evaluating f. Times are taken inside one process, so that nothing but evaluation is in them."""
        model = case.public or self.made(case.made, ".onnx")
        points = self.made("points %d %d" % (case.inputs, case.samples), ".f64")
        measured, name = Measured(), "function/%s/" % case.name
        try:
            run([self.program("function"), model, points, str(min(self.most, 5)), str(case.naive)], measured)
        except Failed as failed:
            say("  FAILED %s" % failed)
            yield Row(name + "loop", None, 0, 3, note=str(failed))
            return
        times, runs = json.loads(measured.output), min(self.most, 5)
        yield Row(name + "loop", times["exact"] / times["loop"], runs, 3)
        yield Row(name + "naive", times["naive"] / times["exact"], runs)
        if (os.cpu_count() or 1) > 1:
            yield Row(name + "cores", times["one_job"] / times["two_jobs"], runs, 1.6 if times["exact"] >= LONG_WORK else None)

    def evaluations(self):
        measured, runs = Measured(), min(self.most, 3)
        run([self.program("evaluation"), str(runs), "30" if self.tiny else "1"], measured)
        for line in measured.output.splitlines():
            row = json.loads(line)
            yield Row("evaluation/%s/%s" % (row["network"], row["ratio"]), row["value"], runs)
