"""Long work: it stops on Ctrl-C and on limits, says what it does, leaves the interpreter to others, and leaves nothing behind."""
import _thread
import io
import os
import platform
import signal
import subprocess
import sys
import threading
import time
import types

import pytest

import ftcert
from ftcert._progress import reporting

X, Y = [0, 1, 2, 3], [None, 1, None, 5]


SOON = 120  # seconds: what is stopped ends long before, and what is not takes hours


@pytest.fixture(scope="module")
def hard():
    """Samples for which a bound takes hours."""
    return ftcert.worst(60, hard=True)


@pytest.fixture
def interruptible():
    """What a shell starts in the background ignores an interrupt; not so in a test."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_interrupt():
    """Ctrl-C, twice in one process, which goes on to work."""
    program = """if True:
        import ftcert, signal, threading
        signal.signal(signal.SIGINT, signal.default_int_handler)
        data = ftcert.worst(60, hard=True)
        for _ in range(2):
            try:
                ftcert.refute(data.X, data.y, method="exhaustion", progress=lambda text, said=[]: said or (said.append(1), print("begun", flush=True)))
            except KeyboardInterrupt:
                print("stopped", threading.active_count(), flush=True)
        print(ftcert.certify([0, 1, 2, 3], [None, 1, None, 5]).claim, flush=True)
    """
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        for _ in range(2):
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.5)
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.stdout.readline() == "stopped 1\n"
            assert time.monotonic() - start < SOON
        assert process.stdout.readline() == "interpolation layers=2 neurons=3 samples=4 changed=2\n"
        assert process.wait(600) == 0
    finally:
        process.kill()
        process.wait()


def test_time(hard):
    start = time.monotonic()
    with pytest.raises(ftcert.TimeReached) as caught:
        ftcert.refute(hard.X, hard.y, neurons=29, method="exhaustion", seconds=0.5)
    assert time.monotonic() - start < SOON
    assert isinstance(caught.value, TimeoutError) and (caught.value.identifier, caught.value.exit_code) == ("E405", 4)


def test_work(repository):
    data = repository / "data/diabetes"
    with pytest.raises(ftcert.LimitReached) as caught:
        ftcert.certify(data / "changed.csv", model=data / "model.onnx", max_work=1000)
    assert (caught.value.identifier, caught.value.exit_code) == ("E404", 4) and not isinstance(caught.value, TimeoutError)


@pytest.mark.parametrize(
    "name, value", [("seconds", 0), ("seconds", -1), ("seconds", "1"), ("seconds", float("nan")), ("seconds", True), ("max_work", -1), ("max_work", 1.5), ("jobs", 0), ("jobs", 257), ("jobs", "2")]
)
def test_limits_that_are_none(name, value):
    with pytest.raises(ftcert.ArgumentError) as caught:
        ftcert.certify(X, Y, **{name: value})
    assert (caught.value.identifier, caught.value.argument) == ("E101", name) and repr(value) in str(caught.value)


def test_progress(hard):
    """Lines of text, in the thread that called; what the callback raises ends the work and is passed on."""
    heard = []

    class Enough(Exception):
        pass

    def hear(text):
        heard.append((text, threading.get_ident()))
        if len(heard) == 2:
            raise Enough

    start = time.monotonic()
    with pytest.raises(Enough):
        ftcert.refute(hard.X, hard.y, method="exhaustion", progress=hear)
    assert time.monotonic() - start < SOON and len(heard) == 2
    assert all(isinstance(text, str) and text and thread == threading.get_ident() for text, thread in heard)
    with pytest.raises(ftcert.ArgumentTypeError):
        ftcert.certify(X, Y, progress=5)


def test_progress_in_a_bar(monkeypatch):
    shown = []

    class Bar:
        def __init__(self, **options):
            shown.append("open")

        def __enter__(self):
            return self

        def __exit__(self, *what):
            shown.append("closed")

        set_description_str = shown.append

    monkeypatch.setitem(sys.modules, "tqdm", types.SimpleNamespace(tqdm=Bar))
    with reporting(True) as report:
        report("planning")
    assert shown == ["open", "planning", "closed"]


@pytest.mark.parametrize("terminal, expected", [(True, "\r\x1b[Kplanning\r\x1b[K"), (False, "")])
def test_progress_without_tqdm(monkeypatch, terminal, expected):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    stream = io.StringIO()
    stream.isatty = lambda: terminal
    monkeypatch.setattr(sys, "stderr", stream)
    with reporting(True) as report:
        assert (report is not None) == terminal
        if report is not None:
            report("planning")
    assert stream.getvalue() == expected


def test_others_work_meanwhile(hard, interruptible):
    """The interpreter's lock is free: another thread counts while this one waits, and interrupts it when it has counted to the end."""
    def count():
        for _ in range(1000):
            time.sleep(0.001)
        _thread.interrupt_main()

    thread = threading.Thread(target=count)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        ftcert.refute(hard.X, hard.y, neurons=29, method="exhaustion", seconds=600)
    thread.join()


