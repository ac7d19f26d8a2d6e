"""Part of ftcheck.py: the claim, the values and the margins (sections 2, 6 and 7)."""
from fractions import Fraction
from operator import mul

from ftcheck_network import composed, evaluate, integer_network, needed_values
from ftcheck_read import Failure, show
from ftcheck_specification import check_sample


def check_shapes(c, layers, name, steps=None):
    width = c.D  # of what the next layer gets

    def check_steps(steps):
        for line, operation, numbers in steps:
            if len(numbers) != width:
                raise Failure("E202", line, "step %s: expected %d numbers, found %d" % (operation, width, len(numbers)))

    for l, (line, columns, rows) in enumerate(layers):
        check_steps(steps[l] if steps else [])
        if columns != width:
            raise Failure("E202", line, "network %s: expected a layer with %d columns, found %d" % (name, width, columns))
        width = len(rows)
    check_steps(steps[-1] if steps else [])
    if width != c.P:
        raise Failure("E202", layers[-1][0], "network %s: expected %d outputs, found %d" % (name, c.P, width))


def check_claim(c):
    if c.kind == "bound":
        if c.claim["layers"] < 2 or (c.method == "signs" and c.claim["layers"] != 3):
            wanted = "layers=3" if c.method == "signs" else "at least 2 layers"
            raise Failure("E201", c.at["claim"], "expected %s with 'method %s', found %d" % (wanted, c.method, c.claim["layers"]))
        if c.method == "exhaustion" and (c.claim["layers"] != 2 or c.claim["neurons"] == 0):
            raise Failure("E201", c.at["claim"], "expected layers=2 and at least 1 neuron with 'method exhaustion', found others")
        if c.method == "patterns" and (c.claim["layers"] != 2 or c.claim["neurons"] < 2):
            raise Failure("E201", c.at["claim"], "expected layers=2 and at least 2 neurons with 'method patterns', found others")
        if c.claim["samples"] != c.K:
            raise Failure("E201", c.at["claim"], "claim says samples=%d, body has %d" % (c.claim["samples"], c.K))
        if c.f:
            check_shapes(c, c.f, "f")
        return
    neurons = sum(len(rows) for _, _, rows in c.g[:-1])
    for key, found in ("layers", len(c.g)), ("neurons", neurons), ("samples", c.K):
        if c.claim[key] != found:
            raise Failure("E201", c.at["claim"], "claim says %s=%d, body has %d" % (key, c.claim[key], found))
    if c.f:
        check_shapes(c, c.f, "f", c.steps)
    if c.f and c.kind == "execution":
        c.f_layers, c.f = c.f, composed(c.f, c.steps)
    check_shapes(c, c.g, "g")
    if c.bound and neurons > c.bound[0]:
        raise Failure("E210", c.at["construction"], "expected at most bound=%d neurons, found %d" % (c.bound[0], neurons))


def check_distinct(c):
    seen = {}
    for i, (line, point, _, _) in enumerate(c.samples, 1):
        if seen.setdefault(point, i) != i:
            raise Failure("E203", line, "sample %d: expected a new point, found that of sample %d" % (i, seen[point]))


def check_values(c):
    """f + g = y, or f + g meets the specification; number of changed samples; returns the least pre-activations (n, d) by layer."""
    changed, least, nonzero = 0, [(1, 0)] * len(c.g), [(1, 0)] * len(c.g)  # nothing yet: infinite

    def see(l, z, layer, q):
        (a, b), (e, d) = least[l], nonzero[l]  # a/b <= e/d
        for n, (_, _, s) in zip(map(abs, z), layer):
            if n * d < e * s * q:
                if n * b < a * s * q:
                    a, b = n, s * q
                if n:
                    e, d = n, s * q
        least[l], nonzero[l] = (a, b), (e, d)

    g = integer_network(c.g)
    for i, (line, point, labels, values) in enumerate(c.samples, 1):
        f = needed_values(c, point, labels, values)
        if c.specification:
            changed += check_sample(c, i, line, labels, f, evaluate(g, point, see))
            continue
        for j, (a, b, y) in enumerate(zip(f, evaluate(g, point, see), labels), 1):
            what, found, wanted = ("g", b, 0) if y is None else ("f+g", a + b, y)
            if found != wanted:
                where = "sample %d" % i if c.P == 1 else "sample %d component %d" % (i, j)
                raise Failure("E204", line, "%s: %s = %s, expected %s" % (where, what, show(found), show(wanted)))
        changed += any(y not in (None, a) for a, y in zip(f, labels))
    if changed != c.claim["changed"]:
        raise Failure("E205", c.at["claim"], "changed samples: expected %d, found %d" % (changed, c.claim["changed"]))
    return [[Fraction(*m) if m[1] else None for m in pair] for pair in zip(least, nonzero)]


def check_margins(c, preactivations):
    def compare(line, what, said, found):
        if said != found:
            shown = ["none" if q is None else show(q) for q in (found, said)]
            raise Failure("E206", line, "expected %s=%s, found %s" % (what, shown[0], shown[1]))

    for (least, nonzero, line), found in zip(c.preactivations, preactivations):
        compare(line, "least", least, found[0])
        compare(line, "nonzero", nonzero, found[1])
    if c.projection != ["none"]:
        direction, said = c.projection
        line = sorted(sum(map(mul, direction, point)) for _, point, _, _ in c.samples)
        gap = min((b - a for a, b in zip(line, line[1:])), default=None)
        if not any(direction) or gap == 0:
            raise Failure("E206", c.at["projection"], "expected a nonzero direction that separates the points, found another")
        compare(c.at["projection"], "gap", said, gap)
    sizes = [abs(w.numerator).bit_length() + (w.denominator.bit_length() if w.denominator > 1 else 0)
             for _, _, rows in c.g for row in rows for w in row]
    compare(c.at["bits"], "most", c.bits[0], max(sizes))
    compare(c.at["bits"], "total", c.bits[1], sum(sizes))
