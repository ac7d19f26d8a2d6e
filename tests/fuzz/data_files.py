"""Data files beside mutants: made from a certificate's samples, taken from the test corpus, and changed."""
import csv
import gzip
import hashlib
import io
from fractions import Fraction

import data_truth
from changes import other_number


def spelled(q, rng):
    """One of the ways to write a number in a data file."""
    kind = rng.randrange(8)
    if kind < 3:
        return str(q)
    if kind == 3:
        return "%s%d/%d" % (rng.choice(("", "+")) * (q >= 0), 3 * q.numerator, 3 * q.denominator)
    places = next((k for k in range(40) if 10 ** k % q.denominator == 0), None)
    if places is None:
        return str(q)
    digits = str(abs(q.numerator) * 10 ** places // q.denominator)
    sign = "-" if q < 0 else rng.choice(("", "+"))
    if kind == 4:
        return "%s%se-%d" % (sign, digits, places)
    digits = digits.rjust(places + rng.randint(1, 2), "0")
    return sign + digits[:len(digits) - places] + ("." + digits[len(digits) - places:] if places or kind == 5 else "")


def numbers_of(part):
    return [q for item in part if item is not None for q in (item if isinstance(item, list) else [item]) if q is not None]


def cells_of(c, part, labels, rng):
    """The cells of a part of a sample: lower ends before upper ones."""
    if not labels or not c["specification"]:
        return ["" if q is None else spelled(q, rng) for q in part]
    if c["specification"][0] == "classes":
        return ["" if w is None else "|".join(spelled(Fraction(k), rng) for k in rng.sample(w, len(w))) for w in part]
    if c["upper"]:
        return [spelled(w[end], rng) if w and w[end] is not None else "" for end in (0, 1) for w in part]
    return [interval_cell(w, c["specification"][1], rng) for w in part]


def interval_cell(w, tolerance, rng):
    if w is None:
        return ""
    low, high = w
    if low is None or high is None:
        return "<=" + spelled(high, rng) if low is None else ">=" + spelled(low, rng)
    if high - low == 2 * tolerance and rng.random() < .8:
        return spelled(low + tolerance, rng)
    return "..".join(word if word.strip(".") == word else str(q) for q in (low, high) for word in [spelled(q, rng)])


def read_back(c, q, how):
    """The label, or what stands in its place, as the file says it when numbers are rounded."""
    if q is None or c["specification"] and c["specification"][0] == "classes":
        return q
    if not c["specification"]:
        return data_truth.number(str(q), how)
    low, high = q
    tolerance = c["specification"][1]
    if None not in q and high - low == 2 * tolerance:  # rounded as a number, if it was written as one; the judge knows
        middle = data_truth.number(str(low + tolerance), how)
        return [middle - tolerance, middle + tolerance]
    return [None if end is None else data_truth.number(str(end), how) for end in q]


def table_of(c, rng):
    """Gives a certificate without a data file one: the rows of the file, whose first row is the header. The samples become those of the file."""
    of_classes = c["specification"] is not None and c["specification"][0] == "classes"
    names = ["x%d" % i for i in range(c["D"])] + ["y%d" % i for i in range(1 if of_classes else c["P"])]
    frozen = ["f%d" % i for i in range(c["P"])] if c["frozen"] == "values" else None
    large = any(abs(q) >= 2 ** 127 for sample in c["samples"] for part in sample for q in numbers_of(part))
    rounding = "none" if large else rng.choice(("none", "none", "float32", "float64", "features-float32", "features-float64"))
    c["version"] = "1.2" if rounding.startswith("features-") and not c["specification"] else c["version"]
    c["columns"], c["data"] = [names[:c["D"]], names[c["D"]:], frozen], ["csv", "0" * 64, rounding]
    if c["specification"] and not of_classes and rng.random() < .4:
        c["upper"], c["specification"][1] = ["z%d" % i for i in range(c["P"])], Fraction(0)
        names = names + c["upper"]
    elif c["specification"] and not of_classes:
        c["specification"][1] = rng.choice((Fraction(0), Fraction(1), Fraction(1, 3)))
    rows = [names + (frozen or [])]
    for sample in c["samples"]:
        rows.append([cell for i, part in enumerate(sample) for cell in cells_of(c, part, i == 1, rng)])
        for i, (part, how) in enumerate(zip(sample, data_truth.roundings(rounding))):
            part[:] = [read_back(c, q, how) if i == 1 else data_truth.number(str(q), how) for q in part]
    order = list(range(len(rows[0])))
    if rng.random() < .3:
        rng.shuffle(order)
    return [[row[i] for i in order] for row in rows]


def rows_of(content):
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return [row for row in csv.reader(io.StringIO(text.decode("utf-8-sig"))) if row]


def change_rows(rows, rng):
    kind, i = rng.randrange(8), rng.randrange(1, len(rows))
    j, column = rng.randrange(1, len(rows)), rng.randrange(len(rows[i]))
    if kind < 3:
        try:
            rows[i][column] = spelled(other_number(Fraction(rows[i][column]), rng, [Fraction(1)]), rng)
        except (ValueError, ZeroDivisionError):
            rows[i][column] = rng.choice(("", "1", "x", "1/0", "nan"))
    elif kind == 3:
        rows.insert(i, list(rows[j]))
        if rng.random() < .4:
            rows[i][column] = rng.choice(("", "0"))
    elif kind == 4:
        rows[i], rows[j] = rows[j], rows[i]
    elif kind == 5:
        rows[i][column] = rng.choice(("", " ", "0..1", ">=0", "<=1/2", "-1..-.5", "1...2", "1..1", "0|1", "1|0", "0", "1e9", "1e-400", ".", "-", "0x1p1", "1/3", "16777217", rows[j][column % len(rows[j])]))
    elif kind == 6:
        del rows[i][column]
    else:
        for row in rows:
            row.insert(column, "extra" if row is rows[0] else "?")


def file_of(rows, rng):
    """The bytes of a file with these rows, in one of its spellings."""
    quoted, end = rng.random() < .3, rng.choice(("\n", "\n", "\r\n"))

    def cell(text):
        needed = quoted and rng.random() < .5 and text.strip() == text  # quoted spaces count, and the judge does not see the quotes
        return '"%s"' % text.replace('"', '""') if needed or set(text) & set('",\r\n') else text

    # a row of one empty cell would be an empty line
    lines = [",".join(map(cell, row)) or '""' for row in rows]
    if rng.random() < .1:
        lines.insert(rng.randrange(1, len(lines) + 1), "")
    content = (end.join(lines) + end * (rng.random() < .9)).encode("utf-8")
    content = b"\xef\xbb\xbf" * (rng.random() < .1) + content
    return gzip.compress(content, mtime=0) if rng.random() < .1 else content


def bind(c, content):
    c["data"][1] = hashlib.sha256(content).hexdigest()
