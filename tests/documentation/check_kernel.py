#!/usr/bin/env python3
"""Counts the kernel's lines of code by the command of proofs/README.md and holds them, and what the kernel includes, against what stands there.

usage: check_kernel.py SOURCE

The section "The kernel" has rows | part | files | budget |: `files` are patterns below src/ftcert. Every file of the kernel must belong to one
part, no part may exceed its budget, and the kernel may include nothing of src/ftcert but itself."""
import pathlib
import re
import sys

KERNEL = ["core", "evaluation", "certificate", "check"]


def lines_of_code(path):
    """Lines with something besides a comment."""
    return sum(1 for line in path.read_text(encoding="utf-8").split("\n") if re.sub("//.*", "", line).strip())


def main(source):
    root = pathlib.Path(source)
    text = (root / "proofs/README.md").read_text(encoding="utf-8")
    section = text.split("## The kernel\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| (`[^|]+`) \| ([0-9,]+) \|$", section, re.M)
    base = root / "src/ftcert"
    files = {path for folder in KERNEL for path in (base / folder).rglob("*.?pp")}
    passed, failed, left, total = 0, 0, set(files), 0

    def report(holds, what):
        nonlocal passed, failed
        passed, failed = passed + holds, failed + (not holds)
        print(("ok      " if holds else "FAILED  ") + what)

    for part, patterns, budget in rows:
        mine = {path for pattern in re.findall("`([^`]+)`", patterns) for path in base.glob(pattern)} & left
        left -= mine
        count, most = sum(map(lines_of_code, mine)), int(budget.replace(",", ""))
        total += count
        report(0 < count <= most, "%s: %d lines of code, at most %d" % (part, count, most))
    report(not left, "files of no part: " + (", ".join(sorted(str(p.relative_to(base)) for p in left)) or "none"))
    apart = sum(lines_of_code(path) for path in files if re.search(r"_boost\.hpp$|/pair\.|/patched|/body_files\.|/parts\.", str(path)))
    report(total - apart <= 5050, "a certificate that holds its samples: %d lines of code, at most 5050" % (total - apart))
    for path in sorted(files):
        for include in re.findall(r'#include "ftcert/([a-z_]+)/', path.read_text(encoding="utf-8")):
            if include not in KERNEL:
                report(False, "%s includes %s" % (path.relative_to(root), include))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
