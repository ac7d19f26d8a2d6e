#!/usr/bin/env python3
"""The speed of ftcert as ratios within one run: to reading the numbers, to a plain float64 loop, to naive rationals, to ftcheck.py. See README.md beside it.

    bench.py [--build FOLDER] [--quick] [--large] [--only NAME]... [--json FILE] [--compare] [--refresh]

Files are left in FOLDER/bench alone. Exit codes: 0 measured; 1 something failed, or with --compare a ratio is worse; 2 usage; 130 interrupted. Marks that
are not met are said, and are no failure."""
import argparse
import json
import os
import sys

from cases import HERE, Bench, data_cases, function_cases
from measure import Failed, say
from rows import Row
from report import compare, legend, merged, read_baseline, replace_tables, tables, write_baseline


def options():
    root = os.path.dirname(os.path.dirname(HERE))
    parser = argparse.ArgumentParser(prog="./run bench", description="Speed as ratios within one run; a table on standard output, progress on standard error.")
    parser.add_argument("--build", default=os.path.join(root, "build"), help="where ftcert and ftcheck are (default: build)")
    parser.add_argument("--quick", action="store_true", help="minutes: no case that takes long, fewer runs; its names are among those of the whole")
    parser.add_argument("--large", action="store_true", help="besides, a line with 10,000,000 samples")
    parser.add_argument("--only", action="append", metavar="NAME", help="only cases with NAME in their name, as in line-5, layers-3, d784, acas; may be repeated")
    parser.add_argument("--json", metavar="FILE", help="all rows, with the number of runs and what failed")
    parser.add_argument("--compare", action="store_true", help="show each row beside the baseline's, and exit with 1 if one is worse")
    parser.add_argument("--factor", type=float, default=1.5, help="by which a row has to be worse for that (default: 1.5)")
    parser.add_argument("--baseline", metavar="FILE", default=os.path.join(HERE, "baseline.json"), help="default: tests/benchmarks/baseline.json")
    parser.add_argument("--refresh", action="store_true", help="write what was measured to the baseline and to the tables of README.md; rows that were not keep their values")
    parser.add_argument("--limit", type=float, default=900, metavar="SECONDS", help="of CPU time: a program that takes longer is stopped, and its ratio is a bound (default: 900)")
    parser.add_argument("--rows", metavar="FILE", help="measure nothing: take the rows of a file that --json wrote")
    parser.add_argument("--tiny", action="store_true", help="seconds, sizes too small to say anything: for tests")
    chosen = parser.parse_args()
    if chosen.compare and not os.path.exists(chosen.baseline):
        parser.error("no baseline %s: --refresh writes it" % chosen.baseline)
    return chosen


def measured(chosen):
    """All rows, in order. What fails is a row, or said."""
    bench = Bench(os.path.join(chosen.build, "ftcert"), os.path.join(chosen.build, "ftcheck"), os.path.join(chosen.build, "bench", "programs"),
                  os.path.join(chosen.build, "bench"), 1 if chosen.tiny else 3 if chosen.quick else 9, chosen.limit, chosen.tiny)
    work = [(case.case, lambda case=case: bench.certificates(case)) for case in data_cases(chosen.tiny)
            if (case.quick or not chosen.quick) and (chosen.large or not case.large)]
    work += [("growth line", bench.growths)]
    work += [(case.name, lambda case=case: bench.function(case)) for case in function_cases(chosen.tiny)]
    work += [("evaluation", bench.evaluations)]
    rows = []
    for name, rows_of in work:
        if chosen.only and not any(word in name for word in chosen.only):
            continue
        say(name)
        try:
            rows += rows_of()
        except Failed as failed:
            say("  FAILED %s" % failed)
            raise SystemExit(1) from None
    return rows


def main():
    chosen = options()
    if chosen.rows:
        with open(chosen.rows, encoding="utf-8") as file:
            rows = [Row(**{k: v for k, v in row.items() if k != "met"}) for row in json.load(file)["rows"]]
    else:
        rows = measured(chosen)
    rows = merged([], rows)
    text, no_worse = compare(rows, read_baseline(chosen.baseline), chosen.factor) if chosen.compare else ("", True)
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as file:
            json.dump({"rows": [row.json() for row in rows]}, file, indent=1)
            file.write("\n")
    if chosen.refresh:
        write_baseline(chosen.baseline, merged(read_baseline(chosen.baseline) if os.path.exists(chosen.baseline) else [], rows))
        replace_tables(os.path.join(os.path.dirname(chosen.baseline), "README.md"), read_baseline(chosen.baseline))
    print(tables(rows) + "\n" + legend() + "\n" * bool(text) + text, end="")
    good = no_worse and all(row.value is not None for row in rows)
    return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("interrupted: nothing is written")
        sys.exit(130)
