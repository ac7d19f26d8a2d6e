#!/usr/bin/env python3
"""Mutants of certificates, without end, for all checkers and a judge that shares nothing with them.

    python3 tests/fuzz/mutants.py [--folder F] [--first N] [--mutants N] [--minutes M] [--jobs J] -- CHECKER... [-- CHECKER...]
    python3 tests/fuzz/mutants.py --mutant N [-- CHECKER...]       that mutant again, and what is said of it

A certificate of tests/certificates, or a small random one, is changed by its structure (changes.py), partly made true again (settle.py), or
changed as text (text_changes.py); one block in five has a data file, which is changed as well (data_files.py), one in ten a low limit of work. Mutant N is the same
whenever it is made from the same tree. Checkers get folders of mutants, BLOCK at a time.

The judge is certificate_truth.py and what is beside it: Fractions, no shortcuts. A finding is
  - an acceptance of what is not true, or of what the judge cannot read (wrong);
  - a rejection of what is true (wrong), or with an exit code that does not go with what it is;
  - different exit codes, verdict lines of acceptance, or units of work (E404) from two checkers; no verdict; E901.
Which of two defects is named may differ, and is counted: so the exit codes 1 and 3 may stand side by side when what is malformed is the
data file, and 1 and 4 when one has looked at the data file before it counted the work. Findings go to F/findings. F/counts.json holds the counts of all runs in F and the number of the next mutant, where the next run
goes on; with --first the run begins there instead and counts for itself, in F/counts-from-N.json. The exit code is 1 if this run found something."""
import collections
import functools
import multiprocessing
import os
import random
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CERTIFICATES = os.path.join(os.path.dirname(HERE), "certificates")
sys.path[:0] = [HERE, CERTIFICATES]
import bound_truth
import changes
import data_files
import settle
import structure
import text_changes
from checkers import load
from counts import Counts, write
from judge import CALLS, judged, problem, start, unpacked, verdicts

BLOCK = 200
LIMITED = 7  # of ten blocks, the one with a limit of work that some certificates exceed
RANDOM = 4000  # certificates from nothing, made once each, as this takes as long as judging some mutants
LARGEST = 1300  # bytes of a certificate of the corpus: the judge is slow
COUNTS = ("mutants", "accepted", "rejected", "malformed", "incomplete", "beyond limits", "other identifiers", "findings")
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


# ---- mutants ---------------------------------------------------------------------------------------------------------------------


