"""Part of ftcheck.py: reads the lines that bind files (section 3; of several data files, section 19; since version 1.6, section 20)."""
import re
from collections import namedtuple

from ftcheck_read_kinds import parse_upper

Bound = namedtuple("Bound", "line kind digest samples array delimiter")  # a data file; samples of a part, array of an .npz, delimiter of a CSV file
External = namedtuple("External", "line name digest")  # a file beside the model


def forms_of_file(r, start, end=""):
    """What a line that binds a data file may be."""
    forms = [start + " %s sha256=DIGEST" % kind + end for kind in ("csv", "npy")]
    if r.version >= "1.6":
        forms += [start + " npz sha256=DIGEST array=NAME" + end, start + " csv sha256=DIGEST delimiter=DELIMITER" + end]
    return forms


def bound_file(r, kind, digest, *more, samples=None):
    array, delimiter = (more[0], b",") if kind == "npz" else (None, more[0] if more else b",")
    return Bound(r.number, kind, digest, samples, array, delimiter)


def parse_data(r, c):
    """The files: none with `data none`, one, or parts; and the one with the labels, if they stand in another one."""
    forms = ["data none"] + forms_of_file(r, "data", " rounding=ROUNDING") + ["data parts COUNT rounding=ROUNDING"] * (r.version >= "1.5")
    c.data, *words = r.line(*forms)
    c.parts, c.labels_file, c.features, c.labels, c.upper, c.frozen_columns = [], None, [], [], [], []
    if c.data == "none":
        return
    *bound, c.rounding = words
    if c.data == "parts":
        r.need(bound[0] >= 1, "at least 1 part")
        c.parts = [parse_part(r) for _ in range(bound[0])]
    else:
        c.parts = [bound_file(r, c.data, *bound)]
        if r.version >= "1.6" and r.comes("labels-file"):
            c.labels_file = bound_file(r, *r.line(*forms_of_file(r, "labels-file")))
    parse_columns(r, c)


def parse_part(r):
    *bound, samples = r.line(*forms_of_file(r, "part", " samples=COUNT"))
    r.need(samples >= 1, "at least 1 sample", "E314")
    return bound_file(r, *bound, samples=samples)


def parse_columns(r, c):
    def different():
        of_labels = c.labels + c.upper
        for chosen in [c.features + c.frozen_columns, of_labels] if c.labels_file else [c.features + of_labels + c.frozen_columns]:
            r.need(len(set(chosen)) == len(chosen), "different columns, found one that is chosen twice")

    c.features = r.list("features", c.D, r.NAME)
    different()
    c.labels = r.list("labels", c.label_words, r.NAME)
    different()
    if c.specification and c.specification.intervals:
        parse_upper(r, c)
        different()
    words = r.words("frozen-columns")[1:]
    if words != ["none"]:
        r.need(len(words) == c.P, "'none' or %d names" % c.P)
        c.frozen_columns = list(map(r.NAME, words))
        different()


def parse_model(r, c):
    """The model file, which P of its components f has, and of which tensor; and the files beside it."""
    start, ends = "model onnx sha256=DIGEST ", ["outputs=COUNTS", "tensor=NAME outputs=COUNTS", "folded=float32 outputs=COUNTS", "tensor=NAME folded=float32 outputs=COUNTS"]
    newer = r.version >= "1.6"
    c.model, *words = r.line("model none", *[start + end for end in ends[:4 if newer else 1]], *["model nnet sha256=DIGEST outputs=COUNTS"] * newer)
    c.model_file, c.externals, c.tensor = [words[0], words[-1]] if words else [], [], words[1] if "tensor=" in r.form else None
    r.need(c.model == "none" or len(set(c.model_file[1])) == len(c.model_file[1]) == c.P, "%d different output components" % c.P)
    names = set()
    while newer and c.model == "onnx" and r.comes("external"):
        name, digest = r.line("external NAME sha256=DIGEST")
        r.need(not re.search(rb"[\\\0]", name) and not {b"", b".", b".."} & set(name.split(b"/")), "a path below the folder of the model file")
        r.need(name not in names, "different external files, found one twice")
        names.add(name)
        c.externals.append(External(r.number, name, digest))
