"""Part of ftcheck.py: reads a certificate by the grammar (sections 1 to 4, 6, 9, 15, 16 and 18). Every refusal is E3xx."""
import re
import zlib
from fractions import Fraction
from itertools import islice
from math import gcd
from types import SimpleNamespace

from ftcheck_read_data import parse_data, parse_model
from ftcheck_read_kinds import parse_centre, parse_end, parse_line, parse_patterns, parse_specification, parse_steps, words_of_sample

COUNTED = "layers=COUNT neurons=COUNT samples=COUNT"
KEYWORDS = set("""claim dimension outputs construction data part features labels frozen-columns model frozen network layer row samples
    sample margins preactivation projection bits method line at tree sum step centre output-deviation patched
    patterns cover values points trees split leaf pair specification upper END""".split())
REPEATED = {"part", "layer", "row", "sample", "preactivation", "at", "sum", "split", "leaf", "pair"}
PLAIN = "(?:4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A]|3[0-9]|5F|2E|2D)"  # the codes of A-Z a-z 0-9 _ . -
BINARY32, BINARY64 = (24, -149, 128), (53, -1074, 1024)  # digits, least exponent, overflow at 2^e
ROUNDINGS = {"none": (None, None), "float32": (BINARY32, BINARY32), "float64": (BINARY64, BINARY64),  # of features, of labels and values of f
             "features-float32": (BINARY32, None), "features-float64": (BINARY64, None)}  # these two since version 1.2


class Failure(Exception):
    """Verdict NOT VERIFIED: identifier, line of the certificate (0: none), and what was expected and found."""
    def __init__(self, code, line, text):
        super().__init__(code, line, text)
        self.code, self.line, self.text = code, line, text


def show(value):
    if isinstance(value, (int, Fraction)) and max(value.numerator.bit_length(), value.denominator.bit_length()) > 10 ** 5:
        return "a number of %d bits" % max(value.numerator.bit_length(), value.denominator.bit_length())
    text = "keep" if value is None else str(value)
    return text if len(text) <= 80 else text[:60] + "...(%d characters)" % len(text)


def whole(text):
    """int(text), in less than quadratic time."""
    if len(text) < 4000:
        return int(text)
    if text[0] == "-":
        return -whole(text[1:])
    low = len(text) // 2
    return whole(text[:-low]) * 10 ** low + whole(text[-low:])


def unpacked(data, line=0):
    """The bytes, decompressed if they are gzip: one or more members and nothing else, and not more than their size allows."""
    if data[:2] != b"\x1f\x8b":
        return data
    parts, size, left = [], len(data), 2 ** 23 + 64 * len(data)
    most = left
    try:
        while data:
            member = zlib.decompressobj(31)  # with header and checksums
            parts.append(member.decompress(data, left + 1))
            left -= len(parts[-1])
            if left < 0:
                raise Failure("E404", line, "the file unfolds to more than %d bytes, which is all that its size of %d bytes "
                              "allows: unpack it first" % (most, size))
            if not member.eof:
                raise zlib.error("the end of the file")
            data = member.unused_data
    except zlib.error as problem:
        raise Failure("E307", line, "expected gzip data, found damage: %s" % problem)
    return b"".join(parts)


