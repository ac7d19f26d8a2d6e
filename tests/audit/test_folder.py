"""The folder of an audit: files of others are never overwritten or removed, and nothing that is resumed is believed.

usage: test_folder.py FTCERT
"""
import hashlib
import json
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FTCERT = sys.argv[1]
# What is tested does not depend on which claims there are: those of one hidden layer are decided in a quarter of the time of all.
OPTIONS = ["--max-samples", "5", "--layers", "2"]
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {str(shown)[:2000]}")


def audit(folder, *words, before=None, jobs=2, options=OPTIONS):
    done = subprocess.run([FTCERT, "audit", *options, "--jobs", str(jobs), "-o", str(folder), *map(str, words)], capture_output=True, text=True, preexec_fn=before)
    return done.returncode, done.stdout, done.stderr


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


def copy(source, place, name):
    shutil.copytree(source, place / name)
    return place / name


def refused(name, folder, foreign, *words):
    before = files(folder)
    code, out, err = audit(folder, *words)
    expect(f"{name}: exit 2 names it", code == 2 and "E103" in err and str(folder / foreign) in err, f"{code} {err}")
    expect(f"{name}: nothing is touched", files(folder) == before, set(files(folder)) ^ set(before))


def in_the_way(place, made):
    certificate, picture = sorted(p.name for p in (made / "certificates").iterdir())[3], sorted(p.name for p in (made / "pictures").iterdir())[3]
    for name in ("report.md", "report.html", "audit.json", "audit.files", "rows/eq-7.json", f"certificates/{certificate}", f"pictures/{picture}"):
        folder = place / "mine"
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("mine")
        refused(f"{name} of others", folder, name)
        refused(f"{name} of others, --resume", folder, name, "--resume")
        (folder / name).unlink()
        (folder / name).mkdir()
        refused(f"a folder {name}", folder, name)
        shutil.rmtree(folder)
    for name in ("report.md", "report.html", "audit.json", f"pictures/{picture}", "audit.files"):
        folder = copy(made, place, "edited")
        with open(folder / name, "a") as file:
            file.write("\nmy notes\n")
        refused(f"{name}, edited", folder, name, "--resume")
        shutil.rmtree(folder)
    folder = place / "file"
    folder.write_text("mine")
    code, _, err = audit(folder)
    expect("a file in place of the folder", code == 4 and "E403" in err and folder.read_text() == "mine", err)


def not_in_the_way(place, made):
    folder = place / "shared"
    mine = {"certificates/mine.ftc": b"1", "certificates/cor-4.2.1.mine.ftc": b"7", "pictures/mine.svg": b"2", "rows/mine.json": b"{", "notes.part123": b"3", "report.md.part77": b"4", "rows/x.part": b"5", "README": b"6"}
    for name, content in mine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    code, _, err = audit(folder)
    wanted = {**files(made), **mine}
    expect("beside files of others", code == 0 and files(folder) == wanted, err)
    code, _, err = audit(folder, "--resume", "--seed", 2)
    code2, _, err2 = audit(folder, "--resume")
    expect("and again with other options and back", code == 0 and code2 == 0 and files(folder) == wanted, err + err2)
    code, _, err = audit(folder, "--resume", options=[*OPTIONS[:2], "--layers", "4"])
    left = files(folder)
    expect("fewer rows: own certificates go, others stay", code == 0 and mine.items() <= left.items() and len(left) < len(wanted), err)
    copied = copy(made, place, "copied")
    (copied / "audit.files").unlink()
    code, _, err = audit(copied)
    expect("what is there as it would be written is no obstacle", code == 0 and files(copied) == files(made), err)


def text_of(row):
    return json.dumps(row, indent=1, ensure_ascii=False) + "\n"


