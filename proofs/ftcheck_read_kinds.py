"""Part of ftcheck.py: the lines that only one kind of certificate has, bounds (sections 9, 11 and 16), executions (section 15) or those with
specifications (section 18)."""
from types import SimpleNamespace


def parse_specification(r, c):
    """Of intervals the tolerance, of classes the margin."""
    kind, number = r.line("specification intervals tolerance=DEVIATION", "specification classes margin=POSITIVE")
    c.specification = SimpleNamespace(intervals=kind == "intervals", number=number)
    if kind == "classes":
        r.need(c.P >= 2, "at least 2 outputs with classes")
        c.label_words = 1


def parse_upper(r, c):
    words = r.words("upper")[1:]
    if words != ["none"]:
        r.need(len(words) == c.P, "'none' or %d names" % c.P)
        c.upper = list(map(r.NAME, words))
        r.need(c.specification.number == 0, "'upper none' with a tolerance other than 0")


def words_of_sample(r, c, words):
    """Of intervals a pair (LO, HI) for each component, None for an end that there is not; of classes one tuple. `keep` is None."""
    read = interval if c.specification.intervals else classes
    return [None if word == "keep" else read(r, c, word) for word in words]


def interval(r, _, word):
    if word[:2] in (">=", "<="):
        end = r.RATIONAL(word[2:])
        return (end, None) if word[0] == ">" else (None, end)
    low, dots, high = word.partition("..")
    low = r.RATIONAL(low)
    if not dots:
        return low, low
    high = r.RATIONAL(high)
    r.need(low < high, "an interval with LO < HI")
    return low, high


def classes(r, c, word):
    chosen = tuple(map(r.COUNT, word.split("|")))
    r.need(all(a < b for a, b in zip(chosen, chosen[1:] + (c.P,))) and len(chosen) < c.P, "increasing components below %d, not all of them" % c.P)
    return chosen


def output_form(c):
    """What a bound looks at: a component, or with classes the difference of two."""
    return "difference=DIFFERENCE" if c.specification and not c.specification.intervals else "output=COUNT"


def check_output(r, c):
    if isinstance(c.J, int):
        r.need(1 <= c.J <= c.P, "an output from 1 to %d" % c.P)
    else:
        r.need(len(set(c.J)) == 2 and max(c.J) < c.P, "two different components below %d" % c.P)


def parse_line(r, c):
    """The points of the line as (line of the file, index of the sample, sign of the kink or 0), both counted from 0."""
    c.J, size = r.line("line %s points=COUNT" % output_form(c))
    check_output(r, c)
    r.need(size >= 2, "at least 2 points on the line")
    c.line = []
    for _ in range(size):
        index, *mark = r.line("at COUNT", "at COUNT convex", "at COUNT concave")
        r.need(1 <= index <= c.K, "a sample from 1 to %d" % c.K)
        c.line.append((r.number, index - 1, {"convex": 1, "concave": -1}[mark[0]] if mark else 0))
    c.sums = []
    if c.method == "exhaustion":
        parse_tree(r, c)


def parse_tree(r, c):
    """The sums as (line of the file, sign, positions on the line counted from 1)."""
    n = len(c.line)
    r.need(n >= 3, "at least 3 points on the line")
    size, c.nodes = r.line("tree sums=COUNT nodes=COUNT")
    for _ in range(size):
        words = r.words("sum")[1:]
        r.need(words and words[0] in ("positive", "negative"), "'positive' or 'negative'")
        positions = list(map(r.COUNT, words[1:]))
        r.need(all(a < b for a, b in zip([1] + positions, positions + [n])), "increasing positions from 2 to %d" % (n - 1))
        c.sums.append((r.number, 1 if words[0] == "positive" else -1, positions))


MOST_STEPS = 8


def parse_steps(r):
    """The steps that stand next, as (line, operation, numbers)."""
    steps = []
    while r.comes("step"):
        operation, *numbers = r.words("step")[1:] or [""]
        r.need(len(steps) < MOST_STEPS, "at most %d steps in one place" % MOST_STEPS)
        r.need(operation in ("add", "sub", "mul", "div"), "'add', 'sub', 'mul' or 'div'")
        numbers = list(map(r.RATIONAL, numbers))
        r.need(operation != "div" or all(numbers), "divisors other than 0")
        steps.append((r.number, operation, numbers))
    return steps


def parse_centre(r, c):
    words = r.words("centre")[1:]
    r.need(words == ["none"] or len(words) == c.D, "'none' or %d numbers" % c.D)
    c.centre = None if words == ["none"] else list(map(r.RATIONAL, words))


