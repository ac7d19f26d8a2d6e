"""Whether the statements of a certificate of kind `bound` hold: plain, slow, with no code or shortcut of a checker. Used by mutate.py.

The least number of first-layer neurons is found here by a shortest path over all ways to place cuts between the kinks and at them, in the
order of their samples, not by the count that the checkers use."""
from collections import deque
from functools import lru_cache

import exhaustion_truth


def dot(a, b):
    return sum(p * q for p, q in zip(a, b))


def positions(points):
    """Places along the line through the first and the last point, times a positive constant; None unless all lie on it in order."""
    start = points[0]
    way = [[b - a for a, b in zip(start, x)] for x in points]
    end = way[-1]
    size = len(start)
    minors = all(w[i] * end[j] == w[j] * end[i] for w in way for i in range(size) for j in range(i))
    t = [dot(w, end) for w in way]
    return t if minors and any(end) and all(a < b for a, b in zip(t, t[1:])) else None


@lru_cache(None)
def most_pieces(hidden, neurons):
    """The largest product of (d + 1) over `hidden` layers with at least one neuron each, so many in all; 0: too few."""
    if hidden == 0:
        return 1
    return max(((d + 1) * most_pieces(hidden - 1, neurons - d) for d in range(1, neurons - hidden + 2)), default=0)


def by_alternation(layers, kinks):
    hidden = layers - 1
    if 2 ** min(hidden, 64) > kinks:
        return hidden
    neurons = hidden
    while most_pieces(hidden, neurons) <= kinks:
        neurons += 1
    return neurons


@lru_cache(None)
def least_cuts(P, M, u, v):
    """Shortest path. State: letters of the word behind us, what the present cell can still serve."""
    word = [r in P for r in sorted(P + M)]
    fresh = min(u, len(P)), min(v, len(M))
    cost, queue = {(0,) + fresh: 0}, deque([(0,) + fresh])
    while queue:
        state = queue.popleft()
        i, up, down = state
        if i == len(word):
            return cost[state]
        steps = [((i + 1,) + fresh, 1), ((i,) + fresh, 1)]  # a cut at the kink, or before it
        if (up if word[i] else down) > 0:
            steps.append(((i + 1, up - word[i], down - (not word[i])), 0))
        for following, price in steps:
            if cost[state] + price < cost.get(following, 10 ** 9):
                cost[following] = cost[state] + price
                (queue.append if price else queue.appendleft)(following)
    raise AssertionError("a cut at each kink serves all")


@lru_cache(None)
def by_signs(P, M):
    best = len(P) + len(M) + 1
    for u in range(len(P) + len(M) + 1):
        for v in range(len(P) + len(M) + 1):
            if 0 < u + v < best:
                d = max(1, least_cuts(P, M, u, v))
                while d <= 2 and max(len(P) - d * u, 0) + max(len(M) - d * v, 0) > d:
                    d += 1
                best = min(best, u + v + d)
    return max(best, 2)


def holds(layers, neurons, method, points, residuals, tree=None):
    """points, residuals: those of the line, in order, with the sign of the kink or 0 as third entry of `residuals`' pairs. tree: sums and
    nodes, with method exhaustion."""
    if layers < 2 or (method == "signs" and layers != 3) or (method == "exhaustion" and layers != 2):
        return False
    t = positions(points)
    if t is None:
        return False
    z = [value for value, _ in residuals]
    marks = {1: [], -1: []}
    for r, (_, sign) in enumerate(residuals):
        if not sign:
            continue
        if not 0 < r < len(z) - 1:
            return False
        # the chord from r - 1 to r + 1 at r, less the value there, times a positive number
        above = z[r - 1] * (t[r + 1] - t[r]) + z[r + 1] * (t[r] - t[r - 1]) - z[r] * (t[r + 1] - t[r - 1])
        if above * sign <= 0 or (r - 1 in marks[sign] and method != "exhaustion"):
            return False
        marks[sign].append(r)
    if method == "exhaustion":
        kinks = [(r, sign) for r, (_, sign) in enumerate(residuals) if sign]
        return exhaustion_truth.holds(neurons, t, z, kinks, *tree)
    if all(value == z[0] for value in z):
        return neurons == 0
    if method == "signs":
        return neurons <= by_signs(tuple(marks[1]), tuple(marks[-1]))
    return neurons <= by_alternation(layers, len(marks[1]) + len(marks[-1]))
