#!/usr/bin/env python3
"""Second checker for ftcert certificates, written from certificate-format.md (version 1.0) alone; "section N" below means that document's.

    python3 ftcheck.py CERT... [--data D] [--model F]        CERT may be - for standard input

Python 3.9 or newer, standard library only; every number is an int or a Fraction. First the whole certificate is read by the grammar
(E3xx, exit code 3), then its statements are checked in the order of section 7 (E2xx, exit code 1; E502/E503, exit code 5: a file
is missing). Lines starting with "c " after the verdict say what was not checked."""
import gzip
import hashlib
import re
import struct
import sys
import zlib
from fractions import Fraction
from math import gcd, lcm
from operator import mul
from types import SimpleNamespace

CLAIM = ("layers", "neurons", "samples", "changed")
KEYWORDS = set("""claim dimension outputs construction data features labels frozen-columns model frozen network layer row samples
    sample margins preactivation projection bits END""".split())
REPEATED = {"layer", "row", "sample", "preactivation"}
PLAIN = "(?:4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A]|3[0-9]|5F|2E|2D)"  # the codes of A-Z a-z 0-9 _ . -
CSV_CELL = re.compile(rb'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|\Z)')
DECIMAL = re.compile(rb"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]+))?")
QUOTIENT = re.compile(rb"[+-]?[0-9]+/[0-9]*[1-9][0-9]*")
HEXFLOAT = re.compile(rb"([+-]?)0[xX](?:([0-9a-fA-F]+)(?:\.([0-9a-fA-F]*))?|\.([0-9a-fA-F]+))(?:[pP]([+-]?[0-9]+))?")
ROUNDINGS = {"none": None, "float32": (24, -149, 128), "float64": (53, -1074, 1024)}  # digits, least exponent, overflow at 2^e


class Failure(Exception):
    """Verdict NOT VERIFIED: identifier, line of the certificate (0: none), and what was expected and found."""
    def __init__(self, code, line, text):
        super().__init__(code, line, text)
        self.code, self.line, self.text = code, line, text


def show(value):
    text = "keep" if value is None else str(value)
    return text if len(text) <= 80 else text[:60] + "...(%d characters)" % len(text)


# ---- sections 1-4: reading -----------------------------------------------------------------------------------------------------


