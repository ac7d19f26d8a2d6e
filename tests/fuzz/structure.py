"""Certificates as nested lists, so that they can be changed by structure: read from text, written as text, copied.

A certificate is a dictionary. Rationals are Fractions and counts are ints wherever they stand, a label None where it is kept:

    version kind claim=[L, M, K, N] specification=None or [kind, number] specified D P K frozen external f=[[C, rows], ..] samples=[[point, labels] or [point, labels, values], ..]
    data=None or [format, digest, rounding] or [[[format, digest, samples], ..], rounding] of several files, labels_file=None or [format, digest], columns=[features, labels, values or None], upper=None or names
        (behind a digest stand the words of an array or a delimiter), model and construction: words, externals=[[name, digest], ..]
    interpolation, specification: g=[[C, rows], ..] margins=[[least, nonzero], ..] projection=None or [direction, gap] bits=[most, total]
    execution: g formats=[A, G] deviation centre=None or numbers steps=[[[OP, numbers], ..], ..] before f's layers and behind them,
        output=None or number, patched: words
    bound: method J line=[[sample from 1, mark], ..] sums=[[sign, positions from 1], ..] nodes
        method patterns: cover=[kind, H, feature, values, samples], trees=[[P, Q, constant, N, [[split, I, J, [K, ..]] or [leaf, [[pair or sum, I, J or A, C], ..]], ..]], ..]

With specifications, whose counts are claim and specified (bounds have no N: 0), a label is None, [lower end, upper end] with None for one that is missing, or the
list of classes, one for all components; J is then [C, K].

The reader believes well-formed text and raises for other text; it is no checker."""
from fractions import Fraction


def copied(value):
    if isinstance(value, list):
        return [copied(item) for item in value]
    return {key: copied(item) for key, item in value.items()} if isinstance(value, dict) else value


def number(word):
    return None if word in ("keep", "none") else Fraction(word)


def word_read(word, specification):
    """A label, or what stands in its place."""
    if specification is None or word == "keep":
        return number(word)
    if specification[0] == "classes":
        return list(map(int, word.split("|")))
    if word[:2] in (">=", "<="):
        return [Fraction(word[2:]), None] if word[0] == ">" else [None, Fraction(word[2:])]
    ends = word.split("..")
    return [Fraction(ends[0]), Fraction(ends[-1])]


def word_written(label, specification):
    if specification is None or label is None:
        return shown(label, "keep")
    if specification[0] == "classes":
        return "|".join(map(str, label))
    low, high = label
    if low is None or high is None:
        return "<=%s" % shown(high, "") if low is None else ">=%s" % low
    return str(low) if low == high else "%s..%s" % (low, high)


