#!/usr/bin/env python3
"""Second checker for ftcert certificates, written from certificate-format.md (version 1.6) alone; "section N" below means that document's.

    python3 ftcheck.py CERT|DIR... [--data D]... [--labels D] [--model F [--tensor NAME]] [--patched P]    CERT may be - for standard input
    python3 ftcheck.py --pair NETWORK BOUND                  how many neurons the data of both need

Limits (section 14): --max-work UNITS, --max-memory MB, --max-time SECONDS.

Python 3.9 or newer, standard library only; every number is an int or a Fraction. First the whole certificate is read by the grammar
(E3xx, exit code 3), then its statements are checked in the order of section 7 (E2xx, exit code 1; E4xx, exit code 4: a limit; E502, exit code 5: a file is missing;
E503, likewise: this checker does not read files of this kind: .npy, .npz, and patched models, of which it compares the digest). Lines starting with "c " after the verdict say what was not checked."""
import hashlib
import os
import sys

from ftcheck_bound import check_bound
from ftcheck_data import check_sum, read_files
from ftcheck_execution import check_execution
from ftcheck_onnx import compare
from ftcheck_pair import check_pair
from ftcheck_patterns import check_patterns
from ftcheck_read import Failure, parse, show
from ftcheck_specification import check_specified
from ftcheck_values import check_claim, check_distinct, check_margins, check_values
from ftcheck_work import allowed, charge, limit_memory, limit_time


def check_digest(line, data, digest, what):
    compare_digests(line, hashlib.sha256(data).hexdigest(), digest, what)


def compare_digests(line, found, digest, what):
    if found != digest:
        raise Failure("E207", line, "%s file: expected sha256=%s, found %s" % (what, digest, found))


def patched_note(c, patched):
    """What is said of the patched file, if anything is."""
    if c.kind != "execution":
        if patched is not None:
            raise Failure("E209", c.at["claim"], "expected no patched file with 'claim %s', found one supplied" % c.kind)
        return []
    if patched is None:
        return ["patched file not supplied"] if c.patched != "none" else []
    if c.patched == "none":
        raise Failure("E503", c.at["patched"], "expected the digest of the patched file: this checker does not read patched files")
    check_digest(c.at["patched"], patched, c.patched_file[0], "patched")
    return ["patched file: digest compared; what it computes is not checked here"]


def bound_tensor(c, tensor):
    """Of the model: what the certificate says, or else the option (None: the only output)."""
    option = None if tensor is None else os.fsencode(tensor)
    if None not in (c.tensor, option) and c.tensor != option:
        raise Failure("E208", c.at["model"], "expected the tensor that the certificate is about, %s, found %s" % (show(ascii(c.tensor)), show(ascii(option))))
    return option if c.tensor is None else c.tensor


def check_externals(c, beside):
    """The files beside the model; `beside` is the digest of one of them, or None where it is not there."""
    for file in c.externals:
        found = beside(file.name)
        if found is None:
            raise Failure("E502", file.line, "expected the file %s in the folder of the model file, found none" % show(ascii(file.name)))
        compare_digests(file.line, found, file.digest, "external")


def check_labels(c, data, labels):
    """A second file has the labels exactly where the certificate says so, and comes with the data file."""
    if labels is not None and not c.labels_file:
        raise Failure("E209", c.at["data"], "expected no second file with labels, found one supplied")
    if labels is not None:
        check_digest(c.labels_file.line, labels, c.labels_file.digest, "labels")
    if c.labels_file and bool(data) != (labels is not None):
        line, option = (c.labels_file.line, "--labels") if data else (c.at["data"], "--data")
        raise Failure("E502", line, "expected the data file and the one with its labels (%s), found one of both" % option)


