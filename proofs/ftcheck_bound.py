"""Part of ftcheck.py: lower bounds (section 9; under specifications, section 18). The line, the marks, and the number B that they show."""
from fractions import Fraction
from math import isqrt

from ftcheck_exhaustion import exhaustion
from ftcheck_network import needed_values
from ftcheck_read import Failure
from ftcheck_specification import ends_of_samples, extreme, written


def alternation(layers, kinks):
    """Least sum of layers - 1 numbers d >= 1 whose d + 1 have a product above `kinks`."""
    hidden = layers - 1
    if hidden >= kinks.bit_length():  # 2^hidden > kinks
        return hidden

    def product(total):
        each, more = divmod(total, hidden)
        return (each + 2) ** more * (each + 1) ** (hidden - more)

    low, high = hidden, hidden * (kinks + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if product(middle) > kinks else (middle + 1, high)
    return low


class Word:
    """The signs of the marks in the order of their positions."""

    def __init__(self, P, M):
        letters = [convex for _, convex in sorted([(r, True) for r in P] + [(r, False) for r in M])]
        self.size = len(letters)
        self.places = {True: [], False: []}  # of the letters of each sign
        self.convex_before = []
        for place, convex in enumerate(letters):
            self.convex_before.append(len(self.places[True]))
            self.places[convex].append(place)

    def next_without_room(self, at, u, v):
        """The first letter from `at` on that a cell with room for u and v does not take, or the end of the word."""
        up = self.convex_before[at] + u
        down = at - self.convex_before[at] + v
        return min((places[i] for places, i in ((self.places[True], up), (self.places[False], down)) if i < len(places)),
                   default=self.size)

    def cuts(self, u, v, limit):
        """c(u, v) of the document, or limit when it is at least limit."""
        at = 0
        for n in range(limit):
            if at == self.size or (at := self.next_without_room(at, u, v)) == self.size:
                return n
            at += 1
        return limit


def signs(P, M):
    p, q = len(P), len(M)
    if p + q == 0:
        return 2
    best, word = p + q + 1, Word(P, M)

    def least_d(u, v):  # or a number that does not improve on best
        # d cuts and d + 1 cells serve at most d + (d + 1) e marks: no need to count what cannot be less
        d = max(1, p // (u + 1), q // (v + 1), (p + q) // (u + v + 1))
        if u + v + d < best:
            d = max(1, word.cuts(u, v, best - u - v))
        while d < 3 and max(p - d * u, 0) + max(q - d * v, 0) > d:
            d += 1
        return d

    middle = isqrt(p + q)  # a good pair first, so that the others are soon done
    u = middle * p // (p + q)
    best = min(best, middle + least_d(u, middle - u))
    for total in range(1, p + q + 1):
        if total + 1 >= best:
            break
        for u in range(total + 1):
            best = min(best, total + least_d(u, total - u))
    return best


def residuals_of(c):
    """Component J of y - f at every sample, 0 where the label is `keep`, twice: as the ends of an interval; the number of changed samples is
    checked. With specifications the intervals Z_i of section 18."""
    if c.specification:
        return ends_of_samples(c)
    residuals, changed = [], 0
    for _, point, labels, values in c.samples:
        z = [Fraction(0) if y is None else y - f for y, f in zip(labels, needed_values(c, point, labels, values))]
        residuals.append(z[c.J - 1])
        changed += any(z)
    if changed != c.claim["changed"]:
        raise Failure("E205", c.at["claim"], "changed samples: expected %d, found %d" % (changed, c.claim["changed"]))
    return [(z, z) for z in residuals]


def check_bound(c):
    residuals = residuals_of(c)
    first, last = (c.samples[c.line[i][1]][1] for i in (0, -1))
    step = [b - a for a, b in zip(first, last)]
    if not any(step):
        raise Failure("E211", c.line[-1][0], "expected another sample at the end of the line, found that of its beginning")
    lead = next(i for i, s in enumerate(step) if s)
    t = []
    for line, index, _ in c.line:
        way = [b - a for a, b in zip(first, c.samples[index][1])]
        t.append(way[lead] / step[lead])
        if any(w != t[-1] * s for w, s in zip(way, step)):
            raise Failure("E211", line, "sample %d: expected a point of the line, found another" % (index + 1))
        if len(t) > 1 and t[-1] <= t[-2]:
            raise Failure("E211", line, "sample %d: expected a point behind the one before, found another" % (index + 1))
    z = [residuals[index] for _, index, _ in c.line]
    marks = {1: [], -1: []}
    for r, (line, index, sign) in enumerate(c.line):
        if not sign:
            continue
        if r in (0, len(z) - 1):
            raise Failure("E212", line, "sample %d: expected no kink at the end of the line, found one" % (index + 1))
        before, behind = 1 / (t[r] - t[r - 1]), 1 / (t[r + 1] - t[r])
        bend = extreme([(before, z[r - 1]), (-before - behind, z[r]), (behind, z[r + 1])], sign)
        if bend is None or bend * sign <= 0:
            text = "sample %d: its residual %s and those of its neighbours, %s and %s, force no %s kink"
            near = tuple(written(z[k]) for k in (r, r - 1, r + 1))
            raise Failure("E212", line, text % ((index + 1,) + near + ("convex" if sign > 0 else "concave",)))
        if marks[sign][-1:] == [r - 1] and c.method != "exhaustion":
            raise Failure("E213", line, "sample %d: expected no kink of the same sign at the sample before, found one" % (index + 1))
        marks[sign].append(r)
    if c.method == "exhaustion":
        return exhaustion(c, t, z, [(r + 1, sign) for r, (_, _, sign) in enumerate(c.line) if sign])
    lowest, highest = ([ends[i] for ends in z if ends[i] is not None] for i in (0, 1))
    if not lowest or not highest or max(lowest) <= min(highest):  # a constant is in all of them
        least = 0
    elif c.method == "signs":
        least = signs(marks[1], marks[-1])
    else:
        least = alternation(c.claim["layers"], len(marks[1]) + len(marks[-1]))
    if c.claim["neurons"] > least:
        raise Failure("E214", c.at["claim"], "expected at most neurons=%d, which the kinks show, found %d" % (least, c.claim["neurons"]))
