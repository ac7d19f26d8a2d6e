"""The samples that a data file holds, for small files: Python's own reader, one row after the other. Used by certificate_truth.py."""
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


def samples(data, digest, rounding, chosen, frozen_at):
    """[point, labels] or [point, labels, values of f], a label None where it is kept; None if the file is another one, has no such columns or
    contradicts itself. chosen: names of the features, the labels, the values of f. frozen_at: f at such a sample."""
    if hashlib.sha256(data).hexdigest() != digest:
        return None
    chosen = [list(map(unquote, names)) for names in chosen]
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    header, *rows = [row for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), strict=True) if row]
    if not set(sum(chosen, [])) <= set(header) or not rows:
        return None
    result = []
    for row in rows:
        cells = {name: cell.strip(" \t") for name, cell in zip(header, row)}
        new = [[None if cells[name] == "" and i == 1 else number(cells[name], how) for name in names]
               for i, (names, how) in enumerate(zip(chosen, roundings(rounding))) if names]
        old = next((s for s in result if s[0] == new[0]), None)
        if old is None:
            result.append(new)
            continue
        said = [[v if y is None else y for y, v in zip(s[1], frozen_at(s))] for s in (old, new)]
        if said[0] != said[1] or old[2:] != new[2:]:
            return None
    return result
