"""Networks and how they are made and added to models, and what the certificates of their executions state."""
import json
import os
import subprocess
from fractions import Fraction


class Variant:
    """How a network is made and added to its model: by certify --patch if patch is None, or by patch and its options from a certificate, which is one
    of executions if it is made with --format. must: `keep` (no kept sample moves), `move` (a control: some must), or nothing."""

    def __init__(self, name, certify, patch=None, must="keep", neurons=None, layers=None, error=None, naming=()):
        self.name, self.certify, self.patch, self.must = name, certify, patch, must
        self.neurons, self.layers, self.error, self.naming = neurons, layers, error, naming
        self.certified = patch is None or "--format" in certify


FLOAT32, FLOAT64 = ["--format", "float32"], ["--format", "float64"]
# Exact weights, of a network that survives float64.
EXACT = ["--prefer", "robust", "--round", "float32"]
# Exact weights; on these data one hidden layer that is switched off by a margin.
SEPARATING = ["--construction", "separating-units", "--round", "float32"]
# One hidden layer of units that are switched off by cancellation: a difference of large numbers at every sample beyond them.
SLABS = ["--construction", "hyperplane-units"]
FLAGSHIPS = {"diabetes": {"neurons": 12, "error": Fraction(1, 100)}, "digits": {"neurons": 3, "layers": 2, "error": Fraction(1, 1000)}}


def variants(name):
    asked = FLAGSHIPS.get(name, {})
    made = [Variant("float32", FLOAT32, **asked), Variant("float64 between casts", FLOAT64, **asked), Variant("the model's format", [], **asked),
            Variant("exact, then float64", EXACT, FLOAT64)]
    if name in FLAGSHIPS:
        made += [Variant("float32, g alone", FLOAT32, ["--only-g"], **asked), Variant("float64, g alone", FLOAT64, ["--only-g"], **asked),
                 Variant("exact, then float32", SEPARATING, FLOAT32), Variant("g alone", SEPARATING, ["--only-g"]),
                 Variant("constant weights", SEPARATING, ["--constant-weights"], must=""), Variant("slabs", SLABS, FLOAT32, must="move")]
    return made


class Stated:
    """The deviations of a certificate of executions; output is None where those of f + g are not bounded."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            lines = [line.split() for line in file if line[0] != "%"]
        claim = next(line for line in lines if line[0] == "claim")
        assert claim[1] == "execution", claim
        self.deviation = Fraction(claim[-1].removeprefix("deviation<="))
        output = next(line[1] for line in lines if line[0] == "output-deviation")
        self.output = None if output == "none" else Fraction(output)

    def __repr__(self):
        return f"deviation {float(self.deviation)}, of the output {self.output and float(self.output)}"


def content(path):
    with open(path, "rb") as file:
        return file.read()


def make(expect, program, folder, task, variant):
    """(path of the patched model, what ftcert says of it as JSON and `certificate`, construction), or None."""
    base = os.path.join(folder, f"{task.name}-{variant.name.replace(' ', '-').replace(',', '').replace(chr(39), '')}")
    direct, where = variant.patch is None, f"{task.name}, {variant.name}"
    only_g = "--only-g" in (variant.patch or [])
    bound = base + (".ftc" if only_g else ".bound.ftc")
    ways = ["--uncertified"] if not variant.certified else [] if only_g else ["--certificate", bound]
    runs = [["certify", *task.words, *variant.certify, *variant.naming, "--json", base + ".certify.json", "-o", base + ".ftc", *(["--patch", base + ".onnx"] if direct else [])],
            ["patch", base + ".ftc", "--model", task.model, *task.chosen, *ways, *(variant.patch or []), *variant.naming,
             "-o", base + (".again.onnx" if direct else ".onnx"), "--json", base + ".json"]]
    for words in runs:
        done = subprocess.run([program, *map(str, words)], capture_output=True, text=True)
        expect(f"{where}: {words[0]}", done.returncode == 0, done.stderr)
        if done.returncode:
            return None
    if direct:
        expect(f"{where}: certify --patch and patch write the same bytes", content(base + ".again.onnx") == content(base + ".onnx"))
        expect(f"{where}: and the same certificate", content(bound) == content(base + ".ftc"))
    with open(base + ".certify.json", encoding="utf-8") as file:
        certified = json.load(file)
    with open(base + ".json", encoding="utf-8") as file:
        said = json.load(file)
    expect(f"{where}: certify and patch say the same", not direct or said == certified["patch"], (said, certified.get("patch")))
    said["certificate"] = Stated(bound) if variant.certified else None
    if variant.certified:
        words = [*map(str, task.words)]
        tensor = words[words.index("--tensor"):][:2] if "--tensor" in words else []
        checker = os.path.join(os.path.dirname(program), "ftcheck")
        done = subprocess.run([checker, bound, "--data", task.data, "--model", task.model, "--patched", base + ".onnx", *tensor], capture_output=True, text=True)
        said_of_it = done.stdout + done.stderr
        if only_g:  # which is no model that f's users could deploy
            expect(f"{where}: ftcheck --patched refuses it", done.returncode == 1 and "E221" in said_of_it, said_of_it)
        else:
            expect(f"{where}: ftcheck --patched", done.returncode == 0 and "c patched file: its g is the certificate's" in said_of_it, said_of_it)
    return base + ".onnx", said, certified["construction"]