def structure_of(text):
    """The certificate, or None where it is not well formed enough."""
    try:
        c = structure.read(text)
        own = "".join(line for line in text.splitlines(True) if not line.startswith("%"))
        return c if structure.written(c) == own else None
    except (IndexError, KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def corpus():
    """([(text, certificate or None)] by folder, [(certificate, content of its data file)]): those that the judge is fast with."""
    texts, with_data = {}, []
    for folder in ("valid", "invalid", "malformed"):
        directory = os.path.join(CERTIFICATES, folder)
        names = [os.path.join(directory, name) for name in sorted(os.listdir(directory)) if name.endswith(".ftc")]
        names = [name for name in names if os.path.getsize(name) <= LARGEST and not name.endswith("-samples.ftc")]
        for name in names:
            with open(name, encoding="latin-1", newline="") as file:
                text = file.read()
            if text.count("\n") < 5:
                continue
            texts.setdefault(folder, []).append((text, structure_of(text)))
            if folder == "valid" and os.path.exists(name[:-4] + ".csv"):
                with open(name[:-4] + ".csv", "rb") as file:
                    with_data.append((structure_of(text), file.read()))
    return texts, with_data


TEXTS, WITH_DATA = corpus()


@functools.lru_cache(None)
def random_certificate(n):
    c = settle.made(random.Random("certificate %d" % n))
    return structure.written(c), c


def data_of(block):
    """(certificate, content of a data file) that all mutants of the block share, or None."""
    rng = random.Random("block %d" % block)
    if block % 5:
        return None
    if rng.random() < .5:
        c, content = structure.copied(list(rng.choice(WITH_DATA)))
        rows = data_files.rows_of(content)
    else:
        c = settle.made(rng)
        rows = data_files.table_of(c, rng)
        if not c["specification"] or c["kind"] == "bound":
            settle.settle(c, rng)  # the labels stay those of the file
        content = data_files.file_of(rows, rng)
    if rng.random() < .6:
        for _ in range(rng.choice((0, 1, 1, 2))):
            data_files.change_rows(rows, rng)
        content = data_files.file_of(rows, rng)
    return c, content


def changed_by_structure(c, rng):
    for _ in range(rng.choice((1, 1, 1, 2, 2, 4))):
        changes.change(c, rng)
    if rng.random() < .5:
        try:
            settle.settle(c, rng)
        except (ArithmeticError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
            pass  # it does not fit together
        if rng.random() < .5:
            changes.change(c, rng)
    text = structure.written(c)
    return text_changes.change_text(text, rng) if rng.random() < .05 else text


def mutant(n, data):
    """Bytes of mutant n of a block with this data."""
    rng = random.Random("mutant %d" % n)
    while True:
        if data is not None:
            c = structure.copied(data[0])
            if rng.random() < .95:
                data_files.bind(c, data[1])
            base = structure.written(c)
            if rng.random() < .3 and c["samples"]:
                c["external"] = True
        elif rng.random() < .5:
            base, c = random_certificate(rng.randrange(RANDOM))
            c = structure.copied(c)
        else:
            base, c = rng.choice(TEXTS[rng.choice(("valid",) * 5 + ("invalid", "malformed"))])
            c = c and structure.copied(c)
        try:
            text = text_changes.change_text(base, rng) if c is None or rng.random() < .12 else changed_by_structure(c, rng)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            continue  # a word or a line that is not what it was before: another change
        if text != base:
            content = text.encode("latin-1")
            return text_changes.packed(content, rng) if rng.random() < .03 else content


# ---- blocks ----------------------------------------------------------------------------------------------------------------------


def options_of(block, data, place):
    """What checkers are given beside the mutants; the data file is put into the place."""
    if block % 10 == LIMITED:
        return ["--max-work", str(int(10 ** random.Random("work %d" % block).uniform(1, 5)))]
    if data is None:
        return []
    path = os.path.join(place, "data.csv")
    write(path, data[1])
    return ["--data", path]


def run_block(block):
    """Counts of a block, and its findings."""
    counts, findings, data = dict.fromkeys(COUNTS, 0), [], data_of(block)
    for cache in (bound_truth.by_signs, bound_truth.least_cuts):
        cache.cache_clear()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as place:
        folder, options = os.path.join(place, "mutants"), options_of(block, data, place)
        os.mkdir(folder)
        contents = [mutant(n, data) for n in range(block * BLOCK, (block + 1) * BLOCK)]
        names = ["%03d.ftc" % i for i in range(BLOCK)]
        for name, content in zip(names, contents):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        lines = list(zip(*(verdicts(call, folder, names, options) for call in CALLS)))
    for i, content in enumerate(contents):
        what, words = problem(content, data and data[1], lines[i])
        counts["mutants"] += 1
        if what:
            counts["findings"] += 1
            findings.append((block * BLOCK + i, what, lines[i], content, data and data[1]))
        else:
            counts[{0: "accepted", 1: "rejected", 3: "malformed", 4: "beyond limits", 5: "incomplete"}[words[0][0]]] += 1
            counts["other identifiers"] += len(set(words)) > 1
    return counts, findings


# ---- command line ----------------------------------------------------------------------------------------------------------------


def keep(folder, finding):
    n, what, lines, content, data = finding
    place = os.path.join(folder, "findings", "mutant-%d" % n)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    write(place + ".ftc", content)
    if data is not None:
        write(place + ".csv", data)
    print("FOUND %s.ftc: %s\n  %s" % (place, what, "\n  ".join(line[:300] for line in lines)), flush=True)


def search(folder, first, most, seconds, jobs, commands):
    kept, end = Counts(folder, first), time.monotonic() + seconds
    counts = kept.part("mutants", {"next": first or 0, **dict.fromkeys(COUNTS, 0)})
    block = counts["next"] // BLOCK
    last = block + -(-most // BLOCK)
    found, before, begin, pending = 0, counts["mutants"], time.monotonic(), collections.deque()
    with multiprocessing.Pool(jobs, start, (commands,)) as pool:
        try:
            while pending or block < last and time.monotonic() < end:
                while len(pending) <= jobs and block < last and time.monotonic() < end:
                    pending.append(pool.apply_async(run_block, (block,)))
                    block += 1
                new, findings = pending.popleft().get()
                for name in COUNTS:
                    counts[name] += new[name]
                counts["next"] += BLOCK
                for finding in findings:
                    keep(folder, finding)
                found += len(findings)
                kept.save()
                if sys.stderr.isatty():
                    speed = (counts["mutants"] - before) / (time.monotonic() - begin)
                    print("\r%d mutants, %d accepted, %d findings, %d a second " % (counts["mutants"], counts["accepted"], counts["findings"], speed),
                          end="", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            print("interrupted; the counts are those of whole blocks", file=sys.stderr)
        pool.terminate()
    print("%d mutants now, in all: %s" % (counts["mutants"] - before, ", ".join("%d %s" % (counts[name], name) for name in COUNTS)))
    return 1 if found else 0


def again(n, commands):
    data = data_of(n // BLOCK)
    content = mutant(n, data)
    sys.stdout.write(unpacked(content).decode("latin-1") if content[:2] != b"\x1f\x8b" else repr(content) + "\n")
    if data is not None:
        sys.stdout.write("---- data file\n%s\n" % repr(data[1]))
    print("---- judge: exit codes %s, readable: %s" % judged(content, data and data[1]))
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, "m.ftc"), content)
        options = options_of(n // BLOCK, data, folder)
        print("---- " + " ".join(options))
        for command in commands:
            print(load(command)([os.path.join(folder, "m.ftc")] + options)[1][0])
    return 0


def main(arguments):
    groups = [[]]
    for word in arguments:
        groups.append([]) if word == "--" else groups[-1].append(word)
    own, commands = groups[0], groups[1:]
    options = {"--folder": "build/fuzz", "--mutants": str(10 ** 9), "--minutes": "1e9", "--jobs": "1", "--first": None,
               "--mutant": None}
    given = dict(zip(own[::2], own[1::2]))
    if len(own) % 2 or not set(given) <= set(options) or not all(commands) or not (commands or "--mutant" in given):
        print("\n".join(__doc__.split("\n")[2:4]), file=sys.stderr)
        return 2
    options.update(given)
    if options["--mutant"] is not None:
        return again(int(options["--mutant"]), commands)
    first = options["--first"] and int(options["--first"])
    return search(options["--folder"], first, int(options["--mutants"]), 60 * float(options["--minutes"]), int(options["--jobs"]), commands)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
