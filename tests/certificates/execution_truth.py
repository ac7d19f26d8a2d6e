"""Whether what a certificate says of every floating-point execution follows by section 15 of certificate-format.md: enclosures with Fractions,
straight from the definitions there, number by number. Shares no code with a checker; execution_runs.py holds it against random executions."""
from fractions import Fraction


class Overflow(Exception):
    pass


def power(k):
    return Fraction(2) ** k


class Format:
    def __init__(self, digits, least_exponent, most_exponent):
        self.p, self.least, self.most = digits, power(least_exponent), power(most_exponent)
        self.u = power(-digits) * (1 + power(-10))


FORMATS = {"binary32": Format(24, -126, 127), "binary64": Format(53, -1022, 1023)}


def digits(n):
    return len(format(n, "b")) if n else 0


def exponent(x):
    """k with 2^k <= |x| < 2^(k+1)."""
    k = digits(abs(x.numerator)) - digits(x.denominator)
    return k if power(k) <= abs(x) else k - 1


def is_number(x, a):
    """A normal number has a whole multiple of its last place."""
    return x == 0 or a.least <= abs(x) < 2 * a.most and (x / power(exponent(x) - a.p + 1)).denominator == 1


def up(e):
    if e == 0:
        return e
    unit = power(digits(e.numerator) - digits(e.denominator) - 40)
    whole = e / unit
    return (whole.numerator // whole.denominator + (whole.denominator != 1)) * unit


def check(condition):
    if not condition:
        raise Overflow


def operation(v, e, a):
    check((1 + a.u) * (abs(v) + e) + a.least <= a.most)
    return (v, Fraction(0)) if e == 0 and is_number(v, a) else (v, up(e + a.u * (abs(v) + e) + a.least))


def conversion(x, old, new):
    return operation(*x, new) if new.p < old.p else x


def step(name, x, number, a):
    v, e = x
    if name == "add":
        return operation(v + number, e, a)
    if name == "sub":
        return operation(v - number, e, a)
    if name == "mul":
        return operation(v * number, abs(number) * e, a)
    v, e = v / number, e / abs(number)
    check((1 + 6 * a.u) * (abs(v) + e) + a.least <= a.most)
    return v, up(e + 6 * a.u * (abs(v) + e) + a.least)


def real_step(name, v, number):
    return {"add": lambda: v + number, "sub": lambda: v - number, "mul": lambda: v * number, "div": lambda: v / number}[name]()


def twos(n):
    k = 0
    while n % 2 == 0:
        n, k = n // 2, k + 1
    return k


def grid(terms):
    """The greatest power of two of which all are multiples, or None."""
    if any(digits(t.denominator) - 1 != twos(t.denominator) for t in terms):
        return None
    return power(min(twos(t.numerator) - twos(t.denominator) for t in terms))


def row(numbers, x, a):
    b, weights = numbers[0], numbers[1:]
    terms = [(w, v, e) for w, (v, e) in zip(weights, x) if w != 0 and (v != 0 or e != 0)]
    N = len(terms) + (b != 0)
    s = b + sum(w * v for w, v, _ in terms)
    C = sum((abs(w) * e for w, _, e in terms), Fraction(0))
    A = abs(b) + sum(abs(w * v) for w, v, _ in terms) + C
    t = (N + 1) * a.u
    gamma = t + t * t
    check(t <= Fraction(1, 2))
    check(A * (1 + gamma) + 4 * N * a.least <= a.most)
    if not terms:
        return s, Fraction(0)
    if all(e == 0 for _, _, e in terms):
        q = grid([w * v for w, v, _ in terms] + [b] * (b != 0))
        if q is not None and q >= a.least and A <= power(a.p) * q <= a.most:
            return s, Fraction(0)
    return s, up(C + gamma * A + 4 * N * a.least)


def relu(x):
    v, e = x
    return (Fraction(0), Fraction(0)) if v + e <= 0 else (max(v, Fraction(0)), e)


def real(layers, behind, point):
    """The values of layers [[steps before, rows], ..] and steps behind them."""
    v = list(point)
    for l, (steps, rows) in enumerate(layers):
        v = [max(z, Fraction(0)) for z in v] if l else v
        for name, numbers in steps:
            v = [real_step(name, z, c) for z, c in zip(v, numbers)]
        v = [r[0] + sum((w * z for w, z in zip(r[1:], v)), Fraction(0)) for r in rows]
    for name, numbers in behind:
        v = [real_step(name, z, c) for z, c in zip(v, numbers)]
    return v


def enclosures(layers, behind, x, a, others=None):
    """What the layers and steps return; others: enclosures that are added."""
    for l, (steps, rows) in enumerate(layers):
        x = [relu(z) for z in x] if l else x
        for name, numbers in steps:
            x = [step(name, z, c, a) for z, c in zip(x, numbers)]
        if others is not None and not behind and l == len(layers) - 1:
            return [row(r + [Fraction(1)], x + [z], a) for r, z in zip(rows, others)]
        x = [row(r, x, a) for r in rows]
    for name, numbers in behind:
        x = [step(name, z, c, a) for z, c in zip(x, numbers)]
    return x if others is None else [operation(v + w, d + e, a) for (v, d), (w, e) in zip(x, others)]


def of_g(c, point):
    """The enclosures of what is read and of g's outputs as f's arithmetic sees them."""
    A, G = FORMATS[c.arithmetic], FORMATS[c.g_format]
    read = [operation(x, Fraction(0), A) for x in point]
    x = [conversion(z, A, G) for z in read]
    if c.centre is not None:
        x = [step("sub", z, b, G) for z, b in zip(x, c.centre)]
    return read, [conversion(z, G, A) for z in enclosures([[[], rows] for rows in c.g], [], x, G)]


def numbers_fit(c):
    A, G = FORMATS[c.arithmetic], FORMATS[c.g_format]
    of_f = [w for _, rows in c.f for r in rows for w in r]
    steps = [s for before, _ in c.f for s in before] + c.f_behind
    own = [w for rows in c.g for r in rows for w in r] + (c.centre or [])
    if not all(is_number(w, G) for w in own):
        return False
    return c.output_deviation is None and c.specification is None or (
        all(is_number(w, A) for w in of_f + [n for _, numbers in steps for n in numbers])
        and all(abs(n) * A.least <= 1 for name, numbers in steps if name == "div" for n in numbers))


def holds(c, residuals):
    """c: as certificate_text.py reads it, with shapes that fit; residuals: y - f by sample and component, 0 where the label is kept."""
    if not numbers_fit(c):
        return False
    try:
        for (point, labels, *_), z in zip(c.samples, residuals):
            read, g = of_g(c, point)
            for (v, e), wanted in zip(g, z):
                if (v, e) != (0, 0) if wanted == 0 else abs(v - wanted) + e > c.deviation:
                    return False
            if c.output_deviation is None or not any(z):
                continue
            sums = enclosures(c.f, c.f_behind, read, FORMATS[c.arithmetic], g)
            if any(wanted != 0 and abs(v - y) + e > c.output_deviation for (v, e), y, wanted in zip(sums, labels, z)):
                return False
    except Overflow:
        return False
    return True
