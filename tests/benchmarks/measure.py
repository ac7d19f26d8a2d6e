"""CPU time, time and peak memory of programs, by turns, so that a machine that becomes slower does so for both sides of a ratio."""
import math
import os
import signal
import statistics
import subprocess
import sys
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


STOPPED = 128 + signal.SIGXCPU


def run(words, measured, limit=None, file=None, launcher=None):
    """One run: by the launcher (measured.cpp), which writes to the file what was used, of at most `limit` seconds of CPU time; or without one. Errors: Failed."""
    if launcher:
        words = [launcher, file, "%d" % math.ceil(limit), *words]
    name = " ".join(map(os.path.basename, words[3 if launcher else 0:]))
    try:
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    except OSError as error:
        raise Failed("%s: %s" % (name, error)) from None
    try:
        # A shared machine may give a program a small part of its time.
        measured.output, _ = child.communicate(timeout=max(600, 20 * limit) if launcher else None)
    except subprocess.TimeoutExpired as late:
        stop(child)
        child.communicate()
        raise Failed("%s: no end after %g s" % (name, late.timeout)) from None
    except BaseException:
        stop(child)
        raise
    if launcher and child.returncode == STOPPED:
        measured.stopped = True
    elif child.returncode:
        raise Failed("%s: exit code %d: %s" % (name, child.returncode, measured.output.strip()[-300:]))
    if launcher:
        with open(file, encoding="ascii") as text:
            for kept, word in zip((measured.cpu_times, measured.times, measured.peaks), text.read().split()):
                kept.append(float(word))


def wanted_runs(measured, most):
    """Short programs run more often, as their times vary more; what takes minutes runs once."""
    cpu = measured.cpu_times[0]
    return 1 if measured.stopped else min(most, 9 if cpu < 0.1 else 5 if cpu < 1 else 3 if cpu < 30 else 1)


def by_turns(programs, file, launcher, most=9, limit=900, times=None):
    """{name: words of a program} -> {name: Measured, or Failed}. At most `most` runs of each, none longer than `limit` seconds; times: {name: (other, n)},
    the program is not run longer than n times the other either, but half a minute at least."""
    result = {name: Measured() for name in programs}
    for turn in range(most):
        for name, words in programs.items():
            measured, longest = result[name], limit
            if isinstance(measured, Failed) or (turn and wanted_runs(measured, most) <= turn):
                continue
            if times and name in times and not isinstance(result[times[name][0]], Failed):
                longest = min(limit, max(30, times[name][1] * result[times[name][0]].cpu))
            try:
                run(words, measured, longest, file, launcher)
            except Failed as failed:
                say("  FAILED %s" % failed)
                result[name] = failed
                continue
            if not turn:
                say("  %-24s %8.2f s %8.1f MB%s" % (name, measured.cpu, measured.peak / 2 ** 20, " (stopped)" if measured.stopped else ""))
    return result
