#!/usr/bin/python3
"""Makes every generated file of this folder from the data files of the Debian package python3-sklearn.

    apt-get download python3-sklearn && dpkg -x python3-sklearn_*.deb unpacked
    /usr/bin/python3 make_data.py unpacked/usr/lib/python3/dist-packages/sklearn/datasets/data [FOLDER]

Needs the Debian packages python3-torch and python3-onnx. Writes into FOLDER (default: where this script lies) and
prints the fit of both networks. Same source files and seed, same bytes: one thread, nothing but +, -, *, / and square
roots in the training, on code paths of torch that do not depend on the processor, with the reference BLAS (the package
libblas3, which python3-torch brings along; an optimised BLAS adds in another order).
"""
import argparse
import gzip
import hashlib
import io
import os
import random
from pathlib import Path

os.environ["ATEN_CPU_CAPABILITY"] = "default"  # read once, when torch is imported

import onnx
import onnx.checker
import onnx.numpy_helper
import torch

import exact_values

HELD_OUT_EVERY = 5  # rows 5, 10, 15, ... are not trained on
SOURCES = {
    "diabetes_data_raw.csv.gz": "fc08fc59c1cbfe65550d9ebb36321d505de9e8f004bf92c1566d2908962f08ff",
    "diabetes_target.csv.gz": "bf1ddd1f9d377278450a5f02c24b5e77b1501f2ad673fe9fdf4c4090d27eb5cc",
    "digits.csv.gz": "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a",
}
DIABETES_FEATURES = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
DIGITS_FEATURES = [f"p{row}{column}" for row in range(8) for column in range(8)]
DIGIT = 3  # the score that digits/changed.csv corrects


# --- Files ------------------------------------------------------------------------------------------------------------

def read_source(folder, name):
    """The rows of a source file, entries as written; refuses a file that is not the one this script was made for."""
    data = (folder / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SOURCES[name]:
        raise SystemExit(f"{name}: expected SHA-256 {SOURCES[name]}, found {digest}")
    return [line.replace(",", " ").split() for line in gzip.decompress(data).decode().splitlines()]


def write_lines(path, lines):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines))


def write_samples(path, header, features, labels, column="label"):
    """A CSV file of all samples; `labels` maps rows, counted from 1, to labels; the others stay empty."""
    rows = [[*row, labels.get(i, "")] for i, row in enumerate(features, 1)]
    write_lines(path, [",".join(row) for row in [[*header, column], *rows]])


def export(network, example, path, float_data=(), **options):
    """Writes an ONNX file of opset 13 without doc strings; the initializers named in float_data go to that field."""
    stream = io.BytesIO()
    torch.onnx.export(network, example, stream, opset_version=13, input_names=["x"], output_names=["f"], **options)
    model = onnx.load_from_string(stream.getvalue())
    graph = model.graph
    for item in [model, graph, *graph.node, *graph.initializer, *graph.input, *graph.output]:
        item.ClearField("doc_string")  # torch may put the places of the source code there
    for tensor in graph.initializer:
        if tensor.name in float_data:
            tensor.float_data.extend(onnx.numpy_helper.to_array(tensor).ravel().tolist())
            tensor.ClearField("raw_data")
    onnx.checker.check_model(model)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def write_exact_values(folder, rows, scores, output=0):
    """folder/f_values.csv: the exact values at the given rows; prints how far torch's float32 values are from them."""
    samples = exact_values.read_samples(folder / "changed.csv")
    network = exact_values.Network(folder / "model.onnx", len(samples[0]))
    write_lines(folder / "f_values.csv", exact_values.value_lines(network, samples, rows, output))
    gap = max(abs(float(network(samples[row - 1])[output]) - scores[row - 1].item()) for row in rows)
    print(f"  largest distance of float32 values from the exact ones at {len(rows)} rows: {gap:.1e}")


