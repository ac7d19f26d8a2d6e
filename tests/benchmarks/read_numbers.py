#!/usr/bin/env python3
"""What read_numbers.cpp does, in Python's standard library: the numbers of a file as fractions, all kept. The floor of ftcheck.py.

    read_numbers.py FILE   # prints how many there are"""
import re
import sys
from fractions import Fraction

NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+)|/([1-9][0-9]*))?")


def read(word):
    """None: not a number."""
    m = NUMBER.fullmatch(word)
    if not m:
        return None
    if m[3]:
        return Fraction(int(m[1] + m[2] + m[3]), 10 ** len(m[3]))
    return Fraction(int(m[1] + m[2]), int(m[4] or 1))


def main(name):
    numbers = []
    with open(name, encoding="utf-8") as file:
        for line in file:
            numbers += [x for x in map(read, line.replace(",", " ").split()) if x is not None]
    print(len(numbers))


if __name__ == "__main__":
    main(sys.argv[1])
