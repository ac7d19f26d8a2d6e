"""Every link of the documentation leads to a file of the repository, and to a heading that is there; every page can be reached from README.md;
nothing that a reader of a page would load comes from elsewhere.

usage: check_links.py SOURCE"""
import os
import re
import sys

from expectations import exit_code, expect

SOURCE = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(SOURCE, "src", "docs", "site"))
import markdown_pages as md  # noqa: E402


def main():
    pages = md.pages(SOURCE)
    texts = {name: md.read(SOURCE, name) for name in pages}
    reached, todo = {"README.md"}, ["README.md"]
    for name, text in texts.items():
        for target in md.links(text):
            if md.is_outside(target):
                expect(not re.search(r"!\[[^\]]*\]\(" + re.escape(target), text), "%s: a picture from elsewhere: %s" % (name, target))
                continue
            path, _, anchor = target.partition("#")
            file = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
            expect(os.path.isfile(os.path.join(SOURCE, file)), "%s: no such file: %s" % (name, target))
            if anchor and file in texts:
                expect(anchor in md.anchors(texts[file]), "%s: no such heading: %s" % (name, target))
    while todo:
        name = todo.pop()
        for target in md.links(texts[name]):
            file = os.path.normpath(os.path.join(os.path.dirname(name), target.partition("#")[0]))
            if file in texts and file not in reached:
                reached.add(file)
                todo.append(file)
    for name in pages:
        expect(name in reached, "%s: no page leads there" % name)
    return exit_code()


if __name__ == "__main__":
    sys.exit(main())
