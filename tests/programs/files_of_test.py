"""The folder that a test writes its files in; it goes with the test."""
import os
import tempfile

FOLDER = tempfile.TemporaryDirectory()


def path(name):
    return os.path.join(FOLDER.name, name)


def write(name, content):
    with open(path(name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path(name)


def read(name):
    with open(name, "rb") as file:
        return file.read()
