"""The files that cases of command lines name: those of the corpus, and changed copies of them. Used by command_line.py and command_line_specification.py."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(HERE, *name.split("/"))


def read(name):
    with open(path(name), encoding="ascii") as file:
        return file.read()


def place(text, line):
    """"line N", where the only line that begins so stands."""
    places = [n for n, words in enumerate(text.split("\n"), 1) if words.startswith(line)]
    assert len(places) == 1, line
    return "line %d" % places[0]


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="ascii", newline="\n") as file:
        file.write(text)
    return os.path.join(folder, name)


def changed(text, *changes):
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