def signed(row):
    """The row with a digest of its new content, as somebody who knows the form can compute it."""
    rest = {key: row[key] for key in ("program", "options", "row")}
    return {**rest, "sha256": hashlib.sha256(json.dumps(rest, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()}


def mutant(text, others, choose):
    """Text of another content than the row's."""
    row = json.loads(text)
    inner = row["row"]
    field = choose.choice(sorted(inner))
    kind = choose.randrange(9)
    if kind == 0:
        del inner[field]
    elif kind == 1:
        inner[field] = choose.choice([None, 7, -1, 1.5, "x", [], {}, [[]], True, [{"name": 1}]])
    elif kind == 2:
        return text[:choose.randrange(len(text) - 1)]
    elif kind == 3:
        inner["status"] = choose.choice([s for s in ("proved", "verified", "refuted", "proof gap", "trivial", "undecided", "true") if s != inner["status"]])
    elif kind == 4:
        return choose.choice(others)
    elif kind == 5:
        row["program"] = hashlib.sha256(text.encode()).hexdigest()
    elif kind == 6:
        row["options"]["max_samples"] = choose.choice(["5", 6, None, -5])
    elif kind == 7:
        return choose.choice(["", "{", "[]", "null", "7", "[" * 100000, '{"row": ' * 50000, '{"options": 1}', text + text, "\udcff", text.replace('"', "'", 1)])
    else:
        del row[choose.choice(sorted(row))]
    if kind in (0, 1, 3) and choose.random() < 0.5 and (kind != 3 or inner["status"] in ("true", 7)):
        row = signed(row)
    return text_of(row)


def resumed(name, folder, made, changed):
    code, out, err = audit(folder, "--resume", "--json", folder.parent / "summary.json")
    said = {line.split(": ")[0].split("row ")[1] for line in out.splitlines() if line.startswith("c row ") and line.endswith(": done again")}
    expect(f"{name}: exit 0", code == 0, f"{code} {err}")
    expect(f"{name}: said for each row", said == changed, said ^ changed)
    summary = json.loads((folder.parent / "summary.json").read_text())
    expect(f"{name}: counted", {r["row"] for r in summary["redone"]} == changed and summary["resumed"] == summary["rows"] - len(changed), summary["resumed"])
    expect(f"{name}: the same bytes", files(folder) == files(made), [n for n in files(made) if files(folder).get(n) != files(made)[n]][:5])


def edited_rows(place, made):
    folder = copy(made, place, "rows")
    resumed("nothing is changed", folder, made, set())
    texts = {p.stem: p.read_text() for p in (made / "rows").iterdir()}
    expect("this test computes the digest of a row", all(text_of(signed(json.loads(text))) == text for text in texts.values()))
    for round in range(4):
        choose = random.Random(round)
        changed = set()
        for name, text in sorted(texts.items()):
            new = mutant(text, [t for n, t in texts.items() if n != name], choose)
            if choose.random() < 0.9 and new != text:
                (folder / "rows" / f"{name}.json").write_text(new, errors="surrogateescape")
                changed.add(name)
        resumed(f"mutants {round}", folder, made, changed)


def edited_certificates(place, made):
    """Certificates whose digests agree everywhere: in the row, in the row's digest, in the manifest."""
    folder = copy(made, place, "certificates")
    changed = set()
    for path in sorted((folder / "rows").iterdir()):
        row = json.loads(path.read_text())
        certificates = row["row"]["certificates"]
        if not certificates:
            continue
        entry = certificates[len(changed) % len(certificates)]
        file = folder / entry["file"]
        text = file.read_text()
        kind = len(changed) % 4
        if kind == 0:
            file.write_text("damaged")
        elif kind == 1:  # a claim of one neuron less
            entry["neurons"] -= 1
        elif kind == 2:  # another valid certificate
            other = next(c for c in sorted((made / "certificates").iterdir()) if c.read_text() != text)
            file.write_bytes(other.read_bytes())
        else:
            file.write_text(text.replace(" : ", " : 1", 1) if " : 0" not in text else text.replace(" : 0", " : 100000", 1))
        entry["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
        path.write_text(text_of(signed(row)))
        changed.add(path.stem)
    lines = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files(folder).items()) if content is not None and name != "audit.files")
    first = (folder / "audit.files").read_text().split("\n")[0]
    (folder / "audit.files").write_text(first.replace(first.split()[-1], hashlib.sha256(lines.encode()).hexdigest()) + "\n" + lines)
    expect("many certificates were changed", len(changed) > 20, len(changed))
    resumed("certificates that agree with their rows", folder, made, changed)


def interrupted(place, made):
    folder, choose = place / "killed", random.Random(1)
    for round in range(12):
        process = subprocess.Popen([FTCERT, "audit", *OPTIONS, "--jobs", "2", "--resume", "-o", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(choose.random() * 0.6)
        number = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)[round % 3]
        process.send_signal(number)
        err = process.communicate()[1]
        allowed = (-9, 0) if number == signal.SIGKILL else (4, 0, -number)  # the last: before the verb has begun
        expect(f"round {round}, {number.name}", process.returncode in allowed and (process.returncode != 4 or "E402" in err), f"{process.returncode} {err}")
    code, _, err = audit(folder, "--resume")
    expect("an audit that was interrupted again and again goes on", code == 0 and files(folder) == files(made), err)


def no_threads(place, made):
    def little():
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 30, 1 << 30))  # of each thread: two start, and more than half of one is left to work in
        resource.setrlimit(resource.RLIMIT_AS, (11 << 28, 11 << 28))

    folder = place / "threads"
    code, _, err = audit(folder, jobs=30, before=little)
    expect("threads that cannot start", code == 0 and "could be started" in err and files(folder) == files(made), f"{code} {err}")
    code, _, err = audit(place / "many", jobs=256)
    expect("more threads than rows", code == 0 and files(place / "many") == files(made), f"{code} {err}")


with tempfile.TemporaryDirectory() as name:
    top = pathlib.Path(name)
    code, out, err = audit(top / "made")
    expect("audit", code == 0, err)
    check = subprocess.run(["sha256sum", "-c", "--quiet", "audit.files"], cwd=top / "made", capture_output=True, text=True)
    listed = {line.split("  ")[1] for line in (top / "made" / "audit.files").read_text().splitlines()[1:]}
    expect("audit.files lists all", check.returncode == 0 and listed == {n for n, c in files(top / "made").items() if c is not None} - {"audit.files"}, check.stderr)
    for test in (in_the_way, not_in_the_way, edited_rows, edited_certificates, interrupted, no_threads):
        (top / test.__name__).mkdir()
        test(top / test.__name__, top / "made")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