def read(text):
    lines = [line.split(" ") for line in text.split("\n")[:-1] if not line.startswith("%")]
    lines.reverse()

    def take(keyword=None):
        words = lines.pop()
        if keyword is None:
            return words[0], words[1:]
        if words[0] != keyword:
            raise ValueError(keyword)
        return words[1:]

    def counts(words):
        return [int(word.split("=")[1]) for word in words if "=" in word]

    def take_steps():
        steps = []
        while lines[-1][0] == "step":
            operation, *numbers = take("step")
            steps.append([operation, list(map(Fraction, numbers))])
        return steps

    def network(steps=None):
        layers = []
        for _ in range(int(take("network")[1])):
            if steps is not None:
                steps.append(take_steps())
            rows, columns = map(int, take("layer"))
            layers.append([columns, [list(map(Fraction, take("row"))) for _ in range(rows)]])
        if steps is not None:
            steps.append(take_steps())
        return layers

    c = {"version": take("FTCERT")[0], "data": None, "labels_file": None, "columns": None, "externals": [], "f": [], "samples": []}
    kind, *claim = take("claim")
    c.update(specification=None, specified=0, upper=None)
    of_specifications = claim[-1].startswith("specified=")
    if kind == "execution":
        deviation = Fraction(0) if of_specifications else Fraction(claim.pop().split("=")[1])
        c.update(formats=[word.split("=")[1] for word in claim[:2]], deviation=deviation, steps=[])
        claim = claim[2:]
    if of_specifications:
        c["specified"] = counts([claim.pop()])[0]
    c.update(kind=kind, claim=(counts(claim) + [0])[:4], D=int(take("dimension")[0]), P=int(take("outputs")[0]))
    if of_specifications:
        what, words = take("specification")
        c["specification"] = [what, Fraction(words.split("=")[1])]
    if kind == "bound":
        c["method"] = take("method")[0]
    elif kind in ("interpolation", "specification"):
        c["construction"] = " ".join(take("construction"))
    elif kind != "execution":
        raise ValueError(kind)
    data = take("data")
    if data != ["none"]:
        c["data"] = [data[0], " ".join(data[1:-1])[7:], data[-1][9:]]
        if data[0] == "parts":
            parts = [take("part") for _ in range(int(data[1]))]
            c["data"] = [[[kind, " ".join(digest)[7:], int(samples[8:])] for kind, *digest, samples in parts], data[2][9:]]
        if lines[-1][0] == "labels-file":
            words = take("labels-file")
            c["labels_file"] = [words[0], " ".join(words[1:])[7:]]
        c["columns"] = [take("features"), take("labels")]
        if c["specification"] and c["specification"][0] == "intervals":
            c["upper"] = take("upper")
            c["upper"] = None if c["upper"] == ["none"] else c["upper"]
        c["columns"].append(take("frozen-columns"))
        c["columns"][2] = None if c["columns"][2] == ["none"] else c["columns"][2]
    c["model"] = " ".join(take("model"))
    while lines[-1][0] == "external":
        c["externals"].append([word[7:] if "=" in word else word for word in take("external")])
    c["frozen"] = take("frozen")[0]
    if c["frozen"] == "network":
        c["f"] = network(c.get("steps"))
    if kind == "execution":
        words = take("centre")
        c["centre"] = None if words == ["none"] else list(map(Fraction, words))
    if kind != "bound":
        c["g"] = network()
    where, count = take("samples")
    c.update(external=where == "external", K=int(count))
    for _ in range(0 if c["external"] else c["K"]):
        parts = [part.split(" ") for part in " ".join(take("sample")).split(" : ")]
        c["samples"].append([[word_read(w, c["specification"]) if i == 1 else Fraction(w) for w in part] for i, part in enumerate(parts)])
    if kind == "bound" and c["method"] == "patterns":
        c.update(J=component(take("patterns")[0]), line=[], sums=[], nodes=0)
        read_patterns(c, take, counts)
    elif kind == "bound":
        output, points = take("line")
        points = int(points.split("=")[1])
        c.update(J=component(output), line=[[int(words[0]), (words[1:] or [""])[0]] for words in (take("at") for _ in range(points))], sums=[], nodes=0)
        if c["method"] == "exhaustion":
            sums, c["nodes"] = counts(take("tree"))
            c["sums"] = [[words[0], list(map(int, words[1:]))] for words in (take("sum") for _ in range(sums))]
    elif kind == "execution":
        c["output"] = None if of_specifications else number(take("output-deviation")[0])
        c["patched"] = " ".join(take("patched"))
    else:
        take("margins")
        words = [take("preactivation") for _ in c["g"][1:]]
        c["margins"] = [[number(least.split("=")[1]), number(nonzero.split("=")[1])] for _, least, nonzero in words]
        projection, c["projection"] = take("projection"), None
        if projection != ["none"]:
            direction, gap = (word.split("=")[1] for word in projection)
            c["projection"] = [list(map(int, direction.split(","))), number(gap)]
        c["bits"] = counts(take("bits"))
    if lines != [["END"]]:
        raise ValueError("END")
    return c


def component(word):
    key, value = word.split("=")
    return int(value) if key == "output" else list(map(int, value.split("-")))


def component_of(c):
    return "difference=%d-%d" % tuple(c["J"]) if isinstance(c["J"], list) else "output=%d" % c["J"]


def read_patterns(c, take, counts):
    words = take("cover")
    cover = c["cover"] = [words[0], 0, 1, [], []]
    if words[0] != "none":
        cover[1], *others = counts(words)
        cover[2] = others[0] if words[0] == "slices" else 1
        cover[3] = list(map(Fraction, take("values"))) if words[0] == "slices" else []
        cover[4] = list(map(int, take("points"))) if words[0] == "points" else []
    c["trees"] = []
    for _ in range(int(take("trees")[0])):
        words = take("tree")
        tree = [int(words[0].split("=")[1]), int(words[1].split("=")[1]), words[2].split("=")[1], int(words[3].split("=")[1]), []]
        c["trees"].append(tree)
        waiting = 1
        while waiting:
            kind, words = take()
            if kind == "split":
                sample, neuron, *further = map(int, words)
                tree[4].append(["split", sample, neuron, further])
            elif kind == "leaf":
                rows = [take() for _ in range(int(words[0]))]
                tree[4].append(["leaf", [[what, int(i), int(who) if what == "pair" else who, int(C)] for what, (i, who, C) in rows]])
            else:
                raise ValueError(kind)
            waiting += 1 if kind == "split" else -1


def written_patterns(c):
    kind, H, feature, values, chosen = c["cover"]
    yield "patterns " + component_of(c)
    yield "cover " + kind + {"none": "", "ranks": " hyperplanes=%d" % H, "slices": " hyperplanes=%d feature=%d values=%d" % (H, feature, len(values)),
                             "points": " hyperplanes=%d samples=%d" % (H, len(chosen))}[kind]
    if kind in ("slices", "points"):
        yield " ".join({"slices": ["values"] + list(map(str, values)), "points": ["points"] + list(map(str, chosen))}[kind])
    yield "trees %d" % len(c["trees"])
    for plus, minus, sign, size, nodes in c["trees"]:
        yield "tree plus=%d minus=%d constant=%s nodes=%d" % (plus, minus, sign, size)
        for node in nodes:
            if node[0] == "split":
                yield " ".join(["split"] + list(map(str, node[1:3] + node[3])))
            else:
                yield "leaf %d" % len(node[1])
                yield from (" ".join(map(str, row)) for row in node[1])


