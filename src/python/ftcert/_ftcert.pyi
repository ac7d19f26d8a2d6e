"""The library of ftcert in Python's process: the verbs of the command line, on bytes in memory.

Purpose: what `ftcert VERB` does, without files. A function has the name of its verb and its long options (`-` becomes `_`, `--class` is `class_`,
`--labels FILE` is `labels`), with their meaning, their defaults and, in messages, their names: `ftcert VERB --help`, or README.md. So the same inputs
give the same bytes. The package `ftcert` turns arrays into these files and the answers into objects; this module takes and gives nothing but text,
bytes and numbers.

A file is a pair of a name and its bytes, and the name stands in messages. Two different files of one call need different names. What a model keeps in
files beside it is looked for beside the path that its name is.

Numbers that are exact are text, "p" or "p/q", in lowest terms.

    from ftcert import _ftcert
    answer = _ftcert.certify([("xor.csv", b"a,b,label\\n0,0,0\\n0,1,1\\n1,0,1\\n1,1,0\\n")])
    answer.last_line      # 's CERTIFIED interpolation layers=2 neurons=2 samples=4 changed=2'
    _ftcert.check(("xor.ftc", answer.certificate)).claim

Work is done in a thread of its own, without the interpreter's lock. While it goes on, signals are handled (Ctrl-C: KeyboardInterrupt) and
Control.progress is called, in the thread that called the function. Work that is to stop and has not within a second is left to itself: the call ends, and
the thread when it looks at its stop flag next. Functions may be called from several threads at once.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

File: TypeAlias = tuple[str, bytes]

class Failure(Exception):
    """What ends a call. str(failure) is the line of the command line, "E204 data.csv:7: ...". ftcert._errors has a class for each kind of identifier.

    An exception of Control.progress, and KeyboardInterrupt, are passed on as they are.
    """

    identifier: str  # "E204": proofs/certificate-format.md and README.md say what each means
    file: str  # name of the file in which it lies; empty: none
    line: int  # in that file, from 1; 0: none
    text: str  # what was expected and what was found, without identifier and place
    lines: list[str]  # what the command line says for people before it fails (`refute`: what is known of a bound)
    last_line: str  # of `check` and `recheck`: "s NOT VERIFIED E204 line 12: ..", else empty

class Control:
    """Progress and limits of one call or several.

    progress: called with what is being done now, a line of text; what it raises ends the work and is passed on.
    seconds: wall-clock time until E405, and a second for what can end in order (`refute`, `solve`: 30, to check what was found); None: no limit.
    max_work: units of work that the input may ask for (E404); None: 10^10, or the square of the number of bytes of the files.
    jobs: threads; the result is the same. None: as many as there are cores, at most 8, to evaluate samples; one to search (`refute`, `solve`, `worst`).
    Errors: ValueError for numbers out of range (seconds > 0, max_work 0 to 10^18-1, jobs 1 to 256).
    """

    def __init__(
        self,
        progress: Callable[[str], object] | None = None,
        seconds: float | None = None,
        max_work: int | None = None,
        jobs: int | None = None,
    ) -> None: ...
    progress: Callable[[str], object] | None
    seconds: float | None
    max_work: int | None
    jobs: int | None

class Layer:
    """x -> W x + b. weights: rows, one a neuron (or output), one entry for each value that is read; bias: one a row."""

    @property
    def weights(self) -> list[list[str]]: ...
    @property
    def bias(self) -> list[str]: ...
    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns), without making the text of any number."""

