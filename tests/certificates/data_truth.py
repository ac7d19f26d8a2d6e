"""The samples that a data file holds, for small files in plain CSV: Python's own reader, one row after the other. Used by certificate_truth.py."""
import csv
import hashlib
import io
import struct
from fractions import Fraction


def number(cell, rounding):
    q = Fraction(cell)
    if rounding == "none":
        return q
    if Fraction(float(q)) != q and rounding == "float32":
        raise NotImplementedError("two roundings")
    return Fraction(float(q) if rounding == "float64" else struct.unpack("<f", struct.pack("<f", float(q)))[0])


def samples(data, digest, rounding, chosen, frozen_at):
    """[point, labels] or [point, labels, values of f], a label None where it is kept; None if the file is another one, has no such columns or
    contradicts itself. chosen: names of the features, the labels, the values of f. frozen_at: f at such a sample."""
    if hashlib.sha256(data).hexdigest() != digest:
        return None
    header, *rows = [row for row in csv.reader(io.StringIO(data.decode("ascii"))) if row]
    if not set(sum(chosen, [])) <= set(header) or not rows:
        return None
    result = []
    for row in rows:
        cells = dict(zip(header, row))
        new = [[None if cells[name] == "" and i == 1 else number(cells[name], rounding) for name in names]
               for i, names in enumerate(chosen) if names]
        old = next((s for s in result if s[0] == new[0]), None)
        if old is None:
            result.append(new)
            continue
        said = [[v if y is None else y for y, v in zip(s[1], frozen_at(s))] for s in (old, new)]
        if said[0] != said[1] or old[2:] != new[2:]:
            return None
    return result
