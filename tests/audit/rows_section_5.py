"""What the rows about section 5 and the appendices must show, for test_audit.py: a second computation from the paper's formulas."""
from fractions import Fraction
from itertools import count

from paper_layers import (box, first_layer, has_first_layer, layers_of, null_and_solution, numbers, outputs, second_input,
                          second_weights, sigma_b, sigma_t)
from rows_section_4 import AGAINST, B, FOR, I, kept, partition, subsets

HALF = Fraction(1, 2)


def labels(d):
    return [y for _, y in d]


def grid(k, changed=None):
    """J, or all samples, in groups of sqrt(|J|)."""
    j = sorted(kept(changed, k)) if changed else list(range(1, k + 1))
    side = next(s for s in count(1) if s * s >= len(j))
    return [j[i:i + side] for i in range(0, len(j), side)]


def at_place(groups, place):
    return [g[place] if j % 2 == 0 else g[-1 - place] for j, g in enumerate(groups)]


def one_sign(weights, sign):
    return all(w * sign > 0 for w in weights)


# The boxes of Figures 6, 8 and 10: (below, inside, above).
FIGURE_6 = [("", "1 8-9 16", "2-7 10-15"), ("3-6 11-14", "2 7 10 15", "1 8-9 16"), ("1-2 7-10 15-16", "3 6 11 14", "4-5 12-13"), ("", "4-5 12-13", "1-3 6-11 14-16")]
FIGURE_8_UNIT_2 = ("3-4 16", "2 5 10", "1 6 8-9")
FIGURE_10 = ("", "1 4-5 7-8", "2-3 6 9-16")


def sets(drawn):
    return tuple(numbers(part) for part in drawn)


def figure_6(r):
    units = first_layer(grid(16))
    first = [("", "1-4", "5-16"), ("9-16", "5-8", "1-4"), ("1-8", "9-12", "13-16"), ("", "13-16", "1-12")]
    certificates = r.of(I, FOR)
    rows = [(c, d) for c, d in certificates if c["layers"] == 2]
    (net, d), = [(c, d) for c, d in certificates if c["layers"] == 3]
    return all(box([w * i + b for i in range(1, 17)]) == sets(drawn) for (w, b), drawn in zip(units, first)) and len(rows) == 4 and \
        all(box(labels(d)) == sets(drawn) and has_first_layer(r.text[c["file"]], units) and one_sign(second_weights(r.text[c["file"]])[0], sign)
            for (c, d), drawn, sign in zip(rows, FIGURE_6, (1, -1, 1, -1))) and \
        labels(d) == [HALF if i == 7 else 0 for i in range(1, 17)] and net["neurons"] == 16 and has_first_layer(r.text[net["file"]], units)


def figure_7(r):
    left, inside, right = sets(("2-6 11-14", "2 7 10 15", "1 8-10 15-16"))
    twice = inside & (left | right)
    (c, d), = r.of(I, AGAINST)
    return twice == {2, 10, 15} == set(map(int, r.values["both clipped and labelled"].strip("{}").split(","))) and \
        box(labels(d)) == sets(FIGURE_6[1]) and has_first_layer(r.text[c["file"]], first_layer(grid(16)))


def figure_8(r):
    units = first_layer(grid(16, {2, 4, 9}))
    (c, d), = [(c, d) for c, d in r.of(I, AGAINST) if c["layers"] == 2]
    (drawn, fits), = [(c, d) for c, d in r.of(I, AGAINST) if c["layers"] == 3]
    (positive, fits_too), = r.of(I, FOR)
    shown = kept({2, 4, 9}, 16) | {6}
    low, inside, high = (part & shown for part in box(labels(d)))
    target = [HALF if i in (2, 4, 9) else 0 for i in range(1, 17)]
    return (high, inside, low) == sets(FIGURE_8_UNIT_2) and one_sign(second_weights(r.text[c["file"]])[0], 1) and \
        labels(fits) == labels(fits_too) == target and all(one_sign(w, 1) for w in second_weights(r.text[positive["file"]])) and \
        {(w[0] > 0) for w in second_weights(r.text[drawn["file"]])} == {True, False} and all(has_first_layer(r.text[x["file"]], units) for x in (c, drawn, positive))


def row_signs(r):
    certificates = r.of(I, AGAINST)
    for c, d in certificates:
        groups, k = grid(c["samples"]), c["samples"]
        offsets = {p: {labels(d)[i - 1] - (HALF if i == min(k, 7) else 0) for i in at_place(groups, p)} for p in range(len(groups))}
        # Clipped to -1 by the rows of later places, to 1 by those of earlier ones.
        if offsets != {p: {2 * p - len(groups) + 1} for p in range(len(groups))} or not all(one_sign(w, 1) for w in second_weights(r.text[c["file"]])) \
                or not has_first_layer(r.text[c["file"]], first_layer(groups)):
            return False
    return [c["samples"] for c, _ in certificates] == [4, 9, 16] and r.values["offsets for K = 16"] == "-3, -1, 1, 3" and r.values["K"] == "4"


