"""Makes the statements of a changed certificate true again, so that a change gets past the first check; and certificates from nothing.

The judge's functions are used here too (certificate_truth.py and beside it): they make, the checkers judge."""
from fractions import Fraction

import bound_truth
import exhaustion_truth
import settle_execution
import settle_patterns
import settle_specification
from certificate_truth import evaluate, size

MOST_POINTS = 7  # on a line with method exhaustion: the judge goes through all choices of patterns


def function(layers, point):
    """Outputs and pre-activations; (None, None) where the layers do not fit."""
    if any(columns != len(row) - 1 for columns, rows in layers for row in rows):
        return None, None
    return evaluate([rows for _, rows in layers], point)


def frozen_at(c, sample):
    if c["P"] > 99:
        raise ValueError("a changed count")
    if c["frozen"] == "computed":
        return sample[2] if len(sample) > 2 else [Fraction(0)] * c["P"]
    if c["frozen"] == "values":
        return sample[2]
    if c["kind"] == "execution" and c["frozen"] == "network":
        return settle_execution.real_f(c, sample[0])
    return function(c["f"], sample[0])[0] if c["frozen"] == "network" else [Fraction(0)] * c["P"]


def settle(c, rng):
    """Claim, labels, margins, bits, or marks and bound, as the rest of the certificate has them. Leaves alone what cannot be right."""
    c["K"] = len(c["samples"]) if not c["external"] else c["K"]
    c["claim"][2] = c["K"]
    if c["kind"] in ("interpolation", "specification"):
        c["claim"][:2] = [len(c["g"]), sum(len(rows) for _, rows in c["g"][:-1])]
        sizes = [size(w) for _, rows in c["g"] for row in rows for w in row]
        c["bits"] = [max(sizes, default=0), sum(sizes)]
    if c["kind"] == "execution" and rng.random() < .8:
        settle_execution.fit_steps(c)
    values = [frozen_at(c, sample) for sample in c["samples"]]
    if c["external"] or any(v is None or len(v) != c["P"] for v in values):
        return
    if c["kind"] in ("interpolation", "specification"):
        settle_network(c, values, rng)
    elif c["kind"] == "execution" and c["specification"]:
        settle_specification.settle_runs(c, rng)
    elif c["kind"] == "execution":
        settle_execution.settle(c, values, rng)
    elif c["specification"]:
        settle_specification.settle_bound(c, values, rng, MOST_POINTS)
    else:
        residuals = residuals_of(c, values)
        c["claim"][3] = sum(map(any, residuals))
        settle_bound(c, residuals, rng)


def residuals_of(c, values):
    return [[Fraction(0) if y is None else y - v for y, v in zip(s[1], fx)] for s, fx in zip(c["samples"], values)]


def settle_network(c, values, rng):
    """Labels, or specifications, and margins."""
    hidden, outputs = [[] for _ in c["g"][1:]], []
    for sample in c["samples"]:
        gx, pre = function(c["g"], sample[0])
        if gx is None or len(gx) != c["P"]:
            return
        outputs.append(gx)
        for every, own in zip(hidden, pre):
            every += map(abs, own)
    if c["specification"]:
        settle_specification.settle_network(c, outputs, values, rng)
    else:
        c["claim"][3] = sum(map(any, outputs))
        for sample, gx, fx in zip(c["samples"], outputs, values):
            sample[1] = [None if not a and rng.random() < .6 else a + b for a, b in zip(gx, fx)]
    c["margins"] = [[min(own, default=None), min(filter(None, own), default=None)] for own in hidden]
    if c["projection"] and len(c["projection"][0]) == c["D"]:
        places = sorted(sum(a * b for a, b in zip(c["projection"][0], s[0])) for s in c["samples"])
        c["projection"][1] = min((b - a for a, b in zip(places, places[1:])), default=None)


def settle_bound(c, residuals, rng):
    if c["method"] == "patterns":
        settle_patterns.settle(c, residuals, rng)
        return
    inside = all(1 <= i <= len(c["samples"]) for i, _ in c["line"]) and 1 <= c["J"] <= c["P"]
    t = bound_truth.positions([c["samples"][i - 1][0] for i, _ in c["line"]]) if inside and len(c["line"]) > 1 else None
    if t is None:
        return
    z = [residuals[i - 1][c["J"] - 1] for i, _ in c["line"]]
    marks = {1: [], -1: []}
    for r, bend in enumerate(exhaustion_truth.bends(t, z)):
        sign = (bend > 0) - (bend < 0)
        c["line"][r][1] = ""
        if r and sign and rng.random() < .9 and (c["method"] == "exhaustion" or r - 1 not in marks[sign]):
            c["line"][r][1] = "convex" if sign > 0 else "concave"
            marks[sign].append(r)
    c["line"][-1][1] = ""
    if c["method"] == "exhaustion" and len(z) <= MOST_POINTS:
        settle_tree(c, t, z)
    elif len(set(z)) == 1:
        c["claim"][1] = 0
    elif c["method"] == "signs":
        c["claim"][:2] = [3, bound_truth.by_signs(tuple(marks[1]), tuple(marks[-1]))]
    elif 2 <= c["claim"][0] <= 60:
        c["claim"][1] = bound_truth.by_alternation(c["claim"][0], len(marks[1]) + len(marks[-1]))


