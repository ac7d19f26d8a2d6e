#!/usr/bin/env python3
"""Puts the page together: one HTML file with the checker's module in it.

usage: make_page.py MODULE OUTPUT

MODULE is ftcheck_page.wasm. {{NAME}} in page.html stands for the file NAME of this folder, or for the module in base64."""
import base64
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent


def content(name, module):
    if name == module.name:
        return base64.encodebytes(module.read_bytes()).decode("ascii")
    text = (HERE / name).read_text(encoding="utf-8").rstrip("\n")
    if "</script" in text or "</style" in text:
        raise SystemExit("make_page.py: %s holds the end of the element that it stands in" % name)
    return text


def main(module, output):
    page = (HERE / "page.html").read_text(encoding="utf-8")
    page = re.sub(r"\{\{([\w.]+)\}\}", lambda found: content(found[1], pathlib.Path(module)), page)
    pathlib.Path(output).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
