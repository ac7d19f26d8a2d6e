"""Executions: their claims and labels made true again, and certificates from nothing (settle.py has the other kinds).

The judge's functions are used here too (execution_truth.py): they make, the checkers judge."""
from fractions import Fraction
from types import SimpleNamespace

import execution_truth
from execution_truth import FORMATS, Overflow, exponent, power

FORMAT_NAMES = tuple(FORMATS)
STEPS = ("add", "sub", "mul", "div")


def fits(inputs, outputs, layers, steps=None):
    """Whether layers and the steps before and behind them fit together."""
    for l, (columns, rows) in enumerate(layers):
        if columns != inputs or any(len(row) != columns + 1 for row in rows) or any(len(n) != inputs for _, n in (steps[l] if steps else [])):
            return False
        inputs = len(rows)
    return inputs == outputs and not any(len(n) != inputs for _, n in (steps[-1] if steps else []))


def fit_steps(c):
    """As many numbers in each step, and in the centre, as there are components."""
    if c["D"] > 99:
        raise ValueError("a changed count")
    if c["centre"] is not None:
        c["centre"] = (c["centre"] + [Fraction(1)] * c["D"])[:c["D"]]
    if not c["f"]:
        c["steps"] = []
        return
    c["steps"] = (c["steps"] + [[]] * (len(c["f"]) + 1))[:len(c["f"]) + 1]
    widths = [c["D"]] + [len(rows) for _, rows in c["f"]]
    c["steps"] = [[[operation, (numbers + [Fraction(1)] * width)[:width]] for operation, numbers in place] for place, width in zip(c["steps"], widths)]


def judged(c):
    """What execution_truth.py needs to know."""
    f = [[steps, rows] for steps, (_, rows) in zip(c["steps"], c["f"])]
    return SimpleNamespace(arithmetic=c["formats"][0], g_format=c["formats"][1], centre=c["centre"], g=[rows for _, rows in c["g"]], f=f,
                           f_behind=c["steps"][-1] if f else [], output_deviation=c["output"], specification=c["specification"])


def real_f(c, point):
    """The values of network f, or None where it does not fit together."""
    if len(c["steps"]) != len(c["f"]) + 1 or len(point) != c["D"] or not fits(c["D"], c["P"], c["f"], c["steps"]):
        return None
    own = judged(c)
    return execution_truth.real(own.f, own.f_behind, point)


def settle(c, values, rng):
    """Labels, N and the deviations, to the last place or with some room; values: those of f. Leaves alone what cannot be right."""
    c["claim"][:2] = [len(c["g"]), sum(len(rows) for _, rows in c["g"][:-1])]
    if not fits(c["D"], c["P"], c["g"]) or c["centre"] is not None and len(c["centre"]) != c["D"] or not set(c["formats"]) <= set(FORMATS):
        return
    own, changed, most, output = judged(c), 0, Fraction(0), Fraction(0)
    try:
        for sample, fx in zip(c["samples"], values):
            read, g = execution_truth.of_g(own, sample[0])
            z = []
            for j, ((v, e), f) in enumerate(zip(g, fx)):
                z.append(Fraction(0) if v == 0 and (e == 0 or rng.random() < .3) else v + rng.choice((0, 0, e, Fraction(1, 8))) or Fraction(1))
                sample[1][j] = f + z[-1] if z[-1] or rng.random() < .4 else None
                most = max(most, abs(v - z[-1]) + e)
            changed += any(z)
            if c["output"] is None or not any(z) or c["frozen"] != "network":
                continue
            sums = execution_truth.enclosures(own.f, own.f_behind, read, FORMATS[own.arithmetic], g)
            output = max([output] + [abs(v - y) + e for (v, e), y, wanted in zip(sums, sample[1], z) if wanted])
    except Overflow:
        return
    c["claim"][3] = changed
    c["deviation"] = most * rng.choice((1, 1, 1, 2))
    c["output"] = None if c["output"] is None or c["frozen"] != "network" else output * rng.choice((1, 1, 1, 2))


