"""Specifications: made from certificates with labels, and their statements made true again (settle.py has the other kinds).

The judge's functions are used here too (specification_truth.py): they make, the checkers judge."""
from fractions import Fraction
from types import SimpleNamespace

import bound_truth
import execution_truth
import exhaustion_truth
import settle_execution
import specification_truth
from execution_truth import FORMATS, Overflow


class Unsuitable(ValueError):
    pass


def of_sample(c, words):
    """As the judge has them."""
    return [None if w is None else tuple(w) for w in words]


def around(y, rng, room=Fraction(0)):
    """An interval that holds y, or y itself, with its ends at a distance of the room at least."""
    step = rng.choice((Fraction(0), Fraction(0), Fraction(1), Fraction(1, 3), Fraction(1, 1 << 70)))
    kind = rng.randrange(6)
    if kind < 2 and (room or step):
        return [y - room - step * (kind == 0), y + room + step]
    return [y - room, y + room] if kind < 3 else [y - room, None] if kind == 3 else [None, y + room] if kind == 4 else [y - room, y + room + step]


def leaders(v, rng):
    """Components that may be the greatest, and by how much they lead; None where all are equal."""
    order = sorted(range(len(v)), key=lambda k: -v[k])
    sizes = [n for n in range(1, len(v)) if v[order[n - 1]] > v[order[n]] or n > 1 and v[order[0]] > v[order[n]]]
    if not sizes:
        return None
    own = sorted(order[:rng.choice(sizes)])
    return own, max(v[k] for k in own) - max(v[k] for k in range(len(v)) if k not in own)


# ---- labels give way -------------------------------------------------------------------------------------------------------------


def specify(c, values, rng):
    """A certificate of labels becomes one of specifications, which need not be true before it is settled. values: those of f, by sample."""
    if c["specification"] or c["kind"] == "execution" and c["frozen"] != "network":
        raise Unsuitable
    kind = "classes" if c["P"] > 1 and rng.random() < .5 else "intervals"
    by_trees = c["kind"] == "bound" and c["method"] == "patterns"
    if kind == "intervals":
        specification, words = [kind, Fraction(0)], [[None if y is None else around(y, rng) for y in s[1]] for s in c["samples"]]
        words = words_for_trees(c, values, words, rng) if by_trees else words
    elif by_trees:
        specification, words = [kind, Fraction(1)], classes_for_trees(c, values, rng)
    else:
        specification, words = classes_for(c, values, rng)
    c.update(specification=specification, version="1.4", upper=None, output=None)
    for sample, own in zip(c["samples"], words):
        sample[1] = own
    c["kind"] = "specification" if c["kind"] == "interpolation" else c["kind"]


def classes_for(c, values, rng):
    """The component that must lead by the labels, and by how much at the least; for bounds often one of two."""
    words, margin = [], None
    if c["kind"] == "bound":
        c["J"] = rng.sample(range(c["P"]), 2)
    for sample, f in zip(c["samples"], values):
        v = [b if y is None else y for y, b in zip(sample[1], f)]
        found = None if all(y is None for y in sample[1]) else leaders(v, rng)
        if found and c["kind"] == "bound" and rng.random() < .7:
            found = [rng.choice(c["J"])], found[1]
        words.append([found and found[0]])
        margin = found[1] if found and (margin is None or found[1] < margin) else margin
    return ["classes", margin or Fraction(1)], words


def used_ends(c):
    """(sample, whether it is the greatest value that a row uses)"""
    return {(row[1] - 1, row[3] > 0) for tree in c["trees"] for node in tree[4] if node[0] == "leaf" for row in node[1] if row[0] == "sum"}


def words_for_trees(c, values, words, rng):
    """Intervals whose ends are the values that the trees use, so that they show what they showed."""
    used, j = used_ends(c), c["J"] - 1
    for i, (sample, f, own) in enumerate(zip(c["samples"], values, words)):
        y = sample[1][j]
        if y is None or y == f[j]:
            own[j] = rng.choice((None, [f[j], f[j]]))
            continue
        low, high = (y if (i, False) in used else None), (y if (i, True) in used else None)
        own[j] = [low, high] if low is not None or high is not None else around(y, rng)
    return words


def classes_for_trees(c, values, rng):
    """One class where trees use one end, and values of f that put the end where it was; the margin is 1."""
    used, j, words = used_ends(c), c["J"] - 1, []
    first, second = c["J"] = rng.sample(range(c["P"]), 2)
    for i, (sample, f) in enumerate(zip(c["samples"], values)):
        z = 0 if sample[1][j] is None else sample[1][j] - f[j]
        low, high = (i, False) in used, (i, True) in used
        if z and low and high:
            raise Unsuitable
        own = [Fraction(rng.randint(-2, 2)) for _ in f]
        own[first] = own[second] + ((-1 if high else 1) - z)
        sample[1:] = [sample[1], own]
        words.append([([second] if high else [first]) if z else None])
    c.update(frozen="values", f=[])
    return words


# ---- statements become true ------------------------------------------------------------------------------------------------------


def specified(c):
    return [any(w is not None for w in s[1]) for s in c["samples"]]


