"""What the page does itself, without a library: digests, gzip, zip, and numbers that do not fit 32 bits. Used by test_page.py."""
import base64
import gzip
import hashlib
import io
import json
import math
import pathlib
import random
import re
import struct
import zipfile
import zlib

HERE = pathlib.Path(__file__).parent


def coded(data):
    return base64.b64encode(data).decode()


def lengths():
    """Around the blocks of 64 bytes, and a long one."""
    return [*range(0, 200), 1000, 65535, 65536, 1234567]


def test_digests(page, source, expect):
    """All in one call of the module, on the page's thread."""
    generator = random.Random(1)
    texts = [generator.randbytes(n) for n in lengths()]
    script = (pathlib.Path(source) / "src/page/checker.js").read_text()
    found = page.evaluate("""((texts) => { %s
      const said = [];
      const checker = startChecker(new WebAssembly.Module(decodeBase64(document.getElementById("module-text").textContent)), (kind, text) => said.push(text));
      for (const text of texts) { checker.give("x", decodeBase64(text)); checker.digest("x"); checker.forget(); }
      return said; })(%s)""" % (script, json.dumps([coded(text) for text in texts])))
    for text, one in zip(texts, found):
        expect("SHA-256 of %d bytes" % len(text), one == hashlib.sha256(text).hexdigest(), one)
    expect("as many digests as texts", len(found) == len(texts))


def gzip_of(text, level, strategy):
    packer = zlib.compressobj(level, zlib.DEFLATED, 31, 8, strategy)
    return packer.compress(text) + packer.flush()


def packed_files(text):
    """The same certificate in each form of deflate, with header fields, in several members."""
    generator = random.Random(2)
    noise = "".join("%% %s\n" % "".join(generator.choice("abcdefgh 01") for _ in range(generator.randrange(1, 90))) for _ in range(3000))
    first, rest = text.split(b"\n", 1)
    long = first + b"\n" + noise.encode() + b"%" + b"a" * 70000 + b"\n" + rest
    for level in 0, 1, 6, 9:
        for name, strategy in (("default", zlib.Z_DEFAULT_STRATEGY), ("fixed", zlib.Z_FIXED), ("huffman", zlib.Z_HUFFMAN_ONLY), ("rle", zlib.Z_RLE)):
            yield "level %d, %s" % (level, name), gzip_of(long, level, strategy)
    named = io.BytesIO()
    with gzip.GzipFile("a name", "wb", fileobj=named, mtime=1) as file:
        file.write(long)
    yield "with a name", named.getvalue()
    yield "two members", gzip.compress(long[:5000], mtime=1) + gzip.compress(long[5000:], mtime=1)


def test_gzip(expect, run, native, folder, text):
    """run(folder, words): what the page says."""
    for n, (name, data) in enumerate(packed_files(text)):
        for kind, changed in (("", data), (", a bit changed", flipped(data, n)), (", cut", data[:-1 - n * 7])):
            file = "packed-%d%s.ftc.gz" % (n, kind[2:5])
            (folder / file).write_bytes(changed)
            one, other = run(folder, [file]), native([file], folder)
            expect("gzip, %s%s" % (name, kind), one == other and (one["code"] == 0) == (kind == ""), "\n  page    %s\n  ftcheck %s" % (one, other))


def flipped(data, n):
    """One bit of the deflate stream or behind it is another."""
    place = 20 + (len(data) - 21) * (n + 1) // 20
    return data[:place] + bytes([data[place] ^ 1 << n % 8]) + data[place + 1:]


