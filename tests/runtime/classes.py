"""Class repairs in onnxruntime: every sample with a class has it, by the certified margin, and at all others the patched output has the bits of f.

    for task in class_tasks(source, shared): run_classes(arguments, folder, task, expect, table)

What a sample may be is read from the data file here, and the margin from the certificate; the scores that onnxruntime returns are compared as exact numbers."""
import csv
import json
import os
import subprocess
from fractions import Fraction

from model_runs import BATCHES, Task, nearest, run_models, value_of, with_any_batch

COLUMN = "class"


class ClassTask:
    """A data file whose column `class` says which components may be the greatest, with its model. `neurons`, `layers`: at most, and exactly, where asked."""

    def __init__(self, name, data, model, shape, neurons=None, layers=None):
        self.name, self.data, self.model, self.shape, self.kind = name, data, model, shape, "float32"
        self.neurons, self.layers = neurons, layers
        with open(data, newline="", encoding="utf-8") as file:
            header, *rows = [row for row in csv.reader(file) if row]
        place = header.index(COLUMN)
        self.points = [[nearest(Fraction(cell.strip()), self.kind) for j, cell in enumerate(row) if j != place] for row in rows]
        self.classes = [set(map(int, row[place].split("|"))) if row[place].strip() else set() for row in rows]

    write_points = Task.write_points


def class_tasks(source, shared):
    digits, repair = os.path.join(source, "data", "digits"), os.path.join(shared, "repair")
    found = [ClassTask("digits classes", os.path.join(digits, "misclassified.csv"), os.path.join(digits, "model.onnx"), [1, 8, 8], neurons=3, layers=2)]
    for name, model, shape in (("hcas", "hcas.onnx", [3]), ("acas", "acas29neg.onnx", [5])):
        files = [os.path.join(repair, name + "-class.csv"), os.path.join(repair, model)]
        if all(map(os.path.exists, files)):
            found.append(ClassTask(name + " classes", *files, shape))
        else:
            print(f"skipped {name} classes: not found: {', '.join(files)} (FTCERT_SHARED)")
    return found


def lead(scores, classes):
    """What the greatest of these components is above the greatest of the others; None where a score is no number."""
    if None in scores:
        return None
    return max(score for j, score in enumerate(scores) if j in classes) - max(score for j, score in enumerate(scores) if j not in classes)