def shown(value, missing):
    return missing if value is None else str(value)


def claim_of(c):
    counts = "layers=%d neurons=%d samples=%d changed=%d" % tuple(c["claim"])
    counts = counts.rsplit(" ", 1)[0] if c["kind"] == "bound" and c["specification"] else counts
    counts += " specification" * (c["kind"] == "execution" and c["specification"] is not None) + " specified=%d" % c["specified"] * (c["specification"] is not None)
    if c["kind"] != "execution":
        return "claim %s %s" % (c["kind"], counts)
    return "claim execution arithmetic=%s g=%s %s" % (*c["formats"], counts) + ("" if c["specification"] else " deviation<=%s" % c["deviation"])


def written(c):
    out = ["FTCERT " + c["version"], claim_of(c), "dimension %d" % c["D"], "outputs %d" % c["P"]]
    if c["specification"]:
        out.append("specification %s %s=%s" % (c["specification"][0], {"intervals": "tolerance", "classes": "margin"}[c["specification"][0]], c["specification"][1]))
    out += {"bound": ["method " + c.get("method", "")], "execution": []}.get(c["kind"], ["construction " + c.get("construction", "")])
    if c["data"] is None:
        out.append("data none")
    else:
        parts = c["data"][0] if isinstance(c["data"][0], list) else None
        out.append("data %s sha256=%s rounding=%s" % tuple(c["data"]) if parts is None else "data parts %d rounding=%s" % (len(parts), c["data"][1]))
        out += ["part %s sha256=%s samples=%d" % tuple(part) for part in parts or []]
        out += ["labels-file %s sha256=%s" % tuple(c["labels_file"])] if c.get("labels_file") else []
        for keyword, names in zip(("features", "labels", "frozen-columns"), c["columns"]):
            if keyword == "frozen-columns" and c["specification"] and c["specification"][0] == "intervals":
                out.append(" ".join(["upper"] + (c["upper"] or ["none"])))
            out.append(" ".join([keyword] + (["none"] if names is None else names)))
    out += ["model " + c["model"], *["external %s sha256=%s" % tuple(file) for file in c.get("externals", [])], "frozen " + c["frozen"]]
    for name in ("f",) * (c["frozen"] == "network") + ("g",) * (c["kind"] != "bound"):
        if name == "g" and c["kind"] == "execution":
            out.append("centre " + ("none" if c["centre"] is None else " ".join(map(str, c["centre"]))))
        steps = c["steps"] if name == "f" and c["kind"] == "execution" else []
        steps = [[" ".join(["step", operation] + list(map(str, numbers))) for operation, numbers in place] for place in steps]
        steps += [[]] * (len(c[name]) + 1 - len(steps))
        out.append("network %s %d" % (name, len(c[name])))
        for (columns, rows), before in zip(c[name], steps):
            out += before + ["layer %d %d" % (len(rows), columns)]
            out += [" ".join(["row"] + list(map(str, row))) for row in rows]
        out += steps[len(c[name])]
    out.append("samples %s %d" % ("external" if c["external"] else "embedded", c["K"]))
    if not c["external"]:
        out += ["sample " + " : ".join(" ".join(word_written(w, c["specification"]) if i == 1 else str(w) for w in part) for i, part in enumerate(sample))
                for sample in c["samples"]]
    if c["kind"] == "bound" and c["method"] == "patterns":
        out += written_patterns(c)
    elif c["kind"] == "bound":
        out.append("line %s points=%d" % (component_of(c), len(c["line"])))
        out += [("at %d %s" % (index, mark)).rstrip(" ") for index, mark in c["line"]]
        if c["method"] == "exhaustion":
            out.append("tree sums=%d nodes=%d" % (len(c["sums"]), c["nodes"]))
            out += [" ".join(["sum", sign] + list(map(str, positions))) for sign, positions in c["sums"]]
    elif c["kind"] == "execution":
        out += [] if c["specification"] else ["output-deviation " + shown(c["output"], "none")]
        out.append("patched " + c["patched"])
    else:
        out.append("margins")
        out += ["preactivation %d least=%s nonzero=%s" % (l, shown(least, "none"), shown(nonzero, "none"))
                for l, (least, nonzero) in enumerate(c["margins"], 1)]
        out.append("projection none" if c["projection"] is None else "projection direction=%s gap=%s" % (
            ",".join(map(str, c["projection"][0])), shown(c["projection"][1], "none")))
        out.append("bits most=%d total=%d" % tuple(c["bits"]))
    return "\n".join(out + ["END", ""])