def test_several_at_once():
    """The same answers as one after another, and errors go to whom they belong."""
    squares = [[i, i * i % 17] for i in range(40)]
    labels = [i % 5 if i % 4 == 0 else None for i in range(40)]
    jobs = [
        lambda: ftcert.certify(X, Y).certificate,
        lambda: ftcert.certify(squares, labels, layers=3).certificate,
        lambda: ftcert.certify(squares, labels).certificate,
        lambda: ftcert.refute(X, Y).certificate,
        lambda: str(pytest.raises(ftcert.Error, ftcert.certify, X, Y, construction="best").value),
        lambda: str(ftcert.check(ftcert.certify(X, Y, layers=3))),
    ]
    expected = [job() for job in jobs]
    answers = [[None] * len(jobs) for _ in range(4)]

    def work(mine):
        for number, job in enumerate(jobs):
            mine[number] = job()

    threads = [threading.Thread(target=work, args=(mine,)) for mine in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == 4 * [expected]


CALLS = """if True:
    import ctypes, ftcert, gc, sys

    class Taken(ctypes.Structure):  # mallinfo2(3)
        _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]

    library = ctypes.CDLL(None)
    library.mallinfo2.restype = Taken

    def taken():
        gc.collect()
        now = library.mallinfo2()
        return now.uordblks + now.hblkhd

    def refused():
        try:
            ftcert.certify([0, 0], [1, 2])
        except ftcert.Error:
            pass

    X, y = [[0, 0], [1, 0], [0, 1], [2, 5], ["1/3", 7]], [None, 1, None, "1/7", None]
    g = ftcert.certify(X, y)
    planted, bytes_a_call = [], int(sys.argv[1])
    calls = [lambda: ftcert.certify(X, y).weights, lambda: ftcert.refute([0, 1, 2], [0, 1, 0]), lambda: ftcert.check(g), refused,
             lambda: ftcert.evaluate(X, certificate=g), lambda: g.explain(), lambda: ftcert.bounds(20, 3)]
    at = []
    for number in range(1300):
        calls[number % len(calls)]()
        if bytes_a_call:
            planted.append(bytearray(bytes_a_call))
        if number in (299, 1299):
            at.append(taken())
    print(at[1] - at[0])
"""
MOST = 250_000  # bytes in a thousand calls; a quarter of them is what the interpreter itself takes in such a loop


def growth(bytes_a_call):
    """What was asked of malloc and not given back, which is what the program does alone: the pages of the process depend on the system, too."""
    environment = dict(os.environ, PYTHONMALLOC="malloc")
    return int(subprocess.run([sys.executable, "-c", CALLS, str(bytes_a_call)], env=environment, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="how much memory is taken is asked of the GNU C library")
def test_a_thousand_calls_leave_nothing_behind():
    assert growth(0) < MOST
    assert growth(300) > MOST  # a leak of 300 bytes a call is seen
