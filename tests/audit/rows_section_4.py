"""What the rows about sections 3 and 4 must show, for test_audit.py: a second computation from the paper's formulas."""
from fractions import Fraction
from functools import cache
from itertools import combinations

from paper_layers import layers_of

I, B, FOR, AGAINST = "interpolation", "bound", "supports", "contradicts"


def partition(chosen):
    """Maximal runs of consecutive integers."""
    blocks = []
    for i in sorted(chosen):
        if blocks and blocks[-1][-1] == i - 1:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks


def text(blocks):
    return "{" + ", ".join("{" + ", ".join(map(str, block)) + "}" for block in blocks) + "}"


def subsets(k):
    for mask in range(2 ** k):
        yield {i for i in range(1, k + 1) if mask >> (i - 1) & 1}


def kept(changed, k):
    """J: T and the ends of the blocks outside T."""
    result = set(changed)
    for block in partition(set(range(1, k + 1)) - set(changed)):
        result |= {block[0], block[-1]}
    return result


def printed_blocks(chosen, k):
    """Lemma 4.6's proof, literally: from the blocks [a_i, b_i] outside I."""
    ends = [(block[0], block[-1]) for block in partition(set(range(1, k + 1)) - chosen)]
    intervals = [(1, ends[0][1] - 1)] + [(ends[i][1] + 1, ends[i + 1][0] - 1) for i in range(len(ends) - 1)] + [(ends[-1][0] + 1, k)]
    return [list(range(a, b + 1)) for a, b in intervals if a <= b]


def lemma_4_6_endpoints(r):
    wrong = ((k, s) for k in range(1, 5) for s in subsets(k) if len(s) < k and printed_blocks(s, k) != partition(s))
    first = next(wrong)
    second = next((k, s) for k, s in wrong if s)
    rows = [[str(k), "{" + ", ".join(map(str, sorted(s))) + "}", text(printed_blocks(s, k)), text(partition(s))] for k, s in (first, second)]
    return r.row["tables"][0]["rows"] == rows and r.values["printed"] == "{{1, 2}, {3}}" and r.values["I"] == "{1}"


def theorem_4_4_proof(r):
    k, t = next((k, s) for k in range(3, 9) for s in subsets(k) if s and all(len(b) <= 2 for b in partition(set(range(1, k + 1)) - s)))
    return (r.values["K"], r.values["equation 12"], r.values["the step"]) == (str(k), str(k - 1), str(k)) and \
        [(c["neurons"] <= k - 1, [i for i, (_, y) in enumerate(d, 1) if y]) for c, d in r.of(I, AGAINST)] == [(True, sorted(t))]


def figure_4(r):
    j = kept({4, 7, 9, 14}, 14)
    drawn = [(i, {4: 2, 7: 2, 9: -1, 14: 2}.get(i, 0)) for i in range(1, 15)]
    return len(j) == 11 and r.values["|J|"] == "11" and r.values["removed"] == "{2, 11, 12}" and set(range(1, 15)) - j == {2, 11, 12} and \
        [(d, c["neurons"] <= 10) for c, d in r.of(I, FOR)] == [(drawn, True)]


def equation_9(r):
    pairs = {(c["changed"], c["samples"]) for c, _ in r.of(B, FOR)}
    return pairs == {(n, k) for k in range(3, 9) for n in range(1, k + 1)} and \
        all(c["neurons"] + 1 == (3 * c["changed"] + 1 if c["samples"] >= 3 * c["changed"] + 2 else c["samples"] - 1) for c, _ in r.of(B, FOR))


