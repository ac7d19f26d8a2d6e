"""Whether the statements of a certificate hold: a plain evaluation with Fractions, no shortcuts, no code shared with a checker. Hence slow.

For certificates with few samples; bounds are judged by bound_truth.py and exhaustion_truth.py, data files read by data_truth.py."""
import re
from fractions import Fraction
from functools import lru_cache

import bound_truth
import data_truth

COUNT = "(0|[1-9][0-9]{0,17})"
NAME = "(?:[A-Za-z0-9_.-]|%(?!2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F)[0-9A-F]{2})+"
NUMBER = r"-?[0-9]+(?:/[0-9]+)?"


class Malformed(Exception):
    pass


@lru_cache(4096)
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


def is_true(text, data_file=None):
    """Whether the statements hold; raises Malformed. data_file: the bytes of the data file, if one is supplied."""
    if not re.fullmatch("[\n -~]*", text):
        raise Malformed("bytes")
    raw = text.split("\n")
    version = raw[0][len("FTCERT 1."):]
    if raw[0] != "FTCERT 1." + version or version not in ("0", "1", "2") or raw[-2:] != ["END", ""] or "END" in raw[:-2]:
        raise Malformed("ends")
    lines = [line for line in raw[1:-2] if not line.startswith("%")]
    rest = iter(lines)
    kind = "bound" if version != "0" and lines and lines[0].startswith("claim bound ") else "interpolation"

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
    data, digest, rounding = take("data (none|(?:csv|npy) sha256=([0-9a-f]{64}) rounding=(none|%s))" % (
        "float32|float64" if version != "2" else "(?:features-)?float(?:32|64)"))
    columns, chosen = "none", []
    if data != "none":
        for keyword, names in ("features", D), ("labels", P), ("frozen-columns", P):
            (columns,) = take("%s (%s%s(?: %s){%d})" % (keyword, "none|" * (keyword == "frozen-columns"), NAME, NAME, names - 1))
            chosen.append([] if (keyword, columns) == ("frozen-columns", "none") else columns.split(" "))
        if len(set(sum(chosen, []))) != len(sum(chosen, [])):
            raise Malformed("columns")
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
    external, K = take("samples (embedded|external) %s" % COUNT)
    external, K = external == "external", int(K)
    if K < 1 or external and data == "none":
        raise Malformed("no samples")
    for _ in range(0 if external else K):
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
    if not f_fits or external and data_file is None:
        return False

    def frozen_at(s):
        return s[2] if frozen == "values" else evaluate(f, s[0])[0] if f else [Fraction(0)] * P

    if data_file is not None:
        rows = None if data == "none" else data_truth.samples(data_file, digest, rounding, chosen, frozen_at)
        if rows is None or rows != samples and not external:
            return False
        samples = rows
    points = [tuple(s[0]) for s in samples]
    if claim[2] != K or len(samples) != K or len(set(points)) != K:
        return False

    if kind == "bound":
        residuals = [[Fraction(0) if y is None else y - v for y, v in zip(s[1], frozen_at(s))] for s in samples]
        return sum(map(any, residuals)) == claim[3] and bound_truth.holds(
            claim[0], claim[1], method, [points[i] for i, _ in line], [(residuals[i][output - 1], sign) for i, sign in line], tree)
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
    return [most, total] == [max(sizes), sum(sizes)]
