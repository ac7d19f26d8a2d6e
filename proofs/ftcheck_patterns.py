"""Part of ftcheck.py: lower bounds by patterns (section 16; under specifications, section 18). z has pairs of ends. Trees of activation patterns, and why constants may be left out."""
from fractions import Fraction
from itertools import combinations
from math import comb, lcm

from ftcheck_bound import residuals_of
from ftcheck_read import Failure, show

PRIME = 2 ** 31 - 1


def words(bits):
    return max(1, -(-bits // 64))


def varying(c):
    """Features in which not all samples are equal."""
    return [k for k in range(c.D) if any(point[k] != c.samples[0][1][k] for _, point, _, _ in c.samples)]


def patterns_work(c, bits):
    """Units; bits: V_0 of the samples."""
    M, H, n = c.claim["neurons"], c.cover.H, len(varying(c))
    units = (c.D + 1) * c.K * words(bits)
    if c.cover.kind == "ranks":
        units += c.K * comb(n + H, n) ** 2
    elif c.cover.kind == "slices" and n > 0:
        units += sum(c.K * comb(n - 1 + H - i, n - 1) ** 2 for i in range(min(len(c.cover.values), H + 1)))
    elif c.cover.kind == "points":
        units += comb(len(c.cover.points), n + 1) * (n + 1) ** 3
    for t in c.trees:
        units += M * (c.K + len(t.nodes))
        for node in t.nodes:
            if len(node) == 4:
                units += len(node[3]) * c.K
            else:
                size = len(node[1])
                most = max(abs(row[3]).bit_length() for row in node[1])
                units += size * M * (c.D + 1) * words(most + (size + 1) * bits) ** 2
    return units


# ---- covers --------------------------------------------------------------------------------------------------------------------


def monomials(x, degree):
    """Values of all monomials of degree at most `degree`, modulo the prime."""
    values, layer = [1], [(1, 0)]  # a value, and the variable from which it may be multiplied on
    for _ in range(degree):
        layer = [(value * x[v] % PRIME, v) for value, first in layer for v in range(first, len(x))]
        if not layer:
            break
        values += [value for value, _ in layer]
    return values


def full_rank(c, rows, features, degree):
    """Whether the monomials have full column rank at these samples, modulo the prime."""
    columns = comb(len(features) + degree, degree)
    points = []
    for i in rows:
        x = [c.samples[i][1][k] for k in features]
        if any(value.denominator % PRIME == 0 for value in x):
            return False
        points.append([value.numerator * pow(value.denominator, -1, PRIME) % PRIME for value in x])
    if columns > len(points):
        return False
    pivots = {}
    for x in points:
        row = monomials(x, degree)
        for k in range(columns):
            if row[k] and k in pivots:
                factor, above = row[k], pivots[k]
                row = [(a - factor * b) % PRIME for a, b in zip(row, above)]
            elif row[k]:
                factor = pow(row[k], -1, PRIME)
                pivots[k] = [a * factor % PRIME for a in row]
                break
        if len(pivots) == columns:
            return True
    return False


def changes(low, high):
    return low is not None and low > 0 or high is not None and high < 0


def check_cover(c, z, m):
    def need(condition, text):
        if not condition:
            raise Failure("E224", c.at["cover"], "cover: expected " + text)

    def ranks(rows, features, degree, where=""):
        need(full_rank(c, rows, features, degree), "rank %d%s, found less" % (comb(len(features) + degree, degree), where))

    cover, features = c.cover, varying(c)
    unchanged = [i for i in range(c.K) if z[i] == (0, 0)]
    if cover.kind == "ranks":
        ranks(unchanged, features, cover.H)
    elif cover.kind == "slices":
        F, R = cover.feature, len(cover.values)
        need(F in features, "a feature that varies, found feature %d" % (F + 1))
        need(len(set(cover.values)) == R, "different values, found one twice")
        need(R <= cover.H + 1, "at most %d values, found %d" % (cover.H + 1, R))
        at = [point[F] for _, point, _, _ in c.samples]
        for i, value in enumerate(cover.values):
            ranks([k for k in unchanged if at[k] == value], [k for k in features if k != F], cover.H - i,
                  " where feature %d is %s" % (F + 1, show(value)))
        if R <= cover.H:
            need(m <= 2 and m <= R, "%d values, found %d" % (cover.H + 1, R))
            kept = {at[k] for k in unchanged}
            need(any(changes(*z[k]) and at[k] in kept for k in range(c.K)), "a changed and an unchanged sample that agree in feature %d" % (F + 1))
    elif cover.kind == "points":
        n = len(features)
        for i in cover.points:
            need(z[i] == (0, 0), "unchanged samples, found sample %d" % (i + 1))
        need(len(cover.points) > cover.H * n, "more than %d samples, found %d" % (cover.H * n, len(cover.points)))
        for some in combinations(cover.points, n + 1):
            need(full_rank(c, some, features, 1), "samples off the hyperplane of %d others, found sample %d" % (n, some[-1] + 1))


# ---- trees ---------------------------------------------------------------------------------------------------------------------


def check_leaf(c, t, line, rows, scaled, z):
    """The rows add up to 0 <= a negative number, or 0 < 0."""
    common = lcm(*[scaled[row[1]][-1] for row in rows])
    sums = [[0] * (c.D + 1) for _ in range(t.m + 1)]
    right, strict = Fraction(0), False
    for _, place, what, number in rows:
        x = scaled[place]  # numerators and, in the place of 1, their denominator
        factor = number * (common // x[-1])
        if isinstance(what, int):
            strict = strict or number < 0
            terms = [(what, factor)]
        else:
            right += number * z[place][number > 0]
            terms = [(j, factor * sign_of(t, j)) for j, digit in enumerate(what) if digit]
        for j, f in terms:
            if j:
                sums[j] = [s + f * value for s, value in zip(sums[j], x)]
            else:
                sums[0][-1] += f * x[-1]
    for j, one in enumerate(sums):
        for k, value in enumerate(one):
            if value:
                raise Failure("E222", line, "leaf: neuron %d, %s: expected a sum of 0, found %s" % (
                    j, "feature %d" % (k + 1) if k < c.D else "constant", show(Fraction(value, common))))
    if not (right < 0 or (right == 0 and strict)):
        raise Failure("E222", line, "leaf: right side: expected a negative number%s, found %s" % (
            ", or 0 with a strict row" if right == 0 else "", show(right)))


def sign_of(t, j):
    return t.constant if j == 0 else 1 if j <= t.plus else -1


def check_rows(t, rows, state, z):
    for line, place, what, number in rows:
        if isinstance(what, int):
            if state(place, what) != (-1 if number > 0 else 1):
                raise Failure("E223", line, "pair: neuron %d at sample %d is not %s" % (what, place + 1, "inactive" if number > 0 else "active"))
            continue
        if z[place][number > 0] is None:
            raise Failure("E223", line, "sum: sample %d has no %s residual" % (place + 1, "greatest" if number > 0 else "least"))
        for j in range(0 if t.constant else 1, t.m + 1):
            if sign_of(t, j) == (1 if number > 0 else -1):
                continue
            found = state(place, j)
            if found == 0:
                raise Failure("E223", line, "sum: neuron %d at sample %d is undecided" % (j, place + 1))
            if what[j] != (found > 0):
                raise Failure("E223", line, "sum: neuron %d at sample %d: expected digit %d, found %d" % (j, place + 1, found > 0, what[j]))


def check_tree(c, t, scaled, z):
    assigned = [{} for _ in range(t.m + 1)]  # of each neuron: sample -> 1 active, -1 inactive
    waiting = []  # splits whose second child is to come or is being visited: (node, whether the second one is)

    def state(place, j):
        return 1 if j == 0 else assigned[j].get(place, 0)

    for node in t.nodes:
        if len(node) == 2:
            check_rows(t, node[1], state, z)
            check_leaf(c, t, node[0], node[1], scaled, z)
            while waiting:  # on to the next child
                split, second = waiting.pop()
                _, place, first, further = split
                if second:
                    for j in [first] + further:
                        del assigned[j][place]
                    continue
                waiting.append((split, True))
                for j in [first] + further:
                    assigned[j][place] = -1
                break
            continue
        line, place, first, further = node
        for j in [first] + further:
            if place in assigned[j]:
                raise Failure("E223", line, "split: neuron %d at sample %d is decided already" % (j, place + 1))
            if sign_of(t, j) != sign_of(t, first) or assigned[j] != assigned[first]:
                raise Failure("E223", line, "split: neurons %d and %d are not interchangeable" % (first, j))
        waiting.append((node, False))
        assigned[first][place] = 1


def check_patterns(c):
    z = residuals_of(c)
    m = c.claim["neurons"] - 1
    check_cover(c, z, m)
    scaled = []
    for _, point, _, _ in c.samples:
        q = lcm(*[x.denominator for x in point])
        scaled.append([x.numerator * (q // x.denominator) for x in point] + [q])
    some_unchanged = (0, 0) in z
    given = iter(c.trees)

    def covered(same):  # whether the sets of neurons with one of the other sign are at most H
        return some_unchanged and (same == m or (m < 62 and 2 ** m - 2 ** same <= c.cover.H))

    for plus in range(m + 1):
        for sign in (0, 1, -1):
            if sign and covered(plus if sign > 0 else m - plus):
                continue
            t = next(given, None)
            expected = tree_text(plus, m - plus, sign)
            if t is None:
                raise Failure("E225", c.at["trees"], "trees: expected %s behind the last one, found %d trees" % (expected, len(c.trees)))
            if (t.plus, t.minus, t.constant) != (plus, m - plus, sign):
                raise Failure("E225", t.line, "tree: expected %s, found %s" % (expected, tree_text(t.plus, t.minus, t.constant)))
            check_tree(c, t, scaled, z)
    more = next(given, None)
    if more is not None:
        raise Failure("E225", more.line, "tree: expected no more, found %s" % tree_text(more.plus, more.minus, more.constant))


def tree_text(plus, minus, constant):
    return "plus=%d minus=%d constant=%s" % (plus, minus, {0: "zero", 1: "positive", -1: "negative"}[constant])