def pieces_exactly(r):
    (c, d), = r.of(I, AGAINST)
    (_, first), (_, outer) = layers_of(r.text[c["file"]])[0][0], layers_of(r.text[c["file"]])[1][0]
    # The one neuron has no weight on one side, so that the function is constant: 1 piece, not m + 1 = 2.
    table = [[d1, d2, 2 * d1 * d2 + d2 + 1, (d1 + 1) * (d2 + 1)] for d1 in range(1, 5) for d2 in range(1, 5)]
    return c["neurons"] == 1 and first[0] * outer[0] == 0 and r.values["pieces"] == "1" and \
        [list(map(int, row)) for row in r.row["tables"][0]["rows"]] == table and all(b <= a for _, _, a, b in table)


@cache
def cheapest(p, q, d):
    """Least cost of groups of at most d of p plus and q minus samples: 3 for one sign, 4 for both."""
    if p + q == 0:
        return 0
    sizes = ((a, b) for a in range(min(p, d) + 1) for b in range(min(q, d - a) + 1) if a + b)
    return min(cheapest(p - a, q - b, d) + (4 if a and b else 3) for a, b in sizes)


def general_position(r):
    table = [list(map(int, row)) for row in r.row["tables"][0]["rows"]]
    right = all([k, line, worst] == [3 * n + 2, 3 * n, max(cheapest(p, q, d) for p in range(n + 1) for q in range(n + 1 - p))] and built <= worst
                for d, n, k, line, worst, built, _ in table) and [row[:2] for row in table] == [[d, n] for d in range(1, 4) for n in range(1, 5)]
    ends = {(row[0], row[1]): row[5:] for row in table}
    # Certificates from both sides: exact, and 3N on the line.
    right = right and all(certified == built for built, certified in ends.values()) and all(ends[1, n] == [3 * n] * 2 for n in range(1, 5))
    found = {}
    for c, data in r.of(I, FOR) + r.of(B, FOR):
        d = len(data[0][0]) if isinstance(data[0][0], tuple) else 1
        n = c["changed"]
        right = right and c["neurons"] == ends[d, n][c["kind"] == B] and c["layers"] == 2
        right = right and [x if d > 1 else (x,) for x, _ in data] == [tuple(t ** (j + 1) for j in range(d)) for t in range(1, 3 * n + 3)]
        found[d, n, c["kind"]] = [y for _, y in data]
    # The same labels everywhere.
    return right and sorted(found) == sorted((d, n, kind) for d in (1, 2, 3) for n in (3, 4) for kind in (I, B)) and \
        all(labels == found[1, n, I] for (_, n, _), labels in found.items()) and all(ends[3, n][0] < 3 * n for n in (3, 4))


EXAMPLE_1 = [1, 2, 3, 5, 6, 8, 10, 11, 12, 13]
ROWS = {
    "general-position": ("proved", general_position),
    "eq-9": ("proved", equation_9),
    "pieces-exactly": ("refuted", pieces_exactly),
    "fig-4": ("verified", figure_4),
    "thm-4.4-proof": ("proof gap", theorem_4_4_proof),
    "lemma-4.6-endpoints": ("proof gap", lemma_4_6_endpoints),
    "eq-10": ("verified", lambda r: r.values["P(I)"] == text(partition(EXAMPLE_1)) == "{{1, 2, 3}, {5, 6}, {8}, {10, 11, 12, 13}}"
              and r.values["pairs in one block with |i - j| > 1"] == ", ".join(f"{i}-{j}" for b in partition(EXAMPLE_1) for i, j in combinations(b, 2) if j - i > 1)),
    "cor-4.2-m0": ("proof gap", lambda r: [m for m in range(61) if (m - 1) // 3 < 0 or 3 * ((m - 1) // 3) + 1 > m] == [0] and (r.values["m"], r.values["|T| = floor((m-1)/3)"]) == ("0", "-1")),
    # The least |u| for which the samples i u are not distinct is 0; [N] holds one of the K = 3N + 2 samples.
    "sec-4.1-data": ("refuted", lambda r: r.values["u"] == "0" and int(r.values["samples defined by \"i in [N]\""]) == int(r.values["N"]) < int(r.values["K"]) == 3 * int(r.values["N"]) + 2),
}
