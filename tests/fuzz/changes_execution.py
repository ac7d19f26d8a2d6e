"""Changes of executions by their structure (structure.py), as those of changes.py: raises whatever an empty list, or another kind, makes of it."""
from fractions import Fraction

import settle_execution


def steps_of(c):
    return [(place, s) for place in c["steps"] for s in range(len(place))]


def a_step_more(c, rng):
    """One step more, or one less."""
    if steps_of(c) and rng.random() < .4:
        place, s = rng.choice(steps_of(c))
        del place[s]
        return
    l = rng.randrange(len(c["steps"]))
    width = len(c["f"][l - 1][1]) if l else len(c["samples"][0][0])
    number = rng.choice((0, 1, 2, 3, Fraction(1, 3), Fraction(1, 2), Fraction(1, 1 << 130), settle_execution.random_float(rng)))
    place = c["steps"][l]
    place.insert(rng.randint(0, len(place)), [rng.choice(settle_execution.STEPS), [Fraction(number)] * max(0, width - (rng.random() < .05))])


def a_step(c, rng):
    """Another operation, another order or another place."""
    place, s = rng.choice(steps_of(c))
    kind = rng.randrange(3)
    if kind == 0:
        place[s][0] = rng.choice(settle_execution.STEPS)
    elif kind == 1:
        place.reverse()
    else:
        c["steps"][rng.randrange(len(c["steps"]))].append(place.pop(s))


def the_centre(c, rng):
    numbers = [settle_execution.random_float(rng) for _ in c["samples"][0][0]]
    c["centre"] = rng.choice((None, numbers, list(c["samples"][0][0]), [-x for x in c["centre"] or numbers]))


def the_deviations(c, rng):
    """A little less or more, by the last place of 41 digits."""
    key = rng.choice(("deviation", "output"))
    q = c[key]
    if q is None or rng.random() < .1:
        c["output"] = rng.choice((None, Fraction(0), Fraction(1), Fraction(1 << 200)))
        return
    place = Fraction(2) ** (q.numerator.bit_length() - q.denominator.bit_length() - 41) if q else Fraction(1, 1 << 170)
    c[key] = max(Fraction(0), q + rng.choice((-1, -1, 1)) * place)


def a_point_read(c, rng):
    """A component of a point becomes a number of a format, or none any more."""
    point = rng.choice(c["samples"])[0]
    c["formats"]  # of executions alone
    point[rng.randrange(len(point))] += Fraction(rng.choice((-1, 1)), 1 << rng.choice((20, 23, 24, 25, 52, 53, 54, 126, 127, 140)))


def the_patched_file(c, rng):
    c["patched"] = rng.choice(("none", "onnx sha256=" + "0" * 64)) if "patched" in c else c["patched"]


EXECUTION_CHANGES = ((a_step_more, 3), (a_step, 2), (the_centre, 2), (the_deviations, 5), (a_point_read, 3), (the_patched_file, 1))
