#!/usr/bin/env python3
"""Changes a valid certificate in every place and asserts that checkers reject every change that makes a statement false.

    python3 tests/certificates/mutate.py CERT [--data D] [--at-most N] -- CHECKER... [-- CHECKER...]

Mutants: every number replaced by several others in canonical form, every `keep` and `none` by a number and every label by `keep`, every
digest and every other word altered, every word deleted and doubled, every line deleted, doubled and exchanged with the next one.
--at-most takes N of them, evenly spaced. The samples must be embedded. Meant for small certificates: the evaluation is plain, hence slow.

Each mutant is judged here by a plain evaluation of its own (Fractions, no shortcuts, no code shared with a checker), and a checker must
accept exactly those that are well formed and true. These are the mutants that may be accepted, and no others:
  1. a comment deleted, doubled, altered or moved, while it stays after the first line and before END;
  2. `construction`: another name, or another bound that is still at least M;
  3. without --data: the digest on the line `data` and the column names; always: digest and output components on the line `model`
     (what these lines say is about files that are not there);
  4. without --data: samples in another order, and a label spelled `keep` where it is the value of f, or the other way round;
  5. other weights, values of f, points, labels or another direction, when every line of the certificate, margins and bits included,
     is a true statement about the new ones (for example a point moved where f + g keeps fitting); in a certificate of a lower bound, less
     neurons, or other points, labels and kinks that still show as many.
Several checkers must agree on exit code and identifier. Last line: "N mutants, N true, N mistakes, N disagreements"; the exit code
is 0 only without the last two."""
import contextlib
import hashlib
import importlib.util
import io
import os
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bound_truth

COUNT = "(0|[1-9][0-9]{0,17})"
NAME = "(?:[A-Za-z0-9_.-]|%[0-9A-F]{2})+"
NUMBER = r"-?[0-9]+(?:/[0-9]+)?"


# ---- what is true ----------------------------------------------------------------------------------------------------------------


class Malformed(Exception):
    pass


def number(word):
    if not re.fullmatch(NUMBER, word) or re.search("/0+$", word) or str(Fraction(word)) != word:
        raise Malformed(word)
    return Fraction(word)


def evaluate(layers, point):
    """Outputs and the list of pre-activations of the hidden layers."""
    v, hidden = list(point), []
    for rows in layers:
        if any(len(row) != len(v) + 1 for row in rows):
            return None, None
        v = [row[0] + sum(a * b for a, b in zip(row[1:], v)) for row in rows]
        hidden.append(v)
        v = [max(a, 0) for a in v]
    return hidden.pop(), hidden


def size(q):
    digits = 0 if q == 0 else len(format(abs(q.numerator), "b"))
    return digits if q.denominator == 1 else digits + len(format(q.denominator, "b"))


