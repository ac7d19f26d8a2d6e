#!/usr/bin/env python3
"""Writes the inputs that fuzzing starts from: certificates, data files and models of the tests, and words out of them.

    python3 tests/fuzz/seeds.py FOLDER      FOLDER/TARGET/... for each fuzz target

Inputs that fuzzing found stand in tests/fuzz/corpus/TARGET."""
import io
import os
import re
import shutil
import sys
import zipfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(TESTS)
ONNX = "/usr/share/libonnx-testdata/data/node"
OPERATORS = "(add|cast|clip|concat|constant|div|flatten|gemm|identity|matmul|mul|neg|relu|reshape|squeeze|sub|transpose|unsqueeze)"
LARGEST = 4096  # bytes
MOST_WORDS = 150  # of a kind


def files(folder, *endings):
    """(name, content) of small files below a folder."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.endswith(endings) and os.path.getsize(path) <= LARGEST:
                with open(path, "rb") as file:
                    yield os.path.relpath(path, folder).replace(os.sep, "-"), file.read()


def seeds():
    """(target, name, content)."""
    corpus = os.path.join(TESTS, "certificates")
    tables = dict(files(corpus, ".csv"))
    for name, content in files(corpus, ".ftc"):
        yield "certificate", name, content
        yield "check", name, content
        if name[:-4] + ".csv" in tables:
            yield "check", name + "-data", content + b"%DATA\n" + tables[name[:-4] + ".csv"]
    tables.update(files(os.path.join(TESTS, "cases", "data"), ".csv"))
    for name, content in tables.items():
        yield "csv", name, content
        yield "table", name, content
        yield "table", name + "-labels", content + b"%LABELS\n" + content
        yield "table", name + "-float32", b"#\x01" + content
        yield "table", name + "-features-float32", b"#\x03" + content
        for what, options in ("intervals", b"#\x28"), ("rounded-intervals", b"#\x29"), ("upper", b"#\x68"), ("classes", b"#\x48"):
            if "specification" in name:
                yield "table", "%s-%s" % (name, what), options + content
    for name, content in files(TESTS, ".npy"):
        yield "npy", name, content
        yield "table", name, content
        for compression in zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED:
            archive = io.BytesIO()
            with zipfile.ZipFile(archive, "w", compression) as members:
                members.writestr(zipfile.ZipInfo("x.npy"), content, compression)
            yield "table", "%s-npz-%d" % (name, compression), archive.getvalue()
    for name, content in files(TESTS, ".gz", "gzip.csv"):
        yield "gzip", name, content
    for name, content in list(files(TESTS, ".onnx")) + list(files(ONNX, "model.onnx")):
        if not name.startswith("test_") or re.match("test_%s[_-]" % OPERATORS, name):
            yield "onnx", name, content
            yield "patched", name, content
    yield "patched", "unchanged", b"E"
    for at in range(0, 900, 9):
        for how in range(3):
            yield "patched", "edit-%d-%d" % (at, how), bytes([ord("E"), at // 256, at % 256, how, 7 * at % 256])
    yield "audit-row", "unchanged", b""
    for at in range(0, 1500, 25):
        for name, piece in ("gone", b""), ("number", b"7"), ("object", b"{}"), ("list", b"[null]"), ("quote", b'"'):
            yield "audit-row", "%s-%d" % (name, at), bytes([at // 256, at % 256, at % 7]) + piece
    for target, contents, pattern in (("number", (content for _, content in files(corpus, ".ftc")), b"[ =,\n]+"),
                                      ("data-number", tables.values(), b"[,\r\n]+")):
        words = {word for content in contents for word in re.split(pattern, content) if re.match(rb"[-+.]?[0-9.]", word)}
        for word in sorted(words, key=lambda word: (len(word), word))[::-(-len(words) // MOST_WORDS) or 1]:
            yield target, "word-" + re.sub("[^0-9A-Za-z.-]", "_", word.decode("latin-1"))[:60], word


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    for target, name, content in seeds():
        os.makedirs(os.path.join(folder, target), exist_ok=True)
        with open(os.path.join(folder, target, name), "wb") as file:
            file.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