class Reader:
    def __init__(self, data):
        self.number, self.at = 0, {}  # the current line; the line of each keyword (the last one)
        if data[:2] == b"\x1f\x8b":
            try:
                data = gzip.decompress(data)
            except (OSError, EOFError, zlib.error, struct.error) as problem:
                raise Failure("E307", 0, "expected gzip data, found damage: %s" % problem)
        self.lines = data.split(b"\n")
        self.tail = self.lines.pop()  # empty when the last line is ended
        if not data.startswith(b"FTCERT "):
            raise Failure("E302", 1, "expected the first line FTCERT MAJOR.MINOR: this is not a certificate")

    def fail(self, text, code="E303"):
        raise Failure(code, self.number, text)

    def words(self, keyword):
        """The words of the next line that is not a comment; the first must be the keyword."""
        while True:
            self.number += 1
            if self.number > len(self.lines):
                self.fail("expected more, found the end of the file" + (" inside a line" if self.tail else ""), "E305")
            line = self.lines[self.number - 1]
            bad = re.search(rb"[^\x20-\x7e]", line)
            if bad:
                self.fail("expected printable ASCII, found the byte 0x%02X" % bad[0][0], "E307")
            if not line.startswith(b"%"):
                break
        words = line.decode("ascii").split(" ")
        if "" in words:
            self.fail("expected words separated by single spaces, found an empty word")
        if words[0] != keyword:
            miscounted = words[0] in KEYWORDS and (keyword in REPEATED or words[0] in REPEATED)
            self.fail("expected a line '%s', found '%s'" % (keyword, show(words[0])), "E304" if miscounted else "E303")
        self.at[keyword] = self.number
        return words

    def line(self, *forms):
        """Reads a line of one of the forms: [VALUE, ..] after the keyword. A word of a form is literal or TYPE or key=TYPE."""
        words = self.words(forms[0].split()[0])
        for form in forms:
            parts = [re.fullmatch(r"(.*=|)([A-Z]+)|(.*)", part) for part in form.split()[1:]]
            if len(parts) == len(words) - 1 and all(w == p[3] if p[3] else w.startswith(p[1]) for w, p in zip(words[1:], parts)):
                return [w if p[3] else getattr(self, p[2])(w[len(p[1]):]) for w, p in zip(words[1:], parts)]
        self.fail("expected '%s', found '%s'" % ("' or '".join(forms), show(" ".join(words))))

    def list(self, keyword, size, read):
        words = self.words(keyword)[1:]
        if len(words) != size:
            self.fail("expected %d words after '%s', found %d" % (size, keyword, len(words)))
        return [read(word) for word in words]

    def need(self, condition, text, code="E303"):
        if not condition:
            self.fail("expected " + text, code)

    # The types of words.

    def COUNT(self, word):
        self.need(re.fullmatch("0|[1-9][0-9]{0,17}", word), "a count, found '%s'" % show(word), "E311")
        return int(word)

    def INTEGER(self, word):
        self.need(re.fullmatch("0|-?[1-9][0-9]*", word), "an integer, found '%s'" % show(word), "E311")
        return int(word)

    def RATIONAL(self, word):
        m = re.fullmatch("(0|-?[1-9][0-9]*)(?:/([1-9][0-9]*))?", word)
        if not m or m[2] and (m[2] == "1" or gcd(int(m[1]), int(m[2])) != 1):
            self.fail("expected a rational in lowest terms, found '%s'" % show(word), "E311")
        return Fraction(int(m[1]), int(m[2] or 1))

    def MARGIN(self, word):
        return None if word == "none" else self.RATIONAL(word)

    def LABEL(self, word):
        return None if word == "keep" else self.RATIONAL(word)

    def NAME(self, word):  # the bytes that it stands for
        good = re.fullmatch("(?:[A-Za-z0-9_.-]|%[0-9A-F]{2})+", word) and not re.search("%" + PLAIN, word)
        self.need(good, "a name, found '%s'" % show(word))
        return re.sub(rb"%(..)", lambda m: bytes([int(m[1], 16)]), word.encode("ascii"))

    def DIGEST(self, word):
        self.need(re.fullmatch("[0-9a-f]{64}", word), "64 lower-case hexadecimal digits, found '%s'" % show(word))
        return word

    def ROUNDING(self, word):
        self.need(word in ROUNDINGS, "%s, found '%s'" % (" or ".join(ROUNDINGS), show(word)))
        return ROUNDINGS[word]

    def COUNTS(self, word):
        return [self.COUNT(w) for w in word.split(",")]

    def INTEGERS(self, word):
        return [self.INTEGER(w) for w in word.split(",")]


def parse_network(r, name, least):
    """Layers as (line, columns, rows); a row is [B, W1, .., WC]."""
    layers = []
    size = r.line("network %s COUNT" % name)[1]
    r.need(size >= least, "at least %d layers in network %s" % (least, name))
    for _ in range(size):
        rows, columns = r.line("layer COUNT COUNT")
        layers.append((r.number, columns, [r.list("row", columns + 1, r.RATIONAL) for _ in range(rows)]))
    return layers


def parse_sample(r, c):
    """(line, point, labels, values of f); a label `keep` is None; without `frozen values` the values are None."""
    given = c.frozen == "values"
    words = r.list("sample", c.D + 1 + c.P + (1 + c.P if given else 0), str)
    end = c.D + 1 + c.P
    r.need(words[c.D] == ":" and (not given or words[end] == ":"), "':' between the parts of a sample")
    point, labels = tuple(map(r.RATIONAL, words[:c.D])), list(map(r.LABEL, words[c.D + 1:end]))
    return r.number, point, labels, list(map(r.RATIONAL, words[end + 1:])) if given else None