def is_true(text, bound_lines=None):
    """Whether the statements hold; raises Malformed. bound_lines: lines that a supplied data file fixes."""
    raw = text.split("\n")
    if raw[0] not in ("FTCERT 1.0", "FTCERT 1.1") or raw[-2:] != ["END", ""] or "END" in raw[:-2]:
        raise Malformed("ends")
    lines = [line for line in raw[1:-2] if not line.startswith("%")]
    rest = iter(lines)
    kind = "bound" if raw[0] == "FTCERT 1.1" and lines and lines[0].startswith("claim bound ") else "interpolation"

    def take(pattern):
        found = re.fullmatch(pattern, next(rest, ""))
        if not found:
            raise Malformed(pattern)
        return found.groups()

    def counts(pattern):
        return [None if g is None else int(g) for g in take(pattern.replace("COUNT", COUNT))]

    def network(name, least, inputs):
        layers, fits = [], True
        (depth,) = counts("network %s COUNT" % name)
        if depth < least:
            raise Malformed("depth")
        for _ in range(depth):
            rows, columns = counts("layer COUNT COUNT")
            layer = []
            for _ in range(rows):
                layer.append([number(w) for w in take("row (.+)")[0].split(" ")])
                if len(layer[-1]) != columns + 1:
                    raise Malformed("row")
            fits, inputs = fits and columns == inputs, rows
            layers.append(layer)
        return layers, fits and inputs == P

    claim = counts("claim " + kind + " layers=COUNT neurons=COUNT samples=COUNT changed=COUNT")
    D, P = counts("dimension COUNT")[0], counts("outputs COUNT")[0]
    if D < 1 or P < 1:
        raise Malformed("sizes")
    if kind == "bound":
        (method,) = take("method (alternation|signs|exhaustion)")
    else:
        (bound,) = counts("construction (?:none|%s bound=COUNT)" % NAME)
    (data,) = take("data (none|(?:csv|npy) sha256=[0-9a-f]{64} rounding=(?:none|float32|float64))")
    columns = "none"
    if data != "none":
        take("features %s(?: %s){%d}" % (NAME, NAME, D - 1))
        take("labels %s(?: %s){%d}" % (NAME, NAME, P - 1))
        columns, = take("frozen-columns (none|%s(?: %s){%d})" % (NAME, NAME, P - 1))
    model, components = take("model (none|onnx sha256=[0-9a-f]{64} outputs=([0-9,]+))")
    components = [] if model == "none" else components.split(",")
    if not all(re.fullmatch(COUNT, w) for w in components) or model != "none" and len(set(components)) != P:
        raise Malformed("components")
    (frozen,) = take("frozen (zero|values|network)")
    if (model != "none" and frozen != "network") or (columns != "none") != (frozen == "values" and data != "none"):
        raise Malformed("frozen")
    f, f_fits = network("f", 1, D) if frozen == "network" else ([], True)
    if kind == "interpolation":
        g, g_fits = network("g", 2, D)
    samples = []
    (K,) = counts("samples embedded COUNT")
    if K < 1:
        raise Malformed("no samples")
    for _ in range(K):
        parts = [part.split(" ") for part in take("sample (.+)")[0].split(" : ")]
        if list(map(len, parts)) != ([D, P, P] if frozen == "values" else [D, P]):
            raise Malformed("sample")
        samples.append([[None if w == "keep" and i == 1 else number(w) for w in part] for i, part in enumerate(parts)])
    if kind == "bound":
        output, line_points = counts("line output=COUNT points=COUNT")
        if not 1 <= output <= P or line_points < 2:
            raise Malformed("line")
        line = [take("at %s(?: (convex|concave))?" % COUNT) for _ in range(line_points)]
        line = [(int(i) - 1, {None: 0, "convex": 1, "concave": -1}[mark]) for i, mark in line]
        if not all(0 <= i < K for i, _ in line):
            raise Malformed("at")
        tree = None
        if method == "exhaustion":
            number_of_sums, nodes = counts("tree sums=COUNT nodes=COUNT")
            sums = [take("sum (positive|negative)((?: %s)*)" % COUNT)[:2] for _ in range(number_of_sums)]
            tree = [(1 if s == "positive" else -1, list(map(int, w.split()))) for s, w in sums], nodes
            steps = [[1] + w + [line_points] for _, w in tree[0]]
            if line_points < 3 or not all(a < b for w in steps for a, b in zip(w, w[1:])):
                raise Malformed("sums")
    else:
        take("margins")
        margins = []
        for l in range(1, len(g)):
            margins.append([None if w == "none" else number(w) for w in take("preactivation %d least=([^ ]+) nonzero=([^ ]+)" % l)])
        direction, gap = take("projection (?:none|direction=([^ ]+) gap=([^ ]+))")
        if direction is not None:
            direction = [number(w) for w in direction.split(",")]
            gap = None if gap == "none" else number(gap)
            if len(direction) != D or any(a.denominator != 1 for a in direction):
                raise Malformed("direction")
        most, total = counts("bits most=COUNT total=COUNT")
    if next(rest, None) is not None:
        raise Malformed("more lines")

    # From here on the certificate is well formed.
    points = [tuple(s[0]) for s in samples]
    if claim[2] != K or not f_fits or len(set(points)) != K:
        return False

    def frozen_at(s):
        return s[2] if frozen == "values" else evaluate(f, s[0])[0] if f else [Fraction(0)] * P

    if kind == "bound":
        residuals = [[Fraction(0) if y is None else y - v for y, v in zip(s[1], frozen_at(s))] for s in samples]
        good = sum(map(any, residuals)) == claim[3] and bound_truth.holds(
            claim[0], claim[1], method, [points[i] for i, _ in line], [(residuals[i][output - 1], sign) for i, sign in line], tree)
        return good and (bound_lines is None or bound_lines == fixed_lines(text))
    neurons = sum(map(len, g[:-1]))
    if claim[:2] != [len(g), neurons] or not g_fits or (bound is not None and neurons > bound):
        return False
    changed, hidden = 0, [[] for _ in g[1:]]
    for s in samples:
        fx = frozen_at(s)
        gx, pre = evaluate(g, s[0])
        y = [b if a is None else a for a, b in zip(s[1], fx)]
        if [a + b for a, b in zip(fx, gx)] != y:
            return False
        changed += y != fx
        for all_values, values in zip(hidden, pre):
            all_values += map(abs, values)
    if changed != claim[3]:
        return False
    for values, (least, nonzero) in zip(hidden, margins):
        if least != min(values, default=None) or nonzero != min(filter(None, values), default=None):
            return False
    if direction is not None:
        places = sorted(sum(a * b for a, b in zip(direction, x)) for x in points)
        gaps = [b - a for a, b in zip(places, places[1:])]
        if not any(direction) or 0 in gaps or gap != min(gaps, default=None):
            return False
    sizes = [size(w) for layer in g for row in layer for w in row]
    if [most, total] != [max(sizes), sum(sizes)]:
        return False
    return bound_lines is None or bound_lines == fixed_lines(text)


