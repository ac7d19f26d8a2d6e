"""Sweeps: the same bytes however they are run, what is kept and what is made again, and whose files are touched.

usage: test_sweep.py FTCERT FTCHECK SOURCE
"""
import hashlib
import itertools
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from expectations import expect, failures

FTCERT, FTCHECK = map(os.path.abspath, sys.argv[1:3])
SOURCE = pathlib.Path(sys.argv[3]).resolve()
SMALL = SOURCE / "data" / "plans" / "small.plan"
LAUNCHERS = ("FTCERT_", "OMPI_", "PMI_", "PMIX_", "SLURM_", "PARALLEL_")


def environment(**words):
    return {**{k: v for k, v in os.environ.items() if not k.startswith(LAUNCHERS)}, **words}


def sweep(plan, folder, *words, env=None):
    done = subprocess.run([FTCERT, "sweep", str(plan), "-o", str(folder), *map(str, words)], capture_output=True, text=True, env=environment(**(env or {})))
    return done.returncode, done.stdout, done.stderr


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rows(folder):
    return [json.loads(line) for line in (folder / "table.jsonl").read_text().splitlines()]


def same(name, folder, made, shown=""):
    a, b = files(folder), files(made)
    expect(name, a == b, f"{[n for n in {**a, **b} if a.get(n) != b.get(n)][:5]} {shown}")


# What the plan asks, counted here and not by the program.

def patterns(samples, changed):
    """Labels -1, 0, 1 with so many that are not 0, up to the reflection and the sign: orbits."""
    seen, count = set(), 0
    for labels in itertools.product((-1, 0, 1), repeat=samples):
        if sum(map(abs, labels)) == changed and labels not in seen:
            count += 1
            for image in (labels, labels[::-1]):
                seen |= {image, tuple(-x for x in image)}
    return count


