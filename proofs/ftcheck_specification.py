"""Part of ftcheck.py: what is allowed in place of labels (section 18). A sample has, in place of labels, a list: with intervals the ends (LO, HI) for
each component, None for one that there is not; with classes one tuple of components. `keep` is None."""
from fractions import Fraction

from ftcheck_network import needed_values
from ftcheck_read import Failure, show


def specified(words):
    return any(word is not None for word in words)


def check_specified(c):
    count = sum(specified(words) for _, _, words, _ in c.samples)
    if count != c.claim["specified"]:
        raise Failure("E205", c.at["claim"], "specified samples: expected %d, found %d" % (count, c.claim["specified"]))


def place(c, i, j):
    return "sample %d" % i if c.P == 1 else "sample %d component %d" % (i, j)


def written(word):
    """As in a sample; without ends, `any number`."""
    low, high = word
    if low is None and high is None:
        return "any number"
    if low is None or high is None:
        return "<=" + show(high) if low is None else ">=" + show(low)
    return show(low) if low == high else "%s..%s" % (show(low), show(high))


def by_component(c, words):
    return words if c.specification.intervals else words * c.P


def inside(word, least, most):
    low, high = word
    return (low is None or low <= least) and (high is None or most <= high)


def check_lead(c, i, line, chosen, least, most, about=""):
    """Some component of `chosen` is ahead of all others, by the least values of these and the greatest ones of those."""
    lead = max(least[k] for k in chosen) - max(most[k] for k in range(c.P) if k not in chosen)
    if lead < c.specification.number:
        text = "sample %d: %s leads by %s%s, expected at least %s"
        raise Failure("E226", line, text % (i, show("|".join(map(str, chosen))), about, show(lead), show(c.specification.number)))


def check_sample(c, i, line, words, f, g):
    """f + g meets the specification, over the rationals; returns whether g is not 0."""
    for j, (word, b) in enumerate(zip(by_component(c, words), g), 1):
        if word is None and b != 0:
            raise Failure("E204", line, "%s: g = %s, expected 0" % (place(c, i, j), show(b)))
    values = [a + b for a, b in zip(f, g)]
    if c.specification.intervals:
        for j, (word, v) in enumerate(zip(words, values), 1):
            if word is not None and not inside(word, v, v):
                raise Failure("E226", line, "%s: f+g = %s, expected %s" % (place(c, i, j), show(v), written(word)))
    elif specified(words):
        check_lead(c, i, line, words[0], values, values)
    return any(g)


def check_runs(c, run):
    """Every execution of f + g meets the specification; run(i, line, point, sums) has the enclosures. Returns the number of samples at which g
    may be other than 0."""
    changed = 0
    for i, (line, point, words, _) in enumerate(c.samples, 1):
        y, sums = run(i, line, point, specified(words))
        changed += any(v or e for v, e in y)
        for j, (word, (v, e)) in enumerate(zip(by_component(c, words), y), 1):
            if word is None and (v or e):
                raise Failure("E218", line, "%s: g is %s +- %s, expected exactly 0 in every execution" % (place(c, i, j), show(v), show(e)))
        if not specified(words):
            continue
        if not c.specification.intervals:
            check_lead(c, i, line, words[0], [v - e for v, e in sums], [v + e for v, e in sums], "at least ")
            continue
        for j, (word, (v, e)) in enumerate(zip(words, sums), 1):
            if word is not None and not inside(word, v - e, v + e):
                raise Failure("E226", line, "%s: f+g is %s +- %s, expected %s" % (place(c, i, j), show(v), show(e), written(word)))
    return changed


# ---- bounds --------------------------------------------------------------------------------------------------------------------


def ends_of_samples(c):
    """The ends of Z_i at every sample: of component J of g, or of the difference of two."""
    return [ends(c, words, needed_values(c, point, words, values)) for _, point, words, values in c.samples]


def ends(c, words, f):
    word = words[c.J - 1] if c.specification.intervals else words[0]
    if word is None:
        return Fraction(0), Fraction(0)
    if c.specification.intervals:
        return tuple(end if end is None else end - f[c.J - 1] for end in word)
    ahead, behind = c.J
    margin, difference = c.specification.number, f[ahead] - f[behind]
    return (margin - difference if word == (ahead,) else None), (-margin - difference if word == (behind,) else None)


def extreme(terms, sign):
    """The least value (sign 1) or the greatest one (-1) of the sum of a z over the terms (a, ends of z), or None where an end that it needs is missing."""
    total = Fraction(0)
    for a, ends_of_z in terms:
        if a:
            end = ends_of_z[a * sign < 0]
            if end is None:
                return None
            total += a * end
    return total