class Outcome:
    """What a verb answers. What a verb does not have is None, or empty.

    certificate: the file that -o (of `refute` and `solve`: the bound is `bound`) would hold. `patch` with bind: the copy that binds the patched model.
    exact: `certify` with a float format: the certificate of --exact, where there is one.
    bound: the certificate of a lower bound: `solve`, `worst` in general position; of `refute` it is `certificate`.
    patched: the ONNX model to deploy: `certify` with patch, `patch`.
    table: CSV: `evaluate`, `worst`, `bounds`.
    picture: SVG: `explain`, `bounds` of ranges. theorem: Coq: `explain`.
    claim: the claim in the words of the last line, without "s CERTIFIED".
    last_line: "s CERTIFIED interpolation layers=3 neurons=29 samples=1000 changed=49".
    lines: what the command line prints for people; files that it would name there are those that the call names.
    summary: the JSON of --json, as text.
    network: g as real function, affine layers with the ReLU between them; with a float format its numbers are of that format.
    centre: g(x) = network(x - centre), of certificates of executions; empty: nothing is subtracted. Running, the subtraction is one operation.
    """

    @property
    def certificate(self) -> bytes | None: ...
    @property
    def exact(self) -> bytes | None: ...
    @property
    def bound(self) -> bytes | None: ...
    @property
    def patched(self) -> bytes | None: ...
    @property
    def table(self) -> bytes | None: ...
    @property
    def picture(self) -> str | None: ...
    @property
    def theorem(self) -> str | None: ...
    @property
    def claim(self) -> str: ...
    @property
    def last_line(self) -> str: ...
    @property
    def lines(self) -> list[str]: ...
    @property
    def summary(self) -> str: ...
    @property
    def network(self) -> list[Layer]: ...
    @property
    def centre(self) -> list[str]: ...

def certify(
    data: Sequence[File],
    model: File | None = None,
    *,
    layers: str | None = None,  # "auto", or a number
    construction: str = "auto",
    direction: str = "auto",
    network: File | None = None,
    format: str | None = None,  # rational, float32, float64
    prefer: str = "neurons",  # neurons, robust
    deviation: str | None = None,
    patch: str = "",  # the name of the patched model, for the lines; not empty: make it
    output_name: str = "",
    uncertified: bool = False,
    labels: File | None = None, array: str = "", labels_array: str = "", delimiter: str | None = None,
    tensor: str = "", sample: str = "auto", output: Sequence[int] = (), label: Sequence[str] = (), class_: str = "",
    frozen: Sequence[str] = (), features: Sequence[str] = (), round: str | None = None,
    label_upper: Sequence[str] = (), tolerance: str | None = None, margin: str | None = None, external_data: bool = False,
    control: Control = ...,
) -> Outcome:
    """Builds g with f + g = y at every sample (or within what is specified), checks it, and gives the certificate.

    labels: a second file, with the labels. label, frozen, features, label_upper: names of columns. output: components of f, from 0. class_: the
    column of classes. sample: auto, rows, tensor. round: none, float32, float64, features-float32, features-float64. Numbers (tolerance, margin,
    deviation) are written as in CSV.

    Errors: Failure (E1xx, E3xx, E4xx; E501 where no network keeps what has to be kept in floating point).
    """

def refute(
    data: Sequence[File],
    model: File | None = None,
    *,
    layers: int = 2,
    neurons: int | None = None,
    method: str = "auto",  # auto, alternation, exhaustion, patterns
    max_nodes: int | None = None,
    labels: File | None = None, array: str = "", labels_array: str = "", delimiter: str | None = None,
    tensor: str = "", sample: str = "auto", output: Sequence[int] = (), label: Sequence[str] = (), class_: str = "",
    frozen: Sequence[str] = (), features: Sequence[str] = (), round: str | None = None,
    label_upper: Sequence[str] = (), tolerance: str | None = None, margin: str | None = None, external_data: bool = False,
    control: Control = ...,
) -> Outcome:
    """A certificate that no network of this depth with fewer neurons (or with `neurons`) fits the data.

    Errors: Failure (E501 where nothing is shown, E404 where nothing is within max_nodes; both with `lines`). When the time is over
    the bound that was found before is the answer, and E405 is raised only where there is none.
    """

def solve(
    data: Sequence[File],
    model: File | None = None,
    *,
    layers: str = "2",
    construction: str = "auto",
    method: str = "auto",
    max_nodes: int | None = None,
    labels: File | None = None, array: str = "", labels_array: str = "", delimiter: str | None = None,
    tensor: str = "", sample: str = "auto", output: Sequence[int] = (), label: Sequence[str] = (), class_: str = "",
    frozen: Sequence[str] = (), features: Sequence[str] = (), round: str | None = None,
    label_upper: Sequence[str] = (), tolerance: str | None = None, margin: str | None = None, external_data: bool = False,
    control: Control = ...,
) -> Outcome:
    """certify and refute together: `certificate` of the network, `bound` (None where no neuron is needed)."""

