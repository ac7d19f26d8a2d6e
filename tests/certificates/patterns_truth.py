"""Whether the statements of a certificate with `method patterns` hold, from section 16 of the document alone. Used by certificate_truth.py.

Values are intervals, (lower end, upper end), None for an end that is missing; both ends are the value where it is known. Trees are judged from the root down by recursion, each node with the whole assignment as a set of triples; the sums of a leaf are found by applying
them to one affine function after the other. Ranks are taken by columns, of monomials that are listed by their variables."""
from fractions import Fraction
from itertools import combinations, combinations_with_replacement
from math import prod

PRIME = 2147483647


def rank(rows):
    """Of a matrix of integers, modulo the prime, by columns."""
    columns, found = [list(column) for column in zip(*rows)], 0
    for place in range(len(rows)):
        pivot = next((c for c in columns if c[place] % PRIME), None)
        if pivot is None:
            continue
        columns.remove(pivot)
        found += 1
        back = pow(pivot[place], PRIME - 2, PRIME)
        columns = [[(a - c[place] * back * b) % PRIME for a, b in zip(c, pivot)] for c in columns]
    return found


def independent(points, features, degree):
    """Whether the monomials of degree at most `degree` in the features are linearly independent at the points."""
    columns = [w for size in range(degree + 1) for w in combinations_with_replacement(features, size)]
    if any(x[k].denominator % PRIME == 0 for x in points for k in features) or len(columns) > len(points):
        return False
    residues = [{k: x[k].numerator * pow(x[k].denominator, PRIME - 2, PRIME) % PRIME for k in features} for x in points]
    return rank([[prod((r[k] for k in w), start=1) % PRIME for w in columns] for r in residues]) == len(columns)


def away_from_zero(low, high):
    return low is not None and low > 0 or high is not None and high < 0


def cover_holds(cover, points, z, m):
    kind, H, feature, values, chosen = cover
    varying = [k for k in range(len(points[0])) if len({x[k] for x in points}) > 1]
    kept = [x for x, value in zip(points, z) if value == (0, 0)]
    if kind == "none":
        return True
    if kind == "ranks":
        return independent(kept, varying, H)
    if kind == "points":
        some = [points[i] for i in chosen]
        return (all(z[i] == (0, 0) for i in chosen) and len(some) > H * len(varying)
                and all(independent(part, varying, 1) for part in combinations(some, len(varying) + 1)))
    if feature not in varying or len(set(values)) < len(values) or len(values) > H + 1:
        return False
    others = [k for k in varying if k != feature]
    if not all(independent([x for x in kept if x[feature] == v], others, H - i) for i, v in enumerate(values)):
        return False
    shared = {x[feature] for x in kept} & {x[feature] for x, value in zip(points, z) if away_from_zero(*value)}
    return len(values) == H + 1 or (m in (1, 2) and len(values) >= m and bool(shared))


class Tree:
    def __init__(self, signs, points, z):
        self.signs, self.points, self.z = signs, points, z  # signs: {neuron: 1 or -1}, neuron 0 with a constant

    def holds(self, node, assignment):
        """assignment: set of (sample, neuron, active)."""
        if node[0] == "leaf":
            return all(self.allowed(row, assignment) for row in node[1]) and self.contradicts(node[1])
        _, sample, neuron, more, first, second = node
        pairs = {(sample, j) for j in [neuron] + more}
        if any((i, j) in pairs for i, j, _ in assignment) or any(self.signs[j] != self.signs[neuron] for j in more):
            return False
        own = {j: {(i, active) for i, k, active in assignment if k == j} for j in self.signs}
        if any(own[j] != own[neuron] for j in more):
            return False
        return (self.holds(first, assignment | {(sample, neuron, True)})
                and self.holds(second, assignment | {(i, j, False) for i, j in pairs}))

    def allowed(self, row, assignment):
        kind, sample, what, C = row
        if kind == "pair":
            return (sample, what, C < 0) in assignment or (what == 0 and C < 0)
        must = {j for j, s in self.signs.items() if (s < 0) == (C > 0)}  # decided, with the digit that says how
        return all((sample, j, what[j]) in assignment or (j == 0 and what[j]) for j in must)

    def contradicts(self, rows):
        functions = [lambda x: 1] + [lambda x, k=k: x[k] for k in range(len(self.points[0]))]
        for j in self.signs:
            for h in functions[:1] if j == 0 else functions:
                total = Fraction(0)
                for kind, sample, what, C in rows:
                    if kind == "pair":
                        total += C * h(self.points[sample]) if what == j else 0
                    elif what[j]:
                        total += C * self.signs[j] * h(self.points[sample])
                if total != 0:
                    return False
        ends = [(C, self.z[sample][C > 0]) for kind, sample, _, C in rows if kind == "sum"]
        if any(end is None for _, end in ends):
            return False
        right = sum(C * end for C, end in ends)
        return right < 0 or right == 0 and any(kind == "pair" and C < 0 for kind, _, _, C in rows)


def holds(claim, points, z, cover, trees):
    """trees: [(plus, minus, sign of the constant, root), ..]"""
    layers, neurons = claim[:2]
    m = neurons - 1
    if layers != 2 or m < 1 or not cover_holds(cover, points, z, m):
        return False
    wanted = []
    for plus in range(m + 1):
        wanted.append((plus, m - plus, 0))
        for sign, same in ((1, plus), (-1, m - plus)):
            sets = 2 ** m - 2 ** same if m < 200 else (same != m) * 2 ** 200
            if (0, 0) not in z or sets > cover[1]:
                wanted.append((plus, m - plus, sign))
        if len(wanted) > len(trees):
            return False
    if [t[:3] for t in trees] != wanted:
        return False
    for plus, minus, sign, root in trees:
        signs = {0: sign} if sign else {}
        signs.update({j: 1 if j <= plus else -1 for j in range(1, m + 1)})
        if not Tree(signs, points, z).holds(root, frozenset()):
            return False
    return True