def misclassified(folder, digits):
    """The rows, counted from 1, at which the score of the digit is not greater than all others, over the rationals."""
    samples = exact_values.read_samples(folder / "changed.csv")
    network = exact_values.Network(folder / "model.onnx", len(samples[0]))
    rows = []
    for row, (sample, digit) in enumerate(zip(samples, digits), 1):
        scores = network(sample)
        if [j for j, score in enumerate(scores) if score == max(scores)] != [int(digit)]:
            rows.append(row)
    return rows


# --- Networks ---------------------------------------------------------------------------------------------------------

class DiabetesNetwork(torch.nn.Module):
    """10-16-8-1 on raw features: Sub and Div normalise them, Mul and Add undo the scaling of the target."""

    # Close to the mean and the standard deviation of each column, and short in binary.
    CENTRE = [48.0, 1.5, 26.0, 95.0, 189.0, 115.0, 50.0, 4.0, 4.5, 91.0]
    SCALE = [13.0, 0.5, 4.5, 14.0, 35.0, 30.0, 13.0, 1.25, 0.5, 11.5]

    def __init__(self):
        super().__init__()
        self.register_buffer("centre", torch.tensor(self.CENTRE))
        self.register_buffer("scale", torch.tensor(self.SCALE))
        self.hidden1 = torch.nn.Linear(10, 16)
        self.hidden2 = torch.nn.Linear(16, 8)
        self.last = torch.nn.Linear(8, 1)

    def forward(self, x):
        x = (x - self.centre) / self.scale
        x = torch.relu(self.hidden1(x))
        x = torch.relu(self.hidden2(x))
        return self.last(x) * 77.0 + 152.0


class DigitsNetwork(torch.nn.Module):
    """64-64-32-10 on an 8 x 8 image; score j is trained towards 1 on pictures of the digit j and 0 on the others."""

    def __init__(self):
        super().__init__()
        for layer, (inputs, outputs) in enumerate([(64, 64), (64, 32), (32, 10)], 1):
            linear = torch.nn.Linear(inputs, outputs)
            setattr(self, f"weight{layer}", torch.nn.Parameter(linear.weight.detach().t().contiguous()))
            setattr(self, f"bias{layer}", torch.nn.Parameter(linear.bias.detach()))

    def forward(self, x):
        x = torch.flatten(x, 1) * 0.0625
        x = torch.relu(x @ self.weight1 + self.bias1)
        x = torch.relu(self.bias2 + x @ self.weight2)
        return x @ self.weight3 + self.bias3


def held_out(count):
    """The rows, counted from 1, that the network does not see in training."""
    return range(HELD_OUT_EVERY, count + 1, HELD_OUT_EVERY)


def train(network, inputs, targets, rate, steps):
    """Full-batch Adam on the mean squared error over the rows that are not held out; returns f at all rows."""
    rows = [i for i in range(len(inputs)) if i + 1 not in held_out(len(inputs))]
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    for _ in range(steps):
        optimiser.zero_grad()
        torch.nn.functional.mse_loss(network(inputs[rows]), targets[rows]).backward()
        optimiser.step()
    network.eval()
    with torch.no_grad():
        return network(inputs)


def print_fit(name, measure, count):
    tested = [row - 1 for row in held_out(count)]
    trained = [i for i in range(count) if i + 1 not in held_out(count)]
    print(f"  {name}: {measure(trained):.3f} on {len(trained)} training rows, "
          f"{measure(tested):.3f} on {len(tested)} held-out rows")


# --- Cases ------------------------------------------------------------------------------------------------------------

