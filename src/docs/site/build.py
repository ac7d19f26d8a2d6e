#!/usr/bin/env python3
"""Builds the site in BUILD/docs: ./run docs.

usage: build.py SOURCE BUILD [MKDOCS]

mkdocs reads one folder, so the pages of the documentation and the files that they link to are collected in BUILD/docs-source/pages first, where they
stand in the repository, so that one relative link serves both. Warnings are errors."""
import os
import shutil
import subprocess
import sys

import markdown_pages as md

HERE = os.path.dirname(os.path.abspath(__file__))
AUDIT = "proofs/audit"  # a folder of its own, whose report.html says what report.md says


def linked(source, name):
    """Files of the repository that a page links to."""
    for target in md.links(md.read(source, name)):
        path = target.partition("#")[0]
        if path and not md.is_outside(target):
            yield os.path.normpath(os.path.join(os.path.dirname(name), path))


def collect(source, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))  # in which others may write meanwhile
    report = AUDIT + "/report.md"
    pages = [name for name in md.pages(source) if name != report]
    wanted = set(pages)
    for name in pages:
        wanted.update(linked(source, name))
    for name in sorted(wanted - {report}):
        target = os.path.join(folder, "pages", name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(os.path.join(source, name), target)
    shutil.copytree(os.path.join(source, AUDIT), os.path.join(folder, "pages", AUDIT), ignore=shutil.ignore_patterns("report.md"), dirs_exist_ok=True)
    shutil.copyfile(os.path.join(source, report), os.path.join(folder, "report.md"))
    return len(pages)


def main(source, build, mkdocs="mkdocs"):
    folder = os.path.join(build, "docs-source")
    count = collect(source, folder)
    done = subprocess.run([mkdocs, "build", "--strict", "--quiet", "--clean", "--config-file", os.path.join(folder, "mkdocs.yml")])
    print("%d pages, the first of which is %s" % (count, os.path.join(build, "docs", "index.html")) if done.returncode == 0 else "mkdocs failed")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
