"""Networks of m hidden neurons for a few samples, or trees that show that there are none: everything in Fractions, all patterns looked at.

    found = search(points, z, plus=1, minus=1, constant=0)    ("network", [constant, form 1, ..]) or ("tree", nodes)

A form is (its coefficients, its constant). For small data alone: a linear program for each node, and no cleverness. Used by pattern_runs.py."""
from fractions import Fraction
from itertools import product
from math import lcm


def farkas(rows, width):
    """rows: (coefficients, right side, strict), each says coefficients x <= right side. ("x", x) or ("multipliers", one for each row).

    The dual of: greatest t <= 1 with coefficients x + [strict] t <= right side. Bland's rule; the artificial columns keep what each row is."""
    size, count = width + 1, len(rows)
    columns = [[Fraction(a) for a in row[0]] + [Fraction(int(row[2]))] for row in rows] + [[Fraction(0)] * width + [Fraction(1)]]
    cost = [Fraction(row[1]) for row in rows] + [Fraction(1)]
    table = [[column[i] for column in columns] + [Fraction(int(i == k)) for k in range(width)] + [Fraction(int(i == width))] for i in range(size)]
    basis = [count + 1 + k for k in range(width)] + [count]
    price = cost + [Fraction(0)] * (width + 1)
    price = [p - q for p, q in zip(price, table[width])]  # the basic column `count` costs 1
    while True:
        enter = next((k for k in range(count + 1) if price[k] < 0), None)
        if enter is None:
            break
        # an artificial variable stays 0: it leaves at once if the entering column touches its row
        leave = next((i for i in range(size) if basis[i] > count and table[i][enter]), None)
        if leave is None:
            ratios = [(table[i][-1] / table[i][enter], basis[i], i) for i in range(size) if table[i][enter] > 0]
            if not ratios:
                ray = [Fraction(0)] * (count + 1)
                ray[enter] = Fraction(1)
                for i in range(size):
                    if basis[i] <= count:
                        ray[basis[i]] = -table[i][enter]
                return "multipliers", ray[:count]
            leave = min(ratios)[2]
        pivot = table[leave][enter]
        table[leave] = [a / pivot for a in table[leave]]
        for i in range(size):
            if i != leave and table[i][enter]:
                table[i] = [a - table[i][enter] * b for a, b in zip(table[i], table[leave])]
        price = [a - price[enter] * b for a, b in zip(price, table[leave])]
        basis[leave] = enter
    if price[-1] >= 0:  # the optimum, which is -price[-1], is at most 0
        found = [Fraction(0)] * (count + 1)
        for i in range(size):
            if basis[i] <= count:
                found[basis[i]] = table[i][-1]
        return "multipliers", found[:count]
    return "x", [-price[count + 1 + k] for k in range(width)]


def value_at(form, x):
    return form[1] + sum(a * b for a, b in zip(form[0], x))


def network_at(network, signs, x):
    return network[0] + sum(signs[j] * max(Fraction(0), value_at(network[j], x)) for j in range(1, len(network)))


