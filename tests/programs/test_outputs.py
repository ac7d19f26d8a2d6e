"""What ftcert writes, and what it never touches: outputs named twice, folders and devices, full disks, writers that are killed.

usage: test_outputs.py FTCERT SOURCE
"""
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

from expectations import wait_for_handler

FTCERT, SOURCE = sys.argv[1:]
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {shown}")


def ftcert(*words, before=None, cwd=None):
    done = subprocess.run([FTCERT, *map(str, words)], capture_output=True, text=True, preexec_fn=before, cwd=cwd)
    return done.returncode, done.stdout, done.stderr


def snapshot(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        found[name] = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
    return found


def named_twice(folder):
    data, certificate = folder / "data.csv", folder / "c.ftc"
    data.write_text("x,label\n0,0\n1,1\n2,0\n")
    code, out, err = ftcert("certify", "--data", data, "-o", certificate)
    expect("the certificate of these tests", code == 0, out + err)
    (folder / "file").write_text("old")
    (folder / "link").symlink_to("file")
    (folder / "ahead").symlink_to("later")
    os.link(folder / "file", folder / "hard")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to("..")
    twice = [("new", "new"), ("new", "./new"), ("file", "link"), ("link", "file"), ("ahead", "later"), ("file", "hard"),
             ("new", "sub/../new"), ("new", "sub/up/new"), ("-", "-"), (str(folder / "new"), "new"), ("-", "/dev/stdout")]
    before = snapshot(folder)
    for first, second in twice:
        for words in (["certify", "--data", "data.csv"], ["refute", "--data", "data.csv"], ["worst", "--samples", 5, "--changed", 1], ["explain", "c.ftc"]):
            code, out, err = ftcert(*words, "-o", first, "--json", second, cwd=folder)
            expect(f"{words[0]} -o {first} --json {second}", code == 2 and "E103" in err and out == "" and snapshot(folder) == before, f"{code} {out[:200]} {err}")
        for one, two in (("-o", "--coq"), ("--coq", "--json")):
            code, out, err = ftcert("explain", "c.ftc", one, first, two, second, cwd=folder)
            expect(f"explain {one} {first} {two} {second}", code == 2 and "E103" in err and out == "" and snapshot(folder) == before, f"{code} {out[:200]} {err}")
    inputs = [["certify", "--data", "data.csv", "-o", "x", "--json"], ["certify", "--data", "data.csv", "-o"], ["explain", "c.ftc", "--data", "data.csv", "--coq"],
              ["pieces", "c.ftc", "--data", "data.csv", "--json"]]
    for words in inputs:
        code, out, err = ftcert(*words, "./data.csv", cwd=folder)
        expect(f"{words}: an input", code == 2 and "E103" in err and snapshot(folder) == before, f"{code} {err}")
    for words in inputs:
        code, out, err = ftcert(*words, "sub", cwd=folder)
        expect(f"{words}: a folder", code == 4 and "E403" in err and "sub" in err and "folder" in err and snapshot(folder) == before, f"{code} {err}")
    code, out, err = ftcert("certify", "--data", data, "-o", "/dev/null", "--json", "/dev/null")
    expect("/dev/null twice", code == 0 and not pathlib.Path("/dev/null").is_file(), err)
    code, out, err = ftcert("certify", "--data", data, "-o", "link", "--json", "ahead", cwd=folder)
    expect("links stay links", code == 0 and (folder / "link").is_symlink() and (folder / "ahead").is_symlink(), err)
    expect("what they name is written", (folder / "file").read_text().startswith("FTCERT") and "neurons" in (folder / "later").read_text())
    expect("another name of the old file keeps its bytes", (folder / "hard").read_text() == "old")
    with open(folder / "redirected", "wb") as target:
        done = subprocess.run([FTCERT, "certify", "--data", data, "-o", "/dev/stdout", "--quiet"], stdout=target)
    text = (folder / "redirected").read_text()
    expect("/dev/stdout in a file: the certificate, then the last line", done.returncode == 0 and text.startswith(certificate.read_text()) and "s CERTIFIED" in text, text[:100])


def nowhere(folder):
    """A place where nothing can be written is named before any work, so that no other output is written either."""
    (folder / "data.csv").write_text("x,label\n0,0\n1,1\n2,0\n")
    before = snapshot(folder)
    for words in (["-o", "c.ftc", "--json"], ["--json", "c.json", "-o"]):
        for place in ("none/x", "data.csv/x"):
            code, out, err = ftcert("certify", "--data", "data.csv", *words, place, cwd=folder)
            expect(f"certify {words} {place}", code == 4 and f"E403 {place}" in err and snapshot(folder) == before, f"{code} {err}")


def audit_summaries(folder):
    for name in ("report.md", "report.html", "audit.json", "audit.files", "rows/x", "certificates/../report.md", "pictures/x.svg"):
        target = folder / "audit"
        code, _, err = ftcert("audit", "--layers", 4, "--max-samples", 5, "-o", target, "--json", target / name)
        expect(f"audit --json {name}", code == 2 and "E103" in err and not target.exists(), err)
    code, _, err = ftcert("audit", "--layers", 4, "--max-samples", 5, "-o", folder / "audit", "--json", folder / "audit.summary")
    expect("audit --json beside the folder", code == 0 and json.loads((folder / "audit.summary").read_text())["redone"] == [], err)


def full_disks(folder):
    data, target = folder / "data.csv", folder / "out"
    data.write_text("x,label\n" + "".join(f"{i},{i * i % 7}\n" for i in range(200)))

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    for words in (["certify", "--data", data], ["worst", "--samples", 2000, "--changed", 2]):
        for old in (None, "old"):
            if old:
                target.write_text(old)
            before = snapshot(folder)
            code, out, err = ftcert(*words, "-o", target, before=small)
            expect(f"{words[0]}: a limit of file sizes, {old}", code == 4 and "E403" in err and "File too large" in err and snapshot(folder) == before, f"{code} {err}")
            target.unlink(missing_ok=True)
        code, out, err = ftcert(*words, "-o", "/dev/full")
        expect(f"{words[0]}: /dev/full", code == 4 and "E403" in err and snapshot(folder) == {"data.csv": data.read_bytes()}, f"{code} {err}")
        code, out, err = ftcert(*words, "-o", folder / "out2", "--json", "/dev/full")
        expect(f"{words[0]}: --json /dev/full", code == 4 and "E403" in err, f"{code} {err}")
        (folder / "out2").unlink(missing_ok=True)
    audit = folder / "audit"
    code, out, err = ftcert("audit", "--layers", 4, "--max-samples", 5, "-o", audit, before=small)
    leftovers = [name for name in snapshot(audit) if ".part" in name]
    expect("audit: a limit of file sizes", code == 4 and "E403" in err and not leftovers, f"{code} {err} {leftovers}")
    code, out, err = ftcert("audit", "--layers", 4, "--max-samples", 5, "-o", audit, "--resume")
    expect("audit: goes on when there is room", code == 0, err)


BIG = ["worst", "--samples", 1000000, "--layers", 3]


def killed_writers(folder):
    """At random times, and as soon as the file has been begun: the old file or the new one, and nothing beside it after the next run."""
    target = folder / "big.csv"
    begun = time.monotonic()
    code, out, err = ftcert(*BIG, "--changed", 3, "-o", target)
    duration, whole = time.monotonic() - begun, [target.read_bytes()]
    code2, _, _ = ftcert(*BIG, "--changed", 5, "-o", target)
    whole.append(target.read_bytes())
    expect("two large files", code == 0 and code2 == 0 and whole[0] != whole[1] and len(whole[0]) > 5000000, err)
    generator, killed, left, round = random.Random(7), 0, 0, 0
    while round < 30 or (round < 300 and (killed < 10 or left == 0)):  # where others work, too, a writer may be done before it is killed
        process = subprocess.Popen([FTCERT, *map(str, BIG), "--changed", "3" if round % 2 else "5", "-o", str(target)], stdout=subprocess.DEVNULL)
        end = time.monotonic() + generator.random() * duration * 1.2
        while process.poll() is None and (time.monotonic() < end if round % 3 else not list(folder.glob("big.csv.part-*"))):
            time.sleep(0.001)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        left += len(list(folder.glob("big.csv.part-*")))
        if target.read_bytes() not in whole:
            return expect(f"killed in round {round}", False, "neither the old file nor the new one")
        round += 1
    expect("writers were killed", killed >= 10, killed)
    expect("some left a beginning", left > 0)
    mine = folder / ("big.csv.part-" + "0" * 32)
    mine.write_text("not ftcert's")
    code, _, _ = ftcert(*BIG, "--changed", 3, "-o", target)
    expect("the next run removes what they left, and nothing else", code == 0 and set(snapshot(folder)) == {"big.csv", mine.name}, set(snapshot(folder)))
    mine.unlink()
    for round in range(6):
        processes = [subprocess.Popen([FTCERT, *map(str, BIG), "--changed", n, "-o", str(target)], stdout=subprocess.DEVNULL) for n in ("3", "5", "5")]
        codes = [process.wait() for process in processes]
        expect("writers at once: all succeed, one file", codes == [0, 0, 0] and target.read_bytes() in whole and set(snapshot(folder)) == {"big.csv"}, f"{codes} {set(snapshot(folder))}")


def signals(folder):
    data, target = folder / "data.csv", folder / "out.ftc"
    generator = random.Random(3)
    data.write_text("x,y,z,label\n" + "".join(f"{generator.randrange(10**6)},{generator.randrange(10**6)},{i},{generator.randrange(9)}\n" for i in range(6000)))
    target.write_text("old")
    before = snapshot(folder)
    for number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen([FTCERT, "certify", "--data", str(data), "-o", str(target)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_for_handler(process, number)  # before that, it ends at once
        process.send_signal(number)
        out, err = process.communicate()
        expect(f"certify: {number.name}", process.returncode == 4 and "E402" in err and snapshot(folder) == before, f"{process.returncode} {out} {err}")


with tempfile.TemporaryDirectory() as place:
    for test in (named_twice, nowhere, audit_summaries, full_disks, killed_writers, signals):
        folder = pathlib.Path(place, test.__name__)
        folder.mkdir()
        test(folder)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
