"""Networks and patched networks in onnxruntime: at samples that keep their label the patched output has the bits of f.

    test_runtime.py FTCERT SOURCE NODE_FOLDER [--keep FOLDER]

NODE_FOLDER/node_modules holds onnxruntime-node. Samples, rounding and comparison are written here anew; f's exact values are those of
data/exact_values.py. Data and models of data/ (with labels, and with classes), small ones that are made here (many inputs and outputs; scores before a Softmax; a patched model that
is patched again; every operator in a model of its own), and where it is present of FTCERT_SHARED/repair (usually ../shared/repair). Networks that do not survive arithmetic are among
them: there changes must be found."""
import argparse
import math
import os
import sys
import tempfile
from fractions import Fraction

from classes import class_tasks, run_classes
from made_models import MadeModel
from model_runs import BATCHES, Task, Unavailable, nearest, run_models, value_of, with_any_batch
from operators import run_operators
from variants import FLOAT32, SEPARATING, Variant, make, variants

failures, table = [], []
UNIT = {"float32": Fraction(1, 2 ** 23), "float64": Fraction(1, 2 ** 52)}


def expect(name, condition, shown=""):
    if not condition:
        failures.append(name)
        print("FAILED", name, str(shown)[:500], flush=True)


def tasks(source, shared):
    data, found = os.path.join(source, "data"), []
    for name, shape, component in (("diabetes", [10], 0), ("digits", [1, 8, 8], 3)):
        folder = os.path.join(data, name)
        found.append(Task(name, os.path.join(folder, "changed.csv"), os.path.join(folder, "model.onnx"), ["label"], [component], shape))
    repair = os.path.join(shared, "repair")
    for name, model, shape, labels in (("hcas", "hcas.onnx", [3], ["label"]), ("acas", "acas29neg.onnx", [5], ["l0", "l1"])):
        files = [os.path.join(repair, name + "-values.csv"), os.path.join(repair, model)]
        if all(map(os.path.exists, files)):
            found.append(Task(name, *files, labels, list(range(len(labels))), shape))
        else:
            print(f"skipped {name}: not found: {', '.join(files)} (FTCERT_SHARED)")
    return found


def compare(task, variant, said, original, patched, exact):
    """Every level and batch: bits where the label is kept, distances where it is not."""
    where, name = f"{task.name}, {variant.name}", said["patched"]
    moved, moved_f, largest = set(), set(), Fraction(0)
    for place, run in patched.items():
        f = original[place].rows(original[place].names[0])
        out = run.rows(name)
        if said["frozen"] is None:  # g alone: 0 at kept samples
            beside = [tuple(0 for _ in row) for row in out]
        else:
            beside = run.rows(said["frozen"])
            moved_f.update((place, i) for i in range(len(f)) if f[i] != beside[i])
        if said["frozen"] is not None and task.reference == task.model:
            for other in original[place].names[1:]:
                expect(f"{where} {place}: output {other} is what it was", run.rows(other) == original[place].rows(other))
        expect(f"{where} {place}: outputs in number", len(out) == len(f) and len(out[0]) == len(f[0]), (len(out), len(out[0])))
        for i, (row, kept) in enumerate(zip(out, beside)):
            if row != kept:
                moved.update((i, j) for j in range(len(row)) if row[j] != kept[j] and task.keeps(i, j))
            for j in task.components:
                if not task.keeps(i, j):
                    largest = max(largest, distance(task, said, where, place, i, j, row, kept, run.kinds[name], exact))
    if variant.must:
        expect(f"{where}: the patched file's f is the original file's, bit for bit", not moved_f, f"{len(moved_f)}: {sorted(moved_f)[:3]}")
    expect(f"{where}: ftcert claims that no kept sample moves, and none does", not (said["keeps_bits"] and moved), sorted(moved)[:3])
    if variant.must == "keep":
        expect(f"{where}: that no kept sample moves is claimed", said["kept_zero"] == said["kept"], said)
        expect(f"{where}: no kept sample moves", not moved, f"{len(moved)}: {sorted(moved)[:3]}")
    if variant.must == "move":
        expect(f"{where}: the control is found out, and announced", moved and not said["keeps_bits"], (len(moved), said))
    rows = len({i for i, _ in moved})
    return rows, len({i for _, i in moved_f}), largest


