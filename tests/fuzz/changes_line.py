"""Changes of bounds on a line by their structure (structure.py), as those of changes.py: raises whatever an empty list, or another kind, makes of it."""


def the_line(c, rng):
    kind, line = rng.randrange(5), c["line"]
    i, j = rng.randrange(len(line)), rng.randrange(len(line))
    if kind == 0:
        del line[i]
    elif kind == 1:
        line.insert(i, list(line[j]))
    elif kind == 2:
        line[i], line[j] = line[j], line[i]
    elif kind == 3:
        line.reverse()
    else:
        line[i][1], line[j][1] = line[j][1], line[i][1]


def a_mark(c, rng):
    rng.choice(c["line"])[1] = rng.choice(("", "convex", "concave"))


def the_sums(c, rng):
    kind, sums = rng.randrange(4), c["sums"]
    i = rng.randrange(len(sums))
    if kind == 0:
        del sums[i]
    elif kind == 1:
        sums.append([sums[i][0], [p for p in range(2, len(c["line"])) if rng.random() < .5]])
    elif kind == 2:
        sums[i][0] = "negative" if sums[i][0] == "positive" else "positive"
    else:
        j = rng.randrange(len(sums))
        sums[i], sums[j] = sums[j], sums[i]


LINE_CHANGES = ((the_line, 4), (a_mark, 4), (the_sums, 4))
