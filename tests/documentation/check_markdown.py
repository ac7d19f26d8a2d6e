"""The rules by which the site and check_links.py read Markdown, on texts whose answer is known: GitHub's anchors, emphasis as in the examples of the
CommonMark specification (section 6.2), tables with bars in code.

usage: check_markdown.py SOURCE"""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(sys.argv[1], "src", "docs", "site"))
import markdown_pages as md  # noqa: E402
from emphasis import emphasis, emphasis_of_page  # noqa: E402
import hooks  # noqa: E402

passed = failed = 0


def expect(found, wanted):
    global passed, failed
    passed, failed = passed + (found == wanted), failed + (found != wanted)
    if found != wanted:
        print("FAILED expected %r, found %r" % (wanted, found))


TEXT = "# A -- b (c): d_e\n\n## `x` & *y*\n\n## 2. Two\n\n```\n# no\n```\n## 2. Two\n## 3.2 d1 d2 + 1 points\n[a](b.md#c) `[d](e)`\n\n    [f](g)\n"
expect(md.anchors(TEXT), {"a----b-c-d_e", "x--y", "2-two", "2-two-1", "32-d1-d2--1-points"})
expect(md.links(TEXT), ["b.md#c"])
for text, wanted in (
        ("*foo bar*", "<em>foo bar</em>"), ("a * foo bar*", r"a \* foo bar\*"), ('a*"foo"*', r'a\*"foo"\*'), ("foo*bar*", "foo<em>bar</em>"),
        ("5*6*78", "5<em>6</em>78"), ("*foo bar *", r"\*foo bar \*"), ("*(*foo)", r"\*(\*foo)"), ("*(*foo*)*", "<em>(<em>foo</em>)</em>"),
        ("**foo bar**", "<strong>foo bar</strong>"), ("** foo bar**", r"\*\* foo bar\*\*"), ("**foo*bar**", r"<strong>foo\*bar</strong>"),
        ("***foo** bar*", "<em><strong>foo</strong> bar</em>"), ("*foo **bar***", "<em>foo <strong>bar</strong></em>"),
        ("*foo**bar**baz*", "<em>foo<strong>bar</strong>baz</em>"), ("*foo**bar*", r"<em>foo\*\*bar</em>"), ("**foo*", r"\*<em>foo</em>"),
        ("*foo**", r"<em>foo</em>\*"), ("`*a*` *b*", "`*a*` <em>b</em>"), (r"\*a* b*", r"\*a\* b\*"), ("m*_2(N,K) and m*_3", r"m\*_2(N,K) and m\*_3"),
        ("*m*_2 <= N* *x*", r"<em>m</em>_2 <= N\* <em>x</em>")):
    expect(emphasis(text), wanted)
expect(emphasis_of_page("# m* and N*\n\n| *a | b* |\n\n```\n*a*\n```\n\n    *a*\n\n*a\nb*"), "# m\\* and N\\*\n\n| \\*a | b\\* |\n\n```\n*a*\n```\n\n    *a*\n\n<em>a\nb</em>")
expect(hooks.on_page_markdown("a\n- b\n  c\n- d\ne\n\n| `0\\|1` | \\|J\\| |", None, None, None),
       "a\n\n- b\n    c\n- d\ne\n\n| <code>0&#124;1</code> | \\|J\\| |")
expect(hooks.on_page_markdown("- a\n\n  b\n- c", None, None, None), "- a\n\n    b\n\n- c")
expect(hooks.on_page_markdown("```\na\n- b\n```", None, None, None), "```\na\n- b\n```")
print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
