#!/usr/bin/env python3
"""Every C++ file is as clang-format writes it, and no source file of src or proofs is longer than 300 lines (documents and Statements.v apart).

usage: check_style.py SOURCE CLANG_FORMAT"""
import pathlib
import subprocess
import sys

LONGEST = 300


def main(source, clang_format):
    root = pathlib.Path(source)
    cpp = sorted(p for folder in ("src", "tests") for p in (root / folder).rglob("*.?pp"))
    done = subprocess.run([clang_format, "--dry-run", "-Werror", *map(str, cpp)], stderr=subprocess.PIPE, text=True)
    unformatted = sorted({line.split(":")[0] for line in done.stderr.split("\n") if "[-Wclang-format-violations]" in line})
    code = [p for p in cpp if p.is_relative_to(root / "src")]
    code += [p for ending in ("*.v", "*.ml", "*.py") for p in (root / "proofs").rglob(ending) if p.name != "Statements.v"]
    code += sorted((root / "src").rglob("*.py"))
    long = ["%s (%d lines)" % (p, n) for p in code if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST]
    for what in unformatted:
        print("FAILED  not as clang-format writes it: " + what)
    for what in long:
        print("FAILED  longer than %d lines: %s" % (LONGEST, what))
    wrong = len(unformatted) + len(long) + (done.returncode != 0 and not unformatted)
    print("%d passed, %d failed" % (len(cpp) + len(code) - len(unformatted) - len(long), wrong))
    return 1 if wrong or not cpp or not code else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