# ---- certificates from nothing ---------------------------------------------------------------------------------------------------


def random_float(rng, p=24):
    """A number of a format of p digits: small, of all digits, or near an end of the format."""
    kind = rng.random()
    if kind < .5:
        return Fraction(rng.randint(-3, 3))
    if kind < .8:
        return Fraction(rng.randint(-99, 99), 1 << rng.randint(0, 6))
    if kind < .95:
        return rng.choice((-1, 1)) * (power(p) - rng.randint(1, 3)) * power(rng.randint(-40, 10))
    return rng.choice((-1, 1)) * power(rng.choice((-126, -125, -100, -60, 20, 60, 100, 126)))


def random_point(rng):
    kind = rng.random()
    return random_float(rng) if kind < .6 else Fraction(rng.randint(-99, 99), rng.choice((3, 5, 10, 100))) if kind < .9 else random_float(rng, 53)


def random_network(rng, inputs, outputs, depth):
    layers = []
    for l in range(depth):
        rows = outputs if l == depth - 1 else rng.choice((0, 1, 1, 2, 2, 3))
        layers.append([inputs, [[random_float(rng) for _ in range(inputs + 1)] for _ in range(rows)]])
        inputs = rows
    return layers


def random_steps(rng, width):
    return [[operation, [random_float(rng) or Fraction(2) for _ in range(width)]] for operation in rng.choices(STEPS, k=rng.choice((0, 0, 0, 1, 1, 2)))]


def made(rng, outputs=(1, 1, 1, 2)):
    """A true certificate, unless two of its points are equal, a step divides by more than 1 / lambda, something may overflow, or it keeps a
    label where g is 0 up to an error."""
    D, P = rng.choice((1, 1, 2, 3)), rng.choice(outputs)
    frozen = rng.choice(("zero", "values", "network", "network", "network"))
    c = {"version": "1.2", "kind": "execution", "claim": [2, 0, 0, 0], "D": D, "P": P, "data": None, "columns": None, "model": "none", "frozen": frozen,
         "f": random_network(rng, D, P, rng.choice((1, 2, 2, 3))) if frozen == "network" else [], "external": False, "samples": [], "specification": None, "specified": 0, "upper": None,
         "formats": [rng.choice(FORMAT_NAMES), rng.choice(FORMAT_NAMES)], "deviation": Fraction(0), "steps": [],
         "centre": rng.choice((None, [random_float(rng) for _ in range(D)])), "g": random_network(rng, D, P, rng.choice((2, 2, 3, 4))),
         "output": Fraction(1) if frozen == "network" and rng.random() < .7 else None, "patched": "none"}
    if c["f"]:
        c["steps"] = [random_steps(rng, width) for width in [D] + [len(rows) for _, rows in c["f"]]]
    for _ in range(rng.randint(1, 5)):
        point = [random_point(rng) for _ in range(D)]
        c["samples"].append([point, [None] * P] + [[random_float(rng) for _ in range(P)]] * (frozen == "values"))
    for row in c["g"][0][1]:
        if rng.random() < .4:
            near_zero(row, rng.choice(c["samples"])[0], c["centre"] or [0] * D, rng)
    if len(c["g"][0][1]) > 1 and rng.random() < .3:  # two neurons that cancel
        c["g"][0][1][1] = list(c["g"][0][1][0])
        for row in c["g"][1][1]:
            row[:] = [Fraction(0), row[1], -row[1]] + [Fraction(0)] * (len(row) - 3)
    return c


def near_zero(row, point, centre, rng):
    """The bias becomes such that the row is 0 there, or the last place of a float away."""
    s = sum(w * (x - b) for w, x, b in zip(row[1:], point, centre))
    unit = power(exponent(s) - 23) if s else power(-20)
    row[0] = -(s / unit).__floor__() * unit - rng.choice((0, 1)) * unit
