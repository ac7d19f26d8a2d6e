"""What ranks cost: processor seconds of sweeps by one and by several ranks, for units of several sizes. The table of proofs/sweep-format.md, section 6.

usage: sweep_efficiency.py FTCERT [RANKS,..]     (the first number of ranks is 1)

Efficiency is T(1) / (p max T_r): processor seconds (user and system) of one program, and of the rank among p that has the most; medians of three rounds. So it does not depend on what
else the machine does; what it leaves out is waiting for the disk. All folders are compared byte for byte.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

FTCERT = os.path.abspath(sys.argv[1])
RANKS = [int(n) for n in (sys.argv[2] if len(sys.argv) > 2 else "1,2,4").split(",")]
ROUNDS = 3
SIZES = [("K = 10", 480, "samples 10\nchanged 3\nseeds 1..480\n"), ("K = 100", 240, "samples 100\nchanged 20\nseeds 1..240\n"),
         ("K = 1000", 48, "samples 1000\nchanged 200\nseeds 1..48\n"), ("K = 10000", 12, "samples 10000\nchanged 2000\nseeds 1..12\n")]


def run(plan, folder, ranks):
    """Processor seconds of every rank, all of them at work at once."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("FTCERT_", "OMPI_", "PMI_", "SLURM_"))}
    processes = [subprocess.Popen([FTCERT, "sweep", plan, "-o", folder, "--rank", str(r), "--size", str(ranks), "--quiet"], stdout=subprocess.DEVNULL, env=environment) for r in range(ranks)]
    seconds = []
    for process in processes:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        seconds.append(usage.ru_utime + usage.ru_stime)
    return seconds


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in pathlib.Path(folder).rglob("*") if p.is_file()}


print("| units | seconds a unit | " + " | ".join(f"{n} ranks" for n in RANKS[1:]) + " | run again |")
print("|---" * (len(RANKS) + 2) + "|")
with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as top:
    for name, units, sizes in SIZES:
        plan = os.path.join(top, "plan")
        with open(plan, "w") as file:
            file.write(f"FTCERT-PLAN 1.0\nfamily line-random\n{sizes}certify\nEND\n")
        seconds, made = {n: [] for n in (*RANKS, "again")}, None
        for round in range(ROUNDS):
            for ranks in (*RANKS, "again"):
                folder = os.path.join(top, f"{name}-{round}-{RANKS[0] if ranks == 'again' else ranks}")
                seconds[ranks].append(max(run(plan, folder, RANKS[0] if ranks == "again" else ranks)))
                made = made or files(folder)
                assert files(folder) == made
        one, *others, again = (statistics.median(seconds[n]) for n in (*RANKS, "again"))
        cells = [f"{one / ranks / most:.2f}" for ranks, most in zip(RANKS[1:], others)]
        print(f"| {units} of {name} | {one / units:.2g} | " + " | ".join(cells) + f" | {again / one:.2f} |", flush=True)