def make_diabetes(source, folder, seed):
    features = read_source(source, "diabetes_data_raw.csv.gz")
    targets = [str(int(float(row[0]))) for row in read_source(source, "diabetes_target.csv.gz")]
    inputs = torch.tensor([[float(entry) for entry in row] for row in features])
    wanted = torch.tensor([[float(target)] for target in targets])

    torch.manual_seed(seed)
    network = DiabetesNetwork()
    values = train(network, inputs, wanted, rate=0.01, steps=70)

    def r_squared(rows):
        error, spread = wanted[rows] - values[rows], wanted[rows] - wanted[rows].mean()
        return 1 - (error.square().sum() / spread.square().sum()).item()

    print("diabetes")
    print_fit("R^2", r_squared, len(features))
    export(network, inputs[:1], folder / "model.onnx", dynamic_axes={"x": {0: "batch"}, "f": {0: "batch"}})

    # Measurements arrive for patients the network has not seen: it must reproduce them and stay put everywhere else.
    draw = random.Random(seed)
    changed = sorted(draw.sample(held_out(len(features)), 20))
    others = [row for row in held_out(len(features)) if row not in changed and wanted[row - 1] > values[row - 1]]
    above = sorted(draw.sample(others, 10))
    all_rows = range(1, len(features) + 1)
    for name, rows in [("samples.csv", all_rows), ("changed.csv", changed), ("changed_above.csv", above)]:
        write_samples(folder / name, DIABETES_FEATURES, features, {row: targets[row - 1] for row in rows})
    print("  changed rows:", *changed)
    print("  rows of changed_above.csv:", *above)
    write_exact_values(folder, [1, 2, *changed[:8], len(features) - 1, len(features)], values)


def make_digits(source, folder, seed):
    rows = read_source(source, "digits.csv.gz")
    features, digits = [row[:64] for row in rows], [row[64] for row in rows]
    inputs = torch.tensor([[float(entry) for entry in row] for row in features]).reshape(-1, 1, 8, 8)
    wanted = torch.tensor([[float(int(digit) == j) for j in range(10)] for digit in digits])

    torch.manual_seed(seed)
    network = DigitsNetwork()
    scores = train(network, inputs, wanted, rate=0.01, steps=100)

    def accuracy(rows):
        return (scores[rows].argmax(1) == wanted[rows].argmax(1)).sum().item() / len(rows)

    print("digits")
    print_fit("accuracy", accuracy, len(features))
    # Initializers listed among the inputs as older exporters do, and one layer's weights in float_data.
    export(network, inputs[:1], folder / "model.onnx", ["weight2", "bias2"], keep_initializers_as_inputs=True)

    # The held-out pictures on which the score is worst get the score that they should have.
    error = (wanted - scores)[:, DIGIT].abs().tolist()
    changed = sorted(sorted(held_out(len(features)), key=lambda row: -error[row - 1])[:30])
    labels = {row: str(int(wanted[row - 1, DIGIT])) for row in changed}
    write_samples(folder / "changed.csv", DIGITS_FEATURES, features, labels)
    write_lines(folder / "classes.csv", ["digit", *digits])
    print("  changed rows:", *changed)
    # What the classifier gets wrong gets the class that it should have: a repair that leaves all other scores alone.
    wrong = misclassified(folder, digits)
    write_samples(folder / "misclassified.csv", DIGITS_FEATURES, features, {row: digits[row - 1] for row in wrong}, "class")
    print("  misclassified rows:", *wrong)
    write_exact_values(folder, [1, 4, *changed[:3], len(features)], scores[:, DIGIT], DIGIT)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("source", type=Path, help="the folder sklearn/datasets/data of the package")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent, help="where to write")
    parser.add_argument("--seed", type=int, default=2004)
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.backends.mkldnn.enabled = False  # picks its kernels by processor
    make_diabetes(arguments.source, arguments.folder / "diabetes", arguments.seed)
    make_digits(arguments.source, arguments.folder / "digits", arguments.seed)
    made = sorted(path for case in ["diabetes", "digits"] for path in (arguments.folder / case).iterdir())
    write_lines(arguments.folder / "SHA256SUMS", [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(arguments.folder)}" for path in made])


if __name__ == "__main__":
    main()
