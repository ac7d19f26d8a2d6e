"""Part of ftcheck.py: the work that a certificate asks for, known before it is done (section 14), and the other limits."""
import os
from math import lcm

from ftcheck_patterns import patterns_work
from ftcheck_read import Failure

MOST_WORK = 10 ** 10


def allowed(*sizes):
    """The units that are allowed when nothing else is said, for inputs of these many bytes."""
    return max(MOST_WORK, sum(sizes) ** 2)


def words(bits):
    return max(1, -(-bits // 64))


def point_bits(point):
    q = lcm(*[x.denominator for x in point])
    return max(n.bit_length() for n in [q] + [x.numerator * (q // x.denominator) for x in point])


FORMAT_WORDS = {"binary32": 5, "binary64": 34}  # that a bound of an error may have more than the value


def network_work(layers, points, count, format_=None):
    """Units for the network at `count` of the points; in a format, for enclosures of its executions (section 15)."""
    times, more, squares = (1, 0, 1) if format_ is None else (2, FORMAT_WORDS[format_], 4)
    at_points = max(map(point_bits, points))
    value, scale, magnitude, units = at_points, 0, 0, 0
    for _, columns, rows in layers:
        common = [lcm(*[w.denominator for w in row]) for row in rows]
        row_bits = max((d.bit_length() for d in common), default=0)
        m = max((w.numerator.bit_length() - w.denominator.bit_length() + 1 for row in rows for w in row), default=0)
        factors = (words(value) + more) * words(row_bits + scale + max(0, m))
        magnitude += max(0, m) + (columns + 1).bit_length()
        value = row_bits + scale + at_points + magnitude
        units += times * len(rows) * ((columns + 1) * factors + squares * (words(value) + more) ** 2)
        scale += lcm(*common).bit_length()
    return max(1, count) * units


def within(units, most, line, what=""):
    if units > most:
        raise Failure("E404", line, what + "this takes %d units of work, at most %d are allowed (--max-work)" % (units, most))


def charge(c, most):
    """Refuses a certificate that asks for more than `most` units."""
    points = [point for _, point, _, _ in c.samples]
    labelled = sum(any(y is not None for y in labels) for _, _, labels, _ in c.samples)
    units = network_work(c.f, points, labelled) if c.f else 0
    marks = sum(sign != 0 for _, _, sign in c.line) if c.kind == "bound" and c.method != "patterns" else 0
    if c.kind in ("interpolation", "specification"):
        units += network_work(c.g, points, c.K)
    elif c.kind == "execution":
        inputs = points if c.centre is None else [[x - b for x, b in zip(point, c.centre)] for point in points]
        units += network_work(c.g, inputs, c.K, c.g_format)
        units += network_work(c.f, points, labelled, c.arithmetic) if c.f_runs else 0
    elif c.method == "patterns":
        units += patterns_work(c, max(map(point_bits, points)))
    elif c.method == "signs":
        units += marks ** 2
    elif c.method == "exhaustion":
        units += c.nodes * (marks + len(c.sums) + 1) * (100 + len(c.line))
    within(units, most, c.at["claim"])


# ---- memory and time -----------------------------------------------------------------------------------------------------------


def limit_memory(megabytes, paths):
    """At most so many megabytes (0: no limit); None: 1 GiB, and 200 bytes for each byte of these files."""
    try:
        import resource
    except ImportError:
        return
    named = sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
    most = 2 ** 30 + 200 * named if megabytes is None else 2 ** 20 * megabytes
    if most:
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def limit_time(seconds):
    """Raises Failure after so many seconds; None: never."""
    import signal

    def reached(*_):
        raise Failure("E405", 0, "the time limit of %d s was reached (--max-time)" % seconds)

    if seconds is not None:
        signal.signal(signal.SIGALRM, reached)
        signal.alarm(seconds)