def evaluate(
    data: Sequence[File],
    model: File | None = None,
    certificate: File | None = None,
    *,
    digits: int | None = None,
    labels: File | None = None, array: str = "", labels_array: str = "", delimiter: str | None = None,
    tensor: str = "", sample: str = "auto", output: Sequence[int] = (), label: Sequence[str] = (), class_: str = "",
    frozen: Sequence[str] = (), features: Sequence[str] = (), round: str | None = None,
    control: Control = ...,
) -> Outcome:
    """f, g and f + g at the rows of the data, exactly: `table` is the CSV file, `summary` what g changes."""

def patch(
    certificate: File, model: File, data: Sequence[File] = (), *, labels: File | None = None,
    tensor: str = "",
    format: str = "",  # float32, float64
    output_name: str = "", uncertified: bool = False, only_g: bool = False, constant_weights: bool = False,
    name: str = "-",  # of the patched model, for the lines
    bind: str = "",  # the name of the certificate that binds it, for the lines; not empty: make it
    control: Control = ...,
) -> Outcome:
    """Checks a certificate and adds its g to the model: `patched`; with bind, of a certificate of executions, `certificate` is its copy that binds it."""

def recheck(
    certificate: File, model: File, data: Sequence[File] = (), *, labels: File | None = None,
    tensor: str = "", control: Control = ...,
) -> Outcome:
    """Checks a certificate, and that its f is the function of the model at every sample. Errors: Failure (E2xx with `last_line`)."""

def worst(
    *, samples: int | None = None, changed: int | None = None, layers: int = 2, dimension: int = 1,
    general_position: bool = False,
    family: str = "auto",  # auto, alternating, one-sign, mixed
    figure: int = 0,  # 2, 3
    counterexample: str = "", hard: bool = False, subset: bool = False, candidates: int = 9,
    max_nodes: int | None = None, seed: int = 1, control: Control = ...,
) -> Outcome:
    """Data that need many neurons: `table` is the CSV file; in general position (dimension >= 2) `bound` is the certificate of how many."""

def bounds(
    *, changed: str, samples: str | None = None, layers: int = 2, general_position: bool = False,
    dimension: int | None = None, control: Control = ...,
) -> Outcome:
    """Neurons that are needed in the worst case, the paper's interval and ours: `summary`, `table` (CSV), of ranges `picture` (SVG).

    changed, samples: a count, or a range of counts, as the command line takes them ("20", "10..1000").
    """

def pieces(
    certificate: File, data: Sequence[File] = (), *, labels: File | None = None, model: File | None = None,
    through: str = "", with_f: bool = False, control: Control = ...,
) -> Outcome:
    """Kinks and slopes of the certificate's g along its direction, or the line through two samples "I,J": `summary`."""

def explain(
    certificate: File, data: Sequence[File] = (), *, labels: File | None = None, model: File | None = None,
    tensor: str = "", class_names: File | None = None, picture: bool = False, theorem: bool = False,
    control: Control = ...,
) -> Outcome:
    """Checks a certificate and says what it means: `lines`; `picture` (SVG) and `theorem` (Coq) where asked for.

    Errors: those of `check`; Failure (E104) for the picture of a g that has no direction to be drawn along.
    """

def compare(
    certificate: File, other: File, data: Sequence[File] = (), *, labels: File | None = None,
    model: File | None = None, control: Control = ...,
) -> Outcome:
    """Two certificates, checked and compared: `summary`, `lines`. data, labels, model: the files that either of them binds."""

def network(certificate: File) -> Outcome:
    """What a certificate of interpolation, specification or executions holds, read, not checked: `network`, `claim`. Errors: Failure (E3xx, E104)."""

def check(
    certificate: File | Sequence[File], data: Sequence[File] = (), *, labels: File | None = None,
    model: File | None = None, patched: File | None = None, tensor: str = "", control: Control = ...,
) -> Outcome:
    """The checker `ftcheck`. `last_line`: "s VERIFIED ..", `lines`: its notes "c ..", `claim`. Two certificates: what they say as a pair (--pair).

    Errors: Failure, with `last_line`, "s NOT VERIFIED ..".
    """