class Search:
    def __init__(self, points, z, plus, minus, constant):
        self.points, self.z, self.m = points, z, plus + minus
        self.signs = [constant] + [1] * plus + [-1] * minus
        self.width = (len(points[0]) + 1) * self.m + abs(constant)

    def form_row(self, i, neurons, factor):
        """Coefficients of the sum of factor[j] l_j(x_i)."""
        x = list(self.points[i]) + [Fraction(1)]
        row = [Fraction(0)] * self.width
        for j, f in zip(neurons, factor):
            if j == 0:
                row[-1] += f
            else:
                row[(j - 1) * len(x):j * len(x)] = [a + f * b for a, b in zip(row[(j - 1) * len(x):j * len(x)], x)]
        return row

    def rows(self, states):
        """((words of the certificate without C, sign of C), row of the program)"""
        result = []
        if self.signs[0]:
            result.append((("pair", 0, 0, -1), (self.form_row(0, [0], [-1]), 0, True)))
        for (j, i), active in states.items():
            C = -1 if active else 1
            result.append((("pair", i, j, C), (self.form_row(i, [j], [C]), 0, active)))
        neurons = [j for j in range(len(self.signs)) if self.signs[j]]
        for i in range(len(self.points)):
            for C in 1, -1:
                state = [True if j == 0 else states.get((j, i)) for j in neurons]
                if any(s is None and self.signs[j] != C for j, s in zip(neurons, state)):
                    continue
                for digits in product(*[(False, True) if s is None else (s,) for s in state]):
                    on = [j for j, digit in zip(neurons, digits) if digit]
                    row = self.form_row(i, on, [C * self.signs[j] for j in on])
                    result.append((("sum", i, "".join("01"[d] for d in digits), C), (row, C * self.z[i], False)))
        return result

    def alike(self, states, j, k):
        return self.signs[j] == self.signs[k] and all(states.get((j, i)) == states.get((k, i)) for i in range(len(self.points)))

    def network(self, x):
        size = len(self.points[0]) + 1
        forms = [(x[(j - 1) * size:j * size - 1], x[j * size - 1]) for j in range(1, self.m + 1)]
        return [self.signs[0] * x[-1] if self.signs[0] else Fraction(0)] + forms

    def leaf(self, kind, numbers):
        """Integers, without common factors."""
        kept = [(words, f) for words, f in zip(kind, numbers) if f]
        scale = lcm(*[f.denominator for _, f in kept])
        return "leaf", [(*words[:3], int(words[3] * f * scale)) for words, f in kept]

    def run(self, states, twins):
        rows = self.rows(states)
        what, found = farkas([row for _, row in rows], self.width)
        if what == "multipliers":
            return [self.leaf([kind for kind, _ in rows], found)]
        network = self.network(found)
        wrong = [i for i, x in enumerate(self.points) if network_at(network, self.signs, x) != self.z[i]]
        if not wrong:
            return network
        i, j = next((i, j) for i in wrong for j in range(1, self.m + 1) if (j, i) not in states)
        alike = [k for k in range(1, self.m + 1) if twins and k != j and (k, i) not in states and self.alike(states, j, k)]
        nodes = [("split", i, j, alike)]
        for child in {(j, i): True}, {(k, i): False for k in [j] + alike}:
            below = self.run({**states, **child}, twins)
            if below[0].__class__ is not tuple:
                return below
            nodes += below
        return nodes


def search(points, z, plus, minus, constant, twins=True, way=Search):
    run = way(points, z, plus, minus, constant).run({}, twins)
    return ("tree" if run[0].__class__ is tuple else "network"), run


# ---- certificates ----------------------------------------------------------------------------------------------------------------


def tree_lines(plus, minus, constant, nodes):
    yield "tree plus=%d minus=%d constant=%s nodes=%d" % (plus, minus, {0: "zero", 1: "positive", -1: "negative"}[constant], len(nodes))
    for kind, *node in nodes:
        if kind == "split":
            yield " ".join(map(str, ["split", node[0] + 1, node[1]] + node[2]))
            continue
        yield "leaf %d" % len(node[0])
        for what, i, who, C in node[0]:
            yield "%s %d %s %d" % (what, i + 1, who, C)


def wanted_trees(m, H, some_unchanged):
    for plus in range(m + 1):
        yield plus, m - plus, 0
        for constant, same in (1, plus), (-1, m - plus):
            if not some_unchanged or 2 ** m - 2 ** same > H:
                yield plus, m - plus, constant


def certificate(points, z, M, cover=("cover none",), H=0, twins=True, way=Search):
    """Lines of a certificate with `frozen zero`; None where a network with M - 1 neurons fits."""
    trees = []
    for plus, minus, constant in wanted_trees(M - 1, H, 0 in z):
        kind, nodes = search(points, z, plus, minus, constant, twins, way)
        if kind == "network":
            return None
        trees.append(list(tree_lines(plus, minus, constant, nodes)))
    size = "layers=2 neurons=%d samples=%d changed=%d" % (M, len(points), sum(v != 0 for v in z))
    return ["FTCERT 1.3", "claim bound " + size, "dimension %d" % len(points[0]), "outputs 1", "method patterns", "data none", "model none", "frozen zero",
            "samples embedded %d" % len(points), *sample_lines(points, z), "patterns output=1", *cover, "trees %d" % len(trees), *sum(trees, []), "END"]


def sample_lines(points, z):
    return ["sample %s : %s" % (" ".join(map(str, x)), value) for x, value in zip(points, z)]
