"""What mkdocs does to the pages: Python-Markdown is made to read them as GitHub does."""
import json
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import markdown_pages as md  # noqa: E402
from emphasis import emphasis_of_page  # noqa: E402

order = []  # addresses of the pages, in the order of the navigation
ITEM = re.compile(r"(?:[-*+]|\d+\.) ")


def on_config(config):
    config.mdx_configs.setdefault("toc", {})["slugify"] = md.slug
    return config


def on_nav(nav, config, files):
    order.extend(page.url for page in nav.pages)
    return nav


def on_page_markdown(markdown, page, config, files):
    """An empty line before a list; four spaces before what continues an item; | in code of tables; asterisks; report.html in place of report.md."""
    lines, fenced, in_list, parts = [], False, False, False  # parts: the item before has several paragraphs
    for line in emphasis_of_page(markdown).split("\n"):
        fenced ^= line.startswith("```")
        if fenced or line.startswith("```"):
            lines.append(line)
            continue
        if ITEM.match(line):
            if lines and lines[-1].strip() and (parts or not in_list):
                lines.append("")
            in_list, parts = True, False
        elif in_list and line.startswith("  "):
            parts |= not lines[-1].strip()
            line = "    " + line.lstrip() if re.match(r" {2,3}\S", line) else line
        elif not line.startswith(" "):
            in_list = in_list and not line
        if line.startswith("|"):
            line = re.sub(r"`[^`]*`", lambda code: code_with_bars(code[0]), line)
        lines.append(re.sub(r"\]\(([^)]*audit/)report\.md", r"](\1report.html", line))
    return "\n".join(lines)


def code_with_bars(code):
    """A span of code as HTML, if it has an escaped bar: Python-Markdown would show the backslash."""
    if r"\|" not in code:
        return code
    words = code[1:-1].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(r"\|", "&#124;")
    return "<code>" + words.replace("*", "&#42;").replace("_", "&#95;") + "</code>"


def on_post_build(config):
    """The audit as Markdown, to which its page links; it is no page of the site, as it would have the same name. And the sections for the search."""
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copyfile(os.path.join(here, "report.md"), os.path.join(config.site_dir, "proofs", "audit", "report.md"))
    index = os.path.join(config.site_dir, "search", "search_index.json")
    with open(index, encoding="utf-8") as file:
        found = sections(json.load(file)["docs"])
    os.remove(index)
    with open(os.path.join(config.site_dir, "search", "sections.js"), "w", encoding="ascii") as file:
        file.write("const sections = %s;\n" % json.dumps(found, indent=0))


def sections(docs):
    """Those of mkdocs' index, page by page: what stands under each heading, and the title of its page before the heading."""
    titles = {doc["location"]: doc["title"] for doc in docs if "#" not in doc["location"]}
    found = []
    for doc in docs:
        page, _, anchor = doc["location"].partition("#")
        if anchor:
            title = doc["title"] if doc["title"] == titles[page] else titles[page] + ": " + doc["title"]
            found.append({"location": doc["location"], "title": title, "text": " ".join(doc["text"].split())})
    place = {page: i for i, page in enumerate(order)}
    return sorted(found, key=lambda section: place.get(section["location"].partition("#")[0], len(place)))
