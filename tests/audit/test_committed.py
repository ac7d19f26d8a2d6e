"""The audit that is committed, proofs/audit, is what the program writes: byte for byte, no file more or less.

usage: test_committed.py FTCERT SOURCE [--refresh]

With --refresh the folder is written again in place of the comparison.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

FTCERT, SOURCE = sys.argv[1:3]
COMMITTED = pathlib.Path(SOURCE, "proofs", "audit")
OPTIONS = ("--max-samples", "5", "--jobs", "2")
COMMAND = "./run refresh   (or, with a build: python3 tests/audit/test_committed.py build/ftcert . --refresh)"
LARGEST = 2_000_000  # bytes of the whole folder: it is cloned with the source


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


with tempfile.TemporaryDirectory() as place:
    made = pathlib.Path(place, "audit")
    subprocess.run([FTCERT, "audit", *OPTIONS, "--quiet", "-o", str(made)], check=True)
    shutil.rmtree(made / "rows")  # kept for resuming only, and with the digest of the sources
    (made / "audit.files").unlink()  # lists the rows, too
    wanted = files(made)
    size = sum(map(len, wanted.values()))
    if size > LARGEST:
        sys.exit(f"FAILED {size} bytes are too many to commit: keep fewer certificates in small audits")
    if sys.argv[3:] == ["--refresh"]:
        shutil.rmtree(COMMITTED, ignore_errors=True)
        shutil.copytree(made, COMMITTED)
        sys.exit(print(f"proofs/audit written again: {len(wanted)} files, {size} bytes"))

found = files(COMMITTED) if COMMITTED.is_dir() else {}
different = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
for name in different[:10]:
    print(f"FAILED proofs/audit/{name}: {'not committed' if name not in found else 'no longer written' if name not in wanted else 'other bytes'}")
if different:
    sys.exit(f"{len(different)} files differ. If the change is meant, refresh the committed audit: {COMMAND}")
print(f"{len(wanted)} files agree")
