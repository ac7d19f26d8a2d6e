"""Markdown as it stands in the repository: its pages, links and anchors. Used by the site (build.py, hooks.py) and by the tests.

    pages("..")                    # every page of the documentation, relative to the top
    anchors("# A (b)\n")           # {"a-b"}: what GitHub makes of headings, and <a id=..>
    links("[x](y.md#z)")           # ["y.md#z"]
"""
import os
import re

# Beside src/docs: whole folders and single files whose Markdown belongs to the documentation.
FOLDERS = ("src/docs", "proofs", "data")
FILES = ("README.md", "CHANGELOG.md", "src/page/README.md", "tests/benchmarks/README.md", "tests/certificates/rules.md")


def pages(source):
    found = [name for name in FILES if os.path.exists(os.path.join(source, name))]
    for folder in FOLDERS:
        for where, _, names in sorted(os.walk(os.path.join(source, folder))):
            found += [os.path.relpath(os.path.join(where, name), source) for name in sorted(names) if name.endswith(".md")]
    return found


def read(source, name):
    with open(os.path.join(source, name), encoding="utf-8") as file:
        return file.read()


def without_code(text):
    """The text without blocks and spans of code, and without indented lines behind an empty one."""
    text = re.sub(r"^(```+)[^\n]*\n.*?^\1$", "", text, flags=re.M | re.S)
    text = re.sub(r"(?<=\n\n)(?:    [^\n]*\n)+", "", text)
    return re.sub(r"(`+)(?:(?!\1).)+?\1", "", text)


def slug(heading, separator="-"):
    """The anchor of a heading, as GitHub has it: letters, digits, - and _ stay, every space becomes a hyphen."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    words = re.sub(r"\\(.)", r"\1", words).replace("`", "")
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", separator)


def anchors(text):
    found, counts = set(re.findall(r'<a id="([^"]*)">', text)), {}
    for line in re.sub(r"^(```+)[^\n]*\n.*?^\1$", "", text, flags=re.M | re.S).split("\n"):
        heading = re.match(r"#+ +(.*)", line)
        if heading:
            name = slug(heading[1])
            found.add(name + ("-%d" % counts[name] if name in counts else ""))
            counts[name] = counts.get(name, 0) + 1
    return found


def links(text):
    """Targets of links and pictures."""
    return re.findall(r"\]\(([^)\s]+)\)", without_code(text))


def is_outside(target):
    return re.match(r"[a-z]+:", target) is not None
