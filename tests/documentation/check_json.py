"""Holds src/docs/reference/json.md against the programs: every field that --json writes stands in the table of its verb, and every field
of the page is written by one of the runs below.

usage: check_json.py FTCERT SOURCE"""
import json
import os
import re
import subprocess
import sys
import tempfile

from expectations import exit_code, expect

FTCERT, SOURCE = map(os.path.abspath, sys.argv[1:3])
FILES = {
    "eight.csv": "x,f,label\n0,1,\n1,1,\n2,2,3\n3,2,\n4,1,\n5,0,2\n6,0,\n7,1,\n",
    "changed.csv": "x,f,label\n0,1,\n1,1,\n2,2,7/2\n3,2,\n4,1,\n5,0,2\n6,0,\n7,1,\n",
    "boxes.csv": "x,label\n0,\n1,>=1\n2,1/2..3/4\n3,>=1\n4,\n5,<=-1\n6,\n",
    "plane.csv": "x,y,label\n0,0,\n1,0,1\n0,1,1\n1,1,\n2,3,\n3,1,-1\n",
    "classes.csv": "x,y,f0,f1,class\n0,0,1,0,\n1,0,1,0,1\n0,1,0,1,0\n1,1,0,1,\n2,3,1,0,1\n3,1,0,1,\n",
    "hat.csv": "x,label\n0,0\n1,0\n2,1\n3,0\n4,0\n",
    "g.csv": "layer,bias,weights\n1,-1,1\n1,-2,1\n1,-3,1\n2,0,1,-2,1\n",
    "tiny.plan": "FTCERT-PLAN 1.0\nfamily worst\nsamples 8\nchanged 3\nsolve\nEND\n",
}
DIABETES, DIGITS = "data/diabetes/model.onnx", "data/digits/model.onnx"
RUNS = [line.strip() for line in f"""
    certify --construction list
    certify --data eight.csv --frozen f -o eight.ftc
    certify --data data/diabetes/changed.csv --model {DIABETES} --patch p.onnx -o runs.ftc
    certify --data data/diabetes/changed.csv --model {DIABETES} --construction separating-units -o real.ftc
    certify --data data/digits/misclassified.csv --model {DIGITS} --class class --patch d.onnx -o digits.ftc
    certify --data boxes.csv --tolerance 0 -o boxes.ftc
    certify --data hat.csv --network g.csv --format float32 -o hat.ftc
    certify --data changed.csv --frozen f -o changed.ftc
    refute --data eight.csv --frozen f -o bound.ftc
    refute --data boxes.csv --tolerance 0 -o boxes-bound.ftc
    refute --data plane.csv -o plane-bound.ftc
    refute --data classes.csv --frozen f0 f1 --class class -o class-bound.ftc
    solve --data eight.csv --frozen f -o a.ftc --bound b.ftc
    solve --data plane.csv -o plane.ftc --bound c.ftc
    solve --data boxes.csv --tolerance 0 -o d.ftc --bound e.ftc
    patch runs.ftc --model {DIABETES} -o q.onnx
    patch digits.ftc --model {DIGITS} -o r.onnx
    evaluate --data data/digits/misclassified.csv --model {DIGITS} --certificate digits.ftc -o v.csv
    evaluate --data eight.csv --frozen f --certificate eight.ftc -o v.csv
    explain eight.ftc
    explain runs.ftc
    explain digits.ftc
    explain boxes.ftc
    explain bound.ftc
    explain boxes-bound.ftc
    explain plane-bound.ftc
    explain class-bound.ftc
    explain eight.ftc bound.ftc
    explain eight.ftc runs.ftc
    explain eight.ftc a.ftc
    explain digits.ftc boxes.ftc
    explain eight.ftc changed.ftc
    pieces eight.ftc
    pieces plane.ftc --through 1,2
    bounds --samples 442 --changed 20
    bounds --samples 10..30..10 --changed 5
    bounds --samples 442 --changed 20 --layers 3
    bounds --samples 442 --changed 20 --layers 5
    bounds --samples 5..9 --changed 1..2
    bounds --dimension 10 --general-position --changed 20 --samples 442
    worst --samples 10 --changed 2 -o w.csv
    worst --hard --samples 10 -o w.csv
    worst --dimension 2 --samples 10 --changed 4 -o w.csv
    recheck real.ftc --model {DIABETES}
    audit --max-samples 5 --layers 4 -o audit
    sweep tiny.plan -o sweep
""".strip().splitlines()]
WORDS = ("statuses",)  # objects whose fields are words of the data, not of the format


def page():
    """Section -> field -> sections that its type names; and the fields that have a row of their own, which those that a section takes from
    another one have not ("The fields of [refute](#refute), and")."""
    sections, own, name = {}, set(), None
    with open(os.path.join(SOURCE, "src/docs/reference/json.md"), encoding="utf-8") as file:
        for line in file:
            heading, row = re.match(r"##+ (.*)\n", line), re.match(r"\| (`[^|]*`) \| ([^|]*)", line)
            if heading:
                name = heading[1]
                sections[name] = {}
            elif row:
                kinds = re.findall(r"\]\(#([^)]*)\)", row[2])
                for field in re.findall("`([^`]*)`", row[1]):
                    sections[name][field] = [kind.replace("-", " ") for kind in kinds]
                    own.add((name, field))
            elif name and line.startswith("The fields of ["):
                sections[name].update(sections[re.search(r"#(\S*?)\)", line)[1]])
    return sections, own


def walk(value, section, sections, where, seen):
    """Every field below `value`, which is described by one of the sections of that name."""
    if isinstance(value, list):
        for item in value:
            walk(item, section, sections, where, seen)
    elif isinstance(value, dict):
        for field, inner in value.items():
            here = [name for name in section if field in sections[name]]
            expect(here, "%s: the field '%s' does not stand on the page (%s)" % (where, field, ", ".join(section) or "no object here"))
            for name in here:
                seen.add((name, field))
            if here and field not in WORDS:
                kinds = [kind for name in here for kind in sections[name][field] if kind in sections]
                walk(inner, kinds, sections, where, seen)


def main():
    (sections, own), seen = page(), set()
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(SOURCE, "data"), os.path.join(folder, "data"))
        for name, content in FILES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(content)
        for run in RUNS:
            done = subprocess.run([FTCERT, *run.split(), "--quiet", "--json", "out.json"], cwd=folder, capture_output=True, text=True)
            expect(done.returncode == 0, "%s: %s" % (run, done.stderr))
            if done.returncode == 0:
                with open(os.path.join(folder, "out.json"), encoding="utf-8") as file:
                    written = json.load(file)
                section = "construction" if isinstance(written, list) else "comparison" if "facts" in written else run.split()[0]
                walk(written, [section], sections, run, seen)
    for name, field in sorted(own):
        expect((name, field) in seen, "section '%s': no run writes the field '%s'" % (name, field))
    return exit_code()


if __name__ == "__main__":
    sys.exit(main())
