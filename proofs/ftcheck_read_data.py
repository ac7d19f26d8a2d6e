"""Part of ftcheck.py: reads the lines that bind data files (section 3; of several files, section 19)."""
from ftcheck_read_kinds import parse_upper


def parse_data(r, c):
    """The files as (line, format, digest, samples), samples None of a file alone; none with `data none`."""
    forms = ["data none", "data csv sha256=DIGEST rounding=ROUNDING", "data npy sha256=DIGEST rounding=ROUNDING", "data parts COUNT rounding=ROUNDING"]
    c.data, *words = r.line(*forms[:4 if r.version >= "1.5" else 3])
    c.parts, c.features, c.labels, c.upper, c.frozen_columns = [], [], [], [], []
    if c.data == "none":
        return
    bound, c.rounding = words
    if c.data == "parts":
        r.need(bound >= 1, "at least 1 part")
        c.parts = [parse_part(r) for _ in range(bound)]
    else:
        c.parts = [(r.number, c.data, bound, None)]
    parse_columns(r, c)


def parse_part(r):
    kind, digest, samples = r.line("part csv sha256=DIGEST samples=COUNT", "part npy sha256=DIGEST samples=COUNT")
    r.need(samples >= 1, "at least 1 sample", "E314")
    return r.number, kind, digest, samples


def parse_columns(r, c):
    def different():
        chosen = c.features + c.labels + c.upper + c.frozen_columns
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
