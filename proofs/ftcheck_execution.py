"""Part of ftcheck.py: executions (section 15). An enclosure (v, e) is the real value v and a bound e of how far any execution is from it.

Every e is an integer times a power of two, and every v with e = 0 as well: so rows are computed in integers over common denominators."""
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm
from operator import mul, or_

from ftcheck_network import needed_values
from ftcheck_read import Failure, show
from ftcheck_specification import check_runs


class Format:
    def __init__(self, name, digits, exponent):
        self.name, self.digits, self.exponent = name, digits, exponent
        self.least, self.most = Fraction(1, 2 ** (exponent - 1)), Fraction(2 ** exponent)  # lambda and Omega
        self.u = Fraction(2 ** 10 + 1, 2 ** (digits + 10))
        self.reading = lru_cache(10 ** 5)(lambda x: self.operation(x, Fraction(0)))
        self.gamma = lru_cache(10 ** 5)(lambda terms: (terms + 1) * self.u + ((terms + 1) * self.u) ** 2)

    def has(self, x):
        n, d = abs(x.numerator), x.denominator
        few = n == 0 or (n // (n & -n)).bit_length() <= self.digits and self.least <= abs(x) < 2 * self.most
        return few and d & (d - 1) == 0

    def fits(self, most):
        if most > self.most:
            raise Overflow(self)

    def operation(self, v, e):
        """Of one operation whose exact result is v for operands without errors, and v up to e for those that there may be."""
        self.fits((1 + self.u) * (abs(v) + e) + self.least)
        return (v, e) if e == 0 and self.has(v) else (v, up(e + self.u * (abs(v) + e) + self.least))

    def converted(self, to, v, e):
        return to.operation(v, e) if to.digits < self.digits else (v, e)

    def step(self, operation, enclosure, c):
        v, e = enclosure
        if operation in ("add", "sub"):
            return self.operation(v + c if operation == "add" else v - c, e)
        if operation == "mul":
            return self.operation(v * c, abs(c) * e)
        v, e = v / c, e / abs(c)
        self.fits((1 + 6 * self.u) * (abs(v) + e) + self.least)
        return v, up(e + 6 * self.u * (abs(v) + e) + self.least)


FORMATS = {"binary32": Format("binary32", 24, 127), "binary64": Format("binary64", 53, 1023)}


class Overflow(Exception):
    """An operation of this format may overflow."""


def up(e):
    """The next number of at most 41 binary digits."""
    if e == 0:
        return e
    n, d = e.numerator, e.denominator
    j = n.bit_length() - d.bit_length() - 40
    return Fraction(-(-n // (d << j)) << j) if j >= 0 else Fraction(-((-n << -j) // d), 1 << -j)


def together(numbers):
    """Integers, and what they are to be divided by."""
    q = lcm(*[x.denominator for x in numbers])
    return [x.numerator * (q // x.denominator) for x in numbers], q


class Row:
    """b + sum w_j x_j, executed in a format; line and place tell where it stands."""
    def __init__(self, row, format_, line, place):
        (self.bias, *self.weights), self.scale = together(row)
        self.absolute = list(map(abs, self.weights))
        self.format, self.line, self.place = format_, line, place

    def __call__(self, values, q, errors, r):
        """Its enclosure at (values / q, errors / r)."""
        format_, d = self.format, self.scale
        products = list(map(mul, self.weights, values))
        C = Fraction(sum(map(mul, self.absolute, errors)), d * r)
        A = Fraction(abs(self.bias) * q + sum(map(abs, products)), d * q) + C
        terms = (self.bias != 0) + sum(w != 0 and (v != 0 or e != 0) for w, v, e in zip(self.weights, values, errors))
        if (terms + 1) * format_.u > Fraction(1, 2):
            raise Failure("E217", self.line, "%s: a row of %d terms is too long for %s" % (self.place, terms, format_.name))
        gamma, small = format_.gamma(terms), 4 * terms * format_.least
        format_.fits(A * (1 + gamma) + small)
        s = Fraction(self.bias * q + sum(products), d * q)
        if terms == (self.bias != 0) or C == 0 and self.on_grid(products, q, A):
            return s, Fraction(0)
        return s, up(C + gamma * A + small)

    def on_grid(self, products, q, A):
        """Whether all terms, none with an error, are such multiples of a power of two that every sum of them is a number of the format."""
        bits, d = reduce(or_, products, self.bias * q), self.scale * q
        grid = Fraction(bits & -bits, d & -d)  # an odd part of d divides all terms
        most = grid * 2 ** self.format.digits
        return grid >= self.format.least and A <= most <= self.format.most


def relu(v, e):
    return (Fraction(0), Fraction(0)) if v + e <= 0 else (max(v, Fraction(0)), e)


class Network:
    """A network that runs in a format; steps[l] are executed before layer l, the last ones behind the last layer."""
    def __init__(self, layers, steps, format_):
        self.format, self.steps = format_, steps
        self.layers = [[Row(row, format_, line, "layer %d" % l) for row in rows] for l, (line, _, rows) in enumerate(layers, 1)]
        self.joined = [Row(row + [Fraction(1)], format_, layers[-1][0], "layer %d" % len(layers)) for row in layers[-1][2]]

    def stepped(self, x, steps):
        for _, operation, numbers in steps:
            x = [self.format.step(operation, v, c) for v, c in zip(x, numbers)]
        return x

    def layer(self, rows, x):
        values, q = together([v for v, _ in x])
        errors, r = together([e for _, e in x])
        return [row(values, q, errors, r) for row in rows]

    def hidden(self, x):
        """What the last layer gets."""
        for rows, steps in zip(self.layers[:-1], self.steps):
            x = [relu(v, e) for v, e in self.layer(rows, self.stepped(x, steps))]
        return self.stepped(x, self.steps[-2])

    def __call__(self, x):
        return self.stepped(self.layer(self.layers[-1], self.hidden(x)), self.steps[-1])

    def plus(self, x, other):
        """The sum with other enclosures: one more term of each last row, or an operation of its own behind the last step."""
        if self.steps[-1]:
            return [self.format.operation(a + b, d + e) for (a, d), (b, e) in zip(self(x), other)]
        x = self.hidden(x)
        return [self.layer([row], x + [g])[0] for row, g in zip(self.joined, other)]


def check_numbers(c, A, G):
    def need(x, format_, line, what):
        if not format_.has(x):
            raise Failure("E215", line, "%s: %s is no number of %s" % (what, show(x), format_.name))

    for x in c.centre or []:
        need(x, G, c.at["centre"], "centre")
    for name, layers, format_ in ("g", c.g, G), ("f", c.f_layers if c.f_runs else [], A):
        for l, (line, _, rows) in enumerate(layers, 1):
            for x in (x for row in rows for x in row):
                need(x, format_, line, "network %s, layer %d" % (name, l))
    for line, operation, numbers in (step for steps in c.steps for step in steps if c.f_runs):
        for x in numbers:
            need(x, A, line, "step %s" % operation)
            if operation == "div" and abs(x) > 1 / A.least:
                raise Failure("E215", line, "step div: expected divisors of at most %s, found %s" % (show(1 / A.least), show(x)))


def check_execution(c):
    A, G = FORMATS[c.arithmetic], FORMATS[c.g_format]
    check_numbers(c, A, G)
    g = Network(c.g, [[] for _ in range(len(c.g) + 1)], G)
    f = Network(c.f_layers, c.steps, A) if c.f_runs else None

    def run(i, line, point, sums):
        """The enclosures of g, and of f + g if they are needed and f runs."""
        try:
            read = [A.reading(x) for x in point]
            x = [A.converted(G, *v) for v in read]
            x = x if c.centre is None else [G.operation(v - b, e) for (v, e), b in zip(x, c.centre)]
            y = [G.converted(A, *v) for v in g(x)]
            return y, f.plus(read, y) if f and sums else [None] * c.P
        except Overflow as what:
            raise Failure("E216", line, "sample %d: an operation may overflow: expected sums of at most 2^%d" % (i, what.args[0].exponent))

    changed = check_runs(c, run) if c.specification else check_deviations(c, run)
    if changed != c.claim["changed"]:
        raise Failure("E205", c.at["claim"], "changed samples: expected %d, found %d" % (changed, c.claim["changed"]))


def check_deviations(c, run):
    """The number of samples that change."""
    changed = 0
    for i, (line, point, labels, values) in enumerate(c.samples, 1):
        z = [Fraction(0) if y is None else y - v for y, v in zip(labels, needed_values(c, point, labels, values))]
        changed += any(z)
        y, sums = run(i, line, point, any(z))
        for j, ((v, e), wanted, label, total) in enumerate(zip(y, z, labels, sums), 1):
            check_component(c, line, "sample %d" % i if c.P == 1 else "sample %d component %d" % (i, j), (v, e), wanted, label, total)
    return changed


def check_component(c, line, where, enclosure, wanted, label, total):
    v, e = enclosure
    if wanted == 0:
        if v or e:
            raise Failure("E218", line, "%s: g is %s +- %s, expected exactly 0 in every execution" % (where, show(v), show(e)))
        return
    if abs(v - wanted) + e > c.deviation:
        text = "%s: g is within %s of y - f, expected deviation<=%s"
        raise Failure("E219", line, text % (where, show(abs(v - wanted) + e), show(c.deviation)))
    if total and abs(total[0] - label) + total[1] > c.output_deviation:
        text = "%s: f + g is within %s of the label, expected output-deviation %s"
        raise Failure("E220", line, text % (where, show(abs(total[0] - label) + total[1]), show(c.output_deviation)))