def equation_27(r):
    units = first_layer(grid(16, {2, 4, 9}))
    at = {i: outputs(units, i) for i in range(1, 17)}
    failing = [j for j in range(3) if not at[5][j] < at[6][j] < at[8][j]]
    shown = [r.values[f"beta(x_{i})"] for i in (5, 6, 8)]
    return failing == [0, 1, 2] and r.values["j"] == "1" and shown == [str(at[i][0]) for i in (5, 6, 8)] and [labels(d) for _, d in r.of(I, AGAINST)] == [[at[i][j] for i in range(1, 17)] for j in failing]


def straddle(r):
    # The first K and T, in the program's order, for which a rising row leaves the interval between two neighbours, one not clipped.
    def fails(k, t):
        j = sorted(kept(t, k))
        if len(j) == k or len(j) not in (1, 4, 9):
            return False
        groups = grid(k, t)
        units = first_layer(groups, {i: Fraction(i) for i in range(1, k + 1)})
        for place in range(len(groups)):
            chosen = at_place(groups, place)
            _, mu, nu = null_and_solution(units, chosen, [HALF if i in t else 0 for i in chosen])
            row = [m + 1000 * n for m, n in zip(mu, nu)]
            for i in set(range(1, k + 1)) - set(j):
                left, right = max(s for s in j if s < i), min(s for s in j if s > i)
                a, b, c = (second_input(units, row, s) for s in (left, i, right))
                if {left, right} & set(chosen) and not min(a, c) <= b <= max(a, c):
                    return True
        return False

    k, t = next((k, t) for k in range(3, 9) for t in subsets(k) if t and fails(k, t))
    (c, d), = [(c, d) for c, d in r.of(I, AGAINST) if c["layers"] == 2]
    (_, e), = [(c, d) for c, d in r.of(I, AGAINST) if c["layers"] == 3]
    (_, steep), = r.of(I, FOR)
    alpha = labels(d)
    on_j = [y for i, (_, y) in enumerate(e, 1) if i != 3]
    shown = [r.values[f"alpha(x_{i})"] for i in (2, 3, 4)]
    return (k, t) == (5, {1, 5}) and shown == list(map(str, alpha[1:4])) and r.values["row"] == "2" and r.values["T"] == "{1, 5}" and r.values["J"] == "{1, 2, 4, 5}" and alpha[1] == alpha[3] == 0 < alpha[2] and \
        one_sign(second_weights(r.text[c["file"]])[0], 1) and on_j == [HALF, 0, 0, HALF] and labels(e)[2] != 0 and labels(steep) == [HALF, 0, 0, 0, HALF]


GROUPS_A = [[1, 2, 3], [4], [5, 6], [7], list(range(8, 17))]  # T = {4, 7}
S = [1, 4, 5, 7, 8]
OUTSIDE = [i for i in range(1, 17) if i not in S]


def null_vector(r):
    units = first_layer(GROUPS_A)
    rank, _, nu = null_and_solution(units, S, [0] * 5)
    (c, d), = r.of(I, FOR)
    return rank == 5 and [127 * v for v in nu] == [3, 5, 10, 15, 135, 127] and r.values["null vector times 127"] == "(3, 5, 10, 15, 135, 127)" and \
        labels(d) == [second_input(units, nu, i) for i in range(1, 17)] and all((labels(d)[i - 1] == 0) == (i in S) for i in range(1, 17)) and c["neurons"] == 10


def equation_31(r):
    units, delta = first_layer(GROUPS_A), Fraction(1, 10)
    target = {4: HALF, 7: Fraction(-1)}
    _, mu, nu = null_and_solution(units, S, [target.get(i, 0) for i in S])

    def look(scale):
        alpha = [second_input(units, [m + scale * n for m, n in zip(mu, nu)], i) for i in range(1, 17)]
        values = [sigma_t(a, delta) for a in alpha]
        return all(abs(alpha[i - 1]) > 1 for i in OUTSIDE), values == [target.get(i, 0) for i in range(1, 17)], values

    negative = next(-n for n in count(1) if look(-n)[:2] == (True, False))
    small = next(Fraction(n, 10) for n in count(1) if look(Fraction(n, 10))[:2] == (True, False))
    right = next(n for n in count(1) if look(n)[1])
    return (r.values["lambda, negative"], r.values["lambda, small"], r.values["lambda, right"]) == tuple(map(str, (negative, small, right))) and \
        [labels(d) for _, d in r.of(I, AGAINST)] == [look(negative)[2], look(small)[2]] and [labels(d) for _, d in r.of(I, FOR)] == [look(right)[2]] and \
        all(c["neurons"] == 12 for c, _ in r.certificates) and look(-100)[:2] == (True, False) and look(100)[1]