def fixed_lines(text):
    return [line for line in text.split("\n") if re.match("data |features |labels |frozen-columns |sample ", line)]


# ---- mutants ---------------------------------------------------------------------------------------------------------------------


def other_words(word, line):
    if re.fullmatch("[0-9a-f]{64}", word):
        return [word[:-1] + ("0" if word[-1] != "0" else "1"), ("0" if word[0] != "0" else "1") + word[1:], word[1:], word.upper() + "A"]
    if re.fullmatch(NUMBER, word):
        q = Fraction(word)
        tiny = Fraction(1, 10 ** 20)
        values = [q + 1, q - 1, -q, Fraction(0), Fraction(1), 2 * q, q / 2, q + Fraction(1, 3), q + tiny, q - tiny, q + 10 ** 18]
        words = [str(value) for value in values] + ["-" + word, word + "/1", "0" + word, "+" + word, "none"]
        return words + ["keep"] if line.startswith("sample ") else words
    if word in ("keep", "none"):
        return ["0", "1", "none" if word == "keep" else "keep", word + "x"]
    return [word + "x"]


def mutants(lines):
    """(description, first, last, new lines): lines[first:last] give way to the new ones. Not built yet: they would not fit in memory."""
    for i, line in enumerate(lines):
        place = "line %d" % (i + 1)
        pieces = re.split("([ =,])", line) if not line.startswith("%") else [line]
        for j in range(0, len(pieces), 2):
            for word in other_words(pieces[j], line):
                yield "%s: %s -> %s" % (place, pieces[j], word), i, i + 1, ["".join(pieces[:j] + [word] + pieces[j + 1:])]
        words = line.split(" ")
        for j in range(len(words)):
            yield "%s: word %d deleted" % (place, j + 1), i, i + 1, [" ".join(words[:j] + words[j + 1:])]
            yield "%s: word %d doubled" % (place, j + 1), i, i + 1, [" ".join(words[:j + 1] + words[j:])]
        yield place + " deleted", i, i + 1, []
        yield place + " doubled", i, i + 1, [line, line]
        if i + 1 < len(lines):
            yield place + " exchanged with the next", i, i + 2, [lines[i + 1], line]


