"""Certificates as nested lists, so that they can be changed by structure: read from text, written as text, copied.

A certificate is a dictionary. Rationals are Fractions and counts are ints wherever they stand, a label None where it is kept:

    version kind claim=[L, M, K, N] D P K frozen external f=[[C, rows], ..] samples=[[point, labels] or [point, labels, values], ..]
    data=None or [format, digest, rounding], columns=[features, labels, values or None], model and construction: words
    interpolation: g=[[C, rows], ..] margins=[[least, nonzero], ..] projection=None or [direction, gap] bits=[most, total]
    bound: method J line=[[sample from 1, mark], ..] sums=[[sign, positions from 1], ..] nodes

The reader believes well-formed text and raises for other text; it is no checker."""
from fractions import Fraction


def copied(value):
    if isinstance(value, list):
        return [copied(item) for item in value]
    return {key: copied(item) for key, item in value.items()} if isinstance(value, dict) else value


def number(word):
    return None if word in ("keep", "none") else Fraction(word)


def read(text):
    lines = [line.split(" ") for line in text.split("\n")[:-1] if not line.startswith("%")]
    lines.reverse()

    def take(keyword):
        words = lines.pop()
        if words[0] != keyword:
            raise ValueError(keyword)
        return words[1:]

    def counts(words):
        return [int(word.split("=")[1]) for word in words if "=" in word]

    def network():
        layers = []
        for _ in range(int(take("network")[1])):
            rows, columns = map(int, take("layer"))
            layers.append([columns, [list(map(Fraction, take("row"))) for _ in range(rows)]])
        return layers

    c = {"version": take("FTCERT")[0], "data": None, "columns": None, "f": [], "samples": []}
    kind, *claim = take("claim")
    c.update(kind=kind, claim=counts(claim), D=int(take("dimension")[0]), P=int(take("outputs")[0]))
    if kind == "bound":
        c["method"] = take("method")[0]
    elif kind != "interpolation":
        raise ValueError(kind)
    else:
        c["construction"] = " ".join(take("construction"))
    data = take("data")
    if data != ["none"]:
        c["data"] = [data[0], data[1][7:], data[2][9:]]
        c["columns"] = [take("features"), take("labels"), take("frozen-columns")]
        c["columns"][2] = None if c["columns"][2] == ["none"] else c["columns"][2]
    c["model"] = " ".join(take("model"))
    c["frozen"] = take("frozen")[0]
    if c["frozen"] == "network":
        c["f"] = network()
    if kind != "bound":
        c["g"] = network()
    where, count = take("samples")
    c.update(external=where == "external", K=int(count))
    for _ in range(0 if c["external"] else c["K"]):
        parts = [part.split(" ") for part in " ".join(take("sample")).split(" : ")]
        c["samples"].append([list(map(number if i == 1 else Fraction, part)) for i, part in enumerate(parts)])
    if kind == "bound":
        output, points = counts(take("line"))
        c.update(J=output, line=[[int(words[0]), (words[1:] or [""])[0]] for words in (take("at") for _ in range(points))], sums=[], nodes=0)
        if c["method"] == "exhaustion":
            sums, c["nodes"] = counts(take("tree"))
            c["sums"] = [[words[0], list(map(int, words[1:]))] for words in (take("sum") for _ in range(sums))]
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


def shown(value, missing):
    return missing if value is None else str(value)


def written(c):
    out = ["FTCERT " + c["version"], "claim %s layers=%d neurons=%d samples=%d changed=%d" % (c["kind"], *c["claim"]),
           "dimension %d" % c["D"], "outputs %d" % c["P"]]
    out.append("method " + c["method"] if c["kind"] == "bound" else "construction " + c["construction"])
    if c["data"] is None:
        out.append("data none")
    else:
        out.append("data %s sha256=%s rounding=%s" % tuple(c["data"]))
        for keyword, names in zip(("features", "labels", "frozen-columns"), c["columns"]):
            out.append(" ".join([keyword] + (["none"] if names is None else names)))
    out += ["model " + c["model"], "frozen " + c["frozen"]]
    for name in ("f",) * (c["frozen"] == "network") + ("g",) * (c["kind"] != "bound"):
        out.append("network %s %d" % (name, len(c[name])))
        for columns, rows in c[name]:
            out.append("layer %d %d" % (len(rows), columns))
            out += [" ".join(["row"] + list(map(str, row))) for row in rows]
    out.append("samples %s %d" % ("external" if c["external"] else "embedded", c["K"]))
    if not c["external"]:
        out += ["sample " + " : ".join(" ".join(shown(w, "keep") for w in part) for part in sample) for sample in c["samples"]]
    if c["kind"] == "bound":
        out.append("line output=%d points=%d" % (c["J"], len(c["line"])))
        out += [("at %d %s" % (index, mark)).rstrip(" ") for index, mark in c["line"]]
        if c["method"] == "exhaustion":
            out.append("tree sums=%d nodes=%d" % (len(c["sums"]), c["nodes"]))
            out += [" ".join(["sum", sign] + list(map(str, positions))) for sign, positions in c["sums"]]
    else:
        out.append("margins")
        out += ["preactivation %d least=%s nonzero=%s" % (l, shown(least, "none"), shown(nonzero, "none"))
                for l, (least, nonzero) in enumerate(c["margins"], 1)]
        out.append("projection none" if c["projection"] is None else "projection direction=%s gap=%s" % (
            ",".join(map(str, c["projection"][0])), shown(c["projection"][1], "none")))
        out.append("bits most=%d total=%d" % tuple(c["bits"]))
    return "\n".join(out + ["END", ""])
