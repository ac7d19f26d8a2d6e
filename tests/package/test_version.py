"""The version that CMakeLists.txt states is the one that the programs print, that CITATION.cff names, and that the changelog describes last.

usage: test_version.py SOURCE PROGRAM..."""
import datetime
import pathlib
import re
import subprocess
import sys

source, programs = pathlib.Path(sys.argv[1]), sys.argv[2:]


def only(name, pattern):
    """What the pattern's group is in the one line of the file that it matches."""
    found = re.findall(pattern, (source / name).read_text(encoding="utf-8"), re.M)
    assert len(found) == 1, "%s: expected one line %s, found %s" % (name, pattern, found)
    return found[0]


version = only("CMakeLists.txt", r"^project\(ftcert VERSION ([0-9.]+) ")
assert only("CITATION.cff", r"^version: (.*)$") == version, "CITATION.cff: expected version %s" % version
datetime.date.fromisoformat(only("CITATION.cff", r"^date-released: (.*)$"))
headings = re.findall(r"^## (.*)$", (source / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
described = [heading for heading in headings if heading != "Unreleased"]
assert described[0] == version, "CHANGELOG.md: expected %s as the last version, found %s" % (version, described)
assert described == sorted(described, key=lambda text: [int(part) for part in text.split(".")], reverse=True), described
for program in programs:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"ftc\w+ %s\n" % re.escape(version), said), "%s: expected version %s, found %s" % (program, version, said)
print("version %s everywhere" % version)