def check(certificate, data=(), model=None, most_work=None, tensor=None, patched=None, labels=None, beside=lambda name: None):
    """Checks the bytes of a certificate with the bytes of the supplied files, of data several; returns it as read and the notes, or raises Failure."""
    c, notes = parse(certificate), []
    c.most_work = allowed(c.size, *map(len, data), len(labels or b"")) if most_work is None else most_work

    def samples_of_files():
        rows = read_files(c, data, labels)
        for i, (ours, theirs) in enumerate(zip(c.samples or [], rows), 1):
            if ours[1:3] != theirs[1:3] or c.frozen == "values" and ours[3] != theirs[3]:
                raise Failure("E208", ours[0], "sample %d: expected that of line %d of the data file, found another" % (i, theirs[0]))
        if len(rows) != c.K:
            raise Failure("E208", c.at["samples"], "expected %d samples as in the data file, found %d" % (len(rows), c.K))
        return [(c.at["samples"],) + row[1:] for row in rows]

    check_claim(c)
    check_sum(c)
    check_labels(c, data, labels)
    tensor = bound_tensor(c, tensor)
    c.f_integer = None
    if c.external:
        if not data and c.data != "parts":
            raise Failure("E502", c.at["samples"], "expected the data file (--data), found none")
        c.samples = samples_of_files()
    check_distinct(c)
    charge(c, c.most_work)
    if c.specification:
        check_specified(c)
    if c.kind in ("interpolation", "specification"):
        check_margins(c, check_values(c))
    elif c.kind == "bound":
        (check_patterns if c.method == "patterns" else check_bound)(c)
    else:
        check_execution(c)
    if c.kind == "execution" and not c.specification:
        notes.append("f is a real function here: how its own executions round is not bounded" if c.output_deviation is None
                     else "f + g against the label where it changes: deviation<=%s" % c.output_deviation)
    if data and not c.external:
        if c.data == "none":
            raise Failure("E209", c.at["data"], "expected no data file with 'data none', found one supplied")
        samples_of_files()
    elif c.data != "none" and not c.external:
        notes.append("data file not supplied: the samples are those in the certificate")
    if model is not None:
        if c.model == "none":
            raise Failure("E209", c.at["model"], "expected no model file with 'model none', found one supplied")
        check_digest(c.at["model"], model, c.model_file[0], "model")
        check_externals(c, beside)
        notes.append(compare(c, model, c.most_work, tensor))
    elif c.model != "none":
        notes.append("model file not supplied: %s in the certificate" % ("f is the network" if c.f else "the values of f are those"))
    return c, notes + patched_note(c, patched)


def claim_text(c):
    text = " ".join("%s=%d" % item for item in c.claim.items())
    if c.kind == "execution":
        text = text.replace("specified=", "specification specified=") if c.specification else "%s deviation<=%s" % (text, c.deviation)
        return "execution arithmetic=%s g=%s %s" % (c.arithmetic, c.g_format, text)
    text = c.kind + " " + text
    return text.replace("neurons=", "neurons>=") if c.kind == "bound" else text


# ---- command line --------------------------------------------------------------------------------------------------------------


def read_file(path):
    try:
        if path == "-":
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as problem:
        raise Failure("E301", 0, "cannot read %s: %s" % (ascii(path), getattr(problem, "strerror", None) or "bad name"))


def files_of(argument):
    """The certificates that an argument stands for: those of a directory, not of what is below it; links are not followed."""
    if not os.path.isdir(argument):
        return [argument]
    try:
        with os.scandir(os.fsencode(argument)) as entries:
            names = sorted(e.name for e in entries if e.name.endswith(b".ftc") and e.is_file(follow_symlinks=False))
    except OSError:
        return [argument]  # reading it will say so
    return [os.path.join(argument, os.fsdecode(name)) for name in names] or [argument]


def printable(name):
    return "".join(chr(b) if 0x20 <= b <= 0x7E else "\\x%02X" % b for b in os.fsencode(name))


def guarded(action):
    """(exit code, lines to print, certificate) of an action that returns the last two."""
    try:
        return (0,) + action()
    except Failure as failure:
        problem = failure
    except MemoryError:
        problem = Failure("E401", 0, "out of memory")
    except Exception as error:  # a defect of this program: say so instead of a traceback, and do not verify
        problem = Failure("E901", 0, "internal error: %s" % show(ascii(error)))
    code = {"E2": 1, "E3": 3, "E4": 4, "E5": 5}.get(problem.code[:2], 6)
    place = " line %d" % problem.line if problem.line else ""
    return code, ["s NOT VERIFIED %s%s: %s" % (problem.code, place, problem.text)], None


def beside_model(path):
    """The digest of a file below the folder of the model, which may be large, or None where there is none."""
    def digest(name):
        found, hashed = os.path.join(os.path.dirname(os.fsencode(path)), name), hashlib.sha256()
        if not os.path.isfile(found):
            return None
        try:
            with open(found, "rb") as file:
                for part in iter(lambda: file.read(2 ** 20), b""):
                    hashed.update(part)
        except OSError as problem:
            raise Failure("E301", 0, "cannot read %s: %s" % (ascii(found), problem.strerror))
        return hashed.hexdigest()
    return digest