def settle_network(c, g, values, rng):
    """Words that f + g meets; g: its values by sample."""
    margin = None
    for sample, gx, fx in zip(c["samples"], g, values):
        v = [a + b for a, b in zip(gx, fx)]
        if c["specification"][0] == "intervals":
            sample[1] = [None if not b and rng.random() < .5 else around(y, rng) for b, y in zip(gx, v)]
            continue
        found = None if not any(gx) and rng.random() < .5 else leaders(v, rng)
        sample[1] = [found and found[0]]
        margin = found[1] if found and (margin is None or found[1] < margin) else margin
    if margin is not None:
        c["specification"][1] = margin * rng.choice((1, 1, Fraction(1, 2)))
    c["specified"], c["claim"][3] = sum(specified(c)), sum(map(any, g))


def boxes(c, values):
    own = SimpleNamespace(specification=c["specification"], component=tuple(c["J"]) if isinstance(c["J"], list) else (c["J"], None))
    return [specification_truth.box(own, of_sample(c, s[1]), f) for s, f in zip(c["samples"], values)]


def settle_bound(c, values, rng, most_points):
    """Marks, sums and the number of neurons; nothing of a tree of patterns."""
    c["specified"] = sum(specified(c))
    if c["method"] == "patterns":
        c["claim"][:2] = [2, (c["trees"][0][0] + c["trees"][0][1] if c["trees"] else 1) + 1]
        for tree in c["trees"]:
            tree[3] = len(tree[4])
        return
    every = boxes(c, values)
    own = [every[i - 1] for i, _ in c["line"]]
    t = bound_truth.positions([c["samples"][i - 1][0] for i, _ in c["line"]])
    if t is None or len(t) < 2:
        return
    s = specification_truth.slopes(t, len(t))
    bends = [s[0]] + [specification_truth.minus(s[r], s[r - 1]) for r in range(1, len(s))]

    def sign_of(places):
        total = [sum(bends[r][i] for r in places) for i in range(len(t))]
        return next((sign for sign in (1, -1) if specification_truth.positive([sign * a for a in total], own)), 0)

    marks = {1: [], -1: []}
    for r in range(len(t)):
        sign = sign_of([r]) if 0 < r < len(t) - 1 and rng.random() < .95 else 0
        c["line"][r][1] = ""
        if sign and (c["method"] == "exhaustion" or r - 1 not in marks[sign]):
            c["line"][r][1] = "convex" if sign > 0 else "concave"
            marks[sign].append(r)
    if c["method"] == "exhaustion" and len(t) <= most_points:
        settle_tree(c, t, own, sign_of)
    elif c["method"] != "exhaustion":
        low = [b[0] for b in own if b[0] is not None]
        high = [b[1] for b in own if b[1] is not None]
        common = not low or not high or max(low) <= min(high)
        if c["method"] == "signs":
            c["claim"][:2] = [3, 0 if common else bound_truth.by_signs(tuple(marks[1]), tuple(marks[-1]))]
        elif 2 <= c["claim"][0] <= 60:
            c["claim"][1] = 0 if common else bound_truth.by_alternation(c["claim"][0], len(marks[1]) + len(marks[-1]))


def settle_tree(c, t, own, sign_of):
    kept = []
    for _, positions in c["sums"]:
        positions = sorted({p for p in positions if 1 < p < len(t)})
        sign = sign_of([0] + [p - 1 for p in positions])
        kept += [["positive" if sign > 0 else "negative", positions]] * (sign != 0)
    c["sums"] = kept
    z = [next((v for v in b if v is not None), Fraction(0)) for b in own]
    kinks = [(r, 1 if mark == "convex" else -1) for r, (_, mark) in enumerate(c["line"]) if mark]
    sets = exhaustion_truth.conditions(t, z, kinks, [(1 if sign == "positive" else -1, positions) for sign, positions in kept]) if len(t) > 2 else None
    for neurons in range(1, 6 if sets is not None else 1):
        nodes = exhaustion_truth.number_of_nodes(sets, neurons - 1)
        if nodes is None:
            break
        c["claim"][:2], c["nodes"] = [2, neurons], nodes


def settle_runs(c, rng):
    """Words that all executions meet, often to the last place."""
    if not settle_execution.fits(c["D"], c["P"], c["g"]) or c["centre"] is not None and len(c["centre"]) != c["D"] or not set(c["formats"]) <= set(FORMATS):
        return
    own, changed, margin = settle_execution.judged(c), 0, None
    for sample in c["samples"]:
        try:
            read, g = execution_truth.of_g(own, sample[0])
            changed += any(z != (0, 0) for z in g)
            sums = execution_truth.enclosures(own.f, own.f_behind, read, FORMATS[own.arithmetic], g)
        except Overflow:
            sample[1] = [None] * len(sample[1])
            continue
        if c["specification"][0] == "intervals":
            sample[1] = [None if z == (0, 0) and rng.random() < .5 else around(v, rng, e) for z, (v, e) in zip(g, sums)]
            continue
        found = None if all(z == (0, 0) for z in g) and rng.random() < .5 else leaders([v for v, _ in sums], rng)
        lead = found and specification_truth.leads(found[0], [v - e for v, e in sums], [v + e for v, e in sums])
        sample[1] = [found[0]] if found and lead > 0 else [None]
        margin = lead if found and lead > 0 and (margin is None or lead < margin) else margin
    if margin is not None:
        c["specification"][1] = margin
    c["claim"][3], c["specified"] = changed, sum(specified(c))