def settle_tree(c, t, z):
    own = exhaustion_truth.bends(t, z)
    for total in c["sums"]:
        total[1] = sorted({p for p in total[1] if 1 < p < len(z)})
        total[0] = "positive" if own[0] + sum(own[p - 1] for p in total[1]) > 0 else "negative"
    kinks = [(r, 1 if mark == "convex" else -1) for r, (_, mark) in enumerate(c["line"]) if mark]
    sums = [(1 if sign == "positive" else -1, positions) for sign, positions in c["sums"]]
    sets = exhaustion_truth.conditions(t, z, kinks, sums) if len(z) > 2 else None
    if sets is None:
        return
    for neurons in range(1, 6):
        nodes = exhaustion_truth.number_of_nodes(sets, neurons - 1)
        if nodes is None:
            break
        c["claim"][:2], c["nodes"] = [2, neurons], nodes


# ---- certificates from nothing ---------------------------------------------------------------------------------------------------


def random_number(rng):
    kind = rng.random()
    if kind < .6:
        return Fraction(rng.randint(-3, 3))
    if kind < .9:
        return Fraction(rng.randint(-9, 9), rng.randint(1, 6))
    near = 1 << rng.choice((31, 32, 53, 61, 62, 63, 64, 128))  # where the ways to hold a number change
    return Fraction(rng.choice((-1, 1)) * (near + rng.randint(-2, 2)), rng.choice((1, 1, 3, near - 1)))


def random_network(rng, inputs, outputs, depth):
    layers = []
    for l in range(depth):
        rows = outputs if l == depth - 1 else rng.choice((0, 1, 1, 2, 2, 3))
        layers.append([inputs, [[random_number(rng) for _ in range(inputs + 1)] for _ in range(rows)]])
        inputs = rows
    return layers


def made(rng):
    """A true certificate; one in three with specifications, if labels can give way to them."""
    specified = rng.random() < .33
    c = made_of_labels(rng, (1, 2, 2, 3) if specified else (1, 1, 1, 2))
    if specified:
        try:
            settle_specification.specify(c, [frozen_at(c, sample) for sample in c["samples"]], rng)
            settle(c, rng)
        except settle_specification.Unsuitable:
            pass
    return c


def made_of_labels(rng, outputs):
    """A true certificate, small, unless two of its points are equal (or what settle_execution.made says)."""
    if rng.random() < .4:
        c = settle_execution.made(rng, outputs)
        settle(c, rng)
        return c
    D, P = rng.choice((1, 1, 2, 3)), rng.choice(outputs)
    kind = rng.choice(("interpolation", "bound"))
    frozen = rng.choice(("zero", "values", "network"))
    c = {"version": "1.1" if kind == "bound" else "1.0", "kind": kind, "claim": [2, 0, 0, 0], "D": D, "P": P, "data": None, "columns": None,
         "specification": None, "specified": 0, "upper": None, "model": "none", "frozen": frozen, "f": random_network(rng, D, P, rng.choice((1, 2, 2, 3))) if frozen == "network" else [],
         "external": False, "samples": []}
    by_patterns = kind == "bound" and rng.random() < .5
    K = rng.randint(1, 6) if kind == "interpolation" else rng.randint(D + 2, settle_patterns.MOST_SAMPLES) if by_patterns else rng.randint(2, 8)
    start, way = ([random_number(rng) for _ in range(D)] for _ in range(2))
    places = sorted(rng.sample(range(-9, 10), K))
    for place in places:
        on_line = kind == "bound" and not by_patterns or rng.random() < .3
        point = [a + place * b for a, b in zip(start, way)] if on_line else [random_number(rng) for _ in range(D)]
        labels = [None if rng.random() < (.6 if by_patterns else .3) else random_number(rng) for _ in range(P)]
        c["samples"].append([point, labels] + [[random_number(rng) for _ in range(P)]] * (frozen == "values"))
    if kind == "interpolation":
        direction = [rng.randint(-3, 3) for _ in range(D)]
        c.update(construction=rng.choice(("none", "hats bound=%d" % rng.randint(2, 9))), g=random_network(rng, D, P, rng.choice((2, 2, 3, 4))),
                 margins=[], projection=rng.choice((None, [direction, None])), bits=[0, 0])
    elif by_patterns:
        settle_patterns.made(c, rng, lambda: residuals_of(c, [frozen_at(c, sample) for sample in c["samples"]]), random_number)
    else:
        method = rng.choice(("alternation", "signs") + ("exhaustion",) * 2 * (K > 2))
        order = list(range(1, K + 1))
        chosen = order if rng.random() < .7 or K < 4 else sorted(rng.sample(order, rng.randint(3, K)))
        chosen = chosen[:MOST_POINTS] if method == "exhaustion" else chosen
        inner = range(2, max(len(chosen), 2))
        c.update(method=method, J=rng.randint(1, P), line=[[i, ""] for i in chosen], nodes=1,
                 sums=[["positive", [p for p in inner if rng.random() < .5]] for _ in range(rng.randint(0, 6) * (method == "exhaustion"))])
        c["claim"][0] = {"alternation": rng.randint(2, 4), "signs": 3, "exhaustion": 2}[method]
        if rng.random() < .5:
            names = list(range(K))
            rng.shuffle(names)  # the samples stand in another order than on the line
            c["samples"] = [c["samples"][names.index(i)] for i in range(K)]
            c["line"] = [[names[i - 1] + 1, mark] for i, mark in c["line"]]
    settle(c, rng)
    return c
