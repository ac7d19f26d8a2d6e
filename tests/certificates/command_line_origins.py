"""What a checker prints of models whose values are in the certificate, and of pairs of such certificates (section 20 of certificate-format.md). Used by command_line.py."""
import re

from case_files import changed, path, read, write

VALUES_COMPARED = "c model file: digest compared; that the values of f are those of that file is not checked here"
VALUES_EVALUATED = "c model file: f has these values at all 3 samples that have one"  # what ftcheck.py, which reads models, says in its place
NO_VALUES = "c model file not supplied: the values of f are those in the certificate"
NO_DATA = "c data file not supplied: the samples are those in the certificate"
MODEL = "model onnx sha256=%s outputs=" % ("0" * 64)


def origin_cases(folder):
    good = "s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=1"
    computed, model = path("valid/computed.ftc"), path("valid/model.onnx")
    yield "values of a model", [computed], 0, [good, NO_VALUES]
    yield "values of a model that is supplied", [computed, "--model", model], 0, [good, VALUES_COMPARED]
    yield "values of a model, and data", [path("valid/computed-data-not-supplied.ftc")], 0, [good, NO_DATA, NO_VALUES]
    yield "values of a model, and data that are supplied", [path("valid/computed-data.ftc"), "--data", path("valid/computed-data.csv"), "--model", model], 0, [good, VALUES_COMPARED]
    yield "executions beside a model's values", [path("valid/computed-execution.ftc")], 0, [
        "s VERIFIED " + re.search("^claim (.*)$", read("valid/computed-execution.ftc"), re.M)[1],
        "c f is a real function here: how its own executions round is not bounded", NO_VALUES]
    embedded, labels = path("valid/table-labels-embedded.ftc"), path("valid/table-labels-embedded-2.csv")
    yield "data and labels that are not supplied", [embedded], 0, [good, NO_DATA]
    yield "data and labels", [embedded, "--data", path("valid/table-labels-embedded-1.csv"), "--labels", labels], 0, [good]
    yield "labels twice", [embedded, "--labels", labels, "--labels", labels], 2, []
    yield "labels without a file", [embedded, "--labels"], 2, []


def of_a_model(text, *samples):
    """The text with these samples in place of its own, f stated in them."""
    text = re.sub("^FTCERT 1[.][0-9]", "FTCERT 1.6", text)
    components = "0,1" if "\noutputs 2\n" in text else "0"
    text = changed(re.sub("^sample .*\n", "", text, flags=re.M), ("model none", MODEL + components))
    text = re.sub("^frozen .*$", "frozen computed", text, flags=re.M)
    count = re.search("^samples embedded .*\n", text, re.M)[0]
    return changed(text, (count, count + "".join("sample %s\n" % sample for sample in samples)))


