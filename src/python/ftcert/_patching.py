"""patch and recheck: from a certificate to the model to deploy, and whether its f is the model's function."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ftcert import _ftcert
from ftcert._call import calling, given
from ftcert._checking import Verdict, bound_files
from ftcert._errors import ArgumentTypeError
from ftcert._files import File, PathLike, certificate_file, own_paths, write
from ftcert._progress import Progress

__all__ = ["Patched", "patch", "recheck"]


@dataclass(frozen=True)
class Patched:
    """A patched model. model: the bytes of the ONNX file; certificate: of the one that binds it, where there is one; summary: what --json says."""

    model: bytes
    certificate: bytes | None
    summary: dict[str, Any] = field(compare=False)
    messages: tuple[str, ...] = ()
    last_line: str = ""
    inputs: tuple[str, ...] = field(default=(), compare=False, repr=False)  # paths that are not overwritten

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever deploys the model should know."""
        return tuple(self.summary.get("warnings", ()))

    def save(self, path: PathLike) -> None:
        """Writes the model, in one step. Errors: UsageError (E103) for the path of an input; CannotWrite (E403)."""
        write(path, self.model, self.inputs)


def _files(certificate: Any, data: Any, labels: Any, model: Any) -> tuple[File, File, list[File], File | None]:
    files = bound_files(certificate, data, labels, model)
    if files["model"] is None:
        raise ArgumentTypeError("E101", "model", None, "the model that the certificate binds", "None")
    return certificate_file(certificate), files["model"], files["data"], files["labels"]


def patch(
    certificate: Any,
    model: Any = None,
    *,
    data: Any = None,
    labels: Any = None,
    tensor: str | None = None,
    format: str | None = None,
    output_name: str | None = None,
    uncertified: bool = False,
    only_g: bool = False,
    constant_weights: bool = False,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Patched:
    """Checks a certificate of executions and makes f + g an ONNX model, in which f's part is f's file byte for byte and g the certificate's.

    certificate: as for ftcert.check; model: f's file, its bytes, or an onnx.ModelProto; data, labels: files that the certificate binds, where it
    does not hold its samples (paths, or pairs of a name and bytes). All three are known of an object that certify returned. tensor: the one that f is; format, output_name, uncertified, only_g,
    constant_weights: `ftcert patch --help`; jobs, seconds, max_work, progress: see certify.
    Errors: Rejected where the certificate does not hold, or the model is another; UsageError for a certificate of interpolation without
    uncertified.

        >>> ftcert.patch("diabetes.ftc", "data/diabetes/model.onnx").save("patched.onnx")
    """
    named, f, some, of_labels = _files(certificate, data, labels, model)
    options = given(labels=of_labels, tensor=tensor, format=format, output_name=output_name)
    with calling(progress, seconds, max_work, jobs) as control:
        outcome = _ftcert.patch(
            named,
            f,
            some,
            **options,
            uncertified=uncertified,
            only_g=only_g,
            constant_weights=constant_weights,
            name="patched.onnx",
            bind="" if only_g or uncertified else "patched.ftc",
            control=control,
        )
    assert outcome.patched is not None
    places = data if isinstance(data, (list, tuple)) else [data]
    inputs = (*getattr(getattr(certificate, "_inputs", None), "paths", ()), *own_paths(certificate, model, labels, *places))
    said = json.loads(outcome.summary)
    return Patched(outcome.patched, outcome.certificate, said, tuple(outcome.lines), outcome.last_line, inputs)


def recheck(
    certificate: Any,
    model: Any = None,
    *,
    data: Any = None,
    labels: Any = None,
    tensor: str | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
    max_work: int | None = None,
    progress: Progress = None,
) -> Verdict:
    """Checks a certificate, and that its f is the function of the model at every sample (ftcert.check compares digests and reads no model).

    Arguments as for patch. Errors: Rejected (E205, E207, ..) for another model; Incomplete (E502) where a file is missing.

        >>> ftcert.recheck("diabetes.ftc", "data/diabetes/model.onnx", data="data/diabetes/changed.csv").notes
        ('f is the function of data/diabetes/model.onnx at all 442 samples, and the same network number by number.',)
    """
    named, f, some, of_labels = _files(certificate, data, labels, model)
    with calling(progress, seconds, max_work, jobs) as control:
        outcome = _ftcert.recheck(named, f, some, **given(labels=of_labels, tensor=tensor), control=control)
    return Verdict(outcome.claim, tuple(outcome.lines), outcome.last_line)
