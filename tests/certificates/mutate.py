#!/usr/bin/env python3
"""Changes a valid certificate in every place and asserts that checkers reject every change that makes a statement false.

    python3 tests/certificates/mutate.py CERT [--data D]... [--labels D] [--at-most N] -- CHECKER... [-- CHECKER...]

Mutants: every number replaced by several others in canonical form, every `keep` and `none` by a number and every label by `keep`, every
digest and every other word altered, every word deleted and doubled, every line deleted, doubled and exchanged with the next one.
--at-most takes N of them, evenly spaced. Meant for small certificates: the evaluation is plain, hence slow.

Each mutant is judged by certificate_truth.py (Fractions, no shortcuts, no code shared with a checker), and a checker must accept exactly
those that are well formed and true. These are the mutants that may be accepted, and no others:
  1. a comment deleted, doubled, altered or moved, while it stays after the first line and before END;
  2. `construction`: another name, or another bound that is still at least M;
  3. without --data: the digest on the line `data` and the column names; always: digest and output components on the line `model`
     (what these lines say is about files that are not there), what of it f is, and external files; with --data: another rounding that leaves the samples as they are;
  4. without --data: samples in another order, and a label spelled `keep` where it is the value of f, or the other way round;
  5. another version that has the claim and the words;
  6. other weights, values of f, points, labels or another direction, when every line of the certificate, margins and bits included,
     is a true statement about the new ones (for example a point moved where f + g keeps fitting); in a certificate of a lower bound, less
     neurons, or other points, labels, kinks, trees and covers that still show as many; of an execution, likewise other steps, another centre or format, greater
     deviations, and the digest on the line `patched`.
  7. with specifications: other words, or another margin, that f + g still meets, or with which a bound still holds; the tolerance without --data.
Several checkers must agree on exit code and identifier. Last line: "N mutants, N true, N mistakes, N disagreements"; the exit code
is 0 only without the last two."""
import os
import re
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from certificate_truth import NUMBER, Malformed, is_true
from checkers import load, word_of


WORDS = (("binary32", "binary64"), ("add", "sub", "mul", "div"), ("onnx", "nnet"), ("zero", "values", "network", "computed"), ("3B", "7C", "2C", "61"))
OTHER_SEPARATORS = {"..": ("...", ".", "|", " "), "|": ("..", ",", " "), ">=": ("<=", "=", ">", ""), "<=": (">=", "=", "<", "")}
ROUNDINGS = ("none", "float32", "float64", "features-float32", "features-float64")


# ---- mutants ---------------------------------------------------------------------------------------------------------------------