class Claim:
    """What the certificate says of itself: counts by their names, and the margin."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            lines = [line.split() for line in file if line[0] != "%"]
        claim = next(line for line in lines if line[0] == "claim")
        self.words = claim[1:]
        self.counts = {key: int(value) for key, value in (word.split("=") for word in claim if "=" in word) if value.isdigit()}
        specification = next(line for line in lines if line[0] == "specification")
        self.margin = Fraction(specification[2].removeprefix("margin="))
        self.kind = specification[1]


def program(expect, where, *words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    expect(f"{where}: {os.path.basename(words[0])} {words[1]}", done.returncode == 0, done.stdout + done.stderr)
    return done.stdout + done.stderr if done.returncode == 0 else None


def content(path):
    with open(path, "rb") as file:
        return file.read()


def make(expect, ftcert, folder, task, name, options):
    """(patched model, JSON of certify, claim), or None."""
    where = f"{task.name}, {name}"
    base = os.path.join(folder, where.replace(" ", "-").replace(",", ""))
    given = ["--data", task.data, "--model", task.model]
    if program(expect, where, ftcert, "certify", *given, "--class", COLUMN, *options, "--json", base + ".json", "-o", base + ".ftc", "--patch", base + ".onnx") is None:
        return None
    program(expect, where, ftcert, "patch", base + ".ftc", "--model", task.model, "-o", base + ".again.onnx", "--certificate", base + ".again.ftc")
    expect(f"{where}: certify --patch and patch write the same bytes", content(base + ".again.onnx") == content(base + ".onnx"))
    expect(f"{where}: and the same certificate", content(base + ".again.ftc") == content(base + ".ftc"))
    said = program(expect, where, os.path.join(os.path.dirname(ftcert), "ftcheck"), base + ".ftc", *given, "--patched", base + ".onnx")
    expect(f"{where}: ftcheck compares the patched file", said is None or "c patched file: its g is the certificate's" in said, said)
    with open(base + ".json", encoding="utf-8") as file:
        return base + ".onnx", json.load(file), Claim(base + ".ftc")


def run_everywhere(node_folder, folder, task, models):
    """As run_models; of a model that states the batch 1 larger ones run with a file that states none."""
    if task.shape != [1, 8, 8]:
        return run_models(node_folder, folder, task, models)
    runs = run_models(node_folder, folder, task, models, BATCHES[:1])
    free = {}
    for name, path in models.items():
        free[name] = os.path.join(folder, f"any-batch-{task.name}-{name}.onnx".replace(" ", "-"))
        with_any_batch(path, free[name])
    for name, more in run_models(node_folder, folder, task, free, BATCHES[1:]).items():
        runs[name].update(more)
    return runs


def compare(expect, task, name, claim, original, patched, outputs):
    """(kept samples that move, samples at which the patched file's f is another one, right ones before, after, least lead)."""
    where = f"{task.name}, {name}"
    moved, moved_f, before, after, least = set(), set(), set(), set(), None
    for place, run in patched.items():
        f, beside, out = original[place].rows(original[place].names[0]), run.rows(outputs[1]), run.rows(outputs[0])
        moved_f.update(i for i in range(len(f)) if f[i] != beside[i])
        for i, classes in enumerate(task.classes):
            if not classes:
                if out[i] != beside[i]:
                    moved.add(i)
                continue
            was, now = (lead([value_of(bits, task.kind) for bits in row[i]], classes) for row in (beside, out))
            before.update([i] if was is not None and was > 0 else [])
            after.update([i] if now is not None and now > 0 else [])
            least = now if least is None or now is None or now < least else least
            expect(f"{where} {place}: sample {i + 1} has its class by the margin", now is not None and now >= claim.margin, (now, claim.margin))
    expect(f"{where}: no kept sample moves", not moved, f"{len(moved)}: {sorted(moved)[:3]}")
    expect(f"{where}: the patched file's f is the original file's, bit for bit", not moved_f, f"{len(moved_f)}: {sorted(moved_f)[:3]}")
    return moved, moved_f, before, after, least


def run_classes(arguments, folder, task, expect, table):
    specified = sum(map(bool, task.classes))
    expect(f"{task.name}: some samples have a class and some do not", 0 < specified < len(task.classes), specified)
    for name, options in (("the model's format", []), ("float64 between casts", ["--format", "float64"])):
        made = make(expect, arguments.ftcert, folder, task, name, options)
        if made is None:
            continue
        path, said, claim = made
        where = f"{task.name}, {name}"
        expect(f"{where}: the claim", claim.kind == "classes" and claim.margin > 0 and claim.words[0] == "execution" and claim.words[-2] == "specification", claim.words)
        expect(f"{where}: the counts", (claim.counts["samples"], claim.counts["specified"]) == (len(task.classes), specified)
               and claim.counts["changed"] <= specified, claim.counts)
        if task.neurons is not None:
            expect(f"{where}: at most {task.neurons} neurons", claim.counts["neurons"] <= task.neurons and claim.counts["layers"] == task.layers, claim.counts)
        runs = run_everywhere(arguments.node_folder, folder, task, {"original": task.model, name: path})
        outputs = said["patch"]["patched"], said["patch"]["frozen"]
        moved, moved_f, before, after, least = compare(expect, task, name, claim, runs["original"], runs[name], outputs)
        # Of samples that f meets already none need change; the others were not what they shall be.
        expect(f"{where}: as many change as were wrong or led by less than the margin", len(after) == specified and len(before) < specified, (len(before), len(after)))
        table.append([task.name, name, str(said["construction"]), claim.words[2].removeprefix("g="), str(claim.counts["layers"]), str(claim.counts["neurons"]),
                      str(len(moved)), str(len(moved_f)), "leads by %.2g" % (least or 0), "%.2g" % claim.margin])
