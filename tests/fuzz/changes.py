"""Changes of a certificate by its structure (structure.py), one small function each, in one table.

A change returns nothing; where there is nothing of its kind to change it raises Nothing, or whatever an empty list makes of it."""
from fractions import Fraction

import settle
import settle_execution
from changes_execution import EXECUTION_CHANGES
from changes_line import LINE_CHANGES
from changes_origins import ORIGINS_CHANGES
from changes_patterns import PATTERN_CHANGES, move_samples
from changes_specification import SPECIFICATION_CHANGES
from structure import copied


class Nothing(Exception):
    pass


def other_number(q, rng, pool):
    bit = 1 << rng.randrange(max(abs(q.numerator), q.denominator).bit_length())
    kind = rng.randrange(14)
    if kind < 4:
        return q + rng.choice((1, -1)) if kind < 2 else -q if kind == 2 else 1 / q if q else Fraction(1)
    if kind < 7:
        return Fraction(q.numerator ^ (1 if kind < 6 else bit), q.denominator)
    if kind < 9:
        return Fraction(q.numerator, (q.denominator ^ (1 if kind < 8 else bit)) or 3)
    if kind < 11:
        return rng.choice(pool)
    return rng.choice((Fraction(0), 2 * q, q / 2, q + Fraction(1, 10 ** 20), q - Fraction(1, 3), q * 2 ** 64, q / (2 ** 62 + 1),
                       settle.random_number(rng)))


def other_count(n, rng):
    return max(0, rng.choice((n + 1, n - 1, n + 1, n - 1, n + 2, 0, 1, 2 * n, rng.randint(0, 9), rng.choice((10 ** 18 - 1, 2 ** 32, 2 ** 31 - 1)))))


