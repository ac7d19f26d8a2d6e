#!/usr/bin/env python3
"""Runs a checker on every certificate of this folder and compares its first line and exit code with what is expected.

    python3 tests/certificates/check_corpus.py -- CHECKER...      e.g. -- python3 proofs/ftcheck.py     or  -- build/ftcheck

valid/       exit code 0 and the line "s VERIFIED" with the words of the file's own claim
invalid/     exit code 1, malformed/ 3, limits/ 4, incomplete/ 5; NAME.expect holds the identifier and, where it is certain, "line N"
NAME.args    further command-line arguments; words that name a file beside it are taken relative to the folder

Then the arguments: several files, directories, pairs, and the lines behind a verdict, word for word (command_line.py).
With --self-contained only certificates that are plain text and need no argument beside their own name, and no other command lines.
The last line is "N passed, N failed"; the exit code is 0 only when nothing failed."""
import gzip
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checkers import load, run
from command_line import check_command_line

HERE = os.path.dirname(os.path.abspath(__file__))
EXIT_CODE = {"valid": 0, "invalid": 1, "malformed": 3, "limits": 4, "incomplete": 5}


def claim_of(path):
    with open(path, "rb") as file:
        data = file.read()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("ascii")
    return next(line for line in text.split("\n") if line.startswith("claim "))[6:]


def one_line(path):
    with open(path, encoding="ascii") as file:
        return file.read().strip()


def check_file(call, folder, file):
    """None, or what is wrong."""
    path = os.path.join(HERE, folder, file)
    stem = path.split(".ftc")[0]
    arguments = [path]
    if os.path.exists(stem + ".args"):
        for word in one_line(stem + ".args").split():
            beside = os.path.join(HERE, folder, word)
            arguments.append(beside if os.path.exists(beside) else word)
    code, lines, errors = call(arguments)
    first = lines[0]
    if code != EXIT_CODE[folder]:
        return "exit code %d, expected %d: %s" % (code, EXIT_CODE[folder], first)
    if "Traceback" in errors:
        return "a traceback"
    if folder == "valid":
        wanted = "s VERIFIED " + claim_of(path)
        if wanted.startswith("s VERIFIED bound "):
            wanted = wanted.replace(" neurons=", " neurons>=")
        return None if first == wanted else "expected '%s', found '%s'" % (wanted, first)
    wanted = one_line(stem + ".expect").split(" line ")
    found = re.fullmatch(r"s NOT VERIFIED (E[0-9]{3})(?: line ([1-9][0-9]*))?: [ -~]+", first)
    if not found:
        return "no verdict: '%s'" % first[:200]
    if [found[1], found[2]][:len(wanted)] != wanted:
        return "expected %s, found '%s'" % (" line ".join(wanted), first[:200])
    return None


def main(arguments):
    self_contained = arguments[:1] == ["--self-contained"]
    arguments = arguments[self_contained:]
    if len(arguments) < 2 or arguments[0] != "--":
        print("usage: check_corpus.py [--self-contained] -- CHECKER...", file=sys.stderr)
        return 2
    checker, passed, failed = arguments[1:], 0, 0
    results, call = [], load(checker)
    for folder in sorted(EXIT_CODE):
        files = [f for f in sorted(os.listdir(os.path.join(HERE, folder))) if f.endswith((".ftc", ".ftc.gz"))]
        if not files:
            results.append((folder, "the folder holds no certificate"))
        if self_contained:
            files = [f for f in files if f.endswith(".ftc") and not os.path.exists(os.path.join(HERE, folder, f[:-4] + ".args"))]
        results += [(folder + "/" + file, check_file(call, folder, file)) for file in files]
    results += [] if self_contained else check_command_line(run, checker)
    for name, problem in results:
        passed, failed = passed + (problem is None), failed + (problem is not None)
        if problem is not None:
            print("FAILED %s: %s" % (name, problem))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
