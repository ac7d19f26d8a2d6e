"""Part of ftcheck.py: data files (section 5; of specifications, section 18; several of them, section 19)."""
import hashlib
import re
from fractions import Fraction
from itertools import zip_longest

from ftcheck_network import frozen_values
from ftcheck_read import Failure, show, unpacked, whole
from ftcheck_work import network_work, within

MISSING = {b"", b"NaN", b"nan", b"NA", b"null"}  # as a label: keep
DECIMAL = re.compile(rb"([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?[0-9]+))?")
QUOTIENT = re.compile(rb"([+-]?)([0-9]+)/([0-9]*[1-9][0-9]*)")
HEXFLOAT = re.compile(rb"([+-]?)0[xX](?:([0-9a-fA-F]+)(?:\.([0-9a-fA-F]*))?|\.([0-9a-fA-F]+))(?:[pP]([+-]?[0-9]+))?")


def rounded(x, digits, least, overflow):
    """The nearest multiple of the last place of x (ties to even), or None for infinity: a single exact rounding."""
    if x == 0:
        return x
    p, q = abs(x.numerator), x.denominator
    e = p.bit_length() - q.bit_length()  # floor(log2 |x|) or one more
    if (p << max(-e, 0)) < (q << max(e, 0)):
        e -= 1
    unit = Fraction(2) ** max(e - digits + 1, least)
    x = round(x / unit) * unit  # round() of a Fraction is exact, halves to even
    return x if abs(x) < 2 ** overflow else None


def read_cell(text, rounding, fail):
    hexadecimal, quotient = HEXFLOAT.fullmatch(text), QUOTIENT.fullmatch(text)
    number = hexadecimal or DECIMAL.fullmatch(text)
    exponent = re.sub(rb"([+-]?)0*([0-9]+)", rb"\1\2", number and number[5] or b"0")
    if not (number or quotient) or len(exponent) > 6 or abs(int(exponent)) > 20000:
        fail("E311", "expected a number, found %s" % show(ascii(text)))
    if quotient:
        x = Fraction(whole(quotient[2].decode()), whole(quotient[3].decode()))
    else:
        part = number[3] or number[4] or b""
        digits = ((number[2] or b"") + part).decode()
        shift = int(exponent) - len(part) * (4 if hexadecimal else 1)
        power = (2 if hexadecimal else 10) ** abs(shift)
        x = int(digits, 16) if hexadecimal else whole(digits)
        x = Fraction(x * power) if shift >= 0 else Fraction(x, power)
    if (number or quotient)[1] == b"-":
        x = -x
    if rounding:
        x = rounded(x, *rounding)
        if x is None:
            fail("E316", "expected a finite number after rounding, found %s" % show(ascii(text)))
    return x


def read_interval(text, tolerance, rounding, fail):
    """The ends of a cell, as in a sample."""
    if text[:2] in (b">=", b"<="):
        end = read_cell(text[2:], rounding, fail)
        return (end, None) if text[:1] == b">" else (None, end)
    parts = text.split(b"..", 1)
    if len(parts) == 2 and any(part.startswith(b".") or part.endswith(b".") for part in parts):
        fail("E311", "expected numbers that neither begin nor end with a point, found %s" % show(ascii(text)))
    ends = [read_cell(part, rounding, fail) for part in parts]
    return increasing(*ends, fail) if len(parts) == 2 else (ends[0] - tolerance, ends[0] + tolerance)


def increasing(low, high, fail):
    if low is not None and high is not None and low > high:
        fail("E311", "expected an upper end of at least %s, found %s" % (show(low), show(high)))
    return low, high


def read_classes(text, P, fail):
    chosen = [read_cell(part, None, fail) for part in text.split(b"|")]
    if len(set(chosen)) != len(chosen) or len(chosen) >= P or any(x.denominator != 1 or not 0 <= x < P for x in chosen):
        fail("E311", "expected different components from 0 to %d, not all of them, found %s" % (P - 1, show(ascii(text))))
    return tuple(sorted(map(int, chosen)))


