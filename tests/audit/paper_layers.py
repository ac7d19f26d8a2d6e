"""The layers that the paper prints for two hidden layers (equations 23 and 28 to 35), in fractions, for test_audit.py.

Samples are numbered from 1 and lie at 1, 2, .. unless positions are given. Written from the paper, not from the program.
"""
import re
from fractions import Fraction


def clip(t):
    return max(Fraction(-1), min(Fraction(1), t))


def sigma_t(t, delta):
    return t if t < 1 else -(t - 1 - delta) / delta if t < 1 + delta else Fraction(0)


def sigma_b(t, z, delta):
    return z * max(Fraction(0), 1 - abs(t - z) / delta)


def first_layer(groups, c=None, epsilon=1):
    """Equations 28 and 29: [(weight, bias)]; groups of sample numbers."""
    c = c or {i: Fraction(i) for group in groups for i in group}
    low, high = min(c.values()) - epsilon, max(c.values()) + epsilon
    units = []
    for j, s in enumerate(groups, 1):
        before = c[groups[j - 2][-1]] if j > 1 else low
        behind = c[groups[j][0]] if j < len(groups) else high
        span = c[s[-1]] + behind - before - c[s[0]]
        units.append(((-1) ** (j - 1) * Fraction(4) / span, (-1) ** j * (c[s[-1]] + behind + before + c[s[0]]) / span))
    return units


def outputs(units, t):
    return [clip(w * t + b) for w, b in units]


def null_and_solution(units, chosen, targets):
    """Equations 33 to 35, chosen positions; (rank, mu with b2 = 0, nu with b2 = 1); mu and nu None if that is not possible."""
    matrix = [outputs(units, t) + [Fraction(1), Fraction(z)] for t, z in zip(chosen, targets)]
    n, rank, pivots = len(matrix), 0, []
    for column in range(n + 1):
        pivot = next((i for i in range(rank, n) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [v / matrix[rank][column] for v in matrix[rank]]
        for i in range(n):
            if i != rank and matrix[i][column]:
                matrix[i] = [a - matrix[i][column] * b for a, b in zip(matrix[i], matrix[rank])]
        pivots.append(column)
        rank += 1
        if rank == n:
            break
    if pivots != list(range(n)):
        return rank, None, None
    return rank, [row[-1] for row in matrix] + [Fraction(0)], [-row[n] for row in matrix] + [Fraction(1)]


def second_input(units, row, t):
    return sum(w * v for w, v in zip(row, outputs(units, t) + [Fraction(1)]))


def box(values):
    """(below -1, inside, above 1) as sets of numbers from 1."""
    return tuple({i for i, v in enumerate(values, 1) if test(v)} for test in (lambda v: v < -1, lambda v: abs(v) <= 1, lambda v: v > 1))


def numbers(text):
    """"2-7 10" -> {2, .., 7, 10}, as the figures write sets."""
    result = set()
    for part in text.split():
        first, _, last = part.partition("-")
        result |= set(range(int(first), int(last or first) + 1))
    return result


def layers_of(certificate):
    """The maps of network g: [[(bias, weights)]]."""
    body = re.search(r"^network g \d+\n((?:layer .*\n(?:row .*\n)*)+)", certificate, re.M).group(1)
    maps = []
    for line in body.splitlines():
        if line.startswith("layer"):
            maps.append([])
        else:
            bias, *weights = (Fraction(word) for word in line.split()[1:])
            maps[-1].append((bias, weights))
    return maps


def has_first_layer(certificate, units):
    """Layer 1 is relu(alpha + 1), relu(alpha - 1) for each of the units."""
    return layers_of(certificate)[0] == [(b + s, [w]) for w, b in units for s in (1, -1)]


def second_weights(certificate):
    """W2 of each row behind such a layer, up to a positive factor or the hinge's facing."""
    rows = layers_of(certificate)[1]
    assert all(w[2 * j] == -w[2 * j + 1] for _, w in rows for j in range(len(w) // 2))
    return [w[::2] for _, w in rows]
