"""What stands in a certificate with specifications (section 18 of certificate-format.md) in place of labels. Used by certificate_text.py.

A specification of a component is a pair (lower end, upper end), None for an end that is missing; of a sample with classes the tuple of its components; None is keep."""
import re

from certificate_words import COUNT, Malformed, not_negative, number

SPECIFIED = "layers=%s neurons=%s samples=%s changed=%s specified=%s" % ((COUNT,) * 5)
SPECIFIED_BOUND = "layers=%s neurons=%s samples=%s specified=%s" % ((COUNT,) * 4)


def read_line(lines, c):
    """c.specification: None, or (intervals or classes, tolerance or margin)."""
    c.specification = None
    if c.specified is None:
        return
    kind, _, word = lines.take("specification (intervals tolerance|(classes margin))=(.+)")
    c.specification = kind.split(" ")[0], not_negative(word)
    if c.specification[0] == "classes" and (c.specification[1] == 0 or c.P < 2):
        raise Malformed("classes")


def interval(word):
    if word == "keep":
        return None
    if word[:2] in (">=", "<="):
        return (number(word[2:]), None) if word[0] == ">" else (None, number(word[2:]))
    ends = list(map(number, word.split("..")))
    if len(ends) > 2 or ends != sorted(set(ends)):
        raise Malformed(word)
    return ends[0], ends[-1]


def classes(word, outputs):
    if word == "keep":
        return None
    words = word.split("|")
    if not all(re.fullmatch(COUNT, w) for w in words):
        raise Malformed(word)
    found = tuple(map(int, words))
    if list(found) != sorted(set(found)) or found[-1] >= outputs or len(found) == outputs:
        raise Malformed(word)
    return found


def of_sample(c, words):
    return list(map(interval, words)) if c.specification[0] == "intervals" else [classes(word, c.P) for word in words]


def words_of_sample(c):
    return c.P if c.specification is None or c.specification[0] == "intervals" else 1


def component(lines, keyword, c, rest):
    """What the line `line` or `patterns` names, (component from 1, None) or (C, K) from 0; and the groups of the rest of it."""
    if c.specification is None or c.specification[0] == "intervals":
        first, *more = lines.take("%s output=%s%s" % (keyword, COUNT, rest))
        if not 1 <= int(first) <= c.P:
            raise Malformed("output")
        return (int(first), None), more
    first, second, *more = lines.take("%s difference=%s-%s%s" % (keyword, COUNT, COUNT, rest))
    if first == second or max(int(first), int(second)) >= c.P:
        raise Malformed("difference")
    return (int(first), int(second)), more
