#!/usr/bin/env python3
"""Runs every fuzz target for its share of the time, then the mutants (mutants.py).

    python3 tests/fuzz/fuzz.py FUZZER FOLDER MINUTES -- CHECKER... [-- CHECKER...]

FOLDER/corpus/TARGET grows from run to run; what breaks a target goes to FOLDER/findings, and FOLDER/counts.json counts executions and mutants
of all runs. Ctrl-C ends what is running and counts it. The exit code is 1 if something was found."""
import concurrent.futures
import os
import re
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import mutants
import seeds
from counts import Counts

DICTIONARIES = {"certificate": "certificate", "check": "certificate", "csv": "table", "table": "table", "data-number": "table",
                "network-table": "table", "npy": "npy"}
FOR_TARGETS = .6  # of the time
SECONDS, MEGABYTES = 20, 2048  # that one input may take


def targets():
    with open(os.path.join(HERE, "targets", "table.cpp"), encoding="ascii") as file:
        return re.findall(r'Target\{"([a-z-]+)"', file.read())


def command(fuzzer, folder, name, seconds):
    program = os.path.join(folder, "bin", name)  # the name says which target it is
    if os.path.lexists(program):
        os.remove(program)
    os.symlink(os.path.abspath(fuzzer), program)
    grown = os.path.join(folder, "corpus", name)
    os.makedirs(grown, exist_ok=True)
    given = [place for place in (os.path.join(folder, "seeds", name), os.path.join(HERE, "corpus", name)) if os.path.isdir(place)]
    words = [program, grown] + given + ["-max_total_time=%d" % seconds, "-print_final_stats=1", "-timeout=%d" % SECONDS,
                                        "-rss_limit_mb=%d" % MEGABYTES, "-artifact_prefix=%s-" % os.path.join(folder, "findings", name)]
    if name in DICTIONARIES:
        words.append("-dict=" + os.path.join(HERE, "dictionaries", DICTIONARIES[name]))
    return words


def run_target(fuzzer, folder, name, seconds):
    """(executions, what it found or nothing)."""
    if sys.stderr.isatty():
        print("%-14s for %d seconds" % (name, seconds), file=sys.stderr)
    child = subprocess.Popen(command(fuzzer, folder, name, seconds), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    log = child.communicate()[1].decode("utf-8", "replace")
    done = re.search(r"stat::number_of_executed_units: +([0-9]+)", log)
    if sys.stderr.isatty():
        print("%-14s %s executions" % (name, done[1] if done else "no"), file=sys.stderr)
    broken = re.findall(r"broken property: .*|SUMMARY: .*|what\(\): .*", log)
    written = re.search(r"Test unit written to (.*)", log)
    bad = child.returncode not in (0, 72, -signal.SIGINT)  # 72: interrupted
    return int(done[1]) if done else 0, "%s: %s\n  %s" % (name, written[1] if written else "no file",
                                                          "\n  ".join(broken) or log[-300:]) if bad else None


def main(arguments):
    if len(arguments) < 5 or arguments[3] != "--":
        print("\n".join(__doc__.split("\n")[2:3]), file=sys.stderr)
        return 2
    fuzzer, folder, seconds = arguments[0], arguments[1], 60 * float(arguments[2])
    names, jobs = targets(), os.cpu_count() or 1
    for place in ("bin", "corpus", "findings"):
        os.makedirs(os.path.join(folder, place), exist_ok=True)
    seeds.main(os.path.join(folder, "seeds"))
    counts = Counts(folder)
    executions, found = counts.part("executions", dict.fromkeys(names, 0)), []
    share = max(1, FOR_TARGETS * seconds * jobs / len(names))
    stopped = []
    signal.signal(signal.SIGINT, lambda *_: stopped.append(True))  # the targets end by themselves
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        runs = [pool.submit(lambda n: (n, (0, None) if stopped else run_target(fuzzer, folder, n, share)), name) for name in names]
        for name, (done, finding) in (run.result() for run in runs):
            executions[name] += done
            found += [finding] if finding else []
    counts.save()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = 0
    if not stopped:
        code = mutants.main(["--folder", folder, "--minutes", str((1 - FOR_TARGETS) * seconds / 60), "--jobs", str(jobs)] + arguments[3:])
    print("%d executions in all runs: %s" % (sum(executions.values()), ", ".join("%s %d" % item for item in executions.items())))
    for finding in found:
        print("FOUND " + finding)
    return 1 if found or code else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