def figure_10(r):
    first = [("", "1-3", "4-16"), ("5-16", "4", "1-3"), ("1-4", "5-6", "7-16"), ("8-16", "7", "1-6"), ("1-7", "8-16", "")]
    units = first_layer(GROUPS_A)
    (c, d), (net, fits) = r.of(I, FOR)
    return all(box([w * i + b for i in range(1, 17)]) == sets(drawn) for (w, b), drawn in zip(units, first)) and box(labels(d)) == sets(FIGURE_10) and \
        [labels(d)[i - 1] for i in (4, 7)] == [-HALF, HALF] and labels(fits) == [{4: -HALF, 7: HALF}.get(i, 0) for i in range(1, 17)] and net["neurons"] == 12 and \
        all(has_first_layer(r.text[x["file"]], units) for x in (c, net))


def label_range(r):
    (_, missed), = r.of(I, AGAINST)
    (_, scaled), = r.of(I, FOR)
    first = next(z for z in count(1) if sigma_t(Fraction(z), HALF) != z)
    shown = [r.values[f"sigma_{letter}(z)"] for letter in "HLT"]  # clipped, erased, erased
    return first == 2 == int(r.values["z"]) and shown == ["1", "0", "0"] and labels(missed) == [0, sigma_t(Fraction(2), HALF), 0] and labels(scaled) == [0, 2, 0]


def unit_counts(r):
    functions = {"sigma-h": (2, lambda t: max(-1, min(1, t))), "sigma-b": (3, lambda t: sigma_b(t, Fraction(1), HALF)), "sigma-t": (2, lambda t: sigma_t(t, HALF)),
                 "sigma-l": (4, lambda t: t if abs(t) <= 1 else Fraction(0) if abs(t) >= 2 else (2 - abs(t)) * (1 if t > 0 else -1))}
    for name, (relus, function) in functions.items():
        found = [(c, d) for c, d in r.certificates if c["file"].split(".")[-2] in (name, name + "-least")]
        if sorted(c["kind"] for c, _ in found) != [B, I] or any(c["neurons"] != relus or labels(d) != [function(x) for x, _ in d] for c, d in found):
            return False
    return len(r.certificates) == 8


def corollary_5_2_3(r):
    m, k, n = next((m, k, n) for m in count(1) for k in [(m * m + m + 4) // 2] for n in range(1, k + 1) if min(6 * n, m * m + m) <= m * m + m < 6 * n)
    return (r.values["m"], r.values["K"], r.values["N"]) == (str(m), str(k), str(n)) and len(r.of(B, FOR)) == 1 and \
        all(c["neurons"] > 3 and c["samples"] == 8 and 6 * c["changed"] > 12 for c, _ in r.of(B, FOR)) and all(int(row[5]) > int(row[0]) for row in r.row["tables"][0]["rows"])


def yun(r):
    def least(k):
        return min(4 * (a + b) for a in range(1, k + 1) for b in [-(-k // (4 * a))])

    first = next(k for k in count(3) if least(k) ** 2 > 16 * k)
    return r.values["K"] == str(first) and r.values["d1 + d2"] == str(least(first)) and \
        all((least(k) ** 2 <= 16 * k) == (k in (4, 16, 36, 64, 100)) for k in range(3, 120)) and \
        all(int(row[1]) == least(int(row[0])) for row in r.row["tables"][0]["rows"])


ROWS = {
    "u1-yun": ("proof gap", yun),
    "thm-5.1-labels": ("proof gap", label_range),
    "fig-6": ("verified", figure_6),
    "u1-row-signs": ("proof gap", row_signs),
    "fig-7": ("refuted", figure_7),
    "fig-8": ("refuted", figure_8),
    "eq-27": ("refuted", equation_27),
    "u3-straddle": ("proof gap", straddle),
    "unit-counts": ("verified", unit_counts),
    "cor-5.2.1-least": ("verified", lambda r: all((3 * k) ** 2 >= 4 * k and 36 * (3 * k + 2) >= 16 * k for k in range(1, 1000))
                        and r.row["tables"][0]["rows"] == [[str(v) for v in (k, 4 * k, 9 * k * k, 16 * k, 36 * (3 * k + 2))] for k in range(1, 6)]),
    "cor-5.2.3": ("proof gap", corollary_5_2_3),
    "fig-5": ("verified", lambda r: all((m * m - 72) // 108 < m * m // 16 < Fraction(m * m + m, 6) < (m * m + m + 4) // 2 for m in range(1, 500))
              and list(r.values.values()) == [str(max(m for m in range(1, 500) if (m * m - 72) // 108 < 0))]),
    "app-a-count": ("verified", lambda r: [(c["changed"], c["neurons"]) for c, _ in r.of(I, FOR)] == [(n, 2 * (2 * n + 1) + 2) for n in range(1, 9)]
                    and all(has_first_layer(r.text[c["file"]], first_layer([[i] for i in range(1, c["samples"] + 1)])) and len(layers_of(r.text[c["file"]])[1]) == 2 for c, _ in r.of(I, FOR))),
    "app-a-null": ("verified", null_vector),
    "app-a-eq-31": ("proof gap", equation_31),
    "fig-10": ("verified", figure_10),
    "app-b-count": ("verified", lambda r: r.row["cases"] == 300 * 40 and all(3 * -(-n // q) + 2 <= Fraction(3 * n, q) + 5 for n in range(1, 301) for q in range(1, 41))),
}