def parse(data):
    r, c = Reader(data), SimpleNamespace()
    c.at = r.at
    if r.words("FTCERT") != ["FTCERT", "1.0"]:
        r.fail("expected FTCERT 1.0: this checker reads no other version", "E302")
    c.claim = dict(zip(CLAIM, r.line("claim interpolation " + " ".join(key + "=COUNT" for key in CLAIM))[1:]))
    c.D, = r.line("dimension COUNT")
    r.need(c.D >= 1, "a dimension of at least 1")
    c.P, = r.line("outputs COUNT")
    r.need(c.P >= 1, "at least 1 output")
    c.bound = r.line("construction none", "construction NAME bound=COUNT")[1:]
    c.data, *c.data_file = r.line("data none", "data csv sha256=DIGEST rounding=ROUNDING", "data npy sha256=DIGEST rounding=ROUNDING")
    c.frozen_columns = []
    if c.data != "none":
        c.features = r.list("features", c.D, r.NAME)
        c.labels = r.list("labels", c.P, r.NAME)
        words = r.words("frozen-columns")[1:]
        if words != ["none"]:
            r.need(len(words) == c.P, "'none' or %d names" % c.P)
            c.frozen_columns = list(map(r.NAME, words))
    c.model, *c.model_file = r.line("model none", "model onnx sha256=DIGEST outputs=COUNTS")
    r.need(c.model == "none" or len(set(c.model_file[1])) == len(c.model_file[1]) == c.P, "%d different output components" % c.P)
    c.frozen, = r.line("frozen zero", "frozen values", "frozen network")
    r.need(c.model == "none" or c.frozen == "network", "'frozen network' with 'model onnx'")
    r.need(bool(c.frozen_columns) == (c.frozen == "values" and c.data != "none"),
           "frozen-columns to name columns exactly with a data file and 'frozen values'")
    c.f = parse_network(r, "f", 1) if c.frozen == "network" else None
    c.g = parse_network(r, "g", 2)
    kind, c.K = r.line("samples embedded COUNT", "samples external COUNT")
    c.external = kind == "external"
    r.need(c.data != "none" or not c.external, "'samples embedded' with 'data none'")
    r.need(c.K >= 1, "at least 1 sample", "E314")
    c.samples = None if c.external else [parse_sample(r, c) for _ in range(c.K)]
    r.line("margins")
    c.preactivations = []
    for l in range(1, len(c.g)):
        c.preactivations.append(r.line("preactivation %d least=MARGIN nonzero=MARGIN" % l)[1:] + [r.number])
    c.projection = r.line("projection none", "projection direction=INTEGERS gap=MARGIN")
    r.need(c.projection == ["none"] or len(c.projection[0]) == c.D, "a direction of %d integers" % c.D)
    c.bits = r.line("bits most=COUNT total=COUNT")
    r.line("END")
    if r.number < len(r.lines) or r.tail:
        raise Failure("E306", r.number + 1, "expected nothing after END, found more")
    return c


# ---- section 5: data files -----------------------------------------------------------------------------------------------------


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
    number, hexadecimal = DECIMAL.fullmatch(text), HEXFLOAT.fullmatch(text)
    exponent = number[1] if number else hexadecimal[5] if hexadecimal else None
    if not (number or hexadecimal or QUOTIENT.fullmatch(text)) or abs(int(exponent or 0)) > 100000:
        fail("E311", "expected a number, found %s" % show(ascii(text)))
    if hexadecimal:
        sign, whole, part = hexadecimal[1], hexadecimal[2] or b"", hexadecimal[3] or hexadecimal[4] or b""
        x = Fraction(2) ** (int(exponent or 0) - 4 * len(part)) * int(sign + whole + part, 16)
    else:
        x = Fraction(text.decode("ascii"))
    if rounding:
        x = rounded(x, *rounding)
        if x is None:
            fail("E316", "expected a finite number after rounding, found %s" % show(ascii(text)))
    return x


