"""Makes a bound by patterns true again, and bounds from nothing: by the search of pattern_search.py, which is exact and looks at everything."""
import pattern_search
import patterns_truth

MOST_SAMPLES = 6
SIGNS = {0: "zero", 1: "positive", -1: "negative"}


def nodes_of(found):
    """As structure.py has them: samples from 1, a list for each node."""
    return [["leaf", [[what, i + 1, who, C] for what, i, who, C in node[1]]] if node[0] == "leaf" else ["split", node[1] + 1, node[2], list(node[3])]
            for node in found]


def searched(points, z, m, H, rng):
    """The trees of a bound of m + 1 neurons, or None where m neurons fit."""
    trees = []
    for plus, minus, constant in pattern_search.wanted_trees(m, H, 0 in z):
        kind, found = pattern_search.search(points, z, plus, minus, constant, rng.random() < .7)
        if kind == "network":
            return None
        trees.append([plus, minus, SIGNS[constant], len(found), nodes_of(found)])
    return trees


def settle(c, residuals, rng):
    """Numbers of nodes and of neurons; now and then all trees, where that is soon done."""
    for tree in c["trees"]:
        tree[3] = len(tree[4])
    c["claim"][:2] = [2, (c["trees"][0][0] + c["trees"][0][1] if c["trees"] else 1) + 1]
    points, m = [tuple(s[0]) for s in c["samples"]], c["claim"][1] - 1
    same_size = len({len(x) for x in points}) == 1 == len({len(z) for z in residuals})
    small = 1 <= len(points) <= MOST_SAMPLES and (m == 1 or m == 2 and len(points) < MOST_SAMPLES and len(points[0]) == 1)
    if rng.random() < .5 and same_size and small and 0 < c["J"] <= c["P"] and len(set(points)) == len(points):
        z = [own[c["J"] - 1] for own in residuals]
        kind, H, feature, values, chosen = c["cover"]
        fits = H < 5 and 1 <= feature <= len(points[0]) and all(1 <= i <= len(points) for i in chosen)
        if not fits or not patterns_truth.cover_holds((kind, H, feature - 1, values, [i - 1 for i in chosen]), points, [(value,) * 2 for value in z], m):
            c["cover"] = ["none", 0, 1, [], []]
        c["trees"] = searched(points, z, m, c["cover"][1] if c["cover"][0] != "none" else 0, rng) or c["trees"]


def random_cover(points, z, m, rng):
    """One that holds."""
    zero, D = [i + 1 for i, value in enumerate(z) if value == 0], len(points[0])
    for _ in range(12):
        kind, H, feature = rng.choice(("ranks", "slices", "points")), rng.randint(0, 3), rng.randint(1, D)
        places = sorted({points[i - 1][feature - 1] for i in zero})
        values = rng.sample(places, min(len(places), rng.choice((m, H + 1)))) if kind == "slices" else []
        chosen = sorted(rng.sample(zero, rng.randint(min(1, len(zero)), len(zero)))) if kind == "points" else []
        if (kind != "slices" or values) and (kind != "points" or chosen) and patterns_truth.cover_holds(
                (kind, H, feature - 1, values, [i - 1 for i in chosen]), points, [(value,) * 2 for value in z], m):
            return [kind, H, feature, values, chosen]
    return ["none", 0, 1, [], []]


def made(c, rng, residuals, random_number):
    """Samples that need more than m neurons: labels are changed until they do."""
    c.update(method="patterns", version="1.3", J=rng.randint(1, c["P"]), line=[], sums=[], nodes=0, trees=[])
    m = 2 if len(c["samples"][0][0]) == 1 and len(c["samples"]) < MOST_SAMPLES and rng.random() < .2 else 1
    points = [tuple(s[0]) for s in c["samples"]]
    for _ in range(20):
        z = [own[c["J"] - 1] for own in residuals()]
        c["cover"] = random_cover(points, z, m, rng)
        c["trees"] = searched(points, z, m, c["cover"][1], rng) or []
        if c["trees"]:
            break
        c["samples"][rng.randrange(len(points))][1][c["J"] - 1] = random_number(rng)
    c["claim"][:2] = [2, m + 1]
