#!/usr/bin/env python3
"""Sets up Debian's emscripten for the page: its libraries are compiled for 64-bit sizes in a folder of ours, from the sources that the package holds.

usage: set_up.py FOLDER

Writes FOLDER/emscripten-config, for EM_CONFIG, and FOLDER/node."""
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path("/usr/share/emscripten")
# emscripten 3.1.6 asks Node.js for big integers by an option that it no longer has: they are always there.
NODE = """#!/bin/sh
[ "$1" != --experimental-wasm-bigint ] || shift
exec "%s" "$@"
"""


def main(folder):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    given, node = ROOT / ".emscripten", shutil.which("node")
    if not given.is_file() or node is None:
        raise SystemExit("set_up.py: expected Debian's package emscripten with Node.js, found no " + ("node" if node is None else str(given)))
    wrapper = folder / "node"
    wrapper.write_text(NODE % node, encoding="utf-8")
    wrapper.chmod(0o755)
    text = given.read_text(encoding="utf-8")
    for name, value in (("FROZEN_CACHE", "False"), ("NODE_JS", repr(str(wrapper)))):
        text, found = re.subn(r"(?m)^%s = .*$" % name, lambda _: "%s = %s" % (name, value), text)
        if found != 1:
            raise SystemExit("set_up.py: %s: expected one line '%s = ..', found %d" % (given, name, found))
    config = folder / "emscripten-config"
    if not config.exists() or config.read_text(encoding="utf-8") != text:
        config.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
