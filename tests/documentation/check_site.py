"""The site as it was built: every link leads to a file and to an anchor that are there, no page loads anything from elsewhere, neither
scripts nor styles, fonts or pictures; and what the search knows are all headings of all pages.

usage: check_site.py FOLDER"""
import html.parser
import json
import os
import re
import sys
import urllib.parse

from expectations import exit_code, expect


class Page(html.parser.HTMLParser):
    """Links, what is loaded, and anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loads, self.ids, self.headings = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.update(values[key] for key in ("id", "name") if values.get(key))
        if re.fullmatch("h[1-6]", tag) and values.get("id"):
            self.headings.append(values["id"])
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        self.loads += [values[key] for key in ("src", "srcset", "data", "poster") if values.get(key)]
        if tag == "link" and values.get("href"):
            self.loads.append(values["href"])
        self.loads += re.findall(r"url\(([^)]*)\)", values.get("style") or "")


def outside(target):
    return re.match(r"(?:[a-z]+:)?//", target) is not None


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def check_search(folder, pages):
    text = read(os.path.join(folder, "search", "sections.js"))
    sections = json.loads(text[len("const sections = "):-len(";\n")])
    found = {section["location"] for section in sections}
    searched = {location.partition("#")[0] for location in found}
    for name, page in pages.items():
        name = os.path.relpath(name, folder)
        if name in ("404.html", "search.html", "proofs/audit/report.html"):
            continue  # no pages of the documentation
        expect(name in searched, "search: nothing of " + name)
        for anchor in page.headings:
            expect(name + "#" + anchor in found, "search: no section %s#%s" % (name, anchor))
    texts = {section["location"]: section["text"] for section in sections}
    expect("--margin Q" in texts["src/docs/jobs/classes.html#classes"] and "E404" in texts["src/docs/reference/limits.html#work"], "search: the text of a section is not there")


def main(folder):
    names = [os.path.join(where, name) for where, _, files in os.walk(folder) for name in files]
    pages = {name: Page(read(name)) for name in names if name.endswith(".html")}
    styles = {name: re.findall(r"(?:url\(|@import\s+)[\"']?([^\"')\s;]+)", read(name)) for name in names if name.endswith(".css")}
    expect(len(pages) > 30 and styles, "expected a site in %s" % folder)
    for name, loads in {**{name: page.loads for name, page in pages.items()}, **styles}.items():
        for target in loads:
            expect(not outside(target), "%s loads %s" % (os.path.relpath(name, folder), target))
    for name, page in pages.items():
        for target in page.links + page.loads:
            if outside(target) or re.match(r"(?:mailto|data|javascript):", target) or os.path.basename(name) == "404.html":
                continue  # the page for what is not there has absolute addresses
            path, _, anchor = target.partition("#")
            path = os.path.normpath(os.path.join(os.path.dirname(name), urllib.parse.unquote(path.partition("?")[0]))) if path else name
            expect(os.path.isfile(path), "%s: no such file: %s" % (os.path.relpath(name, folder), target))
            if anchor and path in pages:
                expect(urllib.parse.unquote(anchor) in pages[path].ids, "%s: no such anchor: %s" % (os.path.relpath(name, folder), target))
    check_search(folder, pages)
    return exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
