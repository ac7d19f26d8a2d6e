"""The samples that data files hold, for small files: Python's own reader, one row after the other. Used by certificate_truth.py."""
import csv
import gzip
import hashlib
import io
import math
import re
import struct
from fractions import Fraction
from urllib.parse import unquote


def nearest(q, letter, bits_letter):
    """The float nearest to q of this format of struct, ties to even, found among the neighbours of a float near q."""
    bits = struct.unpack(bits_letter, struct.pack(letter, float(q)))[0]
    around = [Fraction(v) if math.isfinite(v) else None for v in (struct.unpack(letter, struct.pack(bits_letter, max(bits + i, 0)))[0] for i in (-1, 0, 1))]
    return min((abs(v - q), (bits + i) % 2, v) for i, v in zip((-1, 0, 1), around) if v is not None)[2]


def number(cell, rounding):
    if cell != cell.strip():
        raise ValueError(cell)
    hexadecimal = re.fullmatch(r"([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?[0-9]+))?", cell.lower())
    if hexadecimal:
        sign, whole, part, exponent = hexadecimal.groups()
        q = int(sign + whole + part, 16) * Fraction(2) ** (int(exponent or 0) - 4 * len(part))
    else:
        q = Fraction(cell)
    return q if rounding == "none" else nearest(q, "<f", "<I") if rounding.endswith("32") else nearest(q, "<d", "<Q")


def roundings(word):
    """Of features, labels and values of f."""
    return [word] + 2 * ["none" if word.startswith("features-") else word]


def interval(cell, tolerance, rounding):
    """A cell of a label column in place of a label."""
    if cell[:2] in (">=", "<="):
        q = number(cell[2:], rounding)
        return (q, None) if cell[0] == ">" else (None, q)
    ends = [number(word, rounding) for word in cell.split("..", 1) if not (".." in cell and (word[:1] == "." or word[-1:] == "."))]
    if len(ends) != 1 + (".." in cell) or ends != sorted(ends):
        raise ValueError(cell)
    return (ends[0] - tolerance, ends[0] + tolerance) if len(ends) == 1 else tuple(ends)


def between(lower, upper, rounding):
    """Cells of a label column and of its upper column."""
    ends = [None if cell == "" else number(cell, rounding) for cell in (lower, upper)]
    if None not in ends and ends[0] > ends[1]:
        raise ValueError(lower)
    return tuple(ends)


def classes(cell, outputs):
    found = sorted(number(word, "none") for word in cell.split("|"))
    if len(set(found)) < len(found) or len(found) >= outputs or not set(found) <= set(range(outputs)):
        raise ValueError(cell)
    return tuple(map(int, found))


def wanted(cells, c, columns, how):
    """What stands in the columns of labels: a label, or a specification, for each."""
    lower, upper = columns
    cells = {name: "" if cell in ("NaN", "nan", "NA", "null") else cell for name, cell in cells.items()}
    if c.specification is None:
        return [None if cells[n] == "" else number(cells[n], how) for n in lower]
    if c.specification[0] == "classes":
        return [None if cells[n] == "" else classes(cells[n], c.P) for n in lower]
    if upper:
        return [None if cells[n] + cells[m] == "" else between(cells[n], cells[m], how) for n, m in zip(lower, upper)]
    return [None if cells[n] == "" else interval(cells[n], c.specification[1], how) for n in lower]


def samples(files, c, frozen_at, labels=None):
    """Those of all parts, one after the other; None if the files are not those that are bound, or if one does not hold what is said of it."""
    by_digest = {hashlib.sha256(file).hexdigest(): file for file in files}
    if set(by_digest) != {digest for digest, *_ in c.parts} or labels is not None and hashlib.sha256(labels).hexdigest() != c.labels_file[0]:
        return None
    result = []
    for digest, delimiter, count in c.parts:
        part = samples_of(rows_of(by_digest[digest], delimiter), labels if labels is None else rows_of(labels, c.labels_file[1]), c, frozen_at)
        if part is None or count not in (None, len(part)):
            return None
        result += part
    return result


def rows_of(data, delimiter):
    """(names, [cells by name, ..])"""
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    names, *rows = [row for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), strict=True, delimiter=delimiter) if row]
    return names, [{name: cell.strip(" \t".replace(delimiter, "")) for name, cell in zip(names, row)} for row in rows]


def samples_of(own, second, c, frozen_at):
    """[point, labels or specifications] or [point, labels or specifications, values of f], None where f is kept; None if the file has
    no such columns or contradicts itself. second: the rows of the file with the labels, None if it is the same. frozen_at: f at such a sample."""
    features, labels, *upper, frozen = [list(map(unquote, names)) for names in c.chosen]
    upper = upper[0] if upper else []
    (header, rows), (other_header, other_rows) = own, second or own
    if not set(features + frozen) <= set(header) or not set(labels + upper) <= set(other_header) or not rows or len(rows) != len(other_rows):
        return None
    of_features, of_others, _ = roundings(c.rounding)
    result = []
    for cells, other_cells in zip(rows, other_rows):
        new = [[number(cells[n], of_features) for n in features], wanted(other_cells, c, (labels, upper), of_others)]
        new += [[number(cells[n], of_others) for n in frozen]] if frozen else []
        old = next((s for s in result if s[0] == new[0]), None)
        if old is None:
            result.append(new)
            continue
        f = [None if c.specification is not None else frozen_at(s) for s in (old, new)]
        if None in f and [y is None for y in old[1]] != [y is None for y in new[1]] and c.specification is None:
            return None
        said = [s[1] if v is None else [v if y is None else y for y, v in zip(s[1], v)] for s, v in zip((old, new), f)]
        if said[0] != said[1] or old[2:] != new[2:]:
            return None
    return result