def read_specification(c, cells, uppers, fail):
    """What the cells of a row say, as in a sample."""
    if not c.specification.intervals:
        return [read_classes(text, c.P, fail) if text else None for text in cells]
    rounding = c.rounding[1]
    if not uppers:
        return [read_interval(text, c.specification.number, rounding, fail) if text else None for text in cells]
    ends = [increasing(*[read_cell(text, rounding, fail) if text else None for text in pair], fail) for pair in zip(cells, uppers)]
    return [None if pair == (None, None) else pair for pair in ends]


def csv_rows(data, delimiter, fail):
    """(line, cells) for each row that is not empty."""
    stop, spaces = re.escape(delimiter), b" " if delimiter == b"\t" else b" \t"
    cell = re.compile(rb'(?:"([^"\0]*(?:""[^"\0]*)*)"|([^"\r\n\0%b]*))(%b|\r?\n|\Z)' % (stop, stop))
    position, line, cells, end = 3 * data.startswith(b"\xef\xbb\xbf"), 1, [], delimiter
    start = line
    while position < len(data) or (cells and end == delimiter):
        m = cell.match(data, position)
        if not m:
            if re.match(rb'"(?:[^"\0]|"")*\Z', data[position:]):
                fail("E305", "expected a closing double quote, found the end of the file", line)
            if re.match(rb'(?:"(?:[^"\0]|"")*"?|[^"\r\n\0%b]*)[\r\0]' % stop, data[position:]):
                fail("E307", "expected text, found a byte NUL or a carriage return without a line feed", line)
            fail("E303", "expected a cell, found a stray quote or carriage return", line)
        end = m[3]
        cells.append(m[2].strip(spaces) if m[1] is None else m[1].replace(b'""', b'"'))
        line += m[0].count(b"\n")
        position = m.end()
        if end != delimiter:
            if len(cells) > 1 or m[1] is not None or m[2]:
                yield start, cells
            cells, start = [], line


class Table:
    """The rows below the header of a CSV file in which these columns are needed, as cells by their names; `line` is that of the row."""
    def __init__(self, data, bound, needed):
        self.at, self.line, self.needed = bound.line, 1, needed
        self.file = csv_rows(data, bound.delimiter, self.fail)

    def fail(self, code, text, line=None):
        raise Failure(code, self.at, "data file line %d: %s" % (line or self.line, text))

    def rows(self):
        header = None
        for self.line, cells in self.file:
            if header is None:
                header = cells
                if len(set(header) - {b""}) != len(header) - header.count(b""):
                    self.fail("E312", "expected different column names, found one twice")
                for name in self.needed:
                    if name not in header or name == b"":
                        self.fail("E312", "expected a column %s, found none" % show(ascii(name)))
            elif len(cells) != len(header):
                self.fail("E313", "expected %d cells, found %d" % (len(header), len(cells)))
            else:
                yield dict(zip(header, cells))


def read_csv(c, data, bound, second):
    """The samples (data-file line, point, labels, values of f), merged. second: the file with the labels and what binds it, or None."""
    table = Table(data, bound, c.features + c.frozen_columns + (c.labels + c.upper if second is None else []))
    others = table if second is None else Table(*second, c.labels + c.upper)
    rows = ((row, row) for row in table.rows()) if second is None else zip_longest(table.rows(), others.rows())
    of_features, of_others = c.rounding
    found, repeated = {}, []

    def numbers(cells, rounding, fail):
        return [read_cell(cell, rounding, fail) for cell in cells]

    for cells, other_cells in rows:
        if cells is None or other_cells is None:
            raise Failure("E205", others.at, "expected as many rows as the data file has, found %s of them" % ("more" if cells is None else "fewer"))
        labels, uppers = ([b"" if other_cells[name] in MISSING else other_cells[name] for name in names] for names in (c.labels, c.upper))
        point = tuple(numbers((cells[name] for name in c.features), of_features, table.fail))
        if c.specification:
            labels = read_specification(c, labels, uppers, others.fail)
        else:
            labels = [None if cell == b"" else numbers([cell], of_others, others.fail)[0] for cell in labels]
        values = numbers((cells[name] for name in c.frozen_columns), of_others, table.fail) if c.frozen == "values" else None
        if point in found:
            repeated.append((table.line, point, labels, values))
        else:
            found[point] = (table.line, point, labels, values)
    if not found:
        table.fail("E314", "expected at least one row below the header, found none")
    compare_repeated(c, found, repeated, bound.line, table.fail)
    return list(found.values())