def csv_rows(data, fail):
    """(line, cells) for each row that is not empty."""
    position, line, cells, end = 0, 1, [], b","
    start = line
    while position < len(data) or (cells and end == b","):
        m = CSV_CELL.match(data, position)
        if not m:
            if re.match(rb'[ \t]*"(?:[^"]|"")*\Z', data[position:]):
                fail("E305", "expected a closing double quote, found the end of the file", line)
            fail("E303", "expected a cell, found a stray quote or carriage return", line)
        end = m[3]
        cells.append(m[2].strip(b" \t") if m[1] is None else m[1].replace(b'""', b'"'))
        line += m[0].count(b"\n")
        position = m.end()
        if end != b",":
            if len(cells) > 1 or m[1] is not None or m[2]:
                yield start, cells
            cells, start = [], line


def read_csv(c, data):
    """The samples (data-file line, point, labels, values of f), merged."""
    def fail(code, text, line=None):
        raise Failure(code, c.at["data"], "data file line %d: %s" % (line or row_line, text))

    row_line, header, found = 1, None, {}
    for row_line, cells in csv_rows(data, fail):
        if header is None:
            header = cells
            if len(set(header)) != len(header):
                fail("E312", "expected different column names, found one twice")
            for name in c.features + c.labels + c.frozen_columns:
                if name not in header:
                    fail("E312", "expected a column %s, found none" % show(ascii(name)))
            places = {name: j for j, name in enumerate(header)}
            continue
        if len(cells) != len(header):
            fail("E313", "expected %d cells, found %d" % (len(header), len(cells)))

        def numbers(names):
            return [read_cell(cells[places[name]], c.data_file[1], fail) for name in names]

        point = tuple(numbers(c.features))
        labels = [None if cells[places[n]] == b"" else numbers([n])[0] for n in c.labels]
        values = numbers(c.frozen_columns) if c.frozen == "values" else None
        if point not in found:
            found[point] = (row_line, point, labels, values)
            continue
        first, _, old, old_values = found[point]
        f = frozen_values(c, point, values)
        if values != old_values or any((a if a is not None else v) != (b if b is not None else v) for a, b, v in zip(labels, old, f)):
            fail("E315", "expected agreement with the equal point in line %d, found another label or value of f" % first)
    if not found:
        fail("E314", "expected at least one row below the header, found none")
    return list(found.values())


# ---- sections 2, 6, 7: checking ------------------------------------------------------------------------------------------------


def check_shapes(c, layers, name):
    width = c.D  # of what the next layer gets
    for line, columns, rows in layers:
        if columns != width:
            raise Failure("E202", line, "network %s: expected a layer with %d columns, found %d" % (name, width, columns))
        width = len(rows)
    if width != c.P:
        raise Failure("E202", layers[-1][0], "network %s: expected %d outputs, found %d" % (name, c.P, width))


