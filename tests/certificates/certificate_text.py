"""A certificate as the judge reads it: by regular expressions, line by line; shares no code with a checker. Raises Malformed."""
import re
import string
from types import SimpleNamespace
from urllib.parse import unquote_to_bytes

import specification_text
from certificate_words import COUNT, NAME, NUMBER, Malformed, not_negative, number  # noqa: F401, for those who ask this reader

COUNTS = "layers=COUNT neurons=COUNT samples=COUNT changed=COUNT"
KINDS = {"interpolation": "0", "bound": "1", "execution": "2", "specification": "4"}  # since minor version


class Lines:
    def __init__(self, text):
        if not re.fullmatch("[\n -~]*", text):
            raise Malformed("bytes")
        raw = text.split("\n")
        self.version = raw[0][len("FTCERT 1."):]
        if raw[0] != "FTCERT 1." + self.version or self.version not in ("0", "1", "2", "3", "4", "5", "6") or raw[-2:] != ["END", ""] or "END" in raw[:-2]:
            raise Malformed("ends")
        self.left = [line for line in raw[1:-2] if not line.startswith("%")][::-1]

    def take(self, pattern):
        found = re.fullmatch(pattern, self.left.pop() if self.left else "")
        if not found:
            raise Malformed(pattern)
        return found.groups()

    def counts(self, pattern):
        return [None if g is None else int(g) for g in self.take(pattern.replace("COUNT", COUNT))]

    def steps(self):
        """[(operation, numbers), ..]"""
        found = []
        while self.left and self.left[-1].split(" ")[0] == "step":
            operation, words = self.take("step (add|sub|mul|div)((?: [^ ]+)*)")
            found.append((operation, list(map(number, words.split(" ")[1:]))))
            if operation == "div" and 0 in found[-1][1]:
                raise Malformed("div")
        if len(found) > 8:
            raise Malformed("steps")
        return found

    def network(self, name, least, inputs, outputs, with_steps=False):
        """([[steps before, rows], ..], steps behind, whether sizes fit)"""
        layers, fits = [], True
        (depth,) = self.counts("network %s COUNT" % name)
        if depth < least:
            raise Malformed("depth")
        for _ in range(depth):
            steps = self.steps() if with_steps else []
            rows, columns = self.counts("layer COUNT COUNT")
            layer = []
            for _ in range(rows):
                layer.append([number(w) for w in self.take("row (.+)")[0].split(" ")])
                if len(layer[-1]) != columns + 1:
                    raise Malformed("row")
            fits = fits and columns == inputs and all(len(numbers) == inputs for _, numbers in steps)
            inputs = rows
            layers.append([steps, layer])
        behind = self.steps() if with_steps else []
        return layers, behind, fits and inputs == outputs and all(len(numbers) == inputs for _, numbers in behind)


def read_claim(lines, c):
    c.kind = next((k for k in KINDS if lines.left[-1:] and lines.left[-1].startswith("claim %s " % k)), "")
    if c.kind == "" or lines.version < KINDS[c.kind]:
        raise Malformed("claim")
    c.specified, specified = None, lines.version >= "4" and " specified=" in lines.left[-1]
    claimed = specification_text.SPECIFIED if specified else COUNTS.replace("COUNT", COUNT)
    if c.kind == "execution":
        last = "" if specified else " deviation<=(.+)"
        claimed = claimed.replace(" specified=", " specification specified=")
        words = lines.take("claim execution arithmetic=(binary32|binary64) g=(binary32|binary64) %s%s" % (claimed, last))
        c.arithmetic, c.g_format = words[:2]
        c.deviation = None if specified else not_negative(words[6])
        words = words[2:7 if specified else 6]
    else:
        claimed = specification_text.SPECIFIED_BOUND if specified and c.kind == "bound" else claimed
        words = lines.take("claim %s %s" % (c.kind, claimed))
    c.claim = list(map(int, words))
    if specified:
        c.specified = c.claim.pop()
    if (c.kind == "specification") > specified or (c.kind == "interpolation") and specified:
        raise Malformed("claim")


