"""What the programs say of themselves: REQUIRED marks, names that may have been meant, manual pages and their examples.

    test_help.py FTCERT FTCHECK SOURCE

Python's standard library, and mandoc where it is installed. The manual pages are those that the build made beside the programs, in man/."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from expectations import expect, failures, run  # noqa: E402
from files_of_test import FOLDER, path, write  # noqa: E402

FTCERT, FTCHECK, SOURCE = map(os.path.abspath, sys.argv[1:4])
MAN = os.path.join(os.path.dirname(FTCERT), "man")
VERBS = re.findall(r"^  ([a-z]+) ", run(FTCERT, "--help")[1].split("Subcommands:")[1], re.M)
REQUIRED = {"certify": ["--data"], "pieces": ["CERT"], "explain": ["CERT"], "recheck": ["CERT", "--model"], "evaluate": ["--data"], "refute": ["--data", "-o"],
            "solve": ["--data", "-o", "--bound"], "bounds": ["--changed"], "worst": ["-o"], "patch": ["CERT", "--model", "-o"], "audit": ["-o"], "sweep": ["PLAN", "-o"]}


def page(name):
    with open(os.path.join(MAN, name + ".1"), encoding="ascii") as file:
        return file.read()


def plain(roff):
    """The text of a page without fonts and escapes."""
    text = re.sub(r"\\f[BIR]", "", roff).replace(r"\-", "-").replace(r"\(ti", "~").replace(r"\(ha", "^").replace(r"\(aq", "'").replace(r"\&", "")
    return text.replace(r"\e", "\\")


def section(name, title):
    return page(name).split("\n.SH %s\n" % title)[1].split("\n.SH ")[0] + "\n"


def required():
    data, certificate = write("d.csv", "x,label\n0,\n1,1\n2,\n"), path("d.ftc")
    expect("a certificate", run(FTCERT, "certify", "--data", data, "-o", certificate)[0] == 0)
    values = {"--data": data, "-o": path("out"), "--bound": path("bound"), "CERT": certificate, "--model": data, "--changed": "1", "PLAN": data}
    for verb, options in REQUIRED.items():
        text = run(FTCERT, verb, "--help")[1]
        marked = re.findall(r"^  (?:-\w,)?(--?\w[\w-]*|[A-Za-z]+) [^\n]*REQUIRED", text, re.M)
        expect(verb + ": REQUIRED in --help", sorted(marked) == sorted(options), (marked, options))
        for left_out in options:
            words = ["-o", path("x")] if verb == "certify" else []  # which may have a --patch in its place
            words += [word for option in options if option != left_out for word in ([values[option]] if option[0] != "-" else [option, values[option]])]
            code, out, err = run(FTCERT, verb, *words)
            expect("%s without %s" % (verb, left_out), code == 2 and re.match("ftcert: E101 .*%s.* is required" % left_out, err) and not out, (code, out, err))
    expect("every verb is here", sorted(REQUIRED) == sorted(VERBS), VERBS)
    code, out, err = run(FTCERT, "certify", "--data", data)
    expect("certify without -o", code == 2 and "-o or --patch is required" in err, err)
    expect("but the list needs neither", run(FTCERT, "certify", "--construction", "list")[0] == 0)


def meant():
    data = write("d.csv", "x,label\n0,\n1,1\n2,\n")
    for words, code, text in (
            (["certfy"], "E102", "there is no verb 'certfy': did you mean 'certify'?"), (["bonuds"], "E102", "did you mean 'bounds'?"), (["eval"], "E102", "did you mean 'evaluate'?"),
            (["xyzzy"], "E102", "expected one of certify, pieces,"), (["certify", "--dta", data], "E101", "there is no option '--dta' of ftcert certify: did you mean '--data'?"),
            (["certify", "--data", data, "--lable", "y", "-o", path("x")], "E101", "did you mean '--label'?"), (["bounds", "--sample=9", "--changed", 1], "E101", "did you mean '--samples'?"),
            (["bounds", "--samples", 9, "--chagned", 1], "E101", "did you mean '--changed'?"), (["explain", "c.ftc", "--class-nam", "x"], "E101", "did you mean '--class-names'?"),
            (["refute", "--data", data, "--max-tmie", 1, "-o", path("x")], "E101", "did you mean '--max-time'?"), (["bounds", "--zzz"], "E101", "there is no option '--zzz' of ftcert bounds\n"),
            (["--verson"], "E101", "there is no option '--verson' of ftcert: did you mean '--version'?"),
            (["certify", "--data", data, "--construction", "hat", "-o", path("x")], "E102", "construction 'hat': did you mean 'hats'? See 'ftcert certify --construction list'"),
            (["certify", "--data", data, "--construction", "hyperplane-unit", "-o", path("x")], "E102", "did you mean 'hyperplane-units'?"),
            (["certify", "--data", data, "--construction", "nonsense", "-o", path("x")], "E102", "construction 'nonsense': see 'ftcert certify --construction list'"),
            (["solve", "--data", data, "--patch", "p.onnx", "-o", path("x"), "--bound", path("y")], "E101", "there is no option '--patch' of ftcert solve: it belongs to certify\n"),
            (["bounds", "--resume"], "E101", "there is no option '--resume' of ftcert bounds: it belongs to refute, solve, audit\n"),
            (["check", data], "E102", "there is no verb 'check': ftcheck, another program, checks certificates\n"), (["verify"], "E102", "ftcheck, another program,"),
            (["certify", data, "-o", path("x")], "E101", "not expected: %s\nTry 'ftcert certify --help'.\n" % data), (["-x"], "E101", "Try 'ftcert --help'.\n"),
            (["solve", "--data", data, "--construction", "blocs", "-o", path("x"), "--bound", path("y")], "E102", "did you mean 'blocks'?")):
        found, out, err = run(FTCERT, *words)
        expect("meant: %s" % words, found == 2 and err.startswith("ftcert: %s " % code) and text in err and not out and not os.path.exists(path("x")), (found, out, err))
    code, out, err = run(FTCHECK, "--modle", "m.onnx", "c.ftc")
    expect("ftcheck", code == 2 and "ftcheck: E101 there is no option '--modle' of ftcheck: did you mean '--model'?" in err and not out, err)
    odd = write("--lable.csv", "x,--lable\n0,\n1,1\n2,\n")
    code, out, err = run(FTCERT, "certify", "--data", odd, "--label", "--lable", "-o", path("odd.ftc"), "--quiet")
    expect("a value may look like an option", code == 0 and out.startswith("s CERTIFIED "), out + err)
    code, out, err = run(FTCERT, "explain", "--quiet", "--", path("odd.ftc"))
    expect("behind -- nothing is an option", code == 0, out + err)


def pages():
    names = ["ftcert", "ftcheck"] + ["ftcert-" + verb for verb in VERBS]
    expect("a page for each", sorted(os.listdir(MAN)) == sorted(name + ".1" for name in names), os.listdir(MAN))
    with open(os.path.join(SOURCE, "CITATION.cff"), encoding="ascii") as file:
        release = dict(line.split(": ", 1) for line in file.read().splitlines() if line.startswith(("version", "date-released")))
    with open(os.path.join(SOURCE, "src/ftcert/core/error.hpp"), encoding="ascii") as file:
        codes = set(re.findall(r"k\w+ = (\d{3}),", file.read()))
    mandoc = shutil.which("mandoc")
    for name in names:
        text, words = page(name), plain(page(name))
        expect(name + ": .TH", text.startswith('.TH %s 1 %s "ftcert %s" "ftcert"\n' % (name.upper().replace("-", r"\-"), release["date-released"], release["version"])), text[:80])
        if mandoc:
            done = subprocess.run([mandoc, "-Tlint", os.path.join(MAN, name + ".1")], capture_output=True, text=True)
            expect(name + ": mandoc -Tlint", done.returncode == 0 and done.stdout == "", done.stdout)
        shown = run(*([FTCHECK] if name == "ftcheck" else [FTCERT] + name.split("-")[1:]), "--help")[1]
        options = re.findall(r"^  (?:(-\w)(?:,|\s))?(--[\w-]+)?", shown, re.M)
        for option in {word for pair in options for word in pair if word}:
            expect("%s: %s" % (name, option), re.search(r"(?<![\w-])%s(?![\w-])" % option, plain(section(name, "OPTIONS"))), option)
        expect(name + ": exit codes", re.findall(r"^(\d)$", plain(section(name, "EXIT STATUS")), re.M) == list("0123456"), section(name, "EXIT STATUS"))
        expect(name + ": other pages", set(re.findall(r"(ftc[\w-]+)\(1\)", plain(section(name, "SEE ALSO")))) == set(names) - {name}, section(name, "SEE ALSO"))
        for option in REQUIRED.get(name[7:], []):
            expect("%s: %s is required" % (name, option), re.search(r"^(-\w, )?%s\b.*\(required\)$" % option, words, re.M), option)
    errors = set(re.findall(r"^E(\d{3})$", plain(section("ftcert", "ERRORS")), re.M))
    expect("every error", errors == codes, errors ^ codes)


def last_lines():
    """The table of the documentation is that of the pages."""
    with open(os.path.join(SOURCE, "src/docs/reference/commands.md"), encoding="utf-8") as file:
        table = file.read().split("\n## The last line\n")[1].split("\n## ")[0]
    listed = [(verb, form.replace(r"\|", "|")) for verb, form in re.findall(r"^\| `(\w+)` \| `(s .*)` \|$", table, re.M)]
    found = [(name, form) for name in VERBS + ["ftcheck"] for form in re.findall(r"^\.nf\n(.*)\n\.fi$", plain(section(
        name if name == "ftcheck" else "ftcert-" + name, "LAST LINE")), re.M)]
    expect("commands.md has these rows:\n" + "\n".join("| `%s` | `%s` |" % (v, f.replace("|", r"\|")) for v, f in found), sorted(listed) == sorted(found) and len(found) > 15)


def examples():
    """In the order of --help, in one folder."""
    os.symlink(os.path.join(SOURCE, "data"), path("data"))
    environment = dict(os.environ, PATH=os.path.dirname(FTCERT) + ":" + os.path.dirname(FTCHECK) + ":" + os.environ["PATH"])
    count = 0
    for name in ["ftcert-" + verb for verb in VERBS] + ["ftcert", "ftcheck"]:
        text = plain(section(name, "EXAMPLES")).split(".EX\n")[1].split(".EE\n")[0]
        for block in re.split(r"^\$ ", text, flags=re.M)[1:]:
            command, _, printed = block.partition("\n")
            done = subprocess.run(["sh", "-c", command], cwd=FOLDER.name, capture_output=True, text=True, env=environment)
            expect("%s: $ %s" % (name, command), done.returncode == 0 and done.stdout == printed, (done.stdout, done.stderr, printed))
            count += 1
        expect(name + ": an example", text.startswith("$ "), text)
    expect("examples", count > 15, count)


with FOLDER:
    required()
    meant()
    pages()
    last_lines()
    examples()
print("FAILED" if failures else "passed")
sys.exit(1 if failures else 0)
