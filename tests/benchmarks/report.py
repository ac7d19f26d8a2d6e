"""Rows as tables for people, as JSON, and beside a baseline.

A baseline holds of each row its value, its mark and its number of runs: nothing of the machine, so that it and the tables made of it say the same wherever
they are read."""
import json
import os

from rows import QUANTITIES, Row, kept

BEGIN, END = "<!-- made by ./run bench --refresh -->", "<!-- end -->"
GROUPS = {
    "certify": "certify against reading the table",
    "ftcheck": "ftcheck against reading the certificate, and ftcheck.py against ftcheck",
    "growth": "Exponents between sizes ten times apart: 4 is 10,000 samples",
    "function": "Exact f against the float64 loop, and naive rationals against exact f",
    "evaluation": "Ways to evaluate exactly",
}


def number(value):
    return "%.0f" % value if abs(value) >= 100 else "%.3g" % value


def cell(row):
    """5.25 <= 5 is no mark met: the verdict stands beside the value."""
    if row is None:
        return ""
    verdict = {None: "", True: " met", False: " **not met**"}[row.met]
    value = "failed" if row.value is None else row.bound + number(row.value)
    mark = "" if row.mark is None else " (%s %g%s)" % (">=" if row.more_is_better else "<=", row.mark, verdict)
    return value + mark + (", 1 run" if row.runs == 1 and row.value is not None else "")


def ordered(values):
    return list(dict.fromkeys(values))


def tables(rows):
    """Markdown."""
    lines = []
    for group, title in GROUPS.items():
        mine = [row for row in rows if row.group == group]
        if not mine:
            continue
        by_name, quantities = {row.name: row for row in mine}, ordered(row.quantity for row in mine)
        lines += ["", "**%s**" % title, "", "| case | %s |" % " | ".join(quantities), "|---" * (len(quantities) + 1) + "|"]
        for case in ordered(row.case for row in mine):
            cells = [cell(by_name.get("%s/%s/%s" % (group, case, quantity))) for quantity in quantities]
            lines.append("| %s | %s |" % (case, " | ".join(cells)))
    judged = [row for row in rows if row.met is not None]
    lines += ["", "%d of %d marks are met." % (sum(row.met for row in judged), len(judged))] if judged else []
    return "\n".join(lines[1:]) + "\n"


def legend():
    return "".join("- %s: %s\n" % item for item in ((name, what) for name, (what, _) in QUANTITIES.items()))


def read_baseline(path):
    with open(path, encoding="utf-8") as file:
        return [Row(name, **row) for name, row in json.load(file).items()]


def write_baseline(path, rows):
    """A line a row."""
    def entry(row):
        return {"value": kept(row.value), "runs": row.runs, **({"mark": row.mark} if row.mark is not None else {}), **({"bound": row.bound} if row.bound else {})}
    with open(path, "w", encoding="utf-8") as file:
        file.write("{\n%s\n}\n" % ",\n".join("%s: %s" % (json.dumps(row.name), json.dumps(entry(row))) for row in rows))


def merged(old, new):
    """The old rows with the new ones in their places, in the order of tables."""
    groups, quantities = list(GROUPS), list(QUANTITIES)
    rows = {row.name: row for row in [*old, *new]}.values()
    return sorted(rows, key=lambda row: (groups.index(row.group), row.case, quantities.index(row.quantity.split("-")[0]), row.quantity))


def worse_by(row, before):
    """By which factor the row is worse than before; inf where it failed, below 1 where it is better."""
    if row.value is None or before.value is None:
        return float("inf") if row.value is None and before.value is not None else 1.0
    worse, better = (before.value, row.value) if row.more_is_better else (row.value, before.value)
    if row.bound == "<":  # what is better is known to be less than it is
        return 1.0
    return worse / better if better > 0 else 1.0 if worse <= 0 else float("inf")


def compare(rows, baseline, factor):
    """(text, whether no row is worse by more than the factor). Two jobs are compared where their mark counts: elsewhere there is no work to share."""
    known, lines, good = {row.name: row for row in baseline}, [], True
    for row in rows:
        before = known.get(row.name)
        if before is None:
            lines.append("%-48s %10s %10s  new" % (row.name, "", "" if row.value is None else number(row.value)))
            continue
        judged = row.quantity != "cores" or (row.mark is not None and before.mark is not None)
        worse = worse_by(row, before)
        regressed = judged and worse > factor
        good = good and not regressed
        shown = ["failed" if r.value is None else r.bound + number(r.value) for r in (before, row)]
        word = "WORSE by %.2f" % worse if regressed else "" if worse >= 1 / factor else "better by %.2f" % (1 / worse)
        lines.append(("%-48s %10s %10s  %s" % (row.name, *shown, word)).rstrip())
    lines.append("A row is worse if it is so by more than a factor of %g: %s" % (factor, "none is" if good else "see above"))
    return "\n".join(lines) + "\n", good


def replace_tables(path, rows):
    """Between the two marks of a document."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    before, rest = text.split(BEGIN)
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(before + BEGIN + "\n\n" + tables(rows) + "\n" + END + rest.split(END)[1])
    os.replace(path + ".part", path)
