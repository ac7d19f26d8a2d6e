"""Options of every function that are not what they should be: always an error of this package, which names the argument."""
import inspect
import json
import multiprocessing
import os
import subprocess
import sys
from fractions import Fraction

import numpy
import pandas
import pytest

import ftcert

CALLS = {
    "certify": ([0, 1, 2], [None, 1, None]),
    "refute": ([0, 1, 2], [None, 1, None]),
    "solve": ([0, 1, 2], [None, 1, None]),
    "evaluate": ([0, 1, 2],),
    "worst": (6, 2),
    "bounds": (6, 2),
    "check": ("FTCERT 1.0\nEND\n",),
    "compare": ("FTCERT 1.0\nEND\n", "FTCERT 1.0\nEND\n"),
    "patch": ("FTCERT 1.0\nEND\n", b"model"),
    "recheck": ("FTCERT 1.0\nEND\n", b"model"),
}
ODD = [-1, 2.5, 10**30, 10**5000, Fraction(1, 2), "", "x", "\ud800", "a\0b", b"x", [], [5], ["x"], {}, object(), float("nan"), numpy.float32(2)]


@pytest.mark.parametrize("name", CALLS)
def test_odd_options(name):
    function, failed = getattr(ftcert, name), 0
    for option in inspect.signature(function).parameters.values():
        if option.kind is not option.KEYWORD_ONLY:
            continue
        for value in ODD:
            try:
                function(*CALLS[name], **{option.name: value})
            except ftcert.Error as error:  # any other exception fails the test
                failed += 1
                assert not isinstance(error, ftcert.InternalError), (option.name, value)
                str(error).encode()
    assert failed > 50 or name == "bounds" and failed > 30


@pytest.mark.parametrize(
    "name, options, argument, found",
    [
        ("certify", dict(format="float16"), "format", "'float16'"),
        ("certify", dict(format=32), "format", "32"),
        ("certify", dict(prefer=True), "prefer", "True"),
        ("certify", dict(construction=["hats"]), "construction", "list"),
        ("certify", dict(layers=2.0), "layers", "2.0"),
        ("certify", dict(layers=True), "layers", "True"),
        ("certify", dict(direction=[1, 0.5]), "direction", "[1, 0.5]"),
        ("certify", dict(output=-1), "output", "-1"),
        ("certify", dict(output=[0, "1"]), "output", "[0, '1']"),
        ("certify", dict(features=[0.5]), "features", "0.5"),
        ("certify", dict(label=b"y"), "label", "b'y'"),
        ("certify", dict(tensor="\ud800"), "tensor", "'\\ud800'"),
        ("certify", dict(max_work=10**5000), "max_work", "a value of type int"),
        ("certify", dict(seconds=10**400), "seconds", "1" + 59 * "0"),
        ("refute", dict(max_nodes=0), "max_nodes", "0"),
        ("refute", dict(neurons="3"), "neurons", "'3'"),
        ("refute", dict(layers=1), "layers", "1"),
        ("worst", dict(family="round"), "family", "'round'"),
        ("worst", dict(seed=-1), "seed", "-1"),
        ("bounds", dict(dimension=0), "dimension", "0"),
        ("bounds", dict(layers="2"), "layers", "'2'"),
    ],
)
def test_the_argument_is_named(name, options, argument, found):
    with pytest.raises(ftcert.ArgumentError) as caught:
        getattr(ftcert, name)(*CALLS[name], **options)
    error = caught.value
    assert (error.identifier, error.argument, error.found, error.exit_code) == ("E101", argument, found, 2)
    assert str(error) == f"E101 {argument}: expected {error.expected}, found {found}"


def test_what_may_be_said_in_several_ways():
    X, y = numpy.array([[0, 5], [1, 5], [2, 7]]), [None, 1, None]
    features = [["0"], [0], (numpy.int64(0),), numpy.array([0]), pandas.Index(["0"]), "0"]
    assert len({ftcert.certify(X, y, features=chosen) for chosen in features}) == 1
    directions = [[1, 2], (numpy.int8(1), 2), numpy.array([1, 2]), "1,2"]
    assert len({ftcert.certify(X, y, direction=chosen) for chosen in directions}) == 1
    assert len({ftcert.certify(X, y, layers=chosen) for chosen in (3, numpy.int64(3), "3")}) == 1
    assert ftcert.certify(X, y, seconds=Fraction(10**400 + 1, 10**400)).neurons > 0
    with pytest.raises(ftcert.TimeReached):
        ftcert.refute(*ftcert.worst(60, hard=True).arrays(), neurons=29, method="exhaustion", seconds=Fraction(1, 10**400))


def test_exceptions_of_a_callback_are_passed_on():
    """Also those that look like an error of an argument, and those of the package."""
    for raised in (TypeError("certify(): x: expected 1, found 2"), StopIteration(5), ftcert.Rejected("E204", "mine"), GeneratorExit()):

        def progress(text, raised=raised):
            raise raised

        with pytest.raises(type(raised)) as caught:
            ftcert.refute(*ftcert.worst(60, hard=True).arrays(), method="exhaustion", progress=progress)
        assert caught.value is raised


def test_a_callback_may_call(capsys):
    claims = []
    X, y = ftcert.worst(60, hard=True).arrays()
    with pytest.raises(ftcert.TimeReached):
        ftcert.refute(X, y, neurons=29, method="exhaustion", seconds=1, progress=lambda text: claims.append(ftcert.certify([0, 1], [None, 1]).claim))
    assert set(claims) == {"interpolation layers=2 neurons=1 samples=2 changed=1"}


def test_check_is_a_function_for_others():
    """It has a signature, and goes to other processes."""
    assert list(inspect.signature(ftcert.check).parameters)[:2] == ["certificate", "data"]
    g = ftcert.certify([0, 1], [None, 1])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert [verdict.claim for verdict in pool.map(ftcert.check, [g, g.certificate])] == [g.claim] * 2


@pytest.mark.parametrize(
    "options, environment",
    [(["-OO"], {}), (["-W", "error"], {}), (["-X", "dev"], {}), ([], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}), ([], {"PYTHONINTMAXSTRDIGITS": "640"})],
)
def test_interpreters(options, environment, tmp_path):
    """The same result with optimization, with warnings as errors, in the plain locale, and where Python converts few digits at once."""
    program = """if True:
        import json, sys
        from fractions import Fraction
        import ftcert
        g = ftcert.certify([0, 1, 10 ** 700], [None, 1, Fraction(1, 10 ** 700)])
        assert g(10 ** 700) == Fraction(1, 10 ** 700) or sys.exit("wrong")
        values = ftcert.evaluate([Fraction(1, 3)], certificate=g)
        try:
            ftcert.certify([0, float("nan")], [1, 2])
        except ftcert.Error as error:
            print(json.dumps([g.check().claim, len(g.certificate), str(error), len(values.table), len(g._repr_html_()) > 1000]))
    """
    results = []
    for flags, more in (([], {}), (options, environment)):
        done = subprocess.run([sys.executable, *flags, "-c", program], capture_output=True, text=True, cwd=tmp_path, env={**os.environ, **more})
        assert done.returncode == 0, done.stderr
        results.append(json.loads(done.stdout))
    assert results[0] == results[1] and results[0][2].startswith("E316 X[1]: ")