def origin_pair_cases(folder):
    """The residuals are 0, 1, 3, 6 as in section 12; f is 1, 1, 2, 3, and the first sample is kept."""
    net_text, low_text = read("valid/pair-network.ftc"), read("valid/exhaustion-worked-example.ftc")
    rest = ["1 : 2 : 1", "2 : 5 : 2", "3 : 9 : 3"]
    verdicts = ["s VERIFIED interpolation layers=2 neurons=2 samples=4 changed=3", "s VERIFIED bound layers=2 neurons>=2 samples=4 changed=3"]
    exact, other = "s VERIFIED exact layers=2 neurons=2 samples=4 changed=3", "s NOT VERIFIED E208:"

    def net(name, *samples):
        return write(folder, name + "-net.ftc", of_a_model(net_text, *samples))

    def low(name, *samples):
        return write(folder, name + "-low.ftc", of_a_model(low_text, *samples))

    def pair(name, code, last, first, second, notes=(NO_VALUES, NO_VALUES), verdicts=verdicts):
        said = [line for file, verdict, note in zip((first, second), verdicts, notes) for line in ["c file " + file, verdict] + [note] * (note != "")]
        return "a pair, values of a model: " + name, ["--pair", first, second], code, said + [last]

    unknown, one, number = "0 : keep", "0 : keep : 1", "0 : 1 : 1"
    yield pair("f unknown where both keep it", 0, exact, net("a", unknown, *rest), low("a", unknown, *rest))
    yield pair("f known in the bound alone", 0, exact, net("b", unknown, *rest), low("b", one, *rest))
    yield pair("f known in the network's alone", 0, exact, net("c", one, *rest), low("c", unknown, *rest))
    yield pair("a label equal to f where the other does not know it", 0, exact, net("d", number, *rest), low("d", unknown, *rest))
    yield pair("f known in both", 0, exact, net("e", number, *rest), low("e", one, *rest))
    yield pair("f known in both, and another one where all is kept", 1, other, net("f", one, *rest), low("f", "0 : keep : 2", *rest))
    yield pair("f known in both, and another one where z is the same", 1, other, net("g", unknown, *rest), low("g", unknown, "1 : 5/2 : 3/2", *rest[1:]))
    # Residuals 1, 0, 3, 6, so that the first sample is not kept: a convex kink, and three samples that change.
    bent = changed(low_text, ("exhaustion", "alternation"), ("at 3 convex", "at 3"), ("tree sums=1 nodes=4\nsum positive\n", ""), ("neurons=2", "neurons=1"))
    kept = write(folder, "kept.ftc", of_a_model(bent, "0 : 2 : 1", "1 : 1 : 1", "2 : 5 : 2", "3 : 9 : 3"))
    weaker = ["s VERIFIED bound layers=2 neurons>=1 samples=4 changed=3"]
    yield pair("kept without a value, and not by the other", 1, other, net("h", unknown, *rest), kept, verdicts=verdicts[:1] + weaker)
    by_network = write(folder, "network.ftc", changed(low_text, (
        "frozen zero", "frozen network\nnetwork f 2\nlayer 2 1\nrow 0 1\nrow 1 -1\nlayer 1 2\nrow 0 1 1"),
        ("sample 0 : 0", "sample 0 : keep"), ("sample 1 : 1", "sample 1 : 2"), ("sample 2 : 3", "sample 2 : 5"), ("sample 3 : 6", "sample 3 : 9")))
    yield pair("f by a network", 0, exact, net("i", unknown, *rest), by_network, (NO_VALUES, ""))
    yield pair("f by a network, another one", 1, other, net("j", "0 : keep : 1/2", *rest), by_network, (NO_VALUES, ""))
    both = read("valid/specification-pair-classes.ftc"), read("valid/specification-pair-classes-bound.ftc")
    words = ["0 : keep", "1 : 1 : 1/2 0", "2 : 0 : 1/2 0"]
    upper = write(folder, "upper.ftc", of_a_model(both[0], *words, "3 : keep : 0 1"))
    for name, last, code, said in (("in one", "3 : keep", 0, "s VERIFIED exact layers=2 neurons=2 samples=4 specified=2"), ("another f", "3 : keep : 1 0", 1, other)):
        lower = write(folder, "lower-%d.ftc" % code, of_a_model(both[1], *words, last))
        yield pair("classes, f known " + name, code, said, upper, lower, verdicts=[
            "s VERIFIED specification layers=2 neurons=2 samples=4 changed=1 specified=2", "s VERIFIED bound layers=2 neurons>=2 samples=4 specified=2"])
    changed_word = write(folder, "word.ftc", of_a_model(both[1], *words, "3 : 1 : 0 1").replace("specified=2", "specified=3"))
    yield pair("classes, kept in one alone", 1, other, write(folder, "kept-upper.ftc", of_a_model(both[0], *words, "3 : keep")), changed_word, verdicts=[
        "s VERIFIED specification layers=2 neurons=2 samples=4 changed=1 specified=2", "s VERIFIED bound layers=2 neurons>=2 samples=4 specified=3"])