def distance(task, said, where, place, i, j, row, kept, kind, exact):
    """|out - label| at one changed sample; checked against the certified deviation, or against the stated one, f's own rounding and that of the last
    addition where executions of f are not bounded."""
    out, f, stated = value_of(row[j], kind), exact(i)[j], said["certificate"]
    label = task.labels[i][task.components.index(j)]
    expect(f"{where} {place}: finite at sample {i + 1}", out is not None)
    if out is None:
        return Fraction(10) ** 400
    deviation = stated.deviation if stated else Fraction(said["deviation"])
    if said["frozen"] is None:
        wanted, allowed = label - f, deviation + task.slack
    elif stated and stated.output is not None:
        wanted, allowed = label, stated.output + task.slack
    else:
        wanted, allowed = label, deviation + task.slack + abs(value_of(kept[j], kind) - f) + abs(out) * UNIT[kind]
    expect(f"{where} {place}: sample {i + 1} within the {'certified' if stated else 'stated'} deviation", abs(out - wanted) <= allowed,
           f"{float(abs(out - wanted))} > {float(allowed)}")
    return abs(out - wanted)


def exact_values(source, task):
    """f at a sample, over the rationals, evaluated once."""
    sys.path.insert(0, os.path.join(source, "data"))
    from exact_values import Network
    network, known = Network(task.model, len(task.points[0])), {}

    def exact(i):
        if i not in known:
            known[i] = network(task.points[i])
        return known[i]

    return exact


def run_task(arguments, folder, task, chosen=None, more=None):
    """All variants of a task in all runs, compared; (runs of each model, what ftcert says of each variant, by names). `more`: further models."""
    models, made, batch_models = dict(more or {}), {}, {}
    for variant in chosen or variants(task.name):
        found = make(expect, arguments.ftcert, folder, task, variant)
        if found:
            made[variant], models[variant.name] = found[1:], found[0]
    models["original"] = task.reference
    # A model that states the batch 1 runs in larger ones only when that is changed, in the patched files as in its own.
    batches = BATCHES
    if task.name == "digits":
        for name, path in models.items():
            batch_models[name] = os.path.join(folder, f"any-batch-{name.replace(' ', '-')}.onnx")
            with_any_batch(path, batch_models[name])
        batches = BATCHES[:1]
    runs = run_models(arguments.node_folder, folder, task, models, batches)
    if batch_models:
        for name, more in run_models(arguments.node_folder, folder, task, batch_models, BATCHES[1:]).items():
            runs[name].update(more)
    exact = task.exact or exact_values(arguments.source, task)
    for variant, (said, construction) in made.items():
        moved, moved_f, largest = compare(task, variant, said, runs["original"], runs[variant.name], exact)
        where = f"{task.name}, {variant.name}"
        if variant.neurons is not None:
            expect(f"{where}: at most {variant.neurons} neurons", said["neurons"] <= variant.neurons, said)
            expect(f"{where}: {variant.layers} layers", variant.layers in (None, said["layers"]), said)
            expect(f"{where}: within {variant.error}", largest <= variant.error, float(largest))
        if variant.certified:
            stated = said["certificate"]
            expect(f"{where}: certified within {variant.error}", variant.error is None or stated.deviation <= variant.error, stated)
            expect(f"{where}: f + g is certified", stated.output is not None or not task.bounded, stated)
        table.append([task.name, variant.name, str(construction), said["format"], str(said["layers"]), str(said["neurons"]),
                      str(moved), str(moved_f), "%.2g" % largest, "%.2g" % Fraction(said["deviation"])])
    return runs, {variant.name: said for variant, (said, _) in made.items()}


def made_task(name, made, data, **chosen):
    outputs = made.widths[-1]
    task = Task(name, data, made.path, [f"l{j}" for j in range(outputs)], list(range(outputs)), [made.widths[0]], **chosen)
    task.exact = made.exact
    return task


def run_wide(arguments, folder):
    """As many inputs as an image of 28 by 28 pixels has: a neuron more than outputs; about as many as outputs have signs where the
    error is to be smaller."""
    made = MadeModel(folder, "wide", [784, 12, 10], 1, 120)
    words = [*SEPARATING[:2], *FLOAT32]
    run_task(arguments, folder, made_task("wide", made, made.write_data("wide.csv", range(60))),
             [Variant("float32", words, neurons=11, layers=2, error=Fraction(1, 100)),
              Variant("float32, within 0.0025", [*words, "--deviation", "1/400"], neurons=21, layers=2, error=Fraction(1, 1000))])


