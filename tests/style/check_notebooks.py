#!/usr/bin/env python3
"""Every notebook of src/python/notebooks is as it was written, not as it ran: nbformat 4.5, no outputs, no counts of executions, no metadata but the language,
cell after cell with an identifier of its own, and the file is what json.dump writes.

usage: check_notebooks.py SOURCE"""
import json
import pathlib
import sys

LANGUAGE = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}


def written(notebook):
    """The text of a notebook, as it is committed."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def problems(text):
    """What is wrong with the text of a notebook."""
    notebook = json.loads(text)
    if written(notebook) != text:
        yield "not as json.dumps(.., indent=1, ensure_ascii=False) writes it"
    if (notebook["nbformat"], notebook["nbformat_minor"], notebook["metadata"]) != (4, 5, LANGUAGE):
        yield "expected nbformat 4.5 and the metadata of Python 3"
    for i, cell in enumerate(notebook["cells"], 1):
        keys = {"cell_type", "id", "metadata", "source"} | ({"outputs", "execution_count"} if cell["cell_type"] == "code" else set())
        if set(cell) != keys or cell["metadata"] or cell.get("outputs") or cell.get("execution_count") is not None:
            yield "cell %d has outputs, a count, or metadata" % i
        source = "".join(cell["source"])
        if not source.strip() or source.endswith("\n") or any(line != line.rstrip() for line in source.split("\n")):
            yield "cell %d is empty, or has white space at an end" % i
    if len({cell["id"] for cell in notebook["cells"]}) != len(notebook["cells"]):
        yield "two cells have the same identifier"


def main(source):
    notebooks = sorted(pathlib.Path(source, "src/python").rglob("*.ipynb"))
    found = [(path.name, what) for path in notebooks for what in problems(path.read_text(encoding="utf-8"))]
    for name, what in found:
        print("FAILED  %s: %s" % (name, what))
    print("%d passed, %d failed" % (len(notebooks) - len({name for name, _ in found}), len({name for name, _ in found})))
    return 1 if found or not notebooks else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