class Reader:
    def __init__(self, data):
        self.number, self.at, self.form = 0, {}, None  # the current line; the line of each keyword (the last one); the form of the last line(..)
        data = unpacked(data)
        self.size = len(data)
        self.lines = data.split(b"\n")
        self.tail = self.lines.pop()  # empty when the last line is ended
        if not data.startswith(b"FTCERT "):
            raise Failure("E302", 1, "expected the first line FTCERT MAJOR.MINOR: this is not a certificate")

    def fail(self, text, code="E303"):
        raise Failure(code, self.number, text)

    def words(self, keyword, other=None):
        """The words of the next line that is not a comment; the first must be the keyword, or the other one."""
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
        if words[0] not in (keyword, other):
            miscounted = words[0] in KEYWORDS and (keyword in REPEATED or words[0] in REPEATED)
            self.fail("expected a line '%s', found '%s'" % (keyword, show(words[0])), "E304" if miscounted else "E303")
        self.at[words[0]] = self.number
        return words

    def comes(self, keyword):
        """Whether the next line that is not a comment begins with the keyword."""
        following = next((line for line in islice(self.lines, self.number, None) if not line.startswith(b"%")), b"")
        return following.split(b" ")[0] == keyword.encode("ascii")

    def line(self, *forms):
        """Reads a line of one of the forms: [VALUE, ..] after the keyword. A word of a form is literal or TYPE or key=TYPE."""
        words = self.words(forms[0].split()[0])
        for form in forms:
            parts = [re.fullmatch(r"(.*=|)([A-Z]+)|(.*)", part) for part in form.split()[1:]]
            if len(parts) == len(words) - 1 and all(w == p[3] if p[3] else w.startswith(p[1]) for w, p in zip(words[1:], parts)):
                self.form = form
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
        return whole(word)

    def RATIONAL(self, word):
        m = re.fullmatch("(0|-?[1-9][0-9]*)(?:/([1-9][0-9]*))?", word)
        p, q = (whole(m[1]), whole(m[2] or "1")) if m else (0, 1)
        if not m or m[2] == "1" or gcd(p, q) != 1:
            self.fail("expected a rational in lowest terms, found '%s'" % show(word), "E311")
        return Fraction(p, q)

    def DEVIATION(self, word):
        q = self.RATIONAL(word)
        self.need(q >= 0, "a deviation of at least 0, found %s" % show(q))
        return q

    def POSITIVE(self, word):
        q = self.RATIONAL(word)
        self.need(q > 0, "a number above 0, found %s" % show(q))
        return q

    def DIFFERENCE(self, word):
        return tuple(map(self.COUNT, word.split("-", 1)))

    def FORMAT(self, word):
        self.need(word in ("binary32", "binary64"), "binary32 or binary64, found '%s'" % show(word))
        return word

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
        known = [w for w in ROUNDINGS if self.version >= "1.2" or not w.startswith("features-")]
        self.need(word in known, "%s, found '%s'" % (" or ".join(known), show(word)))
        return ROUNDINGS[word]

    def DELIMITER(self, word):
        byte = bytes.fromhex(word) if re.fullmatch("[0-9A-F]{2}", word) else b""
        self.need(re.fullmatch(rb"[\t!#$%&'()*:;<=>?@[\\\]^`{|}~]", byte), "a byte other than a comma that may stand between cells, found '%s'" % show(word))
        return byte

    def COUNTS(self, word):
        return [self.COUNT(w) for w in word.split(",")]

    def INTEGERS(self, word):
        return [self.INTEGER(w) for w in word.split(",")]


def parse_network(r, name, least, steps=None):
    """Layers as (line, columns, rows); a row is [B, W1, .., WC]. A list `steps` gets those before each layer and those behind the last one."""
    layers = []
    size = r.line("network %s COUNT" % name)[1]
    r.need(size >= least, "at least %d layers in network %s" % (least, name))
    for _ in range(size):
        if steps is not None:
            steps.append(parse_steps(r))
        rows, columns = r.line("layer COUNT COUNT")
        layers.append((r.number, columns, [r.list("row", columns + 1, r.RATIONAL) for _ in range(rows)]))
    if steps is not None:
        steps.append(parse_steps(r))
    return layers


def parse_sample(r, c):
    """(line, point, labels, values of f); a label `keep` is None, specifications stand in place of labels (ftcheck_read_kinds). The values are None
    unless f is given by them, and with `frozen computed` they may be where all is kept."""
    end = c.D + 1 + c.label_words
    words = r.words("sample")[1:]
    kept = len(words) == end and set(words[c.D + 1:]) == {"keep"}
    given = c.frozen == "values" or c.frozen == "computed" and not kept
    size = end + (1 + c.P if given else 0)
    r.need(len(words) == size, "%d words after 'sample', found %d" % (size, len(words)))
    r.need(words[c.D] == ":" and (not given or words[end] == ":"), "':' between the parts of a sample")
    point, labels = tuple(map(r.RATIONAL, words[:c.D])), (words_of_sample if c.specification else labels_of_sample)(r, c, words[c.D + 1:end])
    return r.number, point, labels, list(map(r.RATIONAL, words[end + 1:])) if given else None


def labels_of_sample(r, _, words):
    return list(map(r.LABEL, words))


