"""What the checkers say of many certificates, and what the judge says of one: certificate_truth.py and what is beside it."""
import gc
import os
import re
import signal
import subprocess
import sys
import zlib

from certificate_truth import Malformed, is_true
from checkers import load, word_of

WAIT = 30  # seconds of processor time for one file, here; a program that is called has those of checkers.run()


def too_long(*_):
    raise TimeoutError


def unpacked(content):
    if content[:2] != b"\x1f\x8b":
        return content
    out = b""
    while content:
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(content)
        except zlib.error as error:
            raise Malformed("gzip") from error
        if not member.eof:
            raise Malformed("gzip")
        content = member.unused_data
    return out


def judged(content, data):
    """(exit codes that a checker may answer with, whether the judge could read everything, and in time)."""
    signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, WAIT)
    try:
        if is_true(unpacked(content).decode("latin-1"), data):
            return {0}, True
        if data is not None and b"\nlabels-file " in unpacked(content):  # which is not supplied
            return {1, 3, 5}, True
        return {1, 3 if data is not None else 5}, True
    except Malformed:
        return {3}, True
    except AssertionError:  # a complete tree, and patterns that meet all conditions: section 11 would be wrong
        return {1}, True
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError, TimeoutError):  # a cell that is no number, or the like
        return {1, 3, 5}, False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def called(call, arguments, seconds):
    """Lines that a checker prints, or nothing when it takes too long or dies."""
    signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return call(arguments)[1]
    except (TimeoutError, subprocess.TimeoutExpired, RecursionError):
        return []
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def verdicts(call, folder, names, options):
    """The verdict line for each file."""
    lines = called(call, [folder] + options, 2 * WAIT)
    result = [line for before, line in zip(lines, lines[1:]) if before.startswith("c file ")]
    if len(result) == len(names):
        return result
    return [(called(call, [os.path.join(folder, name)] + options, WAIT) or ["no verdict"])[0] for name in names]


CALLS = []


def start(commands):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that folders are removed
    gc.set_threshold(100_000)  # a tenth of the time
    CALLS[:] = [load(command) for command in commands]


def exit_codes(content, data, lines):
    """Those of the verdicts, where a malformed data file counts as a statement that is wrong, and too much work as well if another
    checker has looked at the data file before it counted."""
    codes = {word_of(line)[0] for line in lines}
    if len(codes) == 1 or data is None:
        return codes
    own = next((i for i, line in enumerate(unpacked(content).split(b"\n"), 1) if line.startswith(b"data ")), 0)
    of_data = [" line %d: " % own in line or re.search(" E20[789] ", line) is not None for line in lines]
    codes = [1 if code == 3 and told else code for (code, _), told in zip(map(word_of, lines), of_data)]
    counted_first = set(codes) == {1, 4} and all(told for code, told in zip(codes, of_data) if code == 1)
    return {1} if counted_first else set(codes)


def problem(content, data, lines):
    """What is wrong with these verdicts; and the verdicts."""
    words = [word_of(line) for line in lines]
    if None in words:
        return "no verdict", None
    codes = exit_codes(content, data, lines)
    allowed, readable = judged(content, data)
    if len(codes) > 1:
        return "different exit codes", words
    if 6 in codes:
        return "internal error", words
    if codes == {0} and len(set(lines)) > 1:
        return "different claims", words
    if codes == {4} and len({re.sub(".*: this takes ", "", line) for line in lines}) > 1:
        return "different work", words
    if not codes <= allowed | {4}:
        return "expected exit code %s%s" % (" or ".join(map(str, sorted(allowed))), "" if readable else ", not judged"), words
    return None, words


