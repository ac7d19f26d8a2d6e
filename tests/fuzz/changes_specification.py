"""Changes of specifications by their structure (structure.py), as those of changes.py: raises whatever an empty list, or another kind, makes of it."""
from fractions import Fraction

import settle
import settle_specification

TINY = Fraction(1, 1 << 160)


def some_sample(c, rng):
    """(label words of a sample, place of one that is not kept)"""
    c["specification"][0]
    words = rng.choice([s[1] for s in c["samples"] if any(w is not None for w in s[1])])
    return words, rng.choice([j for j, w in enumerate(words) if w is not None])


def an_end(c, rng):
    """One end is moved, dropped, or there where there was none."""
    words, j = some_sample(c, rng)
    if c["specification"][0] != "intervals":
        raise ValueError
    low, high = words[j]
    kind, end = rng.randrange(6), rng.randrange(2)
    if kind == 0:
        words[j] = [low, None] if end else [None, high]
    elif kind == 1:
        words[j] = [high, low]
    elif kind == 2:
        known = low if low is not None else high
        words[j] = [known, known] if end else [known - 1, known + 1]
    else:
        words[j] = [low, high]
        words[j][end] += rng.choice((-1, 1)) * rng.choice((TINY, TINY, Fraction(1), Fraction(1, 3)))
    if words[j] == [None, None]:
        words[j] = None


def the_classes(c, rng):
    words, j = some_sample(c, rng)
    if c["specification"][0] != "classes":
        raise ValueError
    own = set(words[j]) ^ {rng.randrange(c["P"] + (rng.random() < .05))}
    words[j] = sorted(own) or None
    if words[j] and rng.random() < .05:
        words[j].reverse()


def kept_or_not(c, rng):
    c["specification"][0]
    i = rng.randrange(len(c["samples"]))
    words = c["samples"][i][1]
    j = rng.randrange(len(words))
    if words[j] is not None:
        words[j] = None
    elif c["specification"][0] == "classes":
        words[j] = sorted(rng.sample(range(c["P"]), rng.randint(1, c["P"] - 1)))
    else:
        f = settle.frozen_at(c, c["samples"][i])[j]
        words[j] = settle_specification.around(f, rng)


def words_exchanged(c, rng):
    c["specification"][0]
    a, b = rng.choice(c["samples"]), rng.choice(c["samples"])
    a[1], b[1] = b[1], a[1]


def the_line_of_it(c, rng):
    kind, number = c["specification"]
    c["specification"][1] = rng.choice((number + TINY, number - TINY, -number, Fraction(0), 2 * number, Fraction(1)))
    if rng.random() < .1:
        c["specification"][0] = "classes" if kind == "intervals" else "intervals"


def the_difference(c, rng):
    first, second = c["J"]
    c["J"] = rng.choice(([second, first], [first, rng.randrange(c["P"])], [rng.randrange(c["P"]), second], [first, second + 1]))


def labels_give_way(c, rng):
    settle_specification.specify(c, [settle.frozen_at(c, sample) for sample in c["samples"]], rng)
    settle.settle(c, rng)


def labels_come_back(c, rng):
    """Or almost."""
    c["specification"][0]
    c["version"] = rng.choice(("1.3", "1.4"))
    if rng.random() < .5:
        c["specification"] = None


SPECIFICATION_CHANGES = ((an_end, 8), (the_classes, 4), (kept_or_not, 4), (words_exchanged, 1), (the_line_of_it, 3), (the_difference, 2), (labels_give_way, 1), (labels_come_back, 1))
