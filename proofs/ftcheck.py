#!/usr/bin/env python3
"""Second checker for ftcert certificates, written from certificate-format.md (version 1.1) alone; "section N" below means that document's.

    python3 ftcheck.py CERT... [--data D] [--model F]        CERT may be - for standard input

Python 3.9 or newer, standard library only; every number is an int or a Fraction. First the whole certificate is read by the grammar
(E3xx, exit code 3), then its statements are checked in the order of section 7 (E2xx, exit code 1; E502/E503, exit code 5: a file
is missing). Lines starting with "c " after the verdict say what was not checked."""
import hashlib
import sys
from fractions import Fraction
from operator import mul

from ftcheck_bound import check_bound
from ftcheck_data import read_csv
from ftcheck_network import evaluate, frozen_values, integer_network
from ftcheck_read import Failure, parse, show, unpacked


# ---- sections 2, 6, 7: checking ------------------------------------------------------------------------------------------------


def check_shapes(c, layers, name):
    width = c.D  # of what the next layer gets
    for line, columns, rows in layers:
        if columns != width:
            raise Failure("E202", line, "network %s: expected a layer with %d columns, found %d" % (name, width, columns))
        width = len(rows)
    if width != c.P:
        raise Failure("E202", layers[-1][0], "network %s: expected %d outputs, found %d" % (name, c.P, width))


def check_digest(line, data, digest, what):
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise Failure("E207", line, "%s file: expected sha256=%s, found %s" % (what, digest, found))


def check_claim(c):
    if c.kind == "bound":
        if c.claim["layers"] < 2 or (c.method == "signs" and c.claim["layers"] != 3):
            wanted = "layers=3" if c.method == "signs" else "at least 2 layers"
            raise Failure("E201", c.at["claim"], "expected %s with 'method %s', found %d" % (wanted, c.method, c.claim["layers"]))
        if c.method == "exhaustion" and (c.claim["layers"] != 2 or c.claim["neurons"] == 0):
            raise Failure("E201", c.at["claim"], "expected layers=2 and at least 1 neuron with 'method exhaustion', found others")
        if c.claim["samples"] != c.K:
            raise Failure("E201", c.at["claim"], "claim says samples=%d, body has %d" % (c.claim["samples"], c.K))
        if c.f:
            check_shapes(c, c.f, "f")
        return
    neurons = sum(len(rows) for _, _, rows in c.g[:-1])
    for key, found in ("layers", len(c.g)), ("neurons", neurons), ("samples", c.K):
        if c.claim[key] != found:
            raise Failure("E201", c.at["claim"], "claim says %s=%d, body has %d" % (key, c.claim[key], found))
    if c.f:
        check_shapes(c, c.f, "f")
    check_shapes(c, c.g, "g")
    if c.bound and neurons > c.bound[0]:
        raise Failure("E210", c.at["construction"], "expected at most bound=%d neurons, found %d" % (c.bound[0], neurons))


def check_distinct(c):
    seen = {}
    for i, (line, point, _, _) in enumerate(c.samples, 1):
        if seen.setdefault(point, i) != i:
            raise Failure("E203", line, "sample %d: expected a new point, found that of sample %d" % (i, seen[point]))


def check_values(c):
    """f + g = y, number of changed samples; returns the least pre-activations (n, d) by layer."""
    changed, least, nonzero = 0, [None] * len(c.g), [None] * len(c.g)

    def see(l, n, d):
        n = abs(n)
        if least[l] is None or n * least[l][1] < least[l][0] * d:
            least[l] = (n, d)
        if n and (nonzero[l] is None or n * nonzero[l][1] < nonzero[l][0] * d):
            nonzero[l] = (n, d)

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
        rows = read_csv(c, unpacked(data))
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
    check_distinct(c)
    if c.kind == "interpolation":
        check_margins(c, check_values(c))
    else:
        check_bound(c)
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
    text = c.kind + " " + " ".join("%s=%d" % item for item in c.claim.items())
    return text.replace("neurons=", "neurons>=") if c.kind == "bound" else text, notes


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