def compare_repeated(c, found, repeated, at, fail):
    """A row whose point is that of an earlier one agrees with it; specifications are compared as they are written in samples."""
    for line, point, words, values in repeated if c.specification else []:
        if (words, values) != found[point][2:]:
            fail("E315", "expected agreement with the equal point in line %d, found another specification or value of f" % found[point][0], line)
    if c.specification:
        return

    def one_stands(labels, old):  # it is compared with f; nothing else is
        return any((a is None) != (b is None) for a, b in zip(labels, old))

    needed = {point for _, point, labels, _ in repeated if one_stands(labels, found[point][2])}
    if needed and c.f:
        within(network_work(c.f, needed, len(needed)), c.most_work, at)
    given = {point: found[point][3] for point in needed}
    if c.frozen == "computed":  # as it stands in the certificate
        given = {point: values for _, point, _, values in c.samples if point in needed}
        if any(given.get(point) is None for point in needed):
            raise Failure("E203", c.at["samples"], "expected the value of f at a point that one row of the data file keeps and another one does not, found none")
    f = {point: frozen_values(c, point, given[point]) for point in needed}
    for line, point, labels, values in repeated:
        first, _, old, old_values = found[point]
        kept = f.get(point, labels)
        if values != old_values or any((a if a is not None else v) != (b if b is not None else v) for a, b, v in zip(labels, old, kept)):
            fail("E315", "expected agreement with the equal point in line %d, found another label or value of f" % first, line)


def check_sum(c):
    """The samples of the parts are all."""
    if c.data == "parts" and sum(file.samples for file in c.parts) != c.K:
        raise Failure("E205", c.at["samples"], "expected %d samples as in all parts, found %d" % (sum(file.samples for file in c.parts), c.K))


def table_of(bound, data):
    """The bytes of a file that is read, a CSV file."""
    if bound.kind != "csv":
        raise Failure("E503", bound.line, "expected a data file in CSV: this checker does not read .%s" % bound.kind)
    data = unpacked(data, bound.line)
    if data.startswith((b"\x93NUMPY", b"PK\3\4", b"PK\5\6")):
        raise Failure("E208", bound.line, "expected a data file in CSV, found an array")
    return data


def read_files(c, files, labels=None):
    """The samples of the supplied files: all of these are bound, and those of the parts stand one after the other."""
    supplied = {hashlib.sha256(data).hexdigest(): data for data in files}
    for found in supplied:
        if found not in [file.digest for file in c.parts]:
            raise Failure("E207", c.at["data"], "data file: expected %s, found sha256=%s"
                          % ("one of the parts" if c.data == "parts" else "sha256=" + c.parts[0].digest, found))
    for number, file in enumerate(c.parts, 1):
        if file.digest not in supplied:
            raise Failure("E502", file.line, "expected the data file of part %d (--data), found none" % number)
    rows = []
    for file in c.parts:
        second = (table_of(c.labels_file, labels), c.labels_file) if c.labels_file else None
        part = read_csv(c, table_of(file, supplied[file.digest]), file, second)
        if file.samples not in (None, len(part)):
            raise Failure("E208", file.line, "expected %d samples as in the data file, found %d" % (len(part), file.samples))
        rows += part
    return rows
