"""Part of ftcheck.py: the lines that only one kind of certificate has, bounds (sections 9 and 11) or executions (section 15)."""


def parse_line(r, c):
    """The points of the line as (line of the file, index of the sample, sign of the kink or 0), both counted from 0."""
    c.J, size = r.line("line output=COUNT points=COUNT")
    r.need(1 <= c.J <= c.P, "an output from 1 to %d" % c.P)
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
    c.output_deviation, = r.line("output-deviation none", "output-deviation DEVIATION")
    c.output_deviation = None if c.output_deviation == "none" else c.output_deviation
    r.need(c.output_deviation is None or c.frozen == "network", "'output-deviation none' without 'frozen network'")
    c.patched, *c.patched_file = r.line("patched none", "patched onnx sha256=DIGEST")