def counted(place, made):
    table = rows(made)
    wanted = {"line-random": 2 * 3 * 2 * 4, "worst": 3 * 2, "patterns": patterns(5, 1) + patterns(5, 2), "space-random": 1}
    found = {family: sum(r["family"] == family for r in table) for family in wanted}
    expect("rows by family", found == wanted and len(table) == sum(wanted.values()), found)
    blocks = sum(-(-patterns(5, n) // 8) for n in (1, 2))
    units = len({r["unit"] for r in table})
    expect("units", units == len(table) - wanted["patterns"] + blocks == len(list((made / "rows").iterdir())), units)
    orbits = {min(min(t, t[::-1]), *(tuple(-x for x in u) for u in (t, t[::-1]))) for t in
              (tuple("-0+".index(c) - 1 for c in r["labels"]) for r in table if r["family"] == "patterns")}
    expect("one of each orbit", len(orbits) == wanted["patterns"], len(orbits))
    names = [c["file"] for r in table for c in r["certificates"]]
    expect("certificates", len(names) == len(set(names)) and set(names) == {n for n in files(made) if n.startswith("certificates/")}, len(names))
    expect("digests", all(hashlib.sha256((made / c["file"]).read_bytes()).hexdigest() == c["sha256"] for r in table for c in r["certificates"]))
    told = [any(r["verdict"] == v for r in table) for v in ("certified", "refuted", "exact")]
    expect("every verdict stands for its certificates", all(told) and all((r["neurons"] is None) == (not any(c["file"].endswith(".network.ftc") for c in r["certificates"])) and (r["lower_bound"] is None) == (not any(c["file"].endswith(".bound.ftc") for c in r["certificates"])) for r in table))
    expect("order of the plan", [r["family"] for r in table] == sorted((r["family"] for r in table), key=["line-random", "worst", "patterns", "space-random"].index))
    # One hidden layer and worst data: min{3N, K-2} (K >= 5), by the theorem.
    worst = {(r["samples"], r["layers"]): r for r in table if r["family"] == "worst"}
    expect("worst data of one hidden layer", all(worst[k, 2]["neurons"] == worst[k, 2]["lower_bound"] == min(9, k - 2) for k in (8, 11, 14)), worst)


def line_random(samples, changed, seed):
    """The data of the family, from their description."""
    state, mask = seed, (1 << 64) - 1

    def between(low, high):
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return low + (z ^ (z >> 31)) % (high - low + 1)

    from fractions import Fraction
    x, points = Fraction(0), []
    for _ in range(samples):
        p, q = between(1, 9), between(1, 4)
        x += Fraction(p, q)
        points.append(x)
    order = list(range(samples))
    for i in range(samples - 1, 0, -1):
        j = between(0, i)
        order[i], order[j] = order[j], order[i]
    labels = [0] * samples
    for i in sorted(order[:changed]):
        sign = -1 if between(0, 1) == 0 else 1
        labels[i] = sign * between(1, 9)
    return points, labels


def checked(place, made):
    for program in ([FTCHECK], [sys.executable, str(SOURCE / "proofs" / "ftcheck.py")]):
        some = sorted(map(str, (made / "certificates").iterdir()))
        done = subprocess.run([*program, *some], capture_output=True, text=True)
        said = [line.removeprefix("s VERIFIED ") for line in done.stdout.splitlines() if line.startswith("s VERIFIED ")]
        claims = {c["file"]: c["claim"] for r in rows(made) for c in r["certificates"]}
        wanted = [claims["certificates/" + pathlib.Path(name).name] for name in some]
        expect(f"{program[-1]} says what the table says", done.returncode == 0 and said == wanted, done.stdout[-500:])
    points, labels = line_random(20, 3, 2)
    data = place / "data.csv"
    data.write_text("x,label\n" + "".join(f"{x},{z}\n" for x, z in zip(points, labels)))
    own = place / "own.ftc"
    done = subprocess.run([FTCERT, "certify", "--data", str(data), "--layers", "3", "-o", str(own), "--quiet"], capture_output=True, text=True)
    row = next(r for r in rows(made) if r["unit"] == "line-random-K20-N3-s2-certify-L3")
    expect("certify says the same of the same data", done.returncode == 0 and f"neurons={row['neurons']} " in done.stdout, done.stdout + done.stderr)

    def samples_of(path):  # the lines of samples, as the format has them
        lines = path.read_text().splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("samples "))
        return lines[at + 1:at + 21]

    expect("and both certificates have the same samples", samples_of(own) == samples_of(made / row["certificates"][0]["file"]), samples_of(own)[:3])


def however_it_is_run(place, made):
    code, out, err = sweep(SMALL, place / "jobs", "--jobs", 2)
    same("--jobs 2", place / "jobs", made, err)
    for name, order in (("forth", (0, 1, 2)), ("back", (2, 1, 0)), ("mixed", (1, 2, 0))):
        for done, rank in enumerate(order):
            code, out, err = sweep(SMALL, place / name, "--rank", rank, "--size", 3)
            last = out.splitlines()[-1] if out else ""
            wanted = "s SWEPT units=" if done == 2 else f"s SHARE rank={rank} size=3 share="
            expect(f"ranks {name}, {rank}", code == 0 and last.startswith(wanted), f"{code} {out} {err}")
        same(f"ranks {name}", place / name, made)
    many = [subprocess.Popen([FTCERT, "sweep", str(SMALL), "-o", str(place / "together"), "--rank", str(r), "--size", "5"], stdout=subprocess.PIPE, text=True, env=environment()) for r in range(5)]
    said = [p.communicate()[0].splitlines()[-1] for p in many]
    expect("five ranks at once: the last one writes the table", all(p.returncode == 0 for p in many) and any(s.startswith("s SWEPT") for s in said), said)
    same("five ranks at once", place / "together", made)
    for rank in range(2, 40, 37):  # more ranks than units of some
        sweep(SMALL, place / "other-size", "--rank", rank, "--size", 40)
    sweep(SMALL, place / "other-size", "--rank", 1, "--size", 2)
    code, out, err = sweep(SMALL, place / "other-size", "--jobs", 2)
    expect("ranks of another size, then all", code == 0 and "kept, all their certificates checked again" in out, out + err)
    same("ranks of another size, then all", place / "other-size", made)


def launchers(place, made):
    cases = {
        "own": [{"FTCERT_RANK": str(r), "FTCERT_SIZE": "2"} for r in (0, 1)],
        "openmpi": [{"OMPI_COMM_WORLD_RANK": str(r), "OMPI_COMM_WORLD_SIZE": "2"} for r in (1, 0)],
        "mpich": [{"PMI_RANK": str(r), "PMI_SIZE": "2"} for r in (0, 1)],
        "srun": [{"SLURM_PROCID": str(r), "SLURM_NTASKS": "2"} for r in (0, 1)],
        "array": [{"SLURM_ARRAY_TASK_ID": str(t), "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "7", "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_PROCID": "0", "SLURM_NTASKS": "1"} for t in (7, 3, 5)],
        "array of two": [{"SLURM_ARRAY_TASK_ID": str(t), "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_MAX": "1", "SLURM_PROCID": str(r), "SLURM_NTASKS": "2"} for t in (0, 1) for r in (0, 1)],
        "parallel": [{"PARALLEL_SEQ": str(s), "PARALLEL_JOBSLOT": "1", "FTCERT_SIZE": "2"} for s in (1, 2)],
    }
    for name, ranks in cases.items():
        for i, env in enumerate(ranks):
            code, out, err = sweep(SMALL, place / name, env=env)
            last = i == len(ranks) - 1
            expect(f"{name}, {i}", code == 0 and out.splitlines()[-1].startswith("s SWEPT" if last else f"s SHARE ") and f" of {len(ranks)} (" in out, f"{code} {out} {err}")
        same(name, place / name, made)
    for name, env, words in (("no size", {"OMPI_COMM_WORLD_RANK": "0"}, "OMPI_COMM_WORLD_SIZE"), ("no number", {"PMI_RANK": "x", "PMI_SIZE": "2"}, "PMI_RANK"),
                             ("too large", {"SLURM_PROCID": "2", "SLURM_NTASKS": "2"}, "SLURM_PROCID"), ("no rank", {"FTCERT_SIZE": "2"}, "FTCERT_RANK"),
                             ("a hole", {"SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "3"}, "SLURM_ARRAY_TASK_ID")):
        code, out, err = sweep(SMALL, place / "none", env=env)
        expect(f"{name}: exit 2", code == 2 and "E101" in err and words in err and "found" in err and not (place / "none").exists(), f"{code} {err}")
    code, out, err = sweep(SMALL, place / "none", "--rank", 3, "--size", 3)
    expect("--rank 3 --size 3", code == 2 and "E101" in err, err)
    if not shutil.which("mpirun"):
        print("skipped: mpirun is not installed (Debian: openmpi-bin)")
        return
    for ranks in (1, 2, 4):
        folder = place / f"mpirun{ranks}"
        done = subprocess.run(["mpirun", *(["--allow-run-as-root"] if os.geteuid() == 0 else []), "--oversubscribe", "-n", str(ranks), FTCERT, "sweep", str(SMALL), "-o", str(folder)], capture_output=True, text=True, env=environment())
        expect(f"mpirun -n {ranks}", done.returncode == 0 and "s SWEPT" in done.stdout, done.stdout + done.stderr)
        same(f"mpirun -n {ranks}", folder, made)


def killed(place, made):
    choose = random.Random(1)
    for name, number in (("killed", signal.SIGKILL), ("interrupted", signal.SIGINT), ("terminated", signal.SIGTERM)):
        folder, seen = place / name, 0
        for round in range(4):
            process = subprocess.Popen([FTCERT, "sweep", str(SMALL), "-o", str(folder), "--rank", str(round % 2), "--size", "2", "--jobs", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment())
            wanted = choose.randrange(1, 6)
            while process.poll() is None and len(list(folder.glob("rows/*.jsonl"))) < seen + wanted:
                time.sleep(0.001)
            process.send_signal(number)
            err = process.communicate()[1]
            seen = len(list(folder.glob("rows/*.jsonl")))
            allowed = (-9, 0) if number == signal.SIGKILL else (4, 0, -number)
            expect(f"{name}, round {round}", process.returncode in allowed and (process.returncode != 4 or "E402" in err), f"{process.returncode} {err}")
        (folder / "rows").mkdir(parents=True, exist_ok=True)
        # Complete files alone: one that was being written when the program was killed is taken away by the next run.
        before = {n: (folder / n).stat().st_mtime_ns for n in files(folder) if n.startswith("rows/") and n.endswith(".jsonl")}
        expect(f"{name}: some units are done", 0 < len(before), len(before))
        codes = [sweep(SMALL, folder, "--rank", r, "--size", 2) for r in (1, 0)]
        expect(f"{name}: the rerun is whole", all(code == 0 for code, _, _ in codes), codes)
        same(f"{name}: the same bytes", folder, made)
        expect(f"{name}: what was done is not done again", all((folder / n).stat().st_mtime_ns == t for n, t in before.items()))


def signed(unit, text):
    return text + json.dumps({"unit": unit, "sha256": hashlib.sha256(text.encode()).hexdigest()}, separators=(",", ":")) + "\n"


def damaged(place, made):
    folder = place / "damaged"
    shutil.copytree(made, folder)
    names = sorted(n for n in files(folder) if n.startswith("rows/"))
    table = rows(made)
    changed = {}

    def unit_of(name):
        return pathlib.Path(name).name.removesuffix(".jsonl")

    (folder / names[0]).write_text("damaged")
    changed[unit_of(names[0])] = "form"
    (folder / names[1]).unlink()  # unfinished: nothing to say
    text = (folder / names[2]).read_text()
    (folder / names[2]).write_text(text.replace('"samples":12', '"samples":13').replace('"samples":5', '"samples":6'))
    changed[unit_of(names[2])] = "changed"
    by_unit = {r["unit"]: r for r in table}
    free = [n for n in names[3:] if len(by_unit[unit_of(n)]["certificates"]) == 1 and by_unit[unit_of(n)]["family"] == "line-random"]
    gone, edited, other, less, version, limit = free[:6]
    file = lambda n: folder / by_unit[unit_of(n)]["certificates"][0]["file"]
    file(gone).unlink()
    changed[unit_of(gone)] = "is missing"
    file(edited).write_text(file(edited).read_text() + "\n")
    changed[unit_of(edited)] = "not the file that was written"

    def forge(name, edit):
        """As somebody who knows the form can: with a digest of the new content."""
        lines = (folder / name).read_text().splitlines(keepends=True)[:-1]
        new = "".join(edit(line) for line in lines)
        (folder / name).write_text(signed(unit_of(name), new))

    expect("this test computes the digest of a row", all(signed(unit_of(n), "".join((made / n).read_text().splitlines(keepends=True)[:-1])) == (made / n).read_text() for n in names))
    # A valid certificate of other data in its place, all digests agreeing.
    foreign = next(f for f in sorted((made / "certificates").iterdir()) if f.name.startswith("line-random-K20") and f.name.endswith(pathlib.Path(file(other).name).suffixes[-2] + ".ftc") and f.name != file(other).name)
    old = hashlib.sha256(file(other).read_bytes()).hexdigest()
    file(other).write_bytes(foreign.read_bytes())
    forge(other, lambda line: line.replace(old, hashlib.sha256(foreign.read_bytes()).hexdigest()))
    changed[unit_of(other)] = ""
    key = "neurons" if by_unit[unit_of(less)]["neurons"] else "lower_bound"
    forge(less, lambda line: line.replace(f'"{key}":{by_unit[unit_of(less)][key]}', f'"{key}":{by_unit[unit_of(less)][key] - 1}'))
    changed[unit_of(less)] = "changed"
    forge(version, lambda line: line.replace(table[0]["program"], "0" * 64))
    changed[unit_of(version)] = "other sources"
    forge(limit, lambda line: line.replace('"max_nodes":500', '"max_nodes":501'))
    changed[unit_of(limit)] = "other limits"
    with open(folder / "table.jsonl", "a") as f:
        f.write("more\n")
    code, out, err = sweep(SMALL, folder, "--jobs", 2, "--json", place / "summary.json")
    said = {line.split(": ")[0].removeprefix("c unit "): line for line in out.splitlines() if line.startswith("c unit ")}
    expect("what is done again is said", code == 0 and set(said) == set(changed), f"{set(said) ^ set(changed)} {err}")
    expect("and why", all(why in said.get(unit, "") for unit, why in changed.items()), [(u, w, said.get(u)) for u, w in changed.items() if w not in said.get(u, "")])
    expect("the table, too", "c table.jsonl: " in out and "made again" in out, out)
    summary = json.loads((place / "summary.json").read_text())
    units = len(names)
    expect("counted", summary["kept"] == units - len(changed) - 1 and len(summary["redone"]) == len(changed) and summary["units"] == units, summary["kept"])
    same("damage is made good", folder, made)


def of_others(place, made):
    certificate = sorted(p.name for p in (made / "certificates").iterdir())[3]
    row = sorted(p.name for p in (made / "rows").iterdir())[5]
    for name in ("table.jsonl", "sweep.files", "sweep.journal-0-of-1", f"rows/{row}", f"certificates/{certificate}"):
        folder = place / "mine"
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("mine")
        before = files(folder)
        code, out, err = sweep(SMALL, folder)
        expect(f"{name} of others: exit 2 names it", code == 2 and "E103" in err and str(folder / name) in err, f"{code} {err}")
        expect(f"{name} of others: nothing is touched", files(folder) == before, set(files(folder)) ^ set(before))
        shutil.rmtree(folder)
    folder = place / "shared"
    mine = {"README": b"1", "rows/mine.jsonl": b"2", "certificates/mine.ftc": b"3", "certificates/notes.txt": b"4", "sweep.journal": b"5"}
    for name, content in mine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    code, out, err = sweep(SMALL, folder, "--jobs", 2)
    expect("beside files of others", code == 0 and files(folder) == {**files(made), **mine}, f"{code} {err}")
    copied = place / "copied"
    shutil.copytree(made, copied)
    for name in ("sweep.files", "table.jsonl"):
        (copied / name).unlink()
    code, out, err = sweep(SMALL, copied)
    expect("rows say whose they are", code == 0 and "c unit" not in out, f"{code} {out} {err}")
    same("a copy without its list", copied, made)
    other = place / "other.plan"
    other.write_text("FTCERT-PLAN 1.0\nmax-nodes 500\nfamily line-random\nsamples 12\nchanged 2\ncertify layers=2\nEND\n")
    before = files(copied)
    code, out, err = sweep(other, copied)
    left = files(copied)
    expect("another plan: what is not in it stays", code == 0 and "not in this plan" in out and all(left[n] == c for n, c in before.items() if "/" in n), f"{code} {out} {err}")
    code, out, err = sweep(SMALL, copied)
    same("and back", copied, made, err)


def contradiction(place, made):
    """A rank does not check what others have done, but it does not write a table that cannot be true."""
    folder = place / "forged"
    for rank in (0, 1):
        sweep(SMALL, folder, "--rank", rank, "--size", 2)
    table = rows(folder)
    ids = [r["unit"] for r in table]
    victim = next(r for i, r in enumerate(table) if i % 2 == 1 and r["question"] == "refute" and ids.count(r["unit"]) == 1 and r["verdict"] == "refuted")
    path = folder / "rows" / (victim["unit"] + ".jsonl")
    text = "".join(path.read_text().splitlines(keepends=True)[:-1])
    path.write_text(signed(victim["unit"], text.replace(f'"lower_bound":{victim["lower_bound"]}', '"lower_bound":99')))
    before = files(folder)
    code, out, err = sweep(SMALL, folder, "--rank", 0, "--size", 2)
    expect("E902 names both units", code == 6 and "E902" in err and victim["unit"] in err and "99" in err, f"{code} {err}")
    expect("and the table stays", {n: c for n, c in files(folder).items() if not n.startswith("sweep.journal")} == before)
    code, out, err = sweep(SMALL, folder, "--rank", 1, "--size", 2)
    expect("its own rank finds out", code == 0 and f"c unit {victim['unit']}: " in out, f"{code} {out} {err}")
    same("and makes it good", folder, made)


def plans(place, made):
    begin, end = "FTCERT-PLAN 1.0\n", "END\n"
    family = "family line-random\nsamples 5\nchanged 1\ncertify\n"
    cases = [
        ("", "E302", 1, "FTCERT-PLAN 1.0"),
        ("FTCERT 1.4\n", "E302", 1, "FTCERT 1.4"),
        ("FTCERT-PLAN 2.0\nEND\n", "E302", 1, "2.0"),
        (begin + family, "E305", 5, "END"),
        (begin + family + end + "more\n", "E306", 7, "more"),
        (begin + end, "E303", 2, "at least one unit"),
        (begin + "samples 3\n" + end, "E303", 2, "family NAME"),
        (begin + "max-work 0\n" + family + end, "E303", 2, "'0'"),
        (begin + "max-work 5\nmax-work 6\n" + family + end, "E303", 3, "max-work"),
        (begin + "max-time 5\n" + family + end, "E303", 2, "max-time"),
        (begin + "family lines\n" + end, "E102", 2, "line-random"),
        (begin + "family\n" + end, "E102", 2, "line-random"),
        (begin + "family line-random\nsamples 5\nchanged 1\n" + end, "E303", 2, "certify, refute or solve"),
        (begin + "family line-random\nsamples 5\ncertify\n" + end, "E303", 2, "changed"),
        (begin + "family line-random\ndimension 2\n" + end, "E303", 3, "samples, changed, outputs, seeds"),
        (begin + "family line-random\nsamples 5\nsamples 6\n" + end, "E303", 4, "one line samples"),
        (begin + "family line-random\nsamples\n" + end, "E303", 3, "end of the line"),
        (begin + "family line-random\nsamples 0\n" + end, "E303", 3, "'0'"),
        (begin + "family line-random\nsamples 05\n" + end, "E303", 3, "'05'"),
        (begin + "family line-random\nsamples 5..\n" + end, "E303", 3, "''"),
        (begin + "family line-random\nsamples 5..4\n" + end, "E303", 3, "from 5"),
        (begin + "family line-random\nsamples 5..9/0\n" + end, "E303", 3, "a step"),
        (begin + "family line-random\nsamples 3 5..9/2 7\n" + end, "E303", 3, "'7'"),
        (begin + "family line-random\nsamples 99999999999999999999\n" + end, "E303", 3, "99999999999999999999"),
        (begin + "family line-random\nseeds 1..9999999\n" + end, "E404", 3, "1000000"),
        (begin + family.replace("certify", "certify layers=1") + end, "E303", 5, "'1'"),
        (begin + family.replace("certify", "certify layers=2,,3") + end, "E303", 5, "''"),
        (begin + family.replace("certify", "certify depth=2") + end, "E303", 5, "layers=L"),
        (begin + family.replace("certify", "certify construction=nice") + end, "E102", 5, "nice"),
        (begin + family.replace("certify", "refute construction=hats") + end, "E303", 5, "construction=hats"),
        (begin + family + "certify layers=3,2\n" + end, "E303", 6, "line-random-K5-N1-s1-certify-L2"),
        (begin + family + family + end, "E303", 9, "of line 5"),
        (begin + "family line-random\nsamples 1..1000\nchanged 1\nseeds 1..1001\ncertify\n" + end, "E404", 6, "units"),
        (begin + "family patterns\nsamples 30\nchanged 15\nsolve\n" + end, "E404", 2, "patterns"),
        (begin + "family line-random\nsamples 5\nchanged 6\ncertify\n" + end, "E303", 6, "at least one unit"),
    ]
    for i, (text, identifier, line, words) in enumerate(cases):
        plan = place / f"wrong{i}.plan"
        plan.write_text(text)
        code, out, err = sweep(plan, place / "never")
        found = err.startswith(f"ftcert: {identifier} {plan}:{line}: expected ") and "found" in err and words in err
        expect(f"plan {i}", found and code == {"E1": 2, "E3": 3, "E4": 4}[identifier[:2]] and not (place / "never").exists(), f"{code} {err}")
    code, out, err = sweep(place / "nowhere.plan", place / "never")
    expect("no plan", code == 3 and "E301" in err, err)
    code, out, err = sweep(SMALL, place / "never", "--json", place / "never" / "table.jsonl")
    expect("a summary in the way", code == 2 and "E103" in err and not (place / "never").exists(), err)


def limits(place, made):
    """A limit that is reached is a row that says so, and no certificate."""
    plan = place / "limits.plan"
    plan.write_text("FTCERT-PLAN 1.0 % with a comment\r\nmax-work 40 % units\n\nfamily hard\nsamples 6 7 8\ncertify\nrefute\nsolve layers=3\nEND\n")
    code, out, err = sweep(plan, place / "out")
    table = rows(place / "out") if code == 0 else []
    expect("rows", code == 0 and len(table) == 2 * 3 and out.splitlines()[-1] == "s SWEPT units=6 certified=0 refuted=2 undecided=4", out + err)
    expect("they say why", all((r["verdict"], len(r["certificates"])) == (("refuted", 1) if r["question"] == "solve" else ("undecided", 0)) and "max-work" in r["reason"] for r in table), table)
    code, again, err = sweep(plan, place / "out")
    expect("and are kept", code == 0 and "c 6 units kept" in again and "done again" not in again, again)
    plan.write_text(plan.read_text().replace("max-work 40", "max-work 4000000"))
    code, out, err = sweep(plan, place / "out")
    table = rows(place / "out")
    expect("with more work they are done again", code == 0 and out.count("made with other limits: done again") == 6 and all(r["certificates"] for r in table), out + err)
    # The family's numbers have no subset with the sum: n + 1 neurons, by the theorem.
    solved = {(r["samples"], r["question"]): r for r in table}
    expect("hard data", all(solved[k, "certify"]["neurons"] == k // 2 for k in (6, 8)), [(k, r["neurons"]) for k, r in solved.items()])


with tempfile.TemporaryDirectory() as name:
    top = pathlib.Path(name)
    code, out, err = sweep(SMALL, top / "made")
    expect("sweep", code == 0 and out.splitlines()[-1].startswith("s SWEPT units="), f"{code} {out} {err}")
    check = subprocess.run(["sha256sum", "-c", "--quiet", "sweep.files"], cwd=top / "made", capture_output=True, text=True)
    listed = {line.split("  ")[1] for line in (top / "made" / "sweep.files").read_text().splitlines()[1:]}
    expect("sweep.files lists all", check.returncode == 0 and listed == set(files(top / "made")) - {"sweep.files"}, check.stderr)
    for test in (counted, checked, however_it_is_run, launchers, killed, damaged, of_others, contradiction, plans, limits):
        (top / test.__name__).mkdir()
        test(top / test.__name__, top / "made")
print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