def other_words(word, line):
    if line.startswith("FTCERT "):
        return [other for other in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", word + "x") if other != word]
    if line.startswith("data ") and word in ROUNDINGS:
        return [other for other in (*ROUNDINGS, word + "x") if other != word]
    if line.startswith("specification ") and word in ("intervals", "classes", "tolerance", "margin"):
        return ["intervals", "classes", "tolerance", "margin", word + "x"]
    for words in WORDS:
        if word in words and line.startswith(("claim execution ", "step ", "model ", "frozen ", "data ", "labels-file ")):
            return [other for other in words + (word + "x",) if other != word]
    if re.fullmatch("[0-9a-f]{64}", word):
        return [word[:-1] + ("0" if word[-1] != "0" else "1"), ("0" if word[0] != "0" else "1") + word[1:], word[1:], word.upper() + "A"]
    if re.fullmatch(NUMBER, word) and not re.search("/0+$", word):
        q = Fraction(word)
        tiny = Fraction(1, 10 ** 20)
        values = [q + 1, q - 1, -q, Fraction(0), Fraction(1), 2 * q, q / 2, q + Fraction(1, 3), q + tiny, q - tiny, q + 10 ** 18]
        words = [str(value) for value in values] + ["-" + word, word + "/1", "0" + word, "+" + word, "none"]
        return words + ["keep"] if line.startswith("sample ") else words
    if word in ("keep", "none"):
        return ["0", "1", "none" if word == "keep" else "keep", word + "x"]
    return [word + "x"]


def mutants(lines):
    """(description, first, last, new lines): lines[first:last] give way to the new ones. Not built yet: they would not fit in memory."""
    for i, line in enumerate(lines):
        place = "line %d" % (i + 1)
        pieces = re.split("([.][.]|[<>]=|[ =,|])", line) if not line.startswith("%") else [line]
        for j in range(len(pieces)):
            for word in OTHER_SEPARATORS.get(pieces[j], []) if j % 2 else other_words(pieces[j], line):
                yield "%s: %s -> %s" % (place, pieces[j], word), i, i + 1, ["".join(pieces[:j] + [word] + pieces[j + 1:])]
        words = line.split(" ")
        for j in range(len(words)):
            yield "%s: word %d deleted" % (place, j + 1), i, i + 1, [" ".join(words[:j] + words[j + 1:])]
            yield "%s: word %d doubled" % (place, j + 1), i, i + 1, [" ".join(words[:j + 1] + words[j:])]
        yield place + " deleted", i, i + 1, []
        yield place + " doubled", i, i + 1, [line, line]
        if i + 1 < len(lines):
            yield place + " exchanged with the next", i, i + 2, [lines[i + 1], line]


# ---- checkers --------------------------------------------------------------------------------------------------------------------


def verdict(call, arguments):
    """(exit code, identifier or VERIFIED); None when the first line and the exit code do not fit together."""
    code, lines, _ = call(arguments)
    word = word_of(lines[0])
    placed = lines[0].startswith("s VERIFIED ") or re.match("s NOT VERIFIED E[0-9]{3} line [0-9]+: ", lines[0])
    return word if placed and word and word[0] == code != 6 else None


def main(arguments):
    usage = "usage: mutate.py CERT [--data D]... [--labels D] [--at-most N] -- CHECKER... [-- CHECKER...]"
    groups = [[]]
    for word in arguments:
        if word == "--":
            groups.append([])
        else:
            groups[-1].append(word)
    own, commands = groups[0], groups[1:]
    if len(own) % 2 == 0 or not commands or not all(commands):
        print(usage, file=sys.stderr)
        return 2
    options = dict(zip(own[1::2], own[2::2]))
    if not set(options) <= {"--data", "--labels", "--at-most"}:
        print(usage, file=sys.stderr)
        return 2
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    with open(own[0], encoding="ascii") as file:
        text = file.read()
    paths = [path for name, path in zip(own[1::2], own[2::2]) if name == "--data"]
    extra, data = [word for path in paths for word in ("--data", path)], []
    for path in paths:
        with open(path, "rb") as file:
            data.append(file.read())
    labels = None
    if "--labels" in options:
        extra += ["--labels", options["--labels"]]
        with open(options["--labels"], "rb") as file:
            labels = file.read()
    if not is_true(text, *data, labels=labels):
        print("the certificate itself is not true", file=sys.stderr)
        return 2
    calls = [load(command) for command in commands]
    lines = text.split("\n")[:-1]
    number_of_mutants = sum(lines[m[1]:m[2]] != m[3] for m in mutants(lines))
    limit = min(int(options.get("--at-most", number_of_mutants)), number_of_mutants)
    chosen = {k * number_of_mutants // limit for k in range(limit)}

    samples = set()  # mutants of a sample: beside a data file they have a second defect, that the file has another one, and either may be named

    def texts():
        yield "the certificate itself", text
        different = (m for m in mutants(lines) if lines[m[1]:m[2]] != m[3])
        for k, (name, first, last, new) in enumerate(different):
            if k in chosen:
                if lines[first].startswith("sample "):
                    samples.add(name)
                yield name, "\n".join(lines[:first] + new + lines[last:]) + "\n"

    true, mistakes, disagreements = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mutant.ftc")
        for name, mutant in texts():
            try:
                wanted = [0] if is_true(mutant, *data, labels=labels) else [1, 3] if extra else [1]
            except Malformed:
                wanted = [3]
            with open(path, "w", encoding="ascii", newline="\n") as file:
                file.write(mutant)
            verdicts = [verdict(call, [path] + extra) for call in calls]
            true += wanted == [0] and mutant != text
            wrong = [v for v in verdicts if v is None or v[0] not in wanted]
            if wrong:
                mistakes += 1
                print("MISTAKE %s: exit code %s expected, found %s" % (name[:200], " or ".join(map(str, wanted)), verdicts))
            elif len(set(verdicts)) > 1 and not (extra and name in samples):
                disagreements += 1
                print("DISAGREEMENT %s: %s" % (name[:200], verdicts))
    print("%d mutants, %d true, %d mistakes, %d disagreements" % (len(chosen), true, mistakes, disagreements))
    return 1 if mistakes or disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
