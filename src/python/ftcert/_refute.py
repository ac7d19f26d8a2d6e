"""refute, solve, bounds and worst."""
from __future__ import annotations

import json
import numbers
from collections.abc import Sequence
from typing import Any, overload

from ftcert import _ftcert
from ftcert._bounding import Bound, Interval, WorstCase, WorstCases, WorstData, worst_case, worst_data
from ftcert._call import calling, given
from ftcert._certify import Number
from ftcert._errors import ArgumentTypeError
from ftcert._jobs import Job, layers_option
from ftcert._numbers import integer_text, shown
from ftcert._progress import Progress

__all__ = ["bounds", "refute", "solve", "worst"]


def refute(
    X: Any,
    y: Any = None,
    *,
    model: Any = None,
    frozen: Any = None,
    classes: Any = None,
    margin: Number | None = None,
    lower: Any = None,
    upper: Any = None,
    tolerance: Number | None = None,
    layers: int = 2,
    neurons: int | None = None,
    method: str = "auto",
    max_nodes: int | None = None,
    tensor: str | None = None,
    output: int | Sequence[int] | None = None,
    sample: str | None = None,
    round: str | None = None,
    external_data: bool = False,
    label: str | Sequence[str] | None = None,
    label_upper: str | Sequence[str] | None = None,
    features: Sequence[str] | None = None,
    array: str | None = None,
    labels_array: str | None = None,
    delimiter: str | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Bound:
    """A certificate that no network of this depth with fewer neurons fits the samples.

    The samples, their files and the limits are as for certify. layers: affine layers, 2 is one hidden layer; neurons: show that so many do not
    suffice (None: the best bound); method: "auto", "alternation", "exhaustion" or "patterns"; max_nodes: `ftcert refute --help`.
    Errors: Incomplete (E501), with `messages`, where nothing, or not so much, can be shown; those of certify.
    Source: proofs/certificate-format.md, sections 9, 11 and 16.

        >>> ftcert.refute([0, 1, 2, 3], [None, 1, None, 5]).lower_bound
        3
    """
    job = Job(locals())
    with calling(**job.limits) as control:
        outcome = _ftcert.refute(job.inputs.data, job.inputs.model, **job.options, control=control)
    assert outcome.certificate is not None
    return Bound(outcome.certificate, json.loads(outcome.summary), outcome.last_line, outcome.lines, job.inputs, job.tensor)


def solve(
    X: Any,
    y: Any = None,
    *,
    model: Any = None,
    frozen: Any = None,
    classes: Any = None,
    margin: Number | None = None,
    lower: Any = None,
    upper: Any = None,
    tolerance: Number | None = None,
    layers: int | str = 2,
    construction: str = "auto",
    method: str = "auto",
    max_nodes: int | None = None,
    tensor: str | None = None,
    output: int | Sequence[int] | None = None,
    sample: str | None = None,
    round: str | None = None,
    external_data: bool = False,
    label: str | Sequence[str] | None = None,
    label_upper: str | Sequence[str] | None = None,
    features: Sequence[str] | None = None,
    array: str | None = None,
    labels_array: str | None = None,
    delimiter: str | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Interval:
    """certify and refute together: how many neurons these samples need, with a certificate for each end.

    Arguments as for both. Errors: those of certify. Result: an Interval; where no neuron is needed its bound is None.

        >>> interval = ftcert.solve([0, 1, 2, 3], [None, 1, None, 5])
        >>> interval.lower, interval.upper, interval.exact
        (3, 3, True)
    """
    job = Job(locals())
    job.options["layers"] = layers_option(layers)
    with calling(**job.limits) as control:
        outcome = _ftcert.solve(job.inputs.data, job.inputs.model, **job.options, control=control)
    return Interval(outcome, job.inputs, job.tensor)


def _count(value: Any, argument: str) -> str:
    """A count, or a range of counts, as the command line takes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, range) and len(value) and value.step > 0:
        return "..".join(map(integer_text, (value[0], value[-1], value.step)))
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        return integer_text(int(value))
    raise ArgumentTypeError("E101", argument, None, "a number, or a range of numbers that grow", shown(value))


@overload
def bounds(
    samples: int | None = None, changed: int = ..., *, layers: int = 2, dimension: int | None = None, general_position: bool = False
) -> WorstCase: ...


@overload
def bounds(
    samples: range, changed: int | range, *, layers: int = 2, dimension: int | None = None, general_position: bool = False
) -> WorstCases: ...


@overload
def bounds(
    samples: int | range | str | None = None,
    changed: int | range | str = ...,
    *,
    layers: int = 2,
    dimension: int | None = None,
    general_position: bool = False,
) -> WorstCase | WorstCases: ...


def bounds(
    samples: int | range | str | None = None,
    changed: int | range | str | None = None,
    *,
    layers: int = 2,
    dimension: int | None = None,
    general_position: bool = False,
) -> WorstCase | WorstCases:
    """Neurons that are needed for the worst K samples of which N have a label other than what f says: the paper's interval, and ours.

    samples: K; changed: N; layers: affine layers, 2 is one hidden layer; dimension, general_position: samples in R^d of which any d + 1 are
    affinely independent (then K may be None: all large K). Either count may be a range, or a text "A..B" or "A..B..STEP": then the result is a sequence of WorstCase, by N
    and then by K, of those with N <= K, with a table and a picture.
    Errors: UsageError. Source: each end says its theorem.

        >>> case = ftcert.bounds(442, 20)
        >>> case.lower, case.upper, case.paper.upper.formula
        (60, 60, 'min{3*20+1, 442-1}')
        >>> [case.upper for case in ftcert.bounds(range(5, 9), 1)]
        [3, 3, 3, 3]
    """
    if changed is None:
        raise ArgumentTypeError("E101", "changed", None, "N, samples with another label", "None")
    with calling() as control:
        outcome = _ftcert.bounds(
            changed=_count(changed, "changed"),
            samples=None if samples is None else _count(samples, "samples"),
            layers=layers,
            general_position=general_position,
            dimension=dimension,
            control=control,
        )
    said = json.loads(outcome.summary)
    if any(isinstance(count, range) for count in (samples, changed)) or "rows" in said:
        rows = [worst_case(row) for row in said.get("rows", [said])]
        return WorstCases(rows, outcome.table or b"", outcome.picture)
    return worst_case(said)


def worst(
    samples: int | None = None,
    changed: int | None = None,
    *,
    layers: int = 2,
    dimension: int = 1,
    family: str = "auto",
    figure: int = 0,
    counterexample: str | None = None,
    hard: bool = False,
    subset: bool = False,
    candidates: int | None = None,
    max_nodes: int | None = None,
    seed: int = 1,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> WorstData:
    """Samples and labels that need many neurons.

    samples: K; changed: N, labels that are not 0 (at most); layers: affine layers; dimension: samples in general position in R^d, with a
    certificate of how many neurons they need; family, figure, counterexample, hard, subset, candidates, max_nodes: `ftcert worst --help`.
    Errors: UsageError; Incomplete (E501) where nothing is certified. Source: proofs/theorems.md; figure: of the paper.

        >>> data = ftcert.worst(10, 3)
        >>> data.lower_bound, ftcert.certify(data.X, data.y).neurons
        (8, 8)
    """
    options = given(
        samples=samples, changed=changed, counterexample=counterexample, candidates=candidates, max_nodes=max_nodes
    )
    with calling(progress, seconds, max_work, jobs) as control:
        outcome = _ftcert.worst(
            **options,
            layers=layers,
            dimension=dimension,
            family=family,
            figure=figure,
            hard=hard,
            subset=subset,
            seed=seed,
            control=control,
        )
    return worst_data(outcome)
