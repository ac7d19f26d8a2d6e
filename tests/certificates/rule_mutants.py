#!/usr/bin/env python3
"""Does the corpus hold each rule? Puts one fault at a time into a copy of ftcheck.py and asserts that a certificate of this folder, or a case
of command_line.py, of model_truth.py or of long_rows.py, sees it. What the corpus sees in this checker it sees in the others, as all must give the same verdicts.

    python3 tests/certificates/rule_mutants.py [WORD]        only faults whose file, rule or text has the word

First it asserts that rules.md names certificates that exist: accepted ones in valid/, near misses in the other folders; and that what is expected
of them is right: certificate_truth.py finds the statements of those in valid/ true and of those in invalid/ false.
The faults are listed in rule_faults.py, rule_faults_bound.py, rule_faults_patterns.py, rule_faults_execution.py,
rule_faults_specification.py, rule_faults_parts.py and rule_faults_origins.py. The last line is "N faults, N survived"; the exit code is 0 only if none did."""
import contextlib
import io
import itertools
import os
import re
import signal
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import certificate_truth
import check_corpus
import command_line
import long_rows
import model_truth
from rule_faults import FAULTS

PROOFS = os.path.join(os.path.dirname(os.path.dirname(HERE)), "proofs")
MODULES = ["ftcheck_read_kinds", "ftcheck_read_data", "ftcheck_read", "ftcheck_network", "ftcheck_specification", "ftcheck_exhaustion", "ftcheck_bound", "ftcheck_patterns", "ftcheck_work", "ftcheck_data", "ftcheck_execution",
           "ftcheck_values", "ftcheck_pair", "ftcheck_onnx_read", "ftcheck_onnx_operators", "ftcheck_onnx_shapes", "ftcheck_onnx_windows", "ftcheck_nnet", "ftcheck_onnx", "ftcheck"]


def sources():
    result = {}
    for name in MODULES:
        with open(os.path.join(PROOFS, name + ".py"), encoding="utf-8") as file:
            result[name] = file.read()
    return result


def checker(codes):
    """A function (checker, arguments, standard input) -> exit code, lines, errors: the modules, loaded from these codes."""
    for name in MODULES:
        module = sys.modules[name] = types.ModuleType(name)
        exec(codes[name], module.__dict__)
    main = sys.modules["ftcheck"].main

    def run(_, arguments, text=b""):
        output, errors = io.StringIO(), io.StringIO()
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(text))
        try:
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
                code = main(arguments)
        finally:
            sys.stdin = before
        return code, output.getvalue().split("\n"), errors.getvalue()
    return run


def corpus(kind):
    """(folder, file): those of the kind first, as they are more likely to see the fault."""
    files = [(folder, f) for folder in sorted(check_corpus.EXIT_CODE) for f in sorted(os.listdir(os.path.join(HERE, folder)))
             if f.endswith((".ftc", ".ftc.gz"))]
    return sorted(files, key=lambda entry: (not re.search(kind, entry[1]), entry[0] in ("malformed", "incomplete")))


class Endless(Exception):
    pass


def stop(*_):
    raise Endless


def within_time(cases):
    """The cases, each of which has 10 s of processor time: what is merely slow, as the machine is busy, has not seen a fault. Errors: Endless."""
    signal.signal(signal.SIGPROF, stop)
    try:
        signal.setitimer(signal.ITIMER_PROF, 10)
        for case in cases:
            signal.alarm(0)  # of the checker's --max-time
            yield case
            signal.setitimer(signal.ITIMER_PROF, 10)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def seen(run, kind):
    """What sees the fault, or None."""
    files = ((folder + "/" + file, check_corpus.check_file(lambda arguments: run(None, arguments), folder, file)) for folder, file in corpus(kind))
    cases = itertools.chain(files, long_rows.check(sys.modules["ftcheck_execution"], sys.modules["ftcheck_read"].Failure),
                            command_line.check_command_line(run, None), model_truth.check_models(run))
    try:
        return next((name for name, problem in within_time(cases) if problem), None)
    except Endless:
        return "the time limit"


