"""Whether networks, bounds and executions meet their specifications, from section 18 of certificate-format.md alone. Used by certificate_truth.py.

Specifications are as specification_text.py reads them. What must hold for all values in a box is decided at the box's worst corner."""
from fractions import Fraction

import bound_truth
import execution_truth


def specified(words):
    return any(w is not None for w in words)


def inside(interval, v):
    return (interval[0] is None or interval[0] <= v) and (interval[1] is None or v <= interval[1])


def leads(own, low, high):
    """By how much the greatest of these components is above the others at least, from lower and upper ends of all."""
    return max(low[c] for c in own) - max(v for k, v in enumerate(high) if k not in own)


def network_meets(c, words, g, f):
    """f may be None where nothing is specified."""
    if c.specification[0] == "classes" and specified(words):
        v = [a + b for a, b in zip(f, g)]
        return leads(words[0], v, v) >= c.specification[1]
    if c.specification[0] == "classes":
        return not any(g)
    return all(z == 0 if w is None else inside(w, f[j] + z) for j, (w, z) in enumerate(zip(words, g)))


def box(c, words, f):
    """(lower end, upper end) of the component, or difference, of g at a sample."""
    j, k = c.component
    if k is None:
        w = words[j - 1]
        return (Fraction(0),) * 2 if w is None else tuple(None if end is None else end - f[j - 1] for end in w)
    if words[0] is None:
        return (Fraction(0),) * 2
    margin, between = c.specification[1], f[j] - f[k]
    return (margin - between, None) if words[0] == (j,) else (None, -margin - between) if words[0] == (k,) else (None, None)


def positive(coefficients, boxes):
    """Whether the linear function is positive all over the boxes."""
    ends = [b[0] if a > 0 else b[1] for a, b in zip(coefficients, boxes) if a != 0]
    return None not in ends and sum(a * e for a, e in zip((a for a in coefficients if a != 0), ends)) > 0


def slopes(t, size):
    """Slopes between neighbours, each as a linear function of the values."""
    return [[Fraction((i == r + 1) - (i == r)) / (t[r + 1] - t[r]) for i in range(size)] for r in range(size - 1)]


def minus(a, b):
    return [p - q for p, q in zip(a, b)]


def line_holds(claim, method, points, boxes, signs, tree):
    """Whether a bound on a line holds: all that is said of values is true for all of these boxes."""
    t, n = bound_truth.positions(points), len(points)
    if t is None:
        return False
    s = slopes(t, n)
    bends = [s[0]] + [minus(s[r], s[r - 1]) for r in range(1, n - 1)]
    stated = [(sign, [r]) for r, sign in enumerate(signs) if sign] + [(sign, [0] + [p - 1 for p in w]) for sign, w in (tree[0] if tree else [])]
    for sign, places in stated:
        if max(places) > n - 2 or not positive([sign * sum(bends[r][i] for r in places) for i in range(n)], boxes):
            return False
    low = max((b[0] for b in boxes if b[0] is not None), default=None)
    high = min((b[1] for b in boxes if b[1] is not None), default=None)
    if low is None or high is None or low <= high:  # a number that all boxes have
        z = [next((v for v in (low, high) if v is not None), Fraction(0))] * n
    else:
        z = [next((v for v in b if v is not None), Fraction(0)) for b in boxes]
    if tree:  # numbers in the boxes: the conditions are the same for all
        z = [next((v for v in b if v is not None), Fraction(0)) for b in boxes]
    return bound_truth.holds(claim[0], claim[1], method, points, list(zip(z, signs)), tree)


def execution_holds(c, frozen_at):
    """c: with shapes that fit. N is counted here as well."""
    changed = 0
    if not execution_truth.numbers_fit(c):
        return False
    try:
        for point, words in c.samples:
            read, g = execution_truth.of_g(c, point)
            changed += any(z != (0, 0) for z in g)
            kept = words * (c.P // len(words))
            if any(w is None and z != (0, 0) for w, z in zip(kept, g)):
                return False
            if not specified(words):
                continue
            sums = execution_truth.enclosures(c.f, c.f_behind, read, execution_truth.FORMATS[c.arithmetic], g)
            assert [v for v, _ in sums] == [a + z for a, (z, _) in zip(frozen_at((point,)), g)]
            low, high = [v - e for v, e in sums], [v + e for v, e in sums]
            if c.specification[0] == "classes":
                if leads(words[0], low, high) < c.specification[1]:
                    return False
            elif not all(w is None or inside(w, a) and inside(w, b) for w, a, b in zip(words, low, high)):
                return False
    except execution_truth.Overflow:
        return False
    return changed == c.claim[3]