FILE = "(csv|npy|npz) sha256=([0-9a-f]{64})(?: array=(%s))?(?: delimiter=([0-9A-F]{2}))?" % NAME
BETWEEN = set("\t" + "".join(map(chr, range(0x21, 0x7F)))) - set(string.ascii_letters + string.digits + '",+-./_')


def table(lines, kind, digest, array, delimiter):
    """(digest, what stands between cells)"""
    if lines.version < "6" and (kind == "npz" or delimiter) or (kind == "npz") != (array is not None):
        raise Malformed("format")
    if delimiter is not None and (kind != "csv" or chr(int(delimiter, 16)) not in BETWEEN):
        raise Malformed("delimiter")
    return digest, "," if delimiter is None else chr(int(delimiter, 16))


def read_model(lines, c):
    words = "none|onnx sha256=[0-9a-f]{64}%s outputs=([0-9,]+)%s" % (
        ("", "") if lines.version < "6" else ("(?: tensor=%s)?(?: folded=float32)?" % NAME, "|nnet sha256=[0-9a-f]{64} outputs=([0-9,]+)"))
    model, *components = lines.take("model (%s)" % words)
    components = (next(filter(None, components)) if model != "none" else "").split(",") if model != "none" else []
    if not all(re.fullmatch(COUNT, w) for w in components) or model != "none" and len(set(components)) != c.P:
        raise Malformed("components")
    externals = set()
    while lines.version >= "6" and model.startswith("onnx ") and lines.left[-1:] and lines.left[-1].startswith("external "):
        name, _ = lines.take("external (%s) sha256=([0-9a-f]{64})" % NAME)
        path = unquote_to_bytes(name)
        if path in externals or {b"", b".", b".."} & set(path.split(b"/")) or b"\\" in path or 0 in path:
            raise Malformed("external")
        externals.add(path)
    return model


def read_origins(lines, c):
    rounding = "(none|%s)" % ("float32|float64" if lines.version < "2" else "(?:features-)?float(?:32|64)")
    c.data, *file, parts, c.rounding = lines.take("data (none|(?:%s|parts %s) rounding=%s)" % (FILE, COUNT, rounding))
    # digests of the files, what stands between their cells and, if there are several, how many samples each has
    c.parts = [] if c.data == "none" else [(*table(lines, *file), None)] if parts is None else []
    if parts is not None:
        if lines.version < "5" or parts == "0":
            raise Malformed("parts")
        for _ in range(int(parts)):
            *file, samples = lines.take("part %s samples=%s" % (FILE, COUNT))
            c.parts.append((*table(lines, *file), int(samples)))
    c.labels_file = None
    if parts is None and c.data != "none" and lines.left[-1:] and lines.left[-1].startswith("labels-file ") and lines.version >= "6":
        c.labels_file = table(lines, *lines.take("labels-file " + FILE))
    columns, c.chosen = "none", []
    if c.data != "none":
        by_intervals = c.specification is not None and c.specification[0] == "intervals"
        for keyword, names in ("features", c.D), ("labels", specification_text.words_of_sample(c)), ("upper", c.P), ("frozen-columns", c.P):
            if keyword == "upper" and not by_intervals:
                continue
            optional = keyword in ("upper", "frozen-columns")
            (columns,) = lines.take("%s (%s%s(?: %s){%d})" % (keyword, "none|" * optional, NAME, NAME, names - 1))
            c.chosen.append([] if optional and columns == "none" else columns.split(" "))
            if keyword == "upper" and c.chosen[-1] and c.specification[1] != 0:
                raise Malformed("tolerance")
        files = [c.chosen[:1] + c.chosen[-1:], c.chosen[1:-1]] if c.labels_file else [c.chosen]
        if any(len(set(sum(chosen, []))) != len(sum(chosen, [])) for chosen in files):
            raise Malformed("columns")
    model = read_model(lines, c)
    (c.frozen,) = lines.take("frozen (zero|values|network%s)" % ("|computed" * (lines.version >= "6")))
    if c.specified is not None and c.kind == "execution" and c.frozen != "network":
        raise Malformed("frozen")
    if c.frozen not in (("zero", "values", "network") if model == "none" else ("network", "computed")) or (columns != "none") != (c.frozen == "values" and c.data != "none"):
        raise Malformed("frozen")
    c.f, c.f_behind, c.f_fits = [], [], True
    if c.frozen == "network":
        c.f, c.f_behind, c.f_fits = lines.network("f", 1, c.D, c.P, c.kind == "execution")


