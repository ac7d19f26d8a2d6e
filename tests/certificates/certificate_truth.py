"""Whether the statements of a certificate hold: a plain evaluation with Fractions, no shortcuts, no code shared with a checker. Hence slow.

For certificates with few samples, read by certificate_text.py; bounds are judged by bound_truth.py, exhaustion_truth.py and patterns_truth.py, executions by
execution_truth.py, specifications by specification_truth.py, data files read by data_truth.py."""
from fractions import Fraction

import bound_truth
import data_truth
import execution_truth
import patterns_truth
import specification_truth
from certificate_text import NUMBER, Malformed, read  # noqa: F401, for those who ask this judge


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


def is_true(text, *data_files, labels=None):
    """Whether the statements hold; raises Malformed. data_files, labels: the bytes of those that are supplied."""
    c, data_files = read(text), [file for file in data_files if file is not None]
    if not c.f_fits or c.external and not data_files or (labels is not None) != (c.labels_file is not None and bool(data_files)):
        return False
    computed = {tuple(s[0]): s[2] for s in c.samples if c.frozen == "computed" and len(s) > 2}

    def frozen_at(s):
        """None where nobody says what it is."""
        if c.frozen == "network":
            return execution_truth.real(c.f, c.f_behind, s[0])
        if c.frozen == "computed":
            return computed.get(tuple(s[0]))
        return s[2] if c.frozen == "values" else [Fraction(0)] * c.P

    if data_files:
        rows = None if c.data == "none" else data_truth.samples(data_files, c, frozen_at, labels)
        if rows is None or rows != [s[:2] if computed else s for s in c.samples] and not c.external:
            return False
        c.samples = rows
    points = [tuple(s[0]) for s in c.samples]
    if c.claim[2] != c.K or len(points) != c.K or len(set(points)) != c.K:
        return False
    if c.specification is not None:
        return meets(c, points, frozen_at)
    residuals = [[Fraction(0) if y is None else y - v for y, v in zip(s[1], frozen_at(s) or s[1])] for s in c.samples]
    if sum(map(any, residuals)) != c.claim[3]:
        return False
    if c.kind == "bound":
        return bound_holds(c, points, [(z[c.component[0] - 1],) * 2 for z in residuals])
    if not network_is_claimed(c):
        return False
    return execution_truth.holds(c, residuals) if c.kind == "execution" else fits(c, points, [lambda gx, z=z: gx == z for z in residuals])


def network_is_claimed(c):
    return c.claim[:2] == [len(c.g), sum(map(len, c.g[:-1]))] and c.g_fits


def bound_holds(c, points, boxes):
    """boxes: of what the component or difference of g is at each sample."""
    if c.method == "patterns":
        return patterns_truth.holds(c.claim, points, boxes, c.cover, c.trees)
    some, signs = [i for i, _ in c.line], [sign for _, sign in c.line]
    if c.specification is not None:
        return specification_truth.line_holds(c.claim, c.method, [points[i] for i in some], [boxes[i] for i in some], signs, c.tree)
    return bound_truth.holds(c.claim[0], c.claim[1], c.method, [points[i] for i in some], [(boxes[i][0], sign) for i, sign in c.line], c.tree)


def meets(c, points, frozen_at):
    """What certificates with specifications state."""
    if sum(specification_truth.specified(s[1]) for s in c.samples) != c.specified:
        return False
    f = [frozen_at(s) if specification_truth.specified(s[1]) else None for s in c.samples]
    if c.kind == "bound":
        return bound_holds(c, points, [specification_truth.box(c, s[1], fx) for s, fx in zip(c.samples, f)])
    if not network_is_claimed(c):
        return False
    if c.kind == "execution":
        return specification_truth.execution_holds(c, frozen_at)
    if sum(any(evaluate(c.g, x)[0]) for x in points) != c.claim[3]:
        return False
    return fits(c, points, [lambda gx, s=s, fx=fx: specification_truth.network_meets(c, s[1], gx, fx) for s, fx in zip(c.samples, f)])


def fits(c, points, wanted):
    """Whether the values of g are such as is wanted, and what else a network's certificate states."""
    if c.bound is not None and c.claim[1] > c.bound:
        return False
    hidden = [[] for _ in c.g[1:]]
    for x, good in zip(points, wanted):
        gx, pre = evaluate(c.g, x)
        if not good(gx):
            return False
        for all_values, values in zip(hidden, pre):
            all_values += map(abs, values)
    for values, (least, nonzero) in zip(hidden, c.margins):
        if least != min(values, default=None) or nonzero != min(filter(None, values), default=None):
            return False
    if c.direction is not None:
        places = sorted(sum(a * b for a, b in zip(c.direction, x)) for x in points)
        gaps = [b - a for a, b in zip(places, places[1:])]
        if not any(c.direction) or 0 in gaps or c.gap != min(gaps, default=None):
            return False
    sizes = [size(w) for layer in c.g for row in layer for w in row]
    return c.bits == [max(sizes), sum(sizes)]
