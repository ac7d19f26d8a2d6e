"""Which asterisks of a text are emphasis, by the rules of CommonMark, which GitHub follows: those of formulas, as in m*_2(N,K), are not.

    emphasis("*m* is m*_2 for N* >= 3")   # "<em>m</em> is m\\*_2 for N\\* >= 3"
"""
import re

PIECES = re.compile(r"(\\.|(`+)(?:(?!\2).)+?\2|\*+)", re.S)
PUNCTUATION = re.compile(r"[^\w\s]|_")


class Run:
    """A run of asterisks between two characters."""

    def __init__(self, length, before, behind):
        space_before, space_behind = before.isspace(), behind.isspace()
        sign_before, sign_behind = PUNCTUATION.match(before), PUNCTUATION.match(behind)
        self.length = self.left = length
        self.opens = not space_behind and (not sign_behind or space_before or bool(sign_before))
        self.closes = not space_before and (not sign_before or space_behind or bool(sign_behind))
        self.begins, self.ends = [], []

    def fits(self, closer):
        both = (self.opens and self.closes) or (closer.opens and closer.closes)
        return self.opens and self.left and not (both and (self.length + closer.length) % 3 == 0 and self.length % 3)

    def text(self):
        return "".join(self.ends) + r"\*" * self.left + "".join(reversed(self.begins))


def emphasis(text):
    """The text with <em> and <strong> for emphasis, and every other asterisk escaped. Spans of code stay as they are."""
    pieces, at = [], 0
    for found in PIECES.finditer(text):
        pieces.append(text[at:found.start()])
        if found[1].startswith("*"):
            pieces.append(Run(len(found[1]), text[found.start() - 1:found.start()] or " ", text[found.end():found.end() + 1] or " "))
        else:
            pieces.append(found[1])
        at = found.end()
    pieces.append(text[at:])
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    for i, closer in enumerate(runs):
        while closer.closes and closer.left:
            begin = next((k for k in range(i - 1, -1, -1) if runs[k].fits(closer)), None)
            if begin is None:
                break
            opener, used = runs[begin], 2 if min(runs[begin].left, closer.left) > 1 else 1
            for between in runs[begin + 1:i]:
                between.opens = False
            opener.left, closer.left = opener.left - used, closer.left - used
            opener.begins.append(("<em>", "<strong>")[used - 1])
            closer.ends.append(("</em>", "</strong>")[used - 1])
    return "".join(piece.text() if isinstance(piece, Run) else piece for piece in pieces)


def emphasis_of_page(markdown):
    """The same for every paragraph and every cell of a table; blocks of code stay as they are."""
    done, paragraph, fenced = [], [], False

    def end():
        if paragraph:
            done.append(emphasis("\n".join(paragraph)))
            paragraph.clear()

    for line in markdown.split("\n"):
        mark = line.startswith("```")
        if mark or fenced:
            end()
            done.append(line)
            fenced ^= mark
        elif line.startswith("|"):
            end()
            done.append("|".join(map(emphasis, re.split(r"(?<!\\)\|", line))))
        elif line.startswith("#"):
            end()
            done.append(emphasis(line))
        elif not line.strip() or line.startswith("    ") and not paragraph:
            end()
            done.append(line)
        else:
            paragraph.append(line)
    end()
    return "\n".join(done)