def read_samples(lines, c):
    c.samples = []
    external, K = lines.take("samples (embedded|external) %s" % COUNT)
    c.external, c.K = external == "external", int(K)
    if 0 in [c.K] + [samples for *_, samples in c.parts] or c.external and c.frozen == "computed" or c.external and c.data == "none" or not c.external and c.data.startswith("parts "):
        raise Malformed("no samples")
    for _ in range(0 if c.external else c.K):
        parts = [part.split(" ") for part in lines.take("sample (.+)")[0].split(" : ")]
        labels = specification_text.words_of_sample(c)
        sizes = [c.D, labels, c.P] if c.frozen in ("values", "computed") else [c.D, labels]
        if c.frozen == "computed" and len(parts) == 2 and parts[1] == ["keep"] * labels:
            sizes.pop()  # the values of f are not needed
        if list(map(len, parts)) != sizes:
            raise Malformed("sample")
        point, words, *values = parts
        own = [None if w == "keep" else number(w) for w in words] if c.specification is None else specification_text.of_sample(c, words)
        c.samples.append([list(map(number, point)), own] + [list(map(number, part)) for part in values])


def read_margins(lines, c):
    lines.take("margins")
    c.margins = []
    for l in range(1, len(c.g)):
        c.margins.append([None if w == "none" else number(w) for w in lines.take("preactivation %d least=([^ ]+) nonzero=([^ ]+)" % l)])
    c.direction, gap = lines.take("projection (?:none|direction=([^ ]+) gap=([^ ]+))")
    if c.direction is not None:
        c.direction = [number(w) for w in c.direction.split(",")]
        c.gap = None if gap == "none" else number(gap)
        if len(c.direction) != c.D or any(a.denominator != 1 for a in c.direction):
            raise Malformed("direction")
    c.bits = lines.counts("bits most=COUNT total=COUNT")


def read_line(lines, c):
    c.component, (points,) = specification_text.component(lines, "line", c, " points=" + COUNT)
    if int(points) < 2:
        raise Malformed("line")
    points = int(points)
    line = [lines.take("at %s(?: (convex|concave))?" % COUNT) for _ in range(points)]
    c.line = [(int(i) - 1, {None: 0, "convex": 1, "concave": -1}[mark]) for i, mark in line]
    if not all(0 <= i < c.K for i, _ in c.line):
        raise Malformed("at")
    c.tree = None
    if c.method == "exhaustion":
        number_of_sums, nodes = lines.counts("tree sums=COUNT nodes=COUNT")
        sums = [lines.take("sum (positive|negative)((?: %s)*)" % COUNT)[:2] for _ in range(number_of_sums)]
        c.tree = [(1 if s == "positive" else -1, list(map(int, w.split()))) for s, w in sums], nodes
        steps = [[1] + w + [points] for _, w in c.tree[0]]
        if points < 3 or not all(a < b for w in steps for a, b in zip(w, w[1:])):
            raise Malformed("sums")


