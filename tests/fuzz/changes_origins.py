"""Changes of what a certificate says of models and tables, and of values of f where they are needed (section 20). Used by changes.py."""
import settle

DIGEST, OTHER = "0" * 64, "1" * 64
NAMES = ("a", "a%2Fb", "..a", "..", ".", "a%2F..", "%2Fa", "a%2F", "a%5Cb", "%00", "%20")
TABLES = (" delimiter=3B", " delimiter=09", " delimiter=2C", " delimiter=2E", " array=a", " array=%2F", " delimiter=3b")


def f_of_a_model(c, rng):
    """Its values, where they are needed or everywhere."""
    values = [settle.frozen_at(c, sample) for sample in c["samples"]]
    c.update(version="1.6", f=[], frozen="computed")
    c["model"] = "%s sha256=%s outputs=%s" % (rng.choice(("onnx", "nnet")), DIGEST, ",".join(map(str, range(c["P"]))))
    if c["columns"]:
        c["columns"][2] = None
    kept = rng.random()
    c["samples"] = [[point, labels] + ([list(f)] if any(y is not None for y in labels) or rng.random() < kept else [])
                    for (point, labels, *_), f in zip(c["samples"], values)]


def a_value_more_or_less(c, rng):
    sample = rng.choice(c["samples"])
    if c["frozen"] != "computed":
        raise IndexError
    sample[2:] = [] if len(sample) > 2 else [[settle.random_number(rng) for _ in range(c["P"])]]


def the_model(c, rng):
    """Words between the digest and the outputs, or another format."""
    kind, digest, *_, outputs = c["model"].split(" ")
    words = [rng.choice(("tensor=y", "tensor=%2Fy", "folded=float32", "folded=float64")) for _ in range(rng.choice((0, 1, 1, 2)))]
    c["model"] = " ".join([rng.choice((kind, "onnx", "nnet")), digest, *words, outputs])
    c["version"] = rng.choice(("1.6", "1.6", "1.6", "1.5"))


def external_files(c, rng):
    if c["externals"] and rng.random() < .4:
        c["externals"].pop(rng.randrange(len(c["externals"])))
    else:
        c["externals"].insert(rng.randint(0, len(c["externals"])), [rng.choice(NAMES), rng.choice((DIGEST, OTHER))])
    c["version"] = rng.choice(("1.6", "1.6", "1.6", c["version"]))


def the_table(c, rng):
    """What stands behind the digest of a data file. Not its format: some checkers do not read arrays."""
    file = rng.choice(c["data"][0]) if isinstance(c["data"][0], list) else c["data"]
    file[1] = file[1].split(" ")[0] + rng.choice(("",) + TABLES)
    c["version"] = rng.choice(("1.6", "1.6", c["version"]))


def labels_in_a_second_file(c, rng):
    c["labels_file"] = None if c["labels_file"] and rng.random() < .5 else [rng.choice(("csv", "csv", "npy", "npz")), DIGEST + rng.choice(("", "") + TABLES)]
    if rng.random() < .3:
        c["columns"][1][rng.randrange(len(c["columns"][1]))] = rng.choice(c["columns"][0])
    c["version"] = rng.choice(("1.6", "1.6", "1.6", c["version"]))


ORIGINS_CHANGES = ((f_of_a_model, 2), (a_value_more_or_less, 4), (the_model, 2), (external_files, 1), (the_table, 1), (labels_in_a_second_file, 1))
