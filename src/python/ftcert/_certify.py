"""certify and evaluate."""
from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Union

from ftcert import _ftcert
from ftcert._arrays import is_frame
from ftcert._call import calling
from ftcert._certificates import feature_names
from ftcert._correction import Network
from ftcert._files import certificate_file
from ftcert._jobs import Job, direction_option, layers_option, network_file
from ftcert._progress import Progress
from ftcert._values import Values, values_of

__all__ = ["certify", "evaluate"]

Number = Union[int, float, Fraction, str]


def certify(
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
    layers: int | str | None = None,
    format: str | None = None,
    patch: bool = False,
    construction: str = "auto",
    direction: str | Sequence[int] = "auto",
    network: Any = None,
    deviation: Number | None = None,
    prefer: str = "neurons",
    output_name: str | None = None,
    uncertified: bool = False,
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
) -> Network:
    """A network g such that f + g is what the labels say at every sample, and f where they say nothing, with its certificate.

    What the samples are
        X: K x D. numpy arrays of floats, integers or bools, taken exactly (an array (K, a, b, ..) has a b .. values a sample); lists of numbers,
        Fractions, Decimals, or texts such as "1/3" and "0.1"; a pandas or polars data frame, whose columns give the names; the path of a CSV,
        .npy or .npz file. A list or an array of K numbers is K x 1.
        y: labels, K or K x P for P outputs of f. None, NaN and what is masked keep what f says. Texts may be intervals: "1..2", ">=1", "<=2".
        Where X is a data frame or a path: also the name of a column, or a list of names; a pathlib.Path is a file of labels.
        classes, in place of y: which output of f + g is to be the greatest, counted from 0: K integers, or "0|1" or {0, 1} for one of several;
        None and NaN keep all outputs. margin: by how much (default: 1/100 of the median gap between the two greatest at the kept samples).
        lower, upper, in place of y: ends of intervals, K or K x P; what is missing or infinite is no end. tolerance: a label Y is met from
        Y - tolerance to Y + tolerance.
        model: f, the path or the bytes of an ONNX file, or an onnx.ModelProto; tensor, output, sample: what of it f is. frozen, in place of it:
        the values of f, K or K x P, or names of columns where X is a data frame or a path. Neither: f is 0.
        round: "none", "float32", "features-float64", ..: what the numbers are rounded to first. label, label_upper, features, array,
        labels_array, delimiter: of files, as the options of these names. external_data: bind the samples by digest and do not embed them.
    What g is to be
        layers: affine layers, 2 is one hidden layer; "auto": as many as take the fewest neurons. format: "rational" (exact, as a real function),
        "float32" or "float64": the certificate is about every floating-point execution. patch: make f + g an ONNX model as well, in the model's
        own format. construction, direction, deviation, prefer, output_name, uncertified: `ftcert certify --help`. network: certify this one as g:
        [(W, b), ..], an ONNX file, or what certify returned.
    How long it may take
        jobs: threads (the result is the same for any number); seconds: wall-clock time, then E405; max_work: units of work, then E404.
        progress: True for a bar (tqdm where it is installed, else a line on a terminal), or a callable that is given a line of text. Ctrl-C stops.

    The certificate, and all that is printed, is that of `ftcert certify --data X.npy --labels y.npy ..` byte for byte.
    Errors: ArgumentError with the argument's name and the place in it; UsageError; Malformed (of files and models); Rejected (E204: a network of
    one's own that misses a label); Incomplete (E501: no network keeps in floating point what has to be kept); LimitReached, TimeReached.
    Source: README.md and proofs/theorems.md have a theorem for every construction.

        >>> g = ftcert.certify([0, 1, 2, 3], [None, 1, None, 5])
        >>> g.neurons, g([1, 3]), g.claim
        (3, [Fraction(1, 1), Fraction(5, 1)], 'interpolation layers=2 neurons=3 samples=4 changed=2')
    """
    job = Job(locals())
    options = job.options
    options["network"] = network_file(network)
    options["direction"] = direction_option(direction)
    options["patch"] = "patched.onnx" if patch else ""
    if layers is not None:
        options["layers"] = layers_option(layers)
    with calling(**job.limits) as control:
        outcome = _ftcert.certify(job.inputs.data, job.inputs.model, **options, control=control)
    assert outcome.certificate is not None
    said = json.loads(outcome.summary)
    return Network(
        outcome.certificate, said, outcome.last_line, outcome.lines, job.inputs, job.tensor, outcome.exact, outcome.patched
    )


def evaluate(
    X: Any,
    y: Any = None,
    *,
    certificate: Any = None,
    model: Any = None,
    frozen: Any = None,
    classes: Any = None,
    tensor: str | None = None,
    output: int | Sequence[int] | None = None,
    sample: str | None = None,
    round: str | None = None,
    label: str | Sequence[str] | None = None,
    features: Sequence[str] | None = None,
    array: str | None = None,
    labels_array: str | None = None,
    delimiter: str | None = None,
    digits: int | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Values:
    """f, g and f + g at samples, exactly, and what g changes there.

    X, y, classes, model, frozen and their options as for certify; labels and classes are optional, and only counted. certificate: g, as for
    ftcert.check, and f where no model is given; its columns and its rounding are taken where a file is read, and from a data frame the columns
    of its names, where it has names. digits: in the table decimals with at most so many digits behind the point, correctly rounded, in place of
    fractions.
    Errors: those of certify and of ftcert.check.

        >>> g = ftcert.certify([0, 1, 2], [None, "1/3", None])
        >>> ftcert.evaluate([0, 1, "3/2"], certificate=g).g
        ((Fraction(0, 1),), (Fraction(1, 3),), (Fraction(1, 6),))
    """
    job = Job(locals(), labelled=False)
    options = job.options
    options.pop("certificate", None)
    file = None if certificate is None else certificate_file(certificate)
    options.pop("tolerance", None)
    if job.inputs.columns is not None:
        options.setdefault("features", job.inputs.columns)  # of an array, whatever the certificate calls them
    if is_frame(X) and features is None and file is not None and feature_names(file[1]) is not None:
        options.pop("features")  # the extension takes those that the certificate names
    with calling(**job.limits) as control:
        outcome = _ftcert.evaluate(job.inputs.data, job.inputs.model, file, **options, control=control)
    return values_of(outcome, job.inputs.paths)