# ---- checkers --------------------------------------------------------------------------------------------------------------------


def load(command):
    """A function (arguments) -> (exit code, first line); a checker in Python is called without starting an interpreter."""
    if not command[-1].endswith(".py"):
        def call(arguments):
            done = subprocess.run(command + arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
            return done.returncode, done.stdout.decode("ascii", "replace").split("\n")[0]
        return call
    sys.path.insert(0, os.path.dirname(os.path.abspath(command[-1])))  # its modules
    specification = importlib.util.spec_from_file_location("checker", command[-1])
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)

    def call_inside(arguments):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            code = module.main(arguments)
        return code, output.getvalue().split("\n")[0]
    return call_inside


def verdict(call, arguments):
    """(exit code, identifier or VERIFIED); None when the first line and the exit code do not fit together."""
    code, line = call(arguments)
    found = re.match(r"s (VERIFIED) (?:interpolation|bound) |s NOT VERIFIED (E[0-9]{3}) line [0-9]+: ", line)
    word = found and (found[1] or found[2])
    fits = {"V": 0, "E2": 1, "E3": 3, "E4": 4, "E5": 5}.get("V" if word == "VERIFIED" else word[:2] if word else "")
    return (code, word) if fits == code else None


def main(arguments):
    usage = "usage: mutate.py CERT [--data D] [--at-most N] -- CHECKER... [-- CHECKER...]"
    groups = [[]]
    for word in arguments:
        if word == "--":
            groups.append([])
        else:
            groups[-1].append(word)
    own, commands = groups[0], groups[1:]
    if len(own) % 2 == 0 or not commands or not all(commands):
        print(usage, file=sys.stderr)
        return 2
    options = dict(zip(own[1::2], own[2::2]))
    if not set(options) <= {"--data", "--at-most"}:
        print(usage, file=sys.stderr)
        return 2
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    with open(own[0], encoding="ascii") as file:
        text = file.read()
    extra = ["--data", options["--data"]] if "--data" in options else []
    fixed = fixed_lines(text) if extra else None
    if not is_true(text, fixed):
        print("the certificate itself is not true", file=sys.stderr)
        return 2
    calls = [load(command) for command in commands]
    lines = text.split("\n")[:-1]
    number_of_mutants = sum(lines[m[1]:m[2]] != m[3] for m in mutants(lines))
    limit = min(int(options.get("--at-most", number_of_mutants)), number_of_mutants)
    chosen = {k * number_of_mutants // limit for k in range(limit)}

    def texts():
        yield "the certificate itself", text
        different = (m for m in mutants(lines) if lines[m[1]:m[2]] != m[3])
        for k, (name, first, last, new) in enumerate(different):
            if k in chosen:
                yield name, "\n".join(lines[:first] + new + lines[last:]) + "\n"

    true, mistakes, disagreements = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mutant.ftc")
        for name, mutant in texts():
            try:
                wanted = [0] if is_true(mutant, fixed) else [1, 3] if extra else [1]
            except Malformed:
                wanted = [3]
            with open(path, "w", encoding="ascii", newline="\n") as file:
                file.write(mutant)
            verdicts = [verdict(call, [path] + extra) for call in calls]
            true += wanted == [0] and mutant != text
            wrong = [v for v in verdicts if v is None or v[0] not in wanted]
            if wrong:
                mistakes += 1
                print("MISTAKE %s: exit code %s expected, found %s" % (name[:200], " or ".join(map(str, wanted)), verdicts))
            elif len(set(verdicts)) > 1:
                disagreements += 1
                print("DISAGREEMENT %s: %s" % (name[:200], verdicts))
    print("%d mutants, %d true, %d mistakes, %d disagreements" % (len(chosen), true, mistakes, disagreements))
    return 1 if mistakes or disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
