"""What mkdocs does to the pages: Python-Markdown is made to read them as GitHub does."""
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import markdown_pages as md  # noqa: E402
from emphasis import emphasis_of_page  # noqa: E402

ITEM = re.compile(r"(?:[-*+]|\d+\.) ")


def on_config(config):
    config.mdx_configs.setdefault("toc", {})["slugify"] = md.slug
    return config


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
    """The audit as Markdown, to which its page links; it is no page of the site, as it would have the same name."""
    here = os.path.dirname(os.path.abspath(__file__))
    shutil.copyfile(os.path.join(here, "report.md"), os.path.join(config.site_dir, "proofs", "audit", "report.md"))