def verdict(path, data_paths=(), labels_path=None, model_path=None, most_work=None, tensor=None, patched_path=None):
    def action():
        if os.path.isdir(path) and files_of(path) == [path]:
            raise Failure("E301", 0, "expected files *.ftc in the directory %s, found none" % ascii(path))
        certificate = read_file(path)
        data = [read_file(data_path) for data_path in data_paths]
        model = None if model_path is None else read_file(model_path)
        patched = None if patched_path is None else read_file(patched_path)
        labels = None if labels_path is None else read_file(labels_path)
        c, notes = check(certificate, data, model, most_work, tensor, patched, labels, beside_model(model_path or ""))
        return ["s VERIFIED " + claim_text(c)] + ["c " + note for note in notes], c
    return guarded(action)


USAGE = """usage: ftcheck.py CERT|DIR... [--data D]... [--labels D] [--model F [--tensor NAME]] [--patched P] [LIMITS]   (CERT may be - for standard input)
       ftcheck.py --pair NETWORK BOUND [--data D]... [--labels D] [--model F [--tensor NAME]] [LIMITS]
--data: a file that samples come from; again for each further part
--labels: the file with their labels, where it is another one
--patched: a model that f + g was written to; its digest is compared
--tensor: the tensor of the model's graph that f is (default: what the certificate says, or its only output)
LIMITS: --max-work UNITS (default: 10^10, or the square of the number of bytes read if that is more)
        --max-memory MB  (default: 1024, and 200 bytes for each byte of the files; 0: none)
        --max-time SECONDS"""


RANGES = {"--max-work": (0, 10 ** 18 - 1), "--max-memory": (0, 10 ** 9), "--max-time": (1, 10 ** 9)}


def options_of(arguments):
    """(paths, options), or None where the usage is to be shown."""
    paths, options, rest = [], {"--data": []}, list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--pair":
            options[word] = True
        elif word == "--data" and rest:
            options[word].append(rest.pop(0))
        elif word in ("--labels", "--model", "--tensor", "--patched", "--max-work", "--max-memory", "--max-time") and rest and word not in options:
            options[word] = rest.pop(0)
            if word.startswith("--max-"):
                if not (options[word].isascii() and options[word].isdigit() and len(options[word]) <= 18):
                    return None
                options[word] = int(options[word])
                if not RANGES[word][0] <= options[word] <= RANGES[word][1]:
                    return None
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        else:
            return None
    if "--tensor" in options and "--model" not in options:
        return None
    return (paths, options) if len(paths) == 2 or paths and "--pair" not in options else None


def main(arguments):
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    if "-h" in arguments or "--help" in arguments:
        print(USAGE, flush=True)
        return 0
    given = options_of(arguments)
    if given is None:
        print(USAGE, file=sys.stderr)
        return 2
    paths, options = given
    pair = "--pair" in options
    files = paths if pair else [file for path in paths for file in files_of(path)]
    several = len(files) > 1 or any(map(os.path.isdir, paths))
    limit_memory(options.get("--max-memory"), files + options["--data"] + [options[name] for name in ("--labels", "--model", "--patched") if name in options])
    limit_time(options.get("--max-time"))
    codes, checked = [], []
    for path in files:
        code, lines, c = verdict(path, *(options.get("--" + name) for name in ("data", "labels", "model", "max-work", "tensor", "patched")))
        print("\n".join(["c file " + printable(path)] * several + lines), flush=True)
        codes.append(code)
        if lines[0].startswith("s NOT VERIFIED E405"):
            return 4
        if pair:
            checked.append(c)
    if pair and not any(codes):
        code, lines, _ = guarded(lambda: (["s VERIFIED " + check_pair(*checked)], None))
        print("\n".join(lines), flush=True)
        codes.append(code)
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    try:
        if sys.stdout is None:
            raise OSError(9, "it is closed")
        sys.exit(main(sys.argv[1:]))
    except Failure as reached:  # the time limit, between two certificates
        print("s NOT VERIFIED %s: %s" % (reached.code, reached.text), flush=True)
        sys.exit(4)
    except OSError as problem:  # standard output is closed or full: it cannot be written at exit either
        os.write(2, ("ftcheck.py: E403 cannot write to standard output: %s\n" % problem.strerror).encode())
        os._exit(4)
    except KeyboardInterrupt:
        sys.exit(4)