def run_softmax(arguments, folder):
    """Scores that a Softmax alone reads."""
    made = MadeModel(folder, "scores", [40, 8, 3], 2, 60)
    task = made_task("scores", made, made.write_data("scores.csv", range(10)), tensor="z")
    task.words[task.words.index(made.path)] = task.model = made.softmax
    runs, said = run_task(arguments, folder, task, [Variant("before a softmax", FLOAT32, naming=["--output-name", "patched"])],
                          {"softmax": made.softmax})
    for place, run in runs["before a softmax"].items() if said else ():
        before, after = runs["softmax"][place].rows("y"), run.rows("y")
        for i, labels in enumerate(task.labels):
            if labels[0] is None:
                expect(f"softmax {place}: sample {i + 1} keeps its shares", after[i] == before[i])
                continue
            powers = [math.exp(label) for label in labels]
            off = max(abs(float(value_of(bits, "float32")) - power / sum(powers)) for bits, power in zip(after[i], powers))
            expect(f"softmax {place}: sample {i + 1} has the shares of its labels", off < 1e-3, off)


def run_again(arguments, folder):
    """A patched model that is patched again, at samples that were kept and at some that were changed."""
    made = MadeModel(folder, "once", [40, 8, 3], 3, 60)
    once = made_task("once", made, made.write_data("once.csv", range(12)))
    first = Variant("float32", [*SEPARATING[:2], *FLOAT32], error=Fraction(1, 100))
    _, said = run_task(arguments, folder, once, [first])
    if not said:
        return
    again = made_task("again", made, made.write_data("again.csv", range(8, 20)), tensor=said[first.name]["patched"])
    patched = os.path.join(folder, "once-float32.onnx")
    again.words[again.words.index(made.path)] = again.model = again.reference = patched
    again.exact = lambda i: made.exact(i) if once.labels[i][0] is None else once.labels[i]
    again.bounded = False  # f is the patched model, with g and its sum in it: no chain of layers
    again.slack = Fraction(said[first.name]["deviation"])
    run_task(arguments, folder, again, [Variant("float32", FLOAT32, error=Fraction(1, 100))])


def print_table():
    rows = [["model", "network", "construction", "g in", "layers", "neurons", "kept that move", "f that moves", "largest error", "stated"]] + table
    widths = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name in ("ftcert", "source", "node_folder"):
        parser.add_argument(name)
    parser.add_argument("--keep", help="the models that are made, and their outputs, stay in this folder")
    parser.add_argument("--only", help="one of the tasks")
    arguments = parser.parse_args()
    arguments.source = os.path.abspath(arguments.source)
    # Rounding to float64 first would give 1.
    expect("rounding", nearest(1 + Fraction(1, 2 ** 24) + Fraction(1, 2 ** 60), "float32") == 1 + Fraction(1, 2 ** 23))
    expect("rounding", nearest(Fraction(-1, 10), "float32") == Fraction(-13421773, 2 ** 27))
    shared = os.environ.get("FTCERT_SHARED") or os.path.join(arguments.source, "..", "shared")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or temporary
        os.makedirs(folder, exist_ok=True)
        try:
            for task in tasks(arguments.source, shared):
                if arguments.only in (None, task.name):
                    run_task(arguments, folder, task)
            for task in class_tasks(arguments.source, shared):
                if arguments.only in (None, task.name):
                    run_classes(arguments, folder, task, expect, table)
            if arguments.only in (None, "operators"):
                compared = run_operators(arguments.ftcert, arguments.node_folder, folder, expect)
                table.append(["operators", f"{compared} models"] + ["-"] * 8)
            for name, run_made in (("wide", run_wide), ("softmax", run_softmax), ("again", run_again)):
                if arguments.only in (None, name):
                    run_made(arguments, folder)
        except Unavailable as reason:
            print(f"test_runtime.py: {reason}", file=sys.stderr)
            return 1
    print_table()
    print(f"failed: {len(failures)}" if failures else "all passed")
    return 1 if failures or not table else 0


if __name__ == "__main__":
    sys.exit(main())