def read_patterns(lines, c):
    def index(word, most):
        if not re.fullmatch(COUNT, word) or not 1 <= int(word) <= most:
            raise Malformed(word)
        return int(word) - 1

    c.component, _ = specification_text.component(lines, "patterns", c, "")
    kind = lines.take("cover (none|ranks hyperplanes=COUNT|slices hyperplanes=COUNT feature=COUNT values=COUNT|points hyperplanes=COUNT samples=COUNT)"
                      .replace("COUNT", COUNT))[0]
    words = re.findall("[0-9]+", kind)
    kind, numbers, values, chosen = kind.split(" ")[0], list(map(int, words)), [], []
    if kind == "slices":
        values = [number(w) for w in lines.take("values (.+)")[0].split(" ")]
        if len(values) != numbers[2]:
            raise Malformed("values")
        numbers[1] = index(str(numbers[1]), c.D)
    if kind == "points":
        chosen = [index(w, c.K) for w in lines.take("points (.+)")[0].split(" ")]
        if len(chosen) != numbers[1] or chosen != sorted(set(chosen)):
            raise Malformed("points")
    c.cover = kind, numbers[0] if numbers else 0, numbers[1] if kind == "slices" else None, values, chosen
    c.trees = []
    for _ in range(lines.counts("trees COUNT")[0]):
        plus, minus, sign, nodes = lines.take("tree plus=COUNT minus=COUNT constant=(zero|positive|negative) nodes=COUNT".replace("COUNT", COUNT))
        plus, minus, sign = int(plus), int(minus), {"zero": 0, "positive": 1, "negative": -1}[sign]
        if plus + minus < 1:
            raise Malformed("tree")
        counted = [0]
        c.trees.append((plus, minus, sign, read_node(lines, c, plus + minus, sign != 0, index, counted)))
        if counted[0] != int(nodes):
            raise Malformed("nodes")


def read_node(lines, c, m, constant, index, counted):
    """("leaf", rows) or ("split", sample, neuron, further neurons, first child, second child)"""
    counted[0] += 1
    kind, words = lines.take("(split|leaf) (.+)")
    words = words.split(" ")
    if kind == "split":
        neurons = [index(w, m) + 1 for w in words[1:]]
        if not neurons or neurons[1:] != sorted(set(neurons[1:]) - {neurons[0]}):
            raise Malformed("split")
        children = [read_node(lines, c, m, constant, index, counted) for _ in range(2)]
        return ("split", index(words[0], c.K), neurons[0], neurons[1:], *children)
    if len(words) != 1 or not re.fullmatch(COUNT, words[0]) or words[0] == "0":
        raise Malformed("leaf")
    rows = []
    for _ in range(int(words[0])):
        row, sample, what, C = lines.take("(pair|sum) ([^ ]+) ([^ ]+) (-?[1-9][0-9]*)")
        if row == "pair":
            what = 0 if constant and what == "0" else index(what, m) + 1
        elif not re.fullmatch("[01]{%d}" % (m + constant), what):
            raise Malformed("digits")
        else:
            what = {j: digit == "1" for j, digit in enumerate(what, 0 if constant else 1)}
        rows.append((row, index(sample, c.K), what, int(C)))
    return "leaf", rows


def read_end(lines, c):
    """What stands behind the samples of an execution."""
    c.output_deviation = None
    if c.specification is None:
        (word,) = lines.take("output-deviation (.+)")
        c.output_deviation = None if word == "none" else not_negative(word)
        if word != "none" and c.frozen != "network":
            raise Malformed("output-deviation")
    lines.take("patched (?:none|onnx sha256=[0-9a-f]{64})")


def read(text):
    lines, c = Lines(text), SimpleNamespace()
    read_claim(lines, c)
    c.D, c.P = lines.counts("dimension COUNT")[0], lines.counts("outputs COUNT")[0]
    if c.D < 1 or c.P < 1:
        raise Malformed("sizes")
    specification_text.read_line(lines, c)
    if c.kind == "bound":
        (c.method,) = lines.take("method (alternation|signs|exhaustion%s)" % ("|patterns" * (lines.version >= "3")))
    elif c.kind != "execution":
        (c.bound,) = lines.counts("construction (?:none|%s bound=COUNT)" % NAME)
    read_origins(lines, c)
    if c.kind == "execution":
        (words,) = lines.take("centre (.+)")
        c.centre = None if words == "none" else [number(w) for w in words.split(" ")]
        if c.centre is not None and len(c.centre) != c.D:
            raise Malformed("centre")
    if c.kind != "bound":
        layers, _, c.g_fits = lines.network("g", 2, c.D, c.P)
        c.g = [rows for _, rows in layers]
    read_samples(lines, c)
    if c.kind == "bound" and c.method == "patterns":
        read_patterns(lines, c)
    else:
        {"bound": read_line, "execution": read_end}.get(c.kind, read_margins)(lines, c)
    if lines.left:
        raise Malformed("more lines")
    return c
