"""The words of a certificate, by regular expressions; shares no code with a checker. Used by certificate_text.py and specification_text.py."""
import re
from fractions import Fraction
from functools import lru_cache

COUNT = "(0|[1-9][0-9]{0,17})"
NAME = "(?:[A-Za-z0-9_.-]|%(?!2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F)[0-9A-F]{2})+"
NUMBER = r"-?[0-9]+(?:/[0-9]+)?"


class Malformed(Exception):
    pass


@lru_cache(4096)
def number(word):
    if not re.fullmatch(NUMBER, word) or re.search("/0+$", word) or str(Fraction(word)) != word:
        raise Malformed(word)
    return Fraction(word)


def not_negative(word):
    if number(word) < 0:
        raise Malformed(word)
    return number(word)