def check_rules():
    """The names in the table of rules.md that are not there."""
    with open(os.path.join(HERE, "rules.md"), encoding="utf-8") as file:
        rows = [line.strip().strip("|").split("|") for line in file if line.startswith("| ")]
    for rule, accepted, rejected in rows[1:]:
        if not re.search("`", accepted) or not re.search("`", rejected):
            yield rule.strip() + ": no certificate"
        for name in re.findall("`([^`]+)`", accepted):
            if not os.path.exists(os.path.join(HERE, name if name.startswith("models/") else "valid/" + name)):
                yield rule.strip() + ": " + name
        for name in re.findall("`([^`]+)`", rejected):
            if not name.startswith(("invalid/", "malformed/", "limits/", "incomplete/", "models/")) or not os.path.exists(os.path.join(HERE, name)):
                yield rule.strip() + ": " + name


def read_bytes(*names):
    with open(os.path.join(HERE, *names), "rb") as file:
        return file.read()


def arguments_of(folder, stem):
    path = os.path.join(HERE, folder, stem + ".args")
    return read_bytes(path).decode("ascii") if os.path.exists(path) else ""


def check_truth():
    """Certificates that need no file or a small table, and are not what their folder says. With 10^18 layers there is no plain evaluation."""
    tables = ("(execution-)?(external|embedded.ftc)|execution-(merged|features-float32)", "csv-merged|csv-features|patterns-external",
              "e208-(features|execution)|e218-execution-external", "(work-)?specification-", "(work-)?parts-|e207-second-file", "computed-|table-")
    for folder, wanted in ("valid", True), ("invalid", False):
        for file in sorted(os.listdir(os.path.join(HERE, folder))):
            stem = file[:-len(".ftc")]
            table = next((t for t in tables if re.match(t, file)), None) and re.findall("--data ([^ ]+[.]csv(?:[.]gz)?)", arguments_of(folder, stem))
            needs_files = not table and os.path.exists(os.path.join(HERE, folder, stem + ".args"))
            if not file.endswith(".ftc") or file == "lower-many-layers.ftc" or needs_files:
                continue
            data = [read_bytes(folder, name) for name in table or []]
            second = [read_bytes(folder, name) for name in re.findall("--labels ([^ ]+[.]csv)", arguments_of(folder, stem))]
            if certificate_truth.is_true(read_bytes(folder, file).decode("ascii"), *data, labels=(second or [None])[0]) != wanted:
                yield folder + "/" + file


def main(arguments):
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    missing = list(check_rules())
    for problem in missing:
        print("MISSING " + problem)
    for problem in check_truth():
        missing.append(problem)
        print("NOT AS EXPECTED " + problem)
    texts = sources()
    codes = {name: compile(text, name, "exec") for name, text in texts.items()}
    problem = seen(checker(codes), "^$")
    if problem or missing:
        print("without a fault: %s" % problem)
        return 1
    number, survived = 0, 0
    for name, kind, rule, old, new in FAULTS:
        if arguments and not any(arguments[0] in word for word in (name, rule, old, new)):
            continue
        number += 1
        if texts[name].count(old) != 1:
            print("STALE %s: %s stands there %d times" % (name, repr(old), texts[name].count(old)))
            survived += 1
            continue
        run = checker({**codes, name: compile(texts[name].replace(old, new), name, "exec")})
        try:
            what = seen(run, kind)
        except Exception as error:  # the fault is such that main itself fails
            what = repr(error)
        if what is None:
            survived += 1
            print("SURVIVED %s: %s: %s -> %s" % (name, rule, old, new))
        elif arguments:
            print("%s: %s -> %s: seen by %s" % (rule, old, new, what))
    print("%d faults, %d survived" % (number, survived))
    return 1 if survived or not number else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
