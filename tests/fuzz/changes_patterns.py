"""Changes of bounds by patterns by their structure (structure.py), as those of changes.py: raises whatever an empty list, or another kind, makes of it."""
from fractions import Fraction

SIGNS = ("zero", "positive", "negative")


def move_samples(c, moved):
    """The samples have other numbers now."""
    c["cover"][4] = sorted(map(moved, c["cover"][4]))
    for tree in c["trees"]:
        for node in tree[4]:
            if node[0] == "split":
                node[1] = moved(node[1])
            for row in node[1] if node[0] == "leaf" else []:
                row[1] = moved(row[1])


def some_node(c, rng, kind):
    tree = rng.choice(c["trees"])
    return tree, rng.choice([i for i, node in enumerate(tree[4]) if node[0] == kind])


def some_leaf(c, rng):
    tree, i = some_node(c, rng, "leaf")
    return tree, tree[4][i][1]


def other_place(c, i, rng):
    return rng.choice((i + 1, i - 1, 0, c["K"], c["K"] + 1) + tuple(range(1, c["K"] + 1)))


def a_row(c, rng):
    tree, rows = some_leaf(c, rng)
    row, kind, neurons = rng.choice(rows), rng.randrange(6), tree[0] + tree[1]
    if kind == 0:
        row[1] = other_place(c, row[1], rng)
    elif kind == 1:
        row[3] = rng.choice((-row[3], row[3] + 1, row[3] - 1, 2 * row[3], row[3] * (1 << 64)))
    elif row[0] == "pair":
        row[2] = rng.choice((0, 1, row[2] + 1, row[2] - 1, neurons))
        row[2] = max(row[2], 0)
    elif kind < 5:
        k = rng.randrange(len(row[2]))
        row[2] = row[2][:k] + ("1" if row[2][k] == "0" else "0") + row[2][k + 1:]
    else:
        row[2] = rng.choice((row[2] + "0", row[2][1:], row[2][::-1]))


def a_row_more(c, rng):
    _, rows = some_leaf(c, rng)
    kind, (other, more) = rng.randrange(4), some_leaf(c, rng)
    if kind == 0:
        del rows[rng.randrange(len(rows))]
    elif kind == 1:
        rows.append(list(rng.choice(more)))
    elif kind == 2:
        rows.append(["pair", rng.randint(1, c["K"]), rng.randint(0, other[0] + other[1]), rng.choice((1, -1))])
    else:
        rows[:] = [list(row) for row in more]


def an_equal_leaf(c, rng):
    """Rows in another order, all multiplied, or one in two parts: it shows what it showed before."""
    _, rows = some_leaf(c, rng)
    rng.shuffle(rows)
    factor = rng.choice((1, 2, 3, 1 << 64))
    for row in rows:
        row[3] *= factor
    if factor > 1:
        rows.append(rows[0][:3] + [rows[0][3] // factor])
        rows[0][3] -= rows[0][3] // factor


def a_split(c, rng):
    tree, i = some_node(c, rng, "split")
    node, neurons, kind = tree[4][i], tree[0] + tree[1], rng.randrange(4)
    if kind == 0:
        node[1] = other_place(c, node[1], rng)
    elif kind == 1:
        node[2] = rng.randint(0, neurons + 1) if rng.random() < .3 else rng.randint(1, neurons)
    elif kind == 2 and node[3]:
        del node[3][rng.randrange(len(node[3]))]
    else:
        node[3] = sorted(set(node[3]) | {rng.randint(1, neurons)})


def a_split_more(c, rng):
    """In front of a node, which then stands twice."""
    tree = rng.choice(c["trees"])
    i = rng.randrange(len(tree[4]))
    end, waiting = i, 1
    while waiting:
        waiting += 1 if tree[4][end][0] == "split" else -1
        end += 1
    below = [[node[0], *[list(map(list, part)) if node[0] == "leaf" else part for part in node[1:]]] for node in tree[4][i:end]]
    tree[4][i:i] = [["split", rng.randint(1, c["K"]), rng.randint(1, tree[0] + tree[1]), []]] + below
    tree[3] = len(tree[4])


def the_nodes(c, rng):
    nodes = rng.choice(c["trees"])[4]
    i, j = rng.randrange(len(nodes)), rng.randrange(len(nodes))
    nodes[i], nodes[j] = nodes[j], nodes[i]


def the_trees(c, rng):
    trees, kind = c["trees"], rng.randrange(5)
    i, j = rng.randrange(len(trees)), rng.randrange(len(trees))
    if kind == 0:
        del trees[i]
    elif kind == 1:
        trees.insert(i, trees[j][:2] + [rng.choice(SIGNS)] + trees[j][3:])
    elif kind == 2:
        trees[i], trees[j] = trees[j], trees[i]
    elif kind == 3:
        trees[i][2] = rng.choice(SIGNS)
    else:
        trees[i][0], trees[i][1] = trees[i][1], trees[i][0]


def the_cover(c, rng):
    cover, kind, K = c["cover"], rng.randrange(5), c["K"]
    if kind == 0:
        cover[1] = max(0, cover[1] + rng.choice((1, -1)))
    elif kind == 1 and cover[3]:
        rng.shuffle(cover[3])
        cover[3].append(rng.choice(cover[3] + [rng.choice(c["samples"])[0][cover[2] - 1]]))
        del cover[3][rng.randrange(len(cover[3]))]
    elif kind == 2 and cover[4]:
        cover[4] = sorted(set(cover[4]) ^ {rng.randint(1, K)})
    elif kind == 3:
        cover[2] = rng.randint(1, c["D"])
    else:
        c["cover"] = [rng.choice(("none", "ranks", "slices", "points")), rng.randint(0, 3), rng.randint(1, c["D"]),
                      [rng.choice(c["samples"])[0][0] for _ in range(rng.randint(1, 3))], sorted(rng.sample(range(1, K + 1), min(K, rng.randint(1, 6))))]


def a_prime(c, rng):
    """Points that the prime of the ranks cannot tell apart, or can."""
    c["cover"]
    point, P = rng.choice(c["samples"])[0], 2 ** 31 - 1
    k = rng.randrange(len(point))
    point[k] = rng.choice((point[k] + P, point[k] + P + 1, point[k] + Fraction(1, P), point[k] + Fraction(1, P + 2)))


PATTERN_CHANGES = ((a_row, 8), (a_row_more, 3), (an_equal_leaf, 3), (a_split, 5), (a_split_more, 3), (the_nodes, 2), (the_trees, 3), (the_cover, 5), (a_prime, 1))