def integer_network(layers):
    """Rows (B', [W1', ..], s) of integers such that the integer row gives s times the true value when every component of the
    layer before is its s times too large: relu(s v) = s relu(v) for s > 0."""
    result, before = [], None
    for _, columns, rows in layers:
        before = before or [1] * columns
        layer = []
        for row in rows:
            row = [row[0]] + [w / s for w, s in zip(row[1:], before)]
            s = lcm(*[w.denominator for w in row])
            row = [w.numerator * (s // w.denominator) for w in row]
            layer.append((row[0], row[1:], s))
        result.append(layer)
        before = [s for _, _, s in layer]
    return result


def evaluate(network, point, see=None):
    """The outputs at the point, as Fractions. The value of a row is n / (s q); see(l, n, s q) is told each hidden one."""
    q = lcm(*[x.denominator for x in point])
    v = [x.numerator * (q // x.denominator) for x in point]
    for l, layer in enumerate(network):
        z = [b * q + sum(map(mul, w, v)) for b, w, _ in layer]
        if l == len(network) - 1:
            return [Fraction(n, s * q) for n, (_, _, s) in zip(z, layer)]
        if see:
            for n, (_, _, s) in zip(z, layer):
                see(l, n, s * q)
        v = [n if n > 0 else 0 for n in z]


def frozen_values(c, point, values):
    if c.frozen == "zero":
        return [Fraction(0)] * c.P
    return values if c.frozen == "values" else evaluate(c.f_integer, point)


def check_digest(line, data, digest, what):
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise Failure("E207", line, "%s file: expected sha256=%s, found %s" % (what, digest, found))


def check_claim(c):
    neurons = sum(len(rows) for _, _, rows in c.g[:-1])
    for key, found in ("layers", len(c.g)), ("neurons", neurons), ("samples", c.K):
        if c.claim[key] != found:
            raise Failure("E201", c.at["claim"], "claim says %s=%d, body has %d" % (key, c.claim[key], found))
    if c.f:
        check_shapes(c, c.f, "f")
    check_shapes(c, c.g, "g")
    if c.bound and neurons > c.bound[0]:
        raise Failure("E210", c.at["construction"], "expected at most bound=%d neurons, found %d" % (c.bound[0], neurons))


def check_values(c):
    """Points distinct, f + g = y, number of changed samples; returns the least pre-activations (n, d) by layer."""
    seen, changed, least, nonzero = {}, 0, [None] * len(c.g), [None] * len(c.g)

    def see(l, n, d):
        n = abs(n)
        if least[l] is None or n * least[l][1] < least[l][0] * d:
            least[l] = (n, d)
        if n and (nonzero[l] is None or n * nonzero[l][1] < nonzero[l][0] * d):
            nonzero[l] = (n, d)

    for i, (line, point, _, _) in enumerate(c.samples, 1):
        if seen.setdefault(point, i) != i:
            raise Failure("E203", line, "sample %d: expected a new point, found that of sample %d" % (i, seen[point]))
    g = integer_network(c.g)
    for i, (line, point, labels, values) in enumerate(c.samples, 1):
        f = frozen_values(c, point, values)
        expected = [v if y is None else y for y, v in zip(labels, f)]
        for j, (a, b, y) in enumerate(zip(f, evaluate(g, point, see), expected), 1):
            if a + b != y:
                where = "sample %d" % i if c.P == 1 else "sample %d component %d" % (i, j)
                raise Failure("E204", line, "%s: f+g = %s, expected %s" % (where, show(a + b), show(y)))
        changed += expected != f
    if changed != c.claim["changed"]:
        raise Failure("E205", c.at["claim"], "claim says changed=%d, body has %d" % (c.claim["changed"], changed))
    return [[m and Fraction(*m) for m in pair] for pair in zip(least, nonzero)]


def check_margins(c, preactivations):
    def compare(line, what, said, found):
        if said != found:
            shown = ["none" if q is None else show(q) for q in (found, said)]
            raise Failure("E206", line, "expected %s=%s, found %s" % (what, shown[0], shown[1]))

    for (least, nonzero, line), found in zip(c.preactivations, preactivations):
        compare(line, "least", least, found[0])
        compare(line, "nonzero", nonzero, found[1])
    if c.projection != ["none"]:
        direction, said = c.projection
        line = sorted(sum(map(mul, direction, point)) for _, point, _, _ in c.samples)
        gap = min((b - a for a, b in zip(line, line[1:])), default=None)
        if not any(direction) or gap == 0:
            raise Failure("E206", c.at["projection"], "expected a nonzero direction that separates the points, found another")
        compare(c.at["projection"], "gap", said, gap)
    sizes = [abs(w.numerator).bit_length() + (w.denominator.bit_length() if w.denominator > 1 else 0)
             for _, _, rows in c.g for row in rows for w in row]
    compare(c.at["bits"], "most", c.bits[0], max(sizes))
    compare(c.at["bits"], "total", c.bits[1], sum(sizes))


def check(certificate, data=None, model=None):
    """Checks the bytes of a certificate with the bytes of the supplied files; returns the claim and notes, or raises Failure."""
    c, notes = parse(certificate), []

    def samples_of_file():
        check_digest(c.at["data"], data, c.data_file[0], "data")
        if c.data == "npy":
            raise Failure("E503", c.at["data"], "expected a data file in CSV: this checker does not read .npy")
        rows = read_csv(c, data)
        for i, (ours, theirs) in enumerate(zip(c.samples or [], rows), 1):
            if ours[1:] != theirs[1:]:
                raise Failure("E208", ours[0], "sample %d: expected that of line %d of the data file, found another" % (i, theirs[0]))
        if len(rows) != c.K:
            raise Failure("E208", c.at["samples"], "expected %d samples as in the data file, found %d" % (len(rows), c.K))
        return [(c.at["samples"],) + row[1:] for row in rows]

    check_claim(c)
    c.f_integer = integer_network(c.f) if c.f else None
    if c.external:
        if data is None:
            raise Failure("E502", c.at["samples"], "expected the data file (--data), found none")
        c.samples = samples_of_file()
    check_margins(c, check_values(c))
    if data is not None and not c.external:
        if c.data == "none":
            raise Failure("E209", c.at["data"], "expected no data file with 'data none', found one supplied")
        samples_of_file()
    elif c.data != "none" and not c.external:
        notes.append("data file not supplied: the samples are those in the certificate")
    if model is not None:
        if c.model == "none":
            raise Failure("E209", c.at["model"], "expected no model file with 'model none', found one supplied")
        check_digest(c.at["model"], model, c.model_file[0], "model")
        notes.append("model file: digest compared; that network f is the function of that file is not checked here")
    elif c.model != "none":
        notes.append("model file not supplied: f is the network in the certificate")
    return "interpolation " + " ".join("%s=%d" % item for item in c.claim.items()), notes


# ---- command line --------------------------------------------------------------------------------------------------------------


def read_file(path):
    try:
        if path == "-":
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as problem:
        raise Failure("E301", 0, "cannot read %s: %s" % (ascii(path), getattr(problem, "strerror", None) or "bad name"))


def verdict(path, data_path=None, model_path=None):
    """(exit code, lines to print) for one certificate."""
    try:
        certificate = read_file(path)
        data = None if data_path is None else read_file(data_path)
        model = None if model_path is None else read_file(model_path)
        claim, notes = check(certificate, data, model)
        return 0, ["s VERIFIED " + claim] + ["c " + note for note in notes]
    except Failure as failure:
        problem = failure
    except MemoryError:
        problem = Failure("E401", 0, "out of memory")
    except Exception as error:  # a defect of this program: say so instead of a traceback, and do not verify
        problem = Failure("E901", 0, "internal error: %s" % show(ascii(error)))
    code = {"E2": 1, "E3": 3, "E4": 4, "E5": 5}.get(problem.code[:2], 6)
    place = " line %d" % problem.line if problem.line else ""
    return code, ["s NOT VERIFIED %s%s: %s" % (problem.code, place, problem.text)]


def main(arguments):
    usage = "usage: ftcheck.py CERT... [--data D] [--model F]   (CERT may be - for standard input)"
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    paths, options, rest = [], {}, list(arguments)
    while rest:
        word = rest.pop(0)
        if word in ("-h", "--help"):
            print(usage)
            return 0
        if word in ("--data", "--model") and rest and word not in options:
            options[word] = rest.pop(0)
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        else:
            paths = []
            break
    if not paths:
        print(usage, file=sys.stderr)
        return 2
    result = 0
    for path in paths:
        code, lines = verdict(path, options.get("--data"), options.get("--model"))
        print("\n".join(lines), flush=True)
        result = result or code
    return result


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, KeyboardInterrupt):
        sys.exit(6)