def parse_end(r, c):
    c.output_deviation = "none" if c.specification else r.line("output-deviation none", "output-deviation DEVIATION")[0]
    c.output_deviation = None if c.output_deviation == "none" else c.output_deviation
    c.f_runs = c.output_deviation is not None or c.specification is not None
    r.need(c.output_deviation is None or c.frozen == "network", "'output-deviation none' without 'frozen network'")
    c.patched, *c.patched_file = r.line("patched none", "patched onnx sha256=DIGEST")


def parse_patterns(r, c):
    c.J, = r.line("patterns " + output_form(c))
    check_output(r, c)
    parse_cover(r, c)
    size, = r.line("trees COUNT")
    c.trees = [parse_pattern_tree(r, c) for _ in range(size)]


def parse_cover(r, c):
    """kind, H, feature counted from 0, values, points as indices counted from 0."""
    kind, *numbers = r.line("cover none", "cover ranks hyperplanes=COUNT", "cover slices hyperplanes=COUNT feature=COUNT values=COUNT",
                            "cover points hyperplanes=COUNT samples=COUNT")
    c.cover = SimpleNamespace(kind=kind, H=numbers[0] if numbers else 0, feature=None, values=[], points=[])

    def counted(keyword, size, read):
        r.need(size >= 1, "at least one of the %s" % keyword)
        words = r.words(keyword)[1:]
        r.need(len(words) == size, "%d %s, found %d" % (size, keyword, len(words)), "E304")
        return list(map(read, words))

    if kind == "slices":
        r.need(1 <= numbers[1] <= c.D, "a feature from 1 to %d" % c.D)
        c.cover.feature, c.cover.values = numbers[1] - 1, counted("values", numbers[2], r.RATIONAL)
    elif kind == "points":
        points = counted("points", numbers[1], r.COUNT)
        r.need(all(1 <= i <= c.K for i in points), "samples from 1 to %d" % c.K)
        r.need(all(a < b for a, b in zip(points, points[1:])), "increasing samples")
        c.cover.points = [i - 1 for i in points]


def parse_pattern_tree(r, c):
    """Nodes in the order of the file: (line, sample, neuron, further neurons) of a split, (line, rows) of a leaf. A row is (line, sample, neuron or
    digits, C); samples are counted from 0, digits are a list with one for each neuron from 0 on (that of neuron 0 is False if there is no constant)."""
    t = SimpleNamespace()
    t.plus, t.minus, sign, size = r.line(*["tree plus=COUNT minus=COUNT constant=%s nodes=COUNT" % s for s in ("zero", "positive", "negative")])
    t.line, t.nodes, t.constant = r.number, [], {"constant=zero": 0, "constant=positive": 1, "constant=negative": -1}[sign]
    t.m, waiting = t.plus + t.minus, 1
    r.need(t.m >= 1, "at least one neuron")

    def sample(word):
        index = r.COUNT(word)
        r.need(1 <= index <= c.K, "a sample from 1 to %d" % c.K)
        return index - 1

    def neuron(word, least):
        index = r.COUNT(word)
        r.need(least <= index <= t.m, "a neuron from %d to %d" % (least, t.m))
        return index

    def row():
        words = r.words("pair", "sum")
        r.need(len(words) == 4, "four words")
        place = sample(words[1])
        if words[0] == "pair":
            what = neuron(words[2], 0 if t.constant else 1)
        else:
            r.need(len(words[2]) == t.m + abs(t.constant) and set(words[2]) <= {"0", "1"}, "%d digits 0 or 1" % (t.m + abs(t.constant)))
            what = [False] * (not t.constant) + [digit == "1" for digit in words[2]]
        number = r.INTEGER(words[3])
        r.need(number != 0, "an integer other than 0")
        return r.number, place, what, number

    while waiting:
        words = r.words("split", "leaf")
        if words[0] == "split":
            r.need(len(words) >= 3, "a sample and a neuron")
            place, first, *further = [sample(words[1])] + [neuron(word, 1) for word in words[2:]]
            r.need(all(a < b for a, b in zip(further, further[1:])) and first not in further, "further neurons, increasing and other than the first")
            t.nodes.append((r.number, place, first, further))
            waiting += 1
        else:
            r.need(len(words) == 2, "the number of rows")
            number, rows = r.number, r.COUNT(words[1])
            r.need(rows >= 1, "at least one row")
            t.nodes.append((number, [row() for _ in range(rows)]))
            waiting -= 1
    if len(t.nodes) != size:
        r.number = t.line
        r.fail("expected %d nodes, found a tree of %d" % (size, len(t.nodes)), "E304")
    return t
