#!/usr/bin/python3
"""Makes every generated file of this folder from the data files of the Debian package python3-sklearn.

    apt-get download python3-sklearn && dpkg -x python3-sklearn_*.deb unpacked
    /usr/bin/python3 make_data.py unpacked/usr/lib/python3/dist-packages/sklearn/datasets/data [FOLDER]

Needs the Debian packages python3-torch and python3-onnx. Writes into FOLDER (default: where this script lies) and prints the fit
of both networks. Same source files, same bytes: one thread, a fixed seed, and only +, -, *, / and square roots in the training,
on code paths of torch that do not depend on the processor.
"""
import argparse
import gzip
import hashlib
import io
import os
import random
from fractions import Fraction
from pathlib import Path

os.environ["ATEN_CPU_CAPABILITY"] = "default"  # read once, when torch is imported

import onnx
import torch

import exact_values

SEED = 2004
HELD_OUT_EVERY = 5  # rows 5, 10, 15, ... are not trained on
SOURCES = {
    "diabetes_data_raw.csv.gz": "fc08fc59c1cbfe65550d9ebb36321d505de9e8f004bf92c1566d2908962f08ff",
    "diabetes_target.csv.gz": "bf1ddd1f9d377278450a5f02c24b5e77b1501f2ad673fe9fdf4c4090d27eb5cc",
    "digits.csv.gz": "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a",
}


def read_source(folder, name):
    """The rows of a source file, entries as written; refuses a file that is not the one this script was made for."""
    data = (folder / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SOURCES[name]:
        raise SystemExit(f"{name}: expected SHA-256 {SOURCES[name]}, found {digest}")
    return [line.replace(",", " ").split() for line in gzip.decompress(data).decode().splitlines()]


def held_out(count):
    """The data rows, counted from 1, that the network does not see in training."""
    return list(range(HELD_OUT_EVERY, count + 1, HELD_OUT_EVERY))


def write_csv(path, header, rows):
    path.write_text("".join(",".join(row) + "\n" for row in [header, *rows]))


def relabelled(features, labels):
    """Sample rows whose label is empty except where `labels` (row -> text) has one."""
    return [[*row, labels.get(i, "")] for i, row in enumerate(features, 1)]


# --- Networks -------------------------------------------------------------------------------------------------------------

class DiabetesNetwork(torch.nn.Module):
    """10-16-8-1 on raw features: Sub and Div normalise them, Mul and Add undo the scaling of the target."""

    # Near the mean and the standard deviation of each column, and short in binary.
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
    """64-64-32-10 on an 8 x 8 image; score j is trained towards 1 on pictures of the digit j and towards 0 on the others."""

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


def train(network, inputs, targets, steps, rate, decay):
    """Full-batch Adam on the mean squared error."""
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, weight_decay=decay)
    for step in range(steps):
        optimiser.zero_grad()
        torch.nn.functional.mse_loss(network(inputs), targets).backward()
        optimiser.step()
    network.eval()


def export(network, example, path, **options):
    """Writes the ONNX file: opset 13, no doc strings (torch may put stack traces there), deterministic serialisation."""
    stream = io.BytesIO()
    torch.onnx.export(network, example, stream, opset_version=13, input_names=["x"], output_names=["f"], **options)
    model = onnx.load_from_string(stream.getvalue())
    for item in [model, model.graph, *model.graph.node, *model.graph.initializer, *model.graph.input, *model.graph.output]:
        item.ClearField("doc_string")
    return model, path


def save(model, path):
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


# --- Cases ----------------------------------------------------------------------------------------------------------------

def train_rows(count):
    mask = torch.ones(count, dtype=torch.bool)
    mask[[row - 1 for row in held_out(count)]] = False
    return mask