def places(value, type_):
    """(container, key) of every item of a type; bools are no counts."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in items:
        if isinstance(item, (list, dict)):
            found += places(item, type_)
        elif type(item) is type_:
            found.append((value, key))
    return found


# ---- numbers, counts, words ------------------------------------------------------------------------------------------------------


def a_number(c, rng):
    slots = places(c, Fraction)
    container, key = rng.choice(slots)
    container[key] = other_number(container[key], rng, [a[k] for a, k in slots])


def two_numbers(c, rng):
    (a, i), (b, j) = rng.sample(places(c, Fraction), 2)
    a[i], b[j] = b[j], a[i]


def a_count(c, rng):
    container, key = rng.choice(places(c, int))
    container[key] = other_count(container[key], rng)


def the_claim(c, rng):
    i = rng.randrange(4)
    c["claim"][i] = other_count(c["claim"][i], rng)


def a_label(c, rng):
    sample = rng.choice(c["samples"])
    if c["specification"]:
        raise Nothing
    j = rng.randrange(c["P"])
    value = settle.frozen_at(c, sample)[j]
    kind = rng.randrange(4)
    if kind == 0 or sample[1][j] is None:
        sample[1][j] = value + rng.choice((0, 0, 1))
    elif kind == 1:
        sample[1][j] = None
    else:
        other = rng.choice(c["samples"])
        sample[1], other[1] = other[1], sample[1]


def the_word(c, rng):
    if c["kind"] == "execution" and rng.random() < .5:
        c["formats"][rng.randrange(2)] = rng.choice(settle_execution.FORMAT_NAMES)
        return
    key, words = rng.choice((("version", ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6")), ("frozen", ("zero", "values", "network", "computed")), ("method", ("alternation", "signs", "exhaustion")),
                             ("construction", ("none", "hats bound=%d" % rng.randint(0, 9), "%3F bound=1"))))
    if key not in c:
        raise Nothing
    c[key] = rng.choice(words)


# ---- lines with their counts -----------------------------------------------------------------------------------------------------


def the_samples(c, rng):
    kind, samples = rng.randrange(4), c["samples"]
    i, j = rng.randrange(len(samples)), rng.randrange(len(samples))
    if kind == 0:
        del samples[i]
    elif kind == 1:
        samples.insert(i, [list(part) for part in samples[j]])
    else:
        samples[i], samples[j] = samples[j], samples[i]
    c["K"] = len(samples) if kind < 3 else c["K"]
    if c["kind"] == "bound":  # so that the line goes through the same samples as before
        moved = {0: lambda n: n - (n > i + 1), 1: lambda n: n + (n > i)}.get(kind, lambda n: {i + 1: j + 1, j + 1: i + 1}.get(n, n))
        c["line"] = [[moved(n), mark] for n, mark in c["line"]] if rng.random() < .8 else c["line"]
        if c["method"] == "patterns" and rng.random() < .8:
            move_samples(c, moved)


def an_output(c, rng):
    """One component more, or one less."""
    j = rng.randrange(c["P"])
    first = 1 if not c["specification"] or c["specification"][0] == "intervals" else 2  # a word is for all components
    for part in [part for sample in c["samples"] for part in sample[first:]] + [c[name][-1][1] for name in ("f", "g") if c.get(name)]:
        part.insert(j, copied(part[j])) if rng.random() < .97 else part.pop()
    c["P"] += 1


def a_coordinate(c, rng):
    d = rng.randrange(c["D"])
    value = settle.random_number(rng)
    for sample in c["samples"]:
        sample[0].insert(d, value if rng.random() < .95 else sample[0][0])
    for name in ("f", "g"):
        if c.get(name):
            c[name][0][0] += 1
            for row in c[name][0][1]:
                row.insert(d + 1, Fraction(rng.randint(-1, 1)))
    if c.get("projection"):
        c["projection"][0].insert(d, rng.randint(-2, 2))
    c["D"] += 1


def move_all(c, rng):
    """Points moved and scaled, or labels scaled: a bound for them stays one."""
    a, b = Fraction(rng.choice((-1, 2, 3))), settle.random_number(rng)
    for sample in c["samples"]:
        if rng.random() < .99:
            sample[0] = [a * x + b for x in sample[0]]
    if c["kind"] == "bound" and a < 0 and rng.random() < .5:
        c["line"].reverse()


# ---- networks --------------------------------------------------------------------------------------------------------------------


def layers_of(c, rng):
    return c[rng.choice([name for name in ("f", "g", "g") if c.get(name)])]


def hidden(c, rng):
    """(layers, l, j): neuron j of layer l."""
    layers = layers_of(c, rng)
    l = rng.choice([l for l, (_, rows) in enumerate(layers[:-1]) if rows])
    return layers, l, rng.randrange(len(layers[l][1]))


def a_neuron_doubled(c, rng):
    layers, l, j = hidden(c, rng)
    layers[l][1].insert(j, list(layers[l][1][j]))
    layers[l + 1][0] += 1
    for row in layers[l + 1][1]:
        part = rng.choice((Fraction(0), row[j + 1] / 2, row[j + 1]))
        row[j + 1:j + 2] = [part, row[j + 1] - part]


def a_neuron_gone(c, rng):
    layers, l, j = hidden(c, rng)
    del layers[l][1][j]
    layers[l + 1][0] -= 1
    for row in layers[l + 1][1]:
        del row[j + 1]


def a_neuron_scaled(c, rng):
    layers, l, j = hidden(c, rng)
    s = rng.choice((Fraction(2), Fraction(1, 3), Fraction(2 ** 63), Fraction(-1)))
    layers[l][1][j] = [s * w for w in layers[l][1][j]]
    for row in layers[l + 1][1]:
        row[j + 1] /= s


def neurons_swapped(c, rng):
    layers, l, j = hidden(c, rng)
    i = rng.randrange(len(layers[l][1]))
    rows = layers[l][1]
    rows[i], rows[j] = rows[j], rows[i]
    for row in layers[l + 1][1] if rng.random() < .8 else []:
        row[i + 1], row[j + 1] = row[j + 1], row[i + 1]


def a_layer_more(c, rng):
    """The identity, which is one behind a hidden layer."""
    layers = layers_of(c, rng)
    l = rng.randrange(len(layers) - (rng.random() < .8))
    n = len(layers[l][1])
    layers.insert(l + 1, [n, [[Fraction(0)] + [Fraction(int(i == j)) for j in range(n)] for i in range(n)]])


def a_layer_gone(c, rng):
    layers = layers_of(c, rng)
    del layers[rng.randrange(len(layers))]


def weights_scaled(c, rng):
    s = rng.choice((Fraction(2), Fraction(-1), Fraction(1, 2)))
    layers = layers_of(c, rng)
    l = rng.randrange(len(layers))
    layers[l][1] = [[s * w for w in row] for row in layers[l][1]]
    if l + 1 < len(layers) and rng.random() < .5:
        layers[l + 1][1] = [row[:1] + [w / s for w in row[1:]] for row in layers[l + 1][1]]


def other_frozen(c, rng):
    """f given in another way: its values, or no f where it is 0."""
    values = [settle.frozen_at(c, sample) for sample in c["samples"]]
    c["samples"] = [[s[0], s[1]] for s in c["samples"]]
    c["f"] = []
    if any(map(any, values)) or rng.random() < .5:
        c["samples"] = [s + [list(v)] for s, v in zip(c["samples"], values)]
        c["frozen"] = "values"
    else:
        c["frozen"] = "zero"


# ---- margins ----------------------------------------------------------------------------------------------------------------------


def the_margins(c, rng):
    kind = rng.randrange(4)
    if kind == 0:
        rng.choice(c["margins"]).reverse()
    elif kind == 1:
        rng.choice(c["margins"])[rng.randrange(2)] = None
    elif kind == 2:
        c["bits"][rng.randrange(2)] += rng.choice((1, -1))
    else:
        c["projection"] = None if c["projection"] else [[rng.randint(-2, 2) for _ in c["samples"][0][0]], Fraction(1)]


def the_direction(c, rng):
    direction, gap = c["projection"]
    s = rng.choice((-1, 2, 3))
    c["projection"] = [[s * a for a in direction] if rng.random() < .7 else direction[::-1], gap and abs(s) * gap]


CHANGES = ((a_number, 8), (two_numbers, 2), (a_count, 3), (the_claim, 3), (a_label, 3), (the_word, 1), (the_samples, 4), (an_output, 1), (a_coordinate, 1),
           (move_all, 1), (a_neuron_doubled, 3), (a_neuron_gone, 1), (a_neuron_scaled, 2), (neurons_swapped, 2), (a_layer_more, 2), (a_layer_gone, 1),
           (weights_scaled, 1), (other_frozen, 1), (the_margins, 3), (the_direction, 1), *LINE_CHANGES, *EXECUTION_CHANGES, *PATTERN_CHANGES,
           *SPECIFICATION_CHANGES, *ORIGINS_CHANGES)
FUNCTIONS, WEIGHTS = zip(*CHANGES)


def change(c, rng):
    """One change of those that there is something for."""
    while True:
        try:
            return rng.choices(FUNCTIONS, WEIGHTS)[0](c, rng)
        except (Nothing, ValueError, IndexError, KeyError, TypeError, ZeroDivisionError):
            pass  # nothing of this kind here, or a certificate that was changed before does not fit together
