"""CPU time, time and peak memory of programs, by turns, so that a machine that becomes slower does so for both sides of a ratio."""
import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field


class Failed(Exception):
    """A program that did not do what it should; the text says which and what it printed."""


@dataclass
class Measured:
    """Of all runs of one program."""
    cpu_times: list = field(default_factory=list)
    times: list = field(default_factory=list)
    peaks: list = field(default_factory=list)  # bytes
    output: str = ""                           # of the last run
    stopped: bool = False                      # a run reached the limit: its times are lower bounds

    cpu = property(lambda self: statistics.median(self.cpu_times))
    time = property(lambda self: min(self.times))
    peak = property(lambda self: statistics.median(self.peaks))
    runs = property(lambda self: len(self.times))


def say(text):
    print(text, file=sys.stderr, flush=True)


def stop(child):
    """With what it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run(words, measured, limit, launcher=()):
    """One run, by the launcher (measured.cpp, and the file that it writes) where CPU time and memory are wanted. Errors: Failed."""
    begin = time.monotonic()
    try:
        child = subprocess.Popen([*launcher, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                 start_new_session=True)
    except OSError as error:
        raise Failed("%s: %s" % (words[0], error)) from None
    try:
        measured.output, _ = child.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        stop(child)
        child.communicate()
        measured.stopped = True
        for kept, value in ((measured.times, time.monotonic() - begin), (measured.cpu_times, limit), (measured.peaks, 0)):
            kept.append(value)
        return
    except BaseException:
        stop(child)
        raise
    if child.returncode:
        raise Failed("%s: exit code %d: %s" % (" ".join(map(os.path.basename, words)), child.returncode, measured.output.strip()[-300:]))
    if launcher:
        with open(launcher[-1], encoding="ascii") as file:
            for kept, word in zip((measured.cpu_times, measured.times, measured.peaks), file.read().split()):
                kept.append(float(word))


def wanted_runs(measured, most):
    """Short programs run more often, as their times vary more; what takes minutes runs once."""
    cpu = measured.cpu_times[0]
    return 1 if measured.stopped else min(most, 9 if cpu < 0.1 else 5 if cpu < 1 else 3 if cpu < 30 else 1)


def by_turns(programs, launcher, most=9, limit=900):
    """{name: words of a program} -> {name: Measured, or Failed}. At most `most` runs of each, none longer than `limit` seconds."""
    result = {name: Measured() for name in programs}
    for turn in range(most):
        for name, words in programs.items():
            measured = result[name]
            if isinstance(measured, Failed) or (turn and wanted_runs(measured, most) <= turn):
                continue
            try:
                run(words, measured, limit, launcher)
            except Failed as failed:
                say("  FAILED %s" % failed)
                result[name] = failed
                continue
            if not turn:
                say("  %-24s %8.2f s %8.1f MB%s" % (name, measured.cpu, measured.peak / 2 ** 20, " (stopped)" if measured.stopped else ""))
    return result
