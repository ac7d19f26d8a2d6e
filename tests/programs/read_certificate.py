"""Certificates as the tests of programs read them: networks, samples and what is claimed, and an evaluation of their own."""
import sys
from fractions import Fraction

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)  # weights may have thousands of digits


class Certificate:
    """Networks and samples of a certificate file, read word by word."""
    def __init__(self, path):
        lines = [line.split() for line in open(path) if not line.startswith("%")]
        self.networks, self.samples, self.frozen, self.marks, self.method = {}, [], None, [], None
        self.steps, self.centre, self.labels, self.values, self.specification = {}, [], [], [], None
        for words in lines:
            if words[0] == "network":
                self.networks[words[1]] = layers = []
                self.steps[words[1]] = steps = [[]]
            elif words[0] == "step":
                steps[-1].append((words[1], [Fraction(w) for w in words[2:]]))
            elif words[0] == "centre":
                self.centre = [] if words[1] == "none" else [Fraction(w) for w in words[1:]]
            elif words[0] == "layer":
                layers.append([])
                steps.append([])
            elif words[0] == "row":
                layers[-1].append([Fraction(w) for w in words[1:]])
            elif words[0] == "sample":
                parts = [part.split() for part in " ".join(words[1:]).split(":")]
                self.samples.append([Fraction(w) for w in parts[0]])
                self.labels.append([None if w == "keep" else w if self.specification else Fraction(w) for w in parts[1]])
                self.values.append([Fraction(w) for w in parts[2]] if len(parts) == 3 else None)
            elif words[0] == "frozen":
                self.frozen = words[1]
            elif words[0] == "outputs":
                self.components = int(words[1])
            elif words[0] == "claim":
                self.claim = " ".join(words[1:])
                self.verdict = self.claim.replace("neurons=", "neurons>=") if words[1] == "bound" else self.claim
            elif words[0] == "at":
                self.marks.append(words[2] if len(words) > 2 else None)
            elif words[0] == "specification":
                self.specification, self.number = words[1], Fraction(words[2].split("=")[1])
            elif words[0] == "method":
                self.method = words[1]

    def value(self, name, x):
        layers, steps = self.networks[name], self.steps[name]
        if name == "g" and self.centre:
            x = [v - c for v, c in zip(x, self.centre)]
        for number, layer in enumerate(layers):
            x = stepped(x if number == 0 else [max(v, Fraction(0)) for v in x], steps[number])
            x = [row[0] + sum(w * v for w, v in zip(row[1:], x)) for row in layer]
        return stepped(x, steps[-1])

    def rooms(self, i, values):
        """By how much more than needed classes lead, or components are inside of what they may be, where something is specified."""
        if self.specification == "classes":
            classes = [] if self.labels[i][0] is None else list(map(int, self.labels[i][0].split("|")))
            return [max(values[c] for c in classes) - max(v for k, v in enumerate(values) if k not in classes) - self.number] if classes else []
        rooms = []
        for word, v in zip(self.labels[i], values):
            ends = [] if word is None else [word[2:], None] if word[:2] == ">=" else [None, word[2:]] if word[:2] == "<=" else (word.split("..") * 2)[:2]
            if ends:
                rooms.append(min(sign * (v - Fraction(end)) for sign, end in zip((1, -1), ends) if end))
        return rooms

    def outputs(self, i, with_g=False):
        """f, or f + g, at sample i."""
        f = self.values[i] or (self.value("f", self.samples[i]) if self.frozen == "network" else None)
        g = self.value("g", self.samples[i]) if with_g else [0] * self.components
        return [v + w for v, w in zip(f or [0] * self.components, g)]

    def residuals(self, i):
        """y - f at sample i, 0 where the label is kept."""
        f = self.values[i] or (self.value("f", self.samples[i]) if self.frozen == "network" else [0] * len(self.labels[i]))
        return [Fraction(0) if y is None else y - v for y, v in zip(self.labels[i], f)]


def stepped(x, steps):
    for operation, numbers in steps:
        x = [{"add": v + c, "sub": v - c, "mul": v * c, "div": c and v / c}[operation] for v, c in zip(x, numbers)]
    return x