def parse_margins(r, c):
    r.line("margins")
    c.preactivations = []
    for l in range(1, len(c.g)):
        c.preactivations.append(r.line("preactivation %d least=MARGIN nonzero=MARGIN" % l)[1:] + [r.number])
    c.projection = r.line("projection none", "projection direction=INTEGERS gap=MARGIN")
    r.need(c.projection == ["none"] or len(c.projection[0]) == c.D, "a direction of %d integers" % c.D)
    c.bits = r.line("bits most=COUNT total=COUNT")


def parse(data):
    r, c = Reader(data), SimpleNamespace()
    c.at, c.size = r.at, r.size
    version = r.words("FTCERT")[1:]
    if version not in (["1.0"], ["1.1"], ["1.2"], ["1.3"], ["1.4"], ["1.5"], ["1.6"]):
        r.fail("expected FTCERT 1.0 to 1.6: this checker reads no other version", "E302")
    r.version, = version
    run, counts = "claim execution arithmetic=FORMAT g=FORMAT ", COUNTED + " changed=COUNT"
    claims = ["claim interpolation " + counts, "claim bound " + counts, run + counts + " deviation<=DEVIATION"]
    specified = ["claim specification %s specified=COUNT" % counts, "claim bound %s specified=COUNT" % COUNTED, run + counts + " specification specified=COUNT"]
    c.kind, *words = r.line(*claims[:int(r.version[2:]) + 1] + (specified if r.version >= "1.4" else []))
    if c.kind == "execution":
        c.arithmetic, c.g_format, *words = words
        c.deviation = words.pop(4)  # the word `specification` stands there otherwise
    c.claim = dict(zip(re.findall("([a-z]+)=COUNT", r.form), words))
    c.D, = r.line("dimension COUNT")
    r.need(c.D >= 1, "a dimension of at least 1")
    c.P, = r.line("outputs COUNT")
    r.need(c.P >= 1, "at least 1 output")
    c.specification, c.label_words = None, c.P
    if "specified" in c.claim:
        parse_specification(r, c)
    c.bound = r.line("construction none", "construction NAME bound=COUNT")[1:] if c.kind in ("interpolation", "specification") else []
    if c.kind == "bound":
        c.method, = r.line(*["method " + name for name in ("alternation", "signs", "exhaustion", "patterns")[:4 if r.version >= "1.3" else 3]])
    parse_data(r, c)
    parse_model(r, c)
    c.frozen, = r.line("frozen zero", "frozen values", "frozen network", *["frozen computed"] * (r.version >= "1.6"))
    r.need(c.frozen in (("zero", "values", "network") if c.model == "none" else ("network", "computed")), "'frozen network' or 'frozen computed' with a model, the latter not without")
    r.need(c.frozen == "network" or not (c.specification and c.kind == "execution"), "'frozen network' with specifications of executions")
    r.need(bool(c.frozen_columns) == (c.frozen == "values" and c.data != "none"),
           "frozen-columns to name columns exactly with a data file and 'frozen values'")
    c.steps = [] if c.kind == "execution" else None
    c.f = parse_network(r, "f", 1, c.steps) if c.frozen == "network" else None
    if c.kind == "execution":
        parse_centre(r, c)
    if c.kind != "bound":
        c.g = parse_network(r, "g", 2)
    kind, c.K = r.line("samples embedded COUNT", "samples external COUNT")
    c.external = kind == "external"
    r.need(c.data != "none" or not c.external, "'samples embedded' with 'data none'")
    r.need(c.data != "parts" or c.external, "'samples external' with 'data parts'")
    r.need(c.frozen != "computed" or not c.external, "'samples embedded' with 'frozen computed'")
    r.need(c.K >= 1, "at least 1 sample", "E314")
    c.samples = None if c.external else [parse_sample(r, c) for _ in range(c.K)]
    parse_bound = parse_patterns if c.kind == "bound" and c.method == "patterns" else parse_line
    {"interpolation": parse_margins, "specification": parse_margins, "bound": parse_bound, "execution": parse_end}[c.kind](r, c)
    r.line("END")
    if r.number < len(r.lines) or r.tail:
        raise Failure("E306", r.number + 1, "expected nothing after END, found more")
    return c
