"""Whether the conditions and the tree of a certificate with `method exhaustion` are right, from the definitions alone. Used by mutate.py.

Each pattern is two functions of the samples' positions; a condition is found by applying the sum to both. The tree is a recursion over
sets of patterns, and what it shows is confirmed by going through all choices of patterns one by one."""
from fractions import Fraction
from functools import lru_cache
from itertools import combinations


def bends(t, z):
    """D_1, D_2, .. as in the document."""
    slopes = [Fraction(z[r + 1] - z[r]) / (t[r + 1] - t[r]) for r in range(len(t) - 1)]
    return [slopes[0]] + [slopes[r] - slopes[r - 1] for r in range(1, len(slopes))]


@lru_cache(16)
def patterns(t):
    """(cell, facing, sign) in order, each with the bends of its two generators, times the sign: integers, as slopes are 0 or +-1 between samples."""
    result = []
    for cell in range(len(t) - 1):
        for left in (False, True):
            if cell < 1 if left else cell > len(t) - 3:
                continue
            for sign in (1, -1):
                generators = [[sign * max(0, (end - x) if left else (x - end)) for x in t] for end in (t[cell], t[cell + 1])]
                both = [bends(t, values) for values in generators]
                assert all(b.denominator == 1 for own in both for b in own)
                result.append(((cell, left, sign), [[b.numerator for b in own] for own in both]))
    return result


def number_of_nodes(sets, k):
    """None when k patterns meet all sets."""
    disjoint, taken = 0, set()
    for s in sets:
        if not taken & set(s):
            disjoint += 1
            taken |= set(s)
    if disjoint > k or () in sets:
        return 1
    if not sets:
        return None
    nodes = 1
    smallest = min(sets, key=len)
    for place, pattern in enumerate(smallest):
        rest = [tuple(p for p in s if p not in smallest[:place]) for s in sets if pattern not in s]
        below = number_of_nodes(rest, k - 1)
        if below is None:
            return None
        nodes += below
    return nodes


def conditions(t, z, kinks, sums):
    """The set of patterns of every condition; None when a sign is wrong. kinks: (position from 0, sign); sums: (sign, positions from 1)."""
    own, all_patterns, sets = bends(t, z), patterns(tuple(t)), []
    for weights, sign in [([r], s) for r, s in kinks] + [([0] + [p - 1 for p in positions], s) for s, positions in sums]:
        if sign * sum(own[r] for r in weights) <= 0:
            return None
        sets.append(tuple(k for k, (_, generators) in enumerate(all_patterns)
                          if any(sign * sum(g[r] for r in weights) > 0 for g in generators)))
    return sets


def holds(neurons, t, z, kinks, sums, nodes):
    """kinks: all signs of them have been found right."""
    sets = conditions(t, z, kinks, sums)
    if sets is None or neurons < 1 or number_of_nodes(sets, neurons - 1) != nodes:
        return False
    for choice in combinations(range(4 * len(t) - 8), min(neurons - 1, 4 * len(t) - 8)):
        assert not all(set(choice) & set(s) for s in sets), "the tree shows too much"
    return True