def ambiguous_archives(one, other):
    """The array is another one for who takes the other directory: that of the comment, or that of zip64."""
    def member(content):
        return b"PK\3\4" + struct.pack("<5H3I2H", 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), 5, 0) + b"t.npy" + content

    def entry(content, place):
        return b"PK\1\2" + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), 5, 0, 0, 0, 0, 0, place) + b"t.npy"

    def end(directory, place, comment=b""):
        return b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, len(directory), place, len(comment)) + comment
    members, entries = member(one) + member(other), [entry(one, 0), entry(other, len(member(one)))]
    place, size = len(members), len(entries[0])
    yield "in a comment", members + entries[0] + end(entries[0], place, entries[1] + end(entries[1], place + size + 22))
    record = b"PK\6\6" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, 1, 1, size, place + size) + b"PK\6\7" + struct.pack("<IQI", 0, place + 2 * size, 1)
    yield "of zip64", members + b"".join(entries) + record + end(entries[0], place)
    yield "none, but a comment", member(one) + entries[0] + end(entries[0], len(member(one)), b"text")


def array_file(rows):
    """A .npy file of rows of numbers; nan: no label."""
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(rows[0]))
    header += " " * (117 - len(header)) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + b"".join(struct.pack("<d", x) for row in rows for x in row)


def checked_archive(run, native, folder, certificate, content):
    """What both say of samples in this archive."""
    (folder / "t.npz").write_bytes(content)
    bound = re.sub("(?m)^data csv sha256=[0-9a-f]+", "data npz sha256=%s array=t" % hashlib.sha256(content).hexdigest(), certificate)
    (folder / "zip.ftc").write_text(bound.replace("FTCERT 1.0", "FTCERT 1.6").replace("features x", "features 0").replace("labels label", "labels 1"))
    words = ["zip.ftc", "--data", "t.npz"]
    return run(folder, words), native(words, folder)


def test_zip(expect, run, native, folder, certificate):
    """The samples of the worked example in an archive of arrays, packed in other ways."""
    table, other_table = (array_file([[0, 0], [1, y], [2, math.nan], [3, 0]]) for y in (1, 7))
    noise = random.Random(3).randbytes(3000) + bytes(100000)
    for name, method, force in (("stored", zipfile.ZIP_STORED, False), ("deflated", zipfile.ZIP_DEFLATED, False), ("zip64", zipfile.ZIP_DEFLATED, True)):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", method) as archive:
            for member, content in (("noise.npy", noise), ("t.npy", table)):
                with archive.open(zipfile.ZipInfo(member), "w", force_zip64=force) as file:
                    file.write(content)
        data = made.getvalue()
        place = data.index(b"t.npy")
        for kind, content in (("", data), (", a bit changed", data[:place + 40] + bytes([data[place + 40] ^ 1]) + data[place + 41:]), (", cut", data[:-30])):
            one, other = checked_archive(run, native, folder, certificate, content)
            # Of what is damaged libzip and the page say in words of their own what is.
            same = one == other if kind == "" else one["code"] == other["code"] and one["lines"][0].split(":")[0] == other["lines"][0].split(":")[0]
            expect("zip, %s%s" % (name, kind), same and (one["code"] == 0) == (kind == ""), "\n  page    %s\n  ftcheck %s" % (one, other))
    for pair in (table, other_table), (other_table, table):
        for name, content in ambiguous_archives(*pair):
            one, other = checked_archive(run, native, folder, certificate, content)
            expect("zip, a second directory, " + name, one == other and one["code"] == 3, "\n  page    %s\n  ftcheck %s" % (one, other))


def test_large_counts(expect, run, native, folder, text):
    """2^32 more of each number that the certificate declares: what has 32 bits would take it for the same."""
    cases = 0
    for found in re.finditer(r"(?<=[= ])[0-9]+\b", text):
        line = text[:found.start()].count("\n")
        if line == 0 or text.split("\n")[line].startswith(("sample", "row", "construction", "%")):
            continue
        changed = text[:found.start()] + str(int(found[0]) + 2**32) + text[found.end():]
        (folder / "counts.ftc").write_text(changed)
        one, other = run(folder, ["counts.ftc"]), native(["counts.ftc"], folder)
        expect("2^32 more in line %d" % (line + 1), one == other and one["code"] != 0, "\n  page    %s\n  ftcheck %s" % (one, other))
        cases += 1
    expect("numbers that were changed", cases >= 8, cases)
